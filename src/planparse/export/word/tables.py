"""Tables in Word: ruled, as wide as the text, their heads on each page."""

from collections.abc import Callable, Sequence
from typing import NamedTuple
from unicodedata import east_asian_width

from planparse.export.word.content import Cell, Grid
from planparse.export.word.markup import text, val, w
from planparse.export.word.properties import HINT
from planparse.export.word.styles import GRID, style_id

_LEAST, _MOST = 3, 30
"""A column counts for no less and no more characters when widths are shared out; a choice."""


class Mark(NamedTuple):
    """What became of the rows of a table: what marks a row or a paragraph, and revised words."""

    end: Callable[[], str]
    words: Callable[[str], str]


def table(
    grid: Grid,
    width: int,
    shares: Sequence[int] | None = None,
    mark: Mark | None = None,
) -> str:
    """Return a table `width` wide; columns have `shares` of it, or what their words ask for.

    With a `mark` its rows were inserted or deleted.
    """
    widths = _shared(shares or _wants(grid), width)
    open_cells: dict[int, Cell] = {}
    rows = []
    for row in grid.rows:
        rows.append(_row(row, widths, open_cells, mark))
    return w(
        "tbl",
        w(
            "tblPr",
            val("tblStyle", GRID),
            w("tblW", w=sum(widths), type="dxa"),
            w("tblLayout", type="fixed"),
        ),
        w("tblGrid", *(w("gridCol", w=each) for each in widths)),
        *rows,
    )


_THICK, _THIN = 8, 6
"""The outer rules of the imprint are 0.35 mm, those between its lines 0.25 mm (7.4.1): in
eighths of a point."""


def imprint(lines: Sequence[str], width: int) -> str:
    """Return the imprint: paragraphs between rules, at the bottom of the last page (7.4).

    It is a table that floats. LibreOffice leaves it where the text ends.
    """
    place = {"vertAnchor": "margin", "horzAnchor": "margin", "tblpYSpec": "bottom"}
    ruled = (("top", _THICK), ("bottom", _THICK), ("insideH", _THIN))
    rules = (
        w(side, val="single", sz=size, space=0, color="000000") for side, size in ruled
    )
    cell = w("tcPr", w("tcW", w=width, type="dxa"))
    return w(
        "tbl",
        w(
            "tblPr",
            w("tblpPr", **place),
            w("tblW", w=width, type="dxa"),
            w("tblBorders", *rules),
            w("tblLayout", type="fixed"),
            w("tblCellMar", *(w(side, w=0, type="dxa") for side in ("left", "right"))),
        ),
        w("tblGrid", w("gridCol", w=width)),
        *(w("tr", w("tc", cell, line)) for line in lines),
    )


def _row(
    row: Sequence[Cell],
    widths: Sequence[int],
    open_cells: dict[int, Cell],
    mark: Mark | None,
) -> str:
    """Return a row; `open_cells` are those from above that go on, by column, and are changed."""
    cells: list[str] = []
    before = column = 0
    own = {cell.column: cell for cell in row}
    last = max(
        (at + cell.columns for at, cell in (own | open_cells).items()), default=0
    )
    while column < last:
        above = open_cells.get(column)
        cell = own.get(column)
        if above is not None:
            cells.append(_cell(above._replace(words=""), widths, "continue", mark))
            column += above.columns
        elif cell is not None:
            merge = "restart" if cell.rows > 1 else None
            cells.append(_cell(cell, widths, merge, mark))
            column += cell.columns
        elif cells:
            cells.append(_cell(Cell("", column), widths, None, mark))
            column += 1
        else:
            before = column = column + 1
    for at, cell in [*open_cells.items()]:
        if cell.rows > 2:
            open_cells[at] = cell._replace(rows=cell.rows - 1)
        else:
            del open_cells[at]
    open_cells |= {at: cell for at, cell in own.items() if cell.rows > 1}
    after = len(widths) - last
    is_head = all(cell.head for cell in row)
    properties = w(
        "trPr",
        val("gridBefore", before or None),
        val("gridAfter", after or None),
        w("cantSplit"),
        w("tblHeader") if is_head else "",
        "" if mark is None else mark.end(),
    )
    return w("tr", properties, *cells)


def _cell(
    cell: Cell, widths: Sequence[int], merge: str | None, mark: Mark | None
) -> str:
    """Return a cell with its text."""
    width = sum(widths[cell.column : cell.column + cell.columns])
    style = style_id("cell_head" if cell.head else "cell")
    paragraphs = (
        w(
            "p",
            w(
                "pPr",
                val("pStyle", style),
                "" if mark is None else w("rPr", mark.end()),
            ),
            _words(line) if mark is None else mark.words(line),
        )
        for line in cell.words.split("\n")
    )
    return w(
        "tc",
        w(
            "tcPr",
            w("tcW", w=width, type="dxa"),
            val("gridSpan", cell.columns if cell.columns > 1 else None),
            val("vMerge", merge),
            val("vAlign", "center"),
        ),
        *paragraphs,
    )


def _words(line: str) -> str:
    """Return a line of a cell as a run."""
    return w("r", w("rPr", HINT), text(line)) if line else ""


def _wants(grid: Grid) -> list[int]:
    """Return how wide columns are to be by what stands in them, in characters."""
    columns = max(cell.column + cell.columns for row in grid.rows for cell in row)
    wants = [_LEAST] * columns
    for cell in (cell for row in grid.rows for cell in row if cell.columns == 1):
        wants[cell.column] = max(wants[cell.column], min(_wide(cell.words), _MOST))
    return wants


def _shared(shares: Sequence[int], width: int) -> list[int]:
    """Return the widths of columns that have such shares of a width."""
    whole = sum(shares)
    return [width * share // whole for share in shares]


def _wide(words: str) -> int:
    """Return how wide the longest line of some words is, in characters, and a little more."""
    lines = words.split("\n")
    return (
        1
        + max(
            sum(2 if east_asian_width(sign) in "WFA" else 1 for sign in line)
            for line in lines
        )
        // 2
    )
