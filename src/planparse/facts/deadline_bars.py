"""What bars a time from being a deadline: a past event, a validity, a condition."""

import re

from planparse.facts.deadline_leads import LEAD_ENDS, Lead
from planparse.facts.deadline_places import Passage
from planparse.facts.deadline_spans import ends_span
from planparse.grammar.wordlists import DeadlineWords
from planparse.text.expressions import any_of

_CONDITION = (
    r"[^\W\d_]{2}的|[^，,。；;：:\n]{0,24}的[，,；;]"
    r"|(?![对将为向把按])[^，,。；;：:\n]{0,24}的[^，,。；;：:\n]{0,8}[，,]?"
    "(?:可|均可|一次性)?(?:给予|予以|享受|奖励|补助|视为|不予|不再|不得)"
)
"""Behind 前: it says of what, and not by when, as in 前认定的, 前取得证书并在有效期内的，,
前取得资质的企业，给予."""


class Bars:
    """Finds what bars a time by the words of `facts/deadlines.yaml`."""

    def __init__(self, words: DeadlineWords) -> None:
        """Take the words of `facts/deadlines.yaml`."""
        self._never_after = tuple(words.never_after)
        self._never_before = tuple(words.never_before)
        self._past = re.compile(f"{any_of(words.never_past)}|({any_of(words.past)})")
        self._past_before = tuple(words.past_before)

    def excluded(
        self, of: Passage, lead: Lead, low: int, end: int, before: bool
    ) -> bool:
        """Return whether a time is barred, or ends a span (2021年到2025年)."""
        if self.barred(of, lead.start, low, end, before):
            return True
        return bool(lead.to) and ends_span(of.text, lead.start, low)

    def barred(self, of: Passage, start: int, low: int, end: int, before: bool) -> bool:
        """Return whether the context makes a time a past event, a validity or a condition."""
        text = of.text
        low = max(low, start - 8)
        if text.endswith(self._never_after, low, start):
            return True
        led = text[start] in LEAD_ENDS
        if led and text.endswith(self._never_after, low, start + 1):
            return True  # 至 of 截至 is taken for a word that leads up to a time
        if before:
            return (
                text.startswith(self._past_before, end)
                or re.compile(_CONDITION).match(text, end, of.end) is not None
            )
        return text.startswith(self._never_before, end) or any(
            found[1] for found in self._past.finditer(text, end, end + 10)
        )
