"""Deadlines whose date is in digits: 2024.6.30, 2024-06-30, 2024/6."""

import re
from typing import Any

from planparse.facts.deadline import Deadline
from planparse.facts.deadline_places import Passage, Places
from planparse.grammar.wordlists import DeadlineWords
from planparse.lazy import lazy
from planparse.text.dates import is_impossible, iso_day, month_end
from planparse.text.expressions import any_of

_DATE = (
    r"(?P<{0}year>20\d\d)(?P<{0}mark>[./．／-])"
    r"(?P<{0}month>\d{{1,2}})(?:(?P={0}mark)(?P<{0}day>\d{{1,2}}))?"
)
_TO = r"[ ]?(?:[—－–~～]{1,2}|-|至|到)[ ]?"


_LEADS = frozenset("于至到")
_NAMED = "为"
"""It stands between a label and a time: 完成时限为2024.6.30."""
_GOES_ON = frozenset("./-")


class DigitDates:
    """Finds deadlines in digits by what stands around them.

    Digits alone may be the number of a version or a section: behind a label they are a
    date, before 前, and by themselves in a note that names owners.
    """

    def __init__(self, words: DeadlineWords, places: Places) -> None:
        """Take the words of `facts/deadlines.yaml`, and what tells where a time stands."""
        self.kept: dict[str, Any] = {}
        self._words, self._places = words, places

    @lazy
    def _date(self) -> re.Pattern[str]:
        """Match a date in digits, or a span of two."""
        words = self._words
        first, last = _DATE.format(""), _DATE.format("last_")
        return re.compile(
            rf"{first}(?:{_TO}{last}|{_TO}(?P<last_of_year>\d{{1,2}}))?"
            r"(?![\d]|[./．／-]\d)"
            rf"(?P<before>[ ]?(?:日|月?[底末])?(?:{any_of(words.before)}))?"
        )

    def at_mark(self, of: Passage, at: int, low: int) -> Deadline | None:
        """Read a deadline at a year in digits with a point, a hyphen or a stroke behind it."""
        text = of.text
        lead = text[at - 1] if at > low else ""
        if lead.isalnum() and lead not in _LEADS and lead != _NAMED:
            return None
        if lead in _GOES_ON:
            return None
        found = self._date.match(text, at)
        if found is None:
            return None
        start = at - (lead != "" and lead in _LEADS)
        end, before = found.end(), found["before"] is not None
        last = "last_" if found["last_year"] else ""
        day = found[f"{last}day"]
        if found["last_of_year"] and day:
            return None  # of 2024.6.1-30 nobody knows what the last number counts
        if before:
            if text.startswith(tuple(self._words.past_before), end):
                return None
        elif not self._places.labelled(text, start, low) and not (
            day and self._places.in_note(of, start, end)
        ):
            return None
        year = int(found[f"{last}year"])
        month = int(found["last_of_year"] or found[f"{last}month"])
        if of.year is not None and year < of.year:
            return None
        exact = day or not before or found["before"].strip()[0] in "月底末"
        until = None
        if exact and not is_impossible(text[start:end], of.year):
            until = iso_day(year, month, int(day)) if day else month_end(year, month)
        return Deadline(text[start:end], until, None, False, start, end)
