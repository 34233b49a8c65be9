"""What a line stands between: the lines of the text on both sides, and whether they are one.

So a running head is known, which stands in the middle of sentences.
"""

import math
from collections.abc import Collection, Iterable, Sequence

from planparse.grammar.wordlists import WordLists
from planparse.numbering.asides.counted_lines import LONGEST_NUMBER, is_page_number
from planparse.numbering.tokens import FURNITURE, LINE, PLAIN, Token
from planparse.text.characters import (
    CLAUSE_MARKS,
    CLOSERS,
    CLOSINGS,
    OPENINGS,
    SENTENCE_ENDS,
    is_han,
)
from planparse.text.dictionary import REACH, THRESHOLD, evidence_across


class PartedLines:
    """The lines of a text before and behind others, beyond what pages repeat."""

    def __init__(
        self,
        text: str,
        tokens: Sequence[Token],
        words: WordLists,
        repeated: Collection[int],
    ) -> None:
        """Take a text with its tokens; `repeated` are the places of lines that may be heads."""
        self._text, self._tokens, self._repeated = text, tokens, repeated
        self._unfinished = words.line_breaks.unfinished
        self._dependent = words.line_breaks.dependent
        self._parting: dict[int, bool] = {}

    def line_at(self, place: int) -> str:
        """Return the text of a line by the place of its token, empty for none."""
        if not 0 <= place < len(self._tokens):
            return ""
        token = self._tokens[place]
        if place + 1 < len(self._tokens) and self._tokens[place + 1].place > LINE:
            return ""
        return self._text[token.head : token.end]

    def parts_sentence(self, place: int) -> bool:
        """Return whether a line stands between two lines that may be one sentence."""
        if place not in self._parting:
            self._parting[place] = self._is_parting(place)
        return self._parting[place]

    def _is_parting(self, place: int) -> bool:
        """Find out what `_parts_sentence` remembers."""
        sides = self._sides(place)
        if sides is None:
            return False
        marks = [not _CLAUSE_MARKS.isdisjoint(side) for side in sides]
        return any(marks) and all(
            mark or len(side) >= _PROSE for mark, side in zip(marks, sides, strict=True)
        )

    def parts_words(self, places: Iterable[int]) -> int:
        """Return how many of some lines stand where a sentence surely goes on."""
        return sum(map(self.parts_word, places))

    def parts_word(self, place: int) -> bool:
        """Return whether a word stands across a line, and none across its own ends.

        A name that was set on a line of its own, as links are, has its place in the
        sentence, and a comma before it says nothing.
        """
        sides = self._sides(place)
        if sides is None or not self.parts_sentence(place):
            return False
        before, behind = sides
        own = self.line_at(place)
        return _evidence(before, behind) > max(
            THRESHOLD, _evidence(before, own), _evidence(own, behind)
        )

    def parts_clause(self, place: int) -> bool:
        """Return whether the sentence goes on over a line, by marks, words or a word."""
        sides = self._sides(place)
        if sides is None or not self.parts_sentence(place):
            return False
        before, behind = sides
        return (
            before[-1] in _COMMAS
            or before.endswith(self._unfinished)
            or behind.startswith(self._dependent)
            or any(_is_open(before, mark) for mark in OPENINGS)
            or self.parts_word(place)
        )

    def _sides(self, place: int) -> tuple[str, str] | None:
        """Return the lines before and behind a line, None where no sentence goes on."""
        text = self._text
        before = self.beyond(place, -1)
        if before is None or text[before.end - 1] in _ENDS:
            return None
        behind = self.beyond(place, 1)
        if behind is None or behind.place != PLAIN:
            return None
        if text[behind.head] in _NEVER_FIRST:
            return None
        return text[before.head : before.end], text[behind.head : behind.end]

    def beyond(self, place: int, step: int) -> Token | None:
        """Return the next token of the text before or behind a line, beyond other heads."""
        at = place + step
        for _ in range(_HEADS_BETWEEN):
            if not 0 <= at < len(self._tokens):
                return None
            token = self._tokens[at]
            if not (
                at in self._repeated
                or token.place == FURNITURE
                or (
                    token.place == PLAIN
                    and token.end - token.head <= LONGEST_NUMBER
                    and is_page_number(self._text, token.head, token.end)
                )
            ):
                return token
            at += step
        return None


def _is_open(line: str, mark: str) -> bool:
    """Return whether a bracket or quotation mark stands open at the end of a line."""
    at = line.rfind(mark)
    return at >= 0 and not any(closer in line[at:] for closer in CLOSERS)


def _evidence(before: str, behind: str) -> float:
    """Return the evidence that a word of the dictionary stands across a break."""
    if not (is_han(before[-1]) and is_han(behind[0])):
        return -math.inf
    return evidence_across(before[-REACH:], behind[:REACH])


_ENDS = frozenset([*SENTENCE_ENDS, *CLOSERS, *OPENINGS])
_COMMAS = "，、"
_CLAUSE_MARKS = frozenset(f"、{CLAUSE_MARKS}")
_NEVER_FIRST = frozenset([*"，。；、！？％%", *CLOSINGS])
"""What a line begins with that goes on behind a word, as that of a link, before it."""

_PROSE = 15
"""From how many characters on a line without a mark may be part of a sentence; a choice."""
_HEADS_BETWEEN = 5
"""How many lines of heads and feet, less one, may stand between two pages; a choice."""
