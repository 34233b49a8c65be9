"""Running heads and feet: lines that pages repeat, whose tokens become one that is no text.

A page repeats the document's title, an office, a standard's number, with the page's number
before or behind the words, on the line beside them, or without one. Left and right pages
may have the words and the number the other way round. Such a line is known by what repeats
(the words alone, or the words with numbers that count on) and by what it parts: it stands
in the middle of sentences, where a line of the text would not.
"""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from planparse.grammar.lexicon import Lexicon
from planparse.grammar.wordlists import WordLists
from planparse.numbering.asides.counted_lines import (
    LONGEST_STEP,
    has_number,
    may_be_page_number,
    numbers_of,
    page_numbers_of,
    words_of,
)
from planparse.numbering.asides.parted_lines import PartedLines
from planparse.numbering.tokens import FURNITURE, LINE, PLAIN, Token
from planparse.text.characters import ROUND
from planparse.text.dates import DATE


def mark(text: str, tokens: list[Token], lexicon: Lexicon) -> list[Token]:
    """Return the tokens with those of each running head made one, of place FURNITURE."""
    heads = _RunningHeads(text, tokens, lexicon.words).places()
    if not heads:
        return tokens
    out: list[Token] = []
    for place, token in enumerate(tokens):
        if place in heads:
            start, head = token.start, token.head
            out.append(Token(start, head, head, token.end, FURNITURE, None))
        elif token.place > LINE and out and out[-1].place == FURNITURE:
            out[-1] = out[-1]._replace(end=token.end)
        else:
            out.append(token)
    return out


class _Line(NamedTuple):
    """A line that may be a running head: the place of its token, its text, its numbers."""

    place: int
    line: str
    numbers: tuple[int, ...]


class _RunningHeads:
    """Finds the running heads among the lines of a text."""

    def __init__(self, text: str, tokens: Sequence[Token], words: WordLists) -> None:
        self._text = text
        self._tokens = tokens
        self._words = words.page_numbers
        self._repeated: set[int] = set()  # until the groups are known, empty
        self._between = PartedLines(text, tokens, words, self._repeated)

    @property
    def _sites(self) -> re.Pattern[str]:
        """What a site's own marks are known by."""
        return re.compile("|".join(map(re.escape, self._words.sites)))

    def places(self) -> set[int]:
        """Return the places of the tokens that running heads begin with."""
        groups = self._groups()
        if not groups:
            return set()
        from planparse.numbering.asides.facing_pages import heads_of_facing_pages

        for group in groups:
            self._repeated.update(group)
        places = {
            place
            for group in groups
            if self._has_sign(group[0]) or any(map(self._between.parts_sentence, group))
            for place in self._heads([self._line(place) for place in group])
        }
        lines = (
            (place, self._text[self._tokens[place].head : self._tokens[place].end])
            for place in sorted(place for group in groups for place in group)
        )
        return places.union(heads_of_facing_pages(lines))

    # ── which lines may be heads ─────────────────────────────────────────────────────

    def _groups(self) -> list[list[int]]:
        """Return the places of short lines of like words, and of any other with a sign."""
        text = self._text
        by_line: defaultdict[str, list[int]] = defaultdict(list)
        by_words: defaultdict[str, list[int]] = defaultdict(list)
        for place, (_, head, body, end, stands, _) in enumerate(self._tokens):
            if end - head > _LONGEST or text[end - 1] in _NO_END:
                continue
            if head < body == end or not PLAIN <= stands <= LINE:
                continue
            line = text[head:end]
            edged = line[0] in _NUMBER_EDGE or line[-1] in _NUMBER_EDGE
            if edged and has_number(line):
                by_words[words_of(line)].append(place)
            else:
                by_line[line].append(place)
        if "" in by_words:
            del by_words[""]  # bare numbers
        groups = [places for places in by_line.values() if len(places) > 1]
        for places in by_words.values():
            if len(places) > 1 or self._has_sign(places[0]):
                groups.append(places)
        return groups

    def _has_sign(self, place: int) -> bool:
        """Return whether a line has what pages are numbered with, beside other words.

        Instead of the line itself, the one beside it may have it.
        """
        line = self._line(place)
        return bool(line.numbers) and self._has_form(line)

    def _line(self, place: int) -> _Line:
        """Return a line as a head; the page's number may stand on the line beside it."""
        line = self._between.line_at(place)
        numbers = numbers_of(line)
        if not numbers:
            for beside in (place + 1, place - 1):
                other = self._between.line_at(beside)
                if other and may_be_page_number(other):
                    return _Line(place, f"{line} {other}", numbers_of(other))
        return _Line(place, line, numbers)

    # ── which groups are heads ───────────────────────────────────────────────────────

    def _heads(self, group: Sequence[_Line]) -> Iterator[int]:
        """Yield the places of the heads among lines of like words."""
        by_count: defaultdict[int, list[_Line]] = defaultdict(list)
        for line in group:
            by_count[len(line.numbers)].append(line)
        for alike in by_count.values():
            if len(alike) == 1:
                yield from self._single(alike[0])
                continue
            pages = page_numbers_of([line.numbers for line in alike])
            if len(pages) == len(alike):
                for run in _runs(alike, pages):
                    yield from self._counting(run)
            elif not pages:
                yield from self._identical(alike)

    def _single(self, line: _Line) -> Iterator[int]:
        """Yield a line that repeats nowhere, if its form and its place leave no doubt."""
        if self._has_page_number(line.line) and self._between.parts_clause(line.place):
            yield line.place

    def _counting(self, run: Sequence[_Line]) -> Iterator[int]:
        """Yield the lines of a run whose numbers count on, if they count pages."""
        if len(run) == 1:
            yield from self._single(run[0])
            return
        has_form = all(self._has_form(line) for line in run)
        if not self._are_pages_apart(run, has_form=has_form):
            return
        parting = sum(self._between.parts_sentence(line.place) for line in run)
        if has_form:
            counts = parting > 0 or len(run) >= _REPETITIONS
        else:
            counts = (
                len(run) >= _REPETITIONS
                and 4 * parting >= len(run)
                and any(self._between.parts_clause(line.place) for line in run)
            )
        if counts:
            yield from self._with_numbers(run)

    def _has_form(self, line: _Line) -> bool:
        """Return whether a line has a page's number by its form, not by its value alone."""
        return bool(_OF_PAGES.search(line.line)) or self._has_page_number(line.line)

    def _has_page_number(self, line: str) -> bool:
        """Return whether a line has one of the forms of page numbers beside words."""
        dashes, forms = self._words.dashes, self._words.forms
        shapes = _shapes(line, dashes)
        if not any(map(shapes.issuperset, _signs_of(forms, dashes))):
            return False
        return _form_of(forms, dashes).search(line) is not None

    def _are_pages_apart(self, run: Sequence[_Line], *, has_form: bool) -> bool:
        """Return whether something stands between lines; a few pages may be empty.

        Only numbers by their form are sure to be those of empty pages.
        """
        adjacent = sum(
            later.place - sooner.place <= 1 for sooner, later in pairwise(run)
        )
        return 2 * adjacent < len(run) - 1 if has_form else adjacent == 0

    def _identical(self, group: Sequence[_Line]) -> Iterator[int]:
        """Yield lines that are the same, if they stand in mid-sentence time and again."""
        parting = [line for line in group if self._between.parts_sentence(line.place)]
        if not self._repeats(group, parting):
            return
        heads = [
            line.place
            for line in group
            if line in parting or not self._may_be_text(group, line)
        ]
        yield from heads
        yield from self._numbers_beside(heads)

    def _repeats(self, group: Sequence[_Line], parting: Sequence[_Line]) -> bool:
        """Return whether lines that are the same are heads, by what some of them part."""
        line = group[0].line
        if (
            self._names_publication(group)
            and 4 * len(parting) >= len(group)
            and any(self._between.parts_clause(line.place) for line in parting)
        ):
            return True
        words = self._between.parts_words(line.place for line in parting)
        if not words:
            return False
        if self._is_title(group[0].place) or self._sites.search(line):
            return True
        return (
            2 * len(parting) >= len(group)
            and len(parting) >= 2
            and (words >= 2 or len(parting) >= _REPETITIONS)
        )

    def _names_publication(self, group: Sequence[_Line]) -> bool:
        """Return whether lines are all one standard's number, or one issue of a gazette.

        Those of a table of standards differ.
        """
        line = group[0].line
        if len(group) < _REPETITIONS or any(other.line != line for other in group):
            return False
        if re.fullmatch(_STANDARD, line):
            return True
        return "期" in line and any(name in line for name in self._words.gazettes)

    def _numbers_beside(self, heads: Sequence[int]) -> Iterator[int]:
        """Yield the bare numbers on the lines beside heads that are the same, if they count."""
        for step in (1, -1):
            beside = [place + step for place in heads]
            lines = [self._between.line_at(place) for place in beside]
            if not all(line and may_be_page_number(line) for line in lines):
                continue
            numbers = [min(numbers_of(line), default=0) for line in lines]
            steps = [later - sooner for sooner, later in pairwise(numbers)]
            if all(0 < step <= LONGEST_STEP for step in steps):
                yield from beside
                return

    def _with_numbers(self, run: Sequence[_Line]) -> Iterator[int]:
        """Yield the places of heads, and those of bare numbers on the lines beside them."""
        for line in run:
            yield line.place
            if not numbers_of(self._between.line_at(line.place)):
                for beside in (line.place + 1, line.place - 1):
                    other = self._between.line_at(beside)
                    if other and may_be_page_number(other):
                        yield beside
                        break

    def _may_be_text(self, group: Sequence[_Line], line: _Line) -> bool:
        """Return whether a line that parts no sentence may be what the heads repeat.

        That is a title or a chapter's heading, the first of them, or the signature.
        """
        token = self._tokens[line.place]
        if line is group[0]:
            return token.place == LINE or not self._is_ended(token.head)
        following = self._between.beyond(line.place, 1)
        if following is None:
            return True
        return DATE.fullmatch(self._text, following.head, following.end) is not None

    def _is_title(self, place: int) -> bool:
        """Return whether nothing but a few lines without a sentence stands before a line."""
        return place < _FRONT and not self._is_ended(self._tokens[place].head)

    def _is_ended(self, before: int) -> bool:
        """Return whether a sentence ends somewhere before a place."""
        return any(self._text.find(mark, 0, before) >= 0 for mark in _ENDING)


def _runs(lines: Sequence[_Line], pages: Sequence[int]) -> Iterator[list[_Line]]:
    """Yield the lines whose numbers count on, parted where they begin anew."""
    run: list[_Line] = []
    last = 0
    for line, page in zip(lines, pages, strict=True):
        if run and not last < page <= last + LONGEST_STEP:
            yield run
            run = []
        run.append(line)
        last = page
    yield run


def _shapes(text: str, dashes: str) -> set[str]:
    """Return the characters of a text, and one dash for all of them."""
    shapes = set(text)
    if not shapes.isdisjoint(dashes):
        shapes.add(dashes[0])
    return shapes


@lru_cache(maxsize=8)
def _signs_of(forms: tuple[str, ...], dashes: str) -> list[set[str]]:
    """Return what each form of a page number has beside the number."""
    bare = [form.replace("{n}", "") for form in forms]
    return [_shapes(form, dashes).difference(dashes[1:]) for form in bare]


@lru_cache(maxsize=8)
def _form_of(forms: tuple[str, ...], dashes: str) -> re.Pattern[str]:
    """Return the expression for a page number beside words."""
    parts = []
    for form in forms:
        spelled = "".join(
            rf"\s*[{re.escape(dashes)}]{{1,3}}\s*"
            if char in dashes
            else re.escape(char)
            for char in form.replace("{n}", "#")
        )
        parts.append(spelled.replace(r"\#", r"\s*[0-9０-９]{1,4}\s*"))
    either = "|".join(parts)
    return re.compile(
        rf"(?:^|\s|{ROUND.opens})(?:{either})\s*(?=\s|{ROUND.closes}|$)"
        rf"|(?:^|\s)(?:{either})$"
    )


_NUMBER_EDGE = frozenset(
    "0123456789０１２３４５６７８９第共页頁—－–―─‐-·Pp" + ROUND.closing
)
"""What a line begins or ends with that has a page's number beside words."""
_STANDARD = r"[A-Z]{2,4}[0-9]{0,2}(?:/[A-Z]{1,2})?\s*[0-9.]+\s*[—–-]\s*[0-9]{4}"
"""The number of a standard: GB/T 9704—2012, DB32/T 4521—2023."""
_OF_PAGES = re.compile(r"(?:^|\s)[0-9]{1,4}\s*/\s*[0-9]{1,4}(?:$|\s)")
"""A page's number and how many there are: 1/9."""
_NO_END = frozenset("，、；：。！？,;:!?|")
"""What no running head ends with."""
_ENDING = "。！？；"
_LONGEST = 40
"""The longest running head, in characters; a choice."""
_REPETITIONS = 3
"""How often a line is repeated that is known by that; a choice."""
_FRONT = 6
"""How many tokens may stand before a title; a choice."""
