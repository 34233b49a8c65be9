"""Times without a last day: terms without an end, what comes again, days after an issue."""

import re
from typing import Any

from planparse.facts.deadline import Deadline
from planparse.facts.deadline_places import BEFORE_TERMS, Passage, Places
from planparse.grammar.wordlists import DeadlineWords
from planparse.lazy import lazy
from planparse.text.characters import LENTICULAR, ROUND, SQUARE
from planparse.text.expressions import any_of, by_first

_NUMBER = "(?:[0-9０-９]{1,3}|[一二三四五六七八九十百]{1,4})"
_DAY = "(?:[0-9０-９]{1,2}|[二三]?十?[一二三四五六七八九十])"
_AGAIN = "每"
_AFTER = "起(?<=之日起)"
_STEM = 2
"""So many characters of a term it is looked for by, the first alone: that is much faster."""


class Terms:
    """Finds times without a last day by the words of `facts/deadlines.yaml`."""

    def __init__(self, words: DeadlineWords, places: Places) -> None:
        """Take the words of `facts/deadlines.yaml`, and what tells where a time stands."""
        self.kept: dict[str, Any] = {}
        self._words, self._places = words, places
        self._leads = tuple(words.term_leads)
        before = re.escape(
            BEFORE_TERMS + "".join(lead[-1] for lead in words.term_leads)
        )
        stems = by_first(dict.fromkeys(word[:_STEM] for word in words.terms))
        self.stems = [
            re.compile(f"{first}(?={any_of(rest)})(?<=[{before}]{first})")
            for first, rest in stems.items()
        ]
        self.again = re.compile(rf"{_AGAIN}(?=个?(?:{any_of(words.periods)}))")
        self.after = re.compile(_AFTER)

    @lazy
    def _term(self) -> re.Pattern[str]:
        """Match a term without an end."""
        return re.compile(any_of(self._words.terms))

    @lazy
    def _recurring(self) -> re.Pattern[str]:
        """Match what comes again and again, from 每 on."""
        words = self._words
        month = "(?:[0-9０-９]{1,2}|十?[一二三四五六七八九十])[ ]?月份?"
        part = any_of(words.parts)
        end = rf"(?:年底|年末|月底|月末|{part})"
        of_day = rf"{_DAY}[ ]?[日号]"
        time = rf"(?:{month}[ ]?(?:{of_day}|{part})?|{of_day}|{end}|(?<=周)[一二三四五六日])"
        return re.compile(
            rf"每个?(?:{any_of(words.periods)})[的]?(?:[首末]月)?"
            rf"(?P<time>{time}(?:[、和及]{time})*+)?"
            rf"(?P<before>{any_of(words.before)})?"
        )

    @lazy
    def _issue(self) -> re.Pattern[str]:
        """Match what the days are counted from, before 之日起: 自本方案印发."""
        words = self._words
        own, received = any_of(words.own), any_of(words.received)
        return re.compile(
            rf"(?:(?:[自从在]|[自从在]?本?(?:{own}))(?:正式)?(?:{any_of(words.issued)})"
            rf"|[自从在]?本(?:{own})(?:正式)?(?:{any_of(words.issued_own)})"
            rf"|[自从在]?(?:{received})本(?:{own}))$"
        )

    @lazy
    def _days(self) -> re.Pattern[str]:
        """Match how many days they are, behind 之日起: 30个工作日内."""
        return re.compile(
            rf"起的?[ ]?{_NUMBER}[ ]?(?:个?(?:工作日|自然日|月|周)|[日天])(?:之内|以内|内)"
            rf"(?![^，,。；;：:\n]{{0,24}}的[，,；;])(?!有效)"
        )

    def at_term(self, of: Passage, at: int, low: int) -> Deadline | None:
        """Read a term without an end: behind a label, or by itself in a note."""
        found = self._term.match(of.text, at)
        if found is None or not self._places.ends_part(of, found.end()):
            return None
        if not (
            self._places.labelled(of.text, at, low)
            or self._places.fills_note(of, at, found.end())
            or self._is_noted(of, at, found.end(), low)
        ):
            return None
        return Deadline(found[0], None, "ongoing", False, at, found.end())

    def _is_noted(self, of: Passage, start: int, end: int, low: int) -> bool:
        """Return whether a term is a part of a note with owners: 并 may stand before it."""
        if self._places.in_note(of, start, end):
            return True
        return of.text.endswith(self._leads, low, start) and self._places.beside_owners(
            of, start, end
        )

    def at_again(self, of: Passage, at: int, low: int) -> Deadline | None:
        """Read a time that comes again and again.

        With 前 it is one anywhere (每年6月底前报送), behind a label in any case
        (完成时限：每季度), in a note with owners where it names an end (每季度末), and
        where a clause says that something is done in a month (于每年5月考核).
        """
        text = of.text
        found = self._recurring.match(text, at)
        if found is None:
            return None
        end, before = found.end(), found["before"] is not None
        start = at - (at > low and text[at - 1] == "于")
        if before:
            if not found["time"] or text.startswith(
                tuple(self._words.past_before), end
            ):
                return None
        elif not self._places.labelled(text, start, low) and not (
            found["time"]
            and text[at - 1 : at] in _BEFORE
            and self._places.beside_owners(of, start, end)
        ):
            in_month = found["time"] and "月" in found["time"]
            if not in_month or text[end : end + 1] in _NO_TASK:
                return None
            if start == at and text[at - 1 : at] not in _BEFORE:
                return None
        return Deadline(text[start:end], None, None, True, start, end)

    def at_issue(self, of: Passage, at: int, low: int) -> Deadline | None:
        """Read the days after the document is issued or received: 自印发之日起30日内."""
        text = of.text
        days = self._days.match(text, at)
        low = max(low, at - 18)
        issue = self._issue.search(text, low, at - 2) if days else None
        if days is None or issue is None:
            return None
        start = issue.start()
        return Deadline(text[start : days.end()], None, None, False, start, days.end())


_NO_TASK = frozenset("是为的起至到份第—－–~～-")
"""Behind a month that comes again, before these it is no time for a task: 每年6月是."""
_BEFORE = frozenset(f"，,；;、。{ROUND.opening}{LENTICULAR.opening}{SQUARE.opening} 　")
