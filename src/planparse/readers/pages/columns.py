"""Two columns of a page: what stands left of a gutter is read before what stands right of it."""

from collections.abc import Iterator, Sequence

from planparse.readers.pages.grids import Grid
from planparse.readers.pages.rows import Row

_FEWEST = 5
"""Columns have so many rows each at least; a choice."""
_ACROSS = 0.25
"""No greater share of rows goes across the gutter; a choice."""
_FULL = 0.5
"""So great a share of a column's rows fills it: cells of a table do not; a choice."""
_SHORT = 2.5
"""A row that ends so many letters before the column does fills it."""
_LONG = 8
"""The rows of a column have so many characters at the median; a choice."""


def gutter_of(parts: Sequence[Row]) -> float | None:
    """Return where the gutter between two columns of text is, None where there is none."""
    if len(parts) < 2 * _FEWEST:
        return None
    first, last = min(part.left for part in parts), max(part.right for part in parts)
    middle = (first + last) / 2
    near = {
        round(part.left)
        for part in parts
        if abs(part.left - middle) < (last - first) / 4
    }
    best: tuple[int, float] | None = None
    for at in sorted(near, key=lambda at: abs(at - middle))[:50]:
        gutter = at - 2.0
        across = _columns_at(parts, gutter)
        if across is not None and (best is None or across < best[0]):
            best = across, gutter
    return best[1] if best is not None else None


def _columns_at(parts: Sequence[Row], gutter: float) -> int | None:
    """Return how many rows go across a gutter; None where it parts no columns of text."""
    left = [part for part in parts if part.right <= gutter]
    right = [part for part in parts if part.left >= gutter]
    across = len(parts) - len(left) - len(right)
    if across > _ACROSS * len(parts) or not (_is_column(left) and _is_column(right)):
        return None
    return across


def _is_column(parts: Sequence[Row]) -> bool:
    """Return whether rows are a column of text: many, long, and most of them full."""
    if len(parts) < _FEWEST:
        return False
    end = max(part.right for part in parts)
    full = sum(1 for part in parts if end - part.right < _SHORT * part.size)
    lengths = sorted(len(part.text) for part in parts)
    return full >= _FULL * len(parts) and lengths[len(lengths) // 2] >= _LONG


def in_columns(
    parts: Sequence[Row | Grid], gutter: float
) -> Iterator[tuple[int, list[Row | Grid]]]:
    """Yield stretches of a page in reading order, each with its place among columns.

    That is 0 for what goes across the gutter, 1 and 2 for what stands left and right of it.
    """
    left: list[Row | Grid] = []
    right: list[Row | Grid] = []
    across: list[Row | Grid] = []
    for part in sorted(parts, key=lambda part: part.top):
        if part.left < gutter < part.right:
            yield from ((1, left), (2, right))
            left, right = [], []
            across.append(part)
            continue
        yield 0, across
        across = []
        (left if part.right <= gutter else right).append(part)
    yield from ((1, left), (2, right), (0, across))
