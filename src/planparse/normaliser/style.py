"""Rules of style whose mending is certain: what a finding says it should be is written.

They bear the names of the findings (`label-mark`), and are followed only where they are
named, once the other rules are at rest. A change is made only where the tree stays what
it was and nothing else is found for it: a mark that is wrong may still be what a label
is known by.
"""

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from itertools import chain
from typing import NamedTuple

from planparse.findings import style
from planparse.findings.kinds import message, rules_of
from planparse.normaliser.changes import (
    NamedChange,
    changed,
    places_after,
    without_overlaps,
)
from planparse.normaliser.rule import RuleChange, View
from planparse.pipeline import parse
from planparse.text.characters import DIGITS, HAN_ONES, HAN_ZEROS
from planparse.text.encoding import Source
from planparse.tree import Finding, Parsed, nodes_of

_NUMBER = re.compile(f"[{HAN_ONES}{HAN_ZEROS}十百千{DIGITS}①-⑳]+")
_SLIPS = re.compile("[0OＯ]")


def _always(_text: str, _found: Finding) -> bool:
    """Return True: whatever the finding, there is one way to mend it."""
    return True


def _before_no_digit(text: str, found: Finding) -> bool:
    """Return whether no digit follows: 1、5 would become 1.5."""
    return not text[found.end : found.end + 1].isdecimal()


def _counted_in_digits(_text: str, found: Finding) -> bool:
    """Return whether a label has digits already: a text may cite 附件一 by its name."""
    return found.facts[0][:1].isdecimal()


def _same_twice(_text: str, found: Finding) -> bool:
    """Return whether a mark stands twice: of two that differ either may be meant."""
    return len(set(found.facts[0])) == 1


def _no_question_mark(_text: str, found: Finding) -> bool:
    """Return whether a mark is none that stands for what a program could not decode."""
    return found.facts[0] != "?"


def _of_time(_text: str, found: Finding) -> bool:
    """Return whether a range is one of time: of numbers the standards allow two marks."""
    return "—" in found.facts[1]


def _slip_of_zero(_text: str, found: Finding) -> bool:
    """Return whether all that a year has besides Chinese digits stands for a zero."""
    return not re.search(r"[0-9A-Za-zＯ]", _SLIPS.sub("", found.facts[0]))


CERTAIN: Mapping[str, Callable[[str, Finding], bool]] = {
    "S101": _before_no_digit,
    "S201": _always,
    "S202": _always,
    "S204": _always,
    "S206": _always,
    "S207": _counted_in_digits,
    "S301": _always,
    "S302": _same_twice,
    "S303": _no_question_mark,
    "S304": _always,
    "S306": _always,
    "S401": _of_time,
    "S402": _slip_of_zero,
}
"""The codes of findings that are mended, and of which of them it is certain how."""

RULES: Mapping[str, str] = {rules_of("S")[code].name: code for code in CERTAIN}
"""The codes by the names of the rules, which are those of the findings."""


class _Mend(NamedTuple):
    """A finding, and the change that mends it."""

    finding: Finding
    change: RuleChange


class _State(NamedTuple):
    """What a text is held to be: the tree that it is read as, and what is doubtful in it."""

    parsed: Parsed
    found: Sequence[Finding]


def changes(view: View, names: Collection[str]) -> list[NamedChange]:
    """Return the changes that mend a text by the rules of these names, in order of place."""
    codes = {code for name, code in RULES.items() if name in names}
    if not codes:
        return []
    state = _state(view.parsed.source, view)
    apart = {
        one.change.start
        for one in without_overlaps(
            view.text, map(_named, chain(*_certain(view.text, state, codes)))
        )
    }
    wanted = [
        mends
        for mends in _certain(view.text, state, codes)
        if all(mend.change.start in apart for mend in mends)
    ]
    return sorted(map(_named, _kept(view, state, [], wanted)), key=_start)


def _named(mend: _Mend) -> NamedChange:
    """Return the change of a mend with the name of its rule."""
    return NamedChange(rules_of("S")[mend.finding.code].name, mend.change)


def _start(named: NamedChange) -> int:
    """Return where a change begins."""
    return named.change.start


def _certain(
    text: str, state: _State, codes: Collection[str]
) -> Iterator[tuple[_Mend, ...]]:
    """Yield how findings of some codes are mended, where it is certain.

    Labels of a document that are written alike come together, for one that stayed behind
    would be another's equal no more.
    """
    alike: dict[tuple[int, str], list[Finding]] = defaultdict(list)
    starts = [document.root.start for document in state.parsed.documents]
    for found in state.found:
        if found.code == "S101" in codes:
            shape = _NUMBER.sub("N", found.facts[0])
            alike[bisect_right(starts, found.start), shape].append(found)
        elif found.code in codes and CERTAIN[found.code](text, found):
            yield (_mend(found),)
    for labels in alike.values():
        if all(_before_no_digit(text, found) for found in labels):
            yield tuple(map(_mend, labels))


def _mend(found: Finding) -> _Mend:
    """Return how a finding is mended: those characters alone are changed that differ."""
    before, after = found.facts
    start, end = found.start, found.end
    while before and after and before[0] == after[0]:
        before, after, start = before[1:], after[1:], start + 1
    while before and after and before[-1] == after[-1]:
        before, after, end = before[:-1], after[:-1], end - 1
    reason = f"{found.code}: {message(found, 'en')}"
    return _Mend(found, RuleChange(start, end, after, reason))


def _kept(
    view: View, state: _State, sure: list[_Mend], more: Sequence[tuple[_Mend, ...]]
) -> list[_Mend]:
    """Return the mends that are sure, and of some more those that keep the tree with them.

    What does not hold for all is tried half by half.
    """
    together = [*sure, *chain(*more)]
    if not more or _holds(view, state, together):
        return together
    if len(more) == 1:
        return sure
    middle = len(more) // 2
    for half in (more[:middle], more[middle:]):
        sure = _kept(view, state, sure, half)
    return sure


def _holds(view: View, state: _State, mends: Sequence[_Mend]) -> bool:
    """Return whether a text is the same with mends: its tree, and what else is found in it."""
    made = sorted(mend.change for mend in mends)
    place = places_after(made)
    said = view.parsed.source.corrections
    source = view.parsed.source._replace(
        text=changed(view.text, made),
        corrections=said.moved(place) if said.fitting else said,
    )
    after = _state(source, view)
    known = {(one.code, place(one.start)) for one in state.found}
    mended = {(mend.finding.code, place(mend.finding.start)) for mend in mends}
    found = {(one.code, one.start) for one in after.found}
    return found <= known - mended and _tree(after.parsed) == _tree(state.parsed, place)


def _state(source: Source, view: View) -> _State:
    """Return what a text is held to be."""
    parsed = parse(source, view.lexicon)
    return _State(parsed, style.with_style(parsed))


def _tree(
    parsed: Parsed, place: Callable[[int], int] = lambda at: at
) -> list[tuple[object, ...]]:
    """Return the nodes of a parse with their places."""
    return [
        (
            node.kind,
            place(node.start),
            place(node.body),
            place(node.end),
            node.ordinal,
            node.status,
            node.value,
            len(node.children),
        )
        for node in nodes_of(parsed)
    ]
