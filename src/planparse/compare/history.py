"""Items through several editions of a plan: when each began, paused and ended."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import pairwise
from typing import NamedTuple

from planparse.compare.edits import ItemEdit, Script, script
from planparse.compare.items import Edition, Item
from planparse.compare.matching import match
from planparse.compare.review import sides_of
from planparse.grammar.wordlists import CompareRules


class Lineage(NamedTuple):
    """An item through the editions. `items` has one of each edition, or None.

    `lost` are the editions, as indexes, in which it may have stood in a gap. `split_from`
    is the index of the lineage that it was split from when it began, `merged_into` that
    of the lineage that it became a part of when it ended.
    """

    items: tuple[Item | None, ...]
    lost: frozenset[int] = frozenset()
    split_from: int | None = None
    merged_into: int | None = None

    @property
    def began(self) -> int:
        """The first edition that has it, as an index."""
        return next(year for year, item in enumerate(self.items) if item is not None)

    @property
    def last(self) -> int:
        """The last edition that has it, as an index."""
        return max(year for year, item in enumerate(self.items) if item is not None)

    @property
    def paused(self) -> tuple[int, ...]:
        """The editions between these that do not have it, as indexes."""
        return tuple(
            year for year in range(self.began, self.last) if self.items[year] is None
        )


class History(NamedTuple):
    """Editions of a plan, the scripts from each to the next, and the lineages of items.

    Lineages are in the order of their first items.
    """

    editions: tuple[Edition, ...]
    scripts: tuple[Script, ...]
    lineages: tuple[Lineage, ...]


Spot = tuple[int, int]
"""An item, by the index of its edition and its place in it."""


class _Links(NamedTuple):
    """Which item continues which, was split off which, was merged into which.

    `lost` are the editions in which an item may have stood in a gap.
    """

    following: dict[Spot, Spot]
    split: dict[Spot, Spot]
    merged: dict[Spot, Spot]
    lost: dict[Spot, set[int]]


def trace(
    editions: Sequence[Edition],
    rules: CompareRules,
    watch: Callable[[int], None] | None = None,
) -> History:
    """Return what became of items from edition to edition.

    One that pauses is found again in a later edition.

    `rules` are those of `grammars/compare.yaml`. `watch` is called before each step with
    its number, from 0, for whoever shows how far it is.
    """
    scripts = tuple(_scripts(editions, rules, watch))
    links = _Links(following={}, split={}, merged={}, lost={})
    for year, step in enumerate(scripts):
        for edit in step.edits:
            if edit.old and edit.new:
                _link(links, year, edit)
            elif edit.kind == "unknown":
                _mark_lost(links, year, edit)
    _bridge(links, editions, rules)
    return History(tuple(editions), scripts, tuple(_lineages(editions, links)))


def _scripts(
    editions: Sequence[Edition],
    rules: CompareRules,
    watch: Callable[[int], None] | None,
) -> Iterator[Script]:
    """Yield the script from each edition to the next."""
    for number, (old, new) in enumerate(pairwise(editions)):
        if watch is not None:
            watch(number)
        yield script(old, new, rules)


def _mark_lost(links: _Links, year: int, edit: ItemEdit) -> None:
    """Note the items of an edit that may have stood in a gap of the neighbouring edition."""
    for item in edit.old:
        links.lost.setdefault((year, item.place), set()).add(year + 1)
    for item in edit.new:
        links.lost.setdefault((year + 1, item.place), set()).add(year)


def _link(links: _Links, year: int, edit: ItemEdit) -> None:
    """Link the items of an edit: the longest goes on, others are split off or end in it."""
    old, new = _longest(edit.old), _longest(edit.new)
    links.following[year, old.place] = year + 1, new.place
    for item in edit.new:
        if item is not new:
            links.split[year + 1, item.place] = year, old.place
    for item in edit.old:
        if item is not old:
            links.merged[year, item.place] = year + 1, new.place


def _longest(items: Sequence[Item]) -> Item:
    """Return the item that a lineage follows: the longest, the first of equals."""
    return max(items, key=lambda item: (len(item.normalised), -item.place))


def _bridge(links: _Links, editions: Sequence[Edition], rules: CompareRules) -> None:
    """Link what ends in one edition with what begins after a pause, the shortest pauses first."""
    for distance in range(2, len(editions)):
        for year in range(len(editions) - distance):
            later = year + distance
            begun = set(links.following.values())
            ended = [
                item
                for item in editions[year].items
                if (year, item.place) not in links.following
                and (year, item.place) not in links.merged
            ]
            fresh = [
                item
                for item in editions[later].items
                if (later, item.place) not in begun
                and (later, item.place) not in links.split
            ]
            found = match(
                ended, fresh, rules, sides_of(editions[year], editions[later])
            )
            for old, new, _ in found.groups:
                if len(old) == len(new) == 1 and old[0].kind != "lacuna":
                    links.following[year, old[0].place] = later, new[0].place


def _lineages(editions: Sequence[Edition], links: _Links) -> list[Lineage]:
    """Return the lineages of all editions, in the order of their first items.

    An item that continues none opens a chain of its own; one that has a successor hands
    its chain on. Gaps belong to no chain.
    """
    home: dict[Spot, int] = {}
    chains: list[list[Spot]] = []
    for year, edition in enumerate(editions):
        for item in edition.items:
            if item.kind == "lacuna":
                continue
            spot = (year, item.place)
            if spot not in home:
                home[spot] = len(chains)
                chains.append([])
            chains[home[spot]].append(spot)
            if spot in links.following:
                home[links.following[spot]] = home[spot]
    return [_lineage(chain, editions, links, home) for chain in chains]


def _lineage(
    chain: Sequence[Spot],
    editions: Sequence[Edition],
    links: _Links,
    home: Mapping[Spot, int],
) -> Lineage:
    """Return a chain of spots as a lineage, with its origin and its end as indexes of lineages.

    An edition counts as lost only where the lineage has no item in it: what stands in
    the text has not been lost.
    """
    items: list[Item | None] = [None] * len(editions)
    lost: set[int] = set()
    for year, place in chain:
        items[year] = editions[year].items[place]
        lost |= links.lost.get((year, place), set())
    split, merged = links.split.get(chain[0]), links.merged.get(chain[-1])
    return Lineage(
        items=tuple(items),
        lost=frozenset(year for year in lost if items[year] is None),
        split_from=home.get(split) if split is not None else None,
        merged_into=home.get(merged) if merged is not None else None,
    )
