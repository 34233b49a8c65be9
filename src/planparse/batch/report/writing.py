"""Write the report on an archive to a file: what its name ends in says in which form."""

import os
import time
from collections.abc import Generator, Iterator
from contextlib import closing
from typing import TYPE_CHECKING

from planparse.batch.documents import FileRead, How
from planparse.batch.entry import Entry
from planparse.batch.events import Done, Event, Rereading
from planparse.batch.report.counting import FileRow, counted
from planparse.batch.report.doubles import Doubles, find_doubles
from planparse.batch.report.page_doubles import shown_files
from planparse.batch.report.parts import Report
from planparse.batch.stores.urls import is_url
from planparse.locale.message import _, told
from planparse.system.files import to_file

if TYPE_CHECKING:
    from planparse.batch.journal import Journal

_FILES, _PLACES = 100, 8
"""Files that are shown on a page, and places of each: a choice, some 300 KB."""
_IN_STORES = _("the files are in a store")


def write_report(
    path: str,
    journal: "Journal",
    how: How,
    *,
    archives: list[str],
    manifest: str,
    scratch: str,
) -> Iterator[Event]:
    """Write the report, and yield how far the reading for duplicates is.

    Raises OSError, and ModuleNotFoundError for a workbook without xlsxwriter.
    """
    yield Rereading(*journal.sound_size())
    sizes: dict[str, int] = {}
    stored: list[str] = []

    def entries() -> Iterator[Entry]:
        """Yield the files on this machine that could be read, and note their sizes."""
        for entry in journal.sound():
            if is_url(entry.path):
                stored[:] = [entry.name]
                continue
            sizes[entry.name] = entry.size
            yield entry

    with closing(find_doubles(entries(), how, scratch)) as search:
        doubles = yield from _as_events(search, sizes)
    if stored:
        doubles = doubles._replace(fault=doubles.fault or told(_IN_STORES, how.lang))

    def rows() -> Iterator[FileRow]:
        """Yield the files, each time anew."""
        return journal.report_rows(how.lang)

    report = Report(
        counts=counted(rows(), _FILES, _PLACES),
        doubles=doubles,
        archives=archives,
        manifest=manifest,
        beside=os.path.dirname(path),
        made=time.strftime("%Y-%m-%d %H:%M UTC", time.gmtime()),
        paths=dict(journal.paths(shown_files(doubles))),
        lang=how.lang,
    )
    if path.lower().endswith(".xlsx"):
        from planparse.batch.report.workbook import as_workbook

        to_file(path, as_workbook(report, rows))
    else:
        from planparse.batch.report.page import as_page

        to_file(path, as_page(report))


def _as_events(
    search: Generator[FileRead, None, Doubles], sizes: dict[str, int]
) -> Generator[Event, None, Doubles]:
    """Yield the files that a search reads as events, by their sizes; return what it finds."""
    while True:
        try:
            file = next(search)
        except StopIteration as end:
            found: Doubles = end.value
            return found
        yield Done(sizes.pop(file.name, 0))
