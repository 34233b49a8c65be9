"""Which passage of a review says most of what a clause of the plan says."""

import re
from collections.abc import Iterable, Sequence
from itertools import chain
from math import log
from operator import add
from typing import NamedTuple

from planparse.grammar.shipped import compare_rules
from planparse.promises.passages import Part
from planparse.promises.tasks import without_steps

_FEW = 2
"""Pairs of characters that a short name has in common with a passage that tells of it."""
_RUN = re.compile(r"[^\W\d_]+")
_CLAUSE = re.compile("[^,;:。!?]+")


class Resembling(NamedTuple):
    """A passage, the folded clause of it that is meant, and how alike it is, from 0 to 1.

    It `holds` what was asked for where a long list of works names it among others.
    """

    part: Part
    clause: str
    likeness: float
    holds: bool


class Resemblance:
    """Finds passages of a review by pairs of characters, each weighed by how rare it is there.

    What says how far a work is (建成, 开工) is left out of both clauses.
    """

    def __init__(self, review: Sequence[Part]) -> None:
        """Take the passages of the review."""
        self.review, self._rules = review, compare_rules().tracking
        self._clauses = [
            (part, clause) for part in review for clause in _CLAUSE.findall(part.said)
        ]
        self._homes: dict[str, list[int]] = {}
        found = [_pairs(without_steps(clause)) for _, clause in self._clauses]
        for place, its in enumerate(found):
            for pair in its:
                self._homes.setdefault(pair, []).append(place)
        size = len(found) + 1
        self._weights = {
            pair: log(size / len(homes)) for pair, homes in self._homes.items()
        }
        self._unknown = log(size)
        self._totals = [sum(map(self._weights.__getitem__, its)) for its in found]

    def best(self, clause: str) -> Resembling | None:
        """Return the passage with the clause that is most like a folded one; None for none."""
        mine = _pairs(without_steps(clause))
        weight = self._weight(mine)
        best: tuple[bool, float, int] | None = None
        for place, (shared, common) in self._shared(mine).items():
            holds = common >= self._rules.pairs and shared >= self._rules.held * weight
            one = holds, 2 * shared / (weight + self._totals[place]), -place
            if best is None or one > best:
                best = one
        return None if best is None else self._found(-best[2], best[1], holds=best[0])

    def naming(self, name: str) -> Resembling | None:
        """Return the passage that has most of a folded name, if it has enough of it."""
        mine = _pairs(name)
        weight = self._weight(mine)
        best: tuple[float, int] | None = None
        for place, (shared, common) in self._shared(mine).items():
            is_short = common <= _FEW
            least = self._rules.naming_short if is_short else self._rules.naming
            one = shared / weight, -place
            if common >= _FEW and one[0] >= least and (best is None or one > best):
                best = one
        return None if best is None else self._found(-best[1], best[0], holds=False)

    def _found(self, place: int, likeness: float, *, holds: bool) -> Resembling:
        """Return the clause at a place as one that is so much alike."""
        part, clause = self._clauses[place]
        return Resembling(part, clause, likeness, holds)

    def _weight(self, mine: Iterable[str]) -> float:
        """Return what pairs weigh; those that stand nowhere weigh most."""
        return sum(self._weights.get(pair, self._unknown) for pair in mine)

    def _shared(self, mine: Iterable[str]) -> dict[int, tuple[float, int]]:
        """Return for each clause that shares pairs what these weigh, and how many they are."""
        found: dict[int, tuple[float, int]] = {}
        for pair in sorted(mine):
            if pair in self._homes:
                own = self._weights[pair]
                for place in self._homes[pair]:
                    weight, count = found.get(place, (0.0, 0))
                    found[place] = weight + own, count + 1
        return dict(sorted(found.items()))


def _pairs(clause: str) -> frozenset[str]:
    """Return the pairs of neighbouring letters of a folded clause, figures left out."""
    runs = _RUN.findall(clause)
    return frozenset(chain.from_iterable(map(add, run, run[1:]) for run in runs))
