"""Where the columns of pages begin and end: what rows that share a margin say of it."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from statistics import median
from typing import NamedTuple

from planparse.readers.pages.rows import Row

_SAME = 0.6
"""Places that are so many letters apart are the same."""
_SHARED = 3
"""So many rows that end at one place show where a column ends."""
_RARE = 0.25
"""A place where so small a share of the rows of the most frequent one end is no margin."""
_OTHER = 4.0
"""A page whose rows all begin so many letters further in has other margins; and a column
that ends so many letters farther from the edge of its page than it begins has rows that
are not full. Choices."""


class Placed(NamedTuple):
    """A row with its page and the margins of its column.

    `is_sure` says that the right one is where rows have to end, and not just the end of the
    longest row.
    """

    row: Row
    page: int
    left: float
    right: float
    is_sure: bool = True


class Margins:
    """Where the columns at one place of pages of one width begin and end."""

    def __init__(self, columns: Sequence[Sequence[Row]]) -> None:
        """Take all columns of a document that are at one place of its pages."""
        rows = [row for column in columns for row in column]
        self._size = median(row.size for row in rows)
        self._left = _usual([row.left for row in rows], self._size, min)
        self._right = _usual([row.right for row in rows], self._size, max)

    def placed(
        self, rows: Sequence[Row], page: int, width: float | None
    ) -> Iterator[Placed]:
        """Yield the rows of a column with its margins.

        Those are what its own rows share, or what the document's do where its own are few.
        `width` is that of the page where the column takes all of it.
        """
        lefts = sorted(row.left for row in rows)
        rights = sorted((row.right for row in rows), reverse=True)
        left = min(_shared(lefts, self._size, lefts[0]), self._left)
        if lefts[0] > left + _OTHER * self._size:
            left = lefts[0]
        right = _shared(rights, self._size, max(rights[0], self._right))
        is_sure = width is None or width - right <= left + _OTHER * self._size
        for row in rows:
            yield Placed(row, page, left, right, is_sure)


def _usual(
    places: Sequence[float], size: float, outermost: Callable[[Iterable[float]], float]
) -> float:
    """Return the outermost of the places that many rows share, else the outermost of all."""
    near: dict[int, list[float]] = {}
    for at in places:
        near.setdefault(round(at / size), []).append(at)
    most = max(map(len, near.values()))
    if most < _SHARED:
        return outermost(places)
    return outermost(
        outermost(group) for group in near.values() if len(group) >= _RARE * most
    )


def _shared(places: Sequence[float], size: float, otherwise: float) -> float:
    """Return the first place that several of some places in order share, else another one."""
    for place in range(len(places) - _SHARED + 1):
        if abs(places[place] - places[place + _SHARED - 1]) <= _SAME * size:
            return places[place]
    return otherwise
