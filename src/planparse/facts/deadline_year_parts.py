"""Deadlines in a part of the document's year: 年底前, 上半年, 第三季度末."""

import re
from collections.abc import Mapping

from planparse.facts.deadline import Deadline
from planparse.facts.deadline_leads import UP_TO, Lead
from planparse.facts.deadline_places import Passage
from planparse.facts.deadline_spans import RANGES
from planparse.facts.deadline_surroundings import Surroundings
from planparse.facts.written_times import ENDS_OF_YEAR, WrittenTimes, deadline_of
from planparse.grammar.wordlists import DeadlineWords

_QUARTER = "第?[一二三四1-4]$"


class YearParts:
    """Reads halves, quarters and ends of the document's year."""

    def __init__(
        self, words: DeadlineWords, times: WrittenTimes, around: Surroundings
    ) -> None:
        """Take the words, what reads times, and what tells of what is around them."""
        self._times = times
        self._places, self._leads = around.places, around.leads
        self._bars = around.bars
        self._last_days: Mapping[str, str] = words.last_days
        self._never_after_bare = tuple(words.never_after_bare)
        self._done = tuple(words.done)

    def at_quarter(self, of: Passage, at: int, low: int) -> Deadline | None:
        """Read a deadline at 季度 (第三季度末), unless it ends a range (一至三季度)."""
        text = of.text
        named = re.compile(_QUARTER).search(text, max(low, at - 2), at)
        if named is None or text[named.start() - 1 : named.start()] in RANGES:
            return None
        found = re.compile(self._times.half).match(text, named.start())
        return self.read(of, named.start(), low, found) if found else None

    def read(
        self, of: Passage, at: int, low: int, found: re.Match[str]
    ) -> Deadline | None:
        """Read 年底前, 年内, 上半年: a time in the document's year.

        年内 and 年底前 are deadlines by themselves. 上半年 is one only where something
        leads up to it (力争上半年), 完成 follows, or it stands by itself in a note with
        owners. Its last day is not known before 前: 下半年前.
        """
        text, year = of.text, of.year
        lead = self._leads.led(text, at, low)
        before, half, closing = found["before"], found["half"], found["closing"]
        if not (
            before
            or half.endswith("内")
            or self._leads_to_bare(text, lead, low, bool(closing))
            or text.startswith(self._done, found.end())
            or self._is_end_of_year(text, half, found.end())
            or self._places.in_note(of, lead.start, found.end())
        ):
            return None
        if text.endswith(self._never_after_bare, low, at):
            return None
        if self._bars.barred(of, lead.start, low, found.end(), bool(before)):
            return None
        exact = half[-1] in ENDS_OF_YEAR or closing or not before
        until = f"{year:04}-{self._last_days[half]}" if year and exact else None
        return deadline_of(of, lead.start, found.end(), until)

    def _is_end_of_year(self, text: str, half: str, end: int) -> bool:
        """Return whether 年底 and a comma stand before 完成 and the like."""
        return (
            half[-1] in "底末"
            and text[end : end + 1] in "，,"
            and text.startswith(self._done, end + 1)
        )

    def _leads_to_bare(self, text: str, lead: Lead, low: int, closing: bool) -> bool:
        """Return whether what stands before a time without a year makes it a deadline."""
        if lead.effort or lead.to == "到" or lead.to in UP_TO:
            return True
        if lead.to == "于" and closing:
            return True
        return self._places.follows_label(text, lead.start, low)
