"""The numbers at the starts of lines: the series that they form, and what is open below them.

Only those of sure spelling count. What a number means is not decided yet: this is what
headings without a number are held against.
"""

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

from planparse.grammar.spelling import Family
from planparse.lazy import lazy
from planparse.numbering.context import UNSURE
from planparse.numbering.tokens import LINE, Token


class LineSeries(NamedTuple):
    """The markers of one family that follow one another, by their places."""

    family: int
    first: int
    places: list[int]


class NumberedLines:
    """The markers of sure spelling that begin the lines of a text."""

    def __init__(self, tokens: Sequence[Token], families: Sequence[Family]) -> None:
        """Take the tokens of a text, and the families of a lexicon."""
        self.kept: dict[str, Any] = {}
        self.levels = [family.level for family in families]
        self.numbers = {
            place: (marker.family, marker.ordinal)
            for place, (_, _, _, _, stands, marker) in enumerate(tokens)
            if stands == LINE and marker is not None and marker.price < UNSURE
        }
        """Family and number of each marker, by its place."""

    def level(self, place: int) -> int:
        """Return the level of the marker at a place."""
        return self.levels[self.numbers[place][0]]

    @lazy
    def places(self) -> list[int]:
        """The places of the markers, in order."""
        return list(self.numbers)

    @lazy
    def of_family(self) -> dict[int, list[int]]:
        """The places of the markers of each family, in order."""
        out: dict[int, list[int]] = {}
        for series in self.series:
            out.setdefault(series.family, []).extend(series.places)
        return out

    @lazy
    def series(self) -> list[LineSeries]:
        """The series that the markers form, numbers missing or not."""
        latest: dict[int, list[int]] = {}  # the places of each family's last series
        last: dict[int, int] = {}  # its last number
        out: list[LineSeries] = []
        for place, (family, ordinal) in self.numbers.items():
            if family in last and ordinal > last[family]:
                latest[family].append(place)
            else:
                latest[family] = [place]
                out.append(LineSeries(family, ordinal, latest[family]))
            last[family] = ordinal
        return out

    @lazy
    def begun(self) -> dict[int, int]:
        """The place of the first marker of the series of each marker."""
        return {at: series.places[0] for series in self.series for at in series.places}

    def lost_around(self, place: int) -> bool:
        """Return whether a number of some family is missing around a place."""
        for places in self.of_family.values():
            at = bisect_left(places, place)
            if 0 < at < len(places):
                before, after = self.numbers[places[at - 1]], self.numbers[places[at]]
                if after[1] > before[1] + 1:
                    return True
        return False

    def open_above(
        self, starts: Sequence[int], titles: Iterable[int]
    ) -> dict[int, tuple[int, ...]]:
        """Return the markers above some places that none of a higher level follows.

        Each is of a lower level than those before it. A title ends them all.
        """
        asked, ended = frozenset(starts), frozenset(titles)
        out: dict[int, tuple[int, ...]] = {}
        above: list[int] = []
        done = 0
        for stop in sorted(asked | ended):
            before = bisect_left(self.places, stop, done)
            if stop in asked:
                self._open(above, self.places[done:before])
                out[stop] = tuple(above)
            if stop in ended:
                above.clear()
            done = before
        return out

    def _open(self, above: list[int], places: Iterable[int]) -> None:
        """Put markers on those above them, in place of those that they end."""
        levels = list(map(self.level, above))
        for place in places:
            own = self.level(place)
            while levels and levels[-1] >= own:
                above.pop()
                levels.pop()
            above.append(place)
            levels.append(own)
