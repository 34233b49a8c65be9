"""Documents that lie on disk, so that an archive of any size can be held against itself."""

import os
import pickle
import zlib
from array import array
from collections.abc import Iterable, Sequence
from tempfile import TemporaryDirectory
from typing import overload

from planparse.duplicates.copies import Copy

_QUICK = 1
"""The level of compression that takes the least time: what is written is soon read again."""


def packed(copy: Copy) -> bytes:
    """Return a document as it lies in a store."""
    return zlib.compress(pickle.dumps(copy, protocol=5), _QUICK)


class Shelf(Sequence[Copy]):
    """Documents in the stores of a temporary folder, in the order of their files.

    Whoever has appended packed documents to a store says where they lie (`put`). A context
    that removes the folder. Of each document a few numbers are in memory.
    """

    def __init__(self, within: str | None = None) -> None:
        """Make an empty folder within another one, that for temporary files if none is named."""
        self._temporary = TemporaryDirectory(prefix="planparse-", dir=within)
        self.folder = self._temporary.name
        self._names: list[str] = []
        self._files, self._store_of = array("q"), array("q")
        self._offsets, self._sizes = array("q"), array("q")
        self._order: array[int] | None = None

    def __enter__(self) -> "Shelf":
        """Return the shelf."""
        return self

    def __exit__(self, *_: object) -> None:
        """Remove what lies on disk."""
        self._temporary.cleanup()

    def store(self, number: int) -> str:
        """Return the path of a store; each that writes has one of its own."""
        return os.path.join(self.folder, f"store-{number}")

    def put(self, file: int, store: str, offset: int, sizes: Iterable[int]) -> None:
        """Note documents that are packed in a store, one behind the other, by their sizes.

        They are those of a file, whose place among the files of the archive is `file`.
        """
        if store not in self._names:
            self._names.append(store)
        for size in sizes:
            self._files.append(file)
            self._store_of.append(self._names.index(store))
            self._offsets.append(offset)
            self._sizes.append(size)
            offset += size
        self._order = None

    def __len__(self) -> int:
        """Count the documents."""
        return len(self._files)

    @overload
    def __getitem__(self, number: int) -> Copy: ...
    @overload
    def __getitem__(self, number: slice) -> list[Copy]: ...
    def __getitem__(self, number: int | slice) -> Copy | list[Copy]:
        """Return the document of a number, from 0. Raises IndexError."""
        if isinstance(number, slice):
            return [self[at] for at in range(*number.indices(len(self)))]
        at = self._in_order()[number]
        with open(self._names[self._store_of[at]], "rb") as store:
            store.seek(self._offsets[at])
            data = store.read(self._sizes[at])
        copy: Copy = pickle.loads(zlib.decompress(data))
        return copy

    def _in_order(self) -> "array[int]":
        """Return the documents in the order of their files, which come in any."""
        if self._order is None:
            places = sorted(range(len(self)), key=self._files.__getitem__)
            self._order = array("q", places)
        return self._order
