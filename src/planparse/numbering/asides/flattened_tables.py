"""Find tables that were copied as plain text: rows with tabs or wide blanks, or a cell a line.

Rows of cells parted by tabs or wide blanks have as many cells as one another. A cell a
line, a table is told by its first column, 序号, whose numbers 1, 2, 3 come no further apart
than the table has columns. Lines that begin with labels are left alone: they outline the
document, whatever stands behind them.
"""

import re
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import pairwise

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
    found: list[Table] = []
    done = 0
    for at in sorted(begins):
        if at < done:
            continue
        rows = _Rows(text, text.rfind("\n", 0, at) + 1, lexicon)
        cells = rows.parted() or rows.cell_a_line()
        if cells:
            table = Table(cells[0][0].start, cells[-1][-1].end, tuple(cells))
            found.append(table)
            done = table.end
        else:
            done = rows.lines[rows.barren].end
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
    """Reads the rows of a table that may begin with a line."""

    def __init__(self, text: str, start: int, lexicon: Lexicon) -> None:
        """Take a text that has a line at `start`, the first of the table."""
        self.text, self.lexicon = text, lexicon
        self._further = _LINE.finditer(text, start)
        self.lines: list[Span] = []
        """The lines that are not empty, from the first one on, as far as they were asked for."""
        self.barren = 0
        """How many lines behind the first one are known to begin no table either."""
        self._has_line(0)

    def _has_line(self, at: int) -> bool:
        """Find the line at a place; return whether there is one."""
        while len(self.lines) <= at:
            found = next(self._further, None)
            if found is None:
                return False
            self.lines.append(Span(*found.span()))
        return True

    def parted(self) -> list[tuple[Cell, ...]]:
        """Return the rows from the first line on, none where there is no table.

        Their cells are parted by tabs, or all of them by wide blanks.
        """
        if _INSIDE.search(self.text, *self.lines[0]) is None:
            return []
        return self._parted(_TABS, 2) or self._parted(_WIDE, _FEWEST_WIDE)

    def _parted(self, between: re.Pattern[str], fewest: int) -> list[tuple[Cell, ...]]:
        """Return the rows whose cells an expression parts, none where they are no table."""
        rows: list[tuple[Span, ...]] = []
        while self._has_line(len(rows)):
            row = tuple(self._split(self.lines[len(rows)], between))
            if len(row) < 2 or (rows and len(row) > len(rows[0])):
                break
            if between is _WIDE and not self._may_be_row(row, rows):
                break
            rows.append(row)
        if len(rows) < fewest or sum(map(len, rows)) < _FEWEST_CELLS:
            return []
        has_head = self._heads(rows[0][0])
        if len({len(row) for row in rows}) > 2:
            return []
        if not has_head and self._is_outline(rows):
            return []
        return [
            tuple(
                Cell(*span, column=column, head=has_head and place == 0)
                for column, span in enumerate(row)
            )
            for place, row in enumerate(rows)
        ]

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
        """Return whether half the rows or more begin with labels.

        So then do those from a later row on, where the rows before it are fewer than the
        labels beyond the half.
        """
        surplus = 2 * sum(self._is_labelled(row[0]) for row in rows) - len(rows)
        for row in rows[1 : surplus + 1]:
            if len(row) != len(rows[0]) or self._may_begin_other(row):
                break
            self.barren += 1
        return surplus >= 0

    def _may_begin_other(self, row: Sequence[Span]) -> bool:
        """Return whether a row has a head of a column, or wide blanks."""
        line = Span(row[0].start, row[-1].end)
        return (
            self._heads(row[0])
            or self._heads(line)
            or _WIDE.search(self.text, *line) is not None
        )

    def _is_labelled(self, line: Span) -> bool:
        """Return whether a line begins with a label."""
        return (
            self.text[line.start] in self.lexicon.first
            and self.lexicon.at_line(self.text, line.start) is not None
        )

    def cell_a_line(self) -> list[tuple[Cell, ...]]:
        """Return the rows of a table with a cell a line, none where there is no table.

        It begins with 序号 and the other heads of its columns; the numbers 1, 2 … below
        stand no further apart than there are columns.
        """
        if not self._heads(self.lines[0]):
            return []
        width = self._place_of(1, 0, _MOST_COLUMNS)
        if width < 2 or any(
            end - start > _LONGEST_HEAD for start, end in self.lines[:width]
        ):
            return []
        starts = [0, width]
        while (following := self._next_row(starts[-1], len(starts), width)) >= 0:
            starts.append(following)
        if len(starts) < 3:
            return []
        is_even = starts[-1] == width * (len(starts) - 1)
        widths = [later - row for row, later in pairwise(starts[1:])]
        widest = max(widths) if len(widths) > 1 else width
        stop = self._end_of_row(starts[-1], width, widest, is_even=is_even)
        stop = self._without_words(starts, stop, width)
        return [
            self._row(self.lines[first:following], width, head=first == 0)
            for first, following in pairwise([*starts, stop])
        ]

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
        for at in range(row + 1, row + width):
            if not self._has_line(at):
                return at
            line = self.lines[at]
            is_text = (
                self.text[line.end - 1] in FULL_STOPS
                or self._is_labelled(line)
                or self._is_indented(line)
                or (at - row >= widest and self._has_words(line))
            )
            if self._heads(line) or (is_text and not is_even):
                return at
        return row + width

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
        places = range(start, stop)
        return next((at for at in places if self._is_number(at, number)), -1)

    def _is_number(self, at: int, number: int) -> bool:
        """Return whether a line is a number and no more."""
        return self._has_line(at) and (
            self.text[slice(*self.lines[at])].strip(".．、") == str(number)
        )
