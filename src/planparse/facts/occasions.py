"""Times before a feast or a season: 国庆节前, 汛期来临前, 2025年春节前."""

import re
from typing import Any

from planparse.facts.deadline import Deadline
from planparse.facts.deadline_places import Passage, Places
from planparse.grammar.wordlists import DeadlineWords
from planparse.lazy import lazy
from planparse.text.expressions import any_of

_FARTHEST = 20
"""So far before 前 such a time may begin; a choice."""


class Occasions:
    """Finds times before feasts and seasons by the words of `facts/deadlines.yaml`.

    They are deadlines only before what is to be done by then, behind a label, or in a note
    that names owners: 汛前检查 is a kind of check.
    """

    def __init__(self, words: DeadlineWords, places: Places) -> None:
        """Take the words of `facts/deadlines.yaml`, and what tells where a time stands."""
        self.kept: dict[str, Any] = {}
        self._words, self._places = words, places

    @lazy
    def _name(self) -> str:
        """The source of an expression for a feast or a season."""
        words = self._words
        return (
            rf"(?:(?P<feast>{any_of(words.feasts)})|{any_of(words.seasons)})"
            rf"(?:{any_of(words.comings)})?(?:之|以)?"
        )

    @lazy
    def _occasion(self) -> re.Pattern[str]:
        """Match a feast or a season before 前, with its year and what leads up to it."""
        words = self._words
        return re.compile(
            rf"(?:{any_of(words.efforts)})?(?:赶?在|于|到)?"
            rf"(?:(?P<year>20[0-9]{{2}}|{any_of(year[0] for year in words.years)})年)?"
            rf"{self._name}$"
        )

    @lazy
    def _done(self) -> re.Pattern[str]:
        """Match what is to be done by then, behind 前."""
        words = self._words
        return re.compile(
            rf"[，,]?(?!{any_of(words.kinds)})[^，,。；;：:\n了已曾的不未]{{0,12}}?"
            rf"(?:{any_of((*words.done, *words.done_by_then))})(?![^\W\d_]{{0,4}}[了的])"
        )

    def begins(self, text: str, at: int) -> bool:
        """Return whether such a time stands at a place, behind its year."""
        return re.compile(f"{self._name}前").match(text, at) is not None

    def at_before(self, of: Passage, at: int, low: int) -> Deadline | None:
        """Read a deadline at the 前 of 国庆节前."""
        text, words = of.text, self._words
        low = max(low, at - _FARTHEST)
        found = self._occasion.search(text, low, at)
        if found is None or text.endswith(words.never_after, low, found.start()):
            return None
        start, end = found.start(), at + 1
        if not (
            self._done.match(text, end, of.end)
            or self._places.labelled(text, start, of.start)
            or self._places.in_note(of, start, end)
        ):
            return None
        until = self._until(found["feast"], found["year"], of.year)
        return Deadline(text[start:end], until, None, False, start, end)

    def _until(
        self, feast: str | None, named: str | None, year: int | None
    ) -> str | None:
        """Return the day before a feast whose day is known.

        The eve of 元旦 is in the year before the one that is named.
        """
        day = self._words.feasts[feast] if feast else None
        if named and named.isdecimal():
            year = int(named) - (day == _LAST_DAY)
        elif named and year is not None:
            year += self._words.years[f"{named}年"] - (day == _LAST_DAY)
        return f"{year:04}-{day}" if year and day else None


_LAST_DAY = "12-31"
