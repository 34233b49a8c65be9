"""Tar archives: what they hold, and the content of their members, in their order."""

import gzip
import os
import tarfile
import zlib
from collections.abc import Iterator
from io import BufferedReader, RawIOBase
from typing import IO, Self

from planparse.batch.containers import (
    MOST_BYTES,
    MOST_MEMBERS,
    Archive,
    is_hidden,
    is_tar,
    is_zip,
    member_name,
    too_much,
)
from planparse.batch.entry import ChangedError, Entry, readable, refused, stamp_of

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


class _Limited(RawIOBase):
    """An unpacked stream.

    Raises ChangedError where an archive unpacks to too much, and EOFError for a reader that
    goes on behind its end, as `tarfile` does to skip what a header declares.
    """

    def __init__(self, file: IO[bytes], packed: int) -> None:
        """Take the stream, and the size of the archive that it is compared with."""
        self._file, self._packed, self._total = file, packed, 0
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
        self._total += len(data)
        why = too_much(0, self._total, self._packed)
        if why:
            raise ChangedError(why)
        buffer[: len(data)] = data
        return len(data)


_BROKEN = (
    tarfile.TarError,
    EOFError,
    ValueError,
    OverflowError,
    zlib.error,
    gzip.BadGzipFile,
    ChangedError,
)
"""What reading a broken tar archive may raise."""


class _Member(tarfile.TarInfo):
    """A header whose further headers, which hold long names, are short enough to be read."""

    @classmethod
    def frombuf(cls, buf: bytes | bytearray, encoding: str, errors: str) -> Self:
        """Return a header from its block. Raises ChangedError, and an error of _BROKEN."""
        member = super().frombuf(buf, encoding, errors)
        if member.type in _HEADERS and member.size > _MOST_HEADER:
            raise ChangedError("is not a valid tar archive: a name in it is too long")
        return member


def tar_entries(path: str, name: str, status: os.stat_result) -> Iterator[Entry]:
    """Yield the members of a tar archive; the last entry says where it is broken."""
    whole, place = Archive(name, path, stamp_of(status)), -1
    try:
        for place, member, _ in _members(path):
            below, leads_out = member_name(readable(member.name))
            if place >= MOST_MEMBERS:
                yield refused(name, path, too_much(place + 1, 0, 0))
                return
            if member.isdir() or is_hidden(below):
                continue
            # A header can say anything, and nothing after this one can be found.
            if not 0 <= member.size <= MOST_BYTES:
                why = (
                    f"has more than {MOST_BYTES // 10**9} GB, as its archive says: "
                    "what follows it is not read"
                )
                yield refused(f"{name}/{below}", path, why)
                return
            barred = _fault(member, below) or leads_out
            yield whole.member(below, str(place), member.size, barred)
    except _BROKEN as fault:
        told = isinstance(fault, ChangedError)
        why = str(fault) if told else f"is not a valid tar archive: {fault}"
        where = name if place < 0 else f"{name}: after its file {place + 1}"
        yield refused(where, path, why)
    except OSError as fault:
        yield refused(name, path, f"cannot be read: {fault.strerror or fault}")


def _fault(member: tarfile.TarInfo, name: str) -> str:
    """Return why a member is refused; empty where it is not."""
    if member.issym() or member.islnk():
        return "is a link"
    if member.issparse():
        return "is a sparse file, which says nothing of its size"
    if is_zip(name) or is_tar(name):
        return "is an archive in a tar archive: unpack it and name the folder"
    return "" if member.isreg() else "is not a file but a pipe or a device"


def _members(path: str) -> Iterator[tuple[int, tarfile.TarInfo, tarfile.TarFile]]:
    """Yield the members of a tar archive as they come, each with its place."""
    with open(path, "rb") as file:
        packed = file.read(2) == b"\x1f\x8b"
        file.seek(0)
        unpacked: IO[bytes] = gzip.GzipFile(fileobj=file) if packed else file  # type: ignore[assignment]
        limited = BufferedReader(
            _Limited(unpacked, os.fstat(file.fileno()).st_size), 1 << 16
        )  # type: ignore[type-var]
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


class Tarred:
    """A reader of members of tar archives, in their order, that reads each archive once."""

    def __init__(self) -> None:
        """Hold no archive yet: the last one is read on from where it is, as tar has no index."""
        self._path = ""
        self._members: Iterator[tuple[int, tarfile.TarInfo, tarfile.TarFile]] = iter(())

    def read(self, path: str, member: str, stamp: str) -> bytes:
        """Return a member's bytes; `stamp` is that of its entry. Raises ChangedError or OSError."""
        try:
            if path != self._path:
                if stamp_of(os.stat(path)) != stamp.rpartition(".")[0]:
                    raise ChangedError("its archive was changed while it was read")
                self._path, self._members = path, _members(path)
            for place, info, archive in self._members:
                if place == int(member):
                    file = archive.extractfile(info)
                    assert file is not None
                    return file.read()
        except _BROKEN as fault:
            raise ChangedError(f"its archive is broken: {fault}") from None
        raise ChangedError("its archive was changed while it was read")
