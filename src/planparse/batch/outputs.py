"""The files that a run has written: whether they are as it left them, and which go."""

import os
from collections.abc import Iterable, Iterator
from contextlib import suppress


def path_of(folder: str, name: str) -> str:
    """Return the path of an output by its name, whose bytes are UTF-8 in every locale."""
    return os.path.join(folder, *os.fsdecode(name.encode()).split("/"))


def changed(
    folder: str, written: Iterable[tuple[str, str, int, str, int]], *, trusted: bool
) -> Iterator[str]:
    """Yield the names of sources whose outputs are not as they were written.

    `written` gives the source, the output, its size, SHA-256 and time of change. Where
    these times are `trusted`, an output is read only if its time is another one.
    """
    for name, out, size, digest, modified in written:
        path = path_of(folder, out)
        try:
            status = os.stat(path)
        except OSError:
            yield name
            continue
        as_left = status.st_size == size and trusted and status.st_mtime_ns == modified
        if not as_left and (status.st_size != size or _digest(path) != digest):
            yield name


def _digest(path: str) -> str:
    """Return the SHA-256 of a file in hexadecimal."""
    from hashlib import file_digest

    with open(path, "rb") as file:
        return file_digest(file, "sha256").hexdigest()


def sweep(folder: str, prefix: str) -> None:
    """Remove the unfinished files that killed runs have left in a folder."""
    for name in os.listdir(folder):
        if name.startswith(prefix) and name.endswith(".tmp"):
            os.unlink(os.path.join(folder, name))


def remove(folder: str, names: Iterable[str], but: set[str]) -> None:
    """Remove the outputs that a source no longer has, `but` those that it has still."""
    for name in names:
        if name not in but:
            with suppress(FileNotFoundError):
                os.unlink(path_of(folder, name))


def prune(folder: str, names: Iterable[str]) -> None:
    """Remove outputs, and the folders that are empty without them."""
    for name in names:
        remove(folder, [name], set())
        above = os.path.dirname(name)
        while above:
            try:
                os.rmdir(path_of(folder, above))
            except OSError:  # it is not empty, or is gone already
                break
            above = os.path.dirname(above)
