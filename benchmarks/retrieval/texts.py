"""The archive that is searched: its texts, each once, and where an answer stands in them."""

import hashlib
from bisect import bisect_left
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from benchmarks.retrieval.questions import Question, letters
from planparse.text.encoding import decode

CONTEXT = 40
"""An answer is widened to so many letters before it is looked for in other texts, so that
only where the same is said in the same place counts. A choice."""


class StaleError(Exception):
    """A question that does not go with the archive."""


class Text(NamedTuple):
    """A text of the archive: the names of the files that have it, the first of them read."""

    path: Path
    names: tuple[str, ...]
    digests: tuple[str, ...]
    text: str


class Place(NamedTuple):
    """Where an answer stands: the text by its place in the archive, and code points of it."""

    text: int
    start: int
    end: int


def archive(folder: Path) -> list[Text]:
    """Return the texts of the .txt and .md files below a folder, each once, in order of names."""
    found: dict[str, list[tuple[Path, str]]] = {}
    for path in sorted(folder.rglob("*")):
        if path.suffix in (".txt", ".md") and path.parent != folder:
            data = path.read_bytes()
            digest = hashlib.sha256(data).hexdigest()
            found.setdefault(decode(data).text, []).append((path, digest))
    return [
        Text(
            path=files[0][0],
            names=tuple(path.relative_to(folder).as_posix() for path, _ in files),
            digests=tuple(digest for _, digest in files),
            text=text,
        )
        for text, files in found.items()
    ]


class Finder:
    """Finds where answers stand in an archive."""

    def __init__(self, texts: Sequence[Text]) -> None:
        """Take the texts, and the letters of each with their places."""
        self._texts = texts
        self._places = [
            [at for at, char in enumerate(text.text) if char.isalnum()]
            for text in texts
        ]
        self._letters = [letters(text.text) for text in texts]
        self._named = {
            name: (place, digest)
            for place, text in enumerate(texts)
            for name, digest in zip(text.names, text.digests, strict=True)
        }

    def places(self, asked: Question) -> list[Place]:
        """Return where the answer of a question stands: in its file, and in copies of that.

        Raises StaleError where the archive has no such file, another state of it, or no
        letters there.
        """
        here, digest = self._named.get(asked.file, (-1, ""))
        if here < 0 or digest != asked.sha256:
            raise StaleError(f"{asked.file}: the archive has no such file, or another")
        at = self._places[here]
        first, last = bisect_left(at, asked.start), bisect_left(at, asked.end)
        if first >= last:
            raise StaleError(f"{asked.file}: no letters at {asked.start}-{asked.end}")
        size = last - first
        before = min(first, max(0, CONTEXT - size) // 2)
        wanted = self._letters[here][
            first - before : max(last, first - before + CONTEXT)
        ]
        return [Place(here, at[first], at[last - 1] + 1)] + [
            Place(other, *self._span(other, found + before, size))
            for other, said in enumerate(self._letters)
            if other != here and (found := said.find(wanted)) >= 0
        ]

    def _span(self, text: int, first: int, size: int) -> tuple[int, int]:
        """Return the code points of so many letters of a text."""
        at = self._places[text]
        return at[first], at[first + size - 1] + 1
