"""A text without its marks, and where each of its characters stands in the source."""

from bisect import bisect_left, bisect_right
from collections.abc import Collection, Iterable, Sequence
from typing import NamedTuple

from planparse.text.original import Table, moved


class Mark(NamedTuple):
    """What stands in the source and is not read: `source[start:end]`.

    `at` is its place in the text that is read, `text` what is read there instead, most
    often nothing. Offsets are code points, ends exclusive.
    """

    start: int
    end: int
    at: int
    text: str


class Unmarked:
    """A source as it is read without its marks.

    `text` is what is read. `headings` are the spans of it that the marks show to be
    headings, from start to end. `alone` are the starts of lines that are part of no
    sentence beside them: headings, items of lists, rows of tables.
    """

    def __init__(
        self,
        source: str,
        marks: Iterable[tuple[int, int, str]],
        headings: Iterable[tuple[int, int, int]] = (),
        alone: Iterable[int] = (),
        tables: Iterable[Table] = (),
    ) -> None:
        """Take the source and its marks in order, none over another.

        Each mark is a start, an end, and what is read instead; each heading a start, an
        end, and its level, 0 for one whose level the marks do not say. `headings`,
        `alone` and `tables` are places in the source.
        """
        self.source = source
        self.marks: list[Mark] = []
        pieces: list[str] = []
        done = size = 0
        for start, end, instead in marks:
            pieces += (source[done:start], instead)
            size += start - done
            self.marks.append(Mark(start, end, size, instead))
            size += len(instead)
            done = end
        self.text = "".join([*pieces, source[done:]])
        self._starts = [mark.start for mark in self.marks]
        self._places = [mark.at for mark in self.marks]
        self.keeps_places = all(
            mark.end - mark.start == len(mark.text) for mark in self.marks
        )
        """Whether every character of `text` stands in the source at the same place."""
        self.levels = {
            self.read_at(start): (self.read_at(end), level)
            for start, end, level in headings
        }
        """The same with the level of each: from start to end and level."""
        self.headings = {start: end for start, (end, _) in self.levels.items()}
        self.alone = frozenset(map(self.read_at, alone))
        self.tables = tuple(moved(table, self._read_span) for table in tables)
        """The tables that the marks show, placed in `text`."""

    def without_headings(self, starts: Collection[int]) -> "Unmarked":
        """Return the same, those that begin at some places of `text` being no headings."""
        if not any(start in self.headings for start in starts):
            return self
        other = Unmarked(self.source, ())
        other.marks, other.text = self.marks, self.text
        other._starts, other._places = self._starts, self._places
        other.keeps_places, other.alone = self.keeps_places, self.alone
        other.tables = self.tables
        other.levels = {at: own for at, own in self.levels.items() if at not in starts}
        other.headings = {
            at: end for at, end in self.headings.items() if at not in starts
        }
        return other

    def start(self, at: int) -> int:
        """Return where the character at a place of `text` begins in the source."""
        mark, beyond = self._before(at)
        return mark.start if beyond < 0 else mark.end + beyond

    def end(self, at: int) -> int:
        """Return where the character before a place of `text` ends in the source."""
        if at == 0:
            return 0
        mark, beyond = self._before(at - 1)
        return mark.end if beyond < 0 else mark.end + beyond + 1

    def border(self, at: int) -> int:
        """Return where a line that begins at a place of `text` begins in the source.

        The marks before its first character belong to it.
        """
        return len(self.source) if at == len(self.text) else self.end(at)

    def is_whole(self, start: int, end: int) -> bool:
        """Return whether `text[start:end]` stands in the source as it is, without a mark."""
        place = bisect_right(self._places, start)
        if place < len(self._places) and self._places[place] < end:
            return False
        mark = self.marks[place - 1] if place else _NO_MARK
        return mark.at + len(mark.text) <= start

    def marks_in(self, start: int, end: int) -> Sequence[Mark]:
        """Return the marks that begin in `source[start:end]`."""
        starts = self._starts
        return self.marks[bisect_left(starts, start) : bisect_left(starts, end)]

    def read_at(self, offset: int) -> int:
        """Return the place in `text` of what stands at an offset of the source."""
        place = bisect_right(self._starts, offset) - 1
        if place < 0:
            return offset
        mark = self.marks[place]
        return mark.at + (offset >= mark.end) * (
            len(mark.text) + max(0, offset - mark.end)
        )

    def _read_span(self, start: int, end: int) -> tuple[int, int]:
        """Return where a stretch of the source stands in `text`."""
        return self.read_at(start), self.read_at(end)

    def with_letters(self) -> Sequence[Mark]:
        """Return the marks that hold letters or digits: <br>, the address of a link."""
        source = self.source
        return [
            mark
            for mark in self.marks
            if any(map(str.isalnum, source[mark.start : mark.end]))
        ]

    def _before(self, at: int) -> tuple[Mark, int]:
        """Return the last mark up to a place, and how far behind it the place is.

        That is negative inside what is read instead of the mark.
        """
        place = bisect_right(self._places, at) - 1
        mark = self.marks[place] if place >= 0 else _NO_MARK
        return mark, at - mark.at - len(mark.text)


_NO_MARK = Mark(0, 0, 0, "")
