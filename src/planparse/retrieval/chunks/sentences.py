"""Where a sentence ends, and where one that is too long is cut at the least cost."""

import re
from collections.abc import Callable, Iterator

from planparse.text.characters import (
    CLOSERS,
    CLOSINGS,
    COLONS,
    COMMAS,
    FULL_STOPS,
    OPENINGS,
    ROUND,
    SEMICOLONS,
)

_CLOSED = f"[{re.escape(CLOSERS)}]*"
_END = rf"[{re.escape(FULL_STOPS)}]+{_CLOSED}"
_NOTE = rf"(?:{ROUND.around('{4,100}')})?"
"""A note behind a full stop belongs to its sentence: 每年清淤。（市水务局牵头）. A label, （1）, is
shorter; how long a note is, is a choice.
"""
_MARKS = re.compile(
    rf"(?P<end>{_END}{_NOTE})"
    f"|(?P<open>[{re.escape(OPENINGS)}])|[{re.escape(CLOSINGS)}]"
)
_BEFORE_WHOLE = frozenset(FULL_STOPS + COLONS + CLOSERS)
"""Behind these whole sentences stand in brackets or quotation marks, and end with them."""
_FULL_STOPS = frozenset(FULL_STOPS)

CUTS = (
    re.compile(_END),
    re.compile(r"[\r\n]+"),
    re.compile(rf"[{SEMICOLONS}]{_CLOSED}"),
    re.compile(rf"[{COMMAS}、{COLONS}]{_CLOSED}"),
    re.compile(r"\s+"),
)
"""Behind what a sentence that is too long is cut, the best first."""
LINES = 1
"""The place among them of the ends of lines."""


def sentence_ends(text: str, start: int, end: int) -> Iterator[int]:
    """Yield where sentences end in a stretch of text, behind closing marks and a note.

    None ends inside brackets or quotation marks, nor with those that stand in the midst
    of one: 清理河道（每日一次。雨后加密。）并登记。
    """
    depth, is_whole = 0, True
    for found in _MARKS.finditer(text, start, end):
        if found["open"] is not None:
            if depth == 0:
                at = found.start()
                is_whole = at == start or text[at - 1] in _BEFORE_WHOLE
            depth += 1
        elif found["end"] is None:
            depth = max(0, depth - 1)
        else:
            closed = _closings(found[0])
            if closed >= depth and (depth == 0 or is_whole):
                yield found.end()
            depth = max(0, depth - closed)


def _closings(marks: str) -> int:
    """Return how many brackets and quotation marks close that did not open there."""
    closed = sum(mark in CLOSINGS for mark in marks)
    return closed - sum(mark in OPENINGS for mark in marks)


def ends_sentence(text: str, at: int) -> bool:
    """Return whether a sentence ends at a place, closing marks before it left aside."""
    while at > 0 and text[at - 1] in CLOSERS:
        at -= 1
    return at > 0 and text[at - 1] in _FULL_STOPS


def longest(text: str, start: int, end: int, fits: Callable[[str], bool]) -> int:
    """Return how far a text fits that has no mark to be cut at: at least one character."""
    size, most = 1, end - start
    while size < most and fits(text[start : start + min(2 * size, most)]):
        size = min(2 * size, most)
    low, high = size, min(2 * size, most + 1)
    while high - low > 1:
        middle = (low + high) // 2
        if fits(text[start : start + middle]):
            low = middle
        else:
            high = middle
    return start + low
