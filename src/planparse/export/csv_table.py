"""A table of tasks as CSV (RFC 4180): a line a task, for Excel or for programs."""

from collections.abc import Iterable, Iterator

from planparse.export.csv_record import BOM, record, safe
from planparse.export.entries import DOCUMENT, FILE, Entry, entry_of
from planparse.export.options import Options, tasks
from planparse.export.pieces import in_pieces
from planparse.records import Records
from planparse.tasks.columns import COLUMNS

_BETWEEN = {"work": " / ", "task": " "}
_USUALLY = "；"


def write(records: Records, options: Options) -> Iterator[str]:
    """Yield the table, a record a line, of all documents one after another.

    With `headed` the names of the columns come first. The table begins with a byte order
    mark, without which Excel takes UTF-8 for something else, and no cell is one that a
    spreadsheet could run as a formula (`csv_record.safe`). `plain` is without both.
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
        head = record([*COLUMNS, DOCUMENT, *([FILE] if files else [])])
        yield head if plain else f"{BOM}{head}"
    for entry in entries:
        cells = [cell(name, value) for name, value in entry.row._asdict().items()]
        cells.append(entry.document or "")
        if files:
            cells.append(entry.file)
        yield record(cells if plain else map(safe, cells))


def cell(field: str, value: object) -> str | int:
    """Return what the cell of a field of `TaskRow` says."""
    if isinstance(value, tuple):
        return _BETWEEN.get(field, _USUALLY).join(value)
    return value if isinstance(value, str | int) else ""
