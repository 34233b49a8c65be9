"""Lines that may part documents: the heads of annexes with their lists, and titles."""

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import Literal

from planparse.grammar.lexicon import Lexicon
from planparse.numbering.tokens import PLAIN, Token
from planparse.text.characters import COLONS, ROUND
from planparse.text.titles import without_version

# Limits in characters, which are choices. With each a third smaller, or half as large
# again, one of 546 real documents reads otherwise: the one with titles from 12 on.

_SHORTEST_LINE, _LONGEST_TITLE = 6, 70
"""No line shorter or longer than this is a title."""
_SHORTEST_TITLE = 8
"""No title is shorter, its version left out …"""
_SHORTEST_GENRE = 6
"""… but for a kind of document by itself: 政府工作报告."""
_FIRST_ENTRY = r"[1１一][.．、](?![0-9０-９])"
_NO_TITLE = frozenset("，。；,;")
"""What stands in no title."""
_LONGEST_ANNEX = 40
"""The head of an annex, 附件1 with a title behind it, is no longer."""
_LONGEST_ENTRY = 60
"""An entry in a list of annexes is no longer."""

Boundary = Literal["", "annex", "title"]
"""What before a marker may part two documents: the head of an annex, a title."""


@lru_cache(maxsize=4)
def document_heads(lexicon: Lexicon) -> "DocumentHeads":
    """Return the words of a lexicon, in the form in which lines are held against them."""
    return DocumentHeads(lexicon)


class DocumentHeads:
    """The words of a lexicon by which the heads of documents are known."""

    def __init__(self, lexicon: Lexicon) -> None:
        """Take the words of a lexicon."""
        words = lexicon.words
        self._annexes = words.front_matter.annexes
        self._annex_kinds = "".join(words.front_matter.annex_kinds)
        self._no_annexes = frozenset((*"：:，。", *words.front_matter.no_annexes))
        self._genres = words.genres.endings
        self.may_begin = frozenset(annex[0] for annex in self._annexes)
        """What the head of an annex begins with."""
        self.may_end = frozenset(
            (*(genre[-1] for genre in self._genres), *ROUND.closing)
        )
        """What a title ends with."""

    def boundary(self, text: str, token: Token) -> Boundary:
        """Return whether an unmarked line looks like the head of an annex, or a title."""
        if text.startswith(self._annexes, token.head):
            return "annex" if self._heads_annex(text, token) else ""
        return "title" if self._is_title(text, token) else ""

    def _heads_annex(self, text: str, token: Token) -> bool:
        """Return whether a short line behind 附 is an annex's head: 附件2, not 附近…."""
        rest = text[token.head + 1 : token.end].lstrip(self._annex_kinds)
        return (
            token.end - token.head <= _LONGEST_ANNEX
            and rest[:1] not in self._no_annexes
        )

    def _is_title(self, text: str, token: Token) -> bool:
        """Return whether a line has the length of a title and ends in a 文种: 关于印发方案的通知.

        A line that is nothing but a 文种 (通知) may be shorter than one that has a
        matter.
        """
        if not _SHORTEST_LINE <= token.end - token.head <= _LONGEST_TITLE:
            return False
        title = without_version("".join(text[token.head : token.end].split()))
        shortest = _SHORTEST_GENRE if title in self._genres else _SHORTEST_TITLE
        return (
            len(title) >= shortest
            and title.endswith(self._genres)
            and _NO_TITLE.isdisjoint(title)
        )

    def first_entry(self, text: str, token: Token, following: Sequence[Token]) -> int:
        """Return the number that a list of annexes would go on with behind a line.

        0 where it begins none, 2 where its first entry stands in it: 附件：1.…, or 附件1.…
        with 2. in the line that is `following`, if there is one.
        """
        if not text.startswith(self._annexes, token.head):
            return 0
        rest = text[token.head : token.end].lstrip(f"附{self._annex_kinds} \u3000")
        if rest[:1] in tuple(COLONS):
            return 2 if rest[1:].strip() else 1
        if re.match(_FIRST_ENTRY, rest) is None or not following:
            return 0
        marker = following[0].marker
        return 2 if marker is not None and marker.ordinal == 2 else 0

    def is_entry(self, text: str, token: Token, number: int) -> bool:
        """Return whether a token is the entry of a list of annexes with this number."""
        return (
            token.marker is not None
            and token.place != PLAIN
            and token.marker.ordinal in (number, 1)
            and text[token.end - 1] not in "。！"
            and token.end - token.body <= _LONGEST_ENTRY
        )
