"""Which candidates of unsure spelling their neighbours prove: 第五条, 第六条以…, 第七条.

Such a candidate may be a reference (第六条规定的) or a quantity (2.5亿元). The sequence
decides: it is a label where the numbers before and after it stand there too, and the
same number does not come again in between.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Literal, NamedTuple

from planparse.grammar.spelling import Family, Marker
from planparse.numbering.state import parent_numbers
from planparse.numbering.tokens import ANYWHERE, LINE, PLAIN, Token

Proof = Literal["both", "before"]
"""The numbers on both sides stand there, or only the one right before, in the line above."""


class Evidence(NamedTuple):
    """What neighbours say of the candidates of a text.

    `proofs` has the proved candidates by their token's place and their family, `loose`
    the places of decimal labels whose series has no 1, or one label without a child.
    """

    proofs: Mapping[tuple[int, int], Proof]
    loose: frozenset[int]


_LIST = 3
"""So many numbers that are all unsure prove each other: two may be quantities. A choice."""

_Series = tuple[int, tuple[int, ...]]
"""A family, and the numbers before the last one of a decimal label."""


class _Unsure(NamedTuple):
    """A candidate that waits for the next number of its series."""

    place: int
    family: int
    ordinal: int
    follows: bool
    """Whether the candidate right before it is the number before, and its text ends there."""


_PROVE_NOTHING = (PLAIN, ANYWHERE)
"""Where headings without a number stand, and labels in mid-sentence."""


class Neighbours:
    """The series of one text, as far as they have been read."""

    def __init__(
        self,
        families: Sequence[Family],
        unsure: float,
        ends: Callable[[int], bool],
        broken: Callable[[int], bool],
    ) -> None:
        """Take the families, and from which price on a spelling is unsure.

        `ends` says whether the text before a token ends with the end mark of a sentence,
        `broken` whether a token may stand in mid-sentence.
        """
        self._families, self._unsure = families, unsure
        self._ends, self._broken = ends, broken
        self._last: dict[_Series, int] = {}
        self._headings: dict[int, _Series] = {}
        """For each level the series counted last, the one counted last of all at the end."""
        self._waiting: dict[_Series, list[_Unsure]] = {}
        self._proofs: dict[tuple[int, int], Proof] = {}
        self._decimals: dict[_Series, dict[int, int]] = {}
        """The decimal labels of each series: their places, and their last numbers."""
        self._before: tuple[int, Marker] | None = None
        """The candidate before, with its place."""
        self._above: tuple[int, Marker] | None = None
        """The one before that is no decimal number of which the text speaks."""

    def evidence(self, tokens: Sequence[Token]) -> Evidence:
        """Return what neighbours say of the candidates among the tokens of a text."""
        families, unsure = self._families, self._unsure
        for place, token in enumerate(tokens):
            marker = token.marker
            if marker is None or token.place in _PROVE_NOTHING:
                continue
            for meaning in (marker, *marker.rivals) if marker.rivals else (marker,):
                if meaning.price < unsure:
                    family = families[meaning.family]
                    series = family.kin, meaning.prefix
                    if family.decimal and token.place == LINE:
                        self._prove_heading(meaning)
                        self._decimals.setdefault(series, {})[place] = meaning.ordinal
                    self._count(series, meaning.ordinal)
                elif not self._broken(place):
                    self._wait(place, meaning)
            self._before = place, marker
            if marker.price < unsure or not self._is_cited(marker):
                self._above = self._before
        for series in list(self._waiting):
            self._settle(series, 0)
        return Evidence(proofs=self._proofs, loose=self._loose())

    def _loose(self) -> frozenset[int]:
        """Return the places of the decimal labels that may as well be quantities."""
        parents = {prefix for _, prefix in self._decimals}
        loose: set[int] = set()
        for (_, prefix), places in self._decimals.items():
            lone = len(places) == 1 and (*prefix, 1) not in parents
            if lone or 1 not in places.values():
                loose.update(places)
        return frozenset(loose)

    def _series(self, marker: Marker) -> _Series:
        """Return what numbers run on in: one kin (第一条, 第1条) with the same prefix."""
        return self._families[marker.family].kin, marker.prefix

    def _count(self, series: _Series, ordinal: int) -> None:
        """Take a number that is sure, and prove those that waited for it."""
        if series in self._waiting:
            self._settle(series, ordinal)
        self._last[series] = ordinal
        level = self._families[series[0]].level
        self._headings.pop(level, None)
        self._headings[level] = series

    def _wait(self, place: int, marker: Marker) -> None:
        """Let an unsure number wait for the one after it."""
        series = self._series(marker)
        waiting = self._waiting.setdefault(series, [])
        follows = self._follows(marker) and self._ends(place)
        waiting.append(_Unsure(place, marker.family, marker.ordinal, follows))

    def _follows(self, marker: Marker) -> bool:
        """Return whether the candidate before is the number before in the same series."""
        if self._before is None:
            return False
        before = self._before[1]
        return any(
            self._series(meaning) == self._series(marker)
            and meaning.ordinal + 1 == marker.ordinal
            for meaning in (before, *before.rivals)
        )

    def _settle(self, series: _Series, ordinal: int) -> None:
        """Prove the numbers of a series that lead up to `ordinal` (0: nothing follows).

        Of 第五条, 第六条以…, 第七条 the one in the middle is unsure and leads from a
        number that counts to one that does. Where no chain is found, a number that
        follows on the last one is proven from before alone.
        """
        waiting = self._waiting.pop(series)
        last = self._last.get(series, 0)
        counted = last + 1 == ordinal and not self._is_interrupted(series)
        chain: list[_Unsure] = []
        for one in reversed(waiting):
            if ordinal and one.ordinal == (chain[-1].ordinal if chain else ordinal) - 1:
                chain.append(one)
        if chain and not counted and chain[-1].ordinal in (1, last + 1):
            self._prove_all(chain)
            return
        if self._is_list(waiting):
            self._prove_all(waiting)
            return
        come = {ordinal}
        for one in reversed(waiting):
            if one.follows and one.ordinal not in come:
                self._proofs[one.place, one.family] = "before"
            come.add(one.ordinal)

    def _is_interrupted(self, series: _Series) -> bool:
        """Return whether a higher section began behind the last number of a series."""
        own = self._families[series[0]].level
        for level in reversed(self._headings):
            if level <= own:
                return level < own
        return False

    def _prove_all(self, chain: Iterable[_Unsure]) -> None:
        """Note that all candidates of a chain are proven from both sides."""
        self._proofs.update({(one.place, one.family): "both" for one in chain})

    @staticmethod
    def _is_list(waiting: Sequence[_Unsure]) -> bool:
        """Return whether numbers that are all unsure count from 1, sentence by sentence."""
        return len(waiting) >= _LIST and all(
            one.ordinal == number and (one.follows or number == 1)
            for number, one in enumerate(waiting, 1)
        )

    def _is_cited(self, marker: Marker) -> bool:
        """Return whether a label looks like a decimal one that is spoken of: 2.2的."""
        return marker.price >= self._unsure and any(
            self._families[rival.family].decimal for rival in marker.rivals
        )

    def _prove_heading(self, marker: Marker) -> None:
        """Prove the number of a heading by the first label below it: 5 检验, 5.1."""
        if marker.ordinal == 1:
            for candidate in dict.fromkeys((self._above, self._before)):
                if candidate is not None:
                    self._prove_above(*candidate, parent_numbers(marker.prefix))

    def _prove_above(self, place: int, above: Marker, numbers: tuple[int, ...]) -> None:
        """Prove the meaning of a candidate that has these numbers.

        2.1 proves that the 2. above it is a label, and no quantity. A candidate has
        several meanings where its spelling is shared; only that with these very numbers
        counts.
        """
        cited = self._is_cited(above)
        for meaning in (above, *above.rivals):
            if (*meaning.prefix, meaning.ordinal) != numbers:
                continue
            if cited and not self._families[meaning.family].decimal:
                continue
            series = self._series(meaning)
            waiting = self._waiting.get(series, [])
            later = 0
            while later < len(waiting) and waiting[-1 - later].place > place:
                later += 1
            if later < len(waiting) and waiting[-1 - later].place == place:
                self._prove_all([waiting.pop(-1 - later)])
                self._count(series, meaning.ordinal)
