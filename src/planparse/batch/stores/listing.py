"""The files that a URL names in a store, as entries in the order of a folder on disk."""

from collections.abc import Collection, Iterator
from functools import partial
from typing import Any

from planparse.batch.containers import FORKS
from planparse.batch.entry import Entry, refused
from planparse.batch.members import archive_entries, is_archive
from planparse.batch.stores.access import (
    CannotReadError,
    file_system,
    opened,
    stamp_of,
    why,
)
from planparse.locale.message import _


def store_entries(url: str, own: Collection[str]) -> Iterator[Entry]:
    """Yield the files that a URL names: one, those below it, or those that a pattern matches.

    What stands under a URL of `own` is passed over: it is what the run itself writes. A
    file is known as on a disk: in a folder by the folder's last name and the way down from
    there, else by its path, which begins with the bucket. Names that begin with a dot are
    left out. Raises CannotReadError where the store does not tell what it has: a part of
    it would be taken for the whole.
    """
    system, path = file_system(url)
    try:
        found = _info(system, path)
        if found is None:
            yield from _matching(system, path, url)
        elif found["type"] == "directory":
            path = path.rstrip("/")
            own_paths = {system._strip_protocol(each).rstrip("/") for each in own}
            top = path.rpartition("/")[2]
            yield from _below(system, path, f"{top}/" if top else "", own_paths)
        else:
            yield from _files(system, found, path.lstrip("/"))
    except Exception as fault:  # the client of each store has errors of its own
        raise CannotReadError(_("{url} {why}", url=url, why=why(fault))) from None


def _info(system: Any, path: str) -> dict[str, Any] | None:
    """Return what a store says of a path, None where there is nothing of that name."""
    try:
        found: dict[str, Any] = system.info(path)
    except FileNotFoundError:
        return None
    return found


def _matching(system: Any, path: str, url: str) -> Iterator[Entry]:
    """Yield the files that a pattern matches; what is no name and no pattern is refused."""
    if not any(char in path for char in "*?["):
        yield refused(url, url, _("there is no such file"))
        return
    found = sorted(system.glob(path, detail=True).items())
    if not found:
        yield refused(url, url, _("no file matches"))
    for name, each in found:
        if each["type"] == "file":
            yield from _files(system, each, name.lstrip("/"))


def _below(system: Any, top: str, prefix: str, own: set[str]) -> Iterator[Entry]:
    """Yield what stands below a folder, folders and files in the order of their names."""
    pending: list[tuple[dict[str, Any], str]] = [
        ({"name": top, "type": "directory"}, prefix)
    ]
    while pending:
        here, name = pending.pop()
        if here["type"] != "directory":
            yield from _files(system, here, name)
            continue
        path = here["name"].rstrip("/")
        if path in own:
            continue
        below = {
            last: each
            for each in system.ls(path, detail=True)
            if (last := each["name"].rstrip("/").rpartition("/")[2])
            and each["name"].rstrip("/") != path  # what marks the folder itself
            and not last.startswith(".")
            and last != FORKS
        }
        for last in sorted(below, reverse=True):
            ending = "/" if below[last]["type"] == "directory" else ""
            pending.append((below[last], f"{name}{last}{ending}"))


def _files(system: Any, found: dict[str, Any], name: str) -> Iterator[Entry]:
    """Yield a file, as the store describes it, or what is in it where it is an archive."""
    path = found["name"]
    file = Entry(
        name, system.unstrip_protocol(path), "", found["size"] or 0, stamp_of(found)
    )
    if is_archive(name):
        yield from archive_entries(file, partial(opened, system, path))
    else:
        yield file
