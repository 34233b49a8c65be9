"""What a year is to bring, which makes it a deadline: 2026年初步建成300个."""

import re
from typing import Any

from planparse.facts.deadline_leads import Lead
from planparse.facts.deadline_places import Passage, begins_clause
from planparse.grammar.wordlists import DeadlineWords
from planparse.lazy import lazy
from planparse.text.characters import DIGITS, ROUND
from planparse.text.expressions import any_of

_HEAD = 60
"""So many characters have the title of a document, nearly always; a choice."""
_DONE = "[了已曾]|以来"


class Goals:
    """Finds goals by the words of `facts/deadlines.yaml`."""

    def __init__(self, words: DeadlineWords) -> None:
        """Take the words of `facts/deadlines.yaml`."""
        self.kept: dict[str, Any] = {}
        self._words = words

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

    def is_of(self, of: Passage, lead: Lead, low: int, end: int, later: bool) -> bool:
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
