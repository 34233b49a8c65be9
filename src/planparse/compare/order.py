"""Order of items: which stand elsewhere than before, and in what order edits are told."""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from planparse.compare.items import Item

if TYPE_CHECKING:
    from planparse.compare.edits import ItemEdit

Sides = tuple[tuple[Item, ...], tuple[Item, ...]]
"""Items of the old and of the new plan that belong together, at least one of each."""


def moved_items(
    pairs: Iterable[Sides], partners: Mapping[int, set[int]]
) -> frozenset[int]:
    """Return the places of the first old items of the pairs that stand elsewhere now.

    Elsewhere is below another parent, or in another order; of children that changed
    their order as few as possible have moved. `partners` has the places of the new items
    that each old one belongs to.
    """
    moved: set[int] = set()
    siblings: dict[tuple[int, int], list[tuple[int, int]]] = defaultdict(list)
    for old, new in pairs:
        first, now = old[0], new[0]
        if _below_one_parent(first, now, partners):
            siblings[first.parent, now.parent].append((first.place, now.place))
        elif not (_part_stayed(old, new, partners) or _below_itself(new)):
            moved.add(first.place)
    for places in siblings.values():
        places.sort()
        kept = longest_rise([now for _, now in places])
        moved.update(
            place for index, (place, _) in enumerate(places) if index not in kept
        )
    return frozenset(moved)


def _below_one_parent(old: Item, new: Item, partners: Mapping[int, set[int]]) -> bool:
    """Return whether both stand at the top, or below headings that belong together."""
    at_top = old.parent == new.parent == -1
    return at_top or new.parent in partners.get(old.parent, ())


def _part_stayed(
    old: Iterable[Item], new: Sequence[Item], partners: Mapping[int, set[int]]
) -> bool:
    """Return whether a part of an item that was split or merged is still below the same parent."""
    return any(
        now.parent in partners.get(item.parent, ()) for item in old for now in new
    )


def _below_itself(items: Sequence[Item]) -> bool:
    """Return whether the first item stands below another one of the same edit."""
    parent = items[0].parent
    return parent >= 0 and parent in (item.place for item in items)


def longest_rise(numbers: Sequence[int]) -> set[int]:
    """Return the indexes of a longest rising subsequence."""
    tails: list[int] = []
    ends: list[int] = []
    before: list[int] = []
    for index, number in enumerate(numbers):
        at = bisect_left(tails, number)
        before.append(ends[at - 1] if at else -1)
        tails[at : at + 1] = [number]
        ends[at : at + 1] = [index]
    kept: set[int] = set()
    index = ends[-1] if ends else -1
    while index >= 0:
        kept.add(index)
        index = before[index]
    return kept


def in_new_order(edits: Sequence["ItemEdit"]) -> tuple["ItemEdit", ...]:
    """Return edits in the order of the new plan; what was dropped follows what preceded it."""
    home = {
        item.place: edit.new[0].place
        for edit in edits
        if edit.new and not edit.moved
        for item in edit.old
    }
    preceding: dict[int, int] = {}
    last = -1
    for place in sorted(item.place for edit in edits for item in edit.old):
        last = home.get(place, last)
        preceding[place] = last

    def rank(edit: "ItemEdit") -> tuple[int, int, int]:
        """Return where an edit is told: at its new item, or behind what preceded the old one."""
        if edit.new:
            return edit.new[0].place, 0, 0
        return preceding[edit.old[0].place], 1, edit.old[0].place

    return tuple(sorted(edits, key=rank))
