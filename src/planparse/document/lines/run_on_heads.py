"""Read what is run together behind a title on one line: a number, an order, dates, a signature.

Databases print so what stood on lines of its own: …条例东湖市人民政府令第5号《…条例》已经
2026年1月9日市人民政府第3次常务会议通过，现予公布。市长 张三2026年1月12日第一条….
"""

import re
from typing import NamedTuple

from planparse.document.lines.acts import Acts
from planparse.grammar.lexicon import Lexicon
from planparse.text.characters import (
    BRACKET_CLOSINGS,
    CLOSING_BRACKET,
    HAN,
    OPENING_BRACKET,
    ROUND,
)
from planparse.text.dates import DATE, OF_A_YEAR, iso_date

_REACH = 600
"""So far behind a title its head reaches. A choice."""
_NAMED_BEFORE = "》[，,]?已"
"""What every sentence has that says of a title what was done; searched first, as it is quick."""
_BODY = r"(?:《[^》]{0,200}》|[^，。；《》]){0,120}?"
_NUMBER = (
    rf"[{ROUND.opening}]?([^\s，。；：《》{ROUND.marks}]{{1,16}}{OF_A_YEAR}\s*号)"
    rf"[{ROUND.closing}]?"
)
_OF_A_CASE = (
    rf"{OPENING_BRACKET}(\d{{2,4}}){CLOSING_BRACKET}"
    rf"[^\s\d，。；：《》]{{2,10}}字第?\s*\d{{1,5}}\s*号"
)
"""The number of a court's letter, which begins with the year: 〔1991〕民他字第5号."""
_ALONE = rf"[{ROUND.opening}]?({DATE.pattern})[{ROUND.closing}]?"


class RunOnHead(NamedTuple):
    """What stands behind a title: each empty where the line does not say it."""

    bodies: tuple[str, ...] = ()
    number: str = ""
    date: str = ""

    def more(
        self, bodies: tuple[str, ...] = (), number: str = "", date: str = ""
    ) -> "RunOnHead":
        """Return the head with what follows: the first bodies, the first number, the last day."""
        return RunOnHead(
            self.bodies or bodies, self.number or number, max(self.date, date)
        )

    def or_else(self, bodies: tuple[str, ...], date: str) -> "RunOnHead":
        """Return the head with what is said in another way, where it says nothing of it."""
        return RunOnHead(self.bodies or bodies, self.number, self.date or date)


class RunOnHeads:
    """Reads heads by the words of letterheads."""

    def __init__(self, lexicon: Lexicon, acts: Acts) -> None:
        """Take the words of acts and offices, and what reads an order."""
        self._acts = acts
        verbs = "|".join(acts.verbs)
        offices = "|".join(lexicon.words.bodies.offices)
        self._act = rf"[{ROUND.opening}]?(?:根据|经)?({DATE.pattern}{_BODY}(?:{verbs}))"
        self._signed_day = rf"(?:{offices})\s*[{HAN}·]{{2,8}}?\s*({DATE.pattern})"
        in_force = "|".join(lexicon.words.front_matter.in_force)
        self._in_force = rf"自{_BODY}(?:{in_force})"
        self._below = (
            rf"(?:{in_force})。\s*(?P<body>[{HAN}、\s]{{0,60}}?)(?P<date>{DATE.pattern})"
            rf"(?!\s*(?:起|{verbs}))"
        )
        self._passed = rf"《(?P<title>.{{2,120}}?)》[，,]?已(?P<how>{_BODY}(?:{verbs}))"

    def of(self, title: str, line: str) -> RunOnHead:
        """Return what a line says behind the title that it begins with, nothing for another."""
        at = _behind(title, line)
        is_head = at > 0 or self._names(title, line[:_REACH])
        rest, head = line[at : at + _REACH] if is_head else "", RunOnHead()
        alone = ""
        while rest := rest.lstrip(f" \u3000\xa0、{BRACKET_CLOSINGS}"):
            if rest[0].isalnum() and (length := _behind(title, rest)):
                pass
            elif found := re.match(_OF_A_CASE, rest) or re.match(_NUMBER, rest):
                head = head.more(number=found[0].strip(ROUND.marks))
                length = found.end()
            elif order := self._acts.order_at_start(rest):
                head = head.more(order.bodies, order.number)
                length = order.length
            elif found := re.match(self._act, rest):
                for act in self._acts.of([found[1]]):
                    head = head.more(act.bodies, act.number, act.date)
                length = found.end()
            elif found := re.match(self._in_force, rest):
                length = found.end()
            elif found := re.match(_ALONE, rest):
                alone = alone or iso_date(found[1]) or ""
                length = found.end()
            else:
                break
            rest = rest[length:]
        signed = self._signing(rest) or ""
        head = head.more(date=signed) if signed else head.or_else((), alone)
        return head.or_else(*self._by_prose(title, rest))

    def _by_prose(self, title: str, rest: str) -> tuple[tuple[str, ...], str]:
        """Return who passed what has this title, and when."""
        passed = self._passing(title, rest)
        met = re.sub(DATE.pattern, "", passed).lstrip("由经于")
        return self._acts.met(met), iso_date(passed) or ""

    def _signing(self, words: str) -> str | None:
        """Return the day that stands behind who signs, or below the text of an order."""
        signed = re.search(self._signed_day, words)
        if signed is not None:
            return iso_date(signed[1])
        below = re.search(self._below, words)
        if below is None or (below["body"] and not self._acts.named(below["body"])):
            return None
        return iso_date(below["date"])

    def _names(self, title: str, line: str) -> bool:
        """Return whether a line without the title at its head says that this was passed."""
        return bool(self._passing(title, line))

    def _passing(self, title: str, words: str) -> str:
        """Return how words say that what has this title was passed: 于2026年1月9日由…通过."""
        if not re.search(_NAMED_BEFORE, words):
            return ""
        for found in re.finditer(self._passed, words):
            if _letters(found["title"]) == _letters(title):
                return found["how"]
        return ""


def _behind(title: str, line: str) -> int:
    """Return where a line goes on behind a title that it begins with, 0 if it does not.

    Only letters and digits count: databases change the marks between them.
    """
    at = 0
    for char in filter(str.isalnum, title):
        while at < len(line) and not line[at].isalnum():
            at += 1
        if at == len(line) or line[at] != char:
            return 0
        at += 1
    return at if at < len(line) else 0


def _letters(text: str) -> str:
    """Return the letters and digits of a text."""
    return "".join(filter(str.isalnum, text))
