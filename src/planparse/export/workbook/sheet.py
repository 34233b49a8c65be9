"""A sheet of tasks: a row for each, set up for printing on A4, landscape.

No cell but the title goes over several rows, for Excel neither sorts nor filters such.
A heading stands in the row of every task below it, and is hidden by format where it
stands in the row before, unless a page begins or the filter hides that row.
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from itertools import chain, pairwise
from typing import TYPE_CHECKING, Any, NamedTuple

from planparse.export.entries import DOCUMENT, FILE, Entry
from planparse.export.workbook.cells import fit
from planparse.export.workbook.columns import (
    DUE,
    FIELDS,
    NUMBER,
    UNITS,
    WORK,
    Column,
)
from planparse.export.workbook.styles import Styles, digits, points
from planparse.export.workbook.wrapping import wrapped
from planparse.text.notes import LOST

if TYPE_CHECKING:
    from xlsxwriter.worksheet import Worksheet

TITLE, HEAD = 0, 1
FIRST = HEAD + 1
"""The row of the first task."""
_TITLE_HEIGHT, _HEAD_HEIGHT = 32, 22
_LEADING, _PADDING = 14.6, 5
"""Points: the height of a line, and what a row has besides."""
_HIGHEST = 409
"""Points; Excel has no higher row."""
_PAPER = 9  # A4
_PAGE = (842, 595)
"""Points of A4, landscape."""
_SIDE, _TOP, _FOOT = 0.4, 0.5, 0.6
"""Inches of the margins."""
_SLACK = 0.97
"""How much of a page is used: printers differ."""
_MOST_BREAKS = 1023
"""Page breaks that Excel takes in one sheet."""
_FIRST_YEAR = "1900"
"""Excel knows no earlier day."""
_ABOVE = (DOCUMENT, WORK)
"""The columns of what stands above several tasks."""


class Sheet:
    """A sheet that is being filled with tasks, one after another."""

    def __init__(
        self, sheet: "Worksheet", title: str, columns: Sequence[Column], styles: Styles
    ) -> None:
        """Set the sheet up, and write its title and the heads of its columns."""
        self._sheet, self._columns, self._styles = sheet, columns, styles
        self._places = {column.name: at for at, column in enumerate(columns)}
        width = _PAGE[0] - 2 * 72 * _SIDE
        self._scale = min(
            100, int(100 * _SLACK * width / sum(points(it.width) for it in columns))
        )
        height = (_PAGE[1] - 72 * (_TOP + _FOOT)) * 100 / self._scale
        self._page = _SLACK * height - _TITLE_HEIGHT - _HEAD_HEIGHT
        self._set_up(title)

    def fill(self, entries: Iterable[Entry]) -> int:
        """Write the tasks; return how many rows they take."""
        page_starts, row, used, before = [FIRST], FIRST, 0.0, ""
        for this, after in _with_next(map(self._laid_out, entries)):
            starts_page = row == page_starts[-1]
            height = this.height(headed=starts_page or this.above != before)
            used, before = used + height, this.above
            ends_page = after is None or self._is_beyond(used, after, before)
            self._write(row, this, height, ends_page=ends_page)
            row += 1
            if ends_page and after is not None:
                page_starts.append(row)
                used = 0.0
        self._finish(page_starts, row)
        return row - FIRST

    def _is_beyond(self, used: float, after: "_Laid", before: str) -> bool:
        """Return whether a row has no room on a page of which so much is used."""
        return used + after.height(headed=after.above != before) > self._page

    def _set_up(self, title: str) -> None:
        """Set up paper, widths, and what is repeated on each page."""
        sheet, last = self._sheet, len(self._columns) - 1
        sheet.set_row(TITLE, _TITLE_HEIGHT)
        sheet.merge_range(TITLE, 0, TITLE, last, fit(title), self._styles.title)
        sheet.set_row(HEAD, _HEAD_HEIGHT)
        for at, column in enumerate(self._columns):
            sheet.set_column(at, at, digits(column.width))
            sheet.write_string(HEAD, at, column.name, self._styles.head)
        sheet.freeze_panes(FIRST, 0)
        sheet.repeat_rows(TITLE, HEAD)
        sheet.set_landscape()
        sheet.set_paper(_PAPER)
        sheet.set_print_scale(self._scale)
        sheet.set_margins(left=_SIDE, right=_SIDE, top=_TOP, bottom=_FOOT)
        sheet.center_horizontally()
        sheet.set_footer("&C第 &P 页，共 &N 页")

    def _laid_out(self, entry: Entry) -> "_Laid":
        """Return a task as the texts of its cells, with their lines."""
        texts, most, of_above = [], 1, 1
        for column in self._columns:
            text = _text(entry, column.name)
            text, lines = wrapped(
                text,
                column.width,
                units=column.name in UNITS,
                bold=column.name in _ABOVE,
            )
            texts.append(fit(text))
            if column.name in _ABOVE:
                of_above = max(of_above, lines)
            else:
                most = max(most, lines)
        above = "\n\n".join(_text(entry, name) for name in _ABOVE)
        return _Laid(entry, texts, above, most, of_above)

    def _write(
        self, row: int, laid: "_Laid", height: float, *, ends_page: bool
    ) -> None:
        """Write a row; the headings in one that ends a page have a line below."""
        sheet, styles, entry = self._sheet, self._styles, laid.entry
        sheet.set_row(row, height)
        above = styles.last if ends_page else styles.above
        text_style = styles.lost if _is_lost(entry) else styles.text
        for at, (column, text) in enumerate(
            zip(self._columns, laid.texts, strict=True)
        ):
            name = column.name
            value = getattr(entry.row, FIELDS[name]) if name in FIELDS else None
            if isinstance(value, int):
                sheet.write_number(row, at, value, styles.centred)
            elif name == DUE and text >= _FIRST_YEAR:
                sheet.write_datetime(row, at, date.fromisoformat(text), styles.date)
            elif name in _ABOVE:
                _put(sheet, row, at, text, above)
            else:
                centred = name in (NUMBER, DUE)
                _put(sheet, row, at, text, styles.centred if centred else text_style)

    def _finish(self, page_starts: Sequence[int], end: int) -> None:
        """Put the breaks of pages and the filter; hide the headings that are repeated."""
        sheet = self._sheet
        sheet.autofilter(HEAD, 0, max(end - 1, FIRST), len(self._columns) - 1)
        page_starts = page_starts[: _MOST_BREAKS + 1]
        sheet.set_h_pagebreaks(page_starts[1:])
        for start, stop in pairwise([*page_starts, end]):
            for name in _ABOVE:
                if name in self._places:
                    self._hide_repeated(self._places[name], start, stop - 1)

    def _hide_repeated(self, at: int, start: int, last: int) -> None:
        """Hide the headings of a page that stand in the row before, but for the first row."""
        above = [self._places[name] for name in _ABOVE if name in self._places]
        this, before = start + 2, start + 1  # rows as formulas count them
        same = [
            f"${_letter(it)}{this}=${_letter(it)}{before}" for it in above if it <= at
        ]
        seen = f"SUBTOTAL(103,${_letter(at)}{before})=1"  # not where a filter hides it
        repeated = f"AND({','.join([*same, seen])})"
        styles = self._styles
        self._where("TRUE", styles.first, at, start, start)
        if last > start:
            self._where(repeated, styles.repeated, at, start + 1, last)
            self._where(f"NOT({repeated})", styles.first, at, start + 1, last)

    def _where(self, holds: str, style: Any, at: int, first: int, last: int) -> None:
        """Give a style to the cells of a column for which a formula holds."""
        rule = {"type": "formula", "criteria": f"={holds}", "format": style}
        self._sheet.conditional_format(first, at, last, at, rule)


class _Laid(NamedTuple):
    """A task and the texts of its cells.

    `above` is what stands above it and others; it takes `lines_above`, the rest `lines`.
    """

    entry: Entry
    texts: list[str]
    above: str
    lines: int
    lines_above: int

    def height(self, *, headed: bool) -> float:
        """Return the points of the row, `headed` where what stands above it is shown."""
        lines = max(self.lines, self.lines_above) if headed else self.lines
        return min(_HIGHEST, _LEADING * lines + _PADDING)


def _with_next(laid: Iterable[_Laid]) -> Iterator[tuple[_Laid, _Laid | None]]:
    """Yield each with the one that comes next, the last with None."""
    rows: Iterator[Any] = pairwise(chain(laid, (None,)))
    yield from rows


def _put(sheet: "Worksheet", row: int, at: int, text: str, style: Any) -> None:
    """Write a text into a cell; without one it is blank, and counts as such."""
    if text:
        sheet.write_string(row, at, text, style)
    else:
        sheet.write_blank(row, at, None, style)


def _text(entry: Entry, name: str) -> str:
    """Return what a cell of text says."""
    if name == DOCUMENT:
        return entry.document or ""
    if name == FILE:
        return entry.file
    value = getattr(entry.row, FIELDS[name]) if name in FIELDS else ""
    return "\n".join(value) if isinstance(value, tuple) else str(value or "")


def _letter(column: int) -> str:
    """Return the letter of one of the first 26 columns."""
    return chr(ord("A") + column)


def _is_lost(entry: Entry) -> bool:
    """Return whether an entry stands for tasks that are lost."""
    return entry.row.number is None and entry.row.task[0].startswith(LOST)
