"""One file of an archive: what it is known by, and what tells one state of it from another."""

import os
import stat
from typing import NamedTuple

from planparse.errors import PlanparseError
from planparse.locale.message import _
from planparse.system.reading import read_within, too_large

NOT_A_FILE = _("is not a file but a pipe, a socket or a device")
"""Why what has no content of its own is refused."""


class Entry(NamedTuple):
    """One file of an archive, or one that is refused.

    `name` is what people know it by, with `/` between folders: "2023/plan.txt",
    "plans.zip/2023/plan.txt". `path` is the file on disk that holds it, `member` its place
    in that archive: "3", "3/0" for one in an archive in it, "" for the file itself. `size`
    is in bytes. `stamp` changes whenever the content may have. `fault` says why it is
    refused, and is empty for other entries.
    """

    name: str
    path: str
    member: str
    size: int
    stamp: str
    fault: str = ""


class ChangedError(PlanparseError):
    """An archive is no longer the one that was listed; the message says so."""


def refused(name: str, path: str, why: str) -> Entry:
    """Return an entry that is named to the user, and not read."""
    return Entry(name, path, "", 0, "", why)


def limited(entry: Entry, most: int) -> Entry:
    """Return an entry, refused where it has more than so many bytes."""
    if entry.fault or entry.size <= most:
        return entry
    return entry._replace(fault=too_large(most))


def readable(name: str | bytes) -> str:
    """Return a file name as text: UTF-8, else GB18030, else UTF-8 with escapes."""
    raw = os.fsencode(name) if isinstance(name, str) else name
    for codec in ("utf-8", "gb18030"):
        try:
            return raw.decode(codec)
        except UnicodeDecodeError:
            continue
    return raw.decode("utf-8", "backslashreplace")


def stamp_of(status: os.stat_result) -> str:
    """Return what changes whenever the content of a file may have."""
    return f"{status.st_size}.{status.st_mtime_ns}.{status.st_ctime_ns}.{status.st_ino}"


def state_of(path: str) -> str:
    """Return what tells one state of a file from another, whatever its name.

    It is empty for a file that does not exist.
    """
    try:
        status = os.stat(path)
    except OSError:
        return ""
    return f"{status.st_size}.{status.st_mtime_ns}.{status.st_ino}"


def read_file(path: str, most: int) -> tuple[bytes, str]:
    """Return the content of a file, and its stamp.

    Raises OSError, and FileTooLargeError for more than so many bytes.
    """
    fd = os.open(
        path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
    )
    with open(fd, "rb") as file:
        status = os.fstat(fd)
        if not stat.S_ISREG(status.st_mode):
            raise OSError(0, NOT_A_FILE)
        return read_within(file, most), stamp_of(status)
