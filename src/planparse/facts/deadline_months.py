"""Deadlines that name a month and no year: 6月底前, 力争6月, 10月份投入使用."""

import re

from planparse.facts.deadline import Deadline
from planparse.facts.deadline_leads import Lead
from planparse.facts.deadline_places import Passage
from planparse.facts.deadline_spans import TO, ends_range
from planparse.facts.deadline_surroundings import Surroundings
from planparse.facts.written_times import (
    DIGITS_OR_BLANKS,
    MONTH,
    MONTHS,
    WrittenTimes,
    deadline_of,
)
from planparse.grammar.wordlists import DeadlineWords
from planparse.text.characters import BRACKET_OPENINGS
from planparse.text.dates import number

_MONTH = f"{MONTH}[ 　]?$"
_LISTED = (
    r"(?:[、和及][0-9]{1,2}月(?:[0-9]{1,2}日|[底末])?){1,3}(?<=[日底末])(?:之|以)?前"
)
"""Behind the first of several times that one 前 ends: 6月15日、12月15日前."""
_CAME_TO_PASS = r"[^\W\d_]{2,4}?(?:的|了|后|以来|至今|时)"
"""It tells of what was done in a month: 建成后."""
_BRACKETS = frozenset(BRACKET_OPENINGS)


class Months:
    """Reads months of the document's year."""

    def __init__(
        self, words: DeadlineWords, times: WrittenTimes, around: Surroundings
    ) -> None:
        """Take the words, what reads times, and what tells of what is around them."""
        self._times = times
        self._places, self._leads = around.places, around.leads
        self._bars, self._spans = around.bars, around.spans
        self._done = tuple(words.done)
        self._done_in_month = tuple(words.done_in_month)

    def at_month(self, of: Passage, at: int, low: int) -> Deadline | None:
        """Read a deadline that names a month and no year: 6月底前.

        底 or 前 makes 6月 a deadline (6月底, 6月前), and so do what leads up to it
        (力争6月), a label (时限：6月), 建成 and the like behind it (10月份投入使用), and
        a note: （6月完成）. A range of months is none, but for one behind a label.
        """
        text, year = of.text, of.year
        if at == low or text[at - 1] not in DIGITS_OR_BLANKS:
            return None
        named = re.compile(_MONTH).search(text, max(low, at - 3), at)
        if named is None:
            return None
        month, begin = named[0].strip(), named.start()
        in_range = ends_range(text, begin)
        if in_range and text[begin - 1] not in TO:
            return None
        found = re.compile(self._times.behind_month).match(text, at)
        span = self._spans.before_last(of, begin, low, found.end()) if found else None
        if found is None or (span is None and in_range):
            return None
        lead = self._leads.led(text, named.start(), low)
        if span is not None:
            lead = Lead(None, None, span.start)
            year = span.year or year
        day, part = found["day"], found["part"]
        end, before = self._times.ended(text, found)
        ends = before or part in ("底", "末") or span is not None
        ends = ends or re.compile(_LISTED).match(text, end, of.end) is not None
        if not ends and not self._leads_to_month(of, lead, low, end, bool(day)):
            return None
        if span is None and self._spans.begins(of, lead.start, low, end):
            return None
        if self._bars.excluded(of, lead, low, end, before):
            return None
        if (number(month) or 0) > MONTHS and not (day or part):
            return None  # 36月 are as many months
        until = None
        if year and (day or part or not before):
            until = self._times.until(year, month, day, part, None)
        return deadline_of(of, lead.start, end, until)

    def _leads_to_month(
        self, of: Passage, lead: Lead, low: int, end: int, day: bool
    ) -> bool:
        """Return whether what stands around a month makes it a deadline; `day` is one of it."""
        text = of.text
        if lead.effort or (lead.to == "到" and not day):
            return True
        if self._places.follows_label(text, lead.start, low):
            return True
        return not day and (
            self._is_note(text, lead.start, end)
            or self._is_done_in_month(text, end)
            or self._places.in_note(of, lead.start, end)
        )

    def _is_done_in_month(self, text: str, end: int) -> bool:
        """Return whether 建成 and the like stand behind a month, and tell of no past: 建成后."""
        if not text.startswith(self._done_in_month, end):
            return False
        return re.compile(_CAME_TO_PASS).match(text, end) is None

    def _is_note(self, text: str, start: int, end: int) -> bool:
        """Return whether a time stands first in brackets, before 完成 or the like."""
        return text[start - 1 : start] in _BRACKETS and text.startswith(self._done, end)
