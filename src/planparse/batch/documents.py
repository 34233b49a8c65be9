"""The documents of a whole archive on a shelf, read by the workers of a batch."""

import os
from collections.abc import Iterable, Iterator
from itertools import chain, islice
from typing import NamedTuple

from planparse.batch.entry import Entry
from planparse.batch.groups import grouped
from planparse.batch.messages import COPIES, Answer, Asked, Setting, Task
from planparse.batch.pool import Job, Pool
from planparse.batch.worker import Converter
from planparse.duplicates.shelf import Shelf
from planparse.errors import PlanparseError
from planparse.locale.message import _
from planparse.tree import Lang

_FEW = 16
"""So many files are read here: to start workers would take longer. A choice."""
_TIMEOUT = 600.0
"""Seconds for one file, as in a batch: for what hangs."""


class How(NamedTuple):
    """How files are read: by a grammar, in an encoding, by so many workers.

    A file has at most `most` bytes. `corrections` is what --corrections names, None where
    it is not given.
    """

    grammar: str
    encoding: str | None
    repair: bool
    lang: Lang
    jobs: int
    most: int
    corrections: str | None = None


class FileRead(NamedTuple):
    """A file whose documents are on the shelf, so many; or why it could not be read."""

    name: str
    documents: int = 0
    fault: str = ""


def shelve(entries: Iterable[Entry], shelf: Shelf, how: How) -> Iterator[FileRead]:
    """Put the documents of files on a shelf, and yield each file as it is done.

    The order of the shelf is that of the entries. Raises PlanparseError where nothing can
    be written.
    """
    entries = iter(entries)
    few = [*islice(entries, _FEW + 1)]
    if len(few) <= _FEW or how.jobs == 1 or os.name == "nt":
        yield from _here(chain(few, entries), shelf, how)
    else:
        yield from _by_workers(chain(few, entries), shelf, how)


def _here(entries: Iterable[Entry], shelf: Shelf, how: How) -> Iterator[FileRead]:
    """Read files one after another, in this process."""
    converter = Converter(_setting(shelf, how, 0))
    for place, entry in enumerate(entries):
        if entry.fault:
            yield FileRead(entry.name, fault=entry.fault)
        else:
            (answer,) = converter.answers([_task(entry)])
            yield _noted(place, entry.name, answer, shelf)


def _by_workers(entries: Iterable[Entry], shelf: Shelf, how: How) -> Iterator[FileRead]:
    """Read files as workers have time for them."""
    refused: list[FileRead] = []

    def jobs() -> Iterator[Job]:
        """Yield the files that are to be read."""
        for place, entry in enumerate(entries):
            if entry.fault:
                refused.append(FileRead(entry.name, fault=entry.fault))
            else:
                yield Job(place, _task(entry), entry.size)

    def setting(number: int) -> Setting:
        """Return what a worker needs to know once."""
        return _setting(shelf, how, number)

    with Pool(setting, how.jobs, _TIMEOUT) as pool:
        for job, answer in pool.run(grouped(jobs(), how.jobs)):
            yield _noted(job.place, job.task.name, answer, shelf)
            yield from refused
            refused.clear()
    yield from refused


def _setting(shelf: Shelf, how: How, number: int) -> Setting:
    """Return what a worker needs to know once: each appends to a store of its own."""
    asked = Asked(
        fmt=COPIES,
        encoding=how.encoding,
        grammar=how.grammar,
        repair=how.repair,
        spans=False,
        split=False,
        lang=how.lang,
        level="auto",
        select=None,
        plain=False,
        corrections=how.corrections,
    )
    return Setting(asked, "", None, shelf.store(number), shelf.folder, how.most)


def _task(entry: Entry) -> Task:
    """Return a file as a worker is told of it."""
    return Task(
        name=entry.name,
        path=entry.path,
        member=entry.member,
        stamp=entry.stamp,
        out="",
        prefix="",
        data=None,
        known="",
    )


def _noted(place: int, name: str, answer: Answer, shelf: Shelf) -> FileRead:
    """Note where a worker has put the documents of a file. Raises PlanparseError."""
    if answer.status == "full":
        raise PlanparseError(
            _(
                "cannot write to {folder}: {message}",
                folder=shelf.folder,
                message=answer.message,
            )
        )
    if answer.status != "done" or answer.facts is None:
        return FileRead(name, fault=answer.message)
    sizes = answer.facts["packed"]
    shelf.put(place, os.path.join(shelf.folder, answer.store), answer.offset, sizes)
    return FileRead(name, len(sizes))
