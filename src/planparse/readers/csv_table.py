"""Tables as plain text (.csv, .tsv): one table, whatever parts its cells."""

import csv
from io import StringIO
from itertools import islice

from planparse.errors import DamagedError, reason
from planparse.locale.message import _
from planparse.readers.builder import CellText, TextBuilder
from planparse.readers.plain import read_plain
from planparse.text.encoding import Source

_MARKS = ("\t", ";", "|", "，", ",")
"""What may part cells; the last one does where no line has any of them."""
_GUARDED = tuple(f"'{mark}" for mark in "=+-@＝＋－＠\t\r\n'")
"""How a cell begins that a spreadsheet could run, with a mark in front so that none does."""
_SAMPLE = 20
"""So many first lines tell what parts the cells; a choice."""


def read(data: bytes, path: str, encoding: str | None = None) -> Source:
    """Return the text of a table; its first row heads it. Raises DamagedError."""
    text = read_plain(data, path, encoding).text
    builder = TextBuilder()
    try:
        mark = _mark_of(text)
        rows = list(csv.reader(StringIO(text, newline=""), delimiter=mark))
    except csv.Error as fault:
        raise DamagedError(_("a damaged CSV table: {why}", why=reason(fault))) from None
    builder.table(
        [
            CellText(_unguarded(cell), column, head=place == 0)
            for column, cell in enumerate(row)
        ]
        for place, row in enumerate(rows)
    )
    return builder.source("csv", path)


def _unguarded(cell: str) -> str:
    """Return a cell without the mark that keeps spreadsheets from running it."""
    return cell[1:] if cell.startswith(_GUARDED) else cell


def _mark_of(text: str) -> str:
    """Return what parts the cells: what gives the first rows equally many, and several."""
    return max(_MARKS, key=lambda mark: _fitness(text, mark))


def _fitness(text: str, mark: str) -> tuple[bool, float, bool]:
    """Return how well a mark parts the first rows: in several cells, all in equally many."""
    reader = csv.reader(StringIO(text, newline=""), delimiter=mark)
    sizes = [len(row) for row in islice(reader, _SAMPLE) if row]
    usual = max(sizes, key=sizes.count, default=1)
    return usual > 1, sizes.count(usual) / max(1, len(sizes)), mark == ","
