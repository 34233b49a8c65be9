"""Compilations (汇编): lines that begin documents, by the marks that sites put on them.

Sites that lend documents out print several in one file, each below a line with a number:
第二篇：…, 【篇二】…, …要点篇二, …范文二, …要点（二）, or the same title with a bare number. One
such line proves nothing. It begins a document where others of its form count up to it,
and where what stands below does not run on from what stands above.
"""

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import pairwise
from typing import Any

from planparse.grammar.lexicon import Lexicon
from planparse.grammar.spelling import Family, Marker
from planparse.grammar.wordlists import Compilations
from planparse.lazy import lazy
from planparse.numbering.compilation_marks import MarkedLine, marked_lines
from planparse.numbering.tokens import LINE, PLAIN, Token
from planparse.text.characters import ROUND
from planparse.text.expressions import any_of
from planparse.text.titles import without_version

_LONGEST = 160
"""No line that is a title is longer. A choice."""
_SURE = 1.4
"""A label at this price or above proves nothing about a series. A choice."""
_SHORTEST_TITLE = 6
"""A title with a bare number behind it is no shorter. A choice."""


def mark(text: str, tokens: list[Token], lexicon: Lexicon) -> list[Token]:
    """Return the tokens, those with documents' markers that begin documents.

    A marker has no length where the mark stands behind the title.
    """
    if not any(family.document for family in lexicon.families):
        return tokens
    heads = list(marked_lines(text, tokens, lexicon.words.compilations))
    if not heads:
        return tokens
    judge = _Judge(text, tokens, lexicon)
    markers: dict[int, Marker] = {}
    for series in _series(heads):
        begins = judge.begin_documents(series)
        if not begins and not (series[0].form == "colon" and judge.runs_on(series)):
            continue
        for count, head in enumerate(series, series[0].ordinal):
            family = _family(head, lexicon.families, document=begins)
            if family is not None:
                ordinal = head.ordinal if head.word else count
                markers[head.place] = Marker(
                    family=family.place,
                    ordinal=ordinal,
                    price=0.0,
                    size=head.size,
                    prefix=(),
                    rivals=(),
                )
    return list(_marked(tokens, markers)) if markers else tokens


def _family(
    head: MarkedLine, families: Sequence[Family], *, document: bool
) -> Family | None:
    """Return the family that a line's mark belongs to, as a document's or as a part's."""
    return next(
        (
            family
            for family in families
            if family.document == document
            and any(head.word in template for template in family.templates)
        ),
        None,
    )


def _marked(tokens: Sequence[Token], markers: Mapping[int, Marker]) -> Iterator[Token]:
    """Yield the tokens; one with a marker takes the rest of its line."""
    head: Token | None = None
    for place, token in enumerate(tokens):
        marker = markers.get(place)
        if marker is not None:
            if head is not None:
                yield head
            body = token.head + marker.size
            head = token._replace(
                body=body, end=max(body, token.end), place=LINE, marker=marker
            )
        elif head is not None and token.place > LINE:
            head = head._replace(end=token.end)
        else:
            if head is not None:
                yield head
                head = None
            yield token
    if head is not None:
        yield head


class _Judge:
    """Says whether a series of marked lines begins documents.

    What it asks of the lines above and below is looked up, not searched for again with
    each series: a text may hold as many series as lines.
    """

    def __init__(self, text: str, tokens: Sequence[Token], lexicon: Lexicon) -> None:
        """Take the text with its tokens, and the words that titles end in."""
        self.kept: dict[str, Any] = {}
        self._text, self._tokens = text, tokens
        self._genres = lexicon.words.genres.endings
        self._words = lexicon.words.compilations

    def begin_documents(self, series: Sequence[MarkedLine]) -> bool:
        """Return whether the lines of a series begin documents.

        Each says so by itself in some forms, but not where chapters run on. Where a
        single line, or a bare number, is all there is, the title above has to be the
        same.
        """
        form, first = series[0].form, series[0]
        if form == "colon":
            return not self.runs_on(series)
        titles = [self._title(head) for head in series]
        titled = all(map(self._is_title, titles))
        if form == "sample":
            return len(series) > 1 or (titled and len(titles[0]) >= _SHORTEST_TITLE)
        if form == "part":
            return len(series) > 1 and self._are_plans(series, titled=titled)
        if not titled and not self._are_like_titles(series):
            return False
        if form == "tail":
            return len(series) > 1 or (first.ordinal > 1 and self._has_title(first))
        if not self._repeat_title(series) and not (
            form == "bracket" and self._counts_titles(series)
        ):
            return False
        return all(map(self._begins_anew, series)) or self._is_announced(first)

    def _are_like_titles(self, series: Sequence[MarkedLine]) -> bool:
        """Return whether lines of which one is a title are counted from 1, as titles are.

        Titles end in other words too: 河道保洁十条篇一. The numbers below each begin anew,
        and a word counts the lines or says above how many there are.
        """
        titles = [self._title(head) for head in series]
        return (
            len(series) > 1
            and series[0].ordinal == 1
            and (series[0].form == "tail" or self._is_announced(series[0]))
            and min(map(len, titles)) >= _SHORTEST_TITLE
            and any(map(self._is_title, titles))
            and all(map(self._begins_anew, series))
        )

    def runs_on(self, series: Sequence[MarkedLine]) -> bool:
        """Return whether chapters below one line run on from those above it."""
        chapters = [self._chapters_below(*span) for span in self._spans(series)]
        return any(
            above and below and below[0] == above[1] + 1
            for above, below in pairwise(chapters)
        )

    def _are_plans(self, series: Sequence[MarkedLine], *, titled: bool) -> bool:
        """Return whether 第二篇 with a blank begins a plan, not a part of one.

        Its title is a plan's, or the numbers below it start again where no plan's title
        stands above the first, and no chapters do below it.
        """
        if self.runs_on(series):
            return False
        if titled:
            return True
        chapters = any(self._chapters_below(*span) for span in self._spans(series))
        return (
            not chapters
            and not self._has_title(series[0])
            and all(map(self._begins_anew, series))
        )

    def _title(self, head: MarkedLine) -> str:
        """Return the title on a line, or on the next where the mark has its own."""
        if head.title or head.place + 1 == len(self._tokens):
            return head.title
        following = self._tokens[head.place + 1]
        return self._text[following.head : following.end]

    def _is_title(self, title: str) -> bool:
        """Return whether a line ends in a 文种."""
        bare = without_version("".join(title.split()))
        return len(bare) <= _LONGEST and bare.endswith(self._genres)

    def _has_title(self, head: MarkedLine) -> bool:
        """Return whether a title stands above a line."""
        return self._first_title < head.place

    @lazy
    def _first_title(self) -> int:
        """The place of the first token that is a title, or how many tokens there are."""
        return next(
            (place for place, line in self._unmarked() if self._is_title(line)),
            len(self._tokens),
        )

    def _unmarked(self) -> Iterator[tuple[int, str]]:
        """Yield the places of the lines that have no marker and may be titles, with each."""
        for place, token in enumerate(self._tokens):
            if token.place == PLAIN and token.end - token.head <= _LONGEST:
                yield place, self._text[token.head : token.end]

    def _repeat_title(self, series: Sequence[MarkedLine]) -> bool:
        """Return whether lines with bare numbers are one title again and again."""
        stems = {"".join(head.title.split()) for head in series}
        if len(min(stems, key=len)) < _SHORTEST_TITLE or len(stems) > 1:
            return False
        first, (title,) = series[0], stems
        if len(series) > 1 and first.ordinal == 1:
            return True
        return (len(series) > 1 or first.ordinal == 2) and self._stands_above(
            title, first
        )

    def _counts_titles(self, series: Sequence[MarkedLine]) -> bool:
        """Return whether titles that differ are numbered in brackets, from the file's first on.

        A number so far inside a document may be a heading's: 保障措施（二）.
        """
        first = series[0]
        return (
            len(series) > 1
            and first.ordinal == 1
            and (first.place <= self._first_marker or self._is_announced(first))
        )

    @lazy
    def _first_marker(self) -> int:
        """The place of the first token with a marker, or how many tokens there are."""
        return next(
            (place for place, token in enumerate(self._tokens) if token.marker),
            len(self._tokens),
        )

    def _is_announced(self, head: MarkedLine) -> bool:
        """Return whether the lines above say how many documents there are: 精选5篇."""
        first = self._first_announcement
        return first is not None and first <= self._tokens[head.place].head

    @lazy
    def _first_announcement(self) -> int | None:
        """Where the first words end that say how many documents there are, if any do."""
        first = declared(self._words).search(self._text)
        return None if first is None else first.end()

    def _stands_above(self, title: str, head: MarkedLine) -> bool:
        """Return whether a title without a number stands above a line."""
        return self._first_lines.get(title, head.place) < head.place

    @lazy
    def _first_lines(self) -> Mapping[str, int]:
        """Where each line that may be a title stands first; blanks are left out."""
        places: dict[str, int] = {}
        for place, line in self._unmarked():
            places.setdefault("".join(line.split()), place)
        return places

    def _spans(self, series: Sequence[MarkedLine]) -> Iterator[tuple[int, int]]:
        """Yield the places of the tokens from each line to the next one of its series."""
        ends = [head.place for head in series[1:]] + [len(self._tokens)]
        for head, end in zip(series, ends, strict=True):
            yield head.place + 1, end

    def _chapters_below(self, start: int, end: int) -> tuple[int, int] | None:
        """Return the first and the last number of the chapters among some tokens, if any."""
        first = bisect_left(self._chapters, start)
        last = bisect_left(self._chapters, end, first)
        if first == last:
            return None
        return self._ordinal(self._chapters[first]), self._ordinal(
            self._chapters[last - 1]
        )

    @lazy
    def _chapters(self) -> Sequence[int]:
        """The places of the lines that begin with a chapter's number."""
        signs = self._words.chapters
        return [
            place
            for place, token in enumerate(self._tokens)
            if token.marker is not None
            and token.place == LINE
            and self._text[token.body - 1] in signs
        ]

    def _begins_anew(self, head: MarkedLine) -> bool:
        """Return whether the first number below a line is 1."""
        below = bisect_left(self._numbers, head.place + 1)
        return below < len(self._numbers) and self._ordinal(self._numbers[below]) == 1

    @lazy
    def _numbers(self) -> Sequence[int]:
        """The places of the lines that begin with a number, sure enough to prove something."""
        return [
            place
            for place, token in enumerate(self._tokens)
            if token.marker is not None
            and token.place == LINE
            and token.marker.price < _SURE
        ]

    def _ordinal(self, place: int) -> int:
        """Return the number of a token that has a marker, 0 for any other."""
        marker = self._tokens[place].marker
        return 0 if marker is None else marker.ordinal


def _series(heads: Iterable[MarkedLine]) -> Iterator[list[MarkedLine]]:
    """Yield the lines of one form whose numbers count up, contents lists left out.

    Lines of a list of contents stand one right behind the other.
    """
    forms: defaultdict[tuple[str, str], list[MarkedLine]] = defaultdict(list)
    for head in heads:
        where = "before" if head.size else head.form
        forms[where, head.word].append(head)
    for found in forms.values():
        series: list[MarkedLine] = []
        for head in found:
            if series and head.ordinal <= series[-1].ordinal:
                yield from _without_contents(series)
                series = []
            series.append(head)
        yield from _without_contents(series)


def _without_contents(series: list[MarkedLine]) -> Iterator[list[MarkedLine]]:
    """Yield a series, unless it is a list of contents; the weaker form is that of all."""
    if len(series) > 1 and all(
        head.place + 1 == following.place for head, following in pairwise(series)
    ):
        return
    form = min(
        (head.form for head in series),
        key=("part", "colon", "sample", "tail", "bracket", "number").index,
    )
    yield [head._replace(form=form) for head in series]


@lru_cache(maxsize=8)
def declared(words: Compilations) -> re.Pattern[str]:
    """Return what finds how many documents a compilation has: 精选5篇, （5篇）."""
    # Plain characters alone, so that the search skips what begins with none of them.
    announcing = any_of([*words.announcing, *ROUND.opening])
    units = "|".join(words.units)
    number = "[0-9]{1,2}|[一二三四五六七八九十两]{1,3}"
    return re.compile(
        f"(?:{announcing}){ROUND.opens}?(?P<number>{number})(?P<unit>{units})"
    )
