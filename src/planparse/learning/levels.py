"""How high ways of numbering stand: by what begins inside their series, and what does not."""

from collections import Counter
from collections.abc import Iterator, Sequence

from planparse.learning.ways import InFile, Way

_ALONE = 100
"""The level of a way beside which no other numbers stand: that of 一、 in the grammars."""
_STEP = 10
"""What parts a way from the one above it, where only one of both is known. A choice."""


def levels(found: Sequence[Way]) -> list[int]:
    """Return the level of each way of numbering, for a grammar beside those that ship.

    What begins inside a series of a way stands below it; what goes on around the series
    stands above. Ways that stand inside one another are parted likewise.
    """
    known = [_level(way) for way in found]
    order = sorted(range(len(found)), key=lambda place: known[place])
    for place, at in enumerate(order):
        for other in order[:place]:
            if known[at] <= known[other] and _is_inside(found[at], found[other]):
                known[at] = known[other] + _STEP
    for at, way in enumerate(found):
        for other, above in enumerate(found):
            if known[at] <= known[other] and _is_inside(way, above):
                known[at] = known[other] + _STEP
    return known


def _level(way: Way) -> int:
    """Return the level between those of the sections around a way, and those inside it."""
    votes: Counter[int] = Counter()
    for file in way.files:
        for start, end in _spans(file):
            inside = {one.level for one in file.sections if start < one.start < end}
            around = {one.level for one in file.sections if one.start < start}
            votes.update(dict.fromkeys(inside, 1))
            votes.subtract(dict.fromkeys(around - inside, 1))
    above = max((level for level, vote in votes.items() if vote < 0), default=None)
    below = min((level for level, vote in votes.items() if vote > 0), default=None)
    if above is None:
        return _ALONE if below is None else below // 2
    if below is None or below <= above:
        return above + _STEP
    return (above + below) // 2


def _is_inside(way: Way, above: Way) -> bool:
    """Return whether most series of a way begin inside those of another, and not the reverse."""
    return _begun_inside(way, above) > _begun_inside(above, way)


def _begun_inside(way: Way, above: Way) -> int:
    """Return how many series of a way begin inside a series of another."""
    spans = {file.name: list(_spans(file)) for file in above.files}
    return sum(
        any(first < start < last for first, last in spans.get(file.name, ()))
        for file in way.files
        for start, _ in _spans(file)
    )


def _spans(file: InFile) -> Iterator[tuple[int, int]]:
    """Yield where the first and the last label of each series stand."""
    for series in file.series:
        yield file.seen[series.places[0]].start, file.seen[series.places[-1]].start
