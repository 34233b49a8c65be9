"""The files of a folder that may be read, and nothing outside it, however it is named.

A name is a path below the folder, with slashes, as the list gives it. Links in it are
resolved first; then the file is opened step by step from the folder down, following no
link, so that nothing which is put in its way meanwhile leads elsewhere.
"""

import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import PurePath, PurePosixPath
from typing import NamedTuple

from planparse import SUFFIXES
from planparse.integrations.mcp.refused import RefusedError

MOST_FILES = 10_000
"""Files that are listed at most: a choice."""

_LONGEST = 4096
"""Characters that a name may have, as of a path on most systems."""

_ACCESS = os.O_RDONLY | getattr(os, "O_CLOEXEC", 0) | getattr(os, "O_BINARY", 0)
_NO_LINK = getattr(os, "O_NOFOLLOW", 0)
_NO_WAIT = getattr(os, "O_NONBLOCK", 0)
"""So that to open a pipe does not wait for somebody to write into it."""
_STEPWISE = os.open in os.supports_dir_fd and _NO_LINK != 0
"""Whether the system opens a name from a folder that is open; Windows does not."""


class Folder(NamedTuple):
    """A folder: its path, links resolved, and how many bytes a file in it may have."""

    root: str
    most: int


class Stamp(NamedTuple):
    """What tells one state of a file from another: the name that links lead to, size, time."""

    name: str
    size: int
    changed: int


class Listing(NamedTuple):
    """The names of the files in a folder, in order; `cut` where there are more."""

    names: tuple[str, ...]
    cut: bool


def folder_at(path: str, most: int) -> Folder:
    """Return a folder by its path. Raises RefusedError where it is none."""
    root = os.path.realpath(path) if path and "\0" not in path else ""
    if not os.path.isdir(
        root
    ):  # an empty name would be the folder one happens to be in
        raise RefusedError(f"{path!r} is no folder")
    return Folder(root, most)


def listing(folder: Folder, below: str = "") -> Listing:
    """Return what may be read in a folder, or in a folder `below` it. Raises RefusedError.

    Hidden files are left out, and so is what is no file, or a link that leads out.
    """
    prefix = f"{below.strip('/')}/" if below.strip("/") else ""
    if prefix:
        _parts(prefix[:-1])
    _refuse_missing(folder)
    names: list[str] = []
    for name in _names(folder):
        if name.startswith(prefix):
            names.append(name)
        if len(names) > MOST_FILES:
            break
    if prefix and not names:
        raise RefusedError(f"{below}: there is no such folder, or no plan in it")
    return Listing(tuple(sorted(names[:MOST_FILES])), len(names) > MOST_FILES)


@contextmanager
def opened(folder: Folder, name: str) -> Iterator[tuple[int, Stamp]]:
    """Open a file in a folder: its descriptor, and the stamp that it has. Raises RefusedError."""
    real = _real_name(folder, name)
    try:
        descriptor = _open(folder.root, real.split("/"))
    except FileNotFoundError:
        _refuse_missing(folder)
        raise RefusedError(
            f"{name}: there is no such file; list_files names those that there are"
        ) from None
    except (OSError, ValueError) as fault:
        _refuse_missing(folder)
        why = getattr(fault, "strerror", None) or "its name is none"
        raise RefusedError(f"{name} cannot be read: {why}") from None
    try:
        status = os.fstat(descriptor)
        if not stat.S_ISREG(status.st_mode):
            raise RefusedError(f"{name} is no file")
        if status.st_size > folder.most:
            raise RefusedError(f"{name} {_too_large(folder.most)}")
        yield descriptor, Stamp(real, status.st_size, status.st_mtime_ns)
    finally:
        os.close(descriptor)


def content(folder: Folder, name: str, descriptor: int) -> bytes:
    """Return the bytes of a file that is open. Raises RefusedError for more than it may have."""
    with open(descriptor, "rb", closefd=False) as file:
        try:
            data = file.read(folder.most + 1)
        except OSError as fault:
            raise RefusedError(f"{name} cannot be read: {fault.strerror}") from None
    if len(data) > folder.most:
        raise RefusedError(f"{name} {_too_large(folder.most)}")
    return data


# ── names ─────────────────────────────────────────────────────────────────────────────


def _parts(name: str) -> list[str]:
    """Return the steps of a name. Raises RefusedError for one that leads elsewhere, or nowhere."""
    if not name.strip() or len(name) > _LONGEST or "\0" in name or not _is_text(name):
        raise RefusedError("name a file as list_files does")
    given = PurePath(name)  # of the system, so that Windows' own forms are seen there
    if given.is_absolute() or given.drive or given.root or name.startswith("/"):
        raise RefusedError(
            f"{name} is no name in the folder: name a file as list_files does, "
            "without the path to the folder"
        )
    if ".." in given.parts:
        raise RefusedError(f"{name} leads out of the folder")
    if os.name == "nt" and (":" in name or _is_device(given)):
        raise RefusedError(f"{name} is no name of a file")
    if any(part.startswith(".") for part in given.parts):
        raise RefusedError(f"{name} is hidden, and not read")
    return list(given.parts)


def _is_device(path: PurePath) -> bool:
    """Return whether Windows takes a name for a device's, such as NUL.txt."""
    asked = getattr(os.path, "isreserved", None)  # of Python 3.13 and later
    return bool(asked(path) if asked else path.is_reserved())


def _is_text(name: str) -> bool:
    """Return whether a name is text: bytes that are none are half surrogate pairs in it."""
    try:
        name.encode()
    except UnicodeEncodeError:
        return False
    return True


def _real_name(folder: Folder, name: str) -> str:
    """Return the name that links in it lead to. Raises RefusedError where they lead out."""
    parts = _parts(name)
    try:
        real = os.path.realpath(os.path.join(folder.root, *parts))
    except OSError as fault:  # a link is put in its place this very moment
        raise RefusedError(f"{name} cannot be read: {fault.strerror}") from None
    if not os.path.join(real, "").startswith(os.path.join(folder.root, "")):
        raise RefusedError(f"{name} is a link that leads out of the folder")
    found = os.path.relpath(real, folder.root).replace(os.sep, "/")
    _parts(found)
    for each in (name, found):
        if not _is_plan(each):
            raise RefusedError(
                f"{name} is no plan by its name: those end in {', '.join(sorted(SUFFIXES))}"
            )
    return found


def _is_plan(name: str) -> bool:
    """Return whether a name ends as those of plans do."""
    # Keys, settings and programs are no assistant's business.
    return PurePosixPath(name).suffix.lower() in SUFFIXES


def _too_large(most: int) -> str:
    """Return why a file of more than so many bytes is refused."""
    return f"has more than {most / 10**6:g} MB, the limit of --max-size"


def _refuse_missing(folder: Folder) -> None:
    """Raise RefusedError where the folder itself is gone."""
    if not os.path.isdir(folder.root):
        raise RefusedError("the folder of the plans is not there any more")


# ── files ─────────────────────────────────────────────────────────────────────────────


def _open(root: str, parts: list[str]) -> int:
    """Open a file below a folder, following no link. Raises OSError, ValueError."""
    if not _STEPWISE:
        return _open_and_look_again(os.path.join(root, *parts))
    here = os.open(root, _ACCESS | _NO_LINK | os.O_DIRECTORY)
    for part in parts[:-1]:
        try:
            below = os.open(part, _ACCESS | _NO_LINK | os.O_DIRECTORY, dir_fd=here)
        finally:
            os.close(here)
        here = below
    try:
        return os.open(parts[-1], _ACCESS | _NO_LINK | _NO_WAIT, dir_fd=here)
    finally:
        os.close(here)


def _open_and_look_again(path: str) -> int:
    """Open a file whose links are resolved; refuse it where it is another by then.

    Raises OSError.
    """
    descriptor = os.open(path, _ACCESS | _NO_LINK | _NO_WAIT)
    try:
        if os.path.realpath(path) != path:
            raise OSError(0, "it was changed meanwhile")
        if not os.path.samestat(os.fstat(descriptor), os.lstat(path)):
            raise OSError(0, "it was changed meanwhile")
    except OSError:
        os.close(descriptor)
        raise
    return descriptor


def _names(folder: Folder) -> Iterator[str]:
    """Yield the names of the files that may be read; folders that cannot be, are passed over."""
    pending = [""]
    while pending:
        below = pending.pop()
        try:
            with os.scandir(os.path.join(folder.root, below)) as found:
                entries = sorted(found, key=lambda entry: entry.name)
        except OSError:
            continue
        for entry in entries:
            name = f"{below}/{entry.name}" if below else entry.name
            if entry.name.startswith(".") or not _is_text(entry.name):
                continue
            with suppress(OSError, RefusedError):
                if entry.is_dir(follow_symlinks=False):
                    pending.append(name)
                elif _is_plan(name) and _is_file(folder, entry, name):
                    yield name


def _is_file(folder: Folder, entry: "os.DirEntry[str]", name: str) -> bool:
    """Return whether an entry is a file, or a link to one in the folder. Raises RefusedError."""
    if entry.is_symlink():
        _real_name(folder, name)
    return entry.is_file()
