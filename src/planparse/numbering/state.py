"""The parser state before a marker: which sections are open, and what was counted so far."""

from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple

from planparse.grammar.spelling import HEADING

DEEPEST = 64
"""So many levels may be open at once, of whatever grammar.

A choice: deeper trees of JSON than this cannot be read back by every reader.
"""
DOCUMENTS = -1
"""The key under which a state counts the documents of a collection, instead of a family."""

Habit = int | tuple[int, int]
"""What a document was seen to do once, so that it costs less the next time.

A family: its numbering runs on across headings. A pair: the second family stands below
the first, the other way round than in the grammar.
"""


class OpenLevel(NamedTuple):
    """A level that is open: its family, and the last number of its series.

    `depth` says how many of the levels above it really stand in the text, `real` whether
    its own marker does (it is False for a heading that was lost). `line` is the token
    that begins the line inside which the level was opened, -1 where its marker begins a
    line: a series inside a paragraph holds nothing of the next one. `skipped` says that
    numbers are missing right before the marker, so that the first items of this level
    may have gone with them, `missing` is the first of these in the level's own series.
    `prefix` is the numbers before a decimal one (1.2. → 1). Of a heading without a number
    the family is `HEADING`, and `ordinal` its rank.
    """

    family: int
    ordinal: int
    depth: int
    real: bool = True
    line: int = -1
    skipped: bool = False
    prefix: tuple[int, ...] = ()
    missing: int = 0

    @property
    def is_bare(self) -> bool:
        """Whether it is a heading without a number."""
        return self.family == HEADING

    def lacks(self, number: int) -> bool:
        """Return whether a number is missing right before the last one of the series."""
        return 0 < self.missing <= number < self.ordinal


open_level = lru_cache(maxsize=8192)(OpenLevel)
"""Return a level of these values, the same one each time they are asked for."""

Stack = tuple[OpenLevel, ...]
"""The open levels, the outermost first."""


class Series(NamedTuple):
    """What was counted last of a family, whether its level is still open or not.

    `interrupted` is the last number of the series that another one of the same family
    interrupted, such as a box of its own (0: none was); `depth` is how many sections
    stand above the last number.
    """

    last: int = 0
    interrupted: int = 0
    depth: int = 0


counted = lru_cache(maxsize=8192)(Series)
"""Return what was counted, the same value each time it is asked for."""
NO_SERIES = Series()


class State(NamedTuple):
    """What is open before a marker, and what each family counted so far.

    `begins` is the number with which a file begins that begins in the middle, 0 for
    another: what the series of an excerpt counted before it is not known.
    """

    stack: Stack
    series: Mapping[int, Series]
    habits: frozenset[Habit]
    begins: int = 0


def depth_below(stack: Sequence[OpenLevel]) -> int:
    """Return how many of the open levels really stand in the text."""
    return stack[-1].depth + stack[-1].real if stack else 0


def innermost(stack: Sequence[OpenLevel], family: int, above: int | None = None) -> int:
    """Return the place of the innermost open level of a family, -1 where none is.

    Only levels outside the one at `above` count, where that is given.
    """
    place = (len(stack) if above is None else above) - 1
    while place >= 0 and stack[place].family != family:
        place -= 1
    return place


def holding(stack: Sequence[OpenLevel], line: int) -> int:
    """Return how many of the open levels can hold a marker of a line.

    A series inside another line holds nothing of this one.
    """
    count = len(stack)
    while count and stack[count - 1].line not in (-1, line):
        count -= 1
    return count


def parent_numbers(prefix: tuple[int, ...]) -> tuple[int, ...]:
    """Return the numbers of the sections above a decimal label: 1.0.1 stands below 1."""
    size = len(prefix)
    while size > 1 and not prefix[size - 1]:
        size -= 1
    return prefix[:size]


def has_parent(state: State, prefix: tuple[int, ...], family: int) -> bool:
    """Return whether a decimal number's prefix counts the sections above (1.2 below 1)."""
    if any(level.family == family and level.prefix == prefix for level in state.stack):
        return True
    prefix = parent_numbers(prefix)
    numbers = tuple(level.ordinal for level in state.stack)
    size = len(prefix)
    return any(numbers[at : at + size] == prefix for at in range(len(numbers)))
