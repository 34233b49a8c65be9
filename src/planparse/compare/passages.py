"""Passages: what is matched as one, a paragraph with the items inside it."""

from collections.abc import Collection, Iterable, Sequence
from typing import Literal, NamedTuple

from planparse.compare.items import Item, joined
from planparse.tree import NodeKind


class Passage(NamedTuple):
    """A paragraph with the items inside it, or one item alone.

    `normalised` is the text of them all. `parent` is the index of the passage it stands
    below, -1 at the top. `kind` is the same for all that may match.
    """

    items: tuple[Item, ...]
    normalised: str
    parent: int
    kind: NodeKind | Literal[""]


def have_lines(items: Iterable[Item]) -> bool:
    """Return whether it is known on what lines items stand, as it is not from YAML alone."""
    return all(item.line is not None for item in items)


def passages(
    items: Sequence[Item], body: Iterable[str], *, join: bool = True
) -> list[Passage]:
    """Return items as passages, in order; kinds in `body` are compared with one another.

    一是…；二是… inside a paragraph belong to it: what moved from one to the other is
    then a rewording, and not one item dropped and one added. Without `join` each item is
    a passage: for a plan that is compared with one whose lines are not known.
    """
    body = frozenset(body)
    home: dict[int, int] = {-1: -1}
    found: list[Passage] = []
    for item in items:
        last = found[-1] if found and join and item.piece else None
        if last is not None and last.items[-1].place == item.place - 1:
            found[-1] = last._replace(items=(*last.items, item))
        else:
            found.append(alone(item, home.get(item.parent, -1), body))
        home[item.place] = len(found) - 1
    return [_whole(passage) if len(passage.items) > 1 else passage for passage in found]


def alone(item: Item, parent: int, body: Collection[str]) -> Passage:
    """Return an item as a passage of its own."""
    kind: NodeKind | Literal[""] = "" if item.kind in body else item.kind
    return Passage((item,), item.normalised, parent, kind)


def items_of(side: Iterable[Passage]) -> tuple[Item, ...]:
    """Return the items of passages, in order."""
    return tuple(item for passage in side for item in passage.items)


def _whole(passage: Passage) -> Passage:
    """Return a passage of several items with the text of all of them."""
    text = joined(item.normalised for item in passage.items)
    return passage._replace(normalised=text)
