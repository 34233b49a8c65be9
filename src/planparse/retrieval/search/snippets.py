"""The stretch of a text that shows best where the words of a search stand."""

from bisect import bisect_left
from collections.abc import Sequence
from typing import NamedTuple

from planparse.tree import Span

_LONGEST = 120
"""Characters that a snippet has at most, without the ellipses: a choice."""
_BEFORE = 24
"""Characters that it shows before the first word, where it does not begin with the text."""
_CUT = "…"


class Snippet(NamedTuple):
    """A stretch of a text on one line, and where in it the words stand.

    An ellipsis stands where the text was cut.
    """

    text: str
    marks: tuple[Span, ...]


def snippet(text: str, places: Sequence[Span]) -> Snippet:
    """Return what shows most of the places at which words stand in a text of one line."""
    if len(text) <= _LONGEST:
        return Snippet(text, tuple(places))
    start = _start(places, len(text))
    end = min(len(text), start + _LONGEST)
    before, behind = _CUT * (start > 0), _CUT * (end < len(text))
    moved = len(before) - start
    marks = tuple(
        Span(max(place.start, start) + moved, min(place.end, end) + moved)
        for place in places
        if place.start < end and place.end > start
    )
    return Snippet(f"{before}{text[start:end]}{behind}", marks)


def _start(places: Sequence[Span], size: int) -> int:
    """Return where the stretch begins that has the most places, the first of several."""
    starts = [place.start for place in places]
    best, most = 0, bisect_left(starts, _LONGEST)
    for at, start in enumerate(starts):
        first = max(0, start - _BEFORE)
        held = bisect_left(starts, first + _LONGEST) - at
        if held > most:
            best, most = first, held
    return max(0, min(best, size - _LONGEST))
