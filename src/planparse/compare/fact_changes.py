"""What changed in the facts of an item: figures, deadlines, owners and references."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from types import MappingProxyType
from typing import Any, NamedTuple

from planparse.compare.deadline_changes import deadline_changes
from planparse.compare.figure_changes import figure_changes
from planparse.compare.items import FACTS, TARGETS, Item, fold
from planparse.compare.measures import Cluster, Measures

Fact = Mapping[str, Any]
"""A fact as its record has it: what was read, its text, its span."""

_OPPOSITE = {
    "raised": "lowered",
    "lowered": "raised",
    "later": "earlier",
    "earlier": "later",
    "added": "dropped",
    "dropped": "added",
    "changed": "changed",
}


class FactChange(NamedTuple):
    """A fact that is not what it was. `field` names its list in the record, as `figures`.

    `kind` is raised, lowered (figures), later, earlier (deadlines), changed, added or dropped.
    """

    field: str
    kind: str
    old: Fact | None
    new: Fact | None

    @property
    def is_target(self) -> bool:
        """Whether it is a figure or a deadline that changed."""
        return self.field in TARGETS

    def mirrored(self) -> "FactChange":
        """Return the way back."""
        return FactChange(self.field, _OPPOSITE[self.kind], self.new, self.old)


def changes(old: Cluster, new: Cluster, measures: Measures) -> tuple[FactChange, ...]:
    """Return what changed in the facts between items that belong together, field by field.

    `measures` says of what the figures are.
    """
    if not any(item.facts for item in (*old.items, *new.items)):
        return ()
    found: list[FactChange] = []
    for field in FACTS:
        if field == "figures":
            told = figure_changes(old, new, measures)
            found += (FactChange(field, *change) for change in told)
        elif field == "deadlines":
            told = deadline_changes(old.items, new.items)
            found += (FactChange(field, *change) for change in told)
        else:
            by_key = _BY_KEY.get(field, _by_text)
            before, after = (by_key(_facts(side.items, field)) for side in (old, new))
            found += _added_and_dropped(field, before, after)
    return tuple(found)


def text_of(fact: Fact | None) -> str:
    """Return a fact as it is printed; nothing for None."""
    if fact is None:
        return ""
    return str(fact["text"] if "text" in fact else "、".join(fact["units"]))


def _facts(items: Iterable[Item], field: str) -> Iterator[Fact]:
    """Yield the facts of items, those of one kind."""
    for item in items:
        yield from item.facts.get(field, ())


# ── owners and references: there or not ──────────────────────────────────────────────


def _by_unit(owners: Iterable[Fact]) -> dict[str, Fact]:
    """Return owners one by one, by role and folded name of the unit.

    So that 市教育局、市财政局 → 市教育局 is one unit dropped, and no list that changed.
    """
    return {
        f"{owner['role']} {fold(unit)}": _of_one(owner, unit)
        for owner in owners
        for unit in owner["units"]
    }


def _of_one(owner: Fact, unit: str) -> Fact:
    """Return an owner with one of its units alone."""
    of_one = {**owner, "units": [unit]}
    if unit in of_one.pop("unknown", ()):
        of_one["unknown"] = [unit]
    return of_one


def _by_text(facts: Iterable[Fact]) -> dict[str, Fact]:
    """Return facts, such as the documents that are named, by their folded text.

    References inside the text are left out: they only change with the numbers.
    """
    return {
        fold(fact["text"]): fact for fact in facts if fact.get("kind") != "internal"
    }


_BY_KEY: Mapping[str, Callable[[Iterable[Fact]], dict[str, Fact]]] = MappingProxyType(
    {"owners": _by_unit}
)
"""By what facts of a kind are known; those of other kinds by their text."""


def _added_and_dropped(
    field: str, old: Mapping[str, Fact], new: Mapping[str, Fact]
) -> list[FactChange]:
    """Return what only one side has, what was dropped before what was added.

    For owners and references there is no other change: a key is there, or it is not.
    """
    dropped = [
        FactChange(field, "dropped", old[key], None) for key in old if key not in new
    ]
    return dropped + [
        FactChange(field, "added", None, new[key]) for key in new if key not in old
    ]
