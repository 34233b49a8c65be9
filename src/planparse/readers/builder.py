"""Put the text of a file together, line by line and table by table, with its offsets."""

import re
from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

from planparse.text.encoding import REPLACEMENT, Source
from planparse.text.original import Cell, Doubt, Line, Original, Table

_BREAKS = re.compile("\r\n|[\n\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")
"""All that Python's `splitlines` parts lines at."""
_NO_TEXT = re.compile("[\x00-\x08\x0e-\x1b\x1f\x7f\ud800-\udfff\ufffe\uffff]")
"""Control characters and what is no character: a file may name them, no text has them."""
_BLANKS = re.compile(r"\s+")


class CellText(NamedTuple):
    """The text of a cell, and how many rows and columns it takes.

    `column` is the first of these, from 0.
    """

    text: str
    column: int
    rows: int = 1
    columns: int = 1
    head: bool = False


class TextBuilder:
    """The text so far, with the lines and tables that stand in it."""

    def __init__(self) -> None:
        """Begin an empty text."""
        self.lines: list[Line] = []
        self.tables: list[Table] = []
        self.doubts: list[Doubt] = []
        self.size = 0
        self._pieces: list[str] = []

    def paragraph(self, text: str, *, label: str = "", **known: Any) -> None:
        """Add a paragraph, behind the label that its format gives it.

        A line end inside it is one that does not end the paragraph. `known` are fields of
        `Line`, which hold for all its lines.
        """
        begins = known.pop("begins", True)
        whole = _NO_TEXT.sub(REPLACEMENT, label + text)
        for place, line in enumerate(_BREAKS.split(whole)):
            start = self.size
            self._add(line)
            own = start + len(label) if label and place == 0 else start
            self.lines.append(
                Line(
                    start,
                    start + len(line),
                    begins=begins if place == 0 else False,
                    label=own,
                    **known,
                )
            )

    def table(self, rows: Iterable[Sequence[CellText]], **known: Any) -> None:
        """Add a table: a line for each row, its cells parted by tabs.

        Blanks and line ends inside a cell become one space. Rows without text are left
        out.
        """
        start = self.size
        placed: list[tuple[Cell, ...]] = []
        for row in rows:
            texts = [_in_one_line(cell.text) for cell in row]
            if not any(texts):
                continue
            begin = at = self.size
            cells: list[Cell] = []
            for cell, text in zip(row, texts, strict=True):
                end = at + len(text)
                cells.append(
                    Cell(at, end, cell.column, cell.rows, cell.columns, cell.head)
                )
                at = end + 1
            self._add("\t".join(texts))
            self.lines.append(Line(begin, at - 1, "table", label=begin, **known))
            placed.append(tuple(cells))
        if placed:
            self.tables.append(Table(start, self.size - 1, tuple(placed)))

    def source(self, form: str, path: str) -> Source:
        """Return the text as a source, with all that is known of it."""
        original = Original(
            form, tuple(self.lines), tuple(self.tables), tuple(self.doubts)
        )
        return Source("".join(self._pieces), "utf-8", path, original=original)

    def _add(self, line: str) -> None:
        """Add a line and its end."""
        self._pieces += (line, "\n")
        self.size += len(line) + 1


def _in_one_line(text: str) -> str:
    """Return the text of a cell without line ends and tabs, nor blanks at its ends."""
    return _NO_TEXT.sub(REPLACEMENT, _BLANKS.sub(" ", text)).strip()
