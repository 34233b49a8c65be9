"""Which of many documents hang together, and by which links: a spanning forest."""

import sqlite3
from array import array
from collections.abc import Iterator
from typing import NamedTuple

_TABLES = """
CREATE TABLE links (
    node INTEGER, other INTEGER, likeness REAL, share REAL, PRIMARY KEY (node, other)
) WITHOUT ROWID;
"""


class Tie(NamedTuple):
    """How like two linked documents are; see `Likeness`."""

    likeness: float
    share: float


class Branch(NamedTuple):
    """A document of a tree, what it hangs on, and by which tie; both are None of the root."""

    node: int
    parent: int | None
    tie: Tie | None


class Forest:
    """Trees of documents that are known by numbers; at first each is a tree of its own.

    A number for each is in memory, the links lie in a database.
    """

    def __init__(self, database: sqlite3.Connection, count: int) -> None:
        """Link none of so many documents yet."""
        self._above = array("q", range(count))
        self._database = database
        database.executescript(_TABLES)

    def root(self, node: int) -> int:
        """Return the number that stands for the tree of a document, the lowest in it."""
        above = self._above
        while (parent := above[node]) != node:
            above[node] = above[parent]  # the way is shorter next time
            node = parent
        return node

    def link(self, one: int, other: int, tie: Tie) -> None:
        """Tie two trees together; the lower number stands for both."""
        low, high = sorted((self.root(one), self.root(other)))
        self._above[high] = low
        self._database.executemany(
            "INSERT INTO links VALUES (?, ?, ?, ?)",
            ((one, other, *tie), (other, one, *tie)),
        )

    def linked(self) -> Iterator[int]:
        """Yield the documents that are linked to another."""
        rows = self._database.execute("SELECT DISTINCT node FROM links ORDER BY 1")
        return (node for (node,) in rows)

    def branches(self, root: int) -> Iterator[Branch]:
        """Yield a tree from one of its documents on, each behind what it hangs on."""
        pending = [Branch(root, None, None)]
        seen = {root}
        for branch in pending:
            yield branch
            for node, *tie in self._links(branch.node):
                if node not in seen:
                    seen.add(node)
                    pending.append(Branch(node, branch.node, Tie(*tie)))

    def _links(self, node: int) -> list[tuple[int, float, float]]:
        """Return the links of a document, by what they lead to."""
        return self._database.execute(
            "SELECT other, likeness, share FROM links WHERE node = ? ORDER BY 1",
            (node,),
        ).fetchall()
