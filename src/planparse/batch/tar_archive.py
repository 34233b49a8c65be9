"""Tar archives: what they hold, and the content of their members, in their order."""

import gzip
import os
import tarfile
import zlib
from collections.abc import Generator, Iterator
from functools import partial
from io import BufferedReader, RawIOBase
from typing import IO, Self

from planparse.batch.containers import (
    MOST_BYTES,
    BadArchiveError,
    Budget,
    Member,
    broken,
)
from planparse.batch.entry import ChangedError, readable
from planparse.locale.message import _

_HEADERS = (
    tarfile.GNUTYPE_LONGNAME,
    tarfile.GNUTYPE_LONGLINK,
    tarfile.XHDTYPE,
    tarfile.XGLTYPE,
    tarfile.SOLARIS_XHDTYPE,
)
"""The types of headers that hold names and the like of the member behind them."""

_MOST_HEADER = 1 << 20
"""Bytes that such a header may have, since all of it is read: a choice."""

_MOST_ENDS = 100
"""Times that a stream may be read at its end: a choice; a sound archive takes a few."""

_ENDLESS = _(
    "has more than {most} GB, as its archive says: what follows it is not read",
    most=MOST_BYTES // 10**9,
)
"""Why a member is refused behind which no other can be found."""


class _Limited(RawIOBase):
    """An unpacked stream.

    Raises BadArchiveError where an archive unpacks to too much, and EOFError for a reader
    that goes on behind its end, as `tarfile` does to skip what a header declares.
    """

    def __init__(self, file: IO[bytes], budget: Budget) -> None:
        """Take the stream, and what may be unpacked."""
        self._file, self._budget = file, budget
        self._ends = 0

    def readable(self) -> bool:
        """Return that it can be read."""
        return True

    def readinto(self, buffer: bytearray) -> int:  # type: ignore[override]
        """Read into a buffer."""
        data = self._file.read(len(buffer))
        self._ends = 0 if data else self._ends + 1
        if self._ends > _MOST_ENDS:
            raise EOFError("it is cut off")
        self._budget.take(size=len(data))
        buffer[: len(data)] = data
        return len(data)


_BROKEN = (
    tarfile.TarError,
    EOFError,
    ValueError,
    OverflowError,
    zlib.error,
    gzip.BadGzipFile,
)
"""What reading a broken tar archive may raise."""


class _Member(tarfile.TarInfo):
    """A header whose further headers, which hold long names, are short enough to be read."""

    @classmethod
    def frombuf(cls, buf: bytes | bytearray, encoding: str, errors: str) -> Self:
        """Return a header from its block. Raises BadArchiveError, and an error of _BROKEN."""
        member = super().frombuf(buf, encoding, errors)
        if member.type in _HEADERS and member.size > _MOST_HEADER:
            raise BadArchiveError(
                _("is not a valid tar archive: a name in it is too long")
            )
        return member


def tar_members(file: IO[bytes], budget: Budget) -> Iterator[Member]:
    """Yield the members of a tar archive as they come.

    Raises BadArchiveError and OSError.
    """
    for place, member, archive in _members(file, budget):
        budget.take(members=1)
        # A header can say anything, and nothing after this one can be found.
        goes_on = 0 <= member.size <= MOST_BYTES
        yield Member(
            number=place,
            name=readable(member.name),
            size=member.size,
            fault=_fault(member) if goes_on else _ENDLESS,
            is_folder=member.isdir() and goes_on,
            content=partial(_content, archive, member),
        )
        if not goes_on:
            return


def _fault(member: tarfile.TarInfo) -> str:
    """Return why a member is refused; empty where it is not."""
    if member.issym() or member.islnk():
        return _("is a link")
    if member.issparse():
        return _("is a sparse file, which says nothing of its size")
    return "" if member.isreg() else _("is not a file but a pipe or a device")


def _content(archive: tarfile.TarFile, member: tarfile.TarInfo) -> bytes:
    """Return the bytes of the member that an archive has come to.

    Raises ChangedError, and BadArchiveError where too much is unpacked.
    """
    try:
        file = archive.extractfile(member)
        assert file is not None
        return file.read()
    except _BROKEN as fault:
        raise ChangedError(
            _("its archive is broken: {why}", why=broken(fault))
        ) from None


def _members(
    file: IO[bytes], budget: Budget
) -> Generator[tuple[int, tarfile.TarInfo, tarfile.TarFile], None, None]:
    """Yield the members of a tar archive as they come, each with its place.

    Raises BadArchiveError and OSError.
    """
    packed = file.read(2) == b"\x1f\x8b"
    file.seek(0)
    unpacked: IO[bytes] = gzip.GzipFile(fileobj=file) if packed else file  # type: ignore[assignment]
    limited = BufferedReader(_Limited(unpacked, budget), 1 << 16)  # type: ignore[type-var]
    try:
        with tarfile.open(
            fileobj=limited,
            mode="r|",
            encoding="utf-8",
            errors="surrogateescape",
            tarinfo=_Member,
        ) as archive:
            place = 0
            while (member := archive.next()) is not None:
                yield place, member, archive
                archive.members.clear()  # type: ignore[attr-defined] # or every member would be kept
                place += 1
    except _BROKEN as fault:
        raise BadArchiveError(
            _("is not a valid tar archive: {why}", why=broken(fault))
        ) from None


class TarContents:
    """The members of a tar archive by their numbers, read in their order: tar has no index."""

    def __init__(self, file: IO[bytes]) -> None:
        """Take the file, which is closed with the archive."""
        self._file = file
        self._start()

    def _start(self) -> None:
        """Begin with the first member."""
        self._file.seek(0, os.SEEK_END)
        budget = Budget(self._file.tell())
        self._file.seek(0)
        self._next, self._members = 0, _members(self._file, budget)

    def content(self, number: int) -> tuple[str, bytes]:
        """Return the name and the bytes of a member; one before the last begins anew.

        Raises ChangedError, BadArchiveError and OSError.
        """
        if number < self._next:
            self._start()
        for place, member, archive in self._members:
            self._next = place + 1
            if place == number:
                return readable(member.name), _content(archive, member)
        raise ChangedError(_("its archive was changed while it was read"))

    def close(self) -> None:
        """Close the archive and its file."""
        self._members.close()
        self._file.close()
