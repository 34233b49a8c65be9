"""Zip archives: what they hold, and the content of their members.

No more is read of a member than the archive declares, whatever it unpacks to.
"""

import os
import stat
import zipfile
from collections.abc import Iterator
from functools import partial
from typing import IO

from planparse.batch.containers import (
    MOST_MEMBERS,
    BadArchiveError,
    Budget,
    Member,
    broken,
    too_much,
)
from planparse.batch.entry import readable
from planparse.locale.message import _
from planparse.readers.zipped import BROKEN

MOST_DIRECTORY = 32 * 10**6
"""Bytes that the list of a zip archive's members may have; all of it is read at once."""

_UTF8_NAME = 0x800
"""The bit among the flags of a member that says that its name is UTF-8."""

_ENCRYPTED = 1
"""The bit among the flags of a member that says that it is encrypted."""

_LAST_OF_TWO_BYTES = "\u07ff"
"""The last character that has two bytes in UTF-8; Han characters have three or four."""

_PIECE = 1 << 20
"""Bytes that are unpacked at a time."""


# ── what archives hold ────────────────────────────────────────────────────────────────


def zip_members(file: IO[bytes], budget: Budget) -> Iterator[Member]:
    """Yield the members of a zip archive; all count in the budget before the first comes.

    Raises BadArchiveError and OSError.
    """
    if _directory_size(file) > MOST_DIRECTORY:
        raise BadArchiveError(too_much(MOST_MEMBERS + 1, 0, 0))
    try:
        archive = zipfile.ZipFile(file)
    except OSError:
        raise
    except BROKEN as fault:
        raise BadArchiveError(
            _("is not a valid zip archive: {why}", why=broken(fault))
        ) from None
    with archive:
        members = archive.infolist()
        size = sum(member.file_size for member in members)
        budget.take(members=len(members), size=size)
        for number, member in enumerate(members):
            yield Member(
                number=number,
                name=_name(member),
                size=member.file_size,
                fault=_fault(member),
                is_folder=member.is_dir(),
                content=partial(unpacked, archive, member),
            )


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
        return _("is a link")
    return _("is encrypted") if member.flag_bits & _ENCRYPTED else ""


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


def unpacked(archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> bytes:
    """Return the bytes of a member, at most as many as are declared.

    It is read in pieces: asked for all at once, `zipfile` unpacks what there is before it
    looks at what was declared. Raises an error of BROKEN.
    """
    with archive.open(member) as file:
        return b"".join(iter(lambda: file.read(_PIECE), b""))


class ZipContents:
    """The members of a zip archive, each by its number."""

    def __init__(self, file: IO[bytes]) -> None:
        """Take the file, which is closed with the archive. Raises an error of BROKEN."""
        self._file, self._archive = file, zipfile.ZipFile(file)

    def content(self, number: int) -> tuple[str, bytes]:
        """Return the name and the bytes of a member. Raises an error of BROKEN."""
        member = self._archive.infolist()[number]
        return _name(member), unpacked(self._archive, member)

    def close(self) -> None:
        """Close the archive and its file."""
        self._archive.close()
        self._file.close()
