"""The stretches of a document that are not cut if they fit: sentences, short items, rows."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

from planparse.retrieval.chunks.outline import Outline, row_starts
from planparse.retrieval.chunks.sentences import (
    CUTS,
    LINES,
    ends_sentence,
    longest,
    sentence_ends,
)
from planparse.retrieval.chunks.units import Measure
from planparse.text.places import is_inside_number
from planparse.text.unmarked import Unmarked

_LEADS = frozenset({"title", "subtitle", "docnumber", "addressee"})
"""The kinds of nodes that stay with what follows them."""
_LISTS = frozenset({"contents", "attachment", "table"})
"""The kinds of nodes whose lines are parted as sentences are."""
_INSIDE_SENTENCE = 1000
"""The rank of the best cut inside a sentence: no tree is as deep."""

_LINE = re.compile(r"[\r\n]+")
_WORD = re.compile(r"\S")


class Atom(NamedTuple):
    """A stretch of the text that is cut, without the blanks around it.

    `rank` is how deep what begins with it stands: the lower, the better is it to cut
    there. `opens_item` says whether that is a section or a heading, `leads` whether
    nothing stands in it but what leads up to what follows, such as a heading. `size` is
    its own, `gap` that of the blanks behind it.
    """

    start: int
    end: int
    rank: int
    opens_item: bool
    leads: bool
    size: int
    gap: int


class Break(NamedTuple):
    """A place where the text may be cut, with what an atom says of it."""

    at: int
    rank: int
    opens_item: bool
    leads: bool


def atoms(
    outline: Outline, read: Unmarked, searched: str, measure: Measure, limit: int
) -> list[Atom]:
    """Return the atoms of a document in order; only what no mark parts is above the limit.

    `searched` is the text with 。 for every point that ends a sentence.
    """
    text = outline.text
    cut = _Cut(outline, searched, measure, limit, _glued(read, outline))
    breaks = [*_breaks(outline, read, searched)]
    pieces: list[Break] = []
    ends: list[int] = []
    for here, following in pairwise([*breaks, Break(outline.end, 0, False, False)]):
        end = here.at + len(text[here.at : following.at].rstrip())
        for start, stop, level in cut.pieces(here.at, end):
            pieces.append(
                here
                if start == here.at
                else Break(start, _INSIDE_SENTENCE + level, False, False)
            )
            ends.append(stop)
    return [
        Atom(
            start=piece.at,
            end=end,
            rank=piece.rank,
            opens_item=piece.opens_item,
            leads=piece.leads,
            size=measure(text[piece.at : end]),
            gap=measure(text[end : following.at]) if following.at > end else 0,
        )
        for (piece, following), end in zip(
            pairwise([*pieces, Break(0, 0, False, False)]), ends, strict=True
        )
    ]


def _breaks(outline: Outline, read: Unmarked, searched: str) -> Iterator[Break]:
    """Yield the places between sentences, items and rows, each where a word stands."""
    text, found = outline.text, _Breaks()
    rows, starts = outline.rows, outline.starts
    for place, row in enumerate(rows):
        start = starts[place]
        end = starts[place + 1] if place + 1 < len(rows) else outline.end
        if start == end:  # no words are its own
            continue
        if found.last < 0 or _parts(text, searched, start):
            found.add(start, row.depth, outline.holds(place))
        leads, first = _leads(outline, place), True
        for at in _inside(outline, place, read, searched, start, end):
            following = outline.word_at(at)
            if following < end:
                found.says(leads or (first and _is_heading(outline, place, at)))
                found.add(following, row.depth + 1, False)
                first = False
        found.says(leads)
    return found.breaks()


def _parts(text: str, searched: str, at: int) -> bool:
    """Return whether a line or a sentence ends before the word at a place."""
    before = at
    while before > 0 and text[before - 1].isspace():
        before -= 1
        if text[before] in "\r\n":
            return True
    return before == 0 or ends_sentence(searched, before)


def _inside(
    outline: Outline,
    place: int,
    read: Unmarked,
    searched: str,
    start: int,
    end: int,
) -> Iterator[int]:
    """Yield where sentences of a node's own text end, or rows of a table begin."""
    row = outline.rows[place]
    cells = row.more.get("rows")
    if cells:
        return (at for at in map(read.read_at, row_starts(cells)) if start < at < end)
    if row.kind in _LISTS:
        return (line.end() for line in _LINE.finditer(searched, start, end))
    return sentence_ends(searched, start, end)


def _leads(outline: Outline, place: int) -> bool:
    """Return whether a node has nothing of its own but what leads up to what follows."""
    row = outline.rows[place]
    if row.kind in _LEADS:
        return True
    return outline.holds(place) and not row.text.strip() and outline.has_below(place)


def _is_heading(outline: Outline, place: int, end: int) -> bool:
    """Return whether a node up to a place is its label and its heading: （一）清漂。."""
    row = outline.rows[place]
    if not (outline.holds(place) and row.title):
        return False
    said = outline.text[outline.starts[place] : end]
    return _letters(said) == _letters(f"{row.label or ''}{row.title}")


def _letters(text: str) -> str:
    """Return the letters and digits of a text."""
    return "".join(filter(str.isalnum, text))


class _Breaks:
    """Breaks as they are found."""

    def __init__(self) -> None:
        """Begin without any."""
        self._found: list[Break] = []

    @property
    def last(self) -> int:
        """Where the last break is, -1 where there is none."""
        return self._found[-1].at if self._found else -1

    def add(self, at: int, rank: int, opens_item: bool) -> None:
        """Add a break behind the last one."""
        if at > self.last:
            self._found.append(Break(at, rank, opens_item, True))

    def says(self, leads: bool) -> None:
        """Note of a node that has words behind the last break whether it leads up to others."""
        last = self._found[-1]
        self._found[-1] = last._replace(leads=last.leads and leads)

    def breaks(self) -> Iterator[Break]:
        """Yield them in order."""
        return iter(self._found)


class _Cut:
    """Cuts sentences that are above a limit."""

    def __init__(
        self,
        outline: Outline,
        searched: str,
        measure: Measure,
        limit: int,
        glued: frozenset[int],
    ) -> None:
        """Take a document, what is searched for marks, and where it must not be cut."""
        self._text, self._searched = outline.text, searched
        self._items = outline.starts
        self._measure, self._limit = measure, limit
        self._glued = glued

    def pieces(
        self, start: int, end: int, level: int = 0
    ) -> Iterator[tuple[int, int, int]]:
        """Yield the pieces of a stretch, each with the level of the cut before it.

        Marks of a level are tried only in what those of the levels before left above
        the limit.
        """
        if start >= end:
            return
        if self._fits(self._text[start:end]):
            yield start, end, level
        elif level == len(CUTS):
            yield from self._blindly(start, end)
        else:
            at = start
            for stop in self._cuts(start, end, level):
                yield from self._next(at, stop, level)
                at = stop
            yield from self._next(at, end, level)

    def _cuts(self, start: int, end: int, level: int) -> Iterator[int]:
        """Yield where the marks of a level cut a stretch; lines go with items inside them."""
        places = [
            mark.end() for mark in CUTS[level].finditer(self._searched, start, end)
        ]
        if level == LINES:
            low = bisect_right(self._items, start)
            places += self._items[low : bisect_left(self._items, end)]
            places = sorted(set(places))
        return (at for at in places if at not in self._glued and at < end)

    def _next(self, start: int, end: int, level: int) -> Iterator[tuple[int, int, int]]:
        """Yield the pieces of a piece that marks of a level cut out, blanks around it gone."""
        found = _WORD.search(self._text, start, end)
        if found is None:
            return
        start = found.start()
        end = start + len(self._text[start:end].rstrip())
        for first, stop, within in self.pieces(start, end, level + 1):
            yield first, stop, level if first == start else within

    def _blindly(self, start: int, end: int) -> Iterator[tuple[int, int, int]]:
        """Yield pieces of what no mark parts, each as long as may be."""
        while start < end:
            most = stop = longest(self._text, start, end, self._fits)
            while self._is_inside(stop) and stop - 1 > start:
                stop -= 1
            if self._is_inside(stop):
                stop = most  # a number longer than a chunk is cut, what is glued is not
            while stop in self._glued:
                stop += 1
            yield start, stop, len(CUTS)
            start = stop

    def _is_inside(self, at: int) -> bool:
        """Return whether a place is inside what is kept together, or inside a number."""
        return at in self._glued or is_inside_number(self._text, at)

    def _fits(self, text: str) -> bool:
        """Return whether a text is within the limit."""
        return self._measure(text) <= self._limit


def _glued(read: Unmarked, outline: Outline) -> frozenset[int]:
    """Return the places inside what a repair put in: it is kept together."""
    return frozenset(
        mark.at + inside
        for mark in read.marks
        if len(mark.text) > 1 and outline.start <= mark.at < outline.end
        for inside in range(1, len(mark.text))
    )
