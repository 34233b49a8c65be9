"""Evidence in sequences: which of the numbers of one file count on from 1."""

from collections.abc import Sequence
from typing import NamedTuple


class Series(NamedTuple):
    """Places of labels that count on from 1, in order, and how many numbers are lost in them."""

    places: tuple[int, ...]
    lost: int


def series_of(numbers: Sequence[int], skipped: int) -> list[Series]:
    """Return the series in which numbers count on; a number that is in none is a stray.

    A series begins with 1 and has two numbers at least. Where it has three, up to
    `skipped` numbers may be missing before the next.
    """
    found: list[list[int]] = []
    lost: list[int] = []
    for place, number in enumerate(numbers):
        if number == 1:
            found.append([place])
            lost.append(0)
        elif found:
            last = numbers[found[-1][-1]]
            missing = number - last - 1
            if missing == 0 or (0 < missing <= skipped and len(found[-1]) >= 3):
                found[-1].append(place)
                lost[-1] += missing
    return [
        Series(tuple(places), missing)
        for places, missing in zip(found, lost, strict=True)
        if len(places) > 1
    ]
