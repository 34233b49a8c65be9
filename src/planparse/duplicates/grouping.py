"""Which documents of an archive are one text: candidates are weighed, and what is found grouped.

A document that holds another and much else (a compilation) is told with the group of what
it holds, and joins it not: what it holds besides is another text.
"""

import sqlite3
from array import array
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import chain, groupby
from operator import itemgetter

from planparse.duplicates.candidates import CandidateIndex
from planparse.duplicates.copies import Card, Copy
from planparse.duplicates.database import temporary_database
from planparse.duplicates.editions import Editions
from planparse.duplicates.forest import Forest, Tie
from planparse.duplicates.group import Group, age, group
from planparse.duplicates.holdings import Held, Holdings
from planparse.duplicates.likeness import Likeness, likeness, titled
from planparse.duplicates.shingles import sample, shingles
from planparse.duplicates.twins import Twins
from planparse.grammar.shipped import duplicate_rules
from planparse.grammar.wordlists import DuplicateRules

_AT_HAND = 32
"""Documents whose shingles are kept, as those of one text are weighed together: a choice."""
_LONG = 50_000
"""Letters of a document from which on its sample stands for all its shingles.

These would take 6 MB. Three thousand of them tell a share to within 0.02.
"""

_TREES = """
CREATE TABLE trees (root INTEGER, node INTEGER, PRIMARY KEY (root, node)) WITHOUT ROWID
"""

Shingles = frozenset[str] | frozenset[int]


def groups(documents: Sequence[Copy]) -> tuple[Group, ...]:
    """Return which documents are one text, in the order of the first of each group.

    Each document is a member of one group at most; those that are like nothing else are in
    none. Work grows as n log n with the number of documents. They are read several times,
    and may lie on disk (`shelf`).
    """
    return tuple(each_group(documents))


def each_group(documents: Sequence[Copy]) -> Iterator[Group]:
    """Yield what `groups` returns, a group at a time.

    Of all documents a few numbers are in memory; what is known of them besides lies in a
    temporary database.
    """
    rules = duplicate_rules()
    with temporary_database() as database:
        index, twins = CandidateIndex(database, rules.candidates), Twins(database)
        sizes = _survey(documents, index, twins, rules)
        weighing = _Weighing(documents, sizes, database, rules)
        for candidate in index.candidates():
            weighing.weigh(candidate.first, candidate.second)
        for tree in _trees(database, weighing, twins):
            yield _group(documents, tree, weighing, twins)


def _survey(
    documents: Sequence[Copy],
    index: CandidateIndex,
    twins: Twins,
    rules: DuplicateRules,
) -> Sequence[int]:
    """Index the documents whose words no earlier one has; return the sizes of all."""
    sizes = array("q")
    for number, copy in enumerate(documents):
        sizes.append(copy.card.size)
        if copy.card.size < rules.candidates.least:
            continue
        words = copy.words
        if twins.add(number, words) and copy.card.size >= rules.candidates.shortest:
            index.add(number, words)
    return sizes


class _Weighing:
    """What is found as documents are held against each other, the most alike pairs first."""

    def __init__(
        self,
        documents: Sequence[Copy],
        sizes: Sequence[int],
        database: sqlite3.Connection,
        rules: DuplicateRules,
    ) -> None:
        """Take all documents and their sizes; none is related to another yet."""
        self._rules, self._documents, self._sizes = rules, documents, sizes
        self.forest = Forest(database, len(sizes))
        self.holdings = Holdings(database)
        self._editions = Editions(database, len(sizes))
        self._at_hand = lru_cache(_AT_HAND)(self._with_shingles)

    def weigh(self, one: int, other: int) -> None:
        """Hold two documents against each other, unless it is known how they are related."""
        root, is_held = self.forest.root, self.holdings.has
        if root(one) == root(other):
            return
        if is_held(root(one), other) or is_held(root(other), one):
            return
        is_long = max(self._sizes[one], self._sizes[other]) > _LONG
        card, some = self._at_hand(one, is_long)
        second, others = self._at_hand(other, is_long)
        found = likeness(card, second, (some, others), self._rules)
        if found.relation == "version":
            self._link(one, other, found, (card, second))
        elif found.relation == "part":
            part, whole = (one, other) if len(some) <= len(others) else (other, one)
            self.holdings.add(root(part), Held(whole, part, found.share))

    def _link(
        self, one: int, other: int, found: Likeness, cards: tuple[Card, Card]
    ) -> None:
        """Put two documents into one group, unless that ties two plans of a series together."""
        roots = self.forest.root(one), self.forest.root(other)
        for root, card in zip(roots, cards, strict=True):
            self._editions.add(root, titled(card, self._rules))
        if self._editions.join(*roots, into=min(roots)):
            self.forest.link(one, other, Tie(found.likeness, found.share))

    def _with_shingles(self, number: int, is_long: bool) -> tuple[Card, Shingles]:
        """Return the card of a document and its shingles, or the sample of one that is long."""
        copy, rules = self._documents[number], self._rules.candidates
        if is_long:
            return copy.card, sample(copy.words, rules.shingle, rules.sample)
        return copy.card, shingles(copy.words, rules.shingle)


def _trees(
    database: sqlite3.Connection, weighing: _Weighing, twins: Twins
) -> Iterator[list[int]]:
    """Yield the documents of each group, twins aside: what is linked, has twins or is held."""
    root = weighing.forest.root
    database.execute(_TREES)
    found = chain(
        weighing.forest.linked(), twins.firsts(), weighing.holdings.settle(root)
    )
    database.executemany(
        "INSERT OR IGNORE INTO trees VALUES (?, ?)",
        ((root(node), node) for node in found),
    )
    rows = database.execute("SELECT root, node FROM trees ORDER BY 1, 2")
    for _root, tree in groupby(rows, key=itemgetter(0)):
        yield [node for _root, node in tree]


def _group(
    documents: Sequence[Copy], tree: Sequence[int], weighing: _Weighing, twins: Twins
) -> Group:
    """Return the documents of a tree as a group, the earliest first."""
    first = min(tree, key=lambda number: (age(documents[number].card), number))
    return group(
        documents,
        weighing.forest.branches(first),
        twins,
        weighing.holdings.of(weighing.forest.root(first)),
    )
