"""Footnotes: what stands in smaller letters at the foot of a page, behind a mark."""

import re
from collections.abc import Sequence
from itertools import groupby
from statistics import median

from planparse.readers.pages.margins import Placed
from planparse.text.characters import COLONS, LENTICULAR, SQUARE

_OPENINGS = re.escape(SQUARE.opening + LENTICULAR.opening)
_CLOSINGS = re.escape(SQUARE.closing + LENTICULAR.closing)
_MARK = re.compile(
    rf"[①-⑳]|[{_OPENINGS}]\s*\d{{1,3}}\s*[{_CLOSINGS}]"
    rf"|\d{{1,2}}\s+\D|[*＊※]|注\s*\d{{0,2}}[{COLONS}]"
)
_SMALLER = 0.9
"""Notes are set in letters that are smaller than most by so great a factor at least."""


def footnotes_of(rows: Sequence[Placed]) -> set[int]:
    """Return which rows are footnotes: the last ones of a page, from the first mark on."""
    if not rows:
        return set()
    limit = _SMALLER * median(line.row.size for line in rows)
    found: set[int] = set()
    for _, group in groupby(range(len(rows)), lambda place: rows[place].page):
        own: list[int] = []
        pending: list[int] = []
        for place in reversed(list(group)):
            if rows[place].row.size > limit:
                break
            pending.append(place)
            if begins_note(rows[place]):
                own += pending
                pending = []
        found.update(own)
    return found


def begins_note(line: Placed) -> bool:
    """Return whether a row begins with the mark of a note."""
    return _MARK.match(line.row.text) is not None
