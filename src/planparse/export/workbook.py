"""A table of tasks as a workbook for Excel, set up to be printed: a sheet for each document."""

import io
import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from itertools import groupby
from operator import attrgetter
from typing import TYPE_CHECKING, Any

from planparse.export.options import Options, tasks
from planparse.records import Records
from planparse.tasks.columns import COLUMNS, TaskRow, task_row
from planparse.tasks.work_points import WorkPoint

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.worksheet import Worksheet

_WIDTHS = (
    5,
    20,
    50,
    18,
    16,
    16,
    11,
    26,
    20,
    9,
)  # of the columns, in digits of the standard font
_EMPTY = 9  # of a column with nothing in it; its room is for the tasks
_LONGEST = 32_000  # characters; Excel takes 32,767 in a cell
_UNTITLED = "（无标题）"
_CUT = "……〔超出单元格容量，全文见原文〕"
_FONT, _SIZE, _LEADING, _PADDING = (
    "宋体",
    10,
    13.5,
    6,
)  # points; the height of a line, what a row has besides
_HIGHEST = 409  # points; Excel has no higher row
_NARROW = "\u2e7f"  # characters behind this one are as wide as two digits
_NAME = 31  # of a sheet's name, in units of UTF-16
_NO_NAME = re.compile(r"[\[\]:*?/\\'\x00-\x1f]")
_NO_XML = re.compile("[\ud800-\udfff\ufffe\uffff]")
_TITLE, _HEAD = 0, 1  # rows above the first task
_ALWAYS = datetime(2000, 1, 1)  # the same text gives the same file


def write(records: Records, options: Options) -> Iterator[bytes]:
    """Yield the workbook, in one piece."""
    yield book_of(tasks(records, options))


def book_of(points: Iterable[WorkPoint]) -> bytes:
    """Return a workbook of tasks.

    All text is written as text: no cell is a formula, a link or an error.
    """
    import xlsxwriter

    out = io.BytesIO()
    as_text = ("strings_to_formulas", "strings_to_urls", "strings_to_numbers")
    with xlsxwriter.Workbook(
        out, {"in_memory": True, **dict.fromkeys(as_text, False)}
    ) as book:
        book.set_properties({"created": _ALWAYS})
        styles = _styles(book)
        for doc, of_document in groupby(points, key=attrgetter("doc")):
            of_one = list(of_document)
            sheet = book.add_worksheet(_sheet_name(doc, of_one[0].document))
            _fill(sheet, of_one, styles)
        if not book.worksheets():
            _fill(book.add_worksheet(COLUMNS[2]), [], styles)
    return out.getvalue()


def _sheet_name(doc: int, title: str | None) -> str:
    r"""Return a name that Excel takes for a sheet: at most 31 units of UTF-16, no `[]:*?/\`.

    The document's number stands in front, so that no two sheets of a book are called
    alike.
    """
    name = f"{doc} {_NO_XML.sub('', _NO_NAME.sub('_', title or ''))}"
    return name.encode("utf-16-le")[: 2 * _NAME].decode("utf-16-le", "ignore").strip()


def _styles(book: "Workbook") -> dict[str, Any]:
    """Return the styles of a sheet's cells by name; a task that is lost is red and slanted."""
    plain = {"font_name": _FONT, "font_size": _SIZE}
    cell = {**plain, "border": 1, "text_wrap": True, "valign": "vcenter"}
    return {
        "title": book.add_format(
            {
                **plain,
                "font_size": 16,
                "bold": True,
                "align": "center",
                "valign": "vcenter",
            }
        ),
        "head": book.add_format(
            {**cell, "bold": True, "align": "center", "bg_color": "#D9E2F0"}
        ),
        "text": book.add_format(cell),
        "work": book.add_format(
            {**cell, "bold": True, "valign": "top"}
        ),  # it may go on on the next page
        "number": book.add_format({**cell, "align": "center"}),
        "hole": book.add_format({**cell, "font_color": "#C00000", "italic": True}),
    }


def _fill(
    sheet: "Worksheet", tasks: Sequence[WorkPoint], styles: dict[str, Any]
) -> None:
    """Write the tasks of one document to its sheet, and set it up for printing on A4, landscape.

    Title and headings are repeated on every page, and the columns fit its width.
    """
    last_column = len(COLUMNS) - 1
    title = (tasks[0].document if tasks else None) or _UNTITLED
    sheet.merge_range(_TITLE, 0, _TITLE, last_column, _fit(title), styles["title"])
    sheet.set_row(_TITLE, 32)
    entries = list(map(task_row, tasks))
    widths = _widths(entries)
    for column, (name, width) in enumerate(zip(COLUMNS, widths, strict=True)):
        sheet.set_column(column, column, width)
        sheet.write_string(_HEAD, column, name, styles["head"])
    sheet.set_row(_HEAD, 22)
    first = row = _HEAD + 1
    for work, together in groupby(entries, key=_work):
        lines = list(together)
        _section(sheet, row, "\n".join(work), lines, widths, styles)
        row += len(lines)
    sheet.autofilter(_HEAD, 0, max(row - 1, first), last_column)
    sheet.freeze_panes(first, 0)
    sheet.repeat_rows(_TITLE, _HEAD)
    sheet.set_landscape()
    sheet.set_paper(9)  # A4
    sheet.fit_to_pages(1, 0)
    sheet.set_margins(left=0.5, right=0.5, top=0.6, bottom=0.6)
    sheet.center_horizontally()
    sheet.set_footer("&C第 &P 页，共 &N 页")


def _widths(entries: Sequence[TaskRow]) -> list[int]:
    """Return the widths of the columns; together they are always as wide."""
    widths = list(_WIDTHS)
    for column in range(3, len(widths) - 1):
        if not any(entry[column] for entry in entries):
            widths[2] += widths[column] - _EMPTY
            widths[column] = _EMPTY
    return widths


def _work(entry: TaskRow) -> tuple[str, ...]:
    """Return the headings that a task stands below: tasks with the same share one cell."""
    return entry.work


def _section(
    sheet: "Worksheet",
    first: int,
    work: str,
    lines: Sequence[TaskRow],
    widths: Sequence[int],
    styles: dict[str, Any],
) -> None:
    """Write the tasks under one heading, which is in one cell beside them all."""
    if len(lines) > 1 and work:
        sheet.merge_range(first, 1, first + len(lines) - 1, 1, "", styles["work"])
    needed = _height(work, widths[1]) / len(lines)
    for row, entry in enumerate(lines, first):
        style = styles["text" if entry.number is not None else "hole"]
        if entry.number is None:
            sheet.write_blank(row, 0, None, styles["number"])
        else:
            sheet.write_number(row, 0, entry.number, styles["number"])
        # Cells under a merged one keep the heading, so that a filter by it finds them all.
        sheet.write_string(row, 1, _fit(work), styles["work"])
        texts = ["\n".join(part) for part in entry[2:-1]]
        for column, text in enumerate(texts, 2):
            sheet.write_string(row, column, _fit(text), style)
        sheet.write_number(row, len(COLUMNS) - 1, entry.line, styles["number"])
        sheet.set_row(
            row, min(_HIGHEST, max(needed, *map(_height, texts, widths[2:-1])))
        )


def _height(text: str, width: int) -> float:
    """Return about how many points a text takes up in a cell.

    Programs do not fit the rows to what is in them.
    """
    lines = sum(
        -(-sum(2 if char > _NARROW else 1.2 for char in part) // (width - 1.5)) or 1
        for part in text.split("\n")
    )
    return _LEADING * lines + _PADDING


def _fit(text: str) -> str:
    """Return what a cell takes of a text: what XML has a place for, as long as Excel allows."""
    text = _NO_XML.sub("\ufffd", text)
    return (
        text
        if len(text.encode("utf-16-le")) <= 2 * _LONGEST
        else text[: _LONGEST // 2] + _CUT
    )
