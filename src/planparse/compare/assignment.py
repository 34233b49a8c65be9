"""The best assignment between two sides of a sparse graph, by the sum of its weights."""

from collections.abc import Mapping
from heapq import heappop, heappush
from typing import NamedTuple

Edges = Mapping[int, Mapping[int, int]]
"""Weights above 0 of edges: left to right to weight."""


class _Path(NamedTuple):
    """The cheapest way to change an assignment.

    `left`, `right` are where it ends, `cost` is what it costs; `lefts` and `rights` say how
    far what it passed is, `came` from which left each right was reached.
    """

    left: int
    right: int | None
    cost: int
    lefts: dict[int, int]
    rights: dict[int, int]
    came: dict[int, int]


def assign(edges: Edges) -> dict[int, int]:
    """Return the right partner of each left that has one; no other choice weighs more.

    Weights are whole, so that nothing is rounded and every run gives the same. Lefts come
    in one after the other, each along the cheapest alternating path (Dijkstra's, on costs
    reduced by what lefts and rights are worth); a path never leaves the connected component
    it starts in, and ends as soon as nothing cheaper can follow.
    """
    right_of: dict[int, int] = {}
    left_of: dict[int, int] = {}
    worth = {left: max(weights.values()) for left, weights in edges.items() if weights}
    price: dict[int, int] = {}
    for left in sorted(worth):
        path = _cheapest(edges, left, worth, price, right_of, left_of)
        for passed, far in path.lefts.items():
            worth[passed] -= max(path.cost - far, 0)
        for right, far in path.rights.items():
            if far < path.cost:
                price[right] = price.get(right, 0) + path.cost - far
        right_end = path.right
        if right_end is None:
            if path.left == left:
                continue  # it stays alone
            right_end = right_of.pop(path.left)  # it gives up its partner
        while True:
            giver = path.came[right_end]
            given = right_of.get(giver)
            right_of[giver], left_of[right_end] = right_end, giver
            if giver == left or given is None:
                break
            right_end = given
    return right_of


def _cheapest(
    edges: Edges,
    start: int,
    worth: Mapping[int, int],
    price: Mapping[int, int],
    right_of: Mapping[int, int],
    left_of: Mapping[int, int],
) -> _Path:
    """Find the cheapest path from a free left to a free right, or to a left that ends up alone."""
    lefts: dict[int, int] = {}
    rights: dict[int, int] = {}
    came: dict[int, int] = {}
    best = worth[start] + 1
    end: tuple[int, int | None] = (start, None)
    heap = [(0, start)]
    while heap:
        far, left = heappop(heap)
        if far >= best:
            break
        if left in lefts:
            continue
        lefts[left] = far
        if far + worth[left] < best:
            best, end = far + worth[left], (left, None)
        for right, weight in edges[left].items():
            if right_of.get(left) == right:
                continue
            there = far + worth[left] + price.get(right, 0) - weight
            if there < best and there < rights.get(right, best):
                rights[right], came[right] = there, left
                if right in left_of:
                    heappush(heap, (there, left_of[right]))
                else:
                    best, end = there, (left, right)
    return _Path(end[0], end[1], best, lefts, rights, came)
