"""A workbook of what became of promises: a row for each, and a table of the indicators."""

import io
from collections.abc import Iterator

from planparse.export.workbook.book import added, opened
from planparse.export.workbook.plain_sheet import fill
from planparse.export.workbook.sheet_names import SheetNames
from planparse.export.workbook.styles import styles
from planparse.promises.outcomes import Outcome, Report
from planparse.promises.passages import Passage, on_one_line
from planparse.promises.text import cell_text
from planparse.promises.tracking import Tracked, indicators
from planparse.promises.words import row_name, say, shortfall

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
        fill(added(book, names.name(_OUTCOMES)), _OUTCOMES, _HEADS, rows, look)
        years = [(report.edition.name, _CELL) for report in tracked.reports]
        table = [
            [row_name(row), *(cell_text(cell) for cell in row.cells)]
            for row in indicators(tracked)
        ]
        heads = [(_INDICATOR, _NAME), *years]
        fill(added(book, names.name(_INDICATORS)), _INDICATORS, heads, table, look)
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
