"""Estimates the prices of the grammars: `python -m benchmarks.prices [OUTLINES] [--texts FOLDER]`.

The prices of the search and of doubtful spellings were set by hand. This looks for better ones, as `planparse learn
--prices` does (planparse.learning.estimate). A node is wrong if
it is not read, is read elsewhere, or is none; so is a document. What is counted on are the hand-checked outlines (the
folder OUTLINES, and those of the samples) and damaged documents. Documents are dealt to folds; each fold is held out
once, prices are estimated on the others, and the wrong nodes of the fold are told before and after. Prices are worth
keeping only where the sum over the folds held out has become smaller.

Only texts that ask for a price are parsed again when it changes, so that a run takes some minutes in one process.
"""

import argparse
import gc
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from functools import partial
from pathlib import Path
from typing import Any

import yaml

from benchmarks.stress.clean import choose, texts
from benchmarks.stress.damage import apply
from benchmarks.stress.kinds import KINDS
from benchmarks.stress.score import damaged_by, wrong_nodes
from benchmarks.stress.truth import first_letter, letters, truth
from benchmarks.stress.words import divide
from benchmarks.text import CORPUS, ROOT
from planparse.grammar.shipped import lexicon
from planparse.learning.estimate import (
    Example,
    Prices,
    changed,
    changes,
    estimated,
    grammar_of,
    shipped_prices,
    with_asked,
)
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
                    clean.name,
                    Source(after.text, "utf-8"),
                    partial(wrong_nodes, wanted=wanted),
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
                path.stem, Source(text, "utf-8"), partial(_wrong, wanted=wanted, begins=begins, optional=optional)
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
        yield Example(
            path.stem, Source(text, "utf-8"), partial(_wrong_paths, wanted=wanted)
        )


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


def told(before: Prices, after: Prices) -> str:
    """Return the prices that have changed, in words."""
    return (
        ", ".join(
            f"{name} {before[name]:g} → {price:g}"
            for name, price in changed(before, after).items()
        )
        or "none changed"
    )


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
