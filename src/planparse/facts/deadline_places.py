"""Where a time stands: behind a label, in a note that names owners, at the head of a clause."""

import re
from typing import Any, NamedTuple

from planparse.grammar.wordlists import DeadlineWords
from planparse.lazy import lazy
from planparse.text.brackets import closing_behind, opening_before
from planparse.text.characters import (
    BLANKS,
    BRACKET_CLOSINGS,
    BRACKET_OPENINGS,
    CLAUSE_MARKS,
)
from planparse.text.expressions import any_of


class Passage(NamedTuple):
    """The stretch of a text that is searched, and the year of its document."""

    text: str
    start: int
    end: int
    year: int | None


class Places:
    """Tells where a time stands by the words of `facts/deadlines.yaml`."""

    def __init__(self, words: DeadlineWords) -> None:
        """Take the words of `facts/deadlines.yaml`."""
        self.kept: dict[str, Any] = {}
        self._labels = words.labels
        self._beside = words.beside
        self._phases = tuple(words.phases)

    @lazy
    def _label(self) -> re.Pattern[str]:
        """A label right before a time (完成时限：, 【完成时限】)."""
        return re.compile(
            rf"(?:{any_of(self._labels)})(?:】|[{BLANKS}]*[：:][{BLANKS}]*"
            rf"|(?:分别)?为[：:]?[{BLANKS}]*)$"
        )

    def labelled(self, text: str, start: int, low: int) -> bool:
        """Return whether a label stands right before a time: 完成时限：."""
        return (
            start > low
            and text[start - 1] in _BEHIND_LABELS
            and self._label.search(text, max(low, start - 16), start) is not None
        )

    def follows_label(self, text: str, start: int, low: int) -> bool:
        """Return whether a label stands right before a time: 完成时限：.

        It also counts before a time that this one follows: 3月1日、7月2日.
        """
        if start == low + 1 and text[start - 2 : start] in ("日、", "月、"):
            return True
        return self.labelled(text, start, low)

    def in_note(self, of: Passage, start: int, end: int) -> bool:
        """Return whether `text[start:end]` is a part by itself of a note that names owners.

        （市水利局牵头，长期坚持）, or a line: 责任单位：市水利局；长期坚持.
        """
        return self.parted(of, start, end) and self.beside_owners(of, start, end)

    def parted(self, of: Passage, start: int, end: int) -> bool:
        """Return whether marks or brackets stand on both sides of `text[start:end]`."""
        return (
            start > of.start and of.text[start - 1] in _BEFORE_PARTS
        ) and self.ends_part(of, end)

    @staticmethod
    def ends_part(of: Passage, end: int) -> bool:
        """Return whether a mark, a bracket or the end of the line stands at `end`."""
        return end >= of.end or of.text[end] in _BEHIND_PARTS

    def beside_owners(self, of: Passage, start: int, end: int) -> bool:
        """Return whether a place is in a note, or on a line, that names owners."""
        text = of.text
        opening = opening_before(text, start, max(of.start, start - _FARTHEST))
        if opening < 0:
            line = text.rfind("\n", of.start, start) + 1
            line = max(line, of.start, start - _FARTHEST)
            return re.search(_OWNERS_LABEL, text[line:start]) is not None
        closing = closing_behind(text, end, min(of.end, end + _FARTHEST))
        if closing < 0:
            return False
        before, behind = text[opening + 1 : start], text[end:closing]
        return any(word in before or word in behind for word in self._beside)

    def is_named_span(self, of: Passage, start: int, end: int) -> bool:
        """Return whether a span of months is of a phase, or in a note that names owners.

        第一阶段（2024—2025年） is a period.
        """
        return of.text.find("月", start, end) >= 0 and (
            self.in_note(of, start, end) or self._of_phase(of, start, end)
        )

    def _of_phase(self, of: Passage, start: int, end: int) -> bool:
        """Return whether brackets behind the name of a phase hold nothing but a time."""
        text = of.text
        return (
            text[start - 1] in BRACKET_OPENINGS
            and text.endswith(self._phases, of.start, start - 1)
            and end < of.end
            and text[end] in BRACKET_CLOSINGS
        )

    @staticmethod
    def fills_note(of: Passage, start: int, end: int) -> bool:
        """Return whether `text[start:end]` is all that brackets hold which end a clause."""
        text = of.text
        return (
            start > of.start
            and end < of.end
            and text[start - 1] in BRACKET_OPENINGS
            and text[end] in BRACKET_CLOSINGS
            and (end + 1 >= of.end or text[end + 1] in _BEHIND_NOTES)
        )


def begins_clause(text: str, start: int, low: int) -> bool:
    """Return whether a clause begins there."""
    return start == low or not text[start - 1].isalnum()


_FARTHEST = 120
"""So far a note is followed from a time in it; a choice."""
_BEHIND_LABELS = frozenset(f"：:为】{BLANKS}")
_BEFORE_PARTS = frozenset(f"{CLAUSE_MARKS}、{BRACKET_OPENINGS}{BLANKS}\r\n")
_BEHIND_PARTS = frozenset(f"{CLAUSE_MARKS}、{BRACKET_CLOSINGS}{BLANKS}\r\n")
_BEHIND_NOTES = frozenset(f"{CLAUSE_MARKS}{BLANKS}\r\n")
BEFORE_TERMS = "".join(sorted(_BEHIND_LABELS | _BEFORE_PARTS))
"""What may stand right before a term that stands by itself."""
_OWNERS_LABEL = "(?:单位|部门|责任人|领导)[：:]"
