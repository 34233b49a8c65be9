"""Counts that a text declares (`八个方面…（共47项）`), compared with the sections in the tree."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from typing import Any, NamedTuple

from planparse.grammar.lexicon import Lexicon
from planparse.grammar.wordlists import Counts
from planparse.lazy import lazy
from planparse.numbering import compilations
from planparse.numbering.reading import DOCUMENT
from planparse.text.characters import HAN_ONES, QUOTE, ROUND
from planparse.text.expressions import any_of
from planparse.text.numerals import parse_arabic, parse_hanzi
from planparse.tree import HOLDERS, Claim, Document, Finding, Node, walk

_COLON_AHEAD = r"[^。；;\r\n]{0,30}[：:]"
"""A colon that ends the clause behind a count."""
_ENDS_TEXT = rf"[^，。；,;！？]*[。；;！？]?[{ROUND.closing}{QUOTE.closing}]?\s*"
"""Nothing but the rest of a clause behind a count."""
_CLAUSE = "[^，。；：！？,;:!?\r\n]*$"
"""The clause that a count stands in, up to the count."""
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
    counts = _Counts(text, lexicon.words.counts)
    claims: list[Claim] = []
    pending = [root]
    while pending:
        node = pending.pop()
        pending += [
            child for child in node.children if child.children and child.kind in HOLDERS
        ]
        for first, child in enumerate(node.children):
            if child.kind == "section":
                claims += _of_sections(node, first, counts)
                break
    return tuple(sorted(claims))


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
        if node.lacuna is not None
        for gap in node.lacuna.gaps
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


def _of_sections(node: Node, first: int, counts: "_Counts") -> Iterator[Claim]:
    """Return the claims about the children of a node, from the `first` section on."""
    introductions = []
    if first:
        introductions = [
            (child.start, child.end)
            for child in _without_furniture(node.children[:first])[-_PARAGRAPHS:]
            if child.kind == "paragraph"
        ]
    if node.kind == "section":
        introductions.insert(0, (node.heading.start, node.text.end))
    introductions = [span for span in introductions if counts.may_stand_in(*span)]
    if not introductions:
        return iter(())
    listed = _Listed(_without_furniture(node.children[first:]))
    return _announced(
        [
            count
            for start, end in introductions
            for count in counts.within(start, end, listed)
        ]
    )


def _without_furniture(nodes: Sequence[Node]) -> list[Node]:
    """Return nodes without the page furniture among them."""
    return [node for node in nodes if node.kind != "furniture"]


class _Tally(NamedTuple):
    """How many items were found, and how many more gaps prove to be lost."""

    found: int
    lost: int


class _Listed:
    """The siblings from the first section on, with cached counts for each level and family."""

    def __init__(self, nodes: Sequence[Node]) -> None:
        """Take the nodes among which what was declared is counted."""
        self.kept: dict[str, Any] = {}
        self.nodes = nodes

    @lazy
    def _below(self) -> list[Node]:
        """The nodes and all that is below them, in reading order."""
        return [below for node in self.nodes for below in walk(node)]

    @lazy
    def _lost(self) -> Counter[int | None]:
        """How many numbers of each family gaps took."""
        lost: Counter[int | None] = Counter()
        for node in self._below:
            for gap in node.lacuna.gaps if node.lacuna is not None else ():
                lost[gap.family] += gap.last - gap.first + 1
        return lost

    @lazy
    def top(self) -> _Tally:
        """The sections of the first one's family on the highest level."""
        family = self.nodes[0].family
        found = sum(
            node.kind == "section" and node.family == family for node in self.nodes
        )
        return _Tally(found, self._lost[family])

    @lazy
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

    def __init__(self, text: str, lists: Counts) -> None:
        """Take the text, and the words of counts (方面, 项)."""
        self._text, self._lists = text, lists
        self._with_unit, self._declared = _patterns(lists)

    def may_stand_in(self, start: int, end: int) -> bool:
        """Return whether a count may stand in `text[start:end]`; in most texts none does."""
        return self._with_unit.search(self._text, start, end) is not None

    def within(self, start: int, end: int, listed: _Listed) -> Iterator[_Count]:
        """Yield the counts in `text[start:end]`, held against the nodes behind it.

        三个方面 declares 3, 共47项 declares 47; a count of one is none that a list
        would follow.
        """
        for match in self._declared.finditer(self._text, start, end):
            number, unit = next(
                (match[at], match[at + 1]) for at in (2, 4, 6) if match[at]
            )
            declared = parse_arabic(number) if number.isascii() else parse_hanzi(number)
            if declared and declared >= _LEAST:
                announces = self._announces(match, declared, unit, start, end)
                if announces is not None:
                    yield self._count(
                        match, declared, unit, listed, announces=announces
                    )

    def _announces(
        self, match: re.Match[str], declared: int, unit: str, start: int, end: int
    ) -> bool | None:
        """Return whether a count in `text[start:end]` announces a list, None if it is no list's."""
        before = self._text[max(start, match.start() - _CONTEXT) : match.start()]
        following = self._text[match.end() : min(end, match.end() + _CONTEXT)]
        leading = self._lists.leading
        leads = match[0].startswith(leading) or before.endswith(leading)
        introduces = leads or re.match(_COLON_AHEAD, following) is not None
        sums_up = not leads and _sums_up(before, declared, self._lists)
        may_be_met = match[1] or unit.endswith(self._lists.aspects)
        if not introduces and (sums_up or not may_be_met):
            return None
        at_end = match.end() + len(following) == end
        ends_text = at_end and re.fullmatch(_ENDS_TEXT, following) is not None
        return not sums_up and (introduces or ends_text)

    def _count(
        self,
        match: re.Match[str],
        declared: int,
        unit: str,
        listed: _Listed,
        *,
        announces: bool,
    ) -> _Count:
        """Return a count held against what is listed.

        Aspects are the sections on top, else a fitting level is counted.
        """
        of_all = bool(match[1])
        if of_all:
            tally = listed.items(declared)
        elif unit.endswith(self._lists.aspects):
            tally = listed.top
        else:
            tally = listed.items(declared, listed.top)
        claim = Claim(
            start=match.start(),
            end=match.end(),
            unit=unit.removeprefix("个"),
            declared=declared,
            found=tally.found,
            lost=tally.lost,
        )
        return _Count(claim, of_all, announces)


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
    joined_by_and = any(word in last for word in lists.joining)
    return declared == named + joined_by_and or (declared == named and bool(parts))


@lru_cache(maxsize=8)
def _patterns(lists: Counts) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Return what finds a digit before a unit, which all counts have, and what finds counts.

    Declared counts are of all items, of aspects, or stand behind leading words. Group 1 is
    共 or the like in a count of all items. The number and its unit are the groups 2 and 3,
    4 and 5, or 6 and 7.
    """
    every = any_of(lists.all)
    units = any_of(lists.all_units)
    aspects = any_of(lists.aspects)
    some = any_of(lists.units)
    never = any_of(lists.never)
    leading = any_of(lists.leading + lists.announcing)
    number = f"([{HAN_ONES}十两]{{1,3}}|[0-9]{{1,3}})"
    with_unit = re.compile(f"[{HAN_ONES}十两0-9][大个]*(?:{units}|{aspects}|{some})")
    return with_unit, re.compile(
        f"({every}){number}(?:大|个)?({units}|个?(?:{aspects}))"
        f"|{number}(?:个|大)(?!{never})({aspects})"
        f"|(?:{leading}){number}大?({some})"
    )
