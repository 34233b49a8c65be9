"""Lines without a number that may head what stands below them, each judged by itself."""

import re
from collections.abc import Mapping, Sequence
from typing import Literal, NamedTuple

from planparse.grammar.lexicon import Lexicon
from planparse.numbering.context import UNSURE
from planparse.numbering.tokens import CONTENTS, FURNITURE, LINE, PLAIN, Token
from planparse.text.characters import (
    CLAUSE_MARKS,
    CLOSERS,
    COLONS,
    DIGITS,
    HAN_ONES,
    SENTENCE_ENDS,
    is_han,
    is_open,
)
from planparse.text.dates import DATE
from planparse.text.titles import without_version

_LONGEST = 24
"""No heading without a number is longer. The longest of those in 540 real documents that
head a level has 20."""
_DEEPEST = 3
"""More lines in a row are cells of a table, or a list. A choice."""
_SHORTEST_TITLE = 8
"""A line that ends in a 文种 and is no shorter is a title: 防汛应急预案管理办法."""
_SHORTEST_BODY = 8
"""A shorter line with an end mark is no body of text. A choice."""
_LONG = 24
"""A longer line is text though it has no end mark: it may be wrapped. A choice."""
_LONGEST_ITEM = 40
"""An item of a list that has no end mark is no longer. A choice."""
_ENDED = frozenset(SENTENCE_ENDS + CLOSERS)
_INSIDE = re.compile(f"[{re.escape(CLAUSE_MARKS + COLONS)}、|\t=*…—《》@/]")
"""What stands in no heading of this kind."""
_NUMBERED = re.compile(r"\d|[〔\[［]")
"""What a heading of this kind does not have unless a mark shows it to be one."""

Body = Literal["series", "led", "counted", "prose"]
"""What stands below a heading.

A series that begins, the words that lead up to one, the next number of a series that
runs on, or prose.
"""


class Run(NamedTuple):
    """Lines right above one another that may be headings, each below the one before.

    `places` are their tokens, `body` is what stands below the last of them, and `family`
    that of its marker (-1 for prose). `proven` are the lines that a word or a mark proves
    to be headings. `is_apart` says that the text before is not in mid-sentence beyond
    doubt: it ends in an end mark.
    """

    places: tuple[int, ...]
    body: Body
    family: int
    proven: frozenset[int]
    is_apart: bool


class BareLines:
    """The lines of a text that may be headings without a number."""

    def __init__(
        self,
        text: str,
        tokens: Sequence[Token],
        lexicon: Lexicon,
        marked: Mapping[int, tuple[int, int]],
    ) -> None:
        """Take a text with its tokens.

        `marked` are the lines that marks show to be headings: from start to end and level.
        """
        self._text, self._tokens, self._marked = text, tokens, marked
        words = lexicon.words
        headings = words.headings
        self._words = frozenset(
            headings.outermost + headings.chapters + headings.sections
        )
        self._captions = "".join(words.headings.captions)
        self._never = words.headings.fields
        self._genres = words.genres.endings

    def words(self, place: int) -> str:
        """Return the words of a line without blanks."""
        token = self._tokens[place]
        return "".join(self._text[token.head : token.end].split())

    def is_marked(self, place: int) -> bool:
        """Return whether marks show a whole line to be a heading, and no title."""
        token = self._tokens[place]
        end, level = self._marked.get(token.head, (-1, 0))
        return end == token.end and level > 1

    def level(self, place: int) -> int:
        """Return the level that the marks of a line say, 0 where it has none."""
        return self._marked[self._tokens[place].head][1] if self.is_marked(place) else 0

    def runs(self) -> list[Run]:
        """Return the runs of lines that may be headings and have a body, in order."""
        out: list[Run] = []
        run: list[int] = []
        for place in self._short():
            if run and not self._are_neighbours(run[-1], place):
                out += self._judged(run)
                run = []
            run.append(place)
        return out + self._judged(run) if run else out

    def is_title(self, place: int) -> bool:
        """Return whether a line ends in a 文种 as a title does, and is as long as one."""
        words = without_version(self.words(place))
        return len(words) >= _SHORTEST_TITLE and words.endswith(self._genres)

    def is_genre(self, place: int) -> bool:
        """Return whether a line ends in a 文种, however short it is: 会议制度."""
        return without_version(self.words(place)).endswith(self._genres)

    def is_counted_title(self, place: int) -> bool:
        """Return whether a line ends in a 文种 and a number, however short it is: 工作计划二."""
        words = self.words(place)
        bare = words.rstrip(HAN_ONES + DIGITS)
        return len(bare) < len(words) and bare.endswith(self._genres)

    # ── one line ─────────────────────────────────────────────────────────────────────

    def _short(self) -> list[int]:
        """Return the places of the unmarked short lines without an end mark."""
        text, ended = self._text, _ENDED
        return [
            place
            for place, token in enumerate(self._tokens)
            if token.place == PLAIN
            and token.marker is None
            and (
                (
                    token.end - token.head <= _LONGEST
                    and text[token.end - 1] not in ended
                    and self._may_head(place, token)
                )
                or token.head in self._marked
            )
        ]

    def _may_head(self, place: int, token: Token) -> bool:
        """Return whether a short line may be a heading, or the title above one."""
        words = self._text[token.head : token.end]
        following = self._tokens[place + 1 : place + 2]
        return (
            len(words) > 1
            and is_han(words[0])
            and not (following and following[0].place > LINE)
            and not _INSIDE.search(words)
        )

    def _are_neighbours(self, place: int, following: int) -> bool:
        """Return whether nothing but page furniture stands between two lines."""
        between = self._tokens[place + 1 : following]
        return all(token.place == FURNITURE for token in between)

    def _is_worded(self, place: int) -> bool:
        """Return whether a line may be a heading by its words: no caption, date or name."""
        words = self.words(place)
        if words.startswith(self._never) or _NUMBERED.search(words):
            return False
        if words[0] in self._captions or DATE.match(words):
            return False
        return len(words) > 1 and not is_open(words)

    # ── a run of lines ───────────────────────────────────────────────────────────────

    def _judged(self, run: list[int]) -> list[Run]:
        """Return a run of short lines as headings, or nothing."""
        tokens, text = self._tokens, self._text
        proven = frozenset(
            place
            for place in run
            if self.words(place) in self._words or self.is_marked(place)
        )
        found = self._body(run[-1])
        if found is None and self.is_marked(run[-1]):
            found = "prose", -1
        if found is None:
            return []
        before = run[0] - 1
        while before >= 0 and tokens[before].place == FURNITURE:
            before -= 1
        is_front = before < 0 or self._is_long_title(before)
        is_apart = before < 0 or text[tokens[before].end - 1] in _ENDED
        is_marked = any(map(self.is_marked, run))
        if not (is_front or is_apart or is_marked or self._is_item(before)):
            return []
        run = self._without_title(run, proven, is_front=is_front)
        usable = all(place in proven or self._is_worded(place) for place in run) and (
            len(run) <= _DEEPEST or proven.issuperset(run)
        )
        if not run or not usable:
            return []
        body, family = found
        return [Run(tuple(run), body, family, proven, is_apart)]

    def _is_item(self, place: int) -> bool:
        """Return whether a line is an item of a list, without an end mark."""
        token = self._tokens[place]
        return token.place == LINE and token.end - token.head <= _LONGEST_ITEM

    def _is_long_title(self, place: int) -> bool:
        """Return whether a line is a title that is too long for a heading."""
        token = self._tokens[place]
        return token.place == PLAIN and self.is_title(place)

    def _without_title(
        self, run: list[int], proven: frozenset[int], *, is_front: bool
    ) -> list[int]:
        """Return a run without the lines of a title, and what goes with it.

        The first line of a text is its title. What stands between a title and the first
        heading that is proven says whose plan it is, and of when.
        """
        worded = {place for place in run if self.words(place) in self._words}
        titles = [
            at
            for at, place in enumerate(run)
            if place not in (worded if is_front else proven)
            and (
                self.is_title(place)
                or self.is_counted_title(place)
                or self._is_date(place)
            )
        ]
        first = titles[-1] + 1 if titles else 0
        if is_front and run[0] == 0 and run[0] not in worded:
            first = max(first, 1)
        if is_front or first:
            sure = (at for at, place in enumerate(run) if place in proven)
            first = max(first, next(sure, first))
        return run[first:]

    def _is_date(self, place: int) -> bool:
        """Return whether a line is nothing but a date."""
        words = self.words(place)
        found = DATE.match(words)
        return found is not None and found.end() == len(words)

    def _body(self, place: int) -> tuple[Body, int] | None:
        """Return what stands below a line, with its family; None where nothing may."""
        at = self._next(place)
        if at < 0:
            return None
        token = self._tokens[at]
        marker = token.marker
        if token.place == LINE and marker is not None:
            if marker.price >= UNSURE:
                return None
            return ("series" if marker.ordinal == 1 else "counted"), marker.family
        if token.place != PLAIN or token.end - token.head < 2:
            return None
        last = self._text[token.end - 1]
        if last in COLONS:
            series = self._first_below(at)
            if series >= 0:
                return "led", series
        size = token.end - token.head
        is_text = last in _ENDED and size >= _SHORTEST_BODY
        return ("prose", -1) if is_text or size > _LONG else None

    def _first_below(self, place: int) -> int:
        """Return the family of the series that begins right below a line, or -1."""
        at = self._next(place)
        if at < 0:
            return -1
        token = self._tokens[at]
        marker = token.marker
        begins = token.place == LINE and marker is not None and marker.ordinal == 1
        return marker.family if begins and marker is not None else -1

    def _next(self, place: int) -> int:
        """Return the place of the next line that is no furniture, -1 where none is."""
        for at in range(place + 1, len(self._tokens)):
            stands = self._tokens[at].place
            if stands == CONTENTS:
                return -1
            if stands != FURNITURE:
                return at
        return -1
