"""A workbook of what became of promises: a row for each, and a table of the indicators."""

import io
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from planparse.export.workbook.book import added, opened
from planparse.export.workbook.cells import fit
from planparse.export.workbook.sheet_names import SheetNames
from planparse.export.workbook.styles import Styles, digits, styles
from planparse.export.workbook.wrapping import wrapped
from planparse.promises.outcomes import Outcome, Report
from planparse.promises.passages import Passage, on_one_line
from planparse.promises.text import cell_text
from planparse.promises.tracking import Tracked, indicators
from planparse.promises.words import row_name, say, shortfall

if TYPE_CHECKING:
    from xlsxwriter.worksheet import Worksheet

_HEADS = (
    ("承诺年份", 5),
    ("承诺", 16),
    ("结论", 6),
    ("结果", 14),
    ("相差", 7),
    ("承诺原文", 30),
    ("承诺出处", 9),
    ("回顾原文", 30),
    ("回顾出处", 9),
    ("下年目标", 12),
)
"""The columns, with their widths in Chinese characters."""
_OUTCOMES, _INDICATORS, _INDICATOR = "承诺与结果", "历年指标", "指标"
_NAME, _CELL = 18, 12
_TITLE_HEIGHT, _HEAD_HEIGHT, _LEADING, _PADDING = 32, 22, 14.6, 5
_HIGHEST = 409
_PAPER = 9  # A4


def write_tracked(tracked: Tracked) -> Iterator[bytes]:
    """Yield the workbook, in one piece; all text in it is text."""
    out = io.BytesIO()
    with opened(out, in_memory=True) as book:
        look, names = styles(book), SheetNames()
        rows = [
            _texts(outcome, *tracked.reports[at : at + 2])
            for at, step in enumerate(tracked.steps)
            for outcome in step
        ]
        _fill(added(book, names.name(_OUTCOMES)), _OUTCOMES, _HEADS, rows, look)
        years = [(report.edition.name, _CELL) for report in tracked.reports]
        table = [
            [row_name(row), *(cell_text(cell) for cell in row.cells)]
            for row in indicators(tracked)
        ]
        heads = [(_INDICATOR, _NAME), *years]
        _fill(added(book, names.name(_INDICATORS)), _INDICATORS, heads, table, look)
    yield out.getvalue()


def _texts(outcome: Outcome, old: Report, new: Report) -> list[str]:
    """Return the texts of the cells of an outcome."""
    result, again = outcome.result, outcome.next_target
    return [
        old.edition.name,
        outcome.words,
        say(outcome.verdict, "zh"),
        result.words if result else "",
        shortfall(outcome),
        on_one_line(outcome.promise.text),
        _place(outcome.promise, old),
        on_one_line(outcome.passage.text) if outcome.passage else "",
        _place(outcome.passage, new) if outcome.passage else "",
        again.words if again else "",
    ]


def _place(passage: Passage, report: Report) -> str:
    """Return where a passage stands."""
    line = "" if passage.line is None else f"第{passage.line}行"
    return f"{report.edition.name} {line}".strip()


def _fill(
    sheet: "Worksheet",
    title: str,
    heads: Sequence[tuple[str, int]],
    rows: Sequence[Sequence[str]],
    look: Styles,
) -> None:
    """Write a sheet: its title, its heads, its rows, set up for printing on A4, landscape."""
    sheet.set_row(0, _TITLE_HEIGHT)
    sheet.merge_range(0, 0, 0, len(heads) - 1, title, look.title)
    sheet.set_row(1, _HEAD_HEIGHT)
    for at, (head, width) in enumerate(heads):
        sheet.set_column(at, at, digits(width))
        sheet.write_string(1, at, fit(head), look.head)
    for row, texts in enumerate(rows, 2):
        most = 1
        for at, (text, (_, width)) in enumerate(zip(texts, heads, strict=True)):
            said, lines = wrapped(text, width)
            most = max(most, lines)
            _put(sheet, row, at, fit(said), look.text)
        sheet.set_row(row, min(_HIGHEST, _LEADING * most + _PADDING))
    sheet.autofilter(1, 0, max(len(rows) + 1, 2), len(heads) - 1)
    sheet.freeze_panes(2, 0)
    sheet.repeat_rows(0, 1)
    sheet.set_landscape()
    sheet.set_paper(_PAPER)
    sheet.fit_to_pages(1, 0)
    sheet.center_horizontally()
    sheet.set_footer("&C第 &P 页，共 &N 页")


def _put(sheet: "Worksheet", row: int, at: int, text: str, style: Any) -> None:
    """Write a text into a cell; without one it is blank."""
    if text:
        sheet.write_string(row, at, text, style)
    else:
        sheet.write_blank(row, at, None, style)
