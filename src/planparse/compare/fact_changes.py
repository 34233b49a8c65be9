"""What changed in the facts of an item: figures raised or lowered, deadlines later or earlier, owners, references."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from planparse.compare.assignment import assign
from planparse.compare.items import FACTS, Item, fold

Fact = Mapping[str, Any]
"""A fact as its record has it: what was read, its text, its span."""

Said = tuple[Fact, str, str]
"""A fact, and the words before and behind it."""

_BEFORE, _AFTER = (
    16,
    6,
)  # letters on either side by which two figures are known to be of the same thing
_NUMBER = r"(?<![A-Za-z\d.])\d[\d.]*"  # that of PM2.5 and M2 is part of a name
_CLAUSE = re.compile(rf"[。；;！？!?\n]|{_NUMBER}")
_PHRASE = re.compile(rf"[。；;，,、！!？?\n]|{_NUMBER}")
_YEAR = re.compile(r"\d\d年")
_SAME_PLACE = 5  # hundredths: two facts of a kind, with nothing else in common
_OF_ONE_THING = 0.3  # so alike must the words on one side be, or nothing says that two figures are of the same thing
_OPPOSITE = {"raised": "lowered", "lowered": "raised", "later": "earlier", "earlier": "later", "added": "dropped",
             "dropped": "added", "changed": "changed"}  # fmt: skip


class Change(NamedTuple):
    """A fact that is not what it was. `field` names its list in the record, as `figures`.

    `kind` is raised, lowered (figures), later, earlier (deadlines), changed, added or dropped.
    """

    field: str
    kind: str
    old: Fact | None
    new: Fact | None

    def mirrored(self) -> "Change":
        """Return the way back."""
        return Change(self.field, _OPPOSITE[self.kind], self.new, self.old)


def changes(old: Sequence[Item], new: Sequence[Item]) -> tuple[Change, ...]:
    """Return what changed in the facts between items that belong together, field by field."""
    if not any(item.facts for item in (*old, *new)):
        return ()
    found: list[Change] = []
    for field in FACTS:
        sides = _facts(old, field), _facts(new, field)
        if field == "owners":
            found += _listed(field, *map(_by_unit, sides))
        elif field == "references":
            found += _listed(
                field,
                *({fold(fact["text"]): fact for fact, *_ in side} for side in sides),
            )
        else:
            found += _paired(
                field, *sides, _figure if field == "figures" else _deadline
            )
    return tuple(found)


def text_of(fact: Fact | None) -> str:
    """Return a fact as it is printed."""
    if fact is None:
        return ""
    return str(fact["text"] if "text" in fact else "、".join(fact["units"]))


def _facts(items: Iterable[Item], field: str) -> list[Said]:
    """Return the facts of items, each with the words around it."""
    found = []
    for item in items:
        text = f"{item.title or ''}\n{item.text}"
        at = 0
        for fact in item.facts.get(field, ()):
            said = text_of(fact)
            start = text.find(said, at)
            if start >= 0:
                at = start + len(said)
            found.append(
                (fact, *(_context(text, start, at) if start >= 0 else ("", "")))
            )
    return found


def _context(text: str, start: int, end: int) -> tuple[str, str]:
    before = _CLAUSE.split(text[max(0, start - 2 * _BEFORE) : start])[-1]
    after = _PHRASE.split(text[end : end + _AFTER])[0]
    return fold(before)[-_BEFORE:], fold(after)


def _by_unit(owners: Iterable[Said]) -> dict[str, Fact]:
    return {
        f"{fact['role']} {fold(unit)}": {**fact, "units": [unit]}
        for fact, *_ in owners
        for unit in fact["units"]
    }


def _listed(
    field: str, old: Mapping[str, Fact], new: Mapping[str, Fact]
) -> list[Change]:
    dropped = [
        Change(field, "dropped", old[key], None) for key in old if key not in new
    ]
    return dropped + [
        Change(field, "added", None, new[key]) for key in new if key not in old
    ]


def _paired(
    field: str,
    old: Sequence[Said],
    new: Sequence[Said],
    compare: Callable[[Fact, Fact], str | None],
) -> list[Change]:
    """Return what became of each fact: those of the same unit whose words around them are most alike are one."""
    edges: dict[int, dict[int, int]] = {}
    for there, (fact, before, behind) in enumerate(old):
        for here, (other, other_before, other_behind) in enumerate(new):
            if fact.get("unit") == other.get("unit"):
                gain = (
                    70 * _alike(before, other_before)
                    + 30 * _alike(behind, other_behind)
                    + 20 * (fold(fact["text"]) == fold(other["text"]))
                )
                near = abs(there * len(new) - here * len(old)) / (len(old) * len(new))
                edges.setdefault(there, {})[here] = round(
                    100 * gain + 100 * _SAME_PLACE * (2 - near)
                )
    partner = assign(edges)
    found = []
    taken = set()
    for there, (fact, before, behind) in enumerate(old):
        after = None
        if there in partner:
            other, other_before, other_behind = new[partner[there]]
            same = fold(fact["text"]) == fold(other["text"])
            if (
                same
                or max(_alike(before, other_before), _alike(behind, other_behind))
                >= _OF_ONE_THING
            ):
                after = other
                taken.add(partner[there])
        kind = compare(fact, after) if after is not None else "dropped"
        if kind:
            found.append(Change(field, kind, fact, after))
    return found + [
        Change(field, "added", None, fact)
        for here, (fact, *_) in enumerate(new)
        if here not in taken
    ]


def _alike(one: str, other: str) -> float:
    pairs = [
        {text[at : at + 2] for at in range(len(text) - 1)} for text in (one, other)
    ]
    return 2 * len(pairs[0] & pairs[1]) / max(len(pairs[0]) + len(pairs[1]), 1)


def _figure(old: Fact, new: Fact) -> str | None:
    before, after = (_range(fact) for fact in (old, new))
    if before == after:
        return None if old.get("modifier") == new.get("modifier") else "changed"
    if None in (*before, *after):
        return "changed"
    low, high = (before[0] <= after[0], before[1] <= after[1])
    return "changed" if low != high and before[0] != after[0] and before[1] != after[1] else (
        "raised" if (after[0] + after[1]) > (before[0] + before[1]) else "lowered")  # fmt: skip


def _range(fact: Fact) -> tuple[Any, Any]:
    low = fact.get("low")
    high = fact.get("high")
    return low, low if high is None else high


def _deadline(old: Fact, new: Fact) -> str | None:
    before, after = old.get("until"), new.get("until")
    if (
        before
        and after
        and not (_YEAR.search(old["text"]) or _YEAR.search(new["text"]))
    ):
        before, after = before[4:], after[4:]  # 年底前 is the same every year
    if before and after and before != after:
        return "later" if after > before else "earlier"
    same = (before, fold(old["text"])) == (after, fold(new["text"]))
    return None if same or (before and before == after) else "changed"
