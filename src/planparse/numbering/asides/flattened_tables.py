"""Find tables that were copied as plain text: rows with tabs or wide blanks, or a cell a line.

Rows of cells parted by tabs or wide blanks have as many cells as one another. A cell a
line, a table is told by its first column, 序号, whose numbers 1, 2, 3 come no further apart
than the table has columns. Lines that begin with labels are left alone: they outline the
document, whatever stands behind them.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import islice, pairwise

from planparse.grammar.lexicon import Lexicon
from planparse.numbering.tokens import CONTENTS, LINE, TABLE, Token
from planparse.text.characters import FULL_STOPS, is_han
from planparse.text.original import Cell, Table
from planparse.tree import Span

_BLANKS = " \t\u3000\xa0"
_LINE = re.compile(rf"[^{_BLANKS}\r\n](?:.*[^{_BLANKS}\r\n])?")
"""What a line has between the blanks at its ends."""
_TABS = re.compile(r"(?<![ \u3000\xa0])[ \u3000\xa0]*+\t[ \t\u3000\xa0]*")
_WIDE = re.compile(r"(?:[ \xa0]{3,}|\u3000{2,})[ \u3000\xa0]*")
"""What parts the cells of a row."""
_INSIDE = re.compile(
    r"(?:[ \xa0]{3}|\u3000{2}|(?<![ \u3000\xa0])[ \u3000\xa0]*+\t)[ \t\u3000\xa0]*[^\s]"
)
"""The same between words, as a line of cells has it, and what it has at the least."""
_MAY_PART = re.compile(
    rf"[{_BLANKS}](?<=[^{_BLANKS}\r\n].)(?:(?<=\t)|[{_BLANKS}])[{_BLANKS}]*\S"
)
"""A tab or several blanks in mid-line: what it does not find parts no cells."""
_LONGEST_CELL = 20
"""Wide blanks part words in prose as well: a longer piece is no cell; a choice."""
_LONGEST_HEAD = 12
"""The head of a column is no longer; a choice."""
_FEWEST_WIDE = 3
"""So few rows, and cells in each, are a table if wide blanks part them; a choice."""
_FEWEST_CELLS = 6
"""A table has so many cells; two lines of two may be two who sign; a choice."""
_MOST_COLUMNS = 12
"""So many columns a table has at most if it has a cell a line; a choice."""


def find(text: str, lexicon: Lexicon) -> tuple[Table, ...]:
    """Return the tables of a text without marks, in order; none lies over another."""
    heads = _head(lexicon.words.front_matter.table_heads)
    begins = [match.start() for match in _MAY_PART.finditer(text)]
    begins += [match.start() for match in heads.finditer(text)]
    if not begins:
        return ()
    lines = [Span(*match.span()) for match in _LINE.finditer(text)]
    rows = _Rows(text, lines, lexicon)
    found: list[Table] = []
    stop = 0
    for at in sorted({bisect_right(lines, (at, len(text))) - 1 for at in begins}):
        if at < stop:
            continue
        stop = rows.parted(at) or rows.cell_a_line(at)
        if stop:
            found.append(Table(rows.first.start, rows.last.end, tuple(rows.cells)))
    return tuple(found)


@cache
def _head(words: tuple[str, ...]) -> re.Pattern[str]:
    """Find what heads the first column of a table, with blanks between its characters."""
    return re.compile(
        "|".join(r"[^\S\n]*".join(map(re.escape, word)) for word in words)
    )


def mark(tokens: list[Token], tables: Sequence[Table]) -> list[Token]:
    """Return the tokens, those of each table made one, which has no marker."""
    if not tables:
        return tokens
    out: list[Token] = []
    left = list(reversed(tables))
    for token in tokens:
        while left and token.head >= left[-1].end:
            left.pop()
        if not left or token.head < left[-1].start or token.place == CONTENTS:
            out.append(token)
        elif token.place <= LINE and token.start <= left[-1].start:
            start, end = left[-1].start, left[-1].end
            out.append(
                token._replace(
                    head=start, body=start, end=end, place=TABLE, marker=None
                )
            )
    return out


class _Rows:
    """Reads the rows of a table from a line on, and keeps those of the last one found."""

    def __init__(self, text: str, lines: Sequence[Span], lexicon: Lexicon) -> None:
        """Take the lines of a text that are not empty."""
        self.text, self.lines, self.lexicon = text, lines, lexicon
        self.cells: list[tuple[Cell, ...]] = []

    @property
    def first(self) -> Cell:
        """The first cell."""
        return self.cells[0][0]

    @property
    def last(self) -> Cell:
        """The last cell."""
        return self.cells[-1][-1]

    def parted(self, at: int) -> int:
        """Return the place behind the rows from a line on, 0 where there is no table.

        Their cells are parted by tabs, or all of them by wide blanks.
        """
        if _INSIDE.search(self.text, *self.lines[at]) is None:
            return 0
        return self._parted(at, _TABS, 2) or self._parted(at, _WIDE, _FEWEST_WIDE)

    def _parted(self, at: int, between: re.Pattern[str], fewest: int) -> int:
        """Return the place behind rows whose cells an expression parts, 0 for none."""
        rows: list[tuple[Span, ...]] = []
        stop = at
        for line in islice(self.lines, at, None):
            row = tuple(self._split(line, between))
            if len(row) < 2 or (rows and len(row) > len(rows[0])):
                break
            if between is _WIDE and not self._may_be_row(row, rows):
                break
            rows.append(row)
            stop += 1
        has_head = rows and self._heads(rows[0][0])
        if len(rows) < fewest or sum(map(len, rows)) < _FEWEST_CELLS:
            return 0
        if len({len(row) for row in rows}) > 2 or (
            not has_head and self._is_outline(rows)
        ):
            return 0
        self.cells = [
            tuple(
                Cell(*span, column=column, head=bool(has_head) and place == 0)
                for column, span in enumerate(row)
            )
            for place, row in enumerate(rows)
        ]
        return stop

    def _may_be_row(self, row: Sequence[Span], rows: Sequence[Sequence[Span]]) -> bool:
        """Return whether pieces that wide blanks part are cells like those above."""
        return (
            len(row) >= _FEWEST_WIDE
            and (not rows or len(row) == len(rows[0]))
            and all(end - start <= _LONGEST_CELL for start, end in row)
            and not any(self.text[end - 1] in FULL_STOPS for _, end in row)
        )

    def _split(self, line: Span, between: re.Pattern[str]) -> Iterator[Span]:
        """Yield the cells of a line."""
        start = line.start
        for gap in between.finditer(self.text, line.start, line.end):
            yield Span(start, gap.start())
            start = gap.end()
        yield Span(start, line.end)

    def _heads(self, cell: Span) -> bool:
        """Return whether a cell heads the first column of a table: 序号."""
        if cell.end - cell.start > _LONGEST_HEAD:
            return False
        words = "".join(self.text[cell.start : cell.end].split())
        return words in self.lexicon.words.front_matter.table_heads

    def _is_outline(self, rows: Sequence[Sequence[Span]]) -> bool:
        """Return whether half the rows or more begin with labels."""
        labelled = sum(self._is_labelled(row[0]) for row in rows)
        return 2 * labelled >= len(rows)

    def _is_labelled(self, line: Span) -> bool:
        """Return whether a line begins with a label."""
        return (
            self.text[line.start] in self.lexicon.first
            and self.lexicon.at_line(self.text, line.start) is not None
        )

    def cell_a_line(self, at: int) -> int:
        """Return the place behind a table with a cell a line, 0 where there is none.

        It begins with 序号 and the other heads of its columns; the numbers 1, 2 … below
        stand no further apart than there are columns.
        """
        if not self._heads(self.lines[at]):
            return 0
        width = self._place_of(1, at, at + _MOST_COLUMNS) - at
        if width < 2 or any(
            end - start > _LONGEST_HEAD for start, end in self.lines[at : at + width]
        ):
            return 0
        starts = [at, at + width]
        while (following := self._next_row(starts[-1], len(starts), width)) >= 0:
            starts.append(following)
        if len(starts) < 3:
            return 0
        is_even = starts[-1] - at == width * (len(starts) - 1)
        widths = [later - row for row, later in pairwise(starts[1:])]
        widest = max(widths) if len(widths) > 1 else width
        stop = self._end_of_row(starts[-1], width, widest, is_even=is_even)
        stop = self._without_words(starts, stop, width)
        self.cells = [
            self._row(self.lines[first:following], width, head=first == at)
            for first, following in pairwise([*starts, stop])
        ]
        return stop

    def _next_row(self, row: int, number: int, width: int) -> int:
        """Return the place of the row below one, which begins with a number, -1 for none.

        Empty cells leave no line, so that a row may be shorter than the head.
        """
        if self._is_number(row + width, number):
            return row + width
        return self._place_of(number, row + 1, row + width)

    def _end_of_row(self, row: int, width: int, widest: int, *, is_even: bool) -> int:
        """Return the place behind the last row, `width` cells on or before another table.

        Where rows are not even, cells are missing: it ends at a sentence, at a label or at
        a line that is indented, too, and at words behind the cells of the widest of
        several rows above.
        """
        for at in range(row + 1, min(row + width, len(self.lines))):
            line = self.lines[at]
            is_text = (
                self.text[line.end - 1] in FULL_STOPS
                or self._is_labelled(line)
                or self._is_indented(line)
                or (at - row >= widest and self._has_words(line))
            )
            if self._heads(line) or (is_text and not is_even):
                return at
        return min(row + width, len(self.lines))

    def _without_words(self, starts: Sequence[int], stop: int, width: int) -> int:
        """Return the place behind the last row without what may be a heading below it.

        Words at its end are so where it has an empty cell, or no row above ends in words;
        it becomes no shorter than the shortest of them.
        """
        row, shortest = starts[-1], min(b - a for a, b in pairwise(starts[1:]))
        in_words = any(self._has_words(self.lines[place - 1]) for place in starts[2:])
        while (
            stop - row > shortest
            and (stop - row < width or not in_words)
            and self._has_words(self.lines[stop - 1])
        ):
            stop -= 1
        return stop

    def _has_words(self, line: Span) -> bool:
        """Return whether a line has Han characters."""
        return any(map(is_han, self.text[slice(*line)]))

    def _is_indented(self, line: Span) -> bool:
        """Return whether a tab or a wide blank stands before a line."""
        return self.text[line.start - 1 : line.start] in ("\t", "\u3000")

    def _row(
        self, lines: Sequence[Span], width: int, *, head: bool
    ) -> tuple[Cell, ...]:
        """Return the cells of a row, one over all columns where some of them are empty."""
        if len(lines) < width:
            return (Cell(lines[0].start, lines[-1].end, column=0, columns=width),)
        return tuple(
            Cell(*line, column=column, head=head) for column, line in enumerate(lines)
        )

    def _place_of(self, number: int, start: int, stop: int) -> int:
        """Return the place of the line that is a number and no more, -1 for none."""
        places = range(start, min(stop, len(self.lines)))
        return next((at for at in places if self._is_number(at, number)), -1)

    def _is_number(self, at: int, number: int) -> bool:
        """Return whether a line is a number and no more."""
        return at < len(self.lines) and (
            self.text[slice(*self.lines[at])].strip(".．、") == str(number)
        )
