"""Indicators through the editions of a plan: what each figure was, year by year."""

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from planparse.compare.fact_changes import Fact, text_of
from planparse.compare.items import Edition, Item
from planparse.compare.measures import Measure, Measures
from planparse.compare.natures import Nature

FEWEST = 3
"""So many editions have a figure at least, for there to be a series. A choice: two are a change."""


class Point(NamedTuple):
    """What a figure was in one edition, by its index: its value, its text, where it stands."""

    edition: int
    value: float
    text: str
    item: Item


class Key(NamedTuple):
    """What the figures of a series have in common: the indicator, and how they are of it.

    Whether a figure is the least or the most that may be is left out of its `nature`:
    5%左右 and 5%以上 are of one series.
    """

    name: str
    unit: str
    nature: Nature


class Series(NamedTuple):
    """An indicator through the editions; `name` is what the last of them calls it."""

    name: str
    key: Key
    points: tuple[Point, ...]


def series(editions: Sequence[Edition], measures: Measures) -> list[Series]:
    """Return the figures that at least FEWEST editions have, in the order of the first.

    An edition that has several values of one indicator is left out: nobody knows which.
    """
    found: dict[Key, dict[int, Point | None]] = {}
    names: dict[Key, str] = {}
    for number, edition in enumerate(editions):
        for item, fact, measure in _measured(edition, measures):
            key = _key(measure)
            point = Point(number, _value(fact), text_of(fact), item)
            points = found.setdefault(key, {})
            known = points.get(number, point)
            same = known is not None and known.value == point.value
            points[number] = known if same else None
            names[key] = fact["of"]
    return [
        Series(names[key], key, certain)
        for key, points in found.items()
        if len(certain := _certain(points)) >= FEWEST
    ]


def _measured(
    edition: Edition, measures: Measures
) -> Iterator[tuple[Item, Fact, Measure]]:
    """Yield the figures of an edition of which it is known what they measure."""
    settings = measures.settings(edition.items)
    for item, setting in zip(edition.items, settings, strict=True):
        figures = item.facts.get("figures", ())
        if not figures:
            continue
        text = f"{item.title or ''}\n{item.text}"
        for fact, measure in zip(
            figures, measures.of(text, figures, setting), strict=True
        ):
            if measure.named and measure.counted and fact.get("of"):
                yield item, fact, measure


def _key(measure: Measure) -> Key:
    """Return by what the figures of a series are known."""
    return Key(measure.name.text, measure.unit, measure.nature._replace(bound=None))


def _value(fact: Fact) -> float:
    """Return a figure as one number, a range by its middle."""
    low, high = fact["low"], fact.get("high")
    return float(low if high is None else (low + high) / 2)


def _certain(points: Mapping[int, Point | None]) -> tuple[Point, ...]:
    """Return the points of the editions that have one value."""
    return tuple(point for point in points.values() if point is not None)
