"""Lines without a number that may head what stands below them, each judged by itself."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from typing import Literal, NamedTuple

from planparse.grammar.lexicon import Lexicon
from planparse.grammar.wordlists import Headings
from planparse.numbering.asides.counted_lines import may_be_page_number
from planparse.numbering.context import UNSURE
from planparse.numbering.tokens import CONTENTS, FURNITURE, LINE, PLAIN, Token
from planparse.text.characters import (
    CLAUSE_MARKS,
    CLOSERS,
    COLONS,
    COMMAS,
    DIGITS,
    FULL_STOPS,
    HAN_ONES,
    QUOTE,
    SEMICOLONS,
    SENTENCE_ENDS,
    SQUARE,
    TITLE,
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
_LONGEST_TITLE = 120
"""A longer line is text. A choice."""
_SHORTEST_BODY = 6
"""A shorter line with an end mark is no body of text, … A choice."""
_SHORTEST_SENTENCE = 4
"""… nor a shorter one that ends in a full stop: 分为两级。 A choice."""
_SHORTEST_TEXT = 8
"""Nor is a shorter one that has none. A choice."""
_LONG = 24
"""A longer line is text though it has no end mark: it may be wrapped. A choice."""
_LONGEST_ITEM = 40
"""An item of a list that has no end mark is no longer. A choice."""
_ENDED = frozenset(SENTENCE_ENDS + CLOSERS)
_INSIDE = frozenset(FULL_STOPS + SEMICOLONS + COLONS + "|\t=*…—《》@/")
"""What stands in no heading of this kind."""
_PARTS = frozenset(COMMAS + "、“”")
"""What parts a heading that only its like prove: 加强领导，落实责任."""
_COMMAS = frozenset(COMMAS)
_MOST_COMMAS = 2
"""A heading without a number has no more commas. A choice."""
_NEAR = 3
"""So many lines on each side of a line are as long as text that is wrapped. A choice."""
_RAGGED = 2
"""Lines that are wrapped differ by so many characters. A choice."""
_YEAR = r"(?:19|20|１９|２０)[\d０-９]{2}年(?!\d)"
"""The digits that such a heading may have: 2016年工作安排."""
_CLAUSES = f"[{re.escape(CLAUSE_MARKS)}]"
"""What parts the clauses of a text."""
_NUMBERED = rf"\d|{SQUARE.opens}"
"""What a heading of this kind does not have unless a mark shows it to be one."""
_OF_TIME = rf"(?:对|关于)?(?:{QUOTE.around('{1,8}')}时期|{_YEAR})"
"""What begins a heading of a report: “十四五”时期目标, 对2018年工作的建议."""

_DEGREES = "ⅠⅡⅢⅣⅤ"
"""What the degrees of an emergency begin with: Ⅰ级响应."""
_SENTENCE = 14
"""A line of so many characters below a heading that is proven is text. A choice."""
_SURE = 4
"""A shorter word may as well be a cell of a table: 目的, 监测. A choice."""

Body = Literal["series", "led", "counted", "prose"]
"""What stands below a heading.

A series that begins, the words that lead up to one, the next number of a series that
runs on, or prose.
"""


class Run(NamedTuple):
    """Lines right above one another that may be headings, each below the one before.

    `places` are their tokens, `body` is what stands below the last of them, and `family`
    that of its marker (-1 for prose). `proven` are the lines that a word or a mark proves
    to be headings. `is_apart` says that the text before is not in mid-sentence:
    it ends in an end mark, or is an item, and the line is not of its words.
    `is_parted` says that commas, quotes or a year are in one of them: nothing but headings
    like it shows it to be one.
    """

    places: tuple[int, ...]
    body: Body
    family: int
    proven: frozenset[int]
    is_apart: bool
    is_parted: bool = False


@cache
def _prose(words: Headings) -> re.Pattern[str]:
    """Find words (group 1) of prose, which no heading of several clauses has."""
    kept, prose, begins = (
        "|".join(map(re.escape, entries))
        for entries in (words.kept, words.prose, words.begins)
    )
    return re.compile(f"{kept}|({prose}|(?<=[{re.escape(COMMAS)}])(?:{begins}))")


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
        self._outermost = headings.outermost
        self._captions = "".join(words.headings.captions)
        self._never = words.headings.fields
        self._verbs = words.line_breaks.leading + words.line_breaks.wanting
        self._several = headings.several
        self._endings = tuple(self._words)
        self._sectional = headings.genres
        self._unfinished = words.line_breaks.unfinished
        self._headings = headings
        self._genres, self._leading = words.genres.endings, words.counts.leading

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
        return [*out, *self._judged(run)] if run else out

    def strays(self, runs: Iterable[Run]) -> list[int]:
        """Return the places of other short lines without an end mark, in order.

        They are cells, the lines of a list, or parts of a wrapped text.
        """
        known = {place for run in runs for place in run.places}
        return [
            place
            for place, token in enumerate(self._tokens)
            if token.place == PLAIN
            and token.marker is None
            and token.end - token.head <= _LONGEST
            and self._text[token.end - 1] not in _ENDED
            and self._text[token.head] != TITLE.opening
            and place not in known
            and not self._is_furniture(place)
        ]

    def is_title(self, place: int) -> bool:
        """Return whether a line ends in a 文种 as a title does, and is as long as one.

        What begins with a time or a verb is a part of a report: 2016年工作安排,
        完善社会保障制度.
        """
        token = self._tokens[place]
        if token.end - token.head > _LONGEST_TITLE:
            return False
        words = without_version(self.words(place))
        if len(words) < _SHORTEST_TITLE or not words.endswith(self._genres):
            return False
        if not words.endswith((*self._sectional, "制度")):
            return True
        is_task = words.startswith(self._verbs) and not any(
            word in words for word in self._several
        )
        return not (re.match(_OF_TIME, words) or is_task)

    def is_genre(self, place: int) -> bool:
        """Return whether a line ends in a 文种, however short it is: 会议制度.

        Left out is such as sections end in too: 工作要求.
        """
        words = without_version(self.words(place))
        return words.endswith(self._genres) and not words.endswith(self._sectional)

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
            and self._may_begin(words)
            and not (following and following[0].place > LINE)
            and not self._is_bare_label(self._previous(place))
            and _INSIDE.isdisjoint(words)
            and not (
                not _COMMAS.isdisjoint(words)
                and (self._is_prose(words) or self._is_full(place))
            )
            and not self._is_unfinished(words)
            and not self._is_furniture(place)
        )

    def _is_full(self, place: int) -> bool:
        """Return whether a line is as long as those near it, and so may be wrapped."""
        near = self._tokens[max(0, place - _NEAR) : place + _NEAR + 1]
        token = self._tokens[place]
        indent = token.head - self._text.rfind("\n", 0, token.head) - 1
        own = token.end - token.head + indent
        return own >= max(other.end - other.head for other in near) - _RAGGED

    def _is_unfinished(self, words: str) -> bool:
        """Return whether a line ends in the midst of a sentence: 五年规划的, not 编制目的."""
        return words.endswith(self._unfinished) and not words.endswith(self._endings)

    def _may_begin(self, words: str) -> bool:
        """Return whether a heading may begin as the words of a line do."""
        first = words[0]
        return (
            is_han(first)
            or first in _DEGREES
            or first == QUOTE.opening
            or re.match(_YEAR, words) is not None
        )

    def _are_neighbours(self, place: int, following: int) -> bool:
        """Return whether nothing but page furniture stands between two lines."""
        return all(map(self._is_furniture, range(place + 1, following)))

    def _is_worded(self, place: int) -> bool:
        """Return whether a line may be a heading by its words: no caption, date or name."""
        words = self.words(place)
        if words.startswith(self._never):
            return False
        if re.search(_NUMBERED, re.sub(_YEAR, "", words)):
            return False
        if words[0] in self._captions or self._is_date(place):
            return False
        return len(words) > 1 and not is_open(words)

    def _is_parted(self, place: int) -> bool:
        """Return whether commas, quotes or a year stand in a line."""
        words = self.words(place)
        return not _PARTS.isdisjoint(words) or bool(re.search(_YEAR, words))

    def _is_prose(self, words: str) -> bool:
        """Return whether the clauses of a line are those of a sentence."""
        if words[-1] in COMMAS or sum(map(words.count, COMMAS)) > _MOST_COMMAS:
            return True
        found = (match.lastindex for match in _prose(self._headings).finditer(words))
        return any(found) or words.startswith(self._headings.begins)

    # ── a run of lines ───────────────────────────────────────────────────────────────

    def _judged(self, run: list[int]) -> Iterator[Run]:
        """Yield the headings among short lines right above one another.

        Between them may be text that has no end mark: it stands below a proven heading,
        above another one.
        """
        proven = frozenset(place for place in run if self._is_proven(place))
        first = 0
        for at in range(1, len(run)):
            above, place, below = run[at - 1], run[at], run[at + 1 : at + 2]
            is_text = (
                place not in proven
                and above in proven
                and proven.issuperset(below)
                and self._is_sure(above)
                and len(self.words(place)) >= _SHORTEST_TEXT
            )
            if is_text and below:
                yield from self._judged_part(run[first : at + 1], proven)
                first = at + 1
        yield from self._judged_part(run[first:], proven)

    def _judged_part(self, run: list[int], proven: frozenset[int]) -> list[Run]:
        """Return lines right above one another as headings, or nothing."""
        run, found = self._with_body(run, proven)
        if found is None:
            return []
        before = self._previous(run[0])
        is_front = before < 0 or self._is_long_title(before)
        is_apart = before < 0 or self._text[self._tokens[before].end - 1] in _ENDED
        headings = self._without_title(run, proven, is_front=is_front)
        is_apart = is_apart or (
            headings[:1] == run[:1]
            and run[0] in proven
            and self._is_sure(run[0])
            and self._is_unended_text(before)
        )
        begins = is_front or is_apart or len(headings) < len(run)
        is_item = before >= 0 and self._is_item(before)
        if not (begins or is_item or any(map(self.is_marked, run))):
            return []
        if not headings or not self._are_usable(headings, proven):
            return []
        if is_item and proven.issuperset(headings):
            is_apart = is_apart or self._is_sure(headings[0])
        is_parted = any(map(self._is_parted, headings))
        return [Run(tuple(headings), *found, proven, is_apart, is_parted)]

    def _is_proven(self, place: int) -> bool:
        """Return whether a word or a mark proves a line to be a heading."""
        return self.words(place) in self._words or self.is_marked(place)

    def _is_bare_label(self, place: int) -> bool:
        """Return whether a line is nothing but a label, which the next one heads: （三）."""
        if place < 0 or self._tokens[place].place != LINE:
            return False
        return self._tokens[place].body == self._tokens[place].end

    def _is_unended_text(self, place: int) -> bool:
        """Return whether a line is text without an end mark, and no cell."""
        token = self._tokens[place]
        if token.place != PLAIN or token.end - token.head < _SHORTEST_TEXT:
            return False
        return not self.words(place).endswith(self._unfinished)

    def _is_sure(self, place: int) -> bool:
        """Return whether the words of a heading can be no cell of a table."""
        words = self.words(place)
        return len(words) >= _SURE or words in self._outermost

    def is_below_item(self, run: Run) -> bool:
        """Return whether headings stand right below an item without an end mark."""
        before = self._previous(run.places[0])
        return before >= 0 and self._tokens[before].place == LINE

    def _previous(self, place: int) -> int:
        """Return the place of the line before that is no furniture, -1 for none."""
        before = place - 1
        while before >= 0 and self._is_furniture(before):
            before -= 1
        return before

    def _is_furniture(self, place: int) -> bool:
        """Return whether a line is furniture of a page, or nothing but its number."""
        token = self._tokens[place]
        if token.place == FURNITURE:
            return True
        return (
            token.place == PLAIN
            and token.end - token.head <= _LONGEST
            and may_be_page_number(self._text[token.head : token.end])
        )

    def _are_usable(self, run: Sequence[int], proven: frozenset[int]) -> bool:
        """Return whether lines may be headings by their words, and are not too many."""
        return all(place in proven or self._is_worded(place) for place in run) and (
            len(run) <= _DEEPEST or proven.issuperset(run)
        )

    def _with_body(
        self, run: list[int], proven: frozenset[int]
    ) -> tuple[list[int], tuple[Body, int] | None]:
        """Return a run with what stands below it, None where nothing may.

        Its last line may be text itself: words that lead up to a series, or below a
        heading that is proven a line that has no end mark.
        """
        last = run[-1]
        found = self._body(last)
        if last in proven:
            return run, ("prose", -1) if found is None and self.is_marked(
                last
            ) else found
        words, above = self.words(last), run[-2] if len(run) > 1 else -1
        leads = any(word in words for word in self._leading)
        if above >= 0 and found is not None and found[0] == "series" and leads:
            return run[:-1], ("led", found[1])
        is_long = len(words) >= _SENTENCE
        is_text = len(words) >= _SHORTEST_TEXT and (found is None or is_long)
        if is_text and above in proven and self._is_sure(above):
            return run[:-1], ("prose", -1)
        if is_long and above >= 0 and not _COMMAS.isdisjoint(words):
            return run[:-1], ("prose", -1)
        return run, found

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
        has_marks = last in _ENDED or re.search(
            _CLAUSES, self._text[token.head : token.end]
        )
        shortest = _SHORTEST_SENTENCE if last in FULL_STOPS else _SHORTEST_BODY
        is_text = bool(has_marks) and size >= shortest
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
            if not self._is_furniture(at):
                return at
        return -1
