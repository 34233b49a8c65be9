"""Owners behind a label: 责任单位：市教育局, 【责任单位】市教育局, 责任单位为市教育局."""

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from planparse.facts.known_units import KnownUnits, owners_of
from planparse.facts.owner import Owner, Role
from planparse.facts.owner_labels import BEFORE_LABEL, OwnerLabels
from planparse.facts.owner_places import REACH, bracket_over
from planparse.facts.owners_in_brackets import OwnersInBrackets
from planparse.facts.owners_in_prose import OwnersInProse
from planparse.grammar.wordlists import OwnerWords
from planparse.lazy import lazy
from planparse.text.characters import BRACKET_CLOSINGS, BRACKET_OPENINGS, ROUND
from planparse.text.expressions import any_of

if TYPE_CHECKING:
    from planparse.facts.leaders import Leaders

_STOP = rf"[{re.escape(BRACKET_OPENINGS + BRACKET_CLOSINGS)}。：:\r\n]"
_BEFORE_BARE = frozenset("\r\n 　\t" + ROUND.opening)


class OwnersLabelled:
    """Reads what stands behind labels by the words of `facts/owners.yaml`."""

    def __init__(
        self,
        words: OwnerWords,
        units: KnownUnits,
        labels: OwnerLabels,
        brackets: OwnersInBrackets,
        prose: OwnersInProse,
    ) -> None:
        """Take the words, what reads lists of units, and labels.

        `brackets` and `prose` read what stands before a label, and what is none.
        """
        self.kept: dict[str, Any] = {}
        self._words, self._units, self._labels = words, units, labels
        self._brackets, self._prose = brackets, prose
        self._persons_labelled = (*words.leaders, *ROUND.closing, " ", "　")

    @lazy
    def _leaders(self) -> "Leaders":
        """What reads persons and posts; few plans name any."""
        from planparse.facts.leaders import Leaders

        return Leaders(self._words, self._units.lists.names)

    def behind_mark(self, text: str, mark: int, low: int, end: int) -> Iterator[Owner]:
        """Yield the owners behind a label: 责任单位：, 【责任单位】."""
        named = self._labels.named(text, mark, low)
        if named is None:
            yield from self._persons(text, mark, low, end)
            return
        begin, role, sure = named
        bracket = bracket_over(text, begin, low)
        if text[mark] in BRACKET_CLOSINGS:
            if not bracket:
                return
            bracket = ""
        if not bracket and not sure and self._labels.stands_alone(text, begin, mark):
            yield from self._behind_word(text, mark, end, role)
            return
        if not bracket and not (
            self._labels.is_of_task(text, begin, role)
            if sure
            else self._labels.is_due(text, begin, mark)
        ):
            # 主办单位 of an event; 落实： of prose
            yield from self._prose.above_items(text, mark, low)
            return
        start = mark + 1
        furthest = min(end, start + REACH)
        stop = re.compile(_STOP).search(text, start, furthest)
        goes_on = stop is None or _runs_past(text, stop, bracket)
        to = furthest if stop is None or goes_on else stop.end()
        if bracket:
            yield from self._brackets.before_label(text, begin, low)
        elif text[start:to].isspace():
            yield from self._on_next_line(text, start, end, role)
            return
        groups = self._units.lists.behind_label(text[start:to], bracket)
        yield from owners_of(groups, start, role)

    def _on_next_line(
        self, text: str, start: int, end: int, role: Role
    ) -> Iterator[Owner]:
        """Yield the owners on the line below a label, where it has nothing else."""
        line = re.compile(r"\s{1,8}([^\s。；;][^\r\n]{1,200})").match(text, start, end)
        if line is None:
            return
        groups = self._units.lists.behind_label(line[1], "")
        rest = line[1][groups[-1].end :].strip("。；;，, 　") if groups else ""
        alone = not rest or self._units.lists.names.trailing.fullmatch(rest)
        if alone and self._units.are_bodies(groups, handed=False):
            yield from owners_of(groups, line.start(1), role)

    def _behind_word(
        self, text: str, mark: int, end: int, role: Role
    ) -> Iterator[Owner]:
        """Yield the owners behind a word alone, where nothing but names of units is there."""
        start = mark + 1
        line = re.compile(r"[\r\n]").search(text, start, min(end, start + REACH))
        to = line.start() if line else min(end, start + REACH)
        lists = self._units.lists
        groups = lists.behind_label(text[start:to], "")
        if all(lists.names.is_sure(unit) for group in groups for unit in group.units):
            yield from owners_of(groups, start, role)

    def behind_blank(self, text: str, mark: int, low: int, end: int) -> Iterator[Owner]:
        """Yield the owners behind a label that has no colon: 责任单位 , 责任单位为.

        It stands at the head of a line or, with 为, of a clause.
        """
        named = self._labels.named(text, mark, low)
        if named is None:
            return
        begin, role, sure = named
        is_clause = text[mark] == "为"
        heads = BEFORE_LABEL if is_clause else _BEFORE_BARE
        if not sure or (begin > low and text[begin - 1] not in heads):
            return
        mark += is_clause
        further = any_of((*self._labels.plain, *self._words.due))
        stop = re.compile(rf"[\r\n]|{further}").search(
            text, mark, min(end, mark + REACH)
        )
        to = stop.start() if stop else min(end, mark + REACH)
        start = to - len(text[mark:to].lstrip())
        groups = self._units.lists.behind_label(text[start:to].rstrip(), "")
        in_brackets = is_clause and text[begin - 1 : begin] in BRACKET_OPENINGS
        if in_brackets or self._units.are_bodies(groups, handed=False):
            yield from owners_of(groups, start, role)

    def _persons(self, text: str, mark: int, low: int, end: int) -> Iterator[Owner]:
        """Yield the persons and posts behind a label: 责任领导：."""
        if not text.endswith(self._persons_labelled, low, mark):
            return
        begin = self._leaders.label(text, mark, low)
        if begin is None:
            return
        bracket = bracket_over(text, begin, low)
        if text[mark] in BRACKET_CLOSINGS:
            if not bracket:
                return
            bracket = ""
        yield from owners_of(self._leaders.read(text, mark + 1, end, bracket), 0)


def _runs_past(text: str, stop: re.Match[str], bracket: str) -> bool:
    """Return whether a list goes on behind a mark: a bracket opens, or it is wrapped there."""
    if stop[0] in BRACKET_OPENINGS:
        return True
    return stop[0] in "\r\n" and bool(bracket or text[stop.start() - 1] in "、，")
