"""Files of corrections on disk, and what they say of another file, by its digest."""

import os
from collections.abc import Iterable
from functools import lru_cache
from typing import NamedTuple

from planparse.corrections.fitting import fitted
from planparse.corrections.model import Entry, File, Sheet, sheet_of
from planparse.errors import CorrectionsError
from planparse.locale.message import _
from planparse.system.reading import FileTooLargeError, read_within
from planparse.text.encoding import Source, sha256_of
from planparse.text.original import Doubt

_KEPT = 8
"""So many files of corrections are kept in a process; a choice."""
_MOST = 50_000_000
"""A file of corrections of more bytes is refused, some 200,000 corrections: a choice."""


class CorrectionsFile(NamedTuple):
    """A file of corrections: its name as it was given, its folder, and what it says."""

    path: str
    folder: str
    sheet: Sheet

    def entries(self, sha256: str) -> list[Entry]:
        """Return what is said of the file of a digest, under whatever name it lies."""
        return [
            entry
            for file in self.sheet.files
            if file.sha256 == sha256
            for entry in file.corrections
        ]

    def stale(self, sha256: str, path: str) -> list[File]:
        """Return what was said of a path when another file lay there.

        None, where something is said of the file that lies there now.
        """
        own = self.relative(path)
        named = [file for file in self.sheet.files if file.path == own]
        return [] if any(file.sha256 == sha256 for file in named) else named

    def relative(self, path: str) -> str:
        """Return a path as the file of corrections names it: from its folder on, with slashes."""
        try:
            own = os.path.relpath(os.path.abspath(path), self.folder)
        except ValueError:  # on another drive
            own = path
        return own.replace(os.sep, "/")

    def heeded(self, source: Source, sha256: str, path: str | None) -> Source:
        """Return a source with what is said of it; `path` is where it lies, None for nowhere."""
        entries = self.entries(sha256)
        old = self.stale(sha256, path) if path is not None else []
        if not (entries or old):
            return source
        return fitted(source, entries, self._doubts(old))

    def digest(self, sha256: str, path: str) -> str:
        """Return a digest of all that is said of a file, empty for nothing."""
        said = [*self.entries(sha256), *self.stale(sha256, path)]
        return sha256_of(repr(said).encode()) if said else ""

    def _doubts(self, old: Iterable[File]) -> list[Doubt]:
        """Return that a file was changed since something was said of it."""
        count = sum(len(file.corrections) for file in old)
        return [Doubt("R601", 0, 0, (str(count), self.path))] if count else []


def load(path: str) -> CorrectionsFile:
    """Read a file of corrections, again only where it has changed.

    Raises CorrectionsError for a faulty one, OSError where it cannot be read.
    """
    status = os.stat(path)
    state = status.st_size, status.st_mtime_ns, status.st_ino
    return _read(path, os.path.abspath(path), state)


@lru_cache(_KEPT)
def _read(path: str, place: str, _state: tuple[int, ...]) -> CorrectionsFile:
    """Read a file of corrections, called `path` in messages, that lies at a place."""
    with open(place, "rb") as file:
        try:
            data = read_within(file, _MOST)
        except FileTooLargeError:
            raise CorrectionsError(
                _(
                    "{path}: more than {most:g} MB of corrections are not read",
                    path=path,
                    most=_MOST / 10**6,
                )
            ) from None
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as fault:
        raise CorrectionsError(
            _(
                "{path}: corrections are UTF-8, and byte {byte} is not",
                path=path,
                byte=fault.start + 1,
            )
        ) from None
    return CorrectionsFile(path, os.path.dirname(place), sheet_of(text, path))
