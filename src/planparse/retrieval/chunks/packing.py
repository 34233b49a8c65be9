"""Which atoms make one chunk: whole items where they fit, small siblings together."""

from collections.abc import Iterable, Sequence
from itertools import accumulate, pairwise
from typing import NamedTuple

from planparse.retrieval.chunks.atoms import Atom
from planparse.retrieval.chunks.units import Measure

_SLACK = 1.25
"""Tokens that are counted piece by piece may be so many times those of the whole; a choice.

Above that a text is not measured as a whole.
"""


class Range(NamedTuple):
    """The atoms of a chunk by their places, the end exclusive, and how large it is."""

    first: int
    stop: int
    size: int


def pack(atoms: Sequence[Atom], text: str, measure: Measure, limit: int) -> list[Range]:
    """Return the chunks of a document in order; each atom is in one of them.

    What stands deepest is put together first: a stretch that does not fit is parted where
    the highest items begin, and of the parts as many neighbours are taken together as
    fit. An item that is itself parted shares no chunk with what follows it.
    """
    if not atoms:
        return []
    packer = _Packer(atoms, text, measure, limit)
    packer.pack()
    return packer.ranges


class _Packer:
    """The atoms of one document, and the ranges that are made of them."""

    def __init__(
        self, atoms: Sequence[Atom], text: str, measure: Measure, limit: int
    ) -> None:
        """Take the atoms, the text that they stand in, what measures it, and the limit."""
        self.ranges: list[Range] = []
        self._atoms, self._text = atoms, text
        self._measure, self._limit = measure, limit
        self._is_exact = measure is len
        self._before = [0, *accumulate(atom.size + atom.gap for atom in atoms)]
        """The size of all atoms before each, with the blanks behind them."""

    def pack(self) -> None:
        """Make the ranges."""
        count = len(self._atoms)
        first = 0 if self._fits(0, count) else self._split(0, 0, count)
        self._emit(first, count)

    def _split(self, lead: int, first: int, stop: int) -> int:
        """Part a stretch that does not fit; return where what is not yet in a range begins.

        From `lead` to `first` stands what leads up to it.
        """
        if stop - first == 1:
            self._emit(lead, first)
            return first
        pending = lead
        parts, rank = self._parts(first, stop)
        for start, end in parts:
            if self._fits(pending, end):
                continue
            if not (self._lead_up(pending, start) and not self._fits(start, end)):
                self._emit(pending, start)
                pending = start
            if not self._fits(pending, end):
                pending = self._split(pending, start, end)
                opener = self._atoms[start]
                if opener.opens_item and opener.rank >= rank:
                    self._emit(pending, end)
                    pending = end
        return pending

    def _parts(self, first: int, stop: int) -> tuple[Iterable[tuple[int, int]], int]:
        """Return a stretch in parts, and the rank with which the parts begin.

        Each begins as high as anything behind its first atom does.
        """
        ranks = [atom.rank for atom in self._atoms[first + 1 : stop]]
        highest = min(ranks)
        inner = [
            place for place, rank in enumerate(ranks, first + 1) if rank == highest
        ]
        return pairwise([first, *inner, stop]), highest

    def _lead_up(self, first: int, stop: int) -> bool:
        """Return whether nothing stands in a stretch but what leads up to what follows."""
        return first < stop and all(atom.leads for atom in self._atoms[first:stop])

    def _size(self, first: int, stop: int) -> int:
        """Return how large a stretch is, counted atom by atom."""
        return self._before[stop] - self._before[first] - self._atoms[stop - 1].gap

    def _fits(self, first: int, stop: int) -> bool:
        """Return whether a stretch is within the limit."""
        size = self._size(first, stop)
        if size <= self._limit:
            return True
        if self._is_exact or size > _SLACK * self._limit:
            return False
        return self._whole(first, stop) <= self._limit

    def _whole(self, first: int, stop: int) -> int:
        """Return how large a stretch is as one text."""
        return self._measure(
            self._text[self._atoms[first].start : self._atoms[stop - 1].end]
        )

    def _emit(self, first: int, stop: int) -> None:
        """Make a range of a stretch that fits; nothing where it is empty.

        Where some tokens are more together than apart, and too many, it becomes two.
        """
        if first == stop:
            return
        size = self._whole(first, stop)
        if size > self._limit and stop - first > 1:
            middle = (first + stop) // 2
            self._emit(first, middle)
            self._emit(middle, stop)
        else:
            self.ranges.append(Range(first, stop, size))
