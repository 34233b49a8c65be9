"""Zip archives, and zip archives in them: what they hold, and the content of their members.

No more is read of a member than the archive declares, whatever it unpacks to.
"""

import os
import stat
import zipfile
import zlib
from collections.abc import Iterator
from io import BytesIO
from typing import IO

from planparse.batch.containers import (
    MOST_MEMBERS,
    Archive,
    is_hidden,
    is_zip,
    member_name,
    too_much,
)
from planparse.batch.entry import ChangedError, Entry, readable, refused, stamp_of

MOST_DIRECTORY = 32 * 10**6
"""Bytes that the list of a zip archive's members may have; all of it is read at once."""

DEEPEST = 3
"""Archives that may stand in each other, the outermost among them: a choice."""

MOST_INNER = 100 * 10**6
"""Bytes of an archive in an archive, since all of it is held in memory: a choice."""

_UTF8_NAME = 0x800
"""The bit among the flags of a member that says that its name is UTF-8."""

_ENCRYPTED = 1
"""The bit among the flags of a member that says that it is encrypted."""

_LAST_OF_TWO_BYTES = "\u07ff"
"""The last character that has two bytes in UTF-8; Han characters have three or four."""

_PIECE = 1 << 20
"""Bytes that are unpacked at a time."""


# ── what archives hold ────────────────────────────────────────────────────────────────


def zip_entries(path: str, name: str, status: os.stat_result) -> Iterator[Entry]:
    """Yield the members of a zip archive, or one entry that says why it is refused."""
    outermost = Archive(name, path, stamp_of(status))
    try:
        with open(path, "rb") as file:
            yield from _Listing(outermost, status.st_size).entries(file)
    except OSError as fault:
        yield refused(name, path, f"cannot be read: {fault.strerror or fault}")


class _Listing:
    """Lists an archive with those in it, whose members and bytes count together."""

    def __init__(self, outermost: Archive, packed: int) -> None:
        """Take the outermost archive, and the size of its file."""
        self._outermost, self._packed = outermost, packed
        self._members = self._total = 0

    def entries(
        self, file: IO[bytes], below: str = "", place: str = "", depth: int = 1
    ) -> Iterator[Entry]:
        """Yield the members of an archive, those of archives in it at their places.

        `below` and `place` are what its name and its place in the outermost one end in.
        Raises OSError.
        """
        name = f"{self._outermost.name}{below}"
        try:
            if _directory_size(file) > MOST_DIRECTORY:
                yield self._refused(name, too_much(MOST_MEMBERS + 1, 0, 0))
                return
            archive = zipfile.ZipFile(file)
        except (zipfile.BadZipFile, NotImplementedError, ValueError) as fault:
            yield self._refused(name, f"is not a valid zip archive: {fault}")
            return
        with archive:
            members = archive.infolist()
            self._members += len(members)
            self._total += sum(member.file_size for member in members)
            why = too_much(self._members, self._total, self._packed)
            if why:
                yield self._refused(name, why)
                return
            for number, member in enumerate(members):
                inside, leads_out = member_name(_name(member))
                if member.is_dir() or is_hidden(inside):
                    continue
                at = f"{place}/{number}" if place else str(number)
                entry = self._outermost.member(
                    f"{below}/{inside}".lstrip("/"),
                    at,
                    member.file_size,
                    _fault(member) or leads_out,
                )
                if entry.fault or not is_zip(inside):
                    yield entry
                else:
                    yield from self._inner(archive, member, entry, depth + 1)

    def _inner(
        self,
        archive: zipfile.ZipFile,
        member: zipfile.ZipInfo,
        entry: Entry,
        depth: int,
    ) -> Iterator[Entry]:
        """Yield the members of an archive in an archive, or why it is not opened."""
        if depth > DEEPEST:
            why = (
                f"is an archive in {depth - 1} others, and no more than {DEEPEST} in "
                "each other are opened: unpack it and name the folder"
            )
            yield self._refused(entry.name, why)
            return
        if member.file_size > MOST_INNER:
            why = (
                f"is an archive of more than {MOST_INNER // 10**6} MB in an archive: "
                "unpack it and name the folder"
            )
            yield self._refused(entry.name, why)
            return
        try:
            data = unpacked(archive, member)
        except UNREADABLE as fault:
            yield self._refused(entry.name, f"cannot be read: {fault}")
            return
        below = entry.name.removeprefix(self._outermost.name)
        yield from self.entries(BytesIO(data), below, entry.member, depth)

    def _refused(self, name: str, why: str) -> Entry:
        """Return the entry of an archive that is not read."""
        return refused(name, self._outermost.path, why)


def _directory_size(file: IO[bytes]) -> int:
    """Return how many bytes the list of members has, by the end of a zip archive."""
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


def _fault(member: zipfile.ZipInfo) -> str:
    """Return why a member is refused; empty where it is not."""
    if stat.S_ISLNK(member.external_attr >> 16):
        return "is a link"
    return "is encrypted" if member.flag_bits & _ENCRYPTED else ""


def _name(member: zipfile.ZipInfo) -> str:
    """Return a member's name.

    Without the flag for UTF-8 it is in the writer's encoding, here most often GBK. Two
    bytes that are one letter in UTF-8 are then taken for one Han character: 要, whose
    bytes are also those of the Cyrillic letter Ҫ.
    """
    if member.flag_bits & _UTF8_NAME:
        return member.filename
    try:
        raw = member.orig_filename.encode("cp437")
    except UnicodeEncodeError:
        return member.filename
    name = readable(raw)
    if name.isascii() or max(name) > _LAST_OF_TWO_BYTES:
        return name
    try:
        return raw.decode("gbk")
    except UnicodeDecodeError:
        return name


# ── what members hold ─────────────────────────────────────────────────────────────────


def _lzma_errors() -> tuple[type[Exception], ...]:
    """Return what unpacking a broken LZMA member raises; not every Python has lzma."""
    try:
        from lzma import LZMAError
    except ImportError:
        return ()
    return (LZMAError,)


UNREADABLE: tuple[type[Exception], ...] = (
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    RuntimeError,
    NotImplementedError,
    IndexError,
    OSError,
    *_lzma_errors(),
)
"""What reading a member may raise that is broken, or packed in an unknown way."""


def unpacked(archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> bytes:
    """Return the bytes of a member, at most as many as are declared.

    It is read in pieces: asked for all at once, `zipfile` unpacks what there is before it
    looks at what was declared. Raises an error of UNREADABLE.
    """
    with archive.open(member) as file:
        return b"".join(iter(lambda: file.read(_PIECE), b""))


class Zipped:
    """A reader of members of zip archives, which keeps the last archives open."""

    def __init__(self) -> None:
        """Hold no archive yet: the last ones stay open, as members are asked for in order."""
        self._path, self._stamp = "", ""
        self._open: dict[str, zipfile.ZipFile] = {}

    def read(self, path: str, member: str, stamp: str) -> bytes:
        """Return a member's bytes; `stamp` is that of its entry.

        Raises ChangedError, or an error of UNREADABLE.
        """
        wanted = stamp.rpartition(".")[0]
        if (path, wanted) != (self._path, self._stamp):
            self._close("")
            if stamp_of(os.stat(path)) != wanted:
                raise ChangedError("its archive was changed while it was read")
            self._path, self._stamp = path, wanted
        return self._member(member)

    def _member(self, place: str) -> bytes:
        """Return the bytes of the member at a place, such as 3, or 3/0 in the archive there."""
        above, _, number = place.rpartition("/")
        archive = self._archive(above)
        return unpacked(archive, archive.infolist()[int(number)])

    def _archive(self, place: str) -> zipfile.ZipFile:
        """Return the archive at a place, opened; the outermost one has none."""
        if place not in self._open:
            file = BytesIO(self._member(place)) if place else self._path
            self._close(place)
            self._open[place] = zipfile.ZipFile(file)
        return self._open[place]

    def _close(self, place: str) -> None:
        """Close all archives but those that the one at a place stands in."""
        for other in [*self._open]:
            if not place or not (other == "" or place.startswith(f"{other}/")):
                self._open.pop(other).close()
