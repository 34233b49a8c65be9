"""Lines without a number that may head what stands below them, each judged by itself."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, Literal, NamedTuple

from planparse.grammar.lexicon import Lexicon
from planparse.lazy import lazy
from planparse.numbering.asides.counted_lines import LONGEST_NUMBER, is_page_number
from planparse.numbering.context import UNSURE
from planparse.numbering.headings.heading_words import heading_words
from planparse.numbering.tokens import CONTENTS, FURNITURE, LINE, PLAIN, Token
from planparse.text.characters import (
    CLAUSE_MARKS,
    COLONS,
    COMMAS,
    ENDS,
    FULL_STOPS,
    TITLE,
)

_LONGEST = 24
"""No heading without a number is longer. The longest of those in 540 real documents that
head a level has 20."""
_DEEPEST = 3
"""More lines in a row are cells of a table, or a list. A choice."""
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
_COMMAS = frozenset(COMMAS)
_NEAR = 3
"""So many lines on each side of a line are as long as text that is wrapped. A choice."""
_RAGGED = 2
"""Lines that are wrapped differ by so many characters. A choice."""
_CLAUSES = f"[{re.escape(CLAUSE_MARKS)}]"
"""What parts the clauses of a text."""
_SENTENCE = 14
"""A line of so many characters below a heading that is proven is text. A choice."""
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
        self.kept: dict[str, Any] = {}
        self._text, self._tokens, self._marked = text, tokens, marked
        self._wording = heading_words(lexicon)
        self._words: dict[int, str] = {}

    def words(self, place: int) -> str:
        """Return the words of a line without blanks."""
        words = self._words.get(place)
        if words is None:
            token = self._tokens[place]
            words = "".join(self._text[token.head : token.end].split())
            self._words[place] = words
        return words

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
            for place in self._unended
            if place not in known
            and self._text[self._tokens[place].head] != TITLE.opening
            and not self._is_furniture(place)
        ]

    def is_title(self, place: int) -> bool:
        """Return whether a line ends in a 文种 as a title does, and is as long as one."""
        token = self._tokens[place]
        return (
            self._text[token.end - 1] in self._wording.title_ends
            and token.end - token.head <= _LONGEST_TITLE
            and self._wording.is_title(self.words(place))
        )

    def titles(self) -> list[int]:
        """Return the places of the lines that are titles, with a label or without."""
        text, ends = self._text, self._wording.title_ends
        return [
            place
            for place, (_, _, _, end, _, _) in enumerate(self._tokens)
            if text[end - 1] in ends and self.is_title(place)
        ]

    def is_genre(self, place: int) -> bool:
        """Return whether a line ends in a 文种, however short it is: 会议制度."""
        return self._wording.is_genre(self.words(place))

    # ── one line ─────────────────────────────────────────────────────────────────────

    @lazy
    def _unended(self) -> list[int]:
        """The places of the unmarked short lines without an end mark."""
        text = self._text
        return [
            place
            for place, (_, head, _, end, stands, marker) in enumerate(self._tokens)
            if stands == PLAIN
            and end - head <= _LONGEST
            and text[end - 1] not in ENDS
            and marker is None
        ]

    def _short(self) -> list[int]:
        """Return the places of the lines that may be headings, or are marked as such."""
        short = [place for place in self._unended if self._may_head(place)]
        if not self._marked:
            return short
        marked = (
            place
            for place, (_, head, _, _, stands, marker) in enumerate(self._tokens)
            if stands == PLAIN and head in self._marked and marker is None
        )
        return sorted({*short, *marked})

    def _may_head(self, place: int) -> bool:
        """Return whether a short line may be a heading, or the title above one."""
        token = self._tokens[place]
        line = self._text[token.head : token.end]
        following = self._tokens[place + 1 : place + 2]
        return (
            self._wording.may_head(line)
            and not (following and following[0].place > LINE)
            and not self._is_bare_label(self._previous(place))
            and (
                _COMMAS.isdisjoint(line)
                or not (self._wording.is_prose(line) or self._is_full(place))
            )
            and not self._is_furniture(place)
        )

    def _is_full(self, place: int) -> bool:
        """Return whether a line is as long as those near it, and so may be wrapped."""
        near = self._tokens[max(0, place - _NEAR) : place + _NEAR + 1]
        token = self._tokens[place]
        indent = token.head - self._text.rfind("\n", 0, token.head) - 1
        own = token.end - token.head + indent
        return own >= max(other.end - other.head for other in near) - _RAGGED

    def _are_neighbours(self, place: int, following: int) -> bool:
        """Return whether nothing but page furniture stands between two lines."""
        return all(map(self._is_furniture, range(place + 1, following)))

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
                and self._wording.is_sure(self.words(above))
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
        is_apart = before < 0 or self._text[self._tokens[before].end - 1] in ENDS
        headings = self._without_title(run, proven, is_front=is_front)
        is_apart = is_apart or (
            headings[:1] == run[:1]
            and run[0] in proven
            and self._wording.is_sure(self.words(run[0]))
            and self._is_unended_text(before)
        )
        begins = is_front or is_apart or len(headings) < len(run)
        is_item = before >= 0 and self._is_item(before)
        if not (begins or is_item or any(map(self.is_marked, run))):
            return []
        if not headings or not self._are_usable(headings, proven):
            return []
        if is_item and proven.issuperset(headings):
            is_apart = is_apart or self._wording.is_sure(self.words(headings[0]))
        is_parted = any(map(self._wording.is_parted, map(self.words, headings)))
        return [Run(tuple(headings), *found, proven, is_apart, is_parted)]

    def _is_proven(self, place: int) -> bool:
        """Return whether a word or a mark proves a line to be a heading."""
        return self.words(place) in self._wording.proven or self.is_marked(place)

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
        return not self._wording.ends_open(self.words(place))

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
            and token.end - token.head <= LONGEST_NUMBER
            and is_page_number(self._text, token.head, token.end)
        )

    def _are_usable(self, run: Sequence[int], proven: frozenset[int]) -> bool:
        """Return whether lines may be headings by their words, and are not too many."""
        return all(
            place in proven or self._wording.is_worded(self.words(place))
            for place in run
        ) and (len(run) <= _DEEPEST or proven.issuperset(run))

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
        leads = self._wording.leads(words)
        if above >= 0 and found is not None and found[0] == "series" and leads:
            return run[:-1], ("led", found[1])
        is_long = len(words) >= _SENTENCE
        is_text = len(words) >= _SHORTEST_TEXT and (found is None or is_long)
        if is_text and above in proven and self._wording.is_sure(self.words(above)):
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
        worded = {place for place in run if self.words(place) in self._wording.proven}
        titles = [
            at
            for at, place in enumerate(run)
            if place not in (worded if is_front else proven)
            and (
                self.is_title(place)
                or self._wording.is_counted_title(self.words(place))
                or self._wording.is_date(self.words(place))
            )
        ]
        first = titles[-1] + 1 if titles else 0
        if is_front and run[0] == 0 and run[0] not in worded:
            first = max(first, 1)
        if is_front or first:
            sure = (at for at, place in enumerate(run) if place in proven)
            first = max(first, next(sure, first))
        return run[first:]

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
        has_marks = last in ENDS or re.search(
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
