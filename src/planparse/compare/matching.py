"""Which items of two plans are one and the same: by what they say, never by their numbers.

Likeness is Dice's: the share of pairs of neighbouring characters that two passages have in common, rare pairs
weighing more. Figures are left out: they are what changes. All numbers that are compared are whole, so that every
run gives the same.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from itertools import chain
from math import log
from operator import add
from typing import Any, Literal, NamedTuple

from planparse.compare.assignment import assign
from planparse.compare.items import Item, joined
from planparse.tree import NodeKind

Rules = Mapping[str, float]
"""The numbers of `grammars/diff.yaml`, by name."""
Edge = tuple[int, int]
"""Places of an old and a new passage that belong together."""
Likeness = dict[Edge, float]
Known = Mapping[int, tuple[frozenset[str], int]]
"""Of passages by place: their pairs of characters, and what those weigh in all."""

_RUN = re.compile(r"[^\W\d_]+")
_WHOLE = 1_000_000  # likeness 1, as a whole number
_UNIT = 1_000  # a rarity of 1


class Passage(NamedTuple):
    """What is matched as one: a paragraph with the items inside it, or one such item alone.

    `parent` is the place of the passage it stands below, -1 at the top. `kind` is the same for all that may match.
    """

    items: tuple[Item, ...]
    letters: str
    parent: int
    kind: NodeKind | Literal[""]


class Group(NamedTuple):
    """Items that belong together: one on one side at least, or none."""

    old: tuple[Item, ...]
    new: tuple[Item, ...]
    likeness: float


class Words:
    """Pairs of characters of both plans, and what each weighs: the rarer, the more."""

    def __init__(
        self, asides: Iterable[str], old: Iterable[str], new: Iterable[str]
    ) -> None:
        """Take the letters of all passages of both plans; brackets with one of the words `asides` do not count."""
        self._aside = re.compile(
            rf"\([^()]*(?:{'|'.join(map(re.escape, asides))})[^()]*\)"
        )
        texts = list(old), list(new)
        sides = [[self._features(letters) for letters in side] for side in texts]
        counts = [Counter(chain.from_iterable(side)) for side in sides]
        size = max(map(len, sides)) + 1
        self._both = counts[0].keys() & counts[1].keys()
        self._counts = {**counts[0], **counts[1]} | {
            word: max(counts[0][word], counts[1][word]) for word in self._both
        }
        most = max((max(count.values()) for count in counts if count), default=0)
        weights = [
            0,
            *(max(1, round(_UNIT * log(size / count))) for count in range(1, most + 1)),
        ]
        self.weight = _Weights(
            {word: weights[count] for word, count in self._counts.items()}
        )
        self._words = dict(zip(chain(*texts), chain(*sides), strict=True))
        self._known: dict[str, tuple[frozenset[str], int]] = {}

    def of(self, letters: str) -> tuple[frozenset[str], int]:
        """Return the pairs of a passage's letters, and what they weigh in all."""
        known = self._known.get(letters)
        if known is None:
            words = self._words.get(letters)
            if words is None:
                words = self._features(letters)
            known = self._known[letters] = (
                words,
                sum(map(self.weight.__getitem__, words)),
            )
        return known

    def _features(self, letters: str) -> frozenset[str]:
        return _features(
            self._aside.sub("", letters) if "(" in letters else letters
        ) or _features(letters)

    def rare(self, most: int) -> frozenset[str]:
        """Return the pairs of characters that both plans have, in at most so many passages."""
        return frozenset(word for word in self._both if self._counts[word] <= most)

    def shared(self, one: frozenset[str], other: frozenset[str]) -> int:
        """Return what the pairs weigh that both have."""
        return sum(map(self.weight.__getitem__, one & other))


class _Weights(dict[str, int]):
    """What pairs weigh; one that no passage has as a whole stands across a joint of its pieces."""

    def __missing__(self, _: str) -> int:
        return _UNIT


def _features(letters: str) -> frozenset[str]:
    """Return the pairs of neighbouring characters; one that stands there n times comes in n forms."""
    runs = _RUN.findall(letters)
    counts = Counter(chain.from_iterable(map(add, run, run[1:]) for run in runs))
    counts.update(run for run in runs if len(run) == 1)
    if not counts:
        return frozenset((letters,)) if letters else frozenset()
    if len(counts) == counts.total():
        return frozenset(counts)
    again = [
        f"{word}{time}"
        for word, count in counts.items()
        if count > 1
        for time in range(2, count + 1)
    ]
    return frozenset(chain(counts, again))


# ── from items to groups ─────────────────────────────────────────────────────────────────────────────────


def groups(
    old: Sequence[Item], new: Sequence[Item], rules: Mapping[str, Any]
) -> list[Group]:
    """Return which items belong together; every item is in exactly one group. `rules` are those of `diff.yaml`."""
    body, asides = rules["body"], rules["asides"]
    rules = rules["matching"]
    before, after = passages(old, body), passages(new, body)
    words = Words(
        asides,
        (passage.letters for passage in before),
        (passage.letters for passage in after),
    )
    found: list[Group] = []
    for olds, news, likeness in _stars(
        before, after, _edges(before, after, words, rules, rules["threshold"])
    ):
        there, here = (
            [before[place] for place in olds],
            [after[place] for place in news],
        )
        if olds and news and any(len(passage.items) > 1 for passage in (*there, *here)):
            found += _within(there, here, words, rules)
        elif olds and news:
            found.append(Group(_items(there), _items(here), likeness))
        else:
            found += [Group((item,), (), 0) for item in _items(there)]
            found += [Group((), (item,), 0) for item in _items(here)]
    return found


def _items(side: Iterable[Passage]) -> tuple[Item, ...]:
    return tuple(item for passage in side for item in passage.items)


def passages(items: Sequence[Item], body: Iterable[str]) -> list[Passage]:
    """Return items as passages, in order."""
    body = frozenset(body)
    home: dict[int, int] = {-1: -1}
    found: list[Passage] = []
    for item in items:
        if item.piece and found and found[-1].items[-1].place == item.place - 1:
            last = found[-1]
            found[-1] = last._replace(items=(*last.items, item))
        else:
            found.append(_alone(item, home.get(item.parent, -1), body))
        home[item.place] = len(found) - 1
    return [
        passage._replace(letters=joined(item.letters for item in passage.items))
        if len(passage.items) > 1
        else passage
        for passage in found
    ]


def _alone(item: Item, parent: int, body: Collection[str]) -> Passage:
    return Passage(
        (item,), item.letters, parent, "" if item.kind in body else item.kind
    )


def _within(
    old: Sequence[Passage], new: Sequence[Passage], words: Words, rules: Rules
) -> list[Group]:
    """Return which items of matched paragraphs belong together: their series may differ in length and order."""
    before, after = (
        [_alone(item, -1, (item.kind,)) for item in _items(side)] for side in (old, new)
    )
    edges = _edges(before, after, words, {**rules, "apart": 0}, rules["within"])
    if not edges:  # whole they are alike, if not piece by piece
        edges[0, 0] = rules["within"]
    return [
        Group(
            _items(before[place] for place in olds),
            _items(after[place] for place in news),
            likeness,
        )
        for olds, news, likeness in _stars(before, after, edges)
    ]


def _stars(
    old: Sequence[Passage], new: Sequence[Passage], edges: Likeness
) -> list[tuple[tuple[int, ...], tuple[int, ...], float]]:
    """Return the groups that edges make, those alone included; of each its likeness, the best of its edges."""
    news: dict[int, list[int]] = defaultdict(list)
    olds: dict[int, list[int]] = defaultdict(list)
    for there, here in sorted(edges):
        news[there].append(here)
        olds[here].append(there)
    found: list[tuple[tuple[int, ...], tuple[int, ...], float]] = []
    for here in range(len(new)):
        if len(olds[here]) > 1 or (olds[here] and len(news[olds[here][0]]) == 1):
            found.append(
                (
                    tuple(olds[here]),
                    (here,),
                    max(edges[there, here] for there in olds[here]),
                )
            )
        elif not olds[here]:
            found.append(((), (here,), 0))
    for there in range(len(old)):
        if len(news[there]) > 1:
            found.append(
                (
                    (there,),
                    tuple(news[there]),
                    max(edges[there, here] for here in news[there]),
                )
            )
        elif not news[there]:
            found.append(((there,), (), 0))
    return found


# ── from passages to edges ───────────────────────────────────────────────────────────────────────────────


def _edges(
    old: Sequence[Passage],
    new: Sequence[Passage],
    words: Words,
    rules: Rules,
    threshold: float,
) -> Likeness:
    """Return which passages belong together, with their likeness; the edges make stars, no longer chains."""
    same = _equal(old, new)
    parts = _parted(old, new, same)
    taken = {here for _, here in parts} | set(same.values())
    placed = {there for there, _ in parts} | same.keys()
    alike = _alike(
        [place for place in range(len(old)) if place not in placed and old[place].kind != "lacuna"],
        [place for place in range(len(new)) if place not in taken and new[place].kind != "lacuna"],
        old, new, words, rules,
    )  # fmt: skip
    nearer = _nearer(alike, old, new, rules)
    pairs = same | _best(nearer, threshold)
    for edge in nearer:
        above = old[edge[0]].parent, new[edge[1]].parent
        if above == (-1, -1) or pairs.get(above[0]) == above[1]:
            nearer[edge] *= 1 + rules["parent"]
    pairs = same | _best(nearer, threshold)
    edges: Likeness = {
        edge: alike.get(edge, 1.0) for edge in pairs.items()
    } | dict.fromkeys(parts, 1.0)
    _add_parts(edges, same, nearer, old, new, words, rules, threshold)
    _add_parents(edges, old, new, rules["children"])
    return edges


def _equal(old: Sequence[Passage], new: Sequence[Passage]) -> dict[int, int]:
    """Return passages that say the same, letter by letter; of several the first goes with the first.

    Those below parents that say the same come first.
    """
    found: dict[int, int] = {}
    taken: set[int] = set()
    for key in (_with_parents, _by_letters):
        heirs: dict[tuple[str, ...], list[int]] = defaultdict(list)
        for place in reversed(range(len(new))):
            if place not in taken:
                heirs[key(new, place)].append(place)
        for place in range(len(old)):
            heir = heirs.get(key(old, place)) if place not in found else None
            if heir and (old[place].letters or key is _with_parents):
                found[place] = heir.pop()
                taken.add(found[place])
    return found


def _parted(
    old: Sequence[Passage], new: Sequence[Passage], same: dict[int, int]
) -> list[Edge]:
    """Pair headings and the text below them with what has both on one line; return the edges of the headings.

    The texts go into `same`.
    """
    found: list[Edge] = []
    olds, news = set(same), set(same.values())
    wholes = {
        passage.letters: place for place, passage in enumerate(new) if place not in news
    }
    for place, whole in _headed(old):
        here = wholes.get(whole, -1)
        if here >= 0 and here not in news and olds.isdisjoint((place, place + 1)):
            same[place + 1] = here
            found.append((place, here))
            olds |= {place, place + 1}
            news.add(here)
    wholes = {
        passage.letters: place for place, passage in enumerate(old) if place not in olds
    }
    for place, whole in _headed(new):
        there = wholes.get(whole, -1)
        if there >= 0 and there not in olds and news.isdisjoint((place, place + 1)):
            same[there] = place + 1
            found.append((there, place))
            news |= {place, place + 1}
            olds.add(there)
    return found


def _headed(side: Sequence[Passage]) -> Iterator[tuple[int, str]]:
    """Yield headings that have their text in a line of its own, with both as one."""
    for place in range(len(side) - 1):
        head, text = side[place], side[place + 1]
        if text.parent == place and head.kind == text.kind == "":
            yield place, joined((head.letters, text.letters))


def _with_parents(side: Sequence[Passage], place: int) -> tuple[str, ...]:
    passage = side[place]
    return (
        passage.kind,
        passage.letters,
        side[passage.parent].letters if passage.parent >= 0 else "",
    )


def _by_letters(side: Sequence[Passage], place: int) -> tuple[str, ...]:
    return side[place].kind, side[place].letters


def _alike(
    olds: Sequence[int],
    news: Sequence[int],
    old: Sequence[Passage],
    new: Sequence[Passage],
    words: Words,
    rules: Rules,
) -> Likeness:
    """Return the likeness of passages that share something rare: a few partners for each."""
    mine = {place: words.of(old[place].letters) for place in olds}
    theirs = {place: words.of(new[place].letters) for place in news}
    found: Likeness = {}
    for there, here in _candidates(mine, theirs, words, rules):
        (own, weight), (others, other) = mine[there], theirs[here]
        if old[there].kind == new[here].kind and weight + other:
            found[there, here] = 2 * words.shared(own, others) / (weight + other)
    return found


def _candidates(
    mine: Known, theirs: Known, words: Words, rules: Rules
) -> Iterator[Edge]:
    """Yield for each of one side those of the other that have most words in common with it, rare ones.

    The rarest words are asked first; only those that these say little of are looked for by more.
    """
    fewest, partners = int(rules["fewest"]), int(rules["candidates"])
    left: Collection[int] = mine
    for most in (int(rules["rarest"]), int(rules["rare"])):
        rare = words.rare(most)
        homes = _homes(theirs, rare)
        unsure = []
        for place in left:
            counts = Counter(
                chain.from_iterable(
                    [homes[word] for word in mine[place][0] & rare if word in homes]
                )
            )
            best = sorted([(-count, other) for other, count in counts.items()])[
                :partners
            ]
            if best and -best[0][0] >= fewest:
                yield from ((place, other) for _, other in best)
            else:
                unsure.append(place)
        left = unsure
    # Short ones, or of words that all use, are known by the rarest that there are.
    homes = _homes(theirs, frozenset().union(*(mine[place][0] for place in left)))
    for place in left:
        known = sorted(
            mine[place][0] & homes.keys(), key=lambda word: (len(homes[word]), word)
        )
        near = [home for word in known if len(home := homes[word]) <= most]
        near = (
            near
            if len(near) >= fewest
            else [homes[word][: most * fewest] for word in known[:fewest]]
        )
        counts = Counter(chain.from_iterable(near))
        for _, other in sorted([(-count, other) for other, count in counts.items()])[
            :partners
        ]:
            yield place, other


def _homes(known: Known, among: frozenset[str]) -> dict[str, list[int]]:
    """Return in which passages words stand, of those asked for."""
    homes: dict[str, list[int]] = {}
    for place, (words, _) in known.items():
        for word in words & among:
            if word in homes:
                homes[word].append(place)
            else:
                homes[word] = [place]
    return homes


def _nearer(
    alike: Likeness, old: Sequence[Passage], new: Sequence[Passage], rules: Rules
) -> Likeness:
    """Return likeness with what the place in the plan adds: a little, to decide between equals."""
    return {
        (there, here): likeness
        * (1 + rules["position"] * (1 - abs(there / len(old) - here / len(new))))
        for (there, here), likeness in alike.items()
    }


def _best(alike: Likeness, threshold: float) -> dict[int, int]:
    """Return the best assignment; only what a likeness has above the threshold counts."""
    edges: dict[int, dict[int, int]] = defaultdict(dict)
    for (there, here), likeness in sorted(alike.items()):
        if likeness > threshold:
            edges[there][here] = int((likeness - threshold) * _WHOLE) + 1
    return assign(edges)


def _add_parts(
    edges: Likeness,
    same: Mapping[int, int],
    alike: Likeness,
    old: Sequence[Passage],
    new: Sequence[Passage],
    words: Words,
    rules: Rules,
    threshold: float,
) -> None:
    """Add passages without a partner to the best that has one: they are parts of it, split off or merged.

    A part has something of the whole that the whole's partner has not: likeness is that to what is left of it.
    Whatever has several parts must itself be the only one of its partner. Parts stand near each other, seldom one at
    the beginning of a plan and one at its end: the farther apart, the more alike they must be.
    """
    news: dict[int, list[int]] = defaultdict(list)
    olds: dict[int, list[int]] = defaultdict(list)
    for there, here in edges:
        news[there].append(here)
        olds[here].append(there)

    def likeness(there: int, here: int) -> float:
        """The likeness of a part to what is left of the whole; 0 where one cannot be added to the other."""
        if (there in news) == (here in olds):
            return 0
        if here in olds:
            part, whole, others = (
                old[there],
                new[here],
                [old[place] for place in olds[here]],
            )
            fits = len(news[olds[here][0]]) == 1
            apart = _apart(there, olds[here], old)
        else:
            part, whole, others = (
                new[here],
                old[there],
                [new[place] for place in news[there]],
            )
            fits = len(olds[news[there][0]]) == 1
            apart = _apart(here, news[there], new)
        if not fits:
            return 0
        mine, weight = words.of(part.letters)
        left = words.of(whole.letters)[0].difference(
            *(words.of(other.letters)[0] for other in others)
        )
        shared = words.shared(mine, left)
        found = 2 * shared / max(weight + words.shared(left, left), 1)
        least = 1 + rules["apart"] * apart
        return (
            found
            if found > threshold * least
            or shared >= rules["contained"] * weight * least
            else 0
        )

    loose = sorted(
        (-found, edge)
        for edge in alike
        if edge[0] not in same
        and not (edge[1] in olds and olds[edge[1]][0] in same)
        and (found := likeness(*edge))
    )
    for _, (there, here) in loose:
        if found := likeness(there, here):
            edges[there, here] = found
            news[there].append(here)
            olds[here].append(there)


def _apart(place: int, others: Iterable[int], side: Sequence[Passage]) -> float:
    """Return how far a passage stands from the nearest of others, as a share of its plan."""
    return min(abs(place - other) for other in others) / len(side)


def _add_parents(
    edges: Likeness, old: Sequence[Passage], new: Sequence[Passage], share: float
) -> None:
    """Add headings without a partner, most of whose children have partners below one other such heading."""
    paired = {there for there, _ in edges}, {here for _, here in edges}
    sizes = [Counter(passage.parent for passage in side) for side in (old, new)]
    votes = Counter(
        (old[there].parent, new[here].parent) for there, here in sorted(edges)
    )
    for (there, here), count in sorted(
        votes.items(), key=lambda entry: (-entry[1], entry[0])
    ):
        if (
            min(there, here) < 0
            or there in paired[0]
            or here in paired[1]
            or old[there].kind != new[here].kind
        ):
            continue
        if count >= share * max(sizes[0][there], sizes[1][here]):
            edges[there, here] = 0
            paired[0].add(there)
            paired[1].add(here)
