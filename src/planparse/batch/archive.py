"""The files that are named on a command line: as they are, in folders, by globs, in archives.

They come as entries in a stable order; what is hostile is refused by name.
"""

import os
import stat
from collections.abc import Collection, Iterable, Iterator
from functools import partial
from typing import IO

from planparse.batch.containers import FORKS, is_tar, is_zip
from planparse.batch.entry import (
    NOT_A_FILE,
    Entry,
    limited,
    readable,
    refused,
    stamp_of,
)
from planparse.batch.stores.urls import is_url, on_disk
from planparse.locale.message import _
from planparse.system.faults import system_fault
from planparse.text.corrections import NAME as CORRECTIONS


def entries(
    arguments: Iterable[str], outputs: Collection[str], most: int
) -> Iterator[Entry]:
    """Yield what the arguments hold, in their order, a file as often as it is named.

    Files of more than `most` bytes are refused, and files of corrections passed over.

    A folder or an archive is known by its last name, what is in it by the way down from
    there; a file by its path as given. Folders go in the order of names, archives in their
    own. Hidden files are left out, and so are `outputs` that lie in a folder that is read.
    """
    own = {
        identity for path in outputs if (identity := _identity(on_disk(path) or path))
    }
    for entry in _entries(arguments, own, outputs):
        if os.path.basename(entry.name) != CORRECTIONS:
            yield limited(entry, most)


def _entries(
    arguments: Iterable[str], own: set[tuple[int, int]], outputs: Collection[str]
) -> Iterator[Entry]:
    """Yield what the arguments hold; `own` are the outputs on disk that are passed over."""
    for named in arguments:
        argument = on_disk(named) or named
        if is_url(argument):
            from planparse.batch.stores.listing import store_entries

            yield from store_entries(argument, outputs)
        elif not os.path.lexists(argument) and any(char in argument for char in "*?["):
            import glob

            found = sorted(glob.glob(argument, recursive=True))
            for path in found:
                if not os.path.isdir(path):
                    yield from _file(path, _relative(path))
            if not found:
                yield refused(readable(argument), argument, _("no file matches"))
        elif os.path.isdir(argument):
            top = os.path.basename(os.path.normpath(argument))
            yield from _folder(
                argument, "" if top in ("", ".", "..") else f"{readable(top)}/", own
            )
        else:
            yield from _file(argument, _relative(argument))


def _identity(path: str) -> tuple[int, int] | None:
    """Return device and inode, which know a file under any name; None if it is missing."""
    try:
        status = os.stat(path)
    except OSError:
        return None
    return status.st_dev, status.st_ino


def _relative(path: str) -> str:
    """Return a path as the name of an entry: no root, no `.` and no `..`, with slashes.

    `/data/../a.txt` → `data/a.txt`, so that no output can be led out of its folder.
    """
    parts = readable(path).replace(os.sep, "/").split("/")
    return "/".join(part for part in parts if part not in ("", ".", "..")) or "file"


def _file(path: str, name: str) -> Iterator[Entry]:
    """Yield a file that was named itself, or why it is refused."""
    try:
        status = os.stat(path)
    except FileNotFoundError:
        yield refused(name, path, _("there is no such file"))
        return
    except OSError as fault:
        yield refused(name, path, _("cannot be read: {why}", why=system_fault(fault)))
        return
    yield from _of_status(path, name, status)


def _of_status(path: str, name: str, status: os.stat_result) -> Iterator[Entry]:
    """Yield a file, or what is in it where it is an archive."""
    if not stat.S_ISREG(status.st_mode):
        yield refused(name, path, NOT_A_FILE)
        return
    file = Entry(name, path, "", status.st_size, stamp_of(status))
    if is_zip(path) or is_tar(path):
        from planparse.batch.members import archive_entries

        yield from archive_entries(file, partial(_read, path))
    else:
        yield file


def _read(path: str) -> IO[bytes]:
    """Return a file, opened to be read. Raises OSError."""
    return open(path, "rb")


def _folder(root: str, prefix: str, own: set[tuple[int, int]]) -> Iterator[Entry]:
    """Yield what is below a folder; `own` are the outputs that are passed over."""
    real = os.path.realpath(root)
    pending: list[tuple[os.DirEntry[str] | str, str]] = [(root, prefix)]
    while pending:
        here, name = pending.pop()
        if not isinstance(here, str):
            if here.is_symlink():
                yield from _link(here, name, real)
                continue
            if not here.is_dir(follow_symlinks=False):
                yield from _file_in_folder(here, name, own)
                continue
            here, name = here.path, f"{name}/"
        if own and _identity(here) in own:
            continue
        try:
            below = _listing(here)
        except OSError as fault:
            yield refused(
                name or root, here, _("cannot be read: {why}", why=system_fault(fault))
            )
            continue
        pending += [(entry, name + _plain(entry.name)) for entry in below]


def _listing(folder: str) -> list[os.DirEntry[str]]:
    """Return what a folder holds that is not hidden, last name first. Raises OSError."""
    with os.scandir(folder) as found:
        seen = (
            entry for entry in found if entry.name[0] != "." and entry.name != FORKS
        )
        return sorted(seen, key=_by_name, reverse=True)


def _file_in_folder(
    file: os.DirEntry[str], name: str, own: set[tuple[int, int]]
) -> Iterator[Entry]:
    """Yield a file that a folder holds; links are not followed, and the run's outputs left out."""
    try:
        status = file.stat(follow_symlinks=False)
    except OSError as fault:
        yield refused(
            name, file.path, _("cannot be read: {why}", why=system_fault(fault))
        )
        return
    if (status.st_dev, status.st_ino) not in own:
        yield from _of_status(file.path, name, status)


def _by_name(entry: os.DirEntry[str]) -> str:
    """Return the name by which a folder's entries are sorted, alike on every system."""
    return entry.name


def _plain(name: str) -> str:
    """Return a name that can be printed: bytes that are no text in it are made readable."""
    return name if name.isascii() else readable(name)


def _link(link: os.DirEntry[str], name: str, root: str) -> Iterator[Entry]:
    """Yield the file that a link leads to, if it is in the folder `root`.

    A folder in it is met anyway.
    """
    target = os.path.realpath(link.path)
    if target != root and not target.startswith(os.path.join(root, "")):
        yield refused(name, link.path, _("is a link that leads out of the folder"))
    elif not os.path.exists(target):
        yield refused(name, link.path, _("is a link to a file that does not exist"))
    elif not os.path.isdir(target):
        yield from _file(link.path, name)
