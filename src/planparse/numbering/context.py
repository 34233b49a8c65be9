"""What stands around each possible marker: its line, what leads up to it, a title or the head of an annex before."""

from collections.abc import Iterator, Sequence

from planparse.grammar.lexicon import Lexicon
from planparse.numbering.tokens import FURNITURE, LINE, PLAIN, Token
from planparse.text.characters import (
    BRACKET_CLOSINGS,
    BRACKET_OPENINGS,
    CLAUSE_MARKS,
    CLOSERS,
    SENTENCE_ENDS,
    is_open,
)
from planparse.text.titles import without_version

UNSURE = 1.4
"""A spelling that costs this much is no marker unless the sequence proves it: to leave it unread is free."""
_TITLE = 8
"""A title is no shorter, unless it is a kind of document by itself: 政府工作报告."""
_SHORTEST = 20
"""A line with marks inside it that is longer, and has no end mark, is broken prose."""
_REACH = 200
"""A bracket is looked for so far back."""
_SHORT = 40
"""A line of up to so many characters without an end mark may head what follows."""


class Context:
    """What can be said of the place of a marker without knowing what is open there.

    `lines`, `listed`, `in_a_row` and `boundaries` are known of a marker once `markers` has come to it.
    """

    def __init__(self, text: str, tokens: Sequence[Token], lexicon: Lexicon) -> None:
        """Take a text with its tokens."""
        self.text, self.tokens = text, tokens
        self.families = lexicon.families
        words = lexicon.words
        self.terminal = frozenset(SENTENCE_ENDS + CLOSERS)
        self._inner = frozenset(CLAUSE_MARKS)
        self._annexes = words.front_matter.annexes
        self._genres = words.genres.endings
        self._annex_kinds = "".join(words.front_matter.annex_kinds)
        self._no_annexes = frozenset((*"：:，。", *words.front_matter.no_annexes))
        self._annex_heads = frozenset(word[0] for word in self._annexes)
        self._leading = words.counts.leading
        self._genre_ends = frozenset(genre[-1] for genre in self._genres) | set(")）")
        self.lines: dict[int, int] = {}
        """For a marker inside a line: the token that begins the line."""
        self.listed: set[int] = set()
        """The markers of attachment lists (附件：1.… 2.…)."""
        self.in_a_row: set[int] = set()
        """The markers of unsure spelling that count on from the one before."""
        self.boundaries: dict[int, str] = {}
        """For the markers after an annex's head or a title: which of both."""

    def markers(self) -> Iterator[tuple[int, Token]]:
        """The tokens with a possible marker; on the way, what stands between them is noted."""
        text, genre_ends = self.text, self._genre_ends
        boundary, listing, line = "", 0, 0
        unsure: dict[int, int] = {}
        for place, token in enumerate(self.tokens):
            marker = token.marker
            if token.place <= LINE:
                line = place
            elif not self._heads_lines(place):
                self.lines[place] = line
            if marker is None:
                if (
                    text[token.head] in self._annex_heads
                    or text[token.end - 1] in genre_ends
                ):
                    boundary = self._boundary(token) or boundary
                    listing = self._listing(token)
                else:
                    listing = 0
                continue
            if listing and self._listed(token, listing):
                listing += 1
                self.listed.add(place)
            else:
                listing = 0
                if boundary:
                    self.boundaries[place] = boundary
                if marker.price >= UNSURE:
                    if unsure.get(marker.family) == marker.ordinal - 1:
                        self.in_a_row.add(place)
                    unsure[marker.family] = marker.ordinal
            yield place, token
            if place not in self.listed:
                boundary = ""

    def _heads_lines(self, place: int) -> bool:
        """Whether the last item of a line holds the lines below: a bare heading, or one whose series begins there."""
        token = self.tokens[place]
        onward = self.tokens[place + 1] if place + 1 < len(self.tokens) else None
        if onward is not None and onward.place > LINE:
            return False
        if (
            token.end - token.body <= _SHORT
            and self.text[token.end - 1] not in self.terminal
        ):
            return True
        first = onward.marker if onward is not None else None
        return (
            first is not None
            and token.marker is not None
            and first.ordinal == 1
            and not first.price
            and not self.families[token.marker.family].spoken
            and self.families[first.family].level
            > self.families[token.marker.family].level
        )

    def _boundary(self, token: Token) -> str:
        """Whether an unmarked line looks like the head of an annex, or a title."""
        text, length = self.text, token.end - token.head
        if text.startswith(self._annexes, token.head):
            rest = text[token.head + 1 : token.end].lstrip(self._annex_kinds)
            return "annex" if length <= 40 and rest[:1] not in self._no_annexes else ""
        if 6 <= length <= 70:
            line = without_version("".join(text[token.head : token.end].split()))
            long = len(line) >= _TITLE or (
                line in self._genres and len(line) > _TITLE - 3
            )
            if (
                long
                and line.endswith(self._genres)
                and not any(mark in "，。；,;" for mark in line)
            ):
                return "title"
        return ""

    def _listing(self, token: Token) -> int:
        """The number that an attachment list (附件：1.…) would go on with, 0 where this line begins none."""
        if self.text.startswith(self._annexes, token.head):
            rest = self.text[token.head : token.end].lstrip("附 　" + self._annex_kinds)
            if rest[:1] in ("：", ":"):
                return 2 if rest[1:].strip() else 1
        return 0

    def _listed(self, token: Token, number: int) -> bool:
        return (
            token.marker is not None
            and token.marker.ordinal in (number, 1)
            and self.text[token.end - 1] not in "。！"
            and token.end - token.body <= 60
        )

    def before(self, place: int) -> str:
        """What stands right before a marker, as the suffix of a price.

        That is a short open line, words that lead up to a list, a paragraph, or nothing but the last item.
        """
        at = place - 1
        while at >= 0 and self._is_aside(self.tokens[at]):
            at -= 1
        if at < 0:
            return ""
        before = self.tokens[at]
        last = self.text[before.end - 1]
        tail = self.text[max(before.body, before.end - 16) : before.end]
        if last in "：:" or any(word in tail for word in self._leading):
            return "_led"
        if before.place == PLAIN and before.marker is None:
            return (
                "_headed"
                if before.end - before.head <= _SHORT and last not in self.terminal
                else "_after_text"
            )
        return ""

    def broken(self, place: int) -> bool:
        """Whether the line before is prose without an end mark: then what begins this one may be its middle."""
        before = self.tokens[place - 1] if place else None
        if before is None or before.place < PLAIN:
            return False
        last, onward = self.text[before.end - 1], self.text[self.tokens[place].head]
        if last in self.terminal:
            return (
                last in "：:"
                and self.text[before.end - 2].isdecimal()
                and onward.isdecimal()
            )  # a ratio: 1：|1
        if last.isascii() and onward.isascii() and last.isalnum() and onward.isalnum():
            return True
        own = self._line_before(place)
        return self._inside_brackets(place) or (
            len(own) > _SHORTEST and any(char in self._inner for char in own)
        )

    def runs_into(self, place: int) -> bool:
        """Whether what looks like a label ends a sentence, a bracket or a word of a line before that is broken.

        (全国第|一。, 村B|A。, 〔20|10〕)
        """
        text, token = self.text, self.tokens[place]
        last = text[token.body - 1]
        if last in BRACKET_CLOSINGS:
            return self._inside_brackets(place)
        return last == "。" or (
            _is_letter(text[self.tokens[place - 1].end - 1])
            and _is_letter(text[token.head])
        )

    def may_end(self, token: Token) -> bool:
        """Whether a label may as well be the end of what the line before began: 1）, 1。, A、, but not （1）."""
        first = self.text[token.head]
        return (
            self.text[token.body - 1] in BRACKET_CLOSINGS + "。"
            and first not in BRACKET_OPENINGS
        ) or _is_letter(first)

    def _inside_brackets(self, place: int) -> bool:
        """Whether a bracket is open at the end of the line before."""
        return is_open(self._line_before(place))

    def _line_before(self, place: int) -> str:
        before = self.tokens[place - 1]
        line = self.tokens[self.lines.get(place - 1, place - 1)].body
        return self.text[max(line, before.end - _REACH) : before.end]

    def _is_aside(self, token: Token) -> bool:
        if token.place != PLAIN:
            return token.place == FURNITURE
        return token.end - token.head <= 8 and not self.text[
            token.head : token.end
        ].strip("0123456789-—– ·.第页")


def _is_letter(char: str) -> bool:
    return char.isascii() and char.isalpha()
