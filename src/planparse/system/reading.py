"""Read files within a limit, since all of a file is held in memory, or piece by piece."""

import os
from collections.abc import Iterator
from typing import BinaryIO

from planparse.errors import PlanparseError
from planparse.locale.message import _

MOST = 10**9
"""Bytes that a file may have where nothing else is asked: a choice.

The largest of 540 documents has 178,123.
"""

_LEAST = 1 << 16
"""Bytes that are asked for at a time where a file does not tell its size."""


_PIECE = 1 << 20
"""Bytes of a piece of a file that is only copied."""


class FileTooLargeError(PlanparseError):
    """A file that has more bytes than the limit; the message follows its name."""


def too_large(most: int) -> str:
    """Return why a file of more than so many bytes is refused."""
    size = f"{most / 10**9:g} GB" if most >= 10**9 else f"{most / 10**6:g} MB"
    return _("has more than {size}, the limit of --max-size", size=size)


def read_within(file: BinaryIO, most: int) -> bytes:
    """Return the rest of a file. Raises FileTooLargeError for more than so many bytes."""
    pieces, left = [], most
    step = max(_size(file), _LEAST)
    while piece := file.read(min(step, left) + 1):
        left -= len(piece)
        if left < 0:
            raise FileTooLargeError(too_large(most))
        pieces.append(piece)
    return b"".join(pieces)


def pieces_of(path: str) -> Iterator[bytes]:
    """Yield the content of a file. Raises OSError where it cannot be read."""
    with open(path, "rb") as file:
        while piece := file.read(_PIECE):
            yield piece


def _size(file: BinaryIO) -> int:
    """Return the size that the system tells of a file; 0 for a pipe or a device."""
    try:
        return os.fstat(file.fileno()).st_size
    except OSError:  # no file of the system
        return 0
