"""Archives, and archives in archives: what they hold, and the content of their members.

The place of a member is its number, from 0; in an archive in an archive it stands behind
the place of that archive: 3/0.
"""

import os
from collections.abc import Callable, Iterator
from io import BytesIO
from typing import IO, NamedTuple

from planparse.batch.containers import (
    BadArchiveError,
    Budget,
    Member,
    broken,
    is_hidden,
    is_tar,
    is_zip,
    member_name,
)
from planparse.batch.entry import ChangedError, Entry, refused, stamp_of
from planparse.batch.tar_archive import TarContents, tar_members
from planparse.batch.zip_archive import ZipContents, zip_members
from planparse.errors import reason
from planparse.locale.message import _
from planparse.readers.zipped import BROKEN
from planparse.system.faults import system_fault

DEEPEST = 3
"""Archives that may stand in each other, the outermost among them: a choice."""

MOST_INNER = 100 * 10**6
"""Bytes of an archive in an archive, since all of it is held in memory: a choice."""

_NOT_READ: tuple[type[Exception], ...] = (ChangedError, *BROKEN)
"""What reading an archive in an archive may raise."""


def is_archive(name: str) -> bool:
    """Return whether a file is opened as an archive: by its name."""
    return is_zip(name) or is_tar(name)


def archive_entries(archive: Entry, opened: Callable[[], IO[bytes]]) -> Iterator[Entry]:
    """Yield the members of an archive, and of archives in it.

    Where one is refused, or broken from some place on, an entry says so.
    """
    name, path = archive.name, archive.path
    listing = _Listing(name, path, archive.stamp, Budget(archive.size))
    try:
        with opened() as file:
            yield from listing.entries(file, _Inner(name, "", 1))
    except OSError as fault:
        yield refused(name, path, _("cannot be read: {why}", why=system_fault(fault)))


class _Inner(NamedTuple):
    """An archive in the outermost one, or that one: its name, its place, how deep it is."""

    name: str
    place: str
    depth: int


class _Listing:
    """Lists an archive with those in it, whose members and bytes count together."""

    def __init__(self, name: str, path: str, stamp: str, budget: Budget) -> None:
        """Take the outermost archive, and what all may hold and unpack to."""
        self._name, self._path, self._stamp = name, path, stamp
        self._budget = budget

    def entries(self, file: IO[bytes], archive: _Inner) -> Iterator[Entry]:
        """Yield the members of an archive, those of archives in it at their places.

        Raises OSError.
        """
        number = -1
        members = zip_members if is_zip(archive.name) else tar_members
        try:
            for member in members(file, self._budget):
                number = member.number
                yield from self._member(member, archive)
        except BadArchiveError as fault:
            where = f": after its file {number + 1}" if number >= 0 else ""
            yield self._refused(f"{archive.name}{where}", reason(fault))

    def _member(self, member: Member, archive: _Inner) -> Iterator[Entry]:
        """Yield a member, or what it holds where it is an archive."""
        name, leads_out = member_name(member.name)
        if member.is_folder or is_hidden(name):
            return
        place = f"{archive.place}/{member.number}".lstrip("/")
        entry = Entry(
            name=f"{archive.name}/{name}",
            path=self._path,
            member=place,
            size=member.size,
            stamp=f"{self._stamp}.{place}",
            fault=member.fault or leads_out,
        )
        if entry.fault or not is_archive(name):
            yield entry
        else:
            yield from self._inner(member, _Inner(entry.name, place, archive.depth + 1))

    def _inner(self, member: Member, archive: _Inner) -> Iterator[Entry]:
        """Yield the members of an archive in an archive, or why it is not opened."""
        why = ""
        if archive.depth > DEEPEST:
            why = _(
                "is an archive in {depth} others, and no more than {most} "
                "in each other are opened: unpack it and name the folder",
                depth=archive.depth - 1,
                most=DEEPEST,
            )
        elif member.size > MOST_INNER:
            why = _(
                "is an archive of more than {size} MB in an archive: "
                "unpack it and name the folder",
                size=MOST_INNER // 10**6,
            )
        if why:
            yield self._refused(archive.name, why)
            return
        try:
            data = member.content()
        except _NOT_READ as fault:
            yield self._refused(
                archive.name, _("cannot be read: {why}", why=reason(fault))
            )
            return
        yield from self.entries(BytesIO(data), archive)

    def _refused(self, name: str, why: str) -> Entry:
        """Return the entry of an archive that is not read."""
        return refused(name, self._path, why)


def from_disk(path: str) -> tuple[IO[bytes], str]:
    """Return an archive on disk, opened, and its stamp. Raises OSError."""
    return open(path, "rb"), stamp_of(os.stat(path))


class Members:
    """A reader of members of archives, which keeps the last archives open."""

    def __init__(
        self, opened: Callable[[str], tuple[IO[bytes], str]] = from_disk
    ) -> None:
        """Take what opens an archive, and tells its stamp.

        None is held yet: the last ones stay open, as members are asked for in order.
        """
        self._opened = opened
        self._path, self._stamp = "", ""
        self._open: dict[str, ZipContents | TarContents] = {}

    def read(self, path: str, member: str, stamp: str) -> bytes:
        """Return a member's bytes; `stamp` is that of its entry.

        Raises ChangedError, also where the member is broken, and OSError.
        """
        wanted = stamp.rpartition(".")[0]
        if (path, wanted) != (self._path, self._stamp):
            self._close_all_but("")
            self._path, self._stamp = path, wanted
        try:
            return self._content(member)[1]
        except (OSError, ChangedError):
            raise
        except BadArchiveError as fault:
            raise ChangedError(_("its archive {why}", why=reason(fault))) from None
        except BROKEN as fault:
            raise ChangedError(broken(fault)) from None

    def _content(self, place: str) -> tuple[str, bytes]:
        """Return the name and the bytes of the member at a place."""
        above, _, number = place.rpartition("/")
        return self._archive(above).content(int(number))

    def _archive(self, place: str) -> ZipContents | TarContents:
        """Return the archive at a place, opened; the outermost one has none."""
        if place not in self._open:
            name, file = self._file(place)
            self._close_all_but(place)
            self._open[place] = (ZipContents if is_zip(name) else TarContents)(file)
        return self._open[place]

    def _file(self, place: str) -> tuple[str, IO[bytes]]:
        """Return the name and the content of the archive at a place."""
        if not place:
            file, stamp = self._opened(self._path)
            if stamp != self._stamp:
                file.close()
                raise ChangedError(_("its archive was changed while it was read"))
            return self._path, file
        name, data = self._content(place)
        return name, BytesIO(data)

    def _close_all_but(self, place: str) -> None:
        """Close all archives but those that the one at a place stands in."""
        for other in [*self._open]:
            if not place or not (other == "" or place.startswith(f"{other}/")):
                self._open.pop(other).close()
