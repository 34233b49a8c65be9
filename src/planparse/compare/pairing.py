"""Pairs of facts of two years that are of one thing: the surest first, in n log n time."""

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from typing import NamedTuple

_ALL = 2_500
"""Where a kind has no more pairs than this, all are weighed: a choice."""
_NEAR, _OF_KEY = 3, 2
"""Else each fact is weighed with so many on either side of its place among those of its
kind, and among those of its key."""


class Keys(NamedTuple):
    """What a fact is found by.

    Only those of one `kind` can be pairs; those of one `key` most likely are.
    """

    kind: Hashable
    key: Hashable


def partners(
    old: Sequence[Keys], new: Sequence[Keys], gain: Callable[[int, int], int | None]
) -> dict[int, int]:
    """Return the new partner of each old fact that has one.

    `gain` says what a pair is worth, None where it is none. The pairs that are worth most
    are taken first, of equals those that stand further to the front. The way back gives
    the same pairs: two of one worth and the same sum of places share no fact.
    """
    weighed = [
        (-worth, left + right, left, right)
        for left, right in _candidates(old, new)
        if (worth := gain(left, right)) is not None
    ]
    found: dict[int, int] = {}
    taken: set[int] = set()
    for _, _, left, right in sorted(weighed):
        if left not in found and right not in taken:
            found[left] = right
            taken.add(right)
    return found


def _candidates(old: Sequence[Keys], new: Sequence[Keys]) -> Iterable[tuple[int, int]]:
    """Return the pairs that are weighed, each once."""
    of_old = _by_key((keys.kind, place) for place, keys in enumerate(old))
    of_new = _by_key((keys.kind, place) for place, keys in enumerate(new))
    found: set[tuple[int, int]] = set()
    for kind, lefts in of_old.items():
        rights = of_new.get(kind, [])
        if len(lefts) * len(rights) <= _ALL:
            found.update((left, right) for left in lefts for right in rights)
            continue
        found.update(_near(lefts, rights, _NEAR))
        by_key = _by_key((new[right].key, right) for right in rights)
        for key, of_key in _by_key((old[left].key, left) for left in lefts).items():
            found.update(_near(of_key, by_key.get(key, []), _OF_KEY))
    return found


def _by_key(entries: Iterable[tuple[Hashable, int]]) -> dict[Hashable, list[int]]:
    """Return the places of each key, in order."""
    found: dict[Hashable, list[int]] = defaultdict(list)
    for key, place in entries:
        found[key].append(place)
    return found


def _near(
    lefts: Sequence[int], rights: Sequence[int], reach: int
) -> Iterator[tuple[int, int]]:
    """Yield the pairs that stand at about the same place of two lists.

    Places are counted from the front and, in lists of different length, by the share of
    the list that stands before them. There are not many more than the longer list has
    entries, and they are the same on the way back.
    """
    size, other = len(lefts), len(rights)
    far = reach * max(size, other)
    for at, left in enumerate(lefts):
        first, last = (at * other - far) // size, (at * other + far) // size
        near = {*range(first, last + 1), *range(at - reach, at + reach + 1)}
        for place in near:
            is_near = abs(at * other - place * size) <= far or abs(at - place) <= reach
            if is_near and 0 <= place < other:
                yield left, rights[place]
