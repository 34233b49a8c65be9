"""The end of a five-year plan as a deadline: “十四五”末 is 2025-12-31."""

import re

from planparse.facts.deadline import Deadline
from planparse.facts.deadline_places import Passage
from planparse.facts.deadline_surroundings import Surroundings
from planparse.facts.written_times import deadline_of
from planparse.text.characters import QUOTE
from planparse.text.dates import FIVE_YEAR_PLAN
from planparse.text.numerals import parse_hanzi

_PLAN = (
    rf"[{QUOTE.opening}\"]?(?P<plan>{FIVE_YEAR_PLAN})[{QUOTE.closing}\"]?"
    r"(?:规划)?(?:时期|期)?$"
)
_BEFORE_PLANS = 1955
"""From this year five-year plans are counted, as it holds since the fourth (1971–1975)."""
_TENTH = 10
"""The plan whose name, 十五, is a number as well, and is not read."""


class FiveYearPlans:
    """Reads the ends of five-year plans."""

    def __init__(self, around: Surroundings) -> None:
        """Take what tells of what is around a time."""
        self._leads, self._bars = around.leads, around.bars

    def at_end(self, of: Passage, at: int, low: int) -> Deadline | None:
        """Read a deadline at the 末 of a five-year plan: “十四五”末 → 2025-12-31.

        A plan that was over before the document's year is history, and no deadline.
        """
        text = of.text
        named = re.compile(_PLAN).search(text, max(low, at - 8), at)
        plan = parse_hanzi(named["plan"][:-1]) if named else None
        if named is None or plan is None or plan == _TENTH:
            return None
        start = self._leads.led(text, named.start(), low).start
        last = _BEFORE_PLANS + 5 * plan
        if of.year is not None and last < of.year:
            return None
        if self._bars.barred(of, start, low, at + 1, False):
            return None
        return deadline_of(of, start, at + 1, f"{last}-12-31")
