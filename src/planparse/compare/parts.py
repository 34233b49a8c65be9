"""Parts of passages that were split or merged: added to a whole that has a partner already.

A part has something of the whole that the whole's partner has not: likeness is that to
what is left of it. Whatever has several parts must itself be the only one of its partner.
Parts stand near each other, seldom one at the beginning of a plan and one at its end: the
farther apart, the more alike they must be.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from planparse.compare.bigrams import BigramIndex, Bigrams
from planparse.compare.candidates import Edge, Likeness
from planparse.compare.passages import Passage
from planparse.grammar.wordlists import Matching


class _Side(NamedTuple):
    """The passages of one plan, and the partners that each has in the other so far."""

    passages: Sequence[Passage]
    partners: dict[int, list[int]]


class PartFinder:
    """Finds the whole of each passage that is left over; `edges` grow by what is found."""

    def __init__(
        self,
        old: Sequence[Passage],
        new: Sequence[Passage],
        index: BigramIndex,
        rules: Matching,
        threshold: float,
    ) -> None:
        """Take both plans, and the least likeness of a part to what is left of its whole."""
        self._old = _Side(old, defaultdict(list))
        self._new = _Side(new, defaultdict(list))
        self._index, self._rules, self._threshold = index, rules, threshold

    def add(self, edges: Likeness, same: Mapping[int, int], alike: Likeness) -> None:
        """Add the edges of parts to `edges`, of those that are `alike`, the best first.

        Passages that are the `same`, letter by letter, have no parts.
        """
        for edge in edges:
            self._link(edge)
        loose = sorted(
            (-found, edge)
            for edge in alike
            if not self._is_same(edge, same) and (found := self._likeness(edge))
        )
        for _, edge in loose:
            # Asked again: what was added since may explain what they had in common.
            if found := self._likeness(edge):
                edges[edge] = found
                self._link(edge)

    def _link(self, edge: Edge) -> None:
        """Make the two passages of an edge partners of each other."""
        there, here = edge
        self._old.partners[there].append(here)
        self._new.partners[here].append(there)

    def _is_same(self, edge: Edge, same: Mapping[int, int]) -> bool:
        """Return whether either passage of an edge already has its letter-by-letter partner."""
        there, here = edge
        partners = self._new.partners
        return there in same or (here in partners and partners[here][0] in same)

    def _likeness(self, edge: Edge) -> float:
        """Return the likeness of a part to what is left of its whole; 0 where it cannot be one."""
        there, here = edge
        if (there in self._old.partners) == (here in self._new.partners):
            return 0
        if here in self._new.partners:
            return self._likeness_of_part(there, self._old, here, self._new)
        return self._likeness_of_part(here, self._new, there, self._old)

    def _likeness_of_part(
        self, part: int, parts: _Side, whole: int, wholes: _Side
    ) -> float:
        """Return how alike a part is to what the parts found so far leave of its whole, or 0.

        A part that says next to nothing of its own may also be contained: nearly all
        its bigrams stand in what is left. The farther it stands from the other parts,
        the more is asked.
        """
        others = wholes.partners[whole]
        if len(parts.partners[others[0]]) != 1:
            return 0  # the whole is itself a part
        mine, weight = self._bigrams(parts, part)
        left = self._bigrams(wholes, whole)[0].difference(
            *(self._bigrams(parts, other)[0] for other in others)
        )
        shared = self._index.shared(mine, left)
        likeness = 2 * shared / max(weight + self._index.shared(left, left), 1)
        least = 1 + self._rules.apart * _distance(part, others, parts.passages)
        contained = shared >= self._rules.contained * weight * least
        return likeness if likeness > self._threshold * least or contained else 0

    def _bigrams(self, side: _Side, place: int) -> tuple[Bigrams, int]:
        """Return the bigrams of a passage, and what they weigh in all."""
        return self._index.of(side.passages[place].normalised)


def _distance(place: int, others: Iterable[int], side: Sequence[Passage]) -> float:
    """Return how far a passage stands from the nearest of others, as a share of its plan."""
    return min(abs(place - other) for other in others) / len(side)
