"""Which passage of a review says most of what a clause of the plan says."""

import re
from collections.abc import Sequence
from typing import NamedTuple

from planparse.compare.bigrams import BigramIndex
from planparse.compare.items import fold
from planparse.grammar.shipped import compare_rules
from planparse.promises.passages import Part
from planparse.promises.tasks import without_steps

_CLAUSE = re.compile("[^,;:。!?]+")


class Resembling(NamedTuple):
    """A passage, the folded clause of it that is meant, and how alike it is, from 0 to 1.

    `share` is how much of what was asked for is in it, in `common` pairs of characters.
    """

    part: Part
    clause: str
    likeness: float
    share: float
    common: int

    @property
    def holds(self) -> bool:
        """Whether a long list of works names what was asked for among others."""
        rules = compare_rules().tracking
        return self.share >= rules.held and self.common >= rules.pairs


class Resemblance:
    """Finds passages by pairs of characters, each weighed by how rare it is in both reports.

    What says how far a work is (建成, 开工) is left out of both clauses.
    """

    def __init__(self, old: Sequence[Part], new: Sequence[Part]) -> None:
        """Take the passages of both reports; those of the new one's review are looked up."""
        texts = [[fold(part.passage.text) for part in side] for side in (old, new)]
        index = self._index = BigramIndex(compare_rules().asides, *texts)
        self._clauses = [
            (part, clause, *index.of(without_steps(clause)))
            for part, text in zip(new, texts[1], strict=True)
            if part.side == "review"
            for clause in _CLAUSE.findall(text)
        ]

    def best(self, clause: str) -> Resembling | None:
        """Return the passage with the clause that is most like a folded one; None for none."""
        pairs, weight = self._index.of(without_steps(clause))
        found: Resembling | None = None
        for part, other, theirs, their_weight in self._clauses:
            both = pairs & theirs
            if both:
                shared = self._index.weigh(both)
                likeness = 2 * shared / (weight + their_weight)
                one = Resembling(part, other, likeness, shared / weight, len(both))
                if found is None or (one.holds, likeness) > (
                    found.holds,
                    found.likeness,
                ):
                    found = one
        return found
