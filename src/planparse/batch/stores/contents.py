"""The contents of files that no worker reads itself, fetched while others are converted."""

from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import IO, Protocol, TypeVar

from planparse.batch.containers import is_tar
from planparse.batch.entry import ChangedError
from planparse.batch.members import Members, from_disk
from planparse.batch.stores.access import (
    CannotReadError,
    file_system,
    opened,
    read_together,
    stamp_of,
    why,
)
from planparse.batch.stores.urls import is_url
from planparse.errors import reason
from planparse.locale.message import _
from planparse.system.faults import system_fault

_TOGETHER = 64
"""Files that a store is asked for at once: a choice."""

_MOST_BYTES = 16 * 10**6
"""Bytes that they may have together, since as many wait in memory: a choice."""

Content = bytes | str | None
"""The content of a file, why it cannot be had, or None for one that its worker reads."""


class _File(Protocol):
    """What is known of a file before it is read, as an `Entry` has it."""

    @property
    def path(self) -> str: ...
    @property
    def member(self) -> str: ...
    @property
    def size(self) -> int: ...
    @property
    def stamp(self) -> str: ...


_F = TypeVar("_F", bound=_File)


def contents(files: Iterable[_F]) -> Iterator[tuple[_F, Content]]:
    """Yield files with their contents, in order; the next ones are fetched meanwhile."""
    entries, members = iter(files), Members(_opened)
    with ThreadPoolExecutor(1) as thread:
        some = _next(entries)
        coming = thread.submit(_contents, some, members)
        while some:
            following, found = _next(entries), coming.result()
            coming = thread.submit(_contents, following, members)
            yield from zip(some, found, strict=True)
            some = following


def _next(entries: Iterator[_F]) -> list[_F]:
    """Return the next files that are fetched together."""
    some: list[_F] = []
    size = 0
    for entry in entries:
        some.append(entry)
        size += entry.size
        if len(some) >= _TOGETHER or size >= _MOST_BYTES:
            break
    return some


def _contents(entries: Sequence[_File], members: Members) -> list[Content]:
    """Return the contents of files, those in stores asked for at once."""
    found: list[Content] = [None] * len(entries)
    by_system: dict[str, list[int]] = {}
    for place, entry in enumerate(entries):
        if entry.member and (is_url(entry.path) or is_tar(entry.path)):
            found[place] = _of_archive(entry, members)
        elif is_url(entry.path):
            by_system.setdefault(entry.path.partition("://")[0], []).append(place)
    for places in by_system.values():
        read = _of_store([entries[place] for place in places])
        for place, content in zip(places, read, strict=True):
            found[place] = content
    return found


def _of_archive(entry: _File, members: Members) -> Content:
    """Return the content of a member of a tar archive, which has no index, or in a store."""
    try:
        return members.read(entry.path, entry.member, entry.stamp)
    except (ChangedError, OSError) as fault:
        why_not = system_fault(fault) if isinstance(fault, OSError) else reason(fault)
        return _("cannot be read: {why}", why=why_not)
    except Exception as fault:  # the client of each store has errors of its own
        return why(fault)


def _opened(path: str) -> tuple[IO[bytes], str]:
    """Return an archive on disk or in a store, opened, and its stamp."""
    if not is_url(path):
        return from_disk(path)
    system, inside = file_system(path)
    return opened(system, inside), stamp_of(system.info(inside))


def _of_store(files: Sequence[_File]) -> list[bytes | str]:
    """Return the contents of files of one store, or why they cannot be had."""
    try:
        system, _ = file_system(files[0].path)
        paths = [system._strip_protocol(file.path) for file in files]
        read = read_together(system, paths, [file.size for file in files])
        return [each if isinstance(each, bytes) else why(each) for each in read]
    except CannotReadError as fault:
        return [reason(fault)] * len(files)
    except Exception as fault:  # the client of each store has errors of its own
        return [why(fault)] * len(files)
