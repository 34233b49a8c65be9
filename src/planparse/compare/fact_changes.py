"""What changed in the facts of an item: figures, deadlines, owners and references."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from operator import add
from types import MappingProxyType
from typing import Any, NamedTuple

from planparse.compare.assignment import assign
from planparse.compare.items import FACTS, TARGETS, Item, fold

Fact = Mapping[str, Any]
"""A fact as its record has it: what was read, its text, its span."""

_BEFORE, _AFTER = 16, 6
"""Letters on either side by which two figures are known to be of the same thing."""
_NUMBER = r"(?<![A-Za-z\d.])\d[\d.]*"  # that of PM2.5 and M2 is part of a name
_CLAUSE = re.compile(rf"[。；;！？!?\n]|{_NUMBER}")
_PHRASE = re.compile(rf"[。；;，,、！!？?\n]|{_NUMBER}")
_YEAR = re.compile(r"\d\d年|20\d\d[./．／-]|[〇○零0-9一二三四五六七八九]{4}年")

# What two facts gain where all that stands before them is alike, all that stands behind
# them, and their own text; and, at least, for standing at the same place of the item.
_GAIN_BEFORE, _GAIN_AFTER, _GAIN_TEXT = 70, 30, 20
_GAIN_PLACE = 5
_ONE_THING = 0.3
"""The least likeness of the words on one side of two figures that are of one thing."""
_MOST, _NEAR = 100_000, 64
"""So many pairs of facts are compared in any case, and those that stand within so many places
of each other. A choice: of 3,753 items of 540 documents none has more than 52 of a kind."""

_OPPOSITE = {
    "raised": "lowered",
    "lowered": "raised",
    "later": "earlier",
    "earlier": "later",
    "added": "dropped",
    "dropped": "added",
    "changed": "changed",
}


class Mention(NamedTuple):
    """A fact, its folded text, and the words before and behind it in its clause.

    Of the words there are the pairs of neighbouring characters, by which they are compared.
    """

    fact: Fact
    text: str
    before: frozenset[str]
    after: frozenset[str]


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


def changes(old: Sequence[Item], new: Sequence[Item]) -> tuple[FactChange, ...]:
    """Return what changed in the facts between items that belong together, field by field."""
    if not any(item.facts for item in (*old, *new)):
        return ()
    found: list[FactChange] = []
    for field in FACTS:
        if field in _CHANGES:
            sides = _mentions(old, field), _mentions(new, field)
            found += _paired(field, *sides, _CHANGES[field])
        else:
            by_key = _BY_KEY.get(field, _by_text)
            before, after = (by_key(_facts(side, field)) for side in (old, new))
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


def _mentions(items: Iterable[Item], field: str) -> list[Mention]:
    """Return the facts of items, each with the words around it."""
    found = []
    for item in items:
        text = f"{item.title or ''}\n{item.text}"
        end = 0
        for fact in item.facts.get(field, ()):
            printed = text_of(fact)
            start = text.find(printed, end)
            before = after = ""
            if start >= 0:
                end = start + len(printed)
                before, after = _context(text, start, end)
            found.append(Mention(fact, fold(printed), _pairs(before), _pairs(after)))
    return found


def _context(text: str, start: int, end: int) -> tuple[str, str]:
    """Return the words of a figure's own clause before it, and those of its phrase behind it.

    Both are folded. In `新建幼儿园5所，改造校舍` these are `新建幼儿园` and the empty
    text: two figures with much the same words around them are of the same thing.
    """
    before = _CLAUSE.split(text[max(0, start - 2 * _BEFORE) : start])[-1]
    after = _PHRASE.split(text[end : end + _AFTER])[0]
    return fold(before)[-_BEFORE:], fold(after)


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


# ── figures and deadlines: in pairs ──────────────────────────────────────────────────


def _paired(
    field: str,
    old: Sequence[Mention],
    new: Sequence[Mention],
    compare: Callable[[Fact, Fact], str | None],
) -> list[FactChange]:
    """Return what became of each fact.

    Those of the same unit whose words around them are most alike are one.
    """
    partners = {
        index: partner
        for index, partner in assign(_gains(old, new)).items()
        if _is_one_thing(old[index], new[partner])
    }
    found = []
    for index, mention in enumerate(old):
        after = new[partners[index]].fact if index in partners else None
        kind = "dropped" if after is None else compare(mention.fact, after)
        if kind:
            found.append(FactChange(field, kind, mention.fact, after))
    taken = set(partners.values())
    return found + [
        FactChange(field, "added", None, mention.fact)
        for index, mention in enumerate(new)
        if index not in taken
    ]


def _gains(old: Sequence[Mention], new: Sequence[Mention]) -> dict[int, dict[int, int]]:
    """Return what each pair of facts of the same unit gains, in hundredths.

    Of very many facts only those are compared that stand at about the same place.
    """
    gains: dict[int, dict[int, int]] = {}
    size = len(old) * len(new)
    near = max(_NEAR, _MOST // max(len(old), 1))
    for left, one in enumerate(old):
        place = left * len(new) // len(old)
        first = max(place - near, 0)
        for right, other in enumerate(new[first : place + near], first):
            if one.fact.get("unit") == other.fact.get("unit"):
                words = (
                    _GAIN_BEFORE * _likeness(one.before, other.before)
                    + _GAIN_AFTER * _likeness(one.after, other.after)
                    + _GAIN_TEXT * (one.text == other.text)
                )
                apart = abs(left * len(new) - right * len(old)) / size
                gain = round(100 * words + 100 * _GAIN_PLACE * (2 - apart))
                gains.setdefault(left, {})[right] = gain
    return gains


def _is_one_thing(one: Mention, other: Mention) -> bool:
    """Return whether their text, or the words around them, show two facts to be of one thing."""
    around = max(_likeness(one.before, other.before), _likeness(one.after, other.after))
    return one.text == other.text or around >= _ONE_THING


def _pairs(text: str) -> frozenset[str]:
    """Return the pairs of neighbouring characters of a text."""
    return frozenset(map(add, text, text[1:]))


def _likeness(one: frozenset[str], other: frozenset[str]) -> float:
    """Return the share of pairs of neighbouring characters that two texts have in common."""
    return 2 * len(one & other) / max(len(one) + len(other), 1)


def _figure_change(old: Fact, new: Fact) -> str | None:
    """Say how a figure changed, or return None where it did not.

    50家 → 60家 is `raised`, 5%—8% → 6%—8% as well. Where one end of a range went up and
    the other down, where an end is not known, or only the modifier is another (不低于 →
    达到), it is `changed`.
    """
    before, after = _range(old), _range(new)
    if before == after:
        return None if old.get("modifier") == new.get("modifier") else "changed"
    if None in (*before, *after):
        return "changed"
    if _opposed(before, after):
        return "changed"
    return "raised" if sum(after) > sum(before) else "lowered"


def _range(fact: Fact) -> tuple[Any, Any]:
    """Return both ends of a figure; a figure that is no range has one number at both."""
    low = fact.get("low")
    high = fact.get("high")
    return low, low if high is None else high


def _opposed(before: tuple[Any, Any], after: tuple[Any, Any]) -> bool:
    """Return whether one end of a range went up and the other down."""
    (low, high), (new_low, new_high) = before, after
    narrower = low < new_low and high > new_high
    wider = low > new_low and high < new_high
    return bool(narrower or wider)


def _deadline_change(old: Fact, new: Fact) -> str | None:
    """Say how a deadline changed, or return None where it did not.

    It is `later` or `earlier` where both last days can be compared, and otherwise
    `changed` where the words differ: 上半年 → 尽快. Terms without an end are the same in
    whatever words.
    """
    if old.get("term") and old.get("term") == new.get("term"):
        return None
    before, after = _comparable_dates(old, new)
    if before and after and before != after:
        return "later" if after > before else "earlier"
    same = before == after and (before or fold(old["text"]) == fold(new["text"]))
    return None if same else "changed"


def _comparable_dates(old: Fact, new: Fact) -> tuple[str | None, str | None]:
    """Return the two dates, without their years where neither text names one.

    年底前 is the same every year.
    """
    before, after = old.get("until"), new.get("until")
    named = _YEAR.search(old["text"]) or _YEAR.search(new["text"])
    if before and after and not named:
        return before[4:], after[4:]
    return before, after


_CHANGES: Mapping[str, Callable[[Fact, Fact], str | None]] = MappingProxyType(
    {"figures": _figure_change, "deadlines": _deadline_change}
)
"""How facts of a kind change that are compared in pairs; those of others come and go."""
