"""Spans of time, which end in a deadline behind a label alone: 时限：3月—12月."""

import re
from typing import NamedTuple

from planparse.facts.deadline_places import Passage, Places
from planparse.text.characters import DIGITS

DASHES = "—－–~～-"
TO = frozenset(DASHES + "至到 ")
"""What parts the last time of a span from the one before it."""
RANGES = frozenset("年0123456789至-—－~～十百")
"""What stands right before a month or a quarter that ends a range, or is of a year."""
_FROM = (
    r"(?<![0-9])(?:自?即日起?|(?:(?P<year>[12][0-9]{3})(?:年|(?=[—－–~～-])))?"
    r"(?:[0-9]{1,2}(?:月份?(?:[0-9]{1,2}日|[上中下]旬|[初底末])?)?)?)"
    rf"[ ]?(?:[{DASHES}]{{1,2}}|至|到)[ ]?$"
)
_THROUGH = rf"[ ]?(?:[0-9]{{1,2}}[ ]?)?(?:[{DASHES}]{{1,2}}|至|到)[ ]?[0-9年]"


class Span(NamedTuple):
    """The first time of a span: where it begins, and the year that it names."""

    start: int
    year: int | None


class Spans:
    """Finds spans of time."""

    def __init__(self, places: Places) -> None:
        """Take what tells where a time stands."""
        self._places = places

    def before_last(self, of: Passage, start: int, low: int, end: int) -> Span | None:
        """Return what stands before the last time of a span behind a label: 时限：3月—.

        So it is in a note that names owners (市水利局牵头，3月—12月), and in the brackets of
        a phase: 排查阶段（3月—6月）. That time ends at `end`.
        """
        if start <= low or of.text[start - 1] not in TO:
            return None
        found = re.compile(_FROM).search(of.text, max(low, start - 18), start)
        if found is None or not (
            self._places.labelled(of.text, found.start(), low)
            or self._places.is_named_span(of, found.start(), end)
        ):
            return None
        named = found["year"]
        return Span(found.start(), int(named) if named else None)

    def begins(self, of: Passage, start: int, low: int, end: int) -> bool:
        """Return whether a time behind a label is the first of a span: 时限：3月—12月."""
        return re.compile(_THROUGH).match(
            of.text, end, of.end
        ) is not None and self._places.follows_label(of.text, start, low)


def ends_span(text: str, start: int, low: int) -> bool:
    """Return whether a time with 到 ends a span (2021年到2025年)."""
    return start > low and text[start - 1] in "年月日" + DIGITS


def ends_range(text: str, at: int) -> bool:
    """Return whether a month is the end of a range, or that of a year which is named."""
    if text[at - 2 : at] in ("年 ", "年　"):
        return True
    return text[at - 1 : at] in RANGES
