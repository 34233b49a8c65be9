"""What the words of a line say of it as a heading without a number, wherever it stands."""

import re
from collections.abc import Iterable
from functools import lru_cache

from planparse.grammar.lexicon import Lexicon
from planparse.text.characters import (
    COLONS,
    COMMAS,
    DIGITS,
    FULL_STOPS,
    HAN_ONES,
    QUOTE,
    ROUND,
    SEMICOLONS,
    SQUARE,
    is_han,
    is_open,
)
from planparse.text.dates import DATE
from planparse.text.titles import without_version

_SHORTEST_TITLE = 8
"""A line that ends in a 文种 and is no shorter is a title: 防汛应急预案管理办法."""
_SURE = 4
"""A shorter word may as well be a cell of a table: 目的, 监测. A choice."""
_INSIDE = frozenset(FULL_STOPS + SEMICOLONS + COLONS + "|\t=*…—《》@/")
"""What stands in no heading of this kind."""
_PARTS = frozenset(COMMAS + "、“”")
"""What parts a heading that only its like prove: 加强领导，落实责任."""
_MOST_COMMAS = 2
"""A heading without a number has no more commas. A choice."""
_YEAR = r"(?:19|20|１９|２０)[\d０-９]{2}年(?!\d)"
"""The digits that such a heading may have: 2016年工作安排."""
_NUMBERED = rf"\d|{SQUARE.opens}"
"""What a heading of this kind does not have unless a mark shows it to be one."""
_OF_TIME = rf"(?:对|关于)?(?:{QUOTE.around('{1,8}')}时期|{_YEAR})"
"""What begins a heading of a report: “十四五”时期目标, 对2018年工作的建议."""
_DEGREES = "ⅠⅡⅢⅣⅤ"
"""What the degrees of an emergency begin with: Ⅰ级响应."""


@lru_cache(maxsize=4)
def heading_words(lexicon: Lexicon) -> "HeadingWords":
    """Return the words of a lexicon, in the form in which lines are held against them."""
    return HeadingWords(lexicon)


class HeadingWords:
    """The words of a lexicon that make a heading of a line, or forbid it."""

    def __init__(self, lexicon: Lexicon) -> None:
        """Take the words of a lexicon."""
        words, headings = lexicon.words, lexicon.words.headings
        self.outermost = frozenset(headings.outermost)
        self.chapters = frozenset(headings.outermost + headings.chapters)
        self.sections = frozenset(headings.sections)
        self.proven = self.chapters | self.sections
        """The words that prove a heading by themselves."""
        self._endings = (*self.proven, *headings.ends)
        self._captions = "".join(headings.captions)
        self._never, self._times = headings.fields, headings.times
        self._several = headings.several
        self._sectional = headings.genres
        self._verbs = words.line_breaks.leading + words.line_breaks.wanting
        self._unfinished = words.line_breaks.unfinished
        self._begins = headings.begins
        self._genres, self._leading = words.genres.endings, words.counts.leading
        self.title_ends = frozenset(
            (*(genre[-1] for genre in self._genres), *ROUND.closing)
        )
        """What a title may end in."""
        kept, prose, begins = (
            "|".join(map(re.escape, entries))
            for entries in (headings.kept, headings.prose, headings.begins)
        )
        self._prose = re.compile(
            f"{kept}|({prose}|(?<=[{re.escape(COMMAS)}])(?:{begins}))"
        )
        """Words (group 1) of prose, which no heading of several clauses has."""

    # ── headings ─────────────────────────────────────────────────────────────────────

    def may_head(self, line: str) -> bool:
        """Return whether a short line may be a heading, or the title above one.

        It begins as these do, is no sentence, and does not end in the midst of one.
        """
        return (
            len(line) > 1
            and self._may_begin(line)
            and _INSIDE.isdisjoint(line)
            and not self._is_unfinished(line)
        )

    def _may_begin(self, line: str) -> bool:
        """Return whether a heading may begin as a line does."""
        first = line[0]
        return (
            is_han(first)
            or first in _DEGREES
            or first == QUOTE.opening
            or re.match(_YEAR, line) is not None
        )

    def _is_unfinished(self, line: str) -> bool:
        """Return whether a line ends in the midst of a sentence: 五年规划的, not 培养目的."""
        return line.endswith(self._unfinished) and not line.endswith(self._endings)

    def ends_open(self, words: str) -> bool:
        """Return whether a line ends in words that wait for more."""
        return words.endswith(self._unfinished)

    def is_worded(self, words: str) -> bool:
        """Return whether a line may be a heading by its words: no caption, date or name."""
        if words.startswith(self._never):
            return False
        if re.search(_NUMBERED, re.sub(_YEAR, "", words)):
            return False
        if words[0] in self._captions or self.is_date(words):
            return False
        return len(words) > 1 and not is_open(words)

    def is_parted(self, words: str) -> bool:
        """Return whether commas, quotes or a year stand in a line."""
        return not _PARTS.isdisjoint(words) or bool(re.search(_YEAR, words))

    def is_prose(self, line: str) -> bool:
        """Return whether the clauses of a line are those of a sentence."""
        if line[-1] in COMMAS or sum(map(line.count, COMMAS)) > _MOST_COMMAS:
            return True
        found = (match.lastindex for match in self._prose.finditer(line))
        return any(found) or line.startswith(self._begins)

    def is_sure(self, words: str) -> bool:
        """Return whether the words of a heading can be no cell of a table."""
        return len(words) >= _SURE or words in self.outermost

    def leads(self, words: str) -> bool:
        """Return whether the words of a line lead up to a series: 如下."""
        return any(word in words for word in self._leading)

    # ── titles ───────────────────────────────────────────────────────────────────────

    def is_title(self, words: str) -> bool:
        """Return whether a line ends in a 文种 as a title does, and is as long as one.

        What begins with a time or a verb is a part of a report: 2016年工作安排,
        今年工作安排, 完善社会保障制度.
        """
        words = without_version(words)
        if len(words) < _SHORTEST_TITLE or not words.endswith(self._genres):
            return False
        if not words.endswith((*self._sectional, "制度")):
            return True
        is_task = words.startswith(self._verbs) and not _has(words, self._several)
        is_of_time = words.startswith(self._times) or re.match(_OF_TIME, words)
        return not (is_of_time or is_task)

    def is_genre(self, words: str) -> bool:
        """Return whether a line ends in a 文种, however short it is: 会议制度.

        Left out is such as sections end in too: 工作要求.
        """
        words = without_version(words)
        return words.endswith(self._genres) and not words.endswith(self._sectional)

    def is_counted_title(self, words: str) -> bool:
        """Return whether a line ends in a 文种 and a number, however short it is: 工作计划二."""
        bare = words.rstrip(HAN_ONES + DIGITS)
        return len(bare) < len(words) and bare.endswith(self._genres)

    def is_date(self, words: str) -> bool:
        """Return whether a line is nothing but a date."""
        found = DATE.match(words)
        return found is not None and found.end() == len(words)


def _has(words: str, entries: Iterable[str]) -> bool:
    """Return whether one of some words stands in others."""
    return any(entry in words for entry in entries)
