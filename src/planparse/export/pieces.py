"""Lines joined to pieces of a size that is worth writing."""

from collections.abc import Iterator
from itertools import islice

_LINES = 200
"""Lines to a piece; a choice: few enough to hold, enough for the writing to cost nothing."""


def in_pieces(lines: Iterator[str]) -> Iterator[str]:
    """Yield lines joined to pieces, none of them empty."""
    while piece := "".join(islice(lines, _LINES)):
        yield piece
