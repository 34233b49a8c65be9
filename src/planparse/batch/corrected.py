"""What corrections say of the files of an archive: each file of them is read once."""

import os
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, NamedTuple

from planparse.batch.entry import readable
from planparse.batch.stores.urls import is_url
from planparse.corrections.places import Nearest
from planparse.errors import CorrectionsError
from planparse.locale.message import _
from planparse.system.faults import system_fault
from planparse.text.corrections import NO_FILE
from planparse.text.encoding import Source

if TYPE_CHECKING:
    from planparse.corrections.files import CorrectionsFile


class Said(NamedTuple):
    """The file of corrections that holds for a file, and where that one lies."""

    corrections: "CorrectionsFile"
    path: str

    def heeded(self, source: Source, sha256: str) -> Source:
        """Return a source with what is said of it."""
        return self.corrections.heeded(source, sha256, self.path)

    def digest(self, sha256: str) -> str:
        """Return a digest of what is said of a file with some digest, empty for nothing."""
        return self.corrections.digest(sha256, self.path)


class Corrected:
    """The corrections of the files of an archive."""

    def __init__(self, named: str | None) -> None:
        """Take what --corrections names, None where it is not given."""
        self._named = named
        self._nearest = Nearest()
        self._of_folder: dict[str, CorrectionsFile | None] = {}
        self.loaded: dict[str, CorrectionsFile] = {}
        """The files of corrections that were read so far, by their names."""

    def of(self, path: str, member: str = "", name: str = "") -> Said | None:
        """Return what is said of a file on disk, or of one in an archive; None for nothing.

        `member` and `name` are those of its entry. In a store nothing is looked for. Raises
        CorrectionsError where the corrections are faulty, or cannot be read.
        """
        if self._named is None and is_url(path):
            return None
        folder = os.path.dirname(path) if self._named is None else ""
        if folder not in self._of_folder:
            found = self._nearest.to(path) if self._named is None else self._named
            is_none = found is None or self._named == NO_FILE
            self._of_folder[folder] = None if is_none else self._load(found or "")
        corrections = self._of_folder[folder]
        if corrections is None:
            return None
        return Said(corrections, _place(path, member, name))

    def said(self) -> str:
        """Return all that the files of corrections say that were read so far."""
        return "".join(
            f"{name}\0{file.sheet!r}\n" for name, file in sorted(self.loaded.items())
        )

    def anew(self, done: Iterable[tuple[str, str, str, str, str]]) -> Iterator[str]:
        """Yield the names of files of which something else is said than when they were done.

        Of each file that is done the name, the path and the member; the digests of its
        content, and of what was said of it.
        """
        for name, path, member, sha256, before in done:
            said = self.of(path, member, name)
            if before != ("" if said is None else said.digest(sha256)):
                yield name

    def _load(self, name: str) -> "CorrectionsFile":
        """Return a file of corrections, read once. Raises CorrectionsError."""
        from planparse.corrections.files import load

        shown = os.path.relpath(name)
        if shown not in self.loaded:
            try:
                self.loaded[shown] = load(shown)
            except OSError as fault:
                raise CorrectionsError(
                    _(
                        "cannot read {shown}: {why}",
                        shown=shown,
                        why=system_fault(fault),
                    )
                ) from None
        return self.loaded[shown]


def _place(path: str, member: str, name: str) -> str:
    """Return where a file lies: its path, in an archive that and the way down in it."""
    if not member:
        return path
    inside = name.partition(f"{readable(os.path.basename(path))}/")[2]
    return os.path.join(path, inside)
