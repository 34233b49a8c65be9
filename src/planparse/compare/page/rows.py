"""Edits side by side, so that both plans are read from top to bottom, each in its own order."""

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from planparse.compare.edits import ItemEdit
from planparse.compare.items import Item
from planparse.compare.order import longest_rise


class AlignedRow(NamedTuple):
    """What stands side by side of one edit.

    Where its items stand apart, each has a row, with nothing beside it.
    """

    edit: ItemEdit
    old: tuple[Item, ...]
    new: tuple[Item, ...]


def rows(edits: Sequence[ItemEdit]) -> Iterator[AlignedRow]:
    """Yield edits side by side, as many beside their partners as can be.

    Those that did not move come first.
    """
    olds = _Column([(item, edit) for edit in edits for item in edit.old])
    news = _Column([(item, edit) for edit in edits for item in edit.new])
    for edit in _level(edits):
        left, right = _run(edit.old), _run(edit.new)
        yield from _alone_in_old(olds.up_to(left[0].place))
        yield from _alone_in_new(news.up_to(right[0].place))
        yield AlignedRow(edit, left, right)
        olds.skip(len(left))
        news.skip(len(right))
    yield from _alone_in_old(olds.up_to(None))
    yield from _alone_in_new(news.up_to(None))


Entry = tuple[Item, ItemEdit]


class _Column:
    """The items of one plan, from top to bottom, with their edits."""

    def __init__(self, entries: Iterable[Entry]) -> None:
        """Take the items of one side, each with its edit, in any order."""
        self._entries = sorted(entries, key=lambda entry: entry[0].place)
        self._next = 0

    def up_to(self, place: int | None) -> Iterator[Entry]:
        """Yield the items that come before one at a place; all that are left where it is None."""
        while self._next < len(self._entries):
            entry = self._entries[self._next]
            if place is not None and entry[0].place >= place:
                return
            self._next += 1
            yield entry

    def skip(self, count: int) -> None:
        """Leave out so many items."""
        self._next += count


def _alone_in_old(entries: Iterable[Entry]) -> Iterator[AlignedRow]:
    """Return items of the old plan as rows that have nothing beside them."""
    return (AlignedRow(edit, (item,), ()) for item, edit in entries)


def _alone_in_new(entries: Iterable[Entry]) -> Iterator[AlignedRow]:
    """Return items of the new plan as rows that have nothing beside them."""
    return (AlignedRow(edit, (), (item,)) for item, edit in entries)


def _level(edits: Iterable[ItemEdit]) -> list[ItemEdit]:
    """Return the edits whose first items stand beside each other, from top to bottom.

    Items that stayed in order are fixed. One that moved stands beside its partner only
    where it fits between those; else each stands alone, in its own plan's order.
    """
    pairs = sorted(
        (edit for edit in edits if edit.old and edit.new),
        key=lambda edit: edit.new[0].place,
    )
    stayed = [edit for edit in pairs if not edit.moved]
    kept = longest_rise([edit.old[0].place for edit in stayed])
    fixed = {stayed[index].new[0].place for index in kept}
    level: list[ItemEdit] = []
    reached = -1
    for edit, bound in zip(pairs, _bounds(pairs, fixed), strict=True):
        if edit.new[0].place in fixed or reached < edit.old[0].place < bound:
            level.append(edit)
            reached = edit.old[0].place
    return level


def _bounds(pairs: Sequence[ItemEdit], fixed: set[int]) -> list[float]:
    """Return for each pair where in the old plan the next one that is fixed stands."""
    bounds: list[float] = []
    after = float("inf")
    for edit in reversed(pairs):
        bounds.append(after)
        if edit.new[0].place in fixed:
            after = edit.old[0].place
    bounds.reverse()
    return bounds


def _run(items: Sequence[Item]) -> tuple[Item, ...]:
    """Return the first items that stand one behind the other, with nothing between."""
    end = 1
    while end < len(items) and items[end].place == items[end - 1].place + 1:
        end += 1
    return tuple(items[:end])
