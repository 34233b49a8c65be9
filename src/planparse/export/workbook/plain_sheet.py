"""A sheet of plain rows below one head, set up for printing on A4, landscape."""

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from planparse.export.workbook.cells import fit
from planparse.export.workbook.styles import Styles, digits
from planparse.export.workbook.wrapping import wrapped

if TYPE_CHECKING:
    from xlsxwriter.worksheet import Worksheet

_TITLE_HEIGHT, _HEAD_HEIGHT, _LEADING, _PADDING = 32, 22, 14.6, 5
_HIGHEST = 409
_PAPER = 9  # A4


def fill(
    sheet: "Worksheet",
    title: str,
    heads: Sequence[tuple[str, int]],
    rows: Iterable[Sequence[str | int | None]],
    look: Styles,
) -> None:
    """Write a sheet: its title, its heads with their widths in Chinese characters, its rows.

    Rows are written as they come. Title and heads stand on every page; numbers are centred.
    """
    sheet.set_row(0, _TITLE_HEIGHT)
    sheet.merge_range(0, 0, 0, len(heads) - 1, title, look.title)
    sheet.set_row(1, _HEAD_HEIGHT)
    for at, (head, width) in enumerate(heads):
        sheet.set_column(at, at, digits(width))
        sheet.write_string(1, at, fit(head), look.head)
    row = 1
    for row, cells in enumerate(rows, 2):
        _write(sheet, row, cells, [width for _, width in heads], look)
    sheet.autofilter(1, 0, max(row, 2), len(heads) - 1)
    sheet.freeze_panes(2, 0)
    sheet.repeat_rows(0, 1)
    sheet.set_landscape()
    sheet.set_paper(_PAPER)
    sheet.fit_to_pages(1, 0)
    sheet.center_horizontally()
    sheet.set_footer("&C第 &P 页，共 &N 页")


def _write(
    sheet: "Worksheet",
    row: int,
    cells: Sequence[str | int | None],
    widths: Sequence[int],
    look: Styles,
) -> None:
    """Write a row that is as high as its longest text asks for."""
    texts = [
        wrapped(cell, width) if isinstance(cell, str) else ("", 1)
        for cell, width in zip(cells, widths, strict=True)
    ]
    most = max(lines for _, lines in texts)
    sheet.set_row(row, min(_HIGHEST, _LEADING * most + _PADDING))
    for at, (cell, (text, _)) in enumerate(zip(cells, texts, strict=True)):
        if isinstance(cell, int):
            sheet.write_number(row, at, cell, look.centred)
        elif text:
            sheet.write_string(row, at, fit(text), look.text)
        else:
            sheet.write_blank(row, at, None, look.text)
