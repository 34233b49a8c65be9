"""Items through several years: when each began, paused and ended."""

from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import Any, NamedTuple

from planparse.compare.edits import Edit, Script, script
from planparse.compare.items import Item, Year
from planparse.compare.matching import groups


class Thread(NamedTuple):
    """An item through the years. `items` has one of each year, or None.

    `lost` are the years in which it may have stood in a hole. `split_from` is the place of the thread that it was
    split from when it began, `merged_into` that of the thread it became a part of when it ended.
    """

    items: tuple[Item | None, ...]
    lost: frozenset[int] = frozenset()
    split_from: int | None = None
    merged_into: int | None = None

    @property
    def began(self) -> int:
        """The first year that has it, as an index."""
        return next(year for year, item in enumerate(self.items) if item is not None)

    @property
    def last(self) -> int:
        """The last year that has it, as an index."""
        return max(year for year, item in enumerate(self.items) if item is not None)

    @property
    def paused(self) -> tuple[int, ...]:
        """The years between that do not have it, as indexes."""
        return tuple(
            year for year in range(self.began, self.last) if self.items[year] is None
        )


class History(NamedTuple):
    """Several years: the scripts from each to the next, and the threads, in order of their first items."""

    years: tuple[Year, ...]
    scripts: tuple[Script, ...]
    threads: tuple[Thread, ...]


class _Links(NamedTuple):
    """Which item continues which: keys and values are (year, place)."""

    onward: dict[tuple[int, int], tuple[int, int]]
    split: dict[tuple[int, int], tuple[int, int]]
    merged: dict[tuple[int, int], tuple[int, int]]
    lost: dict[tuple[int, int], set[int]]


def history(years: Sequence[Year], rules: Mapping[str, Any]) -> History:
    """Return what became of items from year to year; one that pauses is found again in a later year."""
    scripts = tuple(script(old, new, rules) for old, new in pairwise(years))
    links = _Links({}, {}, {}, {})
    for year, step in enumerate(scripts):
        for edit in step.edits:
            _link(links, year, edit)
    _bridge(links, years, rules)
    return History(tuple(years), scripts, tuple(_threads(years, links)))


def _link(links: _Links, year: int, edit: Edit) -> None:
    if not (edit.old and edit.new):
        if edit.kind == "unknown":
            for item in edit.old:
                links.lost.setdefault((year, item.place), set()).add(year + 1)
            for item in edit.new:
                links.lost.setdefault((year + 1, item.place), set()).add(year)
        return
    # Of several parts the longest goes on; the others are split off, or end in it.
    there, here = (
        max(side, key=lambda item: (len(item.letters), -item.place))
        for side in (edit.old, edit.new)
    )
    links.onward[year, there.place] = year + 1, here.place
    for item in edit.new:
        if item is not here:
            links.split[year + 1, item.place] = year, there.place
    for item in edit.old:
        if item is not there:
            links.merged[year, item.place] = year + 1, here.place


def _bridge(links: _Links, years: Sequence[Year], rules: Mapping[str, Any]) -> None:
    """Link what ends in one year with what begins in a later one, not the next, the nearest years first."""
    for gap in range(2, len(years)):
        for year in range(len(years) - gap):
            begun = set(links.onward.values())
            ended = [
                item for item in years[year].items
                if (year, item.place) not in links.onward and (year, item.place) not in links.merged
            ]  # fmt: skip
            later = year + gap
            fresh = [
                item for item in years[later].items
                if (later, item.place) not in begun and (later, item.place) not in links.split
            ]  # fmt: skip
            for group in groups(ended, fresh, rules):
                if (
                    len(group.old) == len(group.new) == 1
                    and group.old[0].kind != "lacuna"
                ):
                    links.onward[year, group.old[0].place] = later, group.new[0].place


def _threads(years: Sequence[Year], links: _Links) -> list[Thread]:
    home: dict[tuple[int, int], int] = {}
    chains: list[list[tuple[int, Item]]] = []
    for year, plan in enumerate(years):
        for item in plan.items:
            if item.kind == "lacuna":
                continue
            key = (year, item.place)
            if key not in home:
                home[key] = len(chains)
                chains.append([])
            chains[home[key]].append((year, item))
            if key in links.onward:
                home[links.onward[key]] = home[key]
    threads = []
    for chain in chains:
        items: list[Item | None] = [None] * len(years)
        lost: set[int] = set()
        for year, item in chain:
            items[year] = item
            lost |= links.lost.get((year, item.place), set())
        first, last = ((year, item.place) for year, item in (chain[0], chain[-1]))
        threads.append(
            Thread(
                tuple(items),
                frozenset(year for year in lost if items[year] is None),
                home.get(links.split[first]) if first in links.split else None,
                home.get(links.merged[last]) if last in links.merged else None,
            )
        )
    return threads
