"""What the file that a text was read from says of it: its lines, its tables, its doubts.

A reader of a format (Word, HTML, PDF …) gives a text as a person reads it, and beside it
what the format knows and no text shows. All offsets are code points of that text, ends
exclusive.
"""

from bisect import bisect_right
from collections.abc import Callable
from typing import Literal, NamedTuple

LineRole = Literal[
    "body", "prose", "title", "heading", "contents", "note", "furniture", "table"
]
"""What a line is by its format.

Text; text by its style, and so no title; a line that is set as the title; a heading by
its style; a line of a contents page; a footnote; what the page repeats and no text; a row
of a table.
"""


_LONGEST_HEADING = 60
"""No line that is a heading by its outline level is longer; a choice."""


class Line(NamedTuple):
    """A line of the text, `text[start:end]` without its line end, and what is known of it.

    `paragraph` counts the paragraphs of the file from 1, `page` its pages; `element` is a
    path in a page of HTML, such as `div#content/p[3]`; each is None where the format has
    none. A label that the format numbers by itself is `text[start:label]`, `label` is
    `start` where there is none; `series` and `level` are the list that it counts in and how
    deep, from 0. `outline` is the level of a heading, from 1. `begins` says that a
    paragraph surely begins with the line, and so the one before surely ends.
    """

    start: int
    end: int
    role: LineRole = "body"
    begins: bool = True
    paragraph: int | None = None
    page: int | None = None
    element: str | None = None
    label: int = 0
    series: str | None = None
    level: int | None = None
    outline: int | None = None


class Cell(NamedTuple):
    """A cell of a table, `text[start:end]`.

    It stands in `rows` rows and `columns` columns, so more than one where it is merged;
    `column` is its first, from 0. `head` says that it heads its column.
    """

    start: int
    end: int
    column: int
    rows: int = 1
    columns: int = 1
    head: bool = False


class Table(NamedTuple):
    """A table, `text[start:end]`: cells are parted by tabs, rows by line ends."""

    start: int
    end: int
    rows: tuple[tuple[Cell, ...], ...]


def moved(table: Table, place: Callable[[int, int], tuple[int, int]]) -> Table:
    """Return a table in another text; `place` says where a span of this one stands there."""
    rows = (
        tuple(_moved(cell, *place(cell.start, cell.end)) for cell in row)
        for row in table.rows
    )
    return Table(*place(table.start, table.end), tuple(rows))


def _moved(cell: Cell, start: int, end: int) -> Cell:
    """Return a cell at another place."""
    return cell._replace(start=start, end=end)


class Doubt(NamedTuple):
    """What a reader is not sure of, as a finding: its code, its span, its facts."""

    code: str
    start: int
    end: int
    facts: tuple[str, ...] = ()


class Original(NamedTuple):
    """What a file says of the text that was read from it.

    `format` is the short name of its format: docx, html, pdf. `lines` are in order and
    overlap nowhere; `tables` and `doubts` are in order. `pages` is how many the file has,
    where its format fixes them.
    """

    format: str
    lines: tuple[Line, ...] = ()
    tables: tuple[Table, ...] = ()
    doubts: tuple[Doubt, ...] = ()
    pages: int | None = None

    def line_at(self, offset: int) -> Line | None:
        """Return the line in which a character stands, None where it is in none."""
        place = bisect_right(self.lines, offset, key=_start) - 1
        if place < 0:
            return None
        line = self.lines[place]
        return line if offset < max(line.end, line.start + 1) else None

    def titles(self) -> frozenset[int]:
        """Return where the lines begin that are set as the title is."""
        return frozenset(line.start for line in self.lines if line.role == "title")

    def prose(self) -> frozenset[int]:
        """Return where the lines begin that are text by their style, and no title."""
        return frozenset(line.start for line in self.lines if line.role == "prose")

    def headings(self) -> list[tuple[int, int, int]]:
        """Return the lines that are headings by their outline level: start, end, level.

        Levels count from 2: the first one is that of a title. A longer line has the level
        by mistake, as body text does in some files.
        """
        return [
            (line.start, line.end, line.outline + 1)
            for line in self.lines
            if line.outline is not None and line.end - line.start <= _LONGEST_HEADING
        ]


def _start(line: Line) -> int:
    """Return where a line begins, to look it up by."""
    return line.start
