"""Remarks on which unit of a list leads: 列第一位者为牵头单位，下同."""

import re
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from planparse.facts.owner import Owner, Role
from planparse.grammar.wordlists import OwnerWords
from planparse.lazy import lazy
from planparse.text.characters import BRACKET_CLOSINGS, BRACKET_OPENINGS, ROUND
from planparse.text.expressions import any_of

_MARKS = re.escape(BRACKET_OPENINGS + BRACKET_CLOSINGS + "、，,；;。：:\r\n")
_UNLESS = rf"(?:除[^，,。；;{ROUND.marks}]{{1,20}}外[，,])?"
"""An exception from a remark: 除标明“分别牵头”外，."""
_NEAR = 50
"""How far a remark reaches around the word for who leads, in characters."""
_LEAD: Role = "lead"
_SUPPORT: Role = "support"
_REST: Role = "responsible"
_APART = 12
"""What may stand between a list and a remark on it: ，按职责分工负责，."""
_NOTE_ENDS = "。\r\n" + BRACKET_CLOSINGS


class Remark(NamedTuple):
    """A remark on who leads.

    `others` is the role of the rest of a list. It is said of all lists behind it where it
    goes `onward` (下同), and in the `label` of one of that list alone.
    """

    start: int
    end: int
    others: Role
    onward: bool
    label: bool


class FirstLeads:
    """Finds the remarks, by the words of `facts/owners.yaml`."""

    def __init__(self, words: OwnerWords) -> None:
        """Take the words of `facts/owners.yaml`."""
        self.kept: dict[str, Any] = {}
        self._words = words
        self._leads = words.roles[_LEAD]
        self._supports = words.roles[_SUPPORT]
        self._firsts = any_of(words.firsts)

    @lazy
    def _remark(self) -> re.Pattern[str]:
        """A remark, with what parts it from the list before it."""
        words, other = self._words, f"[^{_MARKS}]"
        firsts, nouns = any_of(words.firsts), any_of(words.nouns)
        word = f"(?:{any_of(self._leads)})"
        leads = f"{word}(?:[或、]{other}{{1,4}})?(?:{nouns})"
        being = f"(?:{any_of(words.being)})"
        roles = any_of((*self._supports, *words.roles[_REST]))
        return re.compile(
            rf"[{ROUND.opening}，,、；; 　]*{_UNLESS}"
            rf"(?:{other}{{0,24}}(?:{firsts}){other}{{0,8}}?{being}{leads}"
            rf"|{other}{{0,24}}(?:{firsts})[的者]?(?:{nouns})?{word}"
            rf"|{other}{{0,12}}{leads}{other}{{0,6}}(?:{firsts}))"
            rf"(?:[，,；;、](?:{any_of(words.rest)}){other}{{0,8}}?{being}"
            rf"(?P<others>{roles})(?:{nouns}))?"
            rf"(?P<ditto>[，,；;、{ROUND.opening}]?以?下均?同{ROUND.closes}?)?"
        )

    def list_end(self, text: str) -> int:
        """Return where a list ends before a remark on it, else where the text ends."""
        if re.compile(self._firsts).search(text) is None:
            return len(text)
        remark = self._remark.search(text)
        return remark.start() if remark else len(text)

    def applied(
        self, text: str, start: int, end: int, owners: Sequence[Owner]
    ) -> Sequence[Owner]:
        """Return the owners of `text[start:end]` as the remarks in it tell who leads."""
        remarks = list(self._remarks(text, start, end))
        if not remarks:
            return owners
        others: dict[int, Role] = {}
        for remark in remarks:
            for place in _said_of(text, remark, owners):
                others[place] = remark.others
        out: list[Owner] = []
        for place, owner in enumerate(owners):
            if place in others and not _is_led(text, owners, place):
                out += _parted(text, owner, others[place])
            else:
                out.append(owner)
        return out

    def _remarks(self, text: str, start: int, end: int) -> Iterator[Remark]:
        """Yield the remarks in `text[start:end]`: there is a word for leading in each."""
        for word in self._leads:
            reached = start
            for lead in re.compile(word).finditer(text, start, end):
                at = lead.start()
                if at < reached:
                    continue
                low, high = max(start, at - _NEAR), min(end, at + _NEAR)
                if self.list_end(text[low:high]) < high - low:
                    remark = self._remark.search(text, low, high)
                    if remark and remark.end() > at:
                        yield self._read(text, remark)
                        reached = remark.end() + 1

    def _read(self, text: str, remark: re.Match[str]) -> Remark:
        """Return a remark as it was found."""
        supports = remark["others"] in self._supports
        closing = text[remark.end() : remark.end() + 2]
        return Remark(
            remark.start(),
            remark.end(),
            "support" if supports else "responsible",
            onward=remark["ditto"] is not None,
            label=re.fullmatch(f"{ROUND.closes}[：:]", closing) is not None,
        )


def _said_of(text: str, remark: Remark, owners: Sequence[Owner]) -> Sequence[int]:
    """Return the places of the owners that a remark is of.

    That is the list in whose brackets or behind whose label it stands, and, if 下同 stands
    there too or it is a sentence of its own, all lists behind it; where there are none, those
    before it, which it is a note to.
    """
    everywhere = range(len(owners))
    behind = [place for place in everywhere if owners[place].start >= remark.end]
    if remark.label:
        return behind if remark.onward else behind[:1]
    before = [place for place in everywhere if owners[place].end <= remark.start][-1:]
    between = text[owners[before[0]].end : remark.start] if before else ""
    if not before or len(between) > _APART or "\n" in between:
        return behind or everywhere
    apart = any(mark in between for mark in _NOTE_ENDS)
    return [*before, *behind] if apart or remark.onward else before


def _is_led(text: str, owners: Sequence[Owner], place: int) -> bool:
    """Return whether an owner is no list of which one unit may lead: another leads beside it."""
    owner = owners[place]
    if owner.role != "responsible" or len(owner.units) == 1:
        return True
    before, behind = owners[max(place - 1, 0)], owners[place + 1 : place + 2]
    return any(
        other.role == "lead" and not any(mark in between for mark in _NOTE_ENDS)
        for other, between in (
            (before, text[before.end : owner.start]),
            *((other, text[owner.end : other.start]) for other in behind),
        )
    )


def _parted(text: str, owner: Owner, others: Role) -> tuple[Owner, Owner]:
    """Return the first unit of an owner as one that leads, and the rest."""
    first, *rest = owner.units
    led = re.compile(r"\s*".join(map(re.escape, first))).match(text, owner.start)
    next_unit = re.compile(r"\s*".join(map(re.escape, rest[0])))
    end = led.end() if led else owner.start + len(first)
    place = next_unit.search(text, end, owner.end)
    unknown = tuple([name for name in owner.unknown if name != first])
    return (
        Owner(
            "lead", (first,), owner.unknown[: first in owner.unknown], owner.start, end
        ),
        Owner(others, tuple(rest), unknown, place.start() if place else end, owner.end),
    )
