"""A group of documents that are one text: its members, what differs, and what holds them."""

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from planparse.duplicates.copies import Card, Copy
from planparse.duplicates.differences import Difference, difference, same_words
from planparse.duplicates.forest import Branch
from planparse.duplicates.holdings import Held
from planparse.duplicates.likeness import Relation
from planparse.duplicates.titles import STAGES
from planparse.duplicates.twins import Twins

_TELLING = 12
"""So many letters of an item say where a text stands in another: a choice."""


class Member(NamedTuple):
    """A document of a group.

    `of` is the index of the member that it is held against, the one that it is most like;
    it is None of the first. `relation`, `likeness` and `share` say how the two are related
    (`Likeness`), and `differs` what differs from that one to this.
    """

    card: Card
    of: int | None = None
    relation: Relation | None = None
    likeness: float = 1
    share: float = 1
    differs: Difference = Difference()


class Holder(NamedTuple):
    """A document in which a member of a group stands, with much else.

    `of` is the index of that member, `share` what of it stands there, from `line` to
    `last_line` of the file.
    """

    card: Card
    of: int
    share: float
    line: int
    last_line: int


class Group(NamedTuple):
    """Documents that are one text, the earliest first, and those in which it stands.

    `latest` is the index of the member that is later than all that say something else, by
    its title or its date; None where neither tells.
    """

    members: tuple[Member, ...]
    holders: tuple[Holder, ...] = ()
    latest: int | None = None


def group(
    documents: Sequence[Copy],
    branches: Iterable[Branch],
    twins: Twins,
    held: Iterable[Held],
) -> Group:
    """Return the documents of a tree as a group, each with the `twins` that say the same."""
    members: list[Member] = []
    places: dict[int, int] = {}
    for branch in branches:
        places[branch.node] = len(members)
        same = [documents[at] for at in (branch.node, *twins.of(branch.node))]
        copy, *others = sorted(same, key=_stands_in_a_collection)
        if branch.parent is None or branch.tie is None:
            members.append(Member(copy.card))
        else:
            old = documents[branch.parent]
            of = places[branch.parent]
            differs = difference(old, copy)
            members.append(Member(copy.card, of, "version", *branch.tie, differs))
        members += _same(copy, len(members) - 1, others)
    return Group(
        tuple(members),
        tuple(
            _holder(documents[whole], documents[each.part], places[each.part], each)
            for each in held
            for whole in (each.whole, *twins.of(each.whole))
        ),
        _latest(members),
    )


def age(card: Card) -> tuple[int, str]:
    """Return what documents are ordered by, the earliest first: stage, then date."""
    return STAGES.index(card.stage), card.date or ""


def _stands_in_a_collection(copy: Copy) -> bool:
    """Return whether a document shares its file with others; one that does not comes first."""
    return copy.card.documents > 1


def _same(first: Copy, place: int, others: Iterable[Copy]) -> Iterator[Member]:
    """Yield the documents that say the same as one that is at a place of its group.

    One with the bytes of an earlier one is held against that, else against the first.
    """
    by_bytes = {(first.card.sha256, first.card.doc): place}
    for at, copy in enumerate(others, place + 1):
        key = copy.card.sha256, copy.card.doc
        if key in by_bytes:
            yield Member(copy.card, by_bytes[key], "same")
        else:
            by_bytes[key] = at
            yield Member(copy.card, place, "text", differs=same_words(first, copy))


def _holder(whole: Copy, part: Copy, of: int, held: Held) -> Holder:
    """Return a document that holds another, with the lines where that stands in it."""
    own = {item.normalised for item in part.items if len(item.normalised) >= _TELLING}
    lines = [
        item.line
        for item in whole.items
        if item.line is not None and item.normalised in own
    ] or [whole.card.line, whole.card.last_line]
    return Holder(whole.card, of, held.share, min(lines), max(lines))


def _latest(members: Sequence[Member]) -> int | None:
    """Return the first member that is later than all that say something else."""
    last = max(range(len(members)), key=lambda place: age(members[place].card))
    text = _text_of(members, last)
    others = [
        member.card
        for place, member in enumerate(members)
        if _text_of(members, place) != text
    ]
    card = members[last].card
    return last if others and all(_is_earlier(each, card) for each in others) else None


def _text_of(members: Sequence[Member], place: int) -> int:
    """Return the place of the first member that has the words of the one at a place."""
    member = members[place]
    if member.of is None or member.relation == "version":
        return place
    return _text_of(members, member.of)


def _is_earlier(one: Card, other: Card) -> bool:
    """Return whether it is known that one document is earlier than another.

    Two of one 文号 are one act, of which a copy may have lost a word of the title.
    """
    if one.docnumber and one.docnumber == other.docnumber:
        return False
    if one.stage != other.stage:
        return STAGES.index(one.stage) < STAGES.index(other.stage)
    return bool(one.date and other.date) and age(one) < age(other)
