"""Writing what the commands print: standard output as UTF-8, files whole or not at all."""

import os
import re
import stat
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress

from planparse.errors import PlanparseError
from planparse.locale.message import _
from planparse.system.faults import system_fault

_UNFINISHED = ".planparse-"
"""What the names begin with of files that are being written; they end in .tmp."""

_CHUNK = 1 << 16  # characters that go into one write
_STREAM = re.compile(r"/dev/(?:(stdout)|(stderr)|fd/([0-9]+))")
_NEW = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)


class CannotWriteError(PlanparseError):
    """Output that could not be written, and why; nothing half-written is left of a file."""


def to_stdout(chunks: Iterable[str | bytes]) -> None:
    """Write to standard output: text as UTF-8 whatever the terminal, bytes as they are.

    The descriptor itself is written to: Python's own buffer would be flushed again, and
    fail again, at exit.
    Raises CannotWriteError, or BrokenPipeError where nobody reads on.
    """
    if sys.stdout is None:  # then another file may have got its descriptor
        raise CannotWriteError(_("standard output is closed"))
    with _told("standard output"):
        _put(1, chunks)


def to_file(
    path: str, chunks: Iterable[str | bytes], scratch: str | None = None
) -> None:
    """Write text (as UTF-8) or bytes to a file, whole or not at all.

    A temporary file is written beside it, or in the folder `scratch` of the same file
    system, and takes its place; if that fails, the old file stays as it was. Symlinks are
    followed, an existing file keeps its permissions and, where the system lets it, its
    owner; devices and pipes are written to directly. Raises CannotWriteError, or
    BrokenPipeError where nobody reads on; what `chunks` raises passes through.
    """
    stream = _STREAM.fullmatch(path)
    if stream:
        with _told(path):
            _put(1 if stream[1] else 2 if stream[2] else int(stream[3]), chunks)
        return
    with _told(path):
        old = _stat(path)
        if old is not None and not stat.S_ISREG(old.st_mode):
            fd = os.open(path, os.O_WRONLY)  # a folder says so here
            with _closing(fd):
                _put(fd, chunks)
            return
        target = os.path.realpath(path)
        if old is not None and not os.access(target, os.W_OK):
            raise PermissionError(13, _("the file is write-protected"))
        _replace(target, old, chunks, scratch)


def is_special(path: str) -> bool:
    """Return whether a path is a pipe or a device, which is written to and never replaced."""
    old = _stat(path)
    return old is not None and not (
        stat.S_ISREG(old.st_mode) or stat.S_ISDIR(old.st_mode)
    )


def _stat(path: str) -> os.stat_result | None:
    """Return the status of a file, None where there is none yet."""
    try:
        return os.stat(path)
    except FileNotFoundError:
        return None


def _replace(
    target: str,
    old: os.stat_result | None,
    chunks: Iterable[str | bytes],
    scratch: str | None,
) -> None:
    """Write a temporary file beside the target or in a folder, and put it in its place in one step.

    Whatever goes wrong, an interruption included, the temporary file is removed.
    """
    folder = os.path.dirname(target) if scratch is None else scratch
    beside = os.path.join(folder, f"{_UNFINISHED}{os.urandom(6).hex()}.tmp")
    fd = os.open(beside, _NEW, 0o666)
    try:
        with _closing(fd):
            if old is not None:
                _take_over(fd, old)
            _put(fd, chunks)
            os.fsync(fd)
        os.replace(beside, target)
    except BaseException:
        with suppress(OSError):
            os.unlink(beside)
        raise


def _take_over(fd: int, old: os.stat_result) -> None:
    """Give a new file the permissions of the old one and, where the system lets it, its owner."""
    if not hasattr(os, "fchown"):
        return
    if (old.st_uid, old.st_gid) != (os.geteuid(), os.getegid()):
        with suppress(PermissionError):
            os.fchown(fd, old.st_uid, old.st_gid)
    os.fchmod(fd, stat.S_IMODE(old.st_mode))


@contextmanager
def _closing(fd: int) -> Iterator[None]:
    """Close a descriptor at the end; an error of closing counts only if there was none before."""
    try:
        yield
    except BaseException:
        with suppress(OSError):
            os.close(fd)
        raise
    os.close(fd)  # network file systems tell here that the disk is full


class _PassingError(Exception):
    """Carries what `chunks` raised past the handler for errors of writing."""


@contextmanager
def _told(name: str) -> Iterator[None]:
    """Turn errors of the system into CannotWriteError; what the chunks themselves raise passes."""
    try:
        yield
    except _PassingError as passing:
        raise passing.args[0] from None
    except BrokenPipeError:
        raise
    except OSError as fault:
        why, folder = system_fault(fault), os.path.dirname(name)
        if isinstance(fault, FileNotFoundError) and not os.path.isdir(folder or "."):
            why = _("there is no folder {folder}: make it first", folder=folder)
        raise CannotWriteError(
            _("cannot write {name}: {why}", name=name, why=why)
        ) from None


def _put(fd: int, chunks: Iterable[str | bytes]) -> None:
    """Write chunks to a descriptor: the system may take a large one in several goes."""
    for data in _encoded(chunks):
        left = memoryview(data)
        while left:
            left = left[os.write(fd, left) :]


def _encoded(chunks: Iterable[str | bytes]) -> Iterator[bytes]:
    """Yield text in chunks of UTF-8 and bytes as they are, in order.

    Small texts are put together, as each write costs. What reading the chunks raises is
    wrapped, so that it is not taken for an error of writing.
    """
    pending: list[str] = []
    size = 0
    try:
        for chunk in chunks:
            if isinstance(chunk, bytes):
                yield "".join(pending).encode()
                yield chunk
                pending.clear()
                size = 0
                continue
            pending.append(chunk)
            size += len(chunk)
            if (
                size >= _CHUNK or not chunk
            ):  # an empty piece asks for what stands before it to be written
                yield "".join(pending).encode()
                pending.clear()
                size = 0
    except OSError as fault:
        raise _PassingError(fault) from None
    yield "".join(pending).encode()
