"""How alike two passages are, as wholes and in the stretch of the longer one that fits best.

What one year says in a long paragraph the next says in eight items. Each of these shares
little with the paragraph as a whole, but much with a few sentences of it that follow each
other: a window. Likeness is Dice's coefficient: the share of pairs of neighbouring
characters that two texts have in common, each weighed by its rarity.
"""

import re
from collections.abc import Sequence

from planparse.compare.bigrams import BigramIndex, Bigrams

_SENTENCE = re.compile(r"[^。;!?\n]+[。;!?\n]*")
_LONGEST = 2
"""A window weighs at most so many times as much as what is looked for in it, unless it is one
sentence. On six judged pairs of years 1.5, 2 and 3 do equally well."""


class Windows:
    """The sentences of passages, by which these are compared in part.

    `whole` is what the likeness of two passages as wholes counts for, from 0 to 1; the
    rest is that of the best window.
    """

    def __init__(self, index: BigramIndex, whole: float) -> None:
        """Take the pairs of characters of both plans, and what wholes count for."""
        self.index, self._whole = index, whole
        self._sentences: dict[str, list[tuple[Bigrams, int]]] = {}

    def likeness(self, one: str, other: str, least: float = 0) -> float:
        """Return how alike two normalised passages are, from 0 to 1, the same both ways.

        It is 0 where it would be less than the `least`, which is known before windows
        are looked at: none can share more than the passages do as wholes.
        """
        (mine, weight), (theirs, other_weight) = map(self.index.of, (one, other))
        shared = self.index.shared(mine, theirs)
        if not shared:
            return 0
        whole, light = self._whole, min(weight, other_weight)
        as_wholes = 2 * shared / (weight + other_weight)
        if whole * as_wholes + (1 - whole) * 2 * shared / (light + shared) < least:
            return 0
        part, long = (one, other) if weight < other_weight else (other, one)
        likeness = whole * as_wholes + (1 - whole) * max(
            as_wholes, self.in_part(part, long)
        )
        return likeness if likeness >= least else 0

    def in_part(self, part: str, long: str, others: Sequence[str] = ()) -> float:
        """Return how alike a passage is to the window of a longer one that fits it best.

        What the longer one has in common with one of the `others` does not count.
        """
        mine, weight = self.index.of(part)
        stretch = self._of(long)
        if others:
            explained = [self.index.of(other)[0] for other in others]
            left = [pairs.difference(*explained) for pairs, _ in stretch]
            stretch = [(pairs, self.index.weigh(pairs)) for pairs in left]
        shared = [self.index.shared(mine, pairs) for pairs, _ in stretch]
        weights = [heavy for _, heavy in stretch]
        return best_window(shared, weights, weight)

    def _of(self, passage: str) -> list[tuple[Bigrams, int]]:
        """Return the pairs of each sentence of a passage, and what they weigh."""
        found = self._sentences.get(passage)
        if found is None:
            found = [self.index.of(sentence) for sentence in sentences(passage)]
            self._sentences[passage] = found
        return found


def sentences(passage: str) -> list[str]:
    """Return the sentences of a normalised passage, each with the marks that end it."""
    return _SENTENCE.findall(passage)


def best_window(shared: Sequence[int], weights: Sequence[int], weight: int) -> float:
    """Return the likeness of a passage that weighs `weight` to the window that fits it best.

    `weights` are those of sentences in a row, `shared` is what the passage has in common
    with each of them.
    """
    best = 0.0
    most = _LONGEST * weight
    size = len(weights)
    for first in range(size):
        if not shared[first]:
            continue  # a window that begins with the next sentence is better
        common = heavy = 0
        for place in range(first, size):
            heavy += weights[place]
            if heavy > most and place > first:
                break
            common += shared[place]
            found = (common if common < weight else weight) / (weight + heavy)
            best = max(best, found)
    return 2 * best
