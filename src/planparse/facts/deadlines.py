"""Deadlines: times by which something is to be done, and the marks they are found by."""

import re
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any

from planparse.facts.deadline import Deadline
from planparse.facts.deadline_leads import LEAD_ENDS
from planparse.facts.deadline_months import Months
from planparse.facts.deadline_places import Passage, Places
from planparse.facts.deadline_spans import DASHES
from planparse.facts.deadline_surroundings import Surroundings
from planparse.facts.deadline_terms import Terms
from planparse.facts.deadline_year_parts import YearParts
from planparse.facts.deadline_years import Years
from planparse.facts.written_times import (
    BLANKS,
    DIGITS_OR_BLANKS,
    HANZI,
    WrittenTimes,
)
from planparse.grammar.wordlists import DeadlineWords
from planparse.lazy import lazy
from planparse.text.characters import DIGITS

if TYPE_CHECKING:
    from planparse.facts.digit_dates import DigitDates
    from planparse.facts.five_year_plans import FiveYearPlans
    from planparse.facts.occasions import Occasions

_GOES_ON = f"底末内年度上下第以之前{DIGITS}{HANZI} 　"
# Most months are no deadline: what stands beside them tells at once.
_MONTH = re.compile(f"月(?<=[{DIGITS_OR_BLANKS}]月)(?<!年[0-9]月)(?<!年[0-9][0-9]月)")
_QUARTER = re.compile("季度")
_IN_DIGITS = re.compile(r"2(?=0\d\d[./．／-]\d)")
_END = re.compile('末(?<=[五期”"]末)')
_Reader = Callable[[Passage, int, int], Deadline | None]


class Deadlines:
    """Finds deadlines by the words of `facts/deadlines.yaml`.

    Nearly every deadline has 年, 月 or 季度 in it, so the text is searched for these; what
    stands on both sides decides. Dates in digits and times without a last day are searched
    for besides.
    """

    def __init__(self, words: DeadlineWords) -> None:
        """Take the words of `facts/deadlines.yaml`."""
        self.kept: dict[str, Any] = {}
        self._words = words
        self._places = Places(words)
        self._terms = Terms(words, self._places)
        self._around = Surroundings(words, self._places)
        times, around = WrittenTimes(words), self._around
        self._parts = YearParts(words, times, around)
        self._years = Years(words, times, around, self._parts, self._begins_occasion)
        self._months = Months(words, times, around)
        firsts = _firsts(
            words.done, words.goals, words.adverbs, words.counted_goals, words.sought
        )
        ends = {word[-1] for word in (*words.seasons, *words.feasts, *words.comings)}
        self._before_feasts = re.compile(
            f"前(?<=[{re.escape(''.join(sorted(ends)))}之以]前)"
        )
        # Most years are no deadline: what stands beside them tells at once.
        self._at_years = re.compile(
            f"年(?:(?=[底末内])|(?<=[今明本当次半]年)|(?<=[{DIGITS}{HANZI}][{HANZI} 　]年)"
            f"|(?<=[{DIGITS}]{{2}}年)(?:(?=[{_GOES_ON}，,、{firsts}])"
            f"|(?<=[{LEAD_ENDS}：:】{DASHES}]....年)))"
        )

    @lazy
    def _digits(self) -> "DigitDates":
        """What reads dates in digits; few plans have any."""
        from planparse.facts.digit_dates import DigitDates

        return DigitDates(self._words, self._places)

    @lazy
    def _occasions(self) -> "Occasions":
        """What reads times before feasts and seasons; few plans have any."""
        from planparse.facts.occasions import Occasions

        return Occasions(self._words, self._places)

    @lazy
    def _plans(self) -> "FiveYearPlans":
        """What reads the ends of five-year plans; few plans name any."""
        from planparse.facts.five_year_plans import FiveYearPlans

        return FiveYearPlans(self._around)

    def find(self, text: str, start: int, end: int, year: int | None) -> list[Deadline]:
        """Return the deadlines in `text[start:end]`, in order of place.

        `year` is the document's.
        """
        found: list[Deadline] = []
        reached = start
        of = Passage(text, start, end, year)
        for at, read in self._marks(of):
            if at >= reached:
                deadline = read(of, at, reached)
                if deadline is not None and deadline.end <= end:
                    if deadline.text[0] in BLANKS:
                        deadline = deadline._replace(
                            text=deadline.text[1:], start=deadline.start + 1
                        )
                    found.append(deadline)
                    reached = deadline.end
        return found

    def _marks(self, of: Passage) -> "list[tuple[int, _Reader]]":
        """Return where a deadline may have its 年, 月, 季度 or 末, and how it is read there."""
        terms = self._terms
        readers = (
            (self._at_years, self._years.at_year),
            (_MONTH, self._months.at_month),
            (_QUARTER, self._parts.at_quarter),
            (_END, self._at_plan),
            (_IN_DIGITS, self._at_digits),
            (self._before_feasts, self._at_feast),
            (terms.again, terms.at_again),
            (terms.after, terms.at_issue),
            *((stem, terms.at_term) for stem in terms.stems),
        )
        places: list[tuple[int, _Reader]] = [
            (match.start(), read)
            for word, read in readers
            for match in word.finditer(of.text, of.start, of.end)
        ]
        places.sort(key=_first)
        return places

    def _at_digits(self, of: Passage, at: int, low: int) -> Deadline | None:
        """Read a deadline in digits alone: 2024.6.30."""
        return self._digits.at_mark(of, at, low)

    def _at_plan(self, of: Passage, at: int, low: int) -> Deadline | None:
        """Read a deadline at the 末 of a five-year plan: “十四五”末."""
        return self._plans.at_end(of, at, low)

    def _at_feast(self, of: Passage, at: int, low: int) -> Deadline | None:
        """Read a deadline at the 前 of 国庆节前."""
        return self._occasions.at_before(of, at, low)

    def _begins_occasion(self, text: str, at: int) -> bool:
        """Return whether a feast or a season and 前 stand at a place, behind their year."""
        return self._occasions.begins(text, at)


def _firsts(*lists: Iterable[str]) -> str:
    """Return the first characters of words, each once."""
    return "".join(dict.fromkeys(word[0] for words in lists for word in words))


def _first(place: tuple[int, _Reader]) -> int:
    """Return where a reader was asked for: readers are tried in the order of the text."""
    return place[0]
