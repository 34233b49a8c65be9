"""Counts that a text declares (`八个方面…（共47项）`), held against the sections that were parsed."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from typing import NamedTuple

from planparse.grammar.lexicon import Lexicon
from planparse.text.numerals import parse_arabic, parse_hanzi
from planparse.tree import Claim, Document, Finding, Node, walk

_COLON = "[^。；;\r\n]{0,30}[：:]"
_LAST = r"[^，。；,;！？]*[。；;！？]?[）)”]?\s*"
_NEAR = 60
"""How far a count is looked around: no clause that tells what it means is longer."""

_AND = ("和", "与", "及")
_CLAUSE = "[^，。；：！？,;:!?\r\n]*$"


def of(text: str, root: Node, lexicon: Lexicon) -> tuple[Claim, ...]:
    """The claims of a document, in order. Only text that introduces sections is asked."""
    return tuple(sorted(_below(text, root, lexicon)))


def findings(documents: Iterable[Document], text: str) -> Iterator[Finding]:
    """A finding for each claim that does not hold."""
    for document in documents:
        for claim in document.claims:
            if not claim.holds:
                words = text[claim.start : claim.end]
                yield Finding(
                    "C401",
                    claim.start,
                    claim.end,
                    (words, str(claim.says), str(claim.counted)),
                )


def _below(text: str, node: Node, lexicon: Lexicon) -> Iterator[Claim]:
    children = [child for child in node.children if child.kind != "furniture"]
    first = next(
        (at for at, child in enumerate(children) if child.kind == "section"), None
    )
    if first is None:
        return
    listed = _Listed(children[first:])
    before = [
        (child.start, child.end)
        for child in children[max(0, first - 2) : first]
        if child.kind == "paragraph"
    ]
    if node.kind == "section":
        before.insert(0, (node.heading.start, node.text.end))
    yield from _announcing(
        [
            count
            for start, end in before
            for count in _counts(text, start, end, listed, lexicon)
        ]
    )
    for child in listed.nodes:
        if child.kind == "section" and child.children:
            yield from _below(text, child, lexicon)


class _Listed:
    """Nodes from a section on, and how many there are of what: counted once, however many claims there are."""

    def __init__(self, nodes: Sequence[Node]) -> None:
        self.nodes = nodes

    @cached_property
    def _below(self) -> list[Node]:
        return [below for node in self.nodes for below in walk(node)]

    @cached_property
    def _lost(self) -> Counter[int | None]:
        """For each family how many numbers gaps took."""
        lost: Counter[int | None] = Counter()
        for node in self._below:
            for hole in node.gaps:
                lost[hole.family] += hole.last - hole.first + 1
        return lost

    @cached_property
    def top(self) -> tuple[int, int]:
        """How many sections of the first one's family there are on the highest level, and how many are lost."""
        family = self.nodes[0].family
        return sum(
            node.kind == "section" and node.family == family for node in self.nodes
        ), self._lost[family]

    @cached_property
    def _levels(self) -> list[tuple[int, int]]:
        """How many items there are, and how many are lost: on the lowest level, then family by family."""
        sections = [node for node in self._below if node.kind == "section"]
        leaves = [
            node
            for node in sections
            if not any(child.kind == "section" for child in node.children)
        ]
        lowest = (
            len(leaves),
            sum(self._lost[family] for family in {leaf.family for leaf in leaves}),
        )
        families = Counter(node.family for node in sections)
        return [
            lowest,
            *((count, self._lost[family]) for family, count in families.items()),
        ]

    def items(
        self, says: int, otherwise: tuple[int, int] | None = None
    ) -> tuple[int, int]:
        """The items on the level that comes to the number declared, and those lost; else those on the lowest one."""
        return next(
            (count for count in self._levels if sum(count) == says),
            otherwise or self._levels[0],
        )


class _Count(NamedTuple):
    """A count in a text: whether it is one of all items (`共47项`), and whether it has the form of an announcement."""

    claim: Claim
    whole: bool
    announces: bool


def _announcing(counts: Sequence[_Count]) -> Iterator[Claim]:
    """Those of the counts before a list that announce it.

    Of several that name its parts (`八个方面`) one is meant: those that hold, else the nearest.
    """
    parts = [count for count in counts if not count.whole]
    holding = [count for count in parts if count.claim.holds]
    wholes = [
        count
        for count in counts
        if count.whole and (count.announces or count.claim.holds)
    ]
    nearest = [count for count in parts if count.announces][-1:]
    return (count.claim for count in wholes + (holding or nearest))


def _counts(
    text: str, start: int, end: int, listed: _Listed, lexicon: Lexicon
) -> Iterator[_Count]:
    """The counts in `text[start:end]` that may be those of a list behind it."""
    lists = lexicon.words.lists
    for match in _pattern(lists).finditer(text, start, end):
        number, unit = next((match[at], match[at + 1]) for at in (2, 4, 6) if match[at])
        says = parse_arabic(number) if number.isascii() else parse_hanzi(number)
        if not says or says < 2:
            continue
        before = text[max(start, match.start() - _NEAR) : match.start()]
        onward = text[match.end() : min(end, match.end() + _NEAR)]
        whole, aspects = bool(match[1]), unit.endswith(lists["counts_aspects"])
        leads = match[0].startswith(lists["counts_leading"]) or before.endswith(
            lists["counts_leading"]
        )
        colon = re.match(_COLON, onward) is not None
        sums_up = not leads and _sums_up(before, says, lists)
        if not (leads or colon or (not sums_up and (whole or aspects))):
            continue
        counted = (
            listed.top
            if aspects and not whole
            else listed.items(says, None if whole else listed.top)
        )
        last = (
            match.end() + len(onward) == end and re.fullmatch(_LAST, onward) is not None
        )
        claim = Claim(
            match.start(), match.end(), unit.removeprefix("个"), says, *counted
        )
        yield _Count(claim, whole, announces=not sums_up and (leads or colon or last))


def _sums_up(before: str, says: int, lists: Mapping[str, tuple[str, ...]]) -> bool:
    """Whether a count is that of what is named right before it: 创新、开放、绿色等五个方面, 城乡和区域两个方面."""
    said = before.rstrip(" \u3000")
    if said.endswith(lists["counts_summing"]):
        return True
    clause = re.search(_CLAUSE, before)
    if clause is None or said.endswith(lists["counts_verbs"]):
        return False
    *parts, last = clause[0].split("、")
    named = len(parts) + 1
    return says == named + any(word in last for word in _AND) or (
        says == named and bool(parts)
    )


def _pattern(lists: Mapping[str, tuple[str, ...]]) -> re.Pattern[str]:
    """Finds counts that a text declares, each as two groups, its number and its unit: 2 and 3, 4 and 5, or 6 and 7.

    Of all items (group 1 is 共 then), of aspects, of what certain words lead up to.
    """
    every, units, aspects, some, never, leading = (
        "|".join(map(re.escape, sorted(words, key=len, reverse=True)))
        for words in (
            lists["counts_all"], lists["counts_all_units"], lists["counts_aspects"], lists["counts_units"],
            lists["counts_never"], lists["counts_leading"] + lists["counts_announcing"],
        )
    )  # fmt: skip
    number = "([一二三四五六七八九十两]{1,3}|[0-9]{1,3})"
    return re.compile(
        f"({every}){number}(?:大|个)?({units}|个?(?:{aspects}))"
        f"|{number}(?:个|大)(?!{never})({aspects})|(?:{leading}){number}大?({some})"
    )
