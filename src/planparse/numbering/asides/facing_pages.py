"""Heads of left and right pages: the page's number stands on the outer side of each."""

import re
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from planparse.numbering.asides.counted_lines import LONGEST_STEP
from planparse.text.characters import HALF_DIGITS


def heads_of_facing_pages(lines: Iterable[tuple[int, str]]) -> Iterator[int]:
    """Yield the places of the lines that are heads of left and right pages.

    Three that follow one another are sure wherever they stand, for no list is numbered so;
    where left and right pages have other words, four. `lines` are given in order.
    """
    runs: deque[list[_Outer]] = deque(maxlen=_OPEN_RUNS)
    for place, text in lines:
        line = _outer(place, text)
        if line is None:
            continue
        run = next((run for run in runs if _faces(run, line)), None)
        if run is not None:
            run.append(line)
            continue
        if len(runs) == _OPEN_RUNS:
            yield from _sure_run(runs[0])
        runs.append([line])
    for run in runs:
        yield from _sure_run(run)


class _Outer(NamedTuple):
    """A line with a number on one of its sides: its token's place, and its other words."""

    place: int
    words: str
    is_left: bool
    number: int


def _outer(place: int, line: str) -> _Outer | None:
    """Return a line as one with a number on its left or on its right side, None if neither."""
    if line[0] not in HALF_DIGITS and line[-1] not in HALF_DIGITS:
        return None
    left, right = re.fullmatch(_AT_LEFT, line), re.fullmatch(_AT_RIGHT, line)
    found = left or right
    if found is None or (left and right):
        return None
    return _Outer(place, found["words"], left is not None, int(found["number"]))


def _faces(run: Sequence[_Outer], line: _Outer) -> bool:
    """Return whether a line may head the page behind a run, or one of the next few."""
    last = run[-1]
    step = line.number - last.number
    if not 0 < step <= LONGEST_STEP or line.place - last.place <= 1:
        return False
    if (step % 2 == 1) != (line.is_left != last.is_left):
        return False
    return all(
        other.words == line.words for other in run[-2:] if other.is_left == line.is_left
    )


def _sure_run(run: Sequence[_Outer]) -> list[int]:
    """Return the places of a run if it is long enough to be heads of pages."""
    sides = {line.is_left for line in run}
    shared = len({line.words for line in run}) == 1
    if len(sides) < 2 or len(run) < _REPETITIONS + (not shared):
        return []
    return [line.place for line in run]


_AT_LEFT = r"(?P<number>[0-9]{1,4})\s+(?P<words>\S.*)"
_AT_RIGHT = r"(?P<words>\S.*?)\s+(?P<number>[0-9]{1,4})"
"""A line with a number on one side of it: 12　云溪区水务局."""
_REPETITIONS = 3
"""How often a line is repeated that is known by that; a choice, as for running heads."""
_OPEN_RUNS = 8
"""How many runs of heads may go on at one time; a choice, for text, tables and notes."""
