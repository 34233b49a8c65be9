"""Apply an edit script: that it is whole shows where it makes the new plan of the old."""

from collections.abc import Iterable
from typing import NamedTuple

from planparse.compare.edits import ITEM_SEPARATOR, ItemEdit
from planparse.compare.items import Edition
from planparse.compare.wording import Rewording


class Rebuilt(NamedTuple):
    """An item as a script rebuilds it: everything of it that is compared."""

    id: str
    parent: int
    kind: str
    label: str | None
    normalised: str


def apply(edition: Edition, edits: Iterable[ItemEdit]) -> list[Rebuilt]:
    """Return the items of the new plan, made of those of the old one and the script alone."""
    built: list[tuple[int, Rebuilt]] = []
    for edit in edits:
        assert all(item == edition.items[item.place] for item in edit.old)
        old = ITEM_SEPARATOR.join(item.normalised for item in edit.old)
        parts = reworded(old, edit.wording).split(ITEM_SEPARATOR)
        built += [
            (item.place, Rebuilt(item.id, item.parent, item.kind, item.label, part))
            for item, part in zip(edit.new, parts, strict=bool(edit.new))
        ]
    return [item for _, item in sorted(built)]


def reworded(old: str, changes: Iterable[Rewording]) -> str:
    """Return a text with changes made."""
    out, at = [], 0
    for change in changes:
        out += [old[at : change.start], change.after]
        at = change.end
    return "".join([*out, old[at:]])
