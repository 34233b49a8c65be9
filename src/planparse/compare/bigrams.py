"""Pairs of neighbouring characters of two plans, each weighed by how rare it is."""

import re
from collections import Counter
from collections.abc import Iterable
from itertools import chain
from math import log
from operator import add

Bigrams = frozenset[str]
"""The pairs of a text; one that stands there n times is in it in n forms."""

_RUN = re.compile(r"[^\W\d_]+")
_UNIT = 1_000
"""A rarity of 1. Weights are whole, so that nothing is rounded and every run gives the same."""


class BigramIndex:
    """The pairs of characters of both plans, and what each weighs: the rarer, the more.

    Figures are left out: they are what changes.
    """

    def __init__(
        self, asides: Iterable[str], old: Iterable[str], new: Iterable[str]
    ) -> None:
        """Take the normalised passages; brackets with one of the words `asides` do not count."""
        words = "|".join(map(re.escape, asides))
        self._aside = re.compile(rf"\([^()]*(?:{words})[^()]*\)")
        texts = list(old), list(new)
        self._bigrams = {text: self._of_passage(text) for text in {*chain(*texts)}}
        sides = [[self._bigrams[text] for text in side] for side in texts]
        counts = [Counter(chain.from_iterable(side)) for side in sides]
        self._both = counts[0].keys() & counts[1].keys()
        self._counts = {**counts[0], **counts[1]} | {
            pair: max(counts[0][pair], counts[1][pair]) for pair in self._both
        }
        rarity = _rarities(self._counts.values(), max(map(len, sides)) + 1)
        self.weight = _Weights(
            {pair: rarity[count] for pair, count in self._counts.items()}
        )
        self._weighed: dict[str, tuple[Bigrams, int]] = {}
        self._rare: dict[int, Bigrams] = {}

    def of(self, text: str) -> tuple[Bigrams, int]:
        """Return the pairs of a normalised passage, and what they weigh in all."""
        weighed = self._weighed.get(text)
        if weighed is None:
            pairs = self._bigrams.get(text)
            if pairs is None:
                pairs = self._of_passage(text)
            weighed = self._weighed[text] = (pairs, self.weigh(pairs))
        return weighed

    def rare(self, most: int) -> Bigrams:
        """Return the pairs that both plans have, in at most so many passages of each.

        Remembered, for the pieces of every matched paragraph are compared by the same.
        """
        if most not in self._rare:
            counts = self._counts
            self._rare[most] = frozenset(
                pair for pair in self._both if counts[pair] <= most
            )
        return self._rare[most]

    def weigh(self, pairs: Iterable[str]) -> int:
        """Return what pairs weigh in all."""
        return sum(map(self.weight.__getitem__, pairs))

    def shared(self, one: Bigrams, other: Bigrams) -> int:
        """Return what the pairs weigh that both have."""
        return self.weigh(one & other)

    def _of_passage(self, text: str) -> Bigrams:
        """Return the pairs of a passage without its asides; with them where it is nothing else."""
        without = self._aside.sub("", text) if "(" in text else text
        return bigrams(without) or bigrams(text)


class _Weights(dict[str, int]):
    """What pairs weigh; one that no whole passage has stands across a joint of its pieces."""

    def __missing__(self, _: str) -> int:
        """Return the weight of a pair that no whole passage has: the least that there is."""
        return _UNIT


def _rarities(counts: Iterable[int], size: int) -> list[int]:
    """Return what a pair weighs that stands in so many passages of `size`, by that number."""
    most = max(counts, default=0)
    return [
        0,
        *(max(1, round(_UNIT * log(size / count))) for count in range(1, most + 1)),
    ]


def bigrams(text: str) -> Bigrams:
    """Return the pairs of neighbouring letters of a normalised text.

    A letter that stands alone counts as one.
    """
    runs = _RUN.findall(text)
    counts = Counter(chain.from_iterable(map(add, run, run[1:]) for run in runs))
    counts.update(run for run in runs if len(run) == 1)
    if not counts:
        return frozenset((text,)) if text else frozenset()
    if len(counts) == counts.total():
        return frozenset(counts)
    again = [
        f"{pair}{time}"
        for pair, count in counts.items()
        if count > 1
        for time in range(2, count + 1)
    ]
    return frozenset(chain(counts, again))
