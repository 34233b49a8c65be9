"""What in the other plan is most like an item that has no partner there.

Looked for is the window of sentences, one after the other in a passage, that has most in
common with the item, wherever it stands and whatever its passage belongs to; and, the
other way round, a sentence that sums up what a window of the item says.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence

from planparse.compare.bigrams import BigramIndex, Bigrams
from planparse.compare.items import Item
from planparse.compare.passages import Passage
from planparse.compare.tenses import Side
from planparse.compare.windows import best_window, sentences

_MOST_SENTENCES = 400
"""A pair of characters that more sentences have says nothing of any of them. A choice: of the
reports of a year, which have up to 700 sentences, 5 pairs in 10,000 do."""
_SUMMED_UP, _SHORTEST = 0.7, 20_000
"""What likeness to a sentence that sums up counts for, and how much it must weigh: some five
rare pairs of characters. Of judged items 27 of 30 are called dropped or added rightly so,
25 of 29 by windows of the other plan alone (docs/accuracy-diff.md)."""
_SIDES = frozenset[Side](("review", "plan"))


class Nearest:
    """The sentences of a plan, by the pairs of characters that they have."""

    def __init__(
        self, passages: Sequence[Passage], sides: Sequence[Side], pairs: BigramIndex
    ) -> None:
        """Take the passages of a plan, the sides of its items, and the pairs of both plans."""
        self._passages, self._pairs = passages, pairs
        self._sides = [sides[passage.items[0].place] for passage in passages]
        self._weights: list[list[int]] = []
        self._sentences: list[list[Bigrams]] = []
        self._homes: dict[str, list[tuple[int, int]]] = {}

    def of(self, item: Item, side: Side) -> tuple[Item | None, float]:
        """Return the item that has the window most like one of the other plan, and its likeness.

        What is said in review is not looked for in what is planned, nor the other way
        round. It is None where nothing has anything in common with the item.
        """
        self._read()
        bigrams, weight = self._pairs.of(item.normalised)
        shared = self._shared(bigrams)
        sums = {place: sum(common.values()) for place, common in shared.items()}
        best, likeness = None, 0.0
        for place in sorted(sums, key=lambda place: (-sums[place], place)):
            if 2 * sums[place] <= likeness * (weight + sums[place]):
                break  # no window here, or behind, can be more like it
            if not self._may_be_like(place, item, side):
                continue
            weights = self._weights[place]
            common = [shared[place].get(number, 0) for number in range(len(weights))]
            found = best_window(common, weights, weight)
            if found > likeness:
                best, likeness = place, found
        best, likeness = self._summing_up(item, side, shared, best, likeness)
        if best is None:
            return None, 0.0
        return self._item(best, item), likeness

    def _summing_up(
        self,
        item: Item,
        side: Side,
        shared: Mapping[int, Mapping[int, int]],
        best: int | None,
        likeness: float,
    ) -> tuple[int | None, float]:
        """Return the passage with a sentence that is more like a window of the item, if any is.

        `best` has the `likeness` that is to be surpassed.
        """
        _, weight = self._pairs.of(item.normalised)
        own = [self._pairs.of(sentence) for sentence in sentences(item.normalised)]
        weights = [heavy for _, heavy in own]
        for place, common in shared.items():
            if not self._may_be_like(place, item, side):
                continue
            for number, both in common.items():
                heavy = self._weights[place][number]
                most = _SUMMED_UP * 2 * both / (heavy + both)
                if not _SHORTEST <= heavy < weight or most <= likeness:
                    continue
                bigrams = self._sentences[place][number]
                found = [self._pairs.shared(bigrams, pairs) for pairs, _ in own]
                alike = _SUMMED_UP * best_window(found, weights, heavy)
                if alike > likeness:
                    best, likeness = place, alike
        return best, likeness

    def _may_be_like(self, place: int, item: Item, side: Side) -> bool:
        """Return whether a passage is of the kind and of the side of a report that an item is."""
        kind = self._passages[place].kind
        return {side, self._sides[place]} != _SIDES and kind in ("", item.kind)

    def _shared(self, bigrams: Bigrams) -> dict[int, dict[int, int]]:
        """Return what each sentence shares with some pairs, by passage and place in it."""
        weights, homes = self._pairs.weight, self._homes
        shared: dict[int, dict[int, int]] = {}
        for pair in bigrams:
            heavy = weights[pair]
            for place, number in homes.get(pair, ()):
                of_passage = shared.setdefault(place, {})
                of_passage[number] = of_passage.get(number, 0) + heavy
        return shared

    def _read(self) -> None:
        """Note where each pair of characters stands, once something is looked for."""
        if self._weights:
            return
        homes: dict[str, list[tuple[int, int]]] = defaultdict(list)
        seen: set[tuple[str, str, Side]] = set()
        for place, passage in enumerate(self._passages):
            said = passage.normalised, passage.kind, self._sides[place]
            if said in seen:  # what is said twice is looked for once
                self._weights.append([])
                self._sentences.append([])
                continue
            seen.add(said)
            found = [
                self._pairs.of(sentence) for sentence in sentences(passage.normalised)
            ]
            self._weights.append([weight for _, weight in found])
            self._sentences.append([bigrams for bigrams, _ in found])
            for number, (bigrams, _) in enumerate(found):
                for pair in bigrams:
                    homes[pair].append((place, number))
        self._homes = {
            pair: places
            for pair, places in homes.items()
            if len(places) <= _MOST_SENTENCES
        }

    def _item(self, place: int, like: Item) -> Item:
        """Return the item of a passage that has most in common with another."""
        bigrams, _ = self._pairs.of(like.normalised)
        return max(
            self._passages[place].items,
            key=lambda item: self._pairs.shared(
                bigrams, self._pairs.of(item.normalised)[0]
            ),
        )
