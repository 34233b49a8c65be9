"""Groups of duplicates as plain records, as JSON Lines has them."""

from collections.abc import Sequence

from planparse.compare.items import Item
from planparse.duplicates.copies import Card
from planparse.duplicates.differences import Change, Difference
from planparse.duplicates.group import Group, Holder, Member
from planparse.records import Record
from planparse.system.paths import unicode_path

SCHEMA = 1
"""The version of what is printed as JSON."""

_PLAIN = ("layout", "marks", "order", "head", "tail", "renumbered", "cut")


def group_record(group: Group, number: int) -> Record:
    """Return a group plain; its `number` counts the groups from 1.

    `of` and `latest` are indices of `members`.
    """
    return {
        "schema": SCHEMA,
        "group": number,
        "latest": group.latest,
        "members": [_member(member) for member in group.members],
        "holders": [_holder(holder) for holder in group.holders],
    }


def _member(member: Member) -> Record:
    """Return a member plain; the first has no relation to another."""
    record = _card(member.card)
    if member.of is None:
        return record
    return record | {
        "of": member.of,
        "relation": member.relation,
        "likeness": round(member.likeness, 3),
        "share": round(member.share, 3),
        "differs": _difference(member.differs),
    }


def _holder(holder: Holder) -> Record:
    """Return what holds a member plain."""
    return _card(holder.card) | {
        "of": holder.of,
        "relation": "part",
        "share": round(holder.share, 3),
        "part_lines": [holder.line, holder.last_line],
    }


def _card(card: Card) -> Record:
    """Return what is known of a document plain."""
    return {
        "path": unicode_path(card.path),
        "doc": card.doc,
        "documents": card.documents,
        "title": card.title,
        "year": card.year,
        "date": card.date,
        "stage": card.stage,
        "lines": [card.line, card.last_line],
        "start": card.start,
        "end": card.end,
        "encoding": card.encoding,
        "format": card.format,
        "sha256": card.sha256,
        "size": card.size,
    }


def _difference(difference: Difference) -> Record:
    """Return what differs plain; what does not differ is left out."""
    pairs = {
        name: list(pair)
        for name in ("encoding", "format")
        if (pair := getattr(difference, name)) is not None
    }
    plain = {name: value for name in _PLAIN if (value := getattr(difference, name))}
    changes = [_change(change) for change in difference.changes]
    return {**pairs, **plain, **({"changes": changes} if changes else {})}


def _change(change: Change) -> Record:
    """Return a change of items plain."""
    return {
        "kind": change.kind,
        "old": _items(change.old),
        "new": _items(change.new),
    }


def _items(items: Sequence[Item]) -> list[Record]:
    """Return items plain: what they are called, and where they stand in their files."""
    return [
        {
            "id": item.id,
            "label": item.label,
            "title": item.title,
            "line": item.line,
            "start": item.start,
            "end": item.end,
        }
        for item in items
    ]
