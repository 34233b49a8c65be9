"""How times are written: halves of years, months, days, hours; the last day of each."""

import re
from collections.abc import Mapping
from typing import Any

from planparse.facts.deadline import Deadline
from planparse.facts.deadline_places import Passage
from planparse.grammar.wordlists import DeadlineWords
from planparse.lazy import lazy
from planparse.text.characters import DIGITS, HAN_ONES, ROUND
from planparse.text.dates import YEAR_ZEROS, days_in, is_impossible, iso_day, number
from planparse.text.expressions import any_of

ENDS_OF_YEAR = "底末内"
"""The last characters of words for the end of a year."""
MONTHS = 12
HANZI = YEAR_ZEROS + HAN_ONES + "十"
"""The Chinese numerals of years and months."""
BLANKS = " 　"
DIGITS_OR_BLANKS = DIGITS + HANZI + BLANKS
"""What a number before 年 or 月 may end in."""
_NUMBER = "[0-9０-９]{1,2}"
MONTH = f"(?:{_NUMBER}|十?[一二三四五六七八九十])"
"""The number of a month, as the source of an expression."""


class WrittenTimes:
    """Reads times by the words of `facts/deadlines.yaml`.

    `behind_year` is what may follow the number of a year, from 年 on. `behind_month` is the
    source of what may follow the number of a month, and `half` that of 上半年, 年底 and 三季度.
    """

    def __init__(self, words: DeadlineWords) -> None:
        """Take the words of `facts/deadlines.yaml`."""
        self.kept: dict[str, Any] = {}
        self._words = words
        self._last_days: Mapping[str, str] = words.last_days
        self._parts: Mapping[str, int] = words.parts
        behind = (
            r"(?P<behind_month>[ ]?月份?)"
            rf"(?:[ ]?(?P<day>{_NUMBER}|[二三]?十?[一二三四五六七八九十])[ ]?日"
            rf"(?:{_NUMBER}[时点:：](?:{_NUMBER})?分?)?|(?P<part>{any_of(words.parts)}))?+"
        )
        before = rf"(?P<before>{any_of(words.before)})?+"
        closing = f"(?P<closing>{any_of(words.closings)})?+"
        month = f"(?P<month>{MONTH}){behind}"
        half = f"(?P<half>{any_of(self._last_days)})"
        self.behind_year = re.compile(
            rf"年度?[ 　]?(?:{month}|{half})?+{closing}{before}"
        )
        self.behind_month = behind + before
        self.half = half + closing + before

    @lazy
    def _hour(self) -> re.Pattern[str]:
        """Match what may stand between a day and 前: （星期五）下午17:00, （含）."""
        words = self._words
        weekdays, hours, included, before = map(
            any_of, (words.weekdays, words.hours, words.included, words.before)
        )
        return re.compile(
            rf"(?:{ROUND.opens}(?:{weekdays})[一二三四五六日天]{ROUND.closes})?"
            rf"(?:{hours})?(?:{_NUMBER}[时点:：](?:{_NUMBER})?分?)?"
            rf"(?:{included})?[ ]?(?:{before})"
        )

    def ended(self, text: str, found: re.Match[str]) -> tuple[int, bool]:
        """Return where a time ends, and whether 前 is its last word.

        Of a day, the hour and the like may stand before it.
        """
        if found["day"] and not found["before"]:
            hour = self._hour.match(text, found.end())
            if hour:
                return hour.end(), True
        return found.end(), found["before"] is not None

    def until(
        self,
        year: int,
        month: str | None,
        day: str | None,
        part: str | None,
        half: str | None,
    ) -> str | None:
        """Return the last day of a time in ISO 8601, None where the calendar has no such day.

        In the year 2026, 2月 ends on 2026-02-28, 6月底 on 2026-06-30, and the year
        alone on 2026-12-31; 2月30日 has no day.
        """
        if half:
            return f"{year:04}-{self._last_days[half]}"
        if not month:
            return f"{year:04}-12-31"
        of_month = number(month)
        if not of_month or of_month > MONTHS or year > 9999:
            return None
        last = days_in(year, of_month)
        of_day = number(day) if day else min(self._parts[part], last) if part else last
        return iso_day(year, of_month, of_day) if of_day else None


def deadline_of(of: Passage, start: int, end: int, until: str | None) -> Deadline:
    """Return a deadline with its last day, unless that is one that nobody can mean."""
    words = of.text[start:end]
    if until and is_impossible(words, of.year):
        until = None
    return Deadline(words, until, None, False, start, end)
