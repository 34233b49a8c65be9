"""Clean documents: which of the real ones are taken, and what is true of them before any damage.

A document is taken if nobody doubts how it is to be read; its own parse is then the truth. That is so if the file
is one document and nothing else, between 1,000 and 60,000 characters, with ten numbered nodes or more on at
least two levels; if every number follows from the one before, each series from 1, and all numbers of a series begin
lines or all stand in one line; if no other reading comes near at any marker; if no finding speaks of numbering or of
damage; and if no line break in it is to be joined.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from hashlib import sha256
from itertools import takewhile
from pathlib import Path
from typing import NamedTuple

from planparse.grammar.lexicon import Lexicon
from planparse.pipeline import parse
from planparse.text.encoding import Source, decode
from planparse.tree import Node

SHORTEST, LONGEST = 1_000, 60_000
FEWEST, LEVELS = 10, 2
SURE = 0.9
"""No second reading of a marker is nearer than this: so near it always is where a series begins inside a line."""
DOUBTS = ("N", "T")
"""Findings whose codes begin so tell of faulty numbering or of damage."""

Word = tuple[int, int]
Divide = Callable[[str], tuple[Word, ...]]
"""Where the words of two characters or more stand in a text, as spans."""


class Numbered(NamedTuple):
    """A numbered node of a clean document: its label is `text[start:body]`.

    `parent` is its parent's place among the document's numbered nodes, -1 at the top. `series` names the run of
    consecutive numbers that it belongs to, across parents where numbering runs on; `inserted` numbers (第十二条之一)
    count nothing on. `spoken` ones are of a series in running text (一是).
    """

    start: int
    body: int
    label: str
    family: int
    kin: int
    level: int
    ordinal: int
    parent: int
    series: int
    spoken: bool = False
    inserted: bool = False


class Clean(NamedTuple):
    """A clean text and its truth: `nodes` in reading order, where its documents begin, where its words stand.

    `titled` says that the text begins with a printed title; the last one before the first number ends at `title_end`.
    `later_title_ends` says so of the documents behind the first, 0 for one that begins with none.
    """

    name: str
    text: str
    nodes: tuple[Numbered, ...]
    documents: tuple[int, ...] = (0,)
    words: tuple[Word, ...] = ()
    titled: bool = False
    title_end: int = 0
    later_title_ends: tuple[int, ...] = ()

    @property
    def title_ends(self) -> tuple[int, ...]:
        """Where the titles of each document end."""
        return (self.title_end if self.titled else 0, *self.later_title_ends)


def beside(first: Clean, second: Clean) -> Clean:
    """One text of two, an empty line between them."""
    gap = "\n" if first.text.endswith("\n") else "\n\n"
    by = len(first.text) + len(gap)
    many, series = (
        len(first.nodes),
        1 + max((node.series for node in first.nodes), default=-1),
    )
    moved = tuple(
        node._replace(
            start=node.start + by,
            body=node.body + by,
            parent=node.parent + many if node.parent >= 0 else -1,
            series=node.series + series,
        )
        for node in second.nodes
    )
    return Clean(
        f"{first.name} + {second.name}",
        first.text + gap + second.text,
        first.nodes + moved,
        first.documents + tuple(start + by for start in second.documents),
        first.words + tuple((start + by, end + by) for start, end in second.words),
        first.titled,
        first.title_end,
        tuple(end + by if end else 0 for end in second.title_ends),
    )


def numbered(text: str, root: Node, words: Lexicon) -> tuple[Numbered, ...]:
    """The numbered nodes of a document, in reading order."""
    out: list[Numbered] = []
    last: dict[int, int] = {}
    pending: list[tuple[Node, int]] = [(root, -1)]
    many = 0
    while pending:
        node, parent = pending.pop()
        if node.kind == "section":
            assert node.family is not None
            assert node.ordinal is not None
            family = words.families[node.family]
            before = out[last[family.kin]] if family.kin in last else None
            decimal = family.decimal > 1
            inserted = (
                before is not None and before.ordinal == node.ordinal and not decimal
            )
            goes_on = before is not None and (
                inserted
                or (
                    before.ordinal + 1 == node.ordinal
                    and (not decimal or before.parent == parent)
                )
            )
            series = before.series if before is not None and goes_on else many
            many += not goes_on
            last[family.kin] = len(out)
            label = text[node.start : node.body]
            out.append(
                Numbered(
                    node.start, node.body, label, node.family, family.kin, family.level, node.ordinal, parent,
                    series, family.spoken, inserted,
                )
            )  # fmt: skip
            parent = len(out) - 1
        pending.extend((child, parent) for child in reversed(node.children))
    return tuple(out)


def taken(name: str, text: str, words: Lexicon) -> Clean | None:
    """The clean document, if a text is one by the rule above."""
    if not SHORTEST <= len(text) <= LONGEST:
        return None
    parsed = parse(Source(text, "utf-8"), words)
    if len(parsed.documents) != 1 or parsed.strays:
        return None
    if any(finding.code.startswith(DOUBTS) for finding in parsed.findings):
        return None
    if any(edit.rule == "join" for edit in parsed.edits):
        return None
    root = parsed.documents[0].root
    nodes = numbered(text, root, words)
    begun: set[int] = set()
    for node in nodes:
        if node.series not in begun and node.ordinal != 1:
            return None
        begun.add(node.series)
    if any(len(lines) > 1 for lines in _lines_of_series(text, nodes)):
        return None
    if len(nodes) < FEWEST or depth(nodes) < LEVELS or least_margin(root) < SURE:
        return None
    before = takewhile(lambda node: node.kind != "section", root.children)
    titles = [node for node in before if node.kind == "title"]
    return Clean(
        name,
        text,
        nodes,
        titled=bool(root.children) and root.children[0].kind == "title",
        title_end=titles[-1].end if titles else 0,
    )


def _lines_of_series(text: str, nodes: Sequence[Numbered]) -> Iterable[set[int]]:
    """For each series the lines in which its numbers stand, by where they start; -1 for all that begin one."""
    lines: dict[int, set[int]] = {}
    for node in nodes:
        start = text.rfind("\n", 0, node.start) + 1
        lines.setdefault(node.series, set()).add(
            start if text[start : node.start].strip() else -1
        )
    return lines.values()


def depth(nodes: Sequence[Numbered]) -> int:
    """How many levels of numbered nodes there are."""
    depths: list[int] = []
    for node in nodes:
        depths.append(1 + (depths[node.parent] if node.parent >= 0 else 0))
    return max(depths, default=0)


def least_margin(root: Node) -> float:
    """The margin of the least sure marker."""
    least, pending = float("inf"), [root]
    while pending:
        node = pending.pop()
        if node.margin is not None:
            least = min(least, node.margin)
        pending.extend(node.children)
    return least


def texts(folder: Path) -> Iterator[tuple[str, str]]:
    """Every text of a folder by name, each text once.

    In the order of digests, so that neither name nor kind decides which come first.
    """
    found: dict[str, tuple[str, str]] = {}
    for path in sorted(folder.rglob("*.txt")):
        if "expected" in path.parts:
            continue
        text = decode(path.read_bytes(), path.name).text.replace("\r\n", "\n")
        digest = sha256("".join(text.split()).encode()).hexdigest()
        found.setdefault(digest, (str(path.relative_to(folder)), text))
    for digest in sorted(found):
        yield found[digest]


def choose(
    many: int,
    words: Lexicon,
    divide: Divide,
    of: Iterable[tuple[str, str]],
) -> list[Clean]:
    """The first so many clean documents."""
    out: list[Clean] = []
    for name, text in of:
        clean = taken(name, text, words)
        if clean is not None:
            out.append(clean._replace(words=divide(text)))
            if len(out) == many:
                break
    return out
