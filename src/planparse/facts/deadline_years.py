"""Deadlines that name a year: 2026年底前, 到2026年, 今年6月完成."""

import re
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any, NamedTuple

from planparse.facts.deadline import Deadline
from planparse.facts.deadline_leads import UP_TO, Lead
from planparse.facts.deadline_places import Passage, begins_clause
from planparse.facts.deadline_surroundings import Surroundings
from planparse.facts.deadline_year_parts import YearParts
from planparse.facts.written_times import (
    DIGITS_OR_BLANKS,
    ENDS_OF_YEAR,
    WrittenTimes,
    deadline_of,
)
from planparse.grammar.wordlists import DeadlineWords
from planparse.lazy import lazy
from planparse.text.dates import HAN_YEAR, number

if TYPE_CHECKING:
    from planparse.facts.deadline_goals import Goals

_WRITTEN = ("month", "day", "part", "half", "closing")
_CENTURY = 2000
_LONGEST_OCCASION = 12
"""So many characters have a feast or a season and 前, at most: 春季学期开学来临之前."""


class YearTime(NamedTuple):
    """A time with a year, as it is written.

    `known` is the year as a number, None where 今年 stands in a document without one;
    `numbered` says that its number is written, in digits or Chinese numerals. Then come
    its month, day, part of a month (上旬, 底), half or end of a year, 之 or 以 before 前,
    and whether 前 ends it.
    """

    known: int | None
    numbered: bool
    month: str | None
    day: str | None
    part: str | None
    half: str | None
    closing: str | None
    before: bool

    @property
    def _ends_year(self) -> bool:
        """Whether the half or quarter that is named is the last of its year."""
        return self.half is not None and self.half[-1] in ENDS_OF_YEAR

    @property
    def is_end(self) -> bool:
        """Whether it names the end of a year or a month: such a time is a deadline by itself."""
        return self.part in ("底", "末") or bool(self.closing) or self._ends_year

    @property
    def is_exact(self) -> bool:
        """Whether its last day is known also where 前 stands behind it: 6月底前, but not 6月前."""
        return bool(self.day or self.part or self.closing) or self._ends_year

    @property
    def is_bare(self) -> bool:
        """Whether it is a year alone, or a half or a quarter of one."""
        return not (self.month or self.before)

    @property
    def may_be_done(self) -> bool:
        """Whether it is a deadline before 完成 and the like: 2026年6月完成."""
        if self.half or self.part:
            return True
        return self.numbered and bool(self.month) and not self.day

    def is_after(self, year: int | None) -> bool:
        """Return whether it lies in a later year than the document's."""
        return self.known is not None and year is not None and self.known > year

    def is_past(self, year: int | None) -> bool:
        """Return whether it lies in an earlier year than the document's."""
        return self.known is not None and year is not None and self.known < year


class Years:
    """Reads times at their 年, of the document's year or another."""

    def __init__(
        self,
        words: DeadlineWords,
        times: WrittenTimes,
        around: Surroundings,
        parts: YearParts,
        begins_occasion: Callable[[str, int], bool],
    ) -> None:
        """Take the words, what reads times and parts of years, and what is around them.

        `begins_occasion` tells whether a feast or a season stands behind a year.
        """
        self.kept: dict[str, Any] = {}
        self._words, self._times, self._parts = words, times, parts
        self._begins_occasion = begins_occasion
        self._places, self._leads = around.places, around.leads
        self._bars, self._spans = around.bars, around.spans
        self._years: Mapping[str, int] = words.years
        self._done = tuple(words.done)
        self._year = re.compile(rf"(?:[1-9１-９][0-9０-９]{{3}}|{HAN_YEAR})[ 　]?$")

    @lazy
    def _goals(self) -> "Goals":
        """What reads what a year is to bring; short plans say it of none."""
        from planparse.facts.deadline_goals import Goals

        return Goals(self._words)

    def at_year(self, of: Passage, at: int, low: int) -> Deadline | None:
        """Read a deadline at 年: by the number before it, 半年, 今年 and the like, or 年底."""
        text = of.text
        before = text[at - 1] if at > low else ""
        if before and before in DIGITS_OR_BLANKS:
            return self._at_number(of, at, low)
        if before == "半":
            begin = at - 2
            if begin < low or text[begin - 1 : begin] == "年":
                return None
            half = re.compile(self._times.half).match(text, begin)
            return self._parts.read(of, begin, low, half) if half else None
        named = text[at - 1 : at + 1]
        if named in self._years:
            known = of.year + self._years[named] if of.year else None
            return self._with_year(of, at - 1, at, low, known)
        if text.startswith(tuple(ENDS_OF_YEAR), at + 1):
            word = re.compile(self._times.half).match(text, at)
            return self._parts.read(of, at, low, word) if word else None
        return None

    def _at_number(self, of: Passage, at: int, low: int) -> Deadline | None:
        """Read a deadline at the 年 of a year in digits or Chinese numerals: 2026年底前."""
        year = of.year or 0
        digits = of.text[at - 4 : at]
        if digits.isdecimal():
            if int(digits) < year:
                return None  # most years that are named are past
        elif year >= _CENTURY and digits.startswith("一九"):
            return None
        named = self._year.search(of.text, max(low, at - 5), at)
        if named is None:
            return None
        known = number(named[0].strip())
        if known is not None and known < year:
            return None
        return self._with_year(of, named.start(), at, low, known)

    def _with_year(
        self, of: Passage, start: int, at: int, low: int, known: int | None
    ) -> Deadline | None:
        """Read a deadline whose year begins at `start` and is followed by 年 at `at`."""
        text, year = of.text, of.year
        found = self._times.behind_year.match(text, at)
        if found is None or (known is None and text[start] in DIGITS_OR_BLANKS):
            return None
        lead = self._leads.led(text, start, low)
        end, before = self._times.ended(text, found)
        numbered = text[start] in DIGITS_OR_BLANKS
        # By place: named fields take twice as long.
        month, day, part, half, closing = found.group(*_WRITTEN)
        time = YearTime(known, numbered, month, day, part, half, closing, before)
        span = self._spans.before_last(of, start, low, end)
        led = span is not None or self._leads_to_year(text, lead, low)
        if year is None and time.numbered and not (before or led):
            return None
        if not (
            before or led or time.is_end or self._is_done(of, time, lead, low, end)
        ):
            return None
        if span is None and self._spans.begins(of, lead.start, low, end):
            return None
        if span is not None:
            lead = lead._replace(to=None, start=span.start)
        if self._bars.excluded(of, lead, low, end, before) or time.is_past(year):
            return None
        if year is None and not (before or led or time.is_end):
            return None
        named = "前" in text[end : end + _LONGEST_OCCASION]
        if time.is_bare and named and self._begins_occasion(text, end):
            return None
        until = None
        if known is not None and (time.is_exact or not before):
            until = self._times.until(known, time.month, time.day, time.part, time.half)
        return deadline_of(of, lead.start, end, until)

    def _leads_to_year(self, text: str, lead: Lead, low: int) -> bool:
        """Return whether what stands before a year makes it a deadline: 力争, 到, a label.

        至 where a clause begins.
        """
        if lead.effort or lead.to == "到":
            return True
        if lead.to in UP_TO and begins_clause(text, lead.start, low):
            return True
        return self._places.follows_label(text, lead.start, low)

    def _is_done(
        self, of: Passage, time: YearTime, lead: Lead, low: int, end: int
    ) -> bool:
        """Return whether what stands behind a year, or around it, makes it a deadline.

        That is 完成 and the like behind it, what the year is to bring (2026年初步建成), or a
        note with owners where it stands by itself (市水利局牵头，2026年上半年).
        """
        later = time.is_after(of.year)
        not_for = of.text[lead.start - 1 : lead.start] != "为"
        may_be_done = time.may_be_done or (later and not_for and not time.day)
        if may_be_done and of.text.startswith(self._done, end):
            return True
        if (
            not_for
            and time.numbered
            and time.is_bare
            and self._goals.is_of(of, lead, low, end, later)
        ):
            return True
        return (
            not time.day
            and bool(time.month or time.half)
            and self._places.in_note(of, lead.start, end)
        )
