"""What zip and tar archives share: their limits, and the names of their members.

Nothing is unpacked to disk, so no name in an archive can lead anywhere; names that try to
are refused all the same.
"""

import re
from collections.abc import Callable
from typing import NamedTuple

from planparse.errors import PlanparseError
from planparse.locale.message import _

MOST_MEMBERS = 200_000
"""Files that an archive may hold: a choice."""

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


def member_name(name: str) -> tuple[str, str]:
    """Return a member's name without `.` and `..`, and why it is refused, or nothing."""
    fault = _("its name leads out of the archive") if _OUT.search(name) else ""
    return "/".join(
        part for part in re.split(r"[/\\]", name) if part not in ("", ".", "..")
    ), fault


def too_much(members: int, total: int, packed: int) -> str:
    """Return why no more is read of an archive; empty where it is not too large."""
    if members > MOST_MEMBERS:
        return _(
            "holds more than {most:,} files: unpack it and name the folder",
            most=MOST_MEMBERS,
        )
    if total > MOST_BYTES:
        return _(
            "unpacks to more than {most} GB: unpack it and name the folder",
            most=MOST_BYTES // 10**9,
        )
    if total > RATIO_FROM and total > MOST_RATIO * packed:
        return _(
            "unpacks to more than {most} times its size, as a zip bomb does: "
            "unpack it and name the folder",
            most=MOST_RATIO,
        )
    return ""


def broken(fault: Exception) -> str:
    """Return what is wrong with an archive that cannot be unpacked.

    The libraries that unpack say it in words of their own, for programmers.
    """
    if isinstance(fault, NotImplementedError):
        return _("it is packed in a way that is not known here: pack it anew as zip")
    if isinstance(fault, EOFError):
        return _("it is cut off")
    if "CRC" in str(fault):
        return _("its content is not what its checksum says")
    return _("its end is missing, or it is broken")


class BadArchiveError(PlanparseError):
    """An archive is broken or too large; the message says so, after its name."""


class Budget:
    """What an archive may hold and unpack to, with all archives in it."""

    def __init__(self, packed: int) -> None:
        """Take the size of the archive's file, in bytes; nothing is used up yet."""
        self._packed = packed
        self._members = self._total = 0

    def take(self, *, members: int = 0, size: int = 0) -> None:
        """Count members, and bytes that are unpacked. Raises BadArchiveError."""
        self._members += members
        self._total += size
        why = too_much(self._members, self._total, self._packed)
        if why:
            raise BadArchiveError(why)


class Member(NamedTuple):
    """A member as its archive lists it.

    `number` is its place, from 0, `size` in bytes what it declares; `fault` says why it is
    refused. Its `content` can be read until the next member is asked for.
    """

    number: int
    name: str
    size: int
    fault: str
    is_folder: bool
    content: Callable[[], bytes]
