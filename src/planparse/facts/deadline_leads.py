"""What leads up to a time: 力争, 到, 于, 截止."""

import re
from typing import NamedTuple

from planparse.grammar.wordlists import DeadlineWords
from planparse.text.expressions import any_of

LEAD_ENDS = "争取保迟晚到至在于止 　"
"""The last characters of what leads up to a time."""
UP_TO = ("至", "截止", "截止到")
"""Words that make a year a deadline only where a clause begins with them."""


class Lead(NamedTuple):
    """What leads up to a time.

    力争 and the like, 到 and the like, and where it begins with them.
    """

    effort: str | None
    to: str | None
    start: int


class Leads:
    """Finds what leads up to a time by the words of `facts/deadlines.yaml`."""

    def __init__(self, words: DeadlineWords) -> None:
        """Take the words of `facts/deadlines.yaml`."""
        self._lead = re.compile(
            rf"(?P<effort>{any_of(words.efforts)})?(?P<to>{any_of(words.to)})?[ 　]?$"
        )

    def led(self, text: str, at: int, low: int) -> Lead:
        """Return what leads up to a time, and where it begins."""
        if at > low and text[at - 1] in LEAD_ENDS:
            found = self._lead.search(text, max(low, at - 6), at)
            if found:
                return Lead(found["effort"], found["to"], found.start())
        return Lead(None, None, at)
