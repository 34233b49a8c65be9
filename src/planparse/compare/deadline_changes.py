"""What became of the deadlines of items that belong together."""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from planparse.compare.indicators import pairs, shared
from planparse.compare.items import Item, fold
from planparse.compare.pairing import Keys, partners

Deadline = Mapping[str, Any]
"""A deadline as its record has it."""

_BEFORE, _AFTER = 16, 6
"""Letters on either side by which two deadlines are known to be of the same thing."""
_NUMBER = r"(?<![A-Za-z\d.])\d[\d.]*"  # that of PM2.5 and M2 is part of a name
_CLAUSE = re.compile(rf"[。；;！？!?\n]|{_NUMBER}")
_PHRASE = re.compile(rf"[。；;，,、！!？?\n]|{_NUMBER}")
_YEAR = re.compile(r"\d\d年|20\d\d[./．／-]|[〇○零0-9一二三四五六七八九]{4}年")

# What two deadlines gain where all that stands before them is alike, all that stands
# behind them, and their own text.
_GAIN_BEFORE, _GAIN_AFTER, _GAIN_TEXT = 700, 300, 200
_ONE_THING = 0.3
"""The least likeness of the words on one side of two deadlines that are of one thing."""


class Mention(NamedTuple):
    """A deadline, its folded text, and the words before and behind it in its clause.

    Of the words there are the pairs of neighbouring characters, by which they are compared.
    """

    deadline: Deadline
    text: str
    before: frozenset[str]
    after: frozenset[str]


def deadline_changes(
    old: Sequence[Item], new: Sequence[Item]
) -> Iterator[tuple[str, Deadline | None, Deadline | None]]:
    """Yield what changed: its kind, and the deadline of either side.

    Those whose own words and the words around them are most alike are one.
    """
    before, after = list(_mentions(old)), list(_mentions(new))
    found = partners(
        [Keys(None, mention.text) for mention in before],
        [Keys(None, mention.text) for mention in after],
        lambda left, right: _gain(before[left], after[right]),
    )
    for place, mention in enumerate(before):
        partner = after[found[place]].deadline if place in found else None
        kind = _change(mention.deadline, partner) if partner else "dropped"
        if kind:
            yield kind, mention.deadline, partner
    taken = set(found.values())
    for place, mention in enumerate(after):
        if place not in taken:
            yield "added", None, mention.deadline


def _mentions(items: Sequence[Item]) -> Iterator[Mention]:
    """Yield the deadlines of items, each with the words around it."""
    for item in items:
        text, end = item.heading_and_text, 0
        for deadline in item.facts.get("deadlines", ()):
            printed = deadline["text"]
            start = text.find(printed, end)
            before = after = ""
            if start >= 0:
                end = start + len(printed)
                before, after = _context(text, start, end)
            yield Mention(deadline, fold(printed), pairs(before), pairs(after))


def _context(text: str, start: int, end: int) -> tuple[str, str]:
    """Return the words of a deadline's own clause before it, and of its phrase behind it.

    Both are folded.
    """
    before = _CLAUSE.split(text[max(0, start - 2 * _BEFORE) : start])[-1]
    after = _PHRASE.split(text[end : end + _AFTER])[0]
    return fold(before)[-_BEFORE:], fold(after)


def _gain(one: Mention, other: Mention) -> int | None:
    """Return what a pair gains, None where the two are not of one thing.

    Their text, or the words around them, show them to be.
    """
    before = shared(one.before, other.before)
    after = shared(one.after, other.after)
    same = one.text == other.text
    if not same and max(before, after) < _ONE_THING:
        return None
    return round(_GAIN_BEFORE * before + _GAIN_AFTER * after + _GAIN_TEXT * same)


def _change(old: Deadline, new: Deadline) -> str | None:
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


def _comparable_dates(old: Deadline, new: Deadline) -> tuple[str | None, str | None]:
    """Return the two dates, without their years where neither text names one.

    年底前 is the same every year.
    """
    before, after = old.get("until"), new.get("until")
    named = _YEAR.search(old["text"]) or _YEAR.search(new["text"])
    if before and after and not named:
        return before[4:], after[4:]
    return before, after
