"""The cells of a table by their columns, those that are merged in each row that they take."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from planparse.records import Printed, Record, Row

MOST_COLUMNS = 64
"""Columns behind so many are not looked at; a choice, for sheets with a cell far out."""


class GridCell(NamedTuple):
    """A cell: what it says, where it stands in the source, how many rows and columns it takes."""

    text: str
    start: int
    end: int
    column: int
    rows: int = 1
    columns: int = 1


GridRow = Mapping[int, GridCell]
"""The cells of a row by their columns; a merged one stands in each that it takes."""


def cells_of(row: Row, printed: Printed) -> list[list[GridCell]]:
    """Return the cells of a table, row by row, as they are printed."""
    rows: Sequence[Sequence[Record]] = row.more.get("rows", ())
    lines = [line.split("\t") for line in row.text.split("\n")]
    if [*map(len, lines)] == [*map(len, rows)]:
        texts: Iterable[Sequence[str]] = lines
    else:  # copied as plain text: a cell a line, or wide blanks between
        texts = ([printed(one["start"], one["end"]) for one in line] for line in rows)
    return [
        [
            GridCell(
                text.strip(),
                cell["start"],
                cell["end"],
                cell["column"],
                cell.get("rows", 1),
                cell.get("columns", 1),
            )
            for text, cell in zip(of_row, cells, strict=True)
        ]
        for of_row, cells in zip(texts, rows, strict=True)
    ]


def filled(rows: Iterable[Sequence[GridCell]]) -> Iterator[GridRow]:
    """Yield the rows with the cells from above that reach into them.

    A sheet has empty cells below a merged one: they are part of it.
    """
    reaching: dict[int, tuple[GridCell, int]] = {}
    for place, cells in enumerate(rows):
        reaching = {
            column: (cell, last)
            for column, (cell, last) in reaching.items()
            if place <= last
        }
        line = {column: cell for column, (cell, _) in reaching.items()}
        for cell in cells:
            for column in range(
                cell.column, min(cell.column + cell.columns, MOST_COLUMNS)
            ):
                if cell.text or column not in line:
                    line[column] = cell
                    if cell.rows > 1:
                        reaching[column] = (cell, place + cell.rows - 1)
        yield line


def each_once(cells: Iterable[GridCell]) -> list[GridCell]:
    """Return the cells that say something, each once, in order."""
    return [cell for cell in dict.fromkeys(cells) if cell.text]
