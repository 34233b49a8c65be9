"""Which documents of an archive are one text: candidates are weighed, and what is found grouped.

A document that holds another and much else (a compilation) is told with the group of what
it holds, and joins it not: what it holds besides is another text.
"""

from array import array
from collections import defaultdict
from collections.abc import Iterator, Sequence
from functools import lru_cache
from hashlib import blake2b

from planparse.duplicates.candidates import CandidateIndex
from planparse.duplicates.copies import Card, Copy
from planparse.duplicates.editions import Editions
from planparse.duplicates.forest import Forest
from planparse.duplicates.group import Group, Held, age, group
from planparse.duplicates.likeness import Likeness, likeness, titled
from planparse.duplicates.shingles import sample, shingles
from planparse.grammar.shipped import duplicate_rules
from planparse.grammar.wordlists import DuplicateRules

_AT_HAND = 32
"""Documents whose shingles are kept, as those of one text are weighed together: a choice."""
_LONG = 50_000
"""Letters of a document from which on its sample stands for all its shingles.

These would take 6 MB. Three thousand of them tell a share to within 0.02.
"""

Shingles = frozenset[str] | frozenset[int]

Twins = dict[int, list[int]]
"""Documents that have the same words as an earlier one, by the number of that one."""


def groups(documents: Sequence[Copy]) -> tuple[Group, ...]:
    """Return which documents are one text, in the order of the first of each group.

    Each document is a member of one group at most; those that are like nothing else are in
    none. Work grows as n log n with the number of documents. They are read several times,
    and may lie on disk (`shelf`).
    """
    return tuple(each_group(documents))


def each_group(documents: Sequence[Copy]) -> Iterator[Group]:
    """Yield what `groups` returns, a group at a time: what differs takes room."""
    rules = duplicate_rules()
    with CandidateIndex(rules.candidates) as index:
        twins, sizes = _survey(documents, index, rules)
        weighing = _Weighing(documents, sizes, rules)
        for candidate in index.candidates():
            weighing.weigh(candidate.first, candidate.second)
    yield from _groups(documents, weighing, twins)


def _survey(
    documents: Sequence[Copy], index: CandidateIndex, rules: DuplicateRules
) -> tuple[Twins, Sequence[int]]:
    """Index documents; return those whose words an earlier one has, and the sizes of all."""
    sizes = array("q")
    firsts: dict[bytes, int] = {}
    twins: Twins = defaultdict(list)
    for number, copy in enumerate(documents):
        sizes.append(copy.card.size)
        if copy.card.size < rules.candidates.least:
            continue
        words = copy.words
        key = blake2b(words.encode("utf-8", "surrogatepass"), digest_size=16).digest()
        first = firsts.setdefault(key, number)
        if first != number:
            twins[first].append(number)
        elif copy.card.size >= rules.candidates.shortest:
            index.add(number, words)
    return twins, sizes


class _Weighing:
    """What is found as documents are held against each other, the most alike pairs first."""

    def __init__(
        self, documents: Sequence[Copy], sizes: Sequence[int], rules: DuplicateRules
    ) -> None:
        """Take all documents and their sizes; none is related to another yet."""
        self._rules, self._documents, self._sizes = rules, documents, sizes
        self.forest: Forest[Likeness] = Forest()
        self.held: dict[tuple[int, int], Held] = {}
        self._editions = Editions()
        self._at_hand = lru_cache(_AT_HAND)(self._with_shingles)

    def weigh(self, one: int, other: int) -> None:
        """Hold two documents against each other, unless it is known how they are related."""
        root = self.forest.root
        if root(one) == root(other):
            return
        if (root(one), other) in self.held or (root(other), one) in self.held:
            return
        is_long = max(self._sizes[one], self._sizes[other]) > _LONG
        card, some = self._at_hand(one, is_long)
        second, others = self._at_hand(other, is_long)
        found = likeness(card, second, (some, others), self._rules)
        if found.relation == "version":
            self._link(one, other, found, (card, second))
        elif found.relation == "part":
            part, whole = (one, other) if len(some) <= len(others) else (other, one)
            self.held[root(part), whole] = Held(whole, part, found)

    def _link(
        self, one: int, other: int, found: Likeness, cards: tuple[Card, Card]
    ) -> None:
        """Put two documents into one group, unless that ties two plans of a series together."""
        roots = self.forest.root(one), self.forest.root(other)
        for root, card in zip(roots, cards, strict=True):
            self._editions.add(root, titled(card, self._rules))
        if self._editions.join(*roots, into=min(roots)):
            self.forest.link(one, other, found)

    def _with_shingles(self, number: int, is_long: bool) -> tuple[Card, Shingles]:
        """Return the card of a document and its shingles, or the sample of one that is long."""
        copy, rules = self._documents[number], self._rules.candidates
        if is_long:
            return copy.card, sample(copy.words, rules.shingle, rules.sample)
        return copy.card, shingles(copy.words, rules.shingle)


def _groups(
    documents: Sequence[Copy], weighing: _Weighing, twins: Twins
) -> Iterator[Group]:
    """Yield what was found as groups."""
    forest = weighing.forest
    held: dict[int, dict[int, Held]] = defaultdict(dict)
    for each in weighing.held.values():
        root = forest.root(each.part)
        if root != forest.root(each.whole):
            held[root].setdefault(each.whole, each)
    trees = forest.trees()
    for number in (*twins, *held):
        trees.setdefault(forest.root(number), [number])
    for root, tree in sorted(trees.items(), key=lambda entry: entry[1][0]):
        ages = {number: age(documents[number].card) for number in tree}
        first = min(tree, key=lambda number: (ages[number], number))
        wholes = sorted(held.get(root, {}).items())
        yield group(
            documents, forest.branches(first), twins, [each for _, each in wholes]
        )
