"""Figures looked up by what they measure, so that each is held against a few others only."""

from collections.abc import Sequence
from itertools import chain

from planparse.compare.indicators import pairs
from planparse.promises.figures import Measured


class FigureIndex:
    """Figures by the pairs of characters of their names and clauses, and by their numbers."""

    def __init__(self, figures: Sequence[Measured]) -> None:
        """Take the figures."""
        self._figures = figures
        self._homes: dict[str | float, list[int]] = {}
        for place, figure in enumerate(figures):
            for key in _keys(figure) | pairs(figure.said):
                self._homes.setdefault(key, []).append(place)

    def near(self, figure: Measured) -> list[Measured]:
        """Return, in order, the figures that share something of a name or the number of one."""
        homes = (self._homes.get(key, ()) for key in _keys(figure))
        return [self._figures[place] for place in sorted({*chain.from_iterable(homes)})]


def _keys(figure: Measured) -> frozenset[str | float]:
    """Return what a figure is found by."""
    name = figure.measure.name
    number: float = figure.fact["low"]
    return name.pairs | figure.own_pairs | {name.text, number}
