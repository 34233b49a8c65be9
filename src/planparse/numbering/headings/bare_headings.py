"""Headings without a number that the text proves to be levels: 总则 … 附则.

What proves a heading is a word that heads sections in this genre, a mark of Markdown, or
a series that begins again below it. What is like such a heading, and stands among them,
is taken for one too. Everything else stays a paragraph.
"""

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from operator import attrgetter
from typing import TYPE_CHECKING, Any

from planparse.grammar.lexicon import Lexicon
from planparse.grammar.spelling import HEADING, Marker
from planparse.lazy import lazy
from planparse.numbering.headings.bare_lines import BareLines, Run
from planparse.numbering.headings.heading_words import heading_words
from planparse.numbering.tokens import (
    NO_HEADINGS,
    PLAIN,
    BareHeading,
    BareHeadings,
    Token,
)

if TYPE_CHECKING:
    from planparse.numbering.headings.numbered_lines import LineSeries

_PARALLEL = 3
"""So many headings with the same last words prove one another. A choice."""
_SUFFIX = 2
"""So many characters at the end make two headings parallel: 火灾事故, 触电事故."""
_SHARE = 2
"""Of the short lines among headings, no more than one for so many may be none. A choice."""
_ITEMS = 2
"""Headings between the items of one series have so many each, on average. A choice."""
_LISTS = 400
"""Series of this level and of lower ones, （1） and ①, begin no document. A choice."""
_MANNER = 3
"""So many lines between text that ends, each above text of its own, prove one another, … A
choice."""
_STRAYS = 4
"""… where no more than one other short line for so many of them has no end mark. A
choice."""

Marked = Mapping[int, tuple[int, int]]
"""The lines that marks show to be headings: where each begins, where it ends, its level."""


def offer(
    text: str, tokens: list[Token], lexicon: Lexicon, marked: Marked
) -> tuple[list[Token], BareHeadings]:
    """Return the tokens, those of bare headings with a marker, and these headings."""
    lines = BareLines(text, tokens, lexicon, marked)
    runs = lines.runs()
    found = _Finder(tokens, lexicon, lines, runs).headings() if runs else {}
    if not found:
        return tokens, NO_HEADINGS
    out = list(tokens)
    for place, heading in found.items():
        marker = Marker(HEADING, heading.rank, 0.0, 0)
        out[place] = out[place]._replace(marker=marker)
    levels = {
        place: marked[head][1]
        for place, (_, head, _, _, _, _) in enumerate(tokens if marked else ())
        if head in marked and marked[head][1]
    }
    return out, BareHeadings(found, levels)


def moved(
    bare: BareHeadings, first: int, before: Sequence[Token], after: Sequence[Token]
) -> BareHeadings:
    """Return headings at the places that their tokens have once more are cut.

    `before` are the tokens from the place `first` on, `after` what they were cut to.
    """
    headings, levels = bare.headings, bare.levels
    if not headings:
        return bare
    places = {
        at: bisect_left(after, before[at - first].head, key=attrgetter("head"))
        for at in headings.keys() | levels.keys()
        if first <= at < first + len(before)
    }
    return bare._replace(
        headings={
            place: headings[at] for at, place in places.items() if at in headings
        },
        levels={place: levels[at] for at, place in places.items() if at in levels},
    )


class _Finder:
    """Decides which runs of lines are headings, and ranks these."""

    def __init__(
        self,
        tokens: Sequence[Token],
        lexicon: Lexicon,
        lines: BareLines,
        runs: Sequence[Run],
    ) -> None:
        """Take the runs of lines of a text, and its markers."""
        self.kept: dict[str, Any] = {}
        from planparse.numbering.headings.numbered_lines import NumberedLines

        self._tokens, self._lines = tokens, lines
        self._words = heading_words(lexicon)
        self._numbered = NumberedLines(tokens, lexicon.families)
        self._runs = [run for run in runs if not self._lost_its_number(run)]
        self._anew = {
            run.places[0]: self._begun_below(run) for run in self._beginning_again()
        }
        """The runs below which a series begins again that has just ended, by their first
        places; each with the family of the series."""

    def headings(self) -> dict[int, BareHeading]:
        """Return the headings that are proven, by the places of their tokens."""
        taken = [*self._counted_through(), *self._marked()]
        known = {run.places[0] for run in taken}
        for group in self._groups():
            rest = [run for run in group if run.places[0] not in known]
            taken += self._taken(rest)
        taken.sort()
        return self._ranked(taken)

    # ── series ───────────────────────────────────────────────────────────────────────

    @lazy
    def _open(self) -> dict[int, tuple[int, ...]]:
        """The markers above each run that none of a higher level follows, by its first place."""
        return self._numbered.open_above(self._starts, self._titles)

    def _before(self, place: int, family: int) -> int:
        """Return the place of the marker of a family before a run, -1 for none.

        Only those of lower families may stand between.
        """
        level = self._numbered.levels[family]
        for at in reversed(self._open[place]):
            if self._numbered.level(at) <= level:
                return at if self._numbered.numbers[at][0] == family else -1
        return -1

    def _lost_its_number(self, run: Run) -> bool:
        """Return whether a number is missing where a heading without one stands.

        It is the heading's own, and not one of all numbers of its level.
        """
        if any(map(self._lines.is_marked, run.places)):
            return False
        return self._numbered.lost_around(run.places[0])

    def _beginning_again(self) -> list[Run]:
        """Return the runs below which a series begins that ended right above.

        It begins right below, or behind nothing but text. Where the highest of several
        series begins again, another document may begin: there must be more than one such
        heading, and none that ends in a 文种 unless the series is one of lists.
        """
        again = [
            (run, family)
            for run in self._runs
            for family in [self._begun_below(run)]
            if family >= 0 and self._before(run.places[0], family) >= 0
        ]
        highest = min(
            self._numbered.of_family, key=self._numbered.levels.__getitem__, default=-1
        )
        several = sum(family == highest for _, family in again) > 1
        is_list = highest >= 0 and self._numbered.levels[highest] >= _LISTS
        return [
            run
            for run, family in again
            if family != highest
            or run.proven
            or is_list
            or (
                (several or len(self._numbered.of_family) == 1)
                and not self._lines.is_genre(run.places[-1])
            )
        ]

    def _begun_below(self, run: Run) -> int:
        """Return the family of the series that begins below a run, -1 where none does."""
        if run.body in ("series", "led"):
            return run.family
        at = bisect_right(self._numbered.places, run.places[-1])
        if run.body != "prose" or not run.is_apart or at == len(self._numbered.places):
            return -1
        marked = self._numbered.places[at]
        family, ordinal = self._numbered.numbers[marked]
        if ordinal > 1 or self._before(run.places[0], family) < 0:
            return -1
        return -1 if self._is_parted(run, marked) else family

    def _family(self, run: Run) -> int:
        """Return the family of the series that a run heads, -1 where it heads none."""
        return self._anew.get(run.places[0], run.family)

    def _is_parted(self, run: Run, marked: int) -> bool:
        """Return whether more than text stands between a run and the marker behind it.

        That is another heading, a title, a short line, or an item inside a line that may
        hold the marker.
        """
        first = run.places[-1]
        level = self._numbered.level(marked)
        return (
            bool(self._between(run.places[0], marked))
            or self._is_title_between(first, marked)
            or any(
                token.marker is not None
                and token.place != PLAIN
                and self._numbered.levels[token.marker.family] < level
                for token in self._tokens[first + 1 : marked]
            )
            or bisect_left(self._strays, first) < bisect_left(self._strays, marked)
        )

    # ── headings between the items of one series ─────────────────────────────────────

    def _counted_through(self) -> Iterator[Run]:
        """Yield headings between the items of series that run on through them."""
        for series in self._numbered.series:
            inside = [
                run
                for run in self._between(series.places[0], series.places[-1])
                if run.body == "counted"
                and run.family == series.family
                and self._before(run.places[0], run.family) >= 0
            ]
            if not inside or len(series.places) < _ITEMS * (len(inside) + 1):
                continue
            above = [
                run
                for run in self._right_above(series.places[0])
                if run.body == "series" or run.proven
            ]
            if len(inside) > 1 or above or any(run.proven for run in inside):
                yield from [*above[-1:], *inside]

    def _marked(self) -> Iterator[Run]:
        """Yield the runs that marks show to be headings."""
        for run in self._runs:
            if any(map(self._lines.is_marked, run.places)):
                yield run

    # ── headings among their like ────────────────────────────────────────────────────

    def _groups(self) -> Iterator[list[Run]]:
        """Yield the runs that no number of a series around them parts.

        Left out are those before the first number of all, which only introduce, and those
        before a number whose series lost what stood here.
        """
        borders = sorted(
            place
            for series in self._numbered.series
            if not self._is_inner(series)
            for place in series.places
        )
        group: list[Run] = []
        at = 0
        for run in self._runs:
            while at < len(borders) and borders[at] < run.places[0]:
                if group and self._may_stand_before(borders[at], group):
                    yield group
                group = []
                at += 1
            group.append(run)
        following = borders[at] if at < len(borders) else -1
        if group and (following < 0 or self._may_stand_before(following, group)):
            yield group

    def _is_inner(self, series: "LineSeries") -> bool:
        """Return whether a series may stand below one of the runs, and around none.

        Several of them stand before it, or one right before.
        """
        if series.first != 1 or self._between(series.places[0], series.places[-1]):
            return False
        start = series.places[0]
        if self._is_manner_of_text and self._divides(start):
            return True
        return bisect_left(self._proven, start) >= _ITEMS or any(
            self._family(run) == series.family for run in self._right_above(start)
        )

    def _divides(self, place: int) -> bool:
        """Return whether a heading is above a place, and no title between them."""
        above = bisect_left(self._alike, place, key=lambda run: run.places[0])
        if not above:
            return False
        return not self._is_title_between(self._alike[above - 1].places[-1], place)

    def _between(self, first: int, last: int) -> list[Run]:
        """Return the runs that begin between two places."""
        begins = bisect_right(self._starts, first)
        return self._runs[begins : bisect_left(self._starts, last)]

    def _right_above(self, place: int) -> list[Run]:
        """Return the runs behind which a marker is the next one, to which they lead."""
        before = bisect_left(self._numbered.places, place)
        return self._between(self._numbered.places[before - 1] if before else -1, place)

    @lazy
    def _proven(self) -> list[int]:
        """The first places of the runs that are proven, in order."""
        return [
            run.places[0]
            for run in self._runs
            if run.proven or run.places[0] in self._anew
        ]

    @lazy
    def _titles(self) -> list[int]:
        """The places of the lines that are titles, in order."""
        numbers = self._numbered.numbers
        return [place for place in self._lines.titles() if place not in numbers]

    def _is_title_between(self, first: int, last: int) -> bool:
        """Return whether a title stands behind one place and before another."""
        at = bisect_right(self._titles, first)
        return at < len(self._titles) and self._titles[at] < last

    @lazy
    def _starts(self) -> list[int]:
        """The first places of the runs, in order."""
        return [run.places[0] for run in self._runs]

    def _may_stand_before(self, border: int, group: Sequence[Run]) -> bool:
        """Return whether headings may stand before a number of a series around them."""
        ordinal = self._numbered.numbers[border][1]
        if self._is_title_between(group[-1].places[-1], border):
            return True
        if ordinal == 1:
            return self._numbered.places[0] < group[0].places[0]
        return self._numbered.begun[border] < group[0].places[0]

    def _taken(self, group: Sequence[Run]) -> list[Run]:
        """Return those runs of a group that are headings."""
        sure = self._sure(group)
        if self._is_manner(group, sure):
            first = [run for run in group[:1] if self._is_first(run)]
            return sorted({*sure, *first, *filter(self._is_of_manner, group)})
        known = set(sure)
        group = [run for run in group if not run.is_parted or run in known]
        if len(sure) < _ITEMS and not any(run.places[0] in self._anew for run in sure):
            return [run for run in sure if run.is_apart]
        rest = [run for run in group if run not in known]
        if len(rest) * _SHARE > len(sure) + _SHARE:
            rest = []
        return sorted([*sure, *(run for run in rest if run.is_apart)])

    def _sure(self, group: Sequence[Run]) -> list[Run]:
        """Return those runs of a group that words, marks, a series or wording prove."""
        suffixes = Counter(self._suffix(run) for run in group)
        return [
            run
            for run in group
            if run.proven
            or run.places[0] in self._anew
            or (suffixes[self._suffix(run)] >= _PARALLEL and not run.is_parted)
        ]

    # ── the manner of a text ─────────────────────────────────────────────────────────

    def _is_manner(self, group: Sequence[Run], sure: Sequence[Run]) -> bool:
        """Return whether the headings of a group are what its short lines are.

        All its text ends in end marks, but for them: three such lines, two of which one
        is proven, or fewer among others of the text.
        """
        known = set(sure)
        alike = [run for run in group if run in known or self._is_of_manner(run)]
        first = [
            run for run in group[:1] if run not in alike[:1] and self._is_first(run)
        ]
        alike = first + alike
        if len(alike) < (_ITEMS if sure else _MANNER) and not self._is_manner_of_text:
            return False
        if not sure and any(map(self._holds_more, group)):
            return False
        return self._has_few_strays(alike)

    def _holds_more(self, run: Run) -> bool:
        """Return whether a series behind the text of a heading may be of the number above.

        It would go below the heading, though it goes on with what stands around it.
        """
        above = self._open[run.places[0]]
        at = bisect_right(self._numbered.places, run.places[-1])
        if run.body != "prose" or not above or at == len(self._numbered.places):
            return False
        following = bisect_right(self._starts, run.places[0])
        if following < len(self._starts) and (
            self._starts[following] < self._numbered.places[at]
        ):
            return False
        family, ordinal = self._numbered.numbers[self._numbered.places[at]]
        return ordinal == 1 and self._numbered.levels[family] > self._numbered.level(
            above[-1]
        )

    @lazy
    def _is_manner_of_text(self) -> bool:
        """Whether the headings of the whole text are what its short lines are."""
        return len(self._alike) >= _MANNER and self._has_few_strays(self._alike)

    @lazy
    def _alike(self) -> list[Run]:
        """The runs that are proven, or stand between text that ends."""
        return [
            run
            for run in self._runs
            if run.proven or run.places[0] in self._anew or self._is_of_manner(run)
        ]

    def _has_few_strays(self, runs: Sequence[Run]) -> bool:
        """Return whether few other short lines without an end mark are among some runs.

        Where most of these are several lines each, they are the rows of a table: no
        chapter after another has a single section.
        """
        if not runs:
            return False
        rows = sum(len(run.places) > 1 and not run.proven for run in runs)
        if rows * 2 > len(runs):
            return False
        first, last = runs[0].places[0], runs[-1].places[-1]
        strays = bisect_left(self._strays, last) - bisect_left(self._strays, first)
        return strays * _STRAYS <= len(runs)

    def _is_of_manner(self, run: Run) -> bool:
        """Return whether lines stand between text that ends, and are no titles."""
        return run.is_apart and not any(map(self._lines.is_genre, run.places))

    def _is_first(self, run: Run) -> bool:
        """Return whether lines stand right below a numbered heading, above text."""
        return self._lines.is_below_item(run) and not any(
            map(self._lines.is_genre, run.places)
        )

    @lazy
    def _strays(self) -> list[int]:
        """The places of the short lines without an end mark that are in no run."""
        return self._lines.strays(self._runs)

    def _suffix(self, run: Run) -> str:
        """Return the last characters of the last line of a run."""
        return self._lines.words(run.places[-1])[-_SUFFIX:]

    # ── what was found ───────────────────────────────────────────────────────────────

    def _ranked(self, runs: Sequence[Run]) -> dict[int, BareHeading]:
        """Return the headings of the runs with their ranks, in order."""
        from planparse.numbering.headings.ranks import ranks

        rank_of = ranks(runs, self._lines, self._words)
        often = Counter(map(self._lines.words, rank_of))
        out: dict[int, BareHeading] = {}
        for run in runs:
            for place in run.places:
                words = self._lines.words(place)
                out[place] = BareHeading(
                    rank=rank_of[place],
                    series=self._family(run) if place == run.places[-1] else -1,
                    is_sure=place in run.proven or run.places[0] in self._anew,
                    repeats=often[words] > 1,
                    is_outermost=words in self._words.outermost,
                )
        return out
