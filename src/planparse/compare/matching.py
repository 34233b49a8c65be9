"""Which items of two plans are one and the same: by what they say, never by their numbers.

Passages that say the same come first. Of the others each goes with the one that it is most
like, as far as every group is one split or merged; sections vote for what stands in them.
Headings are known by what stands below them as well.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from planparse.compare.assignment import assign
from planparse.compare.bigrams import BigramIndex
from planparse.compare.candidates import Edge, Likeness, likenesses
from planparse.compare.items import Item, joined
from planparse.compare.passages import (
    Passage,
    alone,
    have_lines,
    items_of,
    passages,
)
from planparse.compare.review import Sides
from planparse.compare.stars import pruned, stars
from planparse.compare.votes import best_partners, voted
from planparse.compare.windows import Windows
from planparse.grammar.wordlists import CompareRules, Matching

_WHOLE = 1_000_000
"""A likeness of 1 as a whole number: sums of these are not rounded."""


class Group(NamedTuple):
    """Items that belong together: one on one side at least, or none."""

    old: tuple[Item, ...]
    new: tuple[Item, ...]
    likeness: float


class Matched(NamedTuple):
    """The groups of two plans, and what they were found by.

    `passages` are those of the old plan and of the new one, `pairs` the pairs of
    characters of both.
    """

    groups: list[Group]
    passages: tuple[Sequence[Passage], Sequence[Passage]]
    pairs: BigramIndex


# ── from items to groups ─────────────────────────────────────────────────────────────


def match(
    old: Sequence[Item], new: Sequence[Item], rules: CompareRules, sides: Sides
) -> Matched:
    """Return which items belong together; every item is in exactly one group.

    `rules` are those of `grammars/compare.yaml`. What one report says in review does not
    go on in what the other plans; where it is not sure which of the `sides` it is of, it
    must be the more alike.
    """
    numbers: Matching = rules.matching
    join = have_lines(old) and have_lines(new)
    before, after = (passages(side, rules.body, join=join) for side in (old, new))
    index = BigramIndex(
        rules.asides,
        (passage.normalised for passage in before),
        (passage.normalised for passage in after),
    )
    windows = Windows(index, numbers.whole)
    matcher = _Matcher(before, after, windows, numbers)
    edges = matcher.edges(numbers.threshold, sides)
    found: list[Group] = []
    for star in stars(len(before), len(after), edges):
        olds = [before[place] for place in star.olds]
        news = [after[place] for place in star.news]
        if not (olds and news):
            found += [Group((item,), (), 0) for item in items_of(olds)]
            found += [Group((), (item,), 0) for item in items_of(news)]
        elif any(len(passage.items) > 1 for passage in (*olds, *news)):
            found += _within(olds, news, windows, numbers)
        else:
            found.append(Group(items_of(olds), items_of(news), star.likeness))
    return Matched(found, (before, after), index)


def _within(
    old: Sequence[Passage],
    new: Sequence[Passage],
    windows: Windows,
    rules: Matching,
) -> list[Group]:
    """Return which items of matched paragraphs belong together, in whatever order they are."""
    before, after = (
        [alone(item, -1, (item.kind,)) for item in items_of(side)]
        for side in (old, new)
    )
    edges = _Matcher(before, after, windows, rules).edges(rules.within)
    if not edges:  # they are alike as a whole, if not piece by piece
        edges[0, 0] = rules.within
    return [
        Group(
            items_of(before[place] for place in star.olds),
            items_of(after[place] for place in star.news),
            star.likeness,
        )
        for star in stars(len(before), len(after), edges)
    ]


# ── from passages to edges ───────────────────────────────────────────────────────────


class _Matcher(NamedTuple):
    """The passages of both plans, and what they are matched by."""

    old: Sequence[Passage]
    new: Sequence[Passage]
    windows: Windows
    rules: Matching

    def edges(self, threshold: float, sides: Sides | None = None) -> Likeness:
        """Return which passages belong together, with their likeness; the edges make stars."""
        old, new, rules = self.old, self.new, self.rules
        same = _equal(old, new)
        headings = _split_headings(old, new, same)
        firm = [*same.items(), *headings]
        most = (1 + rules.position) * (1 + rules.vote)
        alike = self._alike(firm, sides, threshold / most)
        nearer = _nearer(alike, old, new, rules)
        ranked = voted(nearer, old, new, same, rules.vote)
        edges = dict.fromkeys(firm, 1.0)
        for edge in pruned(_candidates(ranked, threshold), firm, self._is_part):
            edges[edge] = alike[edge]
        _add_parents(edges, old, new, rules.children)
        _add_headings(edges, old, new, rules.children)
        return edges

    def _is_part(self, edge: Edge, news: Sequence[int], olds: Sequence[int]) -> bool:
        """Return whether one end of an edge is a part of the other, besides its partners so far.

        It has something of the whole that they have not: a plan has one subject, and items
        that are new in it would else be taken for parts of others.
        """
        there, here = edge
        part, whole = self.old[there].normalised, self.new[here].normalised
        others = [self.old[place].normalised for place in olds]
        if news:
            part, whole = whole, part
            others = [self.new[place].normalised for place in news]
        return self.windows.in_part(part, whole, others) >= self.rules.part

    def _alike(
        self, firm: Sequence[Edge], sides: Sides | None, least: float
    ) -> Likeness:
        """Return the likeness of passages that are of one kind and side, and not matched yet.

        Those that are not alike by the `least` cannot reach the threshold, whatever they gain.
        """
        return likenesses(
            _comparable(self.old, {there for there, _ in firm}),
            _comparable(self.new, {here for _, here in firm}),
            self.old,
            self.new,
            self.windows,
            self.rules,
            least,
            self._share(sides),
        )

    def _share(self, sides: Sides | None) -> Callable[[int, int], float]:
        """Return what the likeness of two passages counts for, by the sides they are of."""
        if sides is None or not sides.apart:
            return lambda *_: 1
        before = [sides.old[passage.items[0].place] for passage in self.old]
        after = [sides.new[passage.items[0].place] for passage in self.new]
        across = 0 if sides.told else self.rules.other_side

        def share(there: int, here: int) -> float:
            """Return less for a passage of the review and one of the plan."""
            return across if {before[there], after[here]} == {"review", "plan"} else 1

        return share


def _comparable(side: Sequence[Passage], done: set[int]) -> list[int]:
    """Return the passages that have no partner yet and are no gaps."""
    return [
        place
        for place, passage in enumerate(side)
        if place not in done and passage.kind != "lacuna"
    ]


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


def _candidates(ranked: Likeness, threshold: float) -> list[Edge]:
    """Return the edges that a plan as a whole and each passage by itself would choose.

    They are those of the best assignment, and each passage with the one that it is most
    like; the most alike come first.
    """
    of_old, of_new = best_partners(ranked)
    best = {*_assigned(ranked, threshold).items(), *of_old.items()}
    best |= {(there, here) for here, there in of_new.items()}
    return sorted(
        (edge for edge in best if ranked[edge] >= threshold),
        key=lambda edge: (-ranked[edge], edge),
    )


def _assigned(ranked: Likeness, threshold: float) -> dict[int, int]:
    """Return the best assignment; only what a likeness has above the threshold counts."""
    edges: dict[int, dict[int, int]] = defaultdict(dict)
    for there, here in sorted(ranked):
        above = ranked[there, here] - threshold
        if above > 0:
            edges[there][here] = int(above * _WHOLE) + 1
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


def _add_headings(
    edges: Likeness, old: Sequence[Passage], new: Sequence[Passage], share: float
) -> None:
    """Add headings that have no partner to the passage that most of their children are parts of.

    What one plan writes as a paragraph the other writes as a section: the heading is a
    part of the paragraph, too, whatever words it has.
    """
    found = dict.fromkeys(_headings_of_parts([*edges], new, share), 0.0)
    turned = [(here, there) for there, here in edges]
    found |= {
        (there, here): 0.0
        for here, there in _headings_of_parts(turned, old, share)
        if all(here != other for _, other in found)
    }
    edges |= found


def _headings_of_parts(
    edges: Sequence[Edge], side: Sequence[Passage], share: float
) -> Iterator[Edge]:
    """Yield wholes of one plan, each with a heading without partner on the other `side`.

    Most children of the heading are parts of the whole, and of nothing else.
    """
    partners = Counter(here for _, here in edges)
    wholes = Counter(there for there, _ in edges)
    mixed = {there for there, here in edges if partners[here] > 1}
    sizes = Counter(passage.parent for passage in side)
    parts = Counter(
        (there, side[here].parent) for there, here in edges if partners[here] == 1
    )
    for (there, heading), count in sorted(parts.items()):
        if heading < 0 or partners[heading] or side[heading].kind != "":
            continue
        if there not in mixed and count >= share * sizes[heading] and wholes[there] > 1:
            partners[heading] += 1
            yield there, heading
