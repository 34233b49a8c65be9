"""Workbooks (.xlsx): each sheet that has text as a table, below its name where there are several.

Only the standard library is used. Cells have the values that the workbook keeps, formulas
their last result; days are written in ISO 8601.
"""

import posixpath
import re
from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from types import MappingProxyType

from planparse.locale.message import _
from planparse.readers.builder import CellText, TextBuilder
from planparse.readers.xml_events import Attributes, attributes_of, parse
from planparse.readers.zipped import Parts
from planparse.text.encoding import Source

_PREFIXES: Mapping[str, str] = MappingProxyType(
    {
        "http://schemas.openxmlformats.org/spreadsheetml/2006/main": "s",
        "http://purl.oclc.org/ooxml/spreadsheetml/main": "s",
    }
)
_PLACE = re.compile(r"([A-Z]{1,3})(\d{1,7})$")
_DAYS = frozenset((*range(14, 23), *range(27, 37), 45, 46, 47, *range(50, 59)))
"""The numbers of the formats of days and times that every workbook has."""
_DAY = re.compile(r"(?i)[ymd年月日]")
_QUOTED = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]')
_EMPTY = 64
"""About so many empty cells of a row are kept; a choice, so that no sheet fills the memory."""
_FIRST_DAY = datetime(1899, 12, 30)
_LAST = 2_958_465
"""The number of the last day, 9999-12-31."""


def read(data: bytes, path: str, _encoding: str | None = None) -> Source:
    """Return the text of a workbook. Raises as the reader of Word documents does."""
    parts = Parts(data, _("workbook (.xlsx)"))
    strings = _Strings()
    if "xl/sharedStrings.xml" in parts:
        parse(parts, "xl/sharedStrings.xml", strings, _PREFIXES)
    formats = _Formats()
    if "xl/styles.xml" in parts:
        parse(parts, "xl/styles.xml", formats, _PREFIXES)
    builder = TextBuilder()
    sheets: list[tuple[str, list[list[CellText]]]] = []
    for name, part in _sheets(parts):
        sheet = _Sheet(strings.texts, formats.days)
        parse(parts, part, sheet, _PREFIXES)
        rows = sheet.table()
        if any(cell.text.strip() for row in rows for cell in row):
            sheets.append((name, rows))
    for name, rows in sheets:
        if len(sheets) > 1:
            builder.paragraph(name)
        builder.table(rows)
    return builder.source("xlsx", path)


def _sheets(parts: Parts) -> list[tuple[str, str]]:
    """Return the sheets that are shown, by name and part, in order. Raises DamagedError."""
    targets = {
        relation.get("Id", ""): relation.get("Target", "")
        for relation in attributes_of(
            parts.read("xl/_rels/workbook.xml.rels"), "Relationship"
        )
    }
    out = []
    for sheet in attributes_of(parts.read("xl/workbook.xml"), "sheet"):
        target = targets.get(sheet.get("id", ""), "")
        part = posixpath.normpath(posixpath.join("/xl", target))[1:]
        if sheet.get("state", "visible") == "visible" and part in parts:
            out.append((sheet.get("name", ""), part))
    return out


class _Strings:
    """Takes the texts that cells share; phonetic ones are left out."""

    def __init__(self) -> None:
        """Begin without any text."""
        self.texts: list[str] = []
        self._pieces: list[str] = []
        self._shown = False
        self._phonetic = False

    def start(self, name: str, _: Attributes) -> None:
        """Begin a text or a piece of one."""
        if name == "s:si":
            self._pieces = []
        elif name == "s:rPh":
            self._phonetic = True
        elif name == "s:t":
            self._shown = not self._phonetic

    def end(self, name: str) -> None:
        """End a text or a piece of one."""
        if name == "s:si":
            self.texts.append("".join(self._pieces))
        elif name == "s:rPh":
            self._phonetic = False
        elif name == "s:t":
            self._shown = False

    def text(self, data: str) -> None:
        """Take a piece of text."""
        if self._shown:
            self._pieces.append(data)


class _Formats:
    """Takes which formats of cells are days: `days` are their places."""

    def __init__(self) -> None:
        """Begin without any format."""
        self.days: set[int] = set()
        self._own: set[int] = set()
        self._in_cells = False
        self._count = 0

    def start(self, name: str, attributes: Attributes) -> None:
        """Note a format of numbers, or a cell's use of one."""
        number = int(attributes.get("numFmtId", "0") or 0)
        if name == "s:numFmt":
            code = _QUOTED.sub("", attributes.get("formatCode", ""))
            if _DAY.search(code):
                self._own.add(number)
        elif name == "s:cellXfs":
            self._in_cells = True
        elif name == "s:xf" and self._in_cells:
            if number in _DAYS or number in self._own:
                self.days.add(self._count)
            self._count += 1

    def end(self, name: str) -> None:
        """End the formats of cells."""
        if name == "s:cellXfs":
            self._in_cells = False

    def text(self, data: str) -> None:
        """Pass over text: formats have none."""


class _Sheet:
    """Takes the cells of a sheet, and which of them are merged."""

    def __init__(self, strings: list[str], days: set[int]) -> None:
        """Take the texts that cells share, and the formats that are days."""
        self._strings, self._days = strings, days
        self._rows: list[tuple[int, list[tuple[int, str]]]] = []
        self._merged: dict[tuple[int, int], tuple[int, int]] = {}
        self._kind, self._style = "", 0
        self._place = (0, 0)
        self._pieces: list[str] = []
        self._shown = False

    def start(self, name: str, attributes: Attributes) -> None:
        """Begin a row, a cell or its value, or note cells that are merged."""
        if name == "s:row":
            last = self._rows[-1][0] if self._rows else 0
            said = attributes.get("r", "")
            self._rows.append((int(said) if said.isdecimal() else last + 1, []))
        elif name == "s:c":
            self._begin_cell(attributes)
        elif name in ("s:v", "s:t"):
            self._shown = True
        elif name == "s:mergeCell":
            upper, _, lower = attributes.get("ref", "").partition(":")
            begin, end = _place_of(upper), _place_of(lower)
            if begin and end:
                self._merged[begin] = (end[0] - begin[0] + 1, end[1] - begin[1] + 1)

    def _begin_cell(self, attributes: Attributes) -> None:
        """Begin a cell; without a place it stands behind the one before."""
        self._kind = attributes.get("t", "n")
        style = attributes.get("s", "0")
        self._style = int(style) if style.isdecimal() else 0
        place = _place_of(attributes.get("r", ""))
        self._place = place or (self._place[0], self._place[1] + 1)
        self._pieces = []

    def end(self, name: str) -> None:
        """End a value or a cell."""
        if name in ("s:v", "s:t"):
            self._shown = False
        elif name == "s:c" and self._rows:
            text = self._value("".join(self._pieces))
            if text:
                self._rows[-1][1].append((self._place[1], text))

    def text(self, data: str) -> None:
        """Take a piece of a value."""
        if self._shown:
            self._pieces.append(data)

    def _value(self, value: str) -> str:
        """Return a value as it is read."""
        if self._kind == "s":
            at = int(value) if value.isdecimal() else -1
            return self._strings[at] if 0 <= at < len(self._strings) else ""
        if self._kind == "b":
            return "TRUE" if value == "1" else "FALSE"
        if self._kind == "n" and value:
            return _number(value, is_day=self._style in self._days)
        return value

    def table(self) -> list[list[CellText]]:
        """Return the rows with text; empty cells between others are cells too."""
        filled = [(row, cells) for row, cells in self._rows if cells]
        if not filled:
            return []
        first = min(column for _, cells in filled for column, _ in cells)
        out: list[list[CellText]] = []
        for row, cells in filled:
            texts = dict(cells)
            line: list[CellText] = []
            behind = first
            for column in _columns(texts, first):
                if column < behind:  # inside a cell that is merged
                    continue
                rows, columns = self._merged.get((row, column), (1, 1))
                text = texts.get(column, "")
                line.append(CellText(text, column - first, rows, columns, not out))
                behind = column + columns
            out.append(line)
        return out


def _columns(texts: Mapping[int, str], first: int) -> Iterable[int]:
    """Return the columns of a row, the empty ones between others too, unless these are many."""
    last = max(texts)
    is_dense = last - first <= _EMPTY + 4 * len(texts)
    return range(first, last + 1) if is_dense else sorted(texts)


def _place_of(name: str) -> tuple[int, int] | None:
    """Return the row and the column of a cell by its name, both from 1: B3 → (3, 2)."""
    found = _PLACE.match(name)
    if found is None:
        return None
    column = 0
    for letter in found[1]:
        column = column * 26 + ord(letter) - ord("A") + 1
    return int(found[2]), column


def _number(value: str, *, is_day: bool) -> str:
    """Return a number as a person reads it: without the noise of binary fractions."""
    try:
        number = float(value)
    except ValueError:
        return value
    if is_day and 0 < number <= _LAST:
        moment = _FIRST_DAY + timedelta(days=number)
        if number == int(number):
            return f"{moment:%Y-%m-%d}"
        return f"{moment:%H:%M}" if number < 1 else f"{moment:%Y-%m-%d %H:%M}"
    return f"{number:.15g}" if abs(number) < 1e15 else value
