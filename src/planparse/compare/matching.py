"""Which items of two plans are one and the same: by what they say, never by their numbers.

Passages that say the same come first; for the others the best assignment of candidates
is taken, then parts are added, and headings known by what stands below them. All numbers
that are compared are whole, so that every run gives the same.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import NamedTuple

from planparse.compare.assignment import assign
from planparse.compare.bigrams import BigramIndex
from planparse.compare.candidates import Edge, Likeness, likenesses
from planparse.compare.items import Item, joined
from planparse.compare.parts import PartFinder
from planparse.compare.passages import (
    Passage,
    alone,
    have_lines,
    items_of,
    passages,
)
from planparse.grammar.wordlists import CompareRules, Matching

_WHOLE = 1_000_000
"""A likeness of 1, as a whole number."""


class Group(NamedTuple):
    """Items that belong together: one on one side at least, or none."""

    old: tuple[Item, ...]
    new: tuple[Item, ...]
    likeness: float


class _Star(NamedTuple):
    """Indexes of passages that belong together: one on one side at least, or none.

    `likeness` is the best of theirs.
    """

    olds: tuple[int, ...]
    news: tuple[int, ...]
    likeness: float


# ── from items to groups ─────────────────────────────────────────────────────────────


def groups(
    old: Sequence[Item], new: Sequence[Item], rules: CompareRules
) -> list[Group]:
    """Return which items belong together; every item is in exactly one group.

    `rules` are those of `grammars/compare.yaml`.
    """
    numbers: Matching = rules.matching
    join = have_lines(old) and have_lines(new)
    before, after = (passages(side, rules.body, join=join) for side in (old, new))
    index = BigramIndex(
        rules.asides,
        (passage.normalised for passage in before),
        (passage.normalised for passage in after),
    )
    edges = _edges(before, after, index, numbers, numbers.threshold)
    found: list[Group] = []
    for star in _stars(len(before), len(after), edges):
        olds = [before[place] for place in star.olds]
        news = [after[place] for place in star.news]
        if not (olds and news):
            found += [Group((item,), (), 0) for item in items_of(olds)]
            found += [Group((), (item,), 0) for item in items_of(news)]
        elif any(len(passage.items) > 1 for passage in (*olds, *news)):
            found += _within(olds, news, index, numbers)
        else:
            found.append(Group(items_of(olds), items_of(news), star.likeness))
    return found


def _within(
    old: Sequence[Passage], new: Sequence[Passage], index: BigramIndex, rules: Matching
) -> list[Group]:
    """Return which items of matched paragraphs belong together, in whatever order they are."""
    before, after = (
        [alone(item, -1, (item.kind,)) for item in items_of(side)]
        for side in (old, new)
    )
    edges = _edges(before, after, index, rules.replaced(apart=0), rules.within)
    if not edges:  # they are alike as a whole, if not piece by piece
        edges[0, 0] = rules.within
    return [
        Group(
            items_of(before[place] for place in star.olds),
            items_of(after[place] for place in star.news),
            star.likeness,
        )
        for star in _stars(len(before), len(after), edges)
    ]


def _stars(old_size: int, new_size: int, edges: Likeness) -> list[_Star]:
    """Return the groups that edges make, and the passages that stay alone.

    A group has one item on one side at least: a split has several new ones, a merger
    several old ones. An item that has no edge is a group of its own.
    """
    news: dict[int, list[int]] = defaultdict(list)
    olds: dict[int, list[int]] = defaultdict(list)
    for there, here in sorted(edges):
        news[there].append(here)
        olds[here].append(there)
    found: list[_Star] = []
    for here in range(new_size):
        partners = tuple(olds[here])
        if len(partners) > 1 or (partners and len(news[partners[0]]) == 1):
            best = max(edges[there, here] for there in partners)
            found.append(_Star(partners, (here,), best))
        elif not partners:
            found.append(_Star((), (here,), 0))
    for there in range(old_size):
        partners = tuple(news[there])
        if len(partners) > 1:
            best = max(edges[there, here] for here in partners)
            found.append(_Star((there,), partners, best))
        elif not partners:
            found.append(_Star((there,), (), 0))
    return found


# ── from passages to edges ───────────────────────────────────────────────────────────


def _edges(
    old: Sequence[Passage],
    new: Sequence[Passage],
    index: BigramIndex,
    rules: Matching,
    threshold: float,
) -> Likeness:
    """Return which passages belong together, with their likeness; the edges make stars."""
    same = _equal(old, new)
    headings = _split_headings(old, new, same)
    placed = {there for there, _ in headings} | same.keys()
    taken = {here for _, here in headings} | set(same.values())
    alike = likenesses(
        _comparable(old, placed), _comparable(new, taken), old, new, index, rules
    )
    nearer = _nearer(alike, old, new, rules)
    pairs = same | _best(nearer, threshold)
    for edge in nearer:
        if _have_one_parent(edge, old, new, pairs):
            nearer[edge] *= 1 + rules.parent
    pairs = same | _best(nearer, threshold)
    edges: Likeness = {edge: alike.get(edge, 1.0) for edge in pairs.items()}
    edges |= dict.fromkeys(headings, 1.0)
    PartFinder(old, new, index, rules, threshold).add(edges, same, nearer)
    _add_parents(edges, old, new, rules.children)
    return edges


def _comparable(side: Sequence[Passage], done: set[int]) -> list[int]:
    """Return the passages that have no partner yet and are no gaps."""
    return [
        place
        for place, passage in enumerate(side)
        if place not in done and passage.kind != "lacuna"
    ]


def _have_one_parent(
    edge: Edge,
    old: Sequence[Passage],
    new: Sequence[Passage],
    pairs: Mapping[int, int],
) -> bool:
    """Return whether both ends of an edge stand at the top, or below a matched pair."""
    above = old[edge[0]].parent, new[edge[1]].parent
    return above == (-1, -1) or pairs.get(above[0]) == above[1]


def _nearer(
    alike: Likeness, old: Sequence[Passage], new: Sequence[Passage], rules: Matching
) -> Likeness:
    """Return likeness with what the place in the plan adds: a little, to decide between equals."""

    def nearness(there: int, here: int) -> float:
        """Return how near two passages stand: 1 at the same place, 0 at opposite ends."""
        return 1 - abs(there / len(old) - here / len(new))

    return {
        edge: likeness * (1 + rules.position * nearness(*edge))
        for edge, likeness in alike.items()
    }


def _best(alike: Likeness, threshold: float) -> dict[int, int]:
    """Return the best assignment; only what a likeness has above the threshold counts."""
    edges: dict[int, dict[int, int]] = defaultdict(dict)
    for (there, here), likeness in sorted(alike.items()):
        if likeness > threshold:
            edges[there][here] = int((likeness - threshold) * _WHOLE) + 1
    return assign(edges)


# ── passages that say the same ───────────────────────────────────────────────────────

_Key = Callable[[Sequence[Passage], int], tuple[str, ...]]


def _equal(old: Sequence[Passage], new: Sequence[Passage]) -> dict[int, int]:
    """Return passages that say the same, letter by letter, the first with the first.

    Those below parents that say the same come first.
    """
    found: dict[int, int] = {}
    taken: set[int] = set()
    keys: tuple[_Key, ...] = (_text_and_parent, _text)
    for key in keys:
        heirs: dict[tuple[str, ...], list[int]] = defaultdict(list)
        for place in reversed(range(len(new))):
            if place not in taken:
                heirs[key(new, place)].append(place)
        for place in range(len(old)):
            heir = heirs.get(key(old, place)) if place not in found else None
            if heir and (old[place].normalised or key is _text_and_parent):
                found[place] = heir.pop()
                taken.add(found[place])
    return found


def _text_and_parent(side: Sequence[Passage], place: int) -> tuple[str, ...]:
    """Return what a passage says and what it stands below, as one key.

    A sentence that both plans have several times (加强组织领导) is told apart by its
    section.
    """
    parent = side[place].parent
    return (*_text(side, place), side[parent].normalised if parent >= 0 else "")


def _text(side: Sequence[Passage], place: int) -> tuple[str, ...]:
    """Return what a passage says, as a key: only passages of one kind can be the same."""
    return side[place].kind, side[place].normalised


# ── headings ─────────────────────────────────────────────────────────────────────────


def _split_headings(
    old: Sequence[Passage], new: Sequence[Passage], same: dict[int, int]
) -> list[Edge]:
    """Pair headings and the text below them with what has both; return the headings' edges.

    The edges of the texts go into `same`.
    """
    olds, news = set(same), set(same.values())
    found: list[Edge] = []
    for heading, whole in _with_whole(old, new, olds, news):
        same[heading + 1] = whole
        found.append((heading, whole))
    for heading, whole in _with_whole(new, old, news, olds):
        same[whole] = heading + 1
        found.append((whole, heading))
    return found


def _with_whole(
    side: Sequence[Passage], others: Sequence[Passage], done: set[int], taken: set[int]
) -> Iterator[tuple[int, int]]:
    """Yield headings of one side with the passage of the other that has them and their text.

    Those that are `done`, and `taken` on the other side, are left out; both sets grow.
    """
    wholes = {
        passage.normalised: place
        for place, passage in enumerate(others)
        if place not in taken
    }
    for heading, text in _headed(side):
        whole = wholes.get(text, -1)
        if (
            whole >= 0
            and whole not in taken
            and done.isdisjoint((heading, heading + 1))
        ):
            done |= {heading, heading + 1}
            taken.add(whole)
            yield heading, whole


def _headed(side: Sequence[Passage]) -> Iterator[tuple[int, str]]:
    """Yield headings that have their text in a line of its own, with both as one."""
    for place in range(len(side) - 1):
        head, text = side[place], side[place + 1]
        if text.parent == place and head.kind == text.kind == "":
            yield place, joined((head.normalised, text.normalised))


def _add_parents(
    edges: Likeness, old: Sequence[Passage], new: Sequence[Passage], share: float
) -> None:
    """Add headings most of whose children have partners below one other heading.

    A heading that was reworded past recognition keeps what stands below it, which votes
    for the heading that it stands below now.
    """
    olds, news = {there for there, _ in edges}, {here for _, here in edges}
    old_sizes = Counter(passage.parent for passage in old)
    new_sizes = Counter(passage.parent for passage in new)
    votes = Counter(
        (old[there].parent, new[here].parent) for there, here in sorted(edges)
    )
    for (there, here), count in sorted(
        votes.items(), key=lambda entry: (-entry[1], entry[0])
    ):
        loose = min(there, here) >= 0 and there not in olds and here not in news
        if not loose or old[there].kind != new[here].kind:
            continue
        if count >= share * max(old_sizes[there], new_sizes[here]):
            edges[there, here] = 0
            olds.add(there)
            news.add(here)
