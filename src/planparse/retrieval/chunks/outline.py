"""The nodes of one document as chunks need them: where each begins in the text that is cut."""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence

from planparse.records import Record, Row
from planparse.text.unmarked import Unmarked
from planparse.tree import HOLDERS

_WORD = re.compile(r"\S")


class Outline:
    """The rows of a document in reading order, its own first; or those of the strays.

    `starts` are where the first character of each stands in the text that is cut, in the
    order of the rows, `ends` where each ends with what stands below it; `[start, end)` is
    the stretch of it that they tile.
    """

    def __init__(self, rows: Sequence[Row], read: Unmarked) -> None:
        """Take the rows, and the text that is cut."""
        self.rows = rows
        self.text = read.text
        self.start = read.read_at(rows[0].start)
        self.end = read.read_at(max(rows[0].end, rows[-1].end))
        self.starts = [self.word_at(read.read_at(row.start)) for row in rows]
        self.ends = [read.read_at(row.end) for row in rows]
        self._parents = list(_parents(rows))

    def word_at(self, at: int) -> int:
        """Return where the first character stands that is no blank, from a place on."""
        found = _WORD.search(self.text, at, self.end)
        return self.end if found is None else found.start()

    def is_blank(self, place: int) -> bool:
        """Return whether a row stands for blanks alone; a lacuna stands for something."""
        blank = self.starts[place] >= self.ends[place]
        return blank and self.rows[place].kind != "lacuna"

    def above(self, place: int) -> list[int]:
        """Return the places of the rows above a row, the topmost first."""
        chain = []
        while (place := self._parents[place]) >= 0:
            chain.append(place)
        chain.reverse()
        return chain

    def has_below(self, place: int) -> bool:
        """Return whether a row has others below it."""
        return place + 1 < len(self.rows) and self._parents[place + 1] == place

    def parent(self, place: int) -> int:
        """Return the place of the row above a row, -1 for one at the top."""
        return self._parents[place]

    def holds(self, place: int) -> bool:
        """Return whether a row is a section or a heading."""
        return self.rows[place].kind in HOLDERS

    def owner(self, at: int) -> int:
        """Return the place of the row whose own text stands at a place of the text.

        A lacuna has none, nor has a document.
        """
        place = bisect_right(self.starts, at) - 1
        while place > 0 and self.rows[place].kind == "lacuna":
            place -= 1
        return place


def _parents(rows: Sequence[Row]) -> Iterator[int]:
    """Yield the place of the row above each row, -1 for one at the top."""
    above: list[int] = []
    for place, row in enumerate(rows):
        del above[row.depth :]
        yield above[-1] if above else -1
        above.append(place)


def row_starts(cells: Sequence[Sequence[Record]]) -> Iterator[int]:
    """Yield where the rows of a table begin in the source."""
    return (row[0]["start"] for row in cells if row)
