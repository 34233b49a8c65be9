"""Owners in brackets: with what they do, or alone behind a sentence."""

import re
from collections.abc import Iterator
from typing import Any

from planparse.facts.known_units import KnownUnits, owners_of
from planparse.facts.owner import Owner
from planparse.facts.owner_labels import OwnerLabels
from planparse.facts.owner_places import REACH, last_of, opener_of
from planparse.grammar.wordlists import OwnerWords
from planparse.lazy import lazy
from planparse.text.characters import BRACKET_OPENINGS
from planparse.text.expressions import any_of

_SENTENCE_ENDS = frozenset("。！？；;\r\n 　")
_NO_NAMES = frozenset("：:\r\n")


class OwnersInBrackets:
    """Reads owners in brackets by the words of `facts/owners.yaml`."""

    def __init__(
        self, words: OwnerWords, units: KnownUnits, labels: OwnerLabels
    ) -> None:
        """Take the words of `facts/owners.yaml`, what reads lists of units, and labels."""
        self.kept: dict[str, Any] = {}
        self._words, self._units, self._labels = words, units, labels

    def with_deeds(
        self, text: str, closer: int, low: int, _end: int
    ) -> Iterator[Owner]:
        """Yield the owners that brackets name with what they do: （市教育局牵头）."""
        opener = opener_of(text, closer, max(low, closer - REACH))
        if opener is None or text[opener + 1 : closer].isdecimal():  # 〔2016〕
            return
        colon = max(text.rfind("：", opener, closer), text.rfind(":", opener, closer))
        start = max(colon, opener) + 1
        if colon > opener:  # （市水务局牵头；完成时限：6月底）
            before = last_of(text, "；;，,。", opener, colon) + 1
            yield from self.before_label(text, before, low)
        label = self._labels.label
        if start == opener + 1 or not label.search(text, opener + 1, start - 1):
            groups = self._units.lists.statement(text[start:closer], text[opener])
            yield from owners_of(groups, start)

    def before_label(self, text: str, begin: int, low: int) -> Iterator[Owner]:
        """Yield the owners that brackets name before a label: （市水务局牵头；指导单位：…）."""
        opener = last_of(text, BRACKET_OPENINGS, max(low, begin - REACH), begin)
        named = text[opener + 1 : begin].rstrip("；;，,。 　")
        if named and _NO_NAMES.isdisjoint(named):
            timed = text.startswith(tuple(self._words.due), begin)
            groups = self._units.lists.statement(named, text[opener], timed)
            yield from owners_of(groups, opener + 1)

    def with_shares(
        self, text: str, closer: int, low: int, _end: int
    ) -> Iterator[Owner]:
        """Yield the owners of brackets that say who does what.

        （市教育局负责选点，市财政局负责拨款）
        """
        opener = opener_of(text, closer, max(low, closer - REACH))
        if opener is None:
            return
        start = opener + 1
        found: list[Owner] = []
        clauses = re.compile(r"[^，,；;。]+").finditer(text, start, closer)
        for clause in clauses:
            share = self._share.fullmatch(clause[0])
            units = share[1] if share else clause[0]
            groups = self._units.lists.statement(units, text[opener])
            if not self._units.are_bodies(groups, handed=False):
                return
            found += owners_of(groups, clause.start())
        if len(found) > 1:
            yield from found

    @lazy
    def _share(self) -> re.Pattern[str]:
        """Match what one unit does: 市财政局负责拨款, but not 市财政局负责人."""
        opening = any_of(self._words.opening)
        return re.compile(rf"(.+?(?:{opening}))(?!人)[^\W\d_]{{2,20}}")

    def alone(self, text: str, closer: int, low: int, _end: int) -> Iterator[Owner]:
        """Yield the units of brackets that have nothing else in them and end a paragraph."""
        opener = opener_of(text, closer, max(low, closer - REACH))
        if opener is None or opener == low or text.find("：", opener, closer) >= 0:
            return
        lists, start = self._units.lists, opener + 1
        after_sentence = text[opener - 1] in _SENTENCE_ENDS
        if not after_sentence and not text.startswith(lists.levels, start, closer):
            return
        stop = start + self._units.first.list_end(text[start:closer])
        units = lists.only_units(text, start, stop, text[opener])
        if units is None:
            groups = lists.statement(text[start:closer], text[opener])
            yield from owners_of(groups, start)
            return
        if max(map(len, units.units), default=0) <= 2:
            return
        known = self._units
        if after_sentence:
            sure = known.are_many(units) or known.are_mostly_of_level(units)
        else:  # behind a name such brackets have its other name
            other_name = text.endswith(lists.names.endings, low, opener)
            sure = known.are_of_level(units) and not other_name
        if sure:
            yield from owners_of([units], 0)
