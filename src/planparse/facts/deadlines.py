"""Deadlines: times by which something is to be done, and the last day of each."""

import re
from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING, Any, NamedTuple

from planparse.facts.deadline import Deadline
from planparse.facts.deadline_places import Passage, Places, begins_clause
from planparse.facts.deadline_terms import Terms
from planparse.grammar.wordlists import DeadlineWords
from planparse.lazy import lazy
from planparse.text.characters import BRACKET_OPENINGS, DIGITS, HAN_ONES, QUOTE, ROUND
from planparse.text.dates import (
    HAN_YEAR,
    YEAR_ZEROS,
    days_in,
    is_impossible,
    iso_day,
    number,
)
from planparse.text.expressions import any_of
from planparse.text.numerals import parse_hanzi

if TYPE_CHECKING:
    from planparse.facts.digit_dates import DigitDates
    from planparse.facts.occasions import Occasions


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
        self._context = Places(words)
        self._terms = Terms(words, self._context)
        self._last_days: Mapping[str, str] = words.last_days
        self._parts: Mapping[str, int] = words.parts
        self._years: Mapping[str, int] = words.years
        self._never_after = tuple(words.never_after)
        self._never_after_bare = tuple(words.never_after_bare)
        self._never_before = tuple(words.never_before)
        self._past = re.compile(f"{any_of(words.never_past)}|({any_of(words.past)})")
        self._past_before = tuple(words.past_before)
        self._done = tuple(words.done)
        self._done_in_month = tuple(words.done_in_month)
        self._lead = re.compile(
            rf"(?P<effort>{any_of(words.efforts)})?(?P<to>{any_of(words.to)})?[ 　]?$"
        )
        digits = "[0-9０-９]{1,2}"
        behind = (
            r"(?P<behind_month>[ ]?月份?)"
            rf"(?:[ ]?(?P<day>{digits}|[二三]?十?[一二三四五六七八九十])[ ]?日"
            rf"(?:{digits}[时点:：](?:{digits})?分?)?|(?P<part>{any_of(words.parts)}))?+"
        )
        before = rf"(?P<before>{any_of(words.before)})?+"
        closing = f"(?P<closing>{any_of(words.closings)})?+"
        month = rf"(?P<month>{digits}|十?[一二三四五六七八九十]){behind}"
        half = f"(?P<half>{any_of(self._last_days)})"
        self._behind_year = re.compile(
            rf"年度?[ 　]?(?:{month}|{half})?+{closing}{before}"
        )
        self._behind_month = behind + before
        self._half = half + closing + before
        self._year = re.compile(rf"(?:[1-9１-９][0-9０-９]{{3}}|{HAN_YEAR})[ 　]?$")
        self._month = rf"(?:{digits}|十?[一二三四五六七八九十])[ 　]?$"
        self._quarter = "第?[一二三四1-4]$"
        firsts = _firsts(
            words.done, words.goals, words.adverbs, words.counted_goals, words.sought
        )
        ends = {word[-1] for word in (*words.seasons, *words.feasts, *words.comings)}
        self._before_feasts = re.compile(
            f"前(?<=[{re.escape(''.join(sorted(ends)))}之以]前)"
        )
        # Most years are no deadline: what stands beside them tells at once.
        self._at_years = re.compile(
            f"年(?:(?=[底末内])|(?<=[今明本当次半]年)|(?<=[{DIGITS}{_HANZI}][{_HANZI} 　]年)"
            f"|(?<=[{DIGITS}]{{2}}年)(?:(?=[{_GOES_ON}，,、{firsts}])"
            f"|(?<=[{_LEADS}：:】{_DASHES}]....年)))"
        )

    @lazy
    def _digits(self) -> "DigitDates":
        """What reads dates in digits; few plans have any."""
        from planparse.facts.digit_dates import DigitDates

        return DigitDates(self._words, self._context)

    @lazy
    def _occasions(self) -> "Occasions":
        """What reads times before feasts and seasons; few plans have any."""
        from planparse.facts.occasions import Occasions

        return Occasions(self._words, self._context)

    @lazy
    def _hour(self) -> re.Pattern[str]:
        """Match what may stand between a day and 前: （星期五）下午17:00, （含）."""
        words = self._words
        weekdays, hours, included, before = map(
            any_of, (words.weekdays, words.hours, words.included, words.before)
        )
        return re.compile(
            rf"(?:{ROUND.opens}(?:{weekdays})[一二三四五六日天]{ROUND.closes})?"
            rf"(?:{hours})?(?:[0-9０-９]{{1,2}}[时点:：](?:[0-9０-９]{{1,2}})?分?)?"
            rf"(?:{included})?[ ]?(?:{before})"
        )

    @lazy
    def _goal(self) -> re.Pattern[str]:
        """Match what a year is to bring, behind it: 初步建成300个, ，游客力争突破300万人."""
        words = self._words
        return re.compile(
            rf"(?:、[0-9]{{4}}年)?[，,]?(?:(?:{any_of(words.adverbs)})*"
            rf"(?:(?P<goal>{any_of(words.goals)})|{any_of(words.counted_goals)})"
            rf"|[^，,。；;：:{ROUND.opening}\n]{{0,16}}?(?:{any_of(words.sought)}))"
            r"(?P<rest>[^。；;\n]{0,40})"
        )

    def find(self, text: str, start: int, end: int, year: int | None) -> list[Deadline]:
        """Return the deadlines in `text[start:end]`, in order of place.

        `year` is the document's.
        """
        found: list[Deadline] = []
        reached = start
        of = Passage(text, start, end, year)
        for at, read in self._places(of):
            if at >= reached:
                deadline = read(of, at, reached)
                if deadline is not None and deadline.end <= end:
                    if deadline.text[0] in _BLANKS:
                        deadline = deadline._replace(
                            text=deadline.text[1:], start=deadline.start + 1
                        )
                    found.append(deadline)
                    reached = deadline.end
        return found

    def _places(self, of: Passage) -> "list[tuple[int, _Reader]]":
        """Return where a deadline may have its 年, 月, 季度 or 末, and how it is read there."""
        terms = self._terms
        readers = (
            (self._at_years, self._at_year),
            (_MONTH, self._at_month),
            (_QUARTER, self._at_quarter),
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

    def _at_feast(self, of: Passage, at: int, low: int) -> Deadline | None:
        """Read a deadline at the 前 of 国庆节前."""
        return self._occasions.at_before(of, at, low)

    def _at_year(self, of: Passage, at: int, low: int) -> Deadline | None:
        """Read a deadline at 年: by the number before it, 半年, 今年 and the like, or 年底."""
        text = of.text
        before = text[at - 1] if at > low else ""
        if before and before in _DIGITS:
            return self._at_number(of, at, low)
        if before == "半":
            half = re.compile(self._half).match(text, at - 2) if at - 2 >= low else None
            if half is None or text[at - 3 : at - 2] == "年":
                return None
            return self._bare(of, at - 2, low, half)
        named = text[at - 1 : at + 1]
        if named in self._years:
            known = of.year + self._years[named] if of.year else None
            return self._with_year(of, at - 1, at, low, known)
        if text.startswith(tuple(_ENDS_OF_YEAR), at + 1):
            word = re.compile(self._half).match(text, at)
            return self._bare(of, at, low, word) if word else None
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
        found = self._behind_year.match(text, at)
        if found is None or (known is None and text[start] in _DIGITS):
            return None
        lead = self._led(text, start, low)
        end, before = self._ended(text, found)
        numbered = text[start] in _DIGITS
        # By place: named fields take twice as long.
        month, day, part, half, closing = found.group(*_WRITTEN)
        time = _Time(known, numbered, month, day, part, half, closing, before)
        span = self._span(of, start, low, end)
        led = span is not None or self._leads_to_year(text, lead, low)
        if year is None and time.numbered and not (before or led):
            return None
        if not (
            before or led or time.is_end or self._is_done(of, time, lead, low, end)
        ):
            return None
        if span is None and self._begins_span(of, lead.start, low, end):
            return None
        if span is not None:
            lead = lead._replace(to=None, start=span.start)
        if self._excluded(of, lead, low, end, before) or time.is_past(year):
            return None
        if year is None and not (before or led or time.is_end):
            return None
        named = "前" in text[end : end + _LONGEST_OCCASION]
        if time.is_bare and named and self._occasions.begins(text, end):
            return None
        until = None
        if known is not None and (time.is_exact or not before):
            until = self._until(known, time.month, time.day, time.part, time.half)
        return _deadline(of, lead.start, end, until)

    def _leads_to_year(self, text: str, lead: "_Lead", low: int) -> bool:
        """Return whether what stands before a year makes it a deadline: 力争, 到, a label.

        至 where a clause begins.
        """
        if lead.effort or lead.to == "到":
            return True
        if lead.to in _UP_TO and begins_clause(text, lead.start, low):
            return True
        return self._labelled(text, lead.start, low)

    def _is_done(
        self, of: Passage, time: "_Time", lead: "_Lead", low: int, end: int
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
            and self._is_goal(of, lead, low, end, later)
        ):
            return True
        return (
            not time.day
            and bool(time.month or time.half)
            and self._context.in_note(of, lead.start, end)
        )

    def _is_goal(
        self, of: Passage, lead: "_Lead", low: int, end: int, later: bool
    ) -> bool:
        """Return whether a clause begins with a year, and says what the year is to bring.

        Of the document's own year it says how many, for else it may tell what was done.
        """
        if of.year is None or not begins_clause(of.text, lead.start, low):
            return False
        found = self._goal.match(of.text, end, of.end)
        if found is None or re.search(_DONE, found[0]):
            return False
        if not later and self._looks_back(of):
            return False
        counted = any(char in DIGITS for char in found["rest"])
        return counted or (later and bool(found["goal"]))

    def _looks_back(self, of: Passage) -> bool:
        """Return whether the first words of a document say that it tells of what was done."""
        head = of.text[of.start : of.start + _HEAD]
        return any(word in head for word in self._words.looks_back)

    def _bare(
        self, of: Passage, at: int, low: int, found: re.Match[str]
    ) -> Deadline | None:
        """Read 年底前, 年内, 上半年: a time in the document's year.

        年内 and 年底前 are deadlines by themselves. 上半年 is one only where something
        leads up to it (力争上半年), 完成 follows, or it stands by itself in a note with
        owners. Its last day is not known before 前: 下半年前.
        """
        text, year = of.text, of.year
        lead = self._led(text, at, low)
        before, half, closing = found["before"], found["half"], found["closing"]
        if not (
            before
            or half.endswith("内")
            or self._leads_to_bare(text, lead, low, bool(closing))
            or text.startswith(self._done, found.end())
            or self._is_end_of_year(text, half, found.end())
            or self._context.in_note(of, lead.start, found.end())
        ):
            return None
        if text.endswith(self._never_after_bare, low, at):
            return None
        if self._barred(of, lead.start, low, found.end(), bool(before)):
            return None
        exact = half[-1] in _ENDS_OF_YEAR or closing or not before
        until = f"{year:04}-{self._last_days[half]}" if year and exact else None
        return _deadline(of, lead.start, found.end(), until)

    def _is_end_of_year(self, text: str, half: str, end: int) -> bool:
        """Return whether 年底 and a comma stand before 完成 and the like."""
        return (
            half[-1] in "底末"
            and text[end : end + 1] in "，,"
            and text.startswith(self._done, end + 1)
        )

    def _leads_to_bare(self, text: str, lead: "_Lead", low: int, closing: bool) -> bool:
        """Return whether what stands before a time without a year makes it a deadline."""
        if lead.effort or lead.to == "到" or lead.to in _UP_TO:
            return True
        if lead.to == "于" and closing:
            return True
        return self._labelled(text, lead.start, low)

    def _at_month(self, of: Passage, at: int, low: int) -> Deadline | None:
        """Read a deadline that names a month and no year: 6月底前.

        底 or 前 makes 6月 a deadline (6月底, 6月前), and so do what leads up to it
        (力争6月), a label (时限：6月), 建成 and the like behind it (10月份投入使用), and
        a note: （6月完成）. A range of months is none, but for one behind a label.
        """
        text, year = of.text, of.year
        if at == low or text[at - 1] not in _DIGITS:
            return None
        named = re.compile(self._month).search(text, max(low, at - 3), at)
        if named is None:
            return None
        month, begin = named[0].strip(), named.start()
        ends_range = _ends_range(text, begin)
        if ends_range and text[begin - 1] not in _TO:
            return None
        found = re.compile(self._behind_month).match(text, at)
        span = self._span(of, begin, low, found.end()) if found else None
        if found is None or (span is None and ends_range):
            return None
        lead = self._led(text, named.start(), low)
        if span is not None:
            lead = _Lead(None, None, span.start)
            year = span.year or year
        day, part, (end, before) = found["day"], found["part"], self._ended(text, found)
        ends = before or part in ("底", "末") or span is not None
        ends = ends or re.compile(_LISTED).match(text, end, of.end) is not None
        if not ends and not self._leads_to_month(of, lead, low, end, bool(day)):
            return None
        if span is None and self._begins_span(of, lead.start, low, end):
            return None
        if self._excluded(of, lead, low, end, before):
            return None
        if (number(month) or 0) > _MONTHS and not (day or part):
            return None  # 36月 are as many months
        exact = day or part or not before
        until = self._until(year, month, day, part, None) if year and exact else None
        return _deadline(of, lead.start, end, until)

    def _leads_to_month(
        self, of: Passage, lead: "_Lead", low: int, end: int, day: bool
    ) -> bool:
        """Return whether what stands around a month makes it a deadline; `day` is one of it."""
        text = of.text
        if lead.effort or (lead.to == "到" and not day):
            return True
        if self._labelled(text, lead.start, low):
            return True
        return not day and (
            self._is_note(text, lead.start, end)
            or self._is_done_in_month(text, end)
            or self._context.in_note(of, lead.start, end)
        )

    def _is_done_in_month(self, text: str, end: int) -> bool:
        """Return whether 建成 and the like stand behind a month, and tell of no past: 建成后."""
        if not text.startswith(self._done_in_month, end):
            return False
        return re.compile(_CAME_TO_PASS).match(text, end) is None

    def _is_note(self, text: str, start: int, end: int) -> bool:
        """Return whether a time stands first in brackets, before 完成 or the like."""
        return text[start - 1 : start] in _BRACKETS and text.startswith(self._done, end)

    def _at_quarter(self, of: Passage, at: int, low: int) -> Deadline | None:
        """Read a deadline at 季度 (第三季度末), unless it ends a range (一至三季度)."""
        text = of.text
        named = re.compile(self._quarter).search(text, max(low, at - 2), at)
        if named is None or text[named.start() - 1 : named.start()] in _RANGES:
            return None
        found = re.compile(self._half).match(text, named.start())
        return self._bare(of, named.start(), low, found) if found else None

    def _at_plan(self, of: Passage, at: int, low: int) -> Deadline | None:
        """Read a deadline at the 末 of a five-year plan: “十四五”末 → 2025-12-31.

        A plan that was over before the document's year is history, and no deadline.
        """
        text = of.text
        named = re.compile(_PLAN).search(text, max(low, at - 8), at)
        plan = parse_hanzi(named["plan"]) if named else None
        if named is None or plan is None:
            return None
        start = self._led(text, named.start(), low).start
        last = _BEFORE_PLANS + 5 * plan
        if of.year is not None and last < of.year:
            return None
        if self._barred(of, start, low, at + 1, False):
            return None
        return _deadline(of, start, at + 1, f"{last}-12-31")

    def _ended(self, text: str, found: re.Match[str]) -> tuple[int, bool]:
        """Return where a time ends, and whether 前 is its last word.

        Of a day, the hour and the like may stand before it.
        """
        if found["day"] and not found["before"]:
            hour = self._hour.match(text, found.end())
            if hour:
                return hour.end(), True
        return found.end(), found["before"] is not None

    def _led(self, text: str, at: int, low: int) -> "_Lead":
        """Return what leads up to a time, and where it begins."""
        if at > low and text[at - 1] in _LEADS:
            found = self._lead.search(text, max(low, at - 6), at)
            if found:
                return _Lead(found["effort"], found["to"], found.start())
        return _Lead(None, None, at)

    def _excluded(
        self, of: Passage, lead: "_Lead", low: int, end: int, before: bool
    ) -> bool:
        """Return whether a time is barred, or ends a span (2021年到2025年)."""
        if self._barred(of, lead.start, low, end, before):
            return True
        return bool(lead.to) and self._spans(of.text, lead.start, low)

    def _barred(
        self, of: Passage, start: int, low: int, end: int, before: bool
    ) -> bool:
        """Return whether the context makes a time a past event, a validity or a condition."""
        text = of.text
        low = max(low, start - 8)
        if text.endswith(self._never_after, low, start):
            return True
        if text[start] in _LEADS and text.endswith(self._never_after, low, start + 1):
            return True  # 至 of 截至 is taken for a word that leads up to a time
        if before:
            return (
                text.startswith(self._past_before, end)
                or re.compile(_CONDITION).match(text, end, of.end) is not None
            )
        return text.startswith(self._never_before, end) or any(
            found[1] for found in self._past.finditer(text, end, end + 10)
        )

    def _labelled(self, text: str, start: int, low: int) -> bool:
        """Return whether a label stands right before a time: 完成时限：.

        It also counts before a time that this one follows: 3月1日、7月2日.
        """
        if start == low + 1 and text[start - 2 : start] in ("日、", "月、"):
            return True
        return self._context.labelled(text, start, low)

    def _span(self, of: Passage, start: int, low: int, end: int) -> "_Span | None":
        """Return what stands before the last time of a span behind a label: 时限：3月—.

        So it is in a note that names owners (市水利局牵头，3月—12月), and in the brackets of
        a phase: 排查阶段（3月—6月）. That time ends at `end`.
        """
        if start <= low or of.text[start - 1] not in _TO:
            return None
        found = re.compile(_FROM).search(of.text, max(low, start - 18), start)
        if found is None or not (
            self._context.labelled(of.text, found.start(), low)
            or self._context.is_named_span(of, found.start(), end)
        ):
            return None
        named = found["year"]
        return _Span(found.start(), int(named) if named else None)

    def _begins_span(self, of: Passage, start: int, low: int, end: int) -> bool:
        """Return whether a time behind a label is the first of a span: 时限：3月—12月."""
        return re.compile(_THROUGH).match(
            of.text, end, of.end
        ) is not None and self._labelled(of.text, start, low)

    @staticmethod
    def _spans(text: str, start: int, low: int) -> bool:
        """Return whether a time with 到 ends a span (2021年到2025年)."""
        return start > low and text[start - 1] in "年月日" + DIGITS

    def _until(
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
        if not of_month or of_month > _MONTHS or year > 9999:
            return None
        last = days_in(year, of_month)
        of_day = number(day) if day else min(self._parts[part], last) if part else last
        return iso_day(year, of_month, of_day) if of_day else None


def _deadline(of: Passage, start: int, end: int, until: str | None) -> Deadline:
    """Return a deadline with its last day, unless that is one that nobody can mean."""
    words = of.text[start:end]
    if until and is_impossible(words, of.year):
        until = None
    return Deadline(words, until, None, False, start, end)


def _firsts(*lists: Iterable[str]) -> str:
    """Return the first characters of words, each once."""
    return "".join(dict.fromkeys(word[0] for words in lists for word in words))


class _Span(NamedTuple):
    """The first time of a span: where it begins, and the year that it names."""

    start: int
    year: int | None


class _Lead(NamedTuple):
    """What leads up to a time.

    力争 and the like, 到 and the like, and where it begins with them.
    """

    effort: str | None
    to: str | None
    start: int


class _Time(NamedTuple):
    """A time with a year, as it is written.

    `known` is the year as a number, None where 今年 stands in a document without one;
    `numbered` says that it is written in digits. Then come its month, day, part of a
    month (上旬, 底), half or end of a year, 之 or 以 before 前, and whether 前 ends it.
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
        return self.half is not None and self.half[-1] in _ENDS_OF_YEAR

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


_WRITTEN = ("month", "day", "part", "half", "closing")
_PLAN = (
    rf"[{QUOTE.opening}\"]?(?P<plan>十[一二三四五六七八九])五[{QUOTE.closing}\"]?"
    r"(?:规划)?(?:时期|期)?$"
)
_UP_TO = ("至", "截止", "截止到")
_ENDS_OF_YEAR = "底末内"
_BEFORE_PLANS = 1955
"""From this year five-year plans are counted, as it holds since the fourth (1971–1975)."""
_MONTHS = 12
_CENTURY = 2000
_CONDITION = (
    r"[^\W\d_]{2}的|[^，,。；;：:\n]{0,24}的[，,；;]"
    r"|(?![对将为向把按])[^，,。；;：:\n]{0,24}的[^，,。；;：:\n]{0,8}[，,]?"
    "(?:可|均可|一次性)?(?:给予|予以|享受|奖励|补助|视为|不予|不再|不得)"
)
"""Behind 前: it says of what, and not by when, as in 前认定的, 前取得证书并在有效期内的，,
前取得资质的企业，给予."""
_LISTED = (
    r"(?:[、和及][0-9]{1,2}月(?:[0-9]{1,2}日|[底末])?){1,3}(?<=[日底末])(?:之|以)?前"
)
"""Behind the first of several times that one 前 ends: 6月15日、12月15日前."""
_LONGEST_OCCASION = 12
"""So many characters have a feast or a season and 前, at most: 春季学期开学来临之前."""
_HEAD = 60
"""So many characters have the title of a document, nearly always; a choice."""
_DONE = "[了已曾]|以来"
_CAME_TO_PASS = r"[^\W\d_]{2,4}?(?:的|了|后|以来|至今|时)"
_DASHES = "—－–~～-"
_TO = frozenset(_DASHES + "至到 ")
_FROM = (
    r"(?<![0-9])(?:自?即日起?|(?:(?P<year>[12][0-9]{3})(?:年|(?=[—－–~～-])))?"
    r"(?:[0-9]{1,2}(?:月份?(?:[0-9]{1,2}日|[上中下]旬|[初底末])?)?)?)"
    rf"[ ]?(?:[{_DASHES}]{{1,2}}|至|到)[ ]?$"
)
_THROUGH = rf"[ ]?(?:[0-9]{{1,2}}[ ]?)?(?:[{_DASHES}]{{1,2}}|至|到)[ ]?[0-9年]"
_HANZI = YEAR_ZEROS + HAN_ONES + "十"
_BLANKS = " 　"
_DIGITS = DIGITS + _HANZI + _BLANKS
_LEADS = "争取保迟晚到至在于止 　"
_GOES_ON = f"底末内年度上下第以之前{DIGITS}{_HANZI} 　"
# Most months are no deadline: what stands beside them tells at once.
_MONTH = re.compile(f"月(?<=[{_DIGITS}]月)(?<!年[0-9]月)(?<!年[0-9][0-9]月)")
_QUARTER = re.compile("季度")
_IN_DIGITS = re.compile(r"2(?=0\d\d[./．／-]\d)")
_END = re.compile('末(?<=[五期”"]末)')
_BRACKETS = frozenset(BRACKET_OPENINGS)
_RANGES = frozenset("年0123456789至-—－~～十百")
_Reader = Callable[[Passage, int, int], Deadline | None]


def _ends_range(text: str, at: int) -> bool:
    """Return whether a month is the end of a range, or that of a year which is named."""
    if text[at - 2 : at] in ("年 ", "年　"):
        return True
    return text[at - 1 : at] in _RANGES


def _first(place: tuple[int, _Reader]) -> int:
    """Return where a reader was asked for: readers are tried in the order of the text."""
    return place[0]
