"""Passages that may belong together: those that share rare pairs of characters."""

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from itertools import chain

from planparse.compare.bigrams import BigramIndex, Bigrams
from planparse.compare.passages import Passage
from planparse.compare.windows import Windows
from planparse.grammar.wordlists import Matching

Edge = tuple[int, int]
"""Indexes of an old and a new passage that belong together."""
Likeness = dict[Edge, float]
Weighed = Mapping[int, tuple[Bigrams, int]]
"""Of passages by index: their pairs of characters, and what those weigh in all."""


def likenesses(
    olds: Iterable[int],
    news: Iterable[int],
    old: Sequence[Passage],
    new: Sequence[Passage],
    windows: Windows,
    rules: Matching,
    least: float,
    share: Callable[[int, int], float],
) -> Likeness:
    """Return the likeness of passages that share something rare: a few partners for each.

    `olds` and `news` are the indexes of those to be looked at; pairs that are not alike
    by the `least` are left out. `share` says what the likeness of a pair counts for.
    """
    index = windows.index
    mine = {place: index.of(old[place].normalised) for place in olds}
    theirs = {place: index.of(new[place].normalised) for place in news}
    edges = {*_candidates(mine, theirs, index, rules)}
    edges |= {(to, of) for of, to in _candidates(theirs, mine, index, rules)}
    found: Likeness = {}
    for there, here in sorted(edges):
        counts = share(there, here) if old[there].kind == new[here].kind else 0
        if counts:
            texts = old[there].normalised, new[here].normalised
            likeness = windows.likeness(*texts, least)
            if likeness:
                found[there, here] = likeness * counts
    return found


def _candidates(
    mine: Weighed, theirs: Weighed, index: BigramIndex, rules: Matching
) -> Iterator[Edge]:
    """Yield for each of one side those of the other that have most rare pairs in common with it.

    The rarest pairs are asked first; only passages of which these say little are looked
    for by more. Short ones, or those of pairs that all use, are known by the rarest that
    there are.
    """
    fewest, partners = rules.fewest, rules.candidates
    unsure: Collection[int] = mine
    for most in (rules.rarest, rules.rare):
        rare = index.rare(most)
        homes = _homes(theirs, rare)
        asked, unsure = unsure, []
        for place in asked:
            pairs = mine[place][0] & rare
            near = [homes[pair] for pair in pairs if pair in homes]
            best = _most_frequent(near, partners)
            if best and best[0][1] >= fewest:
                yield from ((place, other) for other, _ in best)
            else:
                unsure.append(place)
    homes = _homes(theirs, frozenset().union(*(mine[place][0] for place in unsure)))
    for place in unsure:
        near = _near_by_rarest(mine[place][0], homes, most, fewest)
        yield from ((place, other) for other, _ in _most_frequent(near, partners))


def _near_by_rarest(
    pairs: Bigrams, homes: Mapping[str, list[int]], most: int, fewest: int
) -> list[list[int]]:
    """Return where the rarest of a passage's pairs stand, of frequent ones in part only."""
    known = sorted(pairs & homes.keys(), key=lambda pair: (len(homes[pair]), pair))
    near = [homes[pair] for pair in known if len(homes[pair]) <= most]
    if len(near) >= fewest:
        return near
    return [homes[pair][: most * fewest] for pair in known[:fewest]]


def _most_frequent(homes: Iterable[Sequence[int]], most: int) -> list[tuple[int, int]]:
    """Return the passages that stand in most of the lists, each with the number of these."""
    counts = Counter(chain.from_iterable(homes))
    ordered = sorted([(-count, place) for place, count in counts.items()])
    return [(place, -count) for count, place in ordered[:most]]


def _homes(weighed: Weighed, among: Bigrams) -> dict[str, list[int]]:
    """Return in which passages the pairs stand that are `among` those asked for."""
    homes: dict[str, list[int]] = {}
    for place, (pairs, _) in weighed.items():
        for pair in pairs & among:
            if pair in homes:
                homes[pair].append(place)
            else:
                homes[pair] = [place]
    return homes
