"""Groups of passages that belong together: one on one side at least, so that each is a star.

A passage may have been split into several, or several merged into one; where both seem to
have happened, the weaker ties are left out, for an item is in one edit.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple

from planparse.compare.candidates import Edge, Likeness


class Star(NamedTuple):
    """Indexes of passages that belong together: one on one side at least, or none.

    `likeness` is the best of theirs.
    """

    olds: tuple[int, ...]
    news: tuple[int, ...]
    likeness: float


def pruned(
    edges: Iterable[Edge],
    firm: Iterable[Edge],
    is_part: Callable[[Edge, Sequence[int], Sequence[int]], bool],
) -> list[Edge]:
    """Return those of the edges that make stars, the first ones first.

    Passages with a `firm` edge get no other one. `is_part` is asked of an edge one of
    whose ends has partners already, new ones of its old passage or old ones of its new
    passage: whether the other end is one more part of it.
    """
    news: dict[int, list[int]] = defaultdict(list)
    olds: dict[int, list[int]] = defaultdict(list)
    closed = {there for there, _ in firm}, {here for _, here in firm}
    kept: list[Edge] = []
    for edge in edges:
        there, here = edge
        if there in closed[0] or here in closed[1]:
            continue
        others, mates = news[there], olds[here]
        if others or mates:
            centre_is_part = any(len(olds[other]) > 1 for other in others) or any(
                len(news[mate]) > 1 for mate in mates
            )
            if (others and mates) or centre_is_part or not is_part(edge, others, mates):
                continue
        others.append(here)
        mates.append(there)
        kept.append(edge)
    return kept


def stars(old_size: int, new_size: int, edges: Likeness) -> list[Star]:
    """Return the groups that edges make, and the passages that stay alone.

    A group has one item on one side at least: a split has several new ones, a merger
    several old ones. An item that has no edge is a group of its own.
    """
    news: dict[int, list[int]] = defaultdict(list)
    olds: dict[int, list[int]] = defaultdict(list)
    for there, here in sorted(edges):
        news[there].append(here)
        olds[here].append(there)
    found: list[Star] = []
    for here in range(new_size):
        partners = tuple(olds[here])
        if len(partners) > 1 or (partners and len(news[partners[0]]) == 1):
            best = max(edges[there, here] for there in partners)
            found.append(Star(partners, (here,), best))
        elif not partners:
            found.append(Star((), (here,), 0))
    for there in range(old_size):
        partners = tuple(news[there])
        if len(partners) > 1:
            best = max(edges[there, here] for here in partners)
            found.append(Star((there,), partners, best))
        elif not partners:
            found.append(Star((there,), (), 0))
    return found
