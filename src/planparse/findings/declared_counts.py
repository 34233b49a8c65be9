"""Counts that a text declares (`八个方面…（共47项）`), compared with the sections in the tree."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property, lru_cache
from typing import NamedTuple

from planparse.grammar.lexicon import Lexicon
from planparse.grammar.wordlists import Counts
from planparse.numbering import compilations
from planparse.numbering.reading import DOCUMENT
from planparse.text.characters import QUOTE, ROUND
from planparse.text.numerals import parse_arabic, parse_hanzi
from planparse.tree import Claim, Document, Finding, Node, walk

_COLON_AHEAD = r"[^。；;\r\n]{0,30}[：:]"
"""A colon that ends the clause behind a count."""
_ENDS_TEXT = rf"[^，。；,;！？]*[。；;！？]?[{ROUND.closing}{QUOTE.closing}]?\s*"
"""Nothing but the rest of a clause behind a count."""
_CLAUSE = "[^，。；：！？,;:!?\r\n]*$"
"""The clause that a count stands in, up to the count."""
_AND = ("和", "与", "及")
_CONTEXT = 60
"""How many characters on both sides of a count decide what it counts; a choice."""
_PARAGRAPHS = 2
"""How many paragraphs before a list may declare its count; a choice."""
_FRONT = 1000
"""So far into the first document a compilation says how many it has; a choice."""
_LEAST = 2
"""一个方面 is no count of a list."""


def of(text: str, root: Node, lexicon: Lexicon) -> tuple[Claim, ...]:
    """Return the claims of a document, in order. Only text that introduces sections makes them."""
    return tuple(sorted(_below(text, root, lexicon)))


def with_documents(
    text: str, documents: Sequence[Document], lexicon: Lexicon
) -> list[Document]:
    """Return the documents of a file, the first with the count of them that a site declares.

    It stands above the first section, in the heading of the compilation or in what
    introduces it: 工作要点（精选5篇）. A file of one document declares such a count only in
    its title.
    """
    first, *others = documents
    sections = (node.start for node in first.root.children if node.kind == "section")
    front = min(next(sections, first.root.end), first.root.start + _FRONT)
    counted = compilations.declared(lexicon.words.compilations).search(text, 0, front)
    if counted is None or not (others or counted[0] in (first.title or "")):
        return [*documents]
    number = counted["number"]
    declared = parse_arabic(number) if number.isascii() else parse_hanzi(number)
    gaps = (
        gap
        for document in documents
        for node in document.root.children
        for gap in node.gaps
        if gap.depth == DOCUMENT
    )
    claim = Claim(
        start=counted.start("number"),
        end=counted.end("unit"),
        unit=counted["unit"],
        declared=declared or 0,
        found=len(documents),
        lost=sum(gap.last - gap.first + 1 for gap in gaps),
    )
    return [first._replace(claims=tuple(sorted([claim, *first.claims]))), *others]


def findings(documents: Iterable[Document], text: str) -> Iterator[Finding]:
    """Yield a C401 for each claim that is not met."""
    for document in documents:
        for claim in document.claims:
            if not claim.is_met:
                words = text[claim.start : claim.end]
                yield Finding(
                    "C401",
                    claim.start,
                    claim.end,
                    (words, str(claim.declared), str(claim.found)),
                )


def _below(text: str, node: Node, lexicon: Lexicon) -> Iterator[Claim]:
    """Yield the claims of a node and of the sections below it."""
    children = [child for child in node.children if child.kind != "furniture"]
    for child in children:
        if child.kind == "heading":
            yield from _below(text, child, lexicon)
    is_section = (child.kind == "section" for child in children)
    first = next((at for at, found in enumerate(is_section) if found), None)
    if first is None:
        return
    listed = _Listed(children[first:])
    introductions = [
        (child.start, child.end)
        for child in children[max(0, first - _PARAGRAPHS) : first]
        if child.kind == "paragraph"
    ]
    if node.kind == "section":
        introductions.insert(0, (node.heading.start, node.text.end))
    counts = _Counts(text, listed, lexicon.words.counts)
    yield from _announced(
        [count for start, end in introductions for count in counts.within(start, end)]
    )
    for child in listed.nodes:
        if child.kind == "section" and child.children:
            yield from _below(text, child, lexicon)


class _Tally(NamedTuple):
    """How many items were found, and how many more gaps prove to be lost."""

    found: int
    lost: int


class _Listed:
    """The siblings from the first section on, with cached counts for each level and family."""

    def __init__(self, nodes: Sequence[Node]) -> None:
        """Take the nodes among which what was declared is counted."""
        self.nodes = nodes

    @cached_property
    def _below(self) -> list[Node]:
        """The nodes and all that is below them, in reading order."""
        return [below for node in self.nodes for below in walk(node)]

    @cached_property
    def _lost(self) -> Counter[int | None]:
        """How many numbers of each family gaps took."""
        lost: Counter[int | None] = Counter()
        for node in self._below:
            for gap in node.gaps:
                lost[gap.family] += gap.last - gap.first + 1
        return lost

    @cached_property
    def top(self) -> _Tally:
        """The sections of the first one's family on the highest level."""
        family = self.nodes[0].family
        found = sum(
            node.kind == "section" and node.family == family for node in self.nodes
        )
        return _Tally(found, self._lost[family])

    @cached_property
    def _levels(self) -> list[_Tally]:
        """The items on the lowest level, then those of each family."""
        sections = [node for node in self._below if node.kind == "section"]
        leaves = [
            node
            for node in sections
            if not any(child.kind == "section" for child in node.children)
        ]
        families = {leaf.family for leaf in leaves}
        lowest = _Tally(len(leaves), sum(self._lost[family] for family in families))
        counts = Counter(node.family for node in sections)
        return [
            lowest,
            *(_Tally(found, self._lost[family]) for family, found in counts.items()),
        ]

    def items(self, declared: int, otherwise: _Tally | None = None) -> _Tally:
        """Return the items of the level that has as many as declared.

        Where none has, return `otherwise`, or the items of the lowest level.
        """
        return next(
            (tally for tally in self._levels if sum(tally) == declared),
            otherwise or self._levels[0],
        )


class _Count(NamedTuple):
    """A count in a text: whether it is of all items (`共47项`), whether it announces a list."""

    claim: Claim
    of_all: bool
    announces: bool


def _announced(counts: Sequence[_Count]) -> Iterator[Claim]:
    """Yield those of the counts before a list that announce it.

    Of several that count its parts (`八个方面`) one is meant: those that are met, else the
    nearest.
    """
    for count in counts:
        if count.of_all and (count.announces or count.claim.is_met):
            yield count.claim
    parts = [count for count in counts if not count.of_all]
    met = [count for count in parts if count.claim.is_met]
    nearest = [count for count in parts if count.announces][-1:]
    for count in met or nearest:
        yield count.claim


class _Counts:
    """Finds the counts that may be those of a list behind them."""

    def __init__(self, text: str, listed: _Listed, lists: Counts) -> None:
        """Take the text, the nodes to count among, and the words of counts (方面, 项)."""
        self._text, self._listed, self._lists = text, listed, lists
        self._pattern = _pattern(lists)

    def within(self, start: int, end: int) -> Iterator[_Count]:
        """Yield the counts in `text[start:end]`.

        三个方面 declares 3, 共47项 declares 47; a count of one is none that a list
        would follow.
        """
        for match in self._pattern.finditer(self._text, start, end):
            number, unit = next(
                (match[at], match[at + 1]) for at in (2, 4, 6) if match[at]
            )
            declared = parse_arabic(number) if number.isascii() else parse_hanzi(number)
            if declared and declared >= _LEAST:
                count = self._count(match, declared, unit, start, end)
                if count is not None:
                    yield count

    def _count(
        self, match: re.Match[str], declared: int, unit: str, start: int, end: int
    ) -> _Count | None:
        """Return a count in `text[start:end]`, None where it is no list's."""
        before = self._text[max(start, match.start() - _CONTEXT) : match.start()]
        following = self._text[match.end() : min(end, match.end() + _CONTEXT)]
        of_all, aspects = bool(match[1]), unit.endswith(self._lists.aspects)
        leading = self._lists.leading
        leads = match[0].startswith(leading) or before.endswith(leading)
        introduces = leads or re.match(_COLON_AHEAD, following) is not None
        sums_up = not leads and _sums_up(before, declared, self._lists)
        if not introduces and (sums_up or not (of_all or aspects)):
            return None
        at_end = match.end() + len(following) == end
        ends_text = at_end and re.fullmatch(_ENDS_TEXT, following) is not None
        tally = self._tally(declared, of_all=of_all, aspects=aspects)
        claim = Claim(
            start=match.start(),
            end=match.end(),
            unit=unit.removeprefix("个"),
            declared=declared,
            found=tally.found,
            lost=tally.lost,
        )
        announces = not sums_up and (introduces or ends_text)
        return _Count(claim, of_all, announces)

    def _tally(self, declared: int, *, of_all: bool, aspects: bool) -> _Tally:
        """Return what a count counts: aspects are the sections on top, else a fitting level."""
        if of_all:
            return self._listed.items(declared)
        if aspects:
            return self._listed.top
        return self._listed.items(declared, self._listed.top)


def _sums_up(before: str, declared: int, lists: Counts) -> bool:
    """Return whether a count is that of what is named right before it.

    Such are 创新、开放、绿色等五个方面 and 城乡和区域两个方面.
    """
    bare = before.rstrip(" \u3000")
    if bare.endswith(lists.summing):
        return True
    clause = re.search(_CLAUSE, before)
    if clause is None or bare.endswith(lists.verbs):
        return False
    *parts, last = clause[0].split("、")
    named = len(parts) + 1
    joined_by_and = any(word in last for word in _AND)
    return declared == named + joined_by_and or (declared == named and bool(parts))


@lru_cache(maxsize=8)
def _pattern(lists: Counts) -> re.Pattern[str]:
    """Return what finds declared counts: of all items, of aspects, or behind leading words.

    Group 1 is 共 or the like in a count of all items. The number and its unit are the
    groups 2 and 3, 4 and 5, or 6 and 7.
    """
    every = _any_of(lists.all)
    units = _any_of(lists.all_units)
    aspects = _any_of(lists.aspects)
    some = _any_of(lists.units)
    never = _any_of(lists.never)
    leading = _any_of(lists.leading + lists.announcing)
    number = "([一二三四五六七八九十两]{1,3}|[0-9]{1,3})"
    return re.compile(
        f"({every}){number}(?:大|个)?({units}|个?(?:{aspects}))"
        f"|{number}(?:个|大)(?!{never})({aspects})"
        f"|(?:{leading}){number}大?({some})"
    )


def _any_of(words: Sequence[str]) -> str:
    """Return a pattern of alternatives, the longest first."""
    return "|".join(map(re.escape, sorted(words, key=len, reverse=True)))
