"""Rows of a table that was copied with a cell a line, where empty cells left no line."""

from collections.abc import Iterator, Sequence

from planparse.tasks.table_cells import deadlines_in
from planparse.tasks.table_grid import GridCell, GridRow
from planparse.tasks.table_heads import Column


def is_short(row: GridRow, columns: Sequence[Column]) -> bool:
    """Return whether a row is one cell of several lines."""
    cells = set(row.values())
    return len(cells) == 1 and len(row) == len(columns) and "\n" in cells.pop().text


def spread(
    row: GridRow, columns: Sequence[Column], year: int | None
) -> dict[int, GridCell]:
    """Return a short row with each of its lines in a column.

    Lines stand in the order of the columns; what is a time stands in a column of these.
    """
    lines = list(_lines(row[0]))
    placed: dict[int, GridCell] = {}
    for place, column in enumerate(columns):
        if not lines:
            break
        is_time = bool(deadlines_in(lines[0], year).deadlines)
        if len(lines) >= len(columns) - place or is_time == (column.kind == "time"):
            placed[place] = lines.pop(0)._replace(column=place, columns=1)
    return placed


def _lines(cell: GridCell) -> Iterator[GridCell]:
    """Yield the lines of a cell that say something, each as a cell."""
    at = 0
    for line in cell.text.splitlines():
        words = line.strip()
        if words:
            at = cell.text.index(words, at)
            start = cell.start + at
            yield cell._replace(text=words, start=start, end=start + len(words))
            at += len(words)
