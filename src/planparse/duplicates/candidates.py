"""Which of many texts may be one: those that have sampled shingles in common.

The index lies in a database, which sorts on disk what is more than fits into its cache:
time grows as n log n, memory hardly.
"""

import sqlite3
from collections import deque
from collections.abc import Iterable, Iterator
from itertools import groupby
from operator import itemgetter
from typing import NamedTuple

from planparse.duplicates.shingles import sample
from planparse.grammar.wordlists import CandidateRules

_FEWEST = 2
"""One shingle in common is a phrase, and no reason to look closer: a choice."""

_TABLES = """
CREATE TABLE samples (hash INTEGER, text INTEGER);
CREATE TABLE sizes (text INTEGER PRIMARY KEY, size INTEGER);
CREATE TABLE pairs (first INTEGER, second INTEGER);
"""

_RANKED = """
SELECT first, second, common, one.size, two.size FROM (
    SELECT first, second, COUNT(*) AS common FROM pairs
    GROUP BY first, second HAVING common >= :fewest
)
JOIN sizes AS one ON one.text = first
JOIN sizes AS two ON two.text = second
WHERE common >= :share * MIN(one.size, two.size)
ORDER BY 1.0 * common / (one.size + two.size - common) DESC, first, second
"""


class Candidate(NamedTuple):
    """Two texts by their numbers, the first the lower, with estimates.

    `likeness` is that of the whole texts, `share` what the longer one has of the shorter.
    """

    first: int
    second: int
    likeness: float
    share: float


class CandidateIndex:
    """The samples of many texts, which go in one by one."""

    def __init__(self, database: sqlite3.Connection, rules: CandidateRules) -> None:
        """Hold no text yet; `rules` are those of `grammars/duplicates.yaml`."""
        self._rules = rules
        self._database = database
        database.executescript(_TABLES)

    def add(self, text: int, words: str) -> None:
        """Put in a text by its number and its words; texts go in by rising numbers."""
        found = sample(words, self._rules.shingle, self._rules.sample)
        self._database.executemany(
            "INSERT INTO samples VALUES (?, ?)", ((each, text) for each in found)
        )
        self._database.execute("INSERT INTO sizes VALUES (?, ?)", (text, len(found)))

    def candidates(self) -> Iterator[Candidate]:
        """Yield the pairs that are worth a closer look, the most alike first."""
        self._database.execute("DELETE FROM pairs")
        rows = self._database.execute("SELECT hash, text FROM samples ORDER BY 1, 2")
        self._database.executemany(
            "INSERT INTO pairs VALUES (?, ?)", _pairs(rows, self._rules.reach)
        )
        ranked = self._database.execute(
            _RANKED, {"fewest": _FEWEST, "share": self._rules.hits}
        )
        for first, second, common, size, other in ranked:
            yield Candidate(
                first,
                second,
                common / (size + other - common),
                common / min(size, other),
            )


def _pairs(rows: Iterable[tuple[int, int]], reach: int) -> Iterator[tuple[int, int]]:
    """Yield the texts that have a hash in common, each with those just before it.

    A phrase that a thousand texts have would else make half a million pairs.
    """
    for _key, same in groupby(rows, key=itemgetter(0)):
        before: deque[int] = deque(maxlen=reach)
        for _key, text in same:
            for earlier in before:
                yield earlier, text
            before.append(text)
