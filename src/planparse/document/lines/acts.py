"""Read the lines below a law's title: who passed it, when, under which order."""

import re
from collections.abc import Iterable
from typing import NamedTuple

from planparse.document.lines.letterhead import Letterhead
from planparse.grammar.wordlists import FrontMatter
from planparse.text.characters import ROUND, TITLE
from planparse.text.dates import DATE, iso_date

_COUNT = r"[一二三四五六七八九十百〇○零\d]+"
_BY = "以|由|经"
"""What may stand before who does something."""
_NAME = r"[^\s\d，。；：（）《》]{2,60}?"
_COUNTED = rf"第\s*{_COUNT}\s*号"
_MEETING = rf"(.+?)第{_COUNT}次"
"""A body and the count of its meetings: 东湖市人民代表大会常务委员会第三次会议."""
_LONGEST = 1000
"""All that was done to a law takes no more room. A choice."""
_TITLED = TITLE.to_first_closing()
_LINE_BREAK = r"\s*[\r\n]\s*"
_EDGES = f"# 。{ROUND.marks}"
"""What may stand around what a line says."""


class Act(NamedTuple):
    """What was done to a law, on which day (ISO 8601, the last of several), by which bodies.

    `number` is that of the order by which it was made public. Each is empty where the line
    does not say it.
    """

    date: str
    bodies: tuple[str, ...]
    number: str


class Order(NamedTuple):
    """Who gives an order, and its number: 东湖市人民政府令第5号.

    `length` is how far it reaches in the words that it begins.
    """

    bodies: tuple[str, ...]
    number: str
    length: int = 0


class Acts:
    """Reads acts by the words of letterheads."""

    def __init__(self, words: FrontMatter, letterhead: Letterhead) -> None:
        """Take the words of acts, and what knows the names of bodies."""
        self._words, self._letterhead = words, letterhead
        self.verbs = (*words.enacted, *words.amended)
        """What is done to a law."""
        self._organ = rf"(?:第{_COUNT}届)?(?:{'|'.join(words.organs)})$"
        orders = "|".join(words.orders)
        self._order = (
            rf"(?:{_BY})?({_NAME})({orders})\s*第?\s*({_COUNT})\s*号"
            rf"|({_NAME})\s*第\s*({_COUNT})\s*号\s*({orders})"
        )

    def of(self, lines: Iterable[str]) -> list[Act]:
        """Return what the lines say that tell when a law was passed, in order.

        One that begins with a day and breaks off is continued by those behind it: no
        sentence, which has a comma or an end.
        """
        acts, begun = [], ""
        for line in map(_without_breaks, lines):
            bare = line.strip(_EDGES)
            if DATE.match(bare):
                begun = bare
            else:
                begun = "" if not begun or "，" in begun + bare else begun + bare
            if len(begun) > _LONGEST:
                begun = ""
            elif begun.endswith(self.verbs):
                acts.append(self._act(begun))
                begun = ""
            elif line.endswith("。"):
                begun = ""
        return acts

    def order(self, words: str) -> Order | None:
        """Return the first order that words name by its number, None where they name none."""
        if "号" not in words:
            return None
        return self._order_of(re.search(self._order, words))

    def order_over_lines(self, above: str, line: str) -> Order | None:
        """Return the order that a line counts and the one above names: 东湖市水务局令⏎第5号."""
        if not above.endswith(self._words.orders) or not re.fullmatch(_COUNTED, line):
            return None
        return self.order(above + line)

    def order_at_start(self, words: str) -> Order | None:
        """Return the order that words begin with, None for other words."""
        return self._order_of(re.match(self._order, words))

    def _order_of(self, found: re.Match[str] | None) -> Order | None:
        """Return the order that was found."""
        if found is None:
            return None
        body, kind, count, named, place, behind = found.groups()
        if behind:
            number = f"{named}第{place}号{behind}"
            return Order(self.named(named), number, found.end())
        return Order(self.named(body), f"{body}{kind}第{count}号", found.end())

    def _act(self, line: str) -> Act:
        """Return what a line says behind its date."""
        date = DATE.match(line)
        assert date is not None
        words = line[date.end() :].strip()
        if words in self._words.in_force:
            return Act("", (), "")
        order = self.order(words)
        if order is not None:
            bodies = order.bodies
        elif words.endswith(self._words.approved):
            bodies = ()
        else:
            bodies = self.met(words) or self.named(self._without_verb(words))
        # The order that a title names is that of another text.
        is_own = order is not None and TITLE.opening not in words
        return Act(_last_date(line), bodies, order.number if order and is_own else "")

    def _without_verb(self, words: str) -> str:
        """Return words without what was done: 东湖市人民政府公告公布 → 东湖市人民政府."""
        for verb in (*self.verbs, *self._words.orders):
            words = words.removesuffix(verb)
        return words

    def met(self, words: str) -> tuple[str, ...]:
        """Return the body whose meeting words begin with: 东湖市人民政府第3次常务会议."""
        meeting = re.match(_MEETING, words)
        if meeting is None:
            return ()
        name = meeting[1]
        if name.endswith(self._words.organs):
            name = re.sub(self._organ, "", name)
        return self.named(name)

    def named(self, words: str) -> tuple[str, ...]:
        """Return the bodies that words name, none where they say something else."""
        names = tuple(words.split("、"))
        return names if all(map(self._letterhead.is_body, names)) else ()


def _without_breaks(line: str) -> str:
    """Return a paragraph without the line breaks in it."""
    return re.sub(_LINE_BREAK, "", line) if "\n" in line or "\r" in line else line


def _last_date(line: str) -> str:
    """Return the last day in a line on which something was done, as ISO 8601.

    A day in a title is that of another text, and one from which a law holds is none of
    these.
    """
    bare = re.sub(_TITLED, "", line) if TITLE.opening in line else line
    days = (
        iso_date(date[0])
        for date in DATE.finditer(bare)
        if not bare.startswith("起", date.end())
    )
    return max(filter(None, days), default="")
