"""Deadlines: times by which something is to be done, and the last day of each."""

import re
from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

from planparse.grammar.wordlists import DeadlineWords
from planparse.lazy import lazy
from planparse.text.characters import BRACKET_OPENINGS, DIGITS, HAN_ONES, QUOTE, ROUND
from planparse.text.dates import HAN_YEAR, YEAR_ZEROS, days_in, number
from planparse.text.expressions import any_of
from planparse.text.numerals import parse_hanzi


class Deadline(NamedTuple):
    """A time by which something is to be done.

    `until` is its last day in ISO 8601, None where that cannot be known (6月份前).
    """

    text: str
    until: str | None
    start: int
    end: int


class Deadlines:
    """Finds deadlines by the words of `facts/deadlines.yaml`.

    Every deadline has 年, 月 or 季度 in it, so the text is searched for these alone;
    what stands on both sides decides.
    """

    def __init__(self, words: DeadlineWords) -> None:
        """Take the words of `facts/deadlines.yaml`."""
        self.kept: dict[str, Any] = {}
        self._last_days: Mapping[str, str] = words.last_days
        self._parts: Mapping[str, int] = words.parts
        self._years: Mapping[str, int] = words.years
        self._never_after = tuple(words.never_after)
        self._never_after_bare = tuple(words.never_after_bare)
        self._never_before = tuple(words.never_before)
        self._past = re.compile(f"{any_of(words.never_past)}|({any_of(words.past)})")
        self._past_before = tuple(words.past_before)
        self._done = tuple(words.done)
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
        self._behind_year = rf"年度?[ 　]?(?:{month}|{half})?+{closing}{before}"
        self._behind_month = behind + before
        self._half = half + closing + before
        self._hours = (
            words.weekdays,
            words.hours,
            words.included,
            words.before,
        )
        self._labels = words.labels
        self._year = rf"(?:[1-9１-９][0-9０-９]{{3}}|{HAN_YEAR})[ 　]?$"
        self._month = rf"(?:{digits}|十?[一二三四五六七八九十])$"
        self._quarter = "第?[一二三四1-4]$"

    @lazy
    def _hour(self) -> re.Pattern[str]:
        """Match what may stand between a day and 前: （星期五）下午17:00, （含）."""
        weekdays, hours, included, before = map(any_of, self._hours)
        return re.compile(
            rf"(?:{ROUND.opens}(?:{weekdays})[一二三四五六日天]{ROUND.closes})?"
            rf"(?:{hours})?(?:[0-9０-９]{{1,2}}[时点:：](?:[0-9０-９]{{1,2}})?分?)?"
            rf"(?:{included})?[ ]?(?:{before})"
        )

    @lazy
    def _label(self) -> re.Pattern[str]:
        """A label right before a time (完成时限：)."""
        return re.compile(
            rf"(?:{any_of(self._labels)})(?:[ 　]?[：:][ 　]?|(?:分别)?为[：:]?)$"
        )

    def find(self, text: str, start: int, end: int, year: int | None) -> list[Deadline]:
        """Return the deadlines in `text[start:end]`, in order of place.

        `year` is the document's.
        """
        found: list[Deadline] = []
        reached = start
        for at, read in self._places(text, start, end):
            if at >= reached:
                deadline = read(text, at, reached, year)
                if deadline is not None and deadline.end <= end:
                    if deadline.text[0] in _BLANKS:
                        deadline = deadline._replace(
                            text=deadline.text[1:], start=deadline.start + 1
                        )
                    found.append(deadline)
                    reached = deadline.end
        return found

    def _places(self, text: str, start: int, end: int) -> "list[tuple[int, _Reader]]":
        """Return where a deadline may have its 年, 月, 季度 or 末, and how it is read there."""
        readers = (
            (_YEAR, self._at_year),
            (_MONTH, self._at_month),
            (_QUARTER, self._at_quarter),
            (_END, self._at_plan),
        )
        places: list[tuple[int, _Reader]] = [
            (match.start(), read)
            for word, read in readers
            for match in word.finditer(text, start, end)
        ]
        places.sort(key=_first)
        return places

    def _at_year(
        self, text: str, at: int, low: int, year: int | None
    ) -> Deadline | None:
        """Read a deadline at 年: by the number before it, 半年, 今年 and the like, or 年底."""
        before = text[at - 1] if at > low else ""
        if before and before in _DIGITS:
            return self._at_number(text, at, low, year)
        if before == "半":
            half = re.compile(self._half).match(text, at - 2) if at - 2 >= low else None
            if half is None or text[at - 3 : at - 2] == "年":
                return None
            return self._bare(text, at - 2, low, half, year)
        named = text[at - 1 : at + 1]
        if named in self._years:
            known = year + self._years[named] if year else None
            return self._with_year(text, at - 1, at, low, known, year)
        if text.startswith(tuple(_ENDS_OF_YEAR), at + 1):
            word = re.compile(self._half).match(text, at)
            return self._bare(text, at, low, word, year) if word else None
        return None

    def _at_number(
        self, text: str, at: int, low: int, year: int | None
    ) -> Deadline | None:
        """Read a deadline at the 年 of a year in digits or Chinese numerals: 2026年底前."""
        named = re.compile(self._year).search(text, max(low, at - 5), at)
        if named is None:
            return None
        known = number(named[0].strip())
        return self._with_year(text, named.start(), at, low, known, year)

    def _with_year(
        self,
        text: str,
        start: int,
        at: int,
        low: int,
        known: int | None,
        year: int | None,
    ) -> Deadline | None:
        """Read a deadline whose year begins at `start` and is followed by 年 at `at`."""
        found = re.compile(self._behind_year).match(text, at)
        if found is None or (known is None and text[start] in _DIGITS):
            return None
        lead = self._led(text, start, low)
        end, before = self._ended(text, found)
        time = _Time(
            known=known,
            numbered=text[start] in _DIGITS,
            month=found["month"],
            day=found["day"],
            part=found["part"],
            half=found["half"],
            closing=found["closing"],
            before=before,
        )
        led = self._leads_to_year(text, lead, low)
        if not (before or led or time.is_end):
            done = time.may_be_done or (lead.to == "于" and time.is_after(year))
            if not (done and text.startswith(self._done, end)):
                return None
        if self._excluded(text, lead, low, end, before) or time.is_past(year):
            return None
        if year is None and not (before or led) and (time.numbered or not time.is_end):
            return None
        until = None
        if known is not None and (time.is_exact or not before):
            until = self._until(known, time.month, time.day, time.part, time.half)
            if until is None:
                return None
        return Deadline(text[lead.start : end], until, lead.start, end)

    def _leads_to_year(self, text: str, lead: "_Lead", low: int) -> bool:
        """Return whether what stands before a year makes it a deadline: 力争, 到, a label.

        至 where a clause begins.
        """
        if lead.effort or lead.to == "到":
            return True
        if lead.to in _UP_TO and self._begins(text, lead.start, low):
            return True
        return self._labelled(text, lead.start, low)

    def _bare(
        self, text: str, at: int, low: int, found: re.Match[str], year: int | None
    ) -> Deadline | None:
        """Read 年底前, 年内, 上半年: a time in the document's year.

        年内 and 年底前 are deadlines by themselves. 上半年 is one only where something
        leads up to it (力争上半年) or 完成 follows. Its last day is not known before
        前: 下半年前.
        """
        lead = self._led(text, at, low)
        before, half, closing = found["before"], found["half"], found["closing"]
        if not (
            before
            or half.endswith("内")
            or self._leads_to_bare(text, lead, low, bool(closing))
            or text.startswith(self._done, found.end())
        ):
            return None
        if text.endswith(self._never_after_bare, low, at):
            return None
        if self._barred(text, lead.start, low, found.end(), bool(before)):
            return None
        exact = half[-1] in _ENDS_OF_YEAR or closing or not before
        until = f"{year:04}-{self._last_days[half]}" if year and exact else None
        return Deadline(text[lead.start : found.end()], until, lead.start, found.end())

    def _leads_to_bare(self, text: str, lead: "_Lead", low: int, closing: bool) -> bool:
        """Return whether what stands before a time without a year makes it a deadline."""
        if lead.effort or lead.to == "到" or lead.to in _UP_TO:
            return True
        if lead.to == "于" and closing:
            return True
        return self._labelled(text, lead.start, low)

    def _at_month(
        self, text: str, at: int, low: int, year: int | None
    ) -> Deadline | None:
        """Read a deadline that names a month and no year: 6月底前.

        底 or 前 makes 6月 a deadline (6月底, 6月前), and so do what leads up to it
        (力争6月), a label (时限：6月), and 完成 behind it in brackets of its own:
        （6月完成）. A range of months is none.
        """
        if at == low or text[at - 1] not in _DIGITS:
            return None
        named = re.compile(self._month).search(text, max(low, at - 3), at)
        if named is None or text[named.start() - 1 : named.start()] in _RANGES:
            return None
        found = re.compile(self._behind_month).match(text, at)
        if found is None:
            return None
        lead = self._led(text, named.start(), low)
        day, part, (end, before) = found["day"], found["part"], self._ended(text, found)
        if not (before or part in ("底", "末")):
            led = lead.effort or (lead.to == "到" and not day)
            if not (
                led
                or self._labelled(text, lead.start, low)
                or (not day and self._is_note(text, lead.start, end))
            ):
                return None
        if self._excluded(text, lead, low, end, before):
            return None
        until = self._until(year, named[0], day, part, None) if year else None
        if year and until is None:
            return None
        if before and not (day or part):
            until = None
        return Deadline(text[lead.start : end], until, lead.start, end)

    def _is_note(self, text: str, start: int, end: int) -> bool:
        """Return whether a time stands first in brackets, before 完成 or the like."""
        return text[start - 1 : start] in _BRACKETS and text.startswith(self._done, end)

    def _at_quarter(
        self, text: str, at: int, low: int, year: int | None
    ) -> Deadline | None:
        """Read a deadline at 季度 (第三季度末), unless it ends a range (一至三季度)."""
        named = re.compile(self._quarter).search(text, max(low, at - 2), at)
        if named is None or text[named.start() - 1 : named.start()] in _RANGES:
            return None
        found = re.compile(self._half).match(text, named.start())
        return self._bare(text, named.start(), low, found, year) if found else None

    def _at_plan(
        self, text: str, at: int, low: int, year: int | None
    ) -> Deadline | None:
        """Read a deadline at the 末 of a five-year plan: “十四五”末 → 2025-12-31.

        A plan that was over before the document's year is history, and no deadline.
        """
        named = re.compile(_PLAN).search(text, max(low, at - 8), at)
        plan = parse_hanzi(named["plan"]) if named else None
        if named is None or plan is None:
            return None
        start = self._led(text, named.start(), low).start
        last = _BEFORE_PLANS + 5 * plan
        if year is not None and last < year:
            return None
        if self._barred(text, start, low, at + 1, False):
            return None
        return Deadline(text[start : at + 1], f"{last}-12-31", start, at + 1)

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
        self, text: str, lead: "_Lead", low: int, end: int, before: bool
    ) -> bool:
        """Return whether a time is barred, or ends a span (2021年到2025年)."""
        if self._barred(text, lead.start, low, end, before):
            return True
        return bool(lead.to) and self._spans(text, lead.start, low)

    def _barred(self, text: str, start: int, low: int, end: int, before: bool) -> bool:
        """Return whether the context makes a time a past event, a frequency or a validity."""
        low = max(low, start - 8)
        if text.endswith(self._never_after, low, start) or text.endswith(
            self._never_after, low, start + 1
        ):
            return True  # 至 of 截至 is taken for a word that leads up to a time
        if before:
            return (
                text.startswith(self._past_before, end)
                or _CLAUSE.match(text, end) is not None
            )
        return text.startswith(self._never_before, end) or any(
            found[1] for found in self._past.finditer(text, end, end + 10)
        )

    def _labelled(self, text: str, start: int, low: int) -> bool:
        """Return whether a label stands right before a time: 完成时限：.

        It also counts before a time that this one follows: 3月1日、7月2日.
        """
        if start == low + 1 and text[start - 2 : start] == "日、":
            return True
        return (
            start > low
            and text[start - 1] in "：: 　为"
            and self._label.search(text, max(low, start - 12), start) is not None
        )

    @staticmethod
    def _spans(text: str, start: int, low: int) -> bool:
        """Return whether a time with 到 ends a span (2021年到2025年)."""
        return start > low and text[start - 1] in "年月日" + DIGITS

    @staticmethod
    def _begins(text: str, start: int, low: int) -> bool:
        """Return whether a clause begins there."""
        return start == low or not text[start - 1].isalnum()

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
        if not of_month or of_month > 12 or year > 9999:
            return None
        last = days_in(year, of_month)
        of_day = number(day) if day else min(self._parts[part], last) if part else last
        return (
            f"{year:04}-{of_month:02}-{of_day:02}"
            if of_day and of_day <= last
            else None
        )


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


_PLAN = (
    rf"[{QUOTE.opening}\"]?(?P<plan>十[一二三四五六七八九])五[{QUOTE.closing}\"]?"
    r"(?:规划)?(?:时期|期)?$"
)
_UP_TO = ("至", "截止", "截止到")
_ENDS_OF_YEAR = "底末内"
_BEFORE_PLANS = 1955
"""From this year five-year plans are counted, as it holds since the fourth (1971–1975)."""
_CLAUSE = re.compile(r"[^\W\d_]{2}的")
_HANZI = YEAR_ZEROS + HAN_ONES + "十"
_BLANKS = " 　"
_DIGITS = DIGITS + _HANZI + _BLANKS
_LEADS = "争取保迟晚到至在于止 　"
_GOES_ON = f"底末内年度上下第以之前{DIGITS}{_HANZI} 　"
# Most years and months are no deadline: what stands beside them tells at once.
_YEAR = re.compile(
    f"年(?:(?=[底末内])|(?<=[今明本当半{_HANZI} 　]年)"
    f"|(?<=[{DIGITS}]年)(?:(?=[{_GOES_ON}])|(?<=[{_LEADS}]....年)))"
)
_MONTH = re.compile(f"月(?<=[{_DIGITS}]月)(?<!年[0-9]月)(?<!年[0-9][0-9]月)")
_QUARTER = re.compile("季度")
_END = re.compile('末(?<=[五期”"]末)')
_BRACKETS = frozenset(BRACKET_OPENINGS)
_RANGES = frozenset("年0123456789至-—－~～十百")
_Reader = Callable[[str, int, int, int | None], Deadline | None]


def _first(place: tuple[int, _Reader]) -> int:
    """Return where a reader was asked for: readers are tried in the order of the text."""
    return place[0]
