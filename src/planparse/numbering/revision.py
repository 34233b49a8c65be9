"""Take from an earlier way through a text what a few new labels leave as it was."""

from bisect import bisect_left
from collections.abc import Sequence
from typing import NamedTuple

from planparse.numbering.reading import Decision
from planparse.numbering.state import State

_AROUND = 8
"""So many markers before and behind a new label are read anew with it: a choice.

A marker is read in the light of those around it, which are seldom so far away.
"""


class Way(NamedTuple):
    """The way through the markers of a text.

    `heads` are the places of the markers in the text and `decisions` what was decided at
    each; `states` are the states before them, None where the search might look back.
    """

    heads: list[int]
    decisions: list[Decision]
    states: list[State | None]


class Revision:
    """An earlier way, and the stretches of it that new labels may change."""

    def __init__(self, way: Way, changed: Sequence[int], start: State) -> None:
        """Take a way, the heads of the new labels in order, and where every way starts."""
        self._heads, self._decisions, self._states = way
        self._start = start
        self._stretches = [self._stretch(head) for head in reversed(changed)]
        self._at = 0

    def _stretch(self, changed: int) -> tuple[int, int]:
        """Return the first and the last marker of the way that a new label may change."""
        at = bisect_left(self._heads, changed)
        first = max(0, at - _AROUND)
        while first and not self._may_part(first):
            first -= 1
        return first, at + _AROUND

    def _may_part(self, at: int) -> bool:
        """Return whether the way may be left or taken up again before a marker.

        It may where the search does not look back, and outside of series within a line,
        whose levels are known by the places of tokens.
        """
        state = self._states[at]
        return state is not None and all(level.line < 0 for level in state.stack)

    def changes_at(self, head: int) -> bool:
        """Return whether new labels may change what is decided at a marker.

        Markers are asked for in order.
        """
        while self._at < len(self._heads) and self._heads[self._at] < head:
            self._at += 1
        while self._stretches and self._stretches[-1][1] < self._at:
            self._stretches.pop()
        return bool(self._stretches) and self._stretches[-1][0] <= self._at

    @property
    def state(self) -> State:
        """The state before the marker that was asked for last, where the way is left."""
        return (self._states[self._at] if self._at else None) or self._start

    def leads_on(self, head: int, state: State) -> bool:
        """Return whether the way leads on from a state before a marker."""
        return (
            self._at < len(self._heads)
            and self._heads[self._at] == head
            and self._may_part(self._at)
            and self._states[self._at] == state
        )

    def step(self, token: int) -> tuple[Decision, State | None]:
        """Return what the way has at the marker that was asked for last, now at a token."""
        decision = self._decisions[self._at]
        if decision.token != token:
            decision = decision._replace(token=token)
        return decision, self._states[self._at]
