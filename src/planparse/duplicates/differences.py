"""What differs between two documents that are one text, in short; `compare` tells it in full."""

from collections import defaultdict, deque
from collections.abc import Container, Sequence
from itertools import pairwise, takewhile
from typing import Literal, NamedTuple

from planparse.compare.items import Edition, Item, fold
from planparse.compare.matching import Group, match
from planparse.compare.review import sides_of
from planparse.duplicates.copies import Copy
from planparse.grammar.shipped import compare_rules
from planparse.tree import HOLDERS

ChangeKind = Literal["reworded", "added", "dropped"]
"""What became of items, seen from the document that another is held against."""

CHANGES: tuple[ChangeKind, ...] = ("reworded", "added", "dropped")
"""The kinds, in the order in which they are told."""

Part = Literal["head", "body", "tail"]


class Change(NamedTuple):
    """Items of the one document and what the other has for them; one side may have none."""

    kind: ChangeKind
    old: tuple[Item, ...]
    new: tuple[Item, ...]


class Difference(NamedTuple):
    """What differs from one document to another.

    `encoding` and `format` are those of both files, None where they are the same. `layout`
    says that widths, blanks or line breaks differ, `marks` that punctuation does, `order`
    that items changed places. `head` and `tail` say that what stands before the first
    section and behind the last one differs, `renumbered` how many items have another
    label. `changes` are those of all other items, `cut` how many of them were dropped in a
    row from the end, below 0 how many were added to it.
    """

    encoding: tuple[str, str] | None = None
    format: tuple[str, str] | None = None
    layout: bool = False
    marks: bool = False
    order: bool = False
    head: bool = False
    tail: bool = False
    renumbered: int = 0
    cut: int = 0
    changes: tuple[Change, ...] = ()

    def of_kind(self, kind: ChangeKind) -> tuple[Change, ...]:
        """Return the changes of a kind."""
        return tuple(change for change in self.changes if change.kind == kind)


def difference(old: Copy, new: Copy) -> Difference:
    """Return what differs from one document to another that is a version of it.

    What both have word for word is set aside, and the rest matched as `compare` does.
    """
    kept = _kept(old.items, new.items)
    changes = _changes(
        _without(old, {here for here, _ in kept}),
        _without(new, {there for _, there in kept}),
    )
    words = old.words, new.words
    said = [change for change in changes if not _is_said(change, *words)]
    before, after = _Envelope(old.items), _Envelope(new.items)
    parts = [before.part(change.old) | after.part(change.new) for change in said]
    return _of_files(old, new)._replace(
        marks=not said and old.text != new.text,
        order=any(there > here for (_, there), (_, here) in pairwise(kept)),
        head=any(part == {"head"} for part in parts),
        tail=any(part == {"tail"} for part in parts),
        renumbered=_renumbered(old, new, kept),
        cut=_cut(changes, old.items, new.items),
        changes=tuple(
            change
            for change, part in zip(said, parts, strict=True)
            if part not in ({"head"}, {"tail"})
        ),
    )


def same_words(old: Copy, new: Copy) -> Difference:
    """Return what differs between two documents that have the same letters and digits."""
    marks = old.text != new.text
    renumbered = _renumbered(old, new, _kept(old.items, new.items))
    other = old.card.layout != new.card.layout
    layout = other and not marks and not renumbered
    return _of_files(old, new)._replace(
        layout=layout, marks=marks, renumbered=renumbered
    )


def _renumbered(old: Copy, new: Copy, kept: Sequence[tuple[int, int]]) -> int:
    """Return how many items that both have are labelled otherwise."""
    return sum(
        fold(old.items[here].label or "") != fold(new.items[there].label or "")
        for here, there in kept
    )


def _of_files(old: Copy, new: Copy) -> Difference:
    """Return what differs between the files of two documents."""
    return Difference(
        encoding=_both(old.card.encoding, new.card.encoding),
        format=_both(old.card.format, new.card.format),
    )


def _both(old: str, new: str) -> tuple[str, str] | None:
    """Return two values, None where they are the same."""
    return None if old == new else (old, new)


def _kept(old: Sequence[Item], new: Sequence[Item]) -> list[tuple[int, int]]:
    """Return the indices of items that both have word for word, the first with the first."""
    heirs: dict[tuple[str, str], deque[int]] = defaultdict(deque)
    for index, item in enumerate(new):
        heirs[item.kind, item.normalised].append(index)
    found = []
    for index, item in enumerate(old):
        heir = heirs.get((item.kind, item.normalised))
        if heir:
            found.append((index, heir.popleft()))
    return found


def _without(copy: Copy, kept: set[int]) -> Edition:
    """Return a document without some of its items, the others in places of their own."""
    left = [item for index, item in enumerate(copy.items) if index not in kept]
    places = {item.place: place for place, item in enumerate(left)}
    items = tuple(
        item._replace(place=place, parent=places.get(item.parent, -1))
        for place, item in enumerate(left)
    )
    return Edition(copy.card.path, copy.card.year, items)


def _changes(old: Edition, new: Edition) -> list[Change]:
    """Return what became of items that are not word for word in the other document."""
    groups = match(old.items, new.items, compare_rules(), sides_of(old, new)).groups
    return [
        Change(_kind(group), group.old, group.new)
        for group in groups
        if _letters(group.old) != _letters(group.new)
    ]


def _kind(group: Group) -> ChangeKind:
    """Return what became of matched items."""
    if group.old and group.new:
        return "reworded"
    return "added" if group.new else "dropped"


def _letters(items: Sequence[Item]) -> str:
    """Return what items say together; where one is parted in two, nothing has changed."""
    return "".join(filter(str.isalnum, "".join(item.normalised for item in items)))


def _is_said(change: Change, old: str, new: str) -> bool:
    """Return whether an item without a partner stands in the words of the other text.

    Cells of a table are items to one reader and the table to another.
    """
    if change.kind == "reworded":
        return False
    return _letters(change.old or change.new) in (new if change.old else old)


class _Envelope:
    """What of a document stands before its first section and behind its last."""

    def __init__(self, items: Sequence[Item]) -> None:
        """Take the items of a document in reading order."""
        inner = [
            index
            for index, item in enumerate(items)
            if item.kind in HOLDERS or item.parent >= 0
        ]
        self._head = {item.start for item in items[: inner[0]]} if inner else set()
        self._tail = {item.start for item in items[inner[-1] + 1 :]} if inner else set()

    def part(self, items: Sequence[Item]) -> set[Part]:
        """Return in which parts of the document items stand."""
        return {
            "head"
            if item.start in self._head
            else "tail"
            if item.start in self._tail
            else "body"
            for item in items
        }


def _cut(changes: Sequence[Change], old: Sequence[Item], new: Sequence[Item]) -> int:
    """Return how many items were dropped in a row from the end, or added to it (below 0)."""
    dropped = {
        item.start for change in changes for item in change.old if not change.new
    }
    added = {item.start for change in changes for item in change.new if not change.old}
    return _run(old, dropped) - _run(new, added)


def _run(items: Sequence[Item], starts: Container[int | None]) -> int:
    """Return how many items at the end of a document begin at some of these places."""
    return sum(1 for _ in takewhile(lambda item: item.start in starts, reversed(items)))
