"""Items that may have stood in a gap of the other plan, so that nobody can call them dropped."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import NamedTuple

from planparse.compare.items import Item
from planparse.tree import TRUNCATED

Partners = Mapping[int, set[int]]
"""Places of the other plan's items that belong to the item at a place."""


class _Gaps(NamedTuple):
    """Where a plan has gaps between items that have partners.

    `behind` are the places of such items that a gap follows, before the next such item;
    -1 stands for the beginning. `previous` has the place of the one before each of them,
    and before the plan's end.
    """

    behind: set[int]
    previous: dict[int, int]


def gap_test(
    items: Sequence[Item], others: Sequence[Item], partners: Partners
) -> Callable[[Item], bool]:
    """Return a test whether an item without a partner may have stood in a gap of the other plan.

    It may where the other plan has a gap between the partners of the item's neighbours,
    or next to either of them.
    """
    gaps = _gaps(others, {there for places in partners.values() for there in places})
    if not gaps.behind:
        return lambda _: False
    before = _nearest(items, partners, max, -1)
    after = _nearest(reversed(items), partners, min, len(others))
    return lambda item: (
        before[item.place] in gaps.behind
        or gaps.previous.get(after[item.place], -1) in gaps.behind
    )


def _gaps(items: Sequence[Item], paired: set[int]) -> _Gaps:
    """Find the gaps of a plan; `paired` are the places of its items that have partners.

    A plan that breaks off at its end has a gap there, too.
    """
    behind: set[int] = set()
    previous: dict[int, int] = {}
    last = -1
    for index, item in enumerate(items):
        if item.kind == "lacuna":
            behind.add(last)
            # Numbers that run on across a heading do not tell on which side of it the
            # gap lies.
            if index and items[index - 1].place == item.parent == last:
                behind.add(previous[last])
            if index + 1 < len(items) and _opens_section(items[index + 1], item):
                behind.add(items[index + 1].place)
        elif item.place in paired:
            previous[item.place] = last
            last = item.place
    if items and items[-1].status == TRUNCATED:
        behind.add(last)
    previous[len(items)] = last
    return _Gaps(behind, previous)


def _opens_section(item: Item, gap: Item) -> bool:
    """Return whether an item behind a gap is a section on another level."""
    return item.kind == "section" and item.parent != gap.parent


def _nearest(
    items: Iterable[Item],
    partners: Partners,
    choose: Callable[[set[int]], int],
    near: int,
) -> dict[int, int]:
    """Return for each item the partner of the nearest item before it, in the order given.

    It is `near` where there is none.
    """
    found: dict[int, int] = {}
    for item in items:
        found[item.place] = near
        if partners.get(item.place) and item.kind != "lacuna":
            near = choose(partners[item.place])
    return found
