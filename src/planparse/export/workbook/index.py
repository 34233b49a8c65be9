"""The sheet in front: what the others hold, each a link away."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

from planparse.export.entries import FILE
from planparse.export.workbook.cells import fit
from planparse.export.workbook.styles import Styles, digits
from planparse.export.workbook.wrapping import wrapped

if TYPE_CHECKING:
    from xlsxwriter.worksheet import Worksheet

NAME = "目录"
"""What the sheet is called."""
_PAPER = 9  # A4
_NUMBER, _TASKS = "序号", "任务数"
_WIDTHS = (5, 38, 8)
_FILE_WIDTHS = (5, 38, 30, 8)
"""How wide the columns are, in Chinese characters, without and with that of the file."""
_TITLE_HEIGHT, _HEAD_HEIGHT, _LEADING, _PADDING = 32, 22, 14.6, 7
"""Points."""
_MOST_LINKS = 65_000
"""Excel takes 65,530 links in a sheet."""


class Listed(NamedTuple):
    """A line: what it is called, the file that it is from, its tasks, and where they are.

    `sheet` and `row` (from 1) are those of its first task.
    """

    name: str
    tasks: int
    sheet: str
    row: int = 1
    file: str = ""


def fill(
    sheet: "Worksheet", what: str, lines: Sequence[Listed], styles: Styles
) -> None:
    """Write the index; `what` is the head of the column with the names."""
    has_files = any(line.file for line in lines)
    widths = _FILE_WIDTHS if has_files else _WIDTHS
    sheet.set_row(0, _TITLE_HEIGHT)
    sheet.merge_range(0, 0, 0, len(widths) - 1, NAME, styles.title)
    sheet.set_row(1, _HEAD_HEIGHT)
    heads = (_NUMBER, what, *([FILE] if has_files else []), _TASKS)
    for at, (head, width) in enumerate(zip(heads, widths, strict=True)):
        sheet.set_column(at, at, digits(width))
        sheet.write_string(1, at, head, styles.head)
    for row, line in enumerate(lines, 2):
        _write(sheet, row, line, widths, styles)
    sheet.freeze_panes(2, 0)
    sheet.repeat_rows(0, 1)
    sheet.set_paper(_PAPER)
    sheet.fit_to_pages(1, 0)
    sheet.center_horizontally()
    sheet.set_footer("&C第 &P 页，共 &N 页")


def _write(
    sheet: "Worksheet",
    row: int,
    line: Listed,
    widths: Sequence[int],
    styles: Styles,
) -> None:
    """Write a line, its name a link to where its tasks are."""
    name, most = wrapped(fit(line.name), widths[1])
    file = ""
    if len(widths) > len(_WIDTHS):
        file, lines = wrapped(fit(line.file), widths[2])
        most = max(most, lines)
    sheet.set_row(row, _LEADING * most + _PADDING)
    sheet.write_number(row, 0, row - 1, styles.centred)
    if row < _MOST_LINKS:
        place = f"internal:'{line.sheet}'!A{line.row}"
        sheet.write_url(row, 1, place, styles.link, string=name)
    else:
        sheet.write_string(row, 1, name, styles.text)
    if len(widths) > len(_WIDTHS):
        sheet.write_string(row, 2, file, styles.text)
    sheet.write_number(row, len(widths) - 1, line.tasks, styles.centred)
