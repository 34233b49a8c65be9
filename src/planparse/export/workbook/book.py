"""A workbook of tasks: a sheet for each document or unit, or one table of an archive."""

import io
import os
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from itertools import chain, groupby, islice
from operator import attrgetter
from typing import IO, TYPE_CHECKING, Any, NamedTuple

from planparse.export.entries import DOCUMENT, Entry, entry_of
from planparse.export.formats import Grouping
from planparse.export.options import Options, tasks
from planparse.export.workbook import index
from planparse.export.workbook.columns import Column, columns_of
from planparse.export.workbook.sheet import FIRST, Sheet
from planparse.export.workbook.sheet_names import SheetNames
from planparse.export.workbook.styles import BASE, styles
from planparse.records import Records

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.worksheet import Worksheet

_UNTITLED = "（无标题）"
_NOBODY = "未明确"
"""What the sheet of the tasks is called that no unit answers for."""
_UNIT = "责任单位"
_TABLE = "任务表"
"""What the sheet of an archive is called."""
_MOST_ROWS = 1_000_000
"""Tasks in one sheet; Excel has 1,048,576 rows."""
_ALWAYS = datetime(2000, 1, 1)  # the same text gives the same file


_Plan = tuple[str, int]
"""The file of a plan, and the number of its document there."""


class _Group(NamedTuple):
    """The tasks of one sheet: what the index calls them, what the sheet is called and headed."""

    label: str
    name: str
    title: str
    entries: Sequence[Entry]


def write(records: Records, options: Options) -> Iterator[bytes]:
    """Yield the workbook, in one piece."""
    yield book_of(map(entry_of, tasks(records, options)), options.by)


def book_of(entries: Iterable[Entry], by: Grouping | None = None) -> bytes:
    """Return a workbook of the tasks of one file.

    All text is written as text: no cell is a formula or an error, and no link but those
    of the index.
    """
    out = io.BytesIO()
    found = list(entries)
    plans = len(set(map(_plan, found))) > 1
    groups = _of_units(found) if by else _of_documents(found)
    with opened(out, in_memory=True) as book:
        columns = columns_of(found, plans=plans and bool(by), files=False)
        what = _UNIT if by else DOCUMENT
        _write_groups(book, groups, columns, what if by or plans else None)
    return out.getvalue()


def write_archive(
    path: str, entries: Iterable[Entry], by: Grouping | None = None
) -> None:
    """Write the workbook of an archive to a file: one table, or a sheet for each unit.

    The entries are gone through more than once. One table is written as it goes, so that
    it need not be held. Raises OSError.
    """
    from xlsxwriter.exceptions import FileCreateError

    columns = columns_of(entries, plans=True, files=True)
    beside = os.path.dirname(path)
    try:
        with (
            open(path, "wb") as out,
            opened(out, constant_memory=True, tmpdir=beside) as book,
        ):
            if by:
                _write_groups(book, _of_units(entries), columns, _UNIT)
            else:
                _write_table(book, entries, columns)
    except FileCreateError as fault:
        raise OSError(0, str(fault)) from None


def opened(out: IO[bytes], **options: object) -> "Workbook":
    """Return a workbook to be filled, in which no text is taken for anything else."""
    import xlsxwriter

    as_text = ("strings_to_formulas", "strings_to_urls", "strings_to_numbers")
    settings: dict[str, Any] = {
        **dict.fromkeys(as_text, False),
        "default_format_properties": BASE,
        **options,
    }
    book = xlsxwriter.Workbook(out, settings)
    book.set_properties({"created": _ALWAYS})
    return book


def _write_groups(
    book: "Workbook",
    groups: Sequence[_Group],
    columns: Sequence[Column],
    listed_as: str | None,
) -> None:
    """Write a sheet for each group; in front an index, where groups are `listed_as` something."""
    look, names = styles(book), SheetNames()
    front = None if listed_as is None else added(book, names.name(index.NAME))
    lines = []
    for group in groups:
        name = names.name(group.name)
        Sheet(added(book, name), group.title, columns, look).fill(group.entries)
        lines.append(index.Listed(group.label, _count(group.entries), name))
    if front is not None and listed_as is not None:
        index.fill(front, listed_as, lines, look)


def _write_table(
    book: "Workbook", entries: Iterable[Entry], columns: Sequence[Column]
) -> None:
    """Write one table of all tasks, and in front an index of the plans."""
    look, names = styles(book), SheetNames()
    front = added(book, names.name(index.NAME))
    plans: dict[_Plan, index.Listed] = {}
    left = iter(entries)
    some = list(islice(left, 1))
    while True:
        name = names.name(_TABLE)
        sheet = Sheet(added(book, name), _TABLE, columns, look)
        sheet.fill(_noted(chain(some, islice(left, _MOST_ROWS - 1)), name, plans))
        some = list(islice(left, 1))
        if not some:
            break
    index.fill(front, DOCUMENT, list(plans.values()), look)


def _noted(
    entries: Iterable[Entry], sheet: str, plans: dict[_Plan, index.Listed]
) -> Iterator[Entry]:
    """Yield the tasks of a sheet; note of each plan where it begins, and its tasks."""
    for row, entry in enumerate(entries, FIRST + 1):
        plan = _plan(entry)
        if plan not in plans:
            label = entry.document or _UNTITLED
            plans[plan] = index.Listed(label, 0, sheet, row, entry.file)
        listed = plans[plan]
        plans[plan] = listed._replace(tasks=listed.tasks + _is_task(entry))
        yield entry


def _of_documents(entries: Iterable[Entry]) -> list[_Group]:
    """Return a group for each document; one without tasks where there are none."""
    groups = []
    for doc, of_document in groupby(entries, key=attrgetter("doc")):
        found = list(of_document)
        title = found[0].document
        label = title or _UNTITLED
        groups.append(_Group(label, f"{doc} {title or ''}", label, found))
    return groups or [_Group(_UNTITLED, _TABLE, _UNTITLED, [])]


def _of_units(entries: Iterable[Entry]) -> list[_Group]:
    """Return a group for each unit that leads a task, those with the most tasks first.

    Of a single plan the titles name it too. What no unit leads comes last.
    """
    by_unit: dict[str, list[Entry]] = {}
    nobodys, plans = [], {}
    for entry in entries:
        plans[_plan(entry)] = entry.document or _UNTITLED
        for unit in entry.leads:
            by_unit.setdefault(unit, []).append(entry)
        if not entry.leads:
            nobodys.append(entry)
    units = sorted(by_unit.items(), key=lambda unit: -_count(unit[1]))
    titles = list(plans.values())
    return [
        _Group(unit, unit, f"{titles[0]}（{unit}）" if len(titles) == 1 else unit, its)
        for unit, its in [*units, *([(_NOBODY, nobodys)] if nobodys else [])]
    ]


def _plan(entry: Entry) -> _Plan:
    """Return what tells the plan of a task from others."""
    return entry.file, entry.doc


def _is_task(entry: Entry) -> bool:
    """Return whether an entry is a task, and not one where some are lost."""
    return entry.row.number is not None


def _count(entries: Iterable[Entry]) -> int:
    """Return how many tasks there are."""
    return sum(map(_is_task, entries))


def added(book: "Workbook", name: str) -> "Worksheet":
    """Add a sheet to a book."""
    from planparse.export.workbook.growing_rows import GrowingRows

    return book.add_worksheet(name, GrowingRows)
