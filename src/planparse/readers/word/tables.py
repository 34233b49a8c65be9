"""Tables of Word: their cells with what is merged, and tables that only lay out a page."""

from collections.abc import Iterator

from planparse.readers.builder import CellText
from planparse.readers.word.content import (
    CellContent,
    Paragraph,
    RowContent,
    TableContent,
    paragraphs_in,
)

_ITEMS = 3
"""So many paragraphs in one cell of a table without borders, or so many that are numbered by
themselves in a cell of a table of unlike rows, show that it only lays out the page; a
choice."""


def is_layout(table: TableContent) -> bool:
    """Return whether a table only lays out a page, so that its cells are read as text.

    It has one cell with text in each row, or a cell with several paragraphs and no borders,
    or a cell with a list and rows that are unlike.
    """
    filled = [
        [cell for cell in row.cells if cell.content and cell.merge != "continue"]
        for row in table.rows
    ]
    if all(len(cells) <= 1 for cells in filled):
        return True
    cells = [cell for row in filled for cell in row]
    said = [table.bordered, *(cell.bordered for cell in cells)]
    if False in said and True not in said:
        return any(len(cell.content) >= _ITEMS for cell in cells)
    is_regular = len({len(row.cells) for row in table.rows}) == 1
    return not is_regular and any(map(_holds_list, cells))


def _holds_list(cell: CellContent) -> bool:
    """Return whether several paragraphs of a cell are numbered by themselves."""
    numbered = [
        item
        for item in cell.content
        if isinstance(item, Paragraph) and item.label is not None and item.label.text
    ]
    return len(numbered) >= _ITEMS


def lines_of(table: TableContent) -> Iterator[Paragraph | TableContent]:
    """Yield what stands in the cells of a table, row by row."""
    for row in table.rows:
        for cell in row.cells:
            yield from cell.content


def rows_of(
    table: TableContent,
) -> tuple[int | None, list[list[CellText]], list[str]]:
    """Return the first paragraph of a table, its cells row by row, and its footnotes.

    The cells below the first of those that are merged are left out.
    """
    first: int | None = None
    notes: list[str] = []
    rows: list[list[CellText]] = []
    spans = _spans(table)
    for row in table.rows:
        cells: list[CellText] = []
        column = row.before
        for cell in row.cells:
            texts: list[str] = []
            for paragraph in paragraphs_in(cell.content):
                label = paragraph.label.whole if paragraph.label is not None else ""
                texts.append(label + paragraph.text)
                notes += paragraph.notes
                first = first or paragraph.place
            if cell.merge != "continue":
                cells.append(
                    CellText(
                        "\n".join(texts),
                        column,
                        spans.get(id(cell), 1),
                        cell.columns,
                        row.head,
                    )
                )
            column += cell.columns
        rows.append(cells)
    return first, rows, notes


def _spans(table: TableContent) -> dict[int, int]:
    """Return how many rows the first of merged cells takes, by the identity of the cell."""
    spans: dict[int, int] = {}
    above: dict[int, int] = {}
    for row in table.rows:
        above = _merged(row, above, spans)
    return spans


def _merged(
    row: RowContent, above: dict[int, int], spans: dict[int, int]
) -> dict[int, int]:
    """Note the cells of a row in `spans`; return the cells by their columns.

    `above` are those of the row above: a merged one goes on as the cell that it begins in.
    """
    here: dict[int, int] = {}
    column = row.before
    for cell in row.cells:
        first = above.get(column, id(cell)) if cell.merge == "continue" else id(cell)
        here[column] = first
        spans[first] = spans.get(first, 0) + 1
        column += cell.columns
    return here
