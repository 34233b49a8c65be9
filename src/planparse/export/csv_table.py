"""A table of tasks as CSV (RFC 4180): a line a task, for Excel or for programs."""

import csv
import io
from collections.abc import Iterable, Iterator, Sequence

from planparse.export.entries import DOCUMENT, FILE, Entry, entry_of
from planparse.export.options import Options, tasks
from planparse.export.pieces import in_pieces
from planparse.records import Records
from planparse.tasks.columns import COLUMNS

_BOM = "\ufeff"
_RISKY = tuple("=+-@＝＋－＠\t\r\n'")
_BETWEEN = {"work": " / ", "task": " "}
_USUALLY = "；"


def write(records: Records, options: Options) -> Iterator[str]:
    """Yield the table, a record a line, of all documents one after another.

    With `headed` the names of the columns come first. The table begins with a byte order
    mark, without which Excel takes UTF-8 for something else, and what a spreadsheet could
    run as a formula has a `'` in front: every cell that begins with = + - @, in either
    width, with a tab, a line end, or with `'` itself. To take off a leading `'` gives back
    what it was. `plain` is without both.
    """
    entries = map(entry_of, tasks(records, options))
    return in_pieces(lines(entries, plain=options.plain, headed=options.headed))


def lines(
    entries: Iterable[Entry], *, plain: bool, headed: bool, files: bool = False
) -> Iterator[str]:
    """Yield the records, that of the names of the columns first.

    The last column is the title of the document; with `files` that of the file follows.
    """
    if headed:
        head = _record([*COLUMNS, DOCUMENT, *([FILE] if files else [])])
        yield head if plain else f"{_BOM}{head}"
    for entry in entries:
        cells = [_cell(name, value) for name, value in entry.row._asdict().items()]
        cells.append(entry.document or "")
        if files:
            cells.append(entry.file)
        if not plain:
            cells = [
                f"'{cell}"
                if isinstance(cell, str) and cell.startswith(_RISKY)
                else cell
                for cell in cells
            ]
        yield _record(cells)


def _cell(field: str, value: object) -> str | int:
    """Return what a cell says."""
    if isinstance(value, tuple):
        return _BETWEEN.get(field, _USUALLY).join(value)
    return value if isinstance(value, str | int) else ""


def _record(cells: Sequence[str | int]) -> str:
    """Return the cells as one line of CSV, quoted where they need it, with CR LF at its end."""
    out = io.StringIO()
    csv.writer(out).writerow(cells)
    return out.getvalue()
