"""The tasks of one file as lines of JSON, of which a batch makes one table of many files."""

import json
from collections.abc import Iterable, Iterator
from typing import Any

from planparse.export.entries import Entry, entry_of
from planparse.export.options import Options, tasks
from planparse.export.pieces import in_pieces
from planparse.records import Records
from planparse.system.json_line import encode
from planparse.tasks.columns import TaskRow


def write(records: Records, options: Options) -> Iterator[str]:
    """Yield a line for each task."""
    return in_pieces(_lines(records, options))


def _lines(records: Records, options: Options) -> Iterator[str]:
    """Yield the lines: the identifier first, which is JSON already, then what an entry has."""
    for point in tasks(records, options):
        row, doc, document, leads, _ = entry_of(point)
        yield f'["{point.id}",{encode([list(row), doc, document, leads])[1:]}\n'


def read(lines: Iterable[str]) -> Iterator[Entry]:
    """Yield the entries of lines; the file is what identifiers have before their #."""
    for line in lines:
        name, row, doc, document, leads = json.loads(line)
        file = name.rpartition("#")[0]
        yield Entry(_row(row), doc, document, tuple(leads), file)


def _row(values: list[Any]) -> TaskRow:
    """Return a row whose parts are tuples again."""
    return TaskRow._make(tuple(it) if isinstance(it, list) else it for it in values)
