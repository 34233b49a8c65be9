"""A table of tasks as CSV (RFC 4180): a line a task, for Excel or for programs."""

import csv
import io
from collections.abc import Iterable, Iterator, Sequence

from planparse.export.options import Options, tasks
from planparse.export.pieces import in_pieces
from planparse.records import Records
from planparse.tasks.columns import COLUMNS, task_row
from planparse.tasks.work_points import WorkPoint

DOCUMENT = "公文"
"""The last column: the title of the document that a task is from."""

_BOM = "\ufeff"
_RISKY = tuple("=+-@＝＋－＠\t\r\n'")
_BETWEEN = (" / ", " ", "；", "；", "；", "；", "；", "；")


def write(records: Records, options: Options) -> Iterator[str]:
    """Yield the table, a record a line, of all documents one after another.

    With `headed` the names of the columns come first. The table begins with a byte order
    mark, without which Excel takes UTF-8 for something else, and what a spreadsheet could
    run as a formula has a `'` in front: every cell that begins with = + - @, in either
    width, with a tab, a line end, or with `'` itself. To take off a leading `'` gives back
    what it was. `plain` is without both.
    """
    points = tasks(records, options)
    return in_pieces(lines(points, plain=options.plain, headed=options.headed))


def lines(points: Iterable[WorkPoint], *, plain: bool, headed: bool) -> Iterator[str]:
    """Yield the records, that of the names of the columns first."""
    if headed:
        head = _record([*COLUMNS, DOCUMENT])
        yield head if plain else f"{_BOM}{head}"
    for point in points:
        number, *parts, place = task_row(point)
        cells = [
            between.join(part) for between, part in zip(_BETWEEN, parts, strict=True)
        ]
        cells.append(point.document or "")
        if not plain:
            cells = [f"'{cell}" if cell.startswith(_RISKY) else cell for cell in cells]
        *cells, document = cells
        yield _record(["" if number is None else number, *cells, place, document])


def _record(cells: Sequence[str | int]) -> str:
    """Return the cells as one line of CSV, quoted where they need it, with CR LF at its end."""
    out = io.StringIO()
    csv.writer(out).writerow(cells)
    return out.getvalue()
