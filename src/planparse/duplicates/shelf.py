"""Documents that lie on disk, so that an archive of any size can be held against itself."""

import pickle
import sqlite3
import zlib
from collections.abc import Iterable, Iterator, Sequence
from typing import overload

from planparse.duplicates.copies import Copy

_QUICK = 1
"""The level of compression that takes the least time: what is written is soon read again."""


class Shelf(Sequence[Copy]):
    """Documents in a temporary file, by their numbers; a context that removes it."""

    def __init__(self) -> None:
        """Hold no document yet."""
        self._database = sqlite3.connect("")  # a file that nobody else sees
        self._database.executescript(
            "PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF;"
            "CREATE TABLE copies (number INTEGER PRIMARY KEY, copy BLOB)"
        )
        self._count = 0

    def __enter__(self) -> "Shelf":
        """Return the shelf."""
        return self

    def __exit__(self, *_: object) -> None:
        """Remove what lies on disk."""
        self._database.close()

    def extend(self, copies: Iterable[Copy]) -> None:
        """Put documents behind those that are there."""
        for copy in copies:
            data = zlib.compress(pickle.dumps(copy, protocol=5), _QUICK)
            self._database.execute(
                "INSERT INTO copies VALUES (?, ?)", (self._count, data)
            )
            self._count += 1

    def __len__(self) -> int:
        """Count the documents."""
        return self._count

    @overload
    def __getitem__(self, number: int) -> Copy: ...
    @overload
    def __getitem__(self, number: slice) -> list[Copy]: ...
    def __getitem__(self, number: int | slice) -> Copy | list[Copy]:
        """Return the document of a number, from 0. Raises IndexError."""
        if isinstance(number, slice):
            return [self[at] for at in range(*number.indices(self._count))]
        found = self._database.execute(
            "SELECT copy FROM copies WHERE number = ?", (number,)
        ).fetchone()
        if found is None:
            raise IndexError(f"there is no document {number}")
        return _copy(found[0])

    def __iter__(self) -> Iterator[Copy]:
        """Yield the documents in order."""
        rows = self._database.execute("SELECT copy FROM copies ORDER BY number")
        return (_copy(data) for (data,) in rows)


def _copy(data: bytes) -> Copy:
    """Return a document that was packed here."""
    copy: Copy = pickle.loads(zlib.decompress(data))
    return copy
