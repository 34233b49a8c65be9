"""Cite every node of an archive, quote its sentences broken and altered, and count what is found.

`python -m benchmarks.citations FOLDER [SEED]` prints the figures of docs/citations.md.
"""

import random
import re
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

from planparse import Plan, PlanparseError, parse_file, verify
from planparse.api.node import Document, Node
from planparse.retrieval.citations.reading import fold_quotation
from planparse.text.dictionary import DICTIONARY
from planparse.text.segmentation import segment

QUOTED = 12
"""So many nodes of each file are quoted."""
LONGEST_FILE = 2_000_000
SENTENCE = re.compile(r"[^。；！？\n]+[。；！？]?")
FIGURE = re.compile(r"(?<![0-9.])[1-9][0-9]*(?![0-9.])")
WORDS = re.compile("[\u4e00-\u9fff]{4,}")
HALF = {ord(char): chr(ord(char) - 0xFEE0) for char in "，：；！？（）％"}
FULL = {ord(char): chr(ord(char) + 0xFEE0) for char in "0123456789%,:;()!?"}
MARKS = {ord(char): '"' for char in "“”„"} | {ord(char): "'" for char in "‘’"}
WRAPS = [*([""] * 9), "\n", " ", "\r\n", "\u3000"]
STRANGE = "锦"
"""A character that plans hardly have."""


# ── nodes ─────────────────────────────────────────────────────────────────────────────


def cite_nodes(plan: Plan, counts: Counter[str]) -> None:
    """Cite every node: by its identifier, by its citation, and with its document named."""
    by_cite: dict[str, list[str]] = {}
    for node in plan.nodes():
        found = plan.cite(node.id)
        counts["nodes"] += 1
        counts["nodes: alone by their ids"] += [one.node.id for one in found] == [
            node.id
        ]
        if node.cite:
            by_cite.setdefault(node.cite, []).append(node.id)
    for cite, ids in by_cite.items():
        found = plan.cite(cite)
        counts["cited"] += len(ids)
        counts["cited: alone in having the citation"] += len(ids) == 1
        if [one.node.id for one in found] == ids:
            counts["cited: these and no others found"] += len(ids)
        counts["cited: exact"] += sum(one.holds for one in verify(found, plan))
    for document in plan.documents:
        cite_in_document(plan, document, counts)


def cite_in_document(plan: Plan, document: Document, counts: Counter[str]) -> None:
    """Cite every node of a document with the document named, in each way there is."""
    by_cite: dict[str, list[str]] = {}
    for node in document.nodes():
        if node.cite:
            by_cite.setdefault(node.cite, []).append(node.id)
    for kind, name in names_of(plan, document):
        for cite, ids in by_cite.items():
            counts[f"{kind}"] += len(ids)
            found = [one.node.id for one in plan.cite(f"{name} {cite}")]
            counts[f"{kind}: among those found"] += sum(one in found for one in ids)
            if len(ids) == 1:
                counts[f"{kind}: path unique"] += 1
                counts[f"{kind}: path unique, found alone"] += found == ids


def names_of(plan: Plan, document: Document) -> Iterator[tuple[str, str]]:
    """The ways to name a document that no other of its file has."""
    yield "document by place", f"d{document.ordinal}"
    titles = [one.title for one in plan.documents]
    if document.title and titles.count(document.title) == 1:
        yield "document by title", f"《{document.title}》"
    numbers = [one.docnumber for one in plan.documents]
    if document.docnumber and numbers.count(document.docnumber) == 1:
        yield "document by number", document.docnumber


# ── quotations ────────────────────────────────────────────────────────────────────────


class Altered(NamedTuple):
    """Words that were altered: what they say now, and what stands in the source instead."""

    words: str
    given: str
    found: str


def broken(words: str, chance: random.Random) -> str:
    """Words with random wraps, widths and quotation marks."""
    return "".join(
        chance.choice(
            (char, char.translate(HALF), char.translate(FULL), char.translate(MARKS))
        )
        + chance.choice(WRAPS)
        for char in words
    )


def one_character(words: str, chance: random.Random) -> Altered | None:
    """One character more, less, or another."""
    at = chance.randrange(2, len(words) - 2)
    given, size = chance.choice((("", 1), (STRANGE, 0), (STRANGE, 1)))
    if words[at] == words[at - 1]:
        return None
    return Altered(
        words[:at] + given + words[at + size :], given, words[at : at + size]
    )


def one_figure(words: str, chance: random.Random) -> Altered | None:
    """A number that is another by its first digit."""
    numbers = list(FIGURE.finditer(words))
    if not numbers:
        return None
    number = chance.choice(numbers)
    first = str(int(number[0][0]) % 9 + 1)
    other = first + number[0][1:]
    return Altered(
        words[: number.start()] + other + words[number.end() :], first, number[0][0]
    )


def no_negation(words: str, _chance: random.Random) -> Altered | None:
    """A 不 left out."""
    at = words.find("不")
    return None if at < 0 else Altered(words[:at] + words[at + 1 :], "", "不")


def swapped(words: str, chance: random.Random) -> Altered | None:
    """Two words that stand side by side, the other way round."""
    runs = list(WORDS.finditer(words))
    if not runs:
        return None
    run = chance.choice(runs)
    parts = segment(run[0], DICTIONARY)
    at = chance.randrange(len(parts))
    if at + 1 == len(parts) or parts[at] == parts[at + 1]:
        return None
    parts[at : at + 2] = parts[at + 1], parts[at]
    return Altered(words[: run.start()] + "".join(parts) + words[run.end() :], "", "")


def merged(words: str, _chance: random.Random) -> Altered | None:
    """Two sentences made one."""
    at = words.find("。")
    if not 2 < at < len(words) - 3:
        return None
    return Altered(f"{words[:at]}，{words[at + 1 :]}", "，", "。")


ALTERATIONS: dict[str, Callable[[str, random.Random], Altered | None]] = {
    "a character": one_character,
    "a figure": one_figure,
    "a 不 dropped": no_negation,
    "two words swapped": swapped,
    "two sentences merged": merged,
}


def quote(plan: Plan, other: Plan, counts: Counter[str], chance: random.Random) -> None:
    """Quote sentences of a plan: broken, altered, and in another plan."""
    nodes = [node for node in plan.nodes() if node.text.strip() and node.span]
    for node in chance.sample(nodes, min(QUOTED, len(nodes))):
        sentences = [one for one in SENTENCE.findall(node.text) if len(one.strip()) > 2]
        if not sentences:
            continue
        at = chance.randrange(len(sentences))
        words = "".join(sentences[at].split())
        counts["quoted, broken"] += 1
        found = plan.find(broken(words, chance))
        counts["quoted, broken: at its place"] += any(
            is_in(one.span.start, node) for one in found
        )
        pair = "".join("".join(sentences[at : at + 2]).split())
        if len(words) >= 12:
            quote_altered(plan, node, (words, pair), counts, chance)
        if len(words) >= 12 and not other.find(words):
            counts["not there"] += 1
            counts["not there: near for all that"] += bool(other.cite(words))


def quote_altered(
    plan: Plan,
    node: Node,
    quoted: tuple[str, str],
    counts: Counter[str],
    chance: random.Random,
) -> None:
    """Quote a sentence in each altered form, and two sentences as one."""
    words, pair = quoted
    for name, alter in ALTERATIONS.items():
        whole = pair if alter is merged else words
        altered = alter(whole, chance)
        if altered is None or plan.find(altered.words) or len(plan.find(whole)) != 1:
            continue  # nothing to alter, or it stands so or unaltered elsewhere
        counts[f"{name}"] += 1
        (told,) = verify(
            [{"source": plan.source.path, "quotation": altered.words}], plan
        )
        if told.passage is None:
            continue
        counts[f"{name}: near"] += 1
        is_here = is_in(told.passage.start, node)
        counts[f"{name}: at its place"] += is_here
        counts[f"{name}: difference told"] += is_here and any(
            fold_quotation(altered.given) in one.given
            and fold_quotation(altered.found) in one.found
            for one in told.differences
        )


def is_in(at: int, node: Node) -> bool:
    """Whether a place of the source is in a node."""
    return node.span is not None and node.span.start <= at < node.span.end


def main() -> None:
    """Print the figures of a folder."""
    folder, *rest = sys.argv[1:]
    chance = random.Random(int(rest[0]) if rest else 1)
    counts: Counter[str] = Counter()
    before: Plan | None = None
    for path in sorted(Path(folder).rglob("*")):
        if path.suffix not in (".txt", ".md") or path.stat().st_size > LONGEST_FILE:
            continue
        try:
            plan = parse_file(path)
        except PlanparseError:
            continue
        counts["files"] += 1
        cite_nodes(plan, counts)
        quote(plan, before or plan, counts, chance)
        before = plan
    for name, count in counts.items():
        print(f"{count:8,}  {name}")


if __name__ == "__main__":
    main()
