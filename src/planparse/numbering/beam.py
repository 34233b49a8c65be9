"""A beam of hypotheses: some ways through a stretch of markers, followed side by side."""

from collections.abc import Iterator, Sequence
from operator import itemgetter
from typing import NamedTuple

from planparse.numbering.candidates import Transition
from planparse.numbering.reading import SURE, Decision
from planparse.numbering.state import State
from planparse.numbering.tokens import Token
from planparse.numbering.transitions import Step, Transitions

_WIDTH = 6
"""So many hypotheses are kept.

Of 546 real documents 6 read otherwise with 2, one with 3, none with 4 or 12.
"""
NEAR = 3.0
"""Hypotheses dearer than the best one by more than this are given up.

Of 546 real documents 12 read otherwise with 1.5, none with 2, two with 6.
"""
DEAR = 1.4
"""A transition at this price or above makes the search look back.

Of 546 real documents one reads otherwise with 1.0, 14 with 2.0.
"""
_SETTLED = 3
"""After so many cheap markers the best hypothesis is taken.

Of 546 real documents none reads otherwise with 1, one with 5, two with 8.
"""
_LONGEST = 24
"""After so many markers the best hypothesis is taken even if every one was dear.

Of 546 real documents none reads otherwise with 12 or 48.
"""


class Hypothesis(NamedTuple):
    """A way from where the beam began: its price, where it leads, its last decision.

    `margin` is how sure that decision is, `before` the way up to it; where the beam began,
    there is neither a decision nor a way.
    """

    price: float
    state: State
    decision: Decision | None = None
    margin: float = SURE
    before: "Hypothesis | None" = None

    def decisions(self) -> list[Decision]:
        """Return its decisions in order."""
        found = []
        way: Hypothesis | None = self
        while way is not None:
            _, _, decision, margin, way = way
            if decision is not None:
                found.append(
                    decision if margin == SURE else decision._replace(margin=margin)
                )
        found.reverse()
        return found

    def onward(self, price: float, step: Step, margin: float = SURE) -> "Hypothesis":
        """Return this hypothesis one decision further."""
        decision, state = step
        return Hypothesis(price, state, decision, margin, self)

    def with_margin(self, margin: float) -> "Hypothesis":
        """Return this hypothesis, the margin of its last decision set."""
        return Hypothesis(self.price, self.state, self.decision, margin, self.before)


class _Way(NamedTuple):
    """A hypothesis and a transition that it may take, None for the obvious one."""

    price: float
    hypothesis: int
    transition: Transition | None


_PRICE = itemgetter(0)


class Beam:
    """Hypotheses that began at one state, the cheapest first."""

    def __init__(self, transitions: Transitions, state: State) -> None:
        """Begin with one hypothesis, at a state."""
        self._transitions = transitions
        self._hypotheses = [Hypothesis(0.0, state)]
        self._calm = self._length = 0

    @property
    def best(self) -> Hypothesis:
        """The cheapest hypothesis."""
        return self._hypotheses[0]

    @property
    def settled(self) -> bool:
        """Whether the best hypothesis may be taken."""
        return (
            len(self._hypotheses) == 1
            or self._calm >= _SETTLED
            or self._length >= _LONGEST
        )

    def catch_up(self, markers: Iterator[tuple[int, Token]]) -> None:
        """Advance over markers that the search has been to; from here on, calm counts."""
        for place, token in markers:
            self.advance(place, token)
        self._calm = self._length = 0

    def advance(self, place: int, token: Token) -> None:
        """Take every hypothesis over one marker, and keep the cheapest."""
        obvious = [
            self._transitions.obvious(hypothesis.state, place, token)
            for hypothesis in self._hypotheses
        ]
        dear = False
        if None in obvious:
            dear = self._branch(place, token, obvious)
        else:
            self._hypotheses = [
                hypothesis.onward(hypothesis.price, step)
                for hypothesis, step in zip(self._hypotheses, obvious, strict=True)
                if step is not None
            ]
        self._calm = 0 if dear else self._calm + 1
        self._length += 1

    def _branch(self, place: int, token: Token, obvious: list[Step | None]) -> bool:
        """Take every transition, merge equal states; return whether the best was dear.

        States are equal that have the same levels open and the same habits: whatever
        led to them, what follows costs the same. The margin is by how much the second
        best is dearer.
        """
        ways = self._ways(place, token, obvious)
        cheapest = ways[0]
        kept: dict[object, Hypothesis] = {}
        for way in ways:
            if way.price > cheapest.price + NEAR or len(kept) == _WIDTH:
                break
            hypothesis = self._hypotheses[way.hypothesis]
            step = obvious[way.hypothesis]
            if way.transition is not None:
                step = self._transitions.apply(hypothesis.state, way.transition, place)
            assert step is not None
            key = (step[1].stack, step[1].habits)
            if key not in kept:
                # Only the first one came here cheapest: if another one wins in the end,
                # its decision was not sure.
                margin = 0.0 if kept else SURE
                kept[key] = hypothesis.onward(way.price, step, margin)
        self._hypotheses = list(kept.values())
        if len(self._hypotheses) > 1:
            margin = self._hypotheses[1].price - self.best.price
            self._hypotheses[0] = self.best.with_margin(margin)
        return cheapest.transition is not None and cheapest.transition.price >= DEAR

    def _ways(self, place: int, token: Token, obvious: list[Step | None]) -> list[_Way]:
        """Return each hypothesis with each transition that it may take, cheapest first.

        Those that are dearer than others by more than `NEAR` need not be among them.
        """
        ways: list[_Way] = []
        cheapest: float | None = None
        for at, hypothesis in enumerate(self._hypotheses):
            if obvious[at] is not None:
                options: Sequence[Transition | None] = (None,)
            else:
                options = self._transitions.candidates(hypothesis.state, place, token)
            for transition in options:
                price = hypothesis.price
                if transition is not None:
                    price += transition.price
                if cheapest is None or price < cheapest:
                    cheapest = price
                elif price > cheapest + NEAR:
                    break  # what is left of its transitions is as dear
                ways.append(_Way(price, at, transition))
        ways.sort(key=_PRICE)
        return ways
