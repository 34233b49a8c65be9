"""Estimates the prices of the grammars: `python -m benchmarks.prices [OUTLINES] [--texts FOLDER]`.

The prices of the search and of doubtful spellings were set by hand. This looks for better ones, coordinate by
coordinate: each price a step up and a step down, and the changes kept that make fewer nodes wrong. A node is wrong if
it is not read, is read elsewhere, or is none; so is a document. What is counted on are the hand-checked outlines (the
folder OUTLINES, and those of the samples) and damaged documents. Documents are dealt to folds; each fold is held out
once, prices are estimated on the others, and the wrong nodes of the fold are told before and after. Prices are worth
keeping only where the sum over the folds held out has become smaller.

Only texts that ask for a price are parsed again when it changes, so that a run takes some minutes in one process.
"""

import argparse
import gc
import json
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache, partial
from pathlib import Path
from typing import Any, NamedTuple, Protocol

import yaml

from benchmarks.stress.clean import choose, texts
from benchmarks.stress.damage import apply
from benchmarks.stress.kinds import KINDS
from benchmarks.stress.score import damaged_by, wrong_nodes
from benchmarks.stress.truth import first_letter, letters, truth
from benchmarks.stress.words import divide
from benchmarks.text import CORPUS, ROOT
from planparse.grammar.files import LEXICON
from planparse.grammar.lexicon import Lexicon
from planparse.grammar.shipped import lexicon, shipped, word_lists
from planparse.numbering.lexer import lex
from planparse.pipeline import parse
from planparse.text.encoding import Source, decode
from planparse.tree import Node, Parsed

OUTLINES = CORPUS.parent / "conformance"
SAMPLES = ROOT / "samples"
DAMAGES = (
    "lines dropped", "a stretch lost", "numbers lost", "items joined", "hard wrap", "two documents",
    "running heads", "excerpt", "restart", "Word's numbers lost", "compilations",
)  # fmt: skip
"""The kinds of damage that make nodes wrong: the others leave them all."""
CHECKED = 5
"""A wrong node of a hand-checked outline counts so many times, for those are few. A choice."""
LEAST_STEP, SHARE = 0.2, 0.3
"""A step is this share of a price, and no smaller than that. A choice."""

Prices = Mapping[str, float]


class Count(Protocol):
    """Says how many nodes of a parse are wrong."""

    def __call__(self, parsed: Parsed) -> int:
        """Return the number of wrong nodes, weighted."""


class Example(NamedTuple):
    """A text, what is true of it, and the prices that its reading asks for."""

    group: str
    text: str
    count: Count
    asked: frozenset[str] = frozenset()

    def wrong(self, grammar: Lexicon) -> int:
        """Return how much is wrong as a grammar reads it."""
        return self.count(parse(Source(self.text, "utf-8"), grammar, repair=False))


# ── prices ───────────────────────────────────────────────────────────────────────────────────────────────


@cache
def _data() -> dict[str, Any]:
    """Return the grammar of all families, as plain data."""
    found: dict[str, Any] = json.loads(shipped()[LEXICON + "auto"])
    return found


def _spelling(place: int) -> str:
    """Return the name of the price of a spelling."""
    said = _data()["spellings"][place]
    family = _data()["families"][said["family"]]["name"]
    return f"{family} {said['template']} {said['price']:g}"


def shipped_prices() -> dict[str, float]:
    """Return all prices as they ship, those of the search first."""
    prices = dict(_data()["prices"])
    for place, said in enumerate(_data()["spellings"]):
        if said["price"]:
            prices[_spelling(place)] = said["price"]
    return prices


def grammar_of(prices: Prices) -> Lexicon:
    """Return the grammar with other prices."""
    data = dict(_data())
    data["prices"] = {name: prices[name] for name in data["prices"]}
    data["spellings"] = [
        said | {"price": prices.get(_spelling(place), said["price"])}
        for place, said in enumerate(data["spellings"])
    ]
    return Lexicon(data, word_lists())


class _Asked(dict[str, float]):
    """Prices that remember which of them were asked for."""

    def __init__(self, prices: Prices) -> None:
        super().__init__(prices)
        self.names: set[str] = set()

    def __getitem__(self, name: str) -> float:
        self.names.add(name)
        return super().__getitem__(name)


def with_asked(example: Example) -> Example:
    """Return an example with the names of the prices that its reading asks for."""
    grammar = grammar_of(shipped_prices())
    asked = _Asked(grammar.prices)
    grammar.prices = asked
    example.wrong(grammar)
    met = {
        (one.family, one.price)
        for token in lex(example.text, grammar)
        if token.marker is not None
        for one in (token.marker, *token.marker.rivals)
    }
    spellings = {
        _spelling(place)
        for place, said in enumerate(_data()["spellings"])
        if (said["family"], said["price"]) in met and said["price"]
    }
    return example._replace(asked=frozenset(asked.names | spellings))


# ── examples ─────────────────────────────────────────────────────────────────────────────────────────────


def damaged(documents: int, folder: Path) -> Iterator[Example]:
    """Yield damaged documents, each kind once a document."""
    words = lexicon()
    cleans = choose(documents, words, divide, texts(folder))
    titled = [clean for clean in cleans if clean.titled]
    kinds = [kind for kind in KINDS if kind.name in DAMAGES]
    for place, clean in enumerate(cleans):
        for kind in kinds:
            if kind.pair and not titled:
                continue
            other = titled[place % len(titled)] if kind.pair else clean
            before, random = damaged_by(kind, clean, other, 0)
            after = apply(before.text, kind.damage(before, random))
            if after.changes or kind.name == "two documents":
                wanted = truth(before, after)
                yield Example(
                    clean.name, after.text, partial(wrong_nodes, wanted=wanted)
                )


def outlines(folder: Path) -> Iterator[Example]:
    """Yield the hand-checked outlines of a folder, each a text with its gold."""
    for path in sorted(folder.rglob("*.yaml")):
        gold = yaml.safe_load(path.read_text(encoding="utf-8"))
        if isinstance(gold, dict) and "nodes" in gold and "file" in gold:
            text = decode((path.parent / gold["file"]).read_bytes(), gold["file"]).text
            optional = frozenset(gold.get("optional", ()))
            wanted = {
                (node["start"], tuple(map(letters, node["path"])))
                for node in gold["nodes"]
                if node["start"] not in optional
            }
            begins = {first_letter(text, one["start"]) for one in gold["documents"]}
            yield Example(
                path.stem, text, partial(_wrong, wanted=wanted, begins=begins, optional=optional)
            )  # fmt: skip


def _wrong(
    parsed: Parsed,
    wanted: set[tuple[int, tuple[str, ...]]],
    begins: set[int],
    optional: frozenset[int],
) -> int:
    """Return how many nodes and documents of an outline are wrong, weighted."""
    text = parsed.source.text
    roots = [document.root for document in parsed.documents]
    read = set(_sections(text, roots, (), optional))
    found = {first_letter(text, root.start) for root in roots}
    missed = {start for start, _ in wanted ^ read}
    return CHECKED * (len(missed) + len(found ^ begins))


def _sections(
    text: str, nodes: Iterable[Node], path: tuple[str, ...], optional: frozenset[int]
) -> Iterator[tuple[int, tuple[str, ...]]]:
    """Yield where sections start and their paths; optional ones count neither way."""
    for node in nodes:
        below = path
        if node.kind == "section" and node.start not in optional:
            below = (*path, letters(text[node.start : node.body]))
            yield node.start, below
        yield from _sections(text, node.children, below, optional)


def samples() -> Iterator[Example]:
    """Yield the samples with the paths of their outlines, which people have read."""
    for path in sorted((SAMPLES / "expected").glob("*.yaml")):
        sheet = yaml.safe_load(path.read_text(encoding="utf-8"))
        text = decode((SAMPLES / f"{path.stem}.txt").read_bytes(), path.stem).text
        wanted = Counter(
            found
            for document in sheet["documents"]
            for found in _paths(document.get("items", ()), ())
        )
        yield Example(path.stem, text, partial(_wrong_paths, wanted=wanted))


def _paths(
    items: Iterable[Mapping[str, Any]], path: tuple[str, ...]
) -> Iterator[tuple[str, ...]]:
    """Yield the paths of the labelled items of an outline."""
    for item in items:
        below = path
        if "label" in item and item.get("kind", "section") == "section":
            below = (*path, letters(item["label"]))
            yield below
        yield from _paths(item.get("items", ()), below)


def _wrong_paths(parsed: Parsed, wanted: Counter[tuple[str, ...]]) -> int:
    """Return how many paths of a sample's outline are wrong, weighted."""
    text, roots = parsed.source.text, [document.root for document in parsed.documents]
    read = Counter(path for _, path in _sections(text, roots, (), frozenset()))
    return CHECKED * max((wanted - read).total(), (read - wanted).total())


# ── the search ───────────────────────────────────────────────────────────────────────────────────────────


class Change(NamedTuple):
    """A price set to another, and how many fewer nodes are wrong in each example."""

    name: str
    price: float
    gains: tuple[int, ...]

    def gain(self, places: Iterable[int]) -> int:
        """Return how many fewer nodes are wrong in some examples."""
        return sum(self.gains[place] for place in places)


def changes(
    examples: Sequence[Example], prices: Prices, wrong: Sequence[int]
) -> Iterator[Change]:
    """Yield each price a step up and a step down, and what that changes."""
    asked = frozenset().union(*(example.asked for example in examples))
    for name in sorted(asked & prices.keys()):
        step = max(LEAST_STEP, SHARE * abs(prices[name]))
        for price in (prices[name] - step, prices[name] + step):
            if price < 0 <= prices[name]:
                continue
            other = {**prices, name: round(price, 2)}
            grammar = grammar_of(other)
            gains = tuple(
                before - example.wrong(grammar) if name in example.asked else 0
                for example, before in zip(examples, wrong, strict=True)
            )
            yield Change(name, round(price, 2), gains)


def estimated(
    examples: Sequence[Example],
    places: Sequence[int],
    prices: Prices,
    wrong: Sequence[int],
    found: Sequence[Change],
) -> dict[str, float]:
    """Return the prices that are best in some examples.

    Changes are tried from the one that gains most; each is kept if fewer nodes are wrong with it and those before.
    """
    best = dict(prices)
    now = {place: wrong[place] for place in places}
    for change in sorted(found, key=lambda change: -change.gain(places)):
        if change.gain(places) <= 0:
            break
        if best[change.name] != prices[change.name]:
            continue
        grammar = grammar_of({**best, change.name: change.price})
        then = {
            place: examples[place].wrong(grammar)
            for place in places
            if change.name in examples[place].asked
        }
        if sum(then.values()) < sum(now[place] for place in then):
            best[change.name] = change.price
            now |= then
    return best


def told(before: Prices, after: Prices) -> str:
    """Return the prices that have changed, in words."""
    changed = [
        f"{name} {before[name]:g} → {after[name]:g}"
        for name in before
        if before[name] != after[name]
    ]
    return ", ".join(changed) or "none changed"


def main() -> int:
    """Estimate prices on all folds but one, tell what they do on that one, and then on all."""
    options = argparse.ArgumentParser(description="Estimate the prices of grammars.")
    options.add_argument("outlines", type=Path, nargs="?", default=OUTLINES)
    options.add_argument("--texts", type=Path, default=CORPUS, metavar="FOLDER")
    options.add_argument("--documents", type=int, default=24, metavar="N")
    options.add_argument("--folds", type=int, default=4, metavar="N")
    asked = options.parse_args()
    for folder in (asked.outlines, asked.texts):
        if not folder.is_dir():
            sys.exit(f"benchmarks.prices: no folder {folder}")
    gc.disable()
    examples = [
        with_asked(example)
        for example in (
            *damaged(asked.documents, asked.texts),
            *outlines(asked.outlines),
            *samples(),
        )
    ]
    prices = shipped_prices()
    grammar = grammar_of(prices)
    wrong = [example.wrong(grammar) for example in examples]
    groups = sorted({example.group for example in examples})
    fold = {group: place % asked.folds for place, group in enumerate(groups)}
    print(f"{len(examples)} texts of {len(groups)} documents, {sum(wrong)} wrong")
    found = list(changes(examples, prices, wrong))
    print(
        f"{len(found)} changes, {sum(sum(one.gains) > 0 for one in found)} gain alone"
    )
    sums = Counter[str]()
    for held in range(asked.folds):
        inside = [
            place for place, one in enumerate(examples) if fold[one.group] != held
        ]
        outside = [
            place for place, one in enumerate(examples) if fold[one.group] == held
        ]
        best = estimated(examples, inside, prices, wrong, found)
        grammar = grammar_of(best)
        before = sum(wrong[place] for place in outside)
        after = sum(examples[place].wrong(grammar) for place in outside)
        sums.update(before=before, after=after)
        print(f"fold {held + 1}: {before} before, {after} after: {told(prices, best)}")
    print(f"held out: {sums['before']} before, {sums['after']} after")
    best = estimated(examples, range(len(examples)), prices, wrong, found)
    grammar = grammar_of(best)
    after = sum(example.wrong(grammar) for example in examples)
    print(f"on all: {sum(wrong)} before, {after} after: {told(prices, best)}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
