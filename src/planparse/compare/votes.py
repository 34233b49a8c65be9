"""What the sections of two plans say of passages that may belong together.

The partner that a passage is most like votes for the two sections that they stand in.
Where many passages of a section have their best partners in one section of the other
plan, others of the two belong together as well, if they are alike at all. A section is a
heading with what stands below it, or a passage alone, for a plan may write as one
paragraph what is a section with a heading of its own in the other.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from planparse.compare.candidates import Edge, Likeness
from planparse.compare.passages import Passage

_ROUNDS = 2
"""So often is voted: the second time by partners that the first vote has chosen."""


def voted(
    alike: Likeness,
    old: Sequence[Passage],
    new: Sequence[Passage],
    same: Mapping[int, int],
    gain: float,
) -> Likeness:
    """Return likeness with what the votes of the others add: up to the share `gain` of it.

    Passages that are the `same`, letter by letter, vote too.
    """
    homes = _sections(old), _sections(new)
    found = alike
    for _ in range(_ROUNDS):
        vote = _Vote(*best_partners(found), same, *homes)
        found = {
            edge: likeness * (1 + gain * vote.share(edge))
            for edge, likeness in alike.items()
        }
    return found


def best_partners(alike: Likeness) -> tuple[dict[int, int], dict[int, int]]:
    """Return the new passage that each old one is most like, and the other way round."""
    of_old: dict[int, int] = {}
    of_new: dict[int, int] = {}
    for edge in sorted(alike):
        there, here = edge
        likeness = alike[edge]
        if there not in of_old or likeness > alike[there, of_old[there]]:
            of_old[there] = here
        if here not in of_new or likeness > alike[of_new[here], here]:
            of_new[here] = there
    return of_old, of_new


class _Vote:
    """The votes for pairs of sections, and how many each section has cast in all."""

    def __init__(
        self,
        of_old: Mapping[int, int],
        of_new: Mapping[int, int],
        same: Mapping[int, int],
        old_homes: Sequence[tuple[int, ...]],
        new_homes: Sequence[tuple[int, ...]],
    ) -> None:
        """Count the votes; homes are the sections of each passage, those of the old plan first."""
        self._of_old, self._of_new = of_old, of_new
        self._homes = old_homes, new_homes
        self._votes: Counter[Edge] = Counter()
        edges = [*of_old.items(), *same.items()]
        back = [(there, here) for here, there in of_new.items()] + [*same.items()]
        self._cast = self._count(edges, 0), self._count(back, 1)

    def _count(self, edges: Iterable[Edge], side: int) -> Counter[int]:
        """Count the votes of one side, and return how many each of its sections has cast."""
        cast: Counter[int] = Counter()
        old_homes, new_homes = self._homes
        for edge in edges:
            cast.update(self._homes[side][edge[side]])
            self._votes.update(
                (above, over)
                for above in old_homes[edge[0]]
                for over in new_homes[edge[1]]
            )
        return cast

    def share(self, edge: Edge) -> float:
        """Return the share of votes that two sections of an edge have cast for each other.

        It is that of the sections that agree best, the votes of the edge itself left out.
        """
        there, here = edge
        own = (self._of_old.get(there) == here) + (self._of_new.get(here) == there)
        best = 0.0
        for above in self._homes[0][there]:
            for over in self._homes[1][here]:
                votes = self._votes[above, over] - own
                if votes > 0 and (above, over) != edge:
                    cast = self._cast[0][above] + self._cast[1][over] - own
                    best = max(best, votes / cast)
        return best


def _sections(side: Sequence[Passage]) -> list[tuple[int, ...]]:
    """Return the sections of each passage, by index: itself, where it is text, and its parent."""
    return [
        (*((place,) if passage.kind == "" else ()),
         *((passage.parent,) if passage.parent >= 0 else ()))
        for place, passage in enumerate(side)
    ]  # fmt: skip
