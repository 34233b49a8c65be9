"""Zip and tar archives: what they hold, and the content of their members.

Nothing is unpacked to disk, so no name in an archive can lead anywhere; names that try to
are refused all the same.
"""

import os
import re
import stat
import sys
from collections.abc import Iterator
from io import BufferedReader, RawIOBase
from typing import IO, TYPE_CHECKING, NamedTuple

from planparse.batch.entry import (
    ChangedError,
    Entry,
    readable,
    refused,
    stamp_of,
    too_large,
)

if TYPE_CHECKING:
    import tarfile
    import zipfile

MOST_MEMBERS = 200_000
"""Files that an archive may hold: a choice."""

MOST_DIRECTORY = 32 * 10**6
"""Bytes that the list of a zip archive's members may have; all of it is read at once."""

MOST_BYTES = 20 * 10**9
"""Bytes that an archive may unpack to: a choice."""

MOST_RATIO = 200
"""How many times its own size an archive may unpack to: a choice.

Deflated, 396 documents unpack to 4.9 times their size at most.
"""

RATIO_FROM = 100 * 10**6
"""Bytes from which on that ratio counts: below them no archive does any harm."""

FORKS = "__MACOSX"
"""The folder that macOS puts into archives beside the files."""

_ZIP = (".zip",)
_TAR = (".tar.gz", ".tgz", ".tar")
_UTF8_NAME = 0x800  # of a zip member's flags


def is_zip(path: str) -> bool:
    """Return whether a file is read as a zip archive: by its name."""
    return path.lower().endswith(_ZIP)


def is_tar(path: str) -> bool:
    """Return whether a file is read as a tar archive: by its name."""
    return path.lower().endswith(_TAR)


def is_hidden(name: str) -> bool:
    """Return whether a file, or a folder above it, is hidden or put there by macOS."""
    return any(part.startswith(".") or part == FORKS for part in name.split("/"))


_OUT = re.compile(r"^(?:[A-Za-z]:|[/\\])|(?:^|[/\\])\.\.(?:[/\\]|$)")


def _member_name(name: str) -> tuple[str, str]:
    """Return a member's name without `.` and `..`, and why it is refused, or nothing."""
    fault = "its name leads out of the archive" if _OUT.search(name) else ""
    return "/".join(
        part for part in re.split(r"[/\\]", name) if part not in ("", ".", "..")
    ), fault


def too_much(members: int, total: int, packed: int) -> str:
    """Return why no more is read of an archive; empty where it is not too large."""
    if members > MOST_MEMBERS:
        return f"holds more than {MOST_MEMBERS:,} files: unpack it and name the folder"
    if total > MOST_BYTES:
        return (
            f"unpacks to more than {MOST_BYTES // 10**9} GB: "
            "unpack it and name the folder"
        )
    if total > RATIO_FROM and total > MOST_RATIO * packed:
        return (
            f"unpacks to more than {MOST_RATIO} times its size, as a zip bomb does: "
            "unpack it and name the folder"
        )
    return ""


class _Archive(NamedTuple):
    """An archive: its name as it is told, its path, and the stamp of its file."""

    name: str
    path: str
    stamp: str

    def member(self, below: str, place: int, size: int, fault: str) -> Entry:
        """Return the entry of a member by its name in the archive, its place and its size."""
        return Entry(
            name=f"{self.name}/{below}",
            path=self.path,
            member=place,
            size=size,
            stamp=f"{self.stamp}.{place}",
            fault=fault or too_large(size),
        )


# ── zip ───────────────────────────────────────────────────────────────────────────────


def _directory_size(path: str) -> int:
    """Return how many bytes the list of members has, by the end of a zip archive."""
    with open(path, "rb") as file:
        size = file.seek(0, os.SEEK_END)
        tail_at = max(0, size - (1 << 16) - 42)
        file.seek(tail_at)
        tail = file.read()
        end = tail.rfind(b"PK\5\6")
        if end < 0:
            return 0
        found = int.from_bytes(tail[end + 12 : end + 16], "little")
        if found == 0xFFFFFFFF and tail[end - 20 : end - 16] == b"PK\6\7":
            file.seek(int.from_bytes(tail[end - 12 : end - 4], "little") + 40)
            found = int.from_bytes(file.read(8), "little")
        return min(found, size)


def zip_entries(path: str, name: str, status: os.stat_result) -> Iterator[Entry]:
    """Yield the members of a zip archive, or one entry that says why it is refused."""
    import zipfile

    try:
        if _directory_size(path) > MOST_DIRECTORY:
            yield refused(name, path, too_much(MOST_MEMBERS + 1, 0, 0))
            return
        with zipfile.ZipFile(path) as archive:
            members = archive.infolist()
    except (zipfile.BadZipFile, NotImplementedError, ValueError) as fault:
        yield refused(name, path, f"is not a valid zip archive: {fault}")
        return
    except OSError as fault:
        yield refused(name, path, f"cannot be read: {fault.strerror}")
        return
    size = sum(member.file_size for member in members)
    why = too_much(len(members), size, status.st_size)
    if why:
        yield refused(name, path, why)
        return
    whole = _Archive(name, path, stamp_of(status))
    for place, member in enumerate(members):
        below, leads_out = _member_name(_zip_name(member))
        if not member.is_dir() and not is_hidden(below):
            barred = _zip_fault(member) or leads_out
            yield whole.member(below, place, member.file_size, barred)


def _zip_fault(member: "zipfile.ZipInfo") -> str:
    """Return why a member is refused; empty where it is not."""
    if stat.S_ISLNK(member.external_attr >> 16):
        return "is a link"
    return "is encrypted" if member.flag_bits & 1 else ""


def _zip_name(member: "zipfile.ZipInfo") -> str:
    """Return a member's name.

    Without the flag for UTF-8 it is in the writer's encoding, here most often GBK.
    """
    if member.flag_bits & _UTF8_NAME:
        return member.filename
    try:
        return readable(member.orig_filename.encode("cp437"))
    except UnicodeEncodeError:
        return member.filename


class Zipped:
    """A reader of members of zip archives, which keeps the last archive open."""

    def __init__(self) -> None:
        """Hold no archive yet: the last one stays open, as its members are asked for one by one."""
        self._path, self._stamp = "", ""
        self._archive: zipfile.ZipFile | None = None

    def read(self, path: str, member: int, stamp: str) -> bytes:
        """Return a member's bytes; `stamp` is that of its entry.

        Raises ChangedError, OSError, BadZipFile and others.
        """
        import zipfile

        wanted = stamp.rpartition(".")[0]
        if self._archive is None or (path, wanted) != (self._path, self._stamp):
            if self._archive is not None:
                self._archive.close()
                self._archive = None
            if stamp_of(os.stat(path)) != wanted:
                raise ChangedError("its archive was changed while it was read")
            self._archive, self._path, self._stamp = zipfile.ZipFile(path), path, wanted
        try:
            return self._archive.read(self._archive.infolist()[member])
        except _lzma_errors() as fault:
            raise zipfile.BadZipFile(str(fault)) from None


def _lzma_errors() -> tuple[type[Exception], ...]:
    """Return what unpacking a broken LZMA member raises; not every Python has lzma."""
    try:
        from lzma import LZMAError
    except ImportError:
        return ()
    return (LZMAError,)


# ── tar ───────────────────────────────────────────────────────────────────────────────


class _Limited(RawIOBase):
    """An unpacked stream. Raises ChangedError where an archive unpacks to too much."""

    def __init__(self, file: IO[bytes], packed: int) -> None:
        """Take the stream, and the size of the archive that it is compared with."""
        self._file, self._packed, self._total = file, packed, 0

    def readable(self) -> bool:
        """Return that it can be read."""
        return True

    def readinto(self, buffer: bytearray) -> int:  # type: ignore[override]
        """Read into a buffer."""
        data = self._file.read(len(buffer))
        self._total += len(data)
        why = too_much(0, self._total, self._packed)
        if why:
            raise ChangedError(why)
        buffer[: len(data)] = data
        return len(data)


def _broken() -> tuple[type[Exception], ...]:
    """Return what reading a broken tar archive may raise."""
    import gzip
    import tarfile
    import zlib

    return (
        tarfile.TarError,
        EOFError,
        ValueError,
        OverflowError,
        zlib.error,
        gzip.BadGzipFile,
        ChangedError,
    )


def tar_entries(path: str, name: str, status: os.stat_result) -> Iterator[Entry]:
    """Yield the members of a tar archive; the last entry says where it is broken."""
    whole, place = _Archive(name, path, stamp_of(status)), -1
    try:
        for place, member, _ in _members(path):
            below, leads_out = _member_name(readable(member.name))
            if place >= MOST_MEMBERS:
                yield refused(name, path, too_much(place + 1, 0, 0))
                return
            if member.isdir() or is_hidden(below):
                continue
            # A header can say anything, and nothing after this one can be found.
            if not 0 <= member.size < sys.maxsize:
                why = "says that it is larger than any file"
                yield refused(f"{name}/{below}", path, why)
                return
            barred = _tar_fault(member) or leads_out
            yield whole.member(below, place, member.size, barred)
    except _broken() as fault:
        told = isinstance(fault, ChangedError)
        why = str(fault) if told else f"is not a valid tar archive: {fault}"
        where = name if place < 0 else f"{name}: after its file {place + 1}"
        yield refused(where, path, why)
    except OSError as fault:
        yield refused(name, path, f"cannot be read: {fault.strerror or fault}")


def _tar_fault(member: "tarfile.TarInfo") -> str:
    """Return why a member is refused; empty where it is not."""
    if member.issym() or member.islnk():
        return "is a link"
    return "" if member.isreg() else "is not a file but a pipe or a device"


def _members(path: str) -> Iterator[tuple[int, "tarfile.TarInfo", "tarfile.TarFile"]]:
    """Yield the members of a tar archive as they come, each with its place."""
    import gzip
    import tarfile

    with open(path, "rb") as file:
        packed = file.read(2) == b"\x1f\x8b"
        file.seek(0)
        unpacked: IO[bytes] = gzip.GzipFile(fileobj=file) if packed else file  # type: ignore[assignment]
        limited = BufferedReader(
            _Limited(unpacked, os.fstat(file.fileno()).st_size), 1 << 16
        )  # type: ignore[type-var]
        with tarfile.open(
            fileobj=limited, mode="r|", encoding="utf-8", errors="surrogateescape"
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

    def read(self, path: str, member: int, stamp: str) -> bytes:
        """Return a member's bytes; `stamp` is that of its entry. Raises ChangedError or OSError."""
        try:
            if path != self._path:
                if stamp_of(os.stat(path)) != stamp.rpartition(".")[0]:
                    raise ChangedError("its archive was changed while it was read")
                self._path, self._members = path, _members(path)
            for place, info, archive in self._members:
                if place == member:
                    file = archive.extractfile(info)
                    assert file is not None
                    return file.read()
        except _broken() as fault:
            raise ChangedError(f"its archive is broken: {fault}") from None
        raise ChangedError("its archive was changed while it was read")
