"""Which documents stand in a longer one that says much else."""

import sqlite3
from collections.abc import Callable, Iterator
from typing import NamedTuple

_TABLES = """
CREATE TABLE held (
    root INTEGER, whole INTEGER, part INTEGER, share REAL, UNIQUE (root, whole)
);
CREATE TABLE holders (
    root INTEGER, whole INTEGER, part INTEGER, share REAL, PRIMARY KEY (root, whole)
) WITHOUT ROWID;
"""
_OF_GROUPS = """
INSERT OR IGNORE INTO holders
SELECT root_of(part), whole, part, share FROM held
WHERE root_of(part) <> root_of(whole) ORDER BY rowid
"""
"""Of two documents of a group that stand in one, the first that was found is told."""


class Held(NamedTuple):
    """A document by its number, one by its number that stands in it, and how much of it does."""

    whole: int
    part: int
    share: float


class Holdings:
    """What holds what, by the number that stands for the group of the part."""

    def __init__(self, database: sqlite3.Connection) -> None:
        """Know of nothing yet."""
        self._ask = database.execute
        self._define: Callable[[str, int, Callable[[int], int]], None] = (
            database.create_function
        )
        database.executescript(_TABLES)

    def add(self, root: int, held: Held) -> None:
        """Note that a document of a group stands in another."""
        self._ask("INSERT INTO held VALUES (?, ?, ?, ?)", (root, *held))

    def has(self, root: int, whole: int) -> bool:
        """Return whether a document of the group is known to stand in another one."""
        found = self._ask(
            "SELECT 1 FROM held WHERE root = ? AND whole = ?", (root, whole)
        )
        return found.fetchone() is not None

    def settle(self, root_of: Callable[[int], int]) -> Iterator[int]:
        """Give what is held to the groups as they are in the end; yield those that are held."""
        self._define("root_of", 1, root_of)
        self._ask(_OF_GROUPS)
        rows = self._ask("SELECT DISTINCT root FROM holders ORDER BY 1")
        return (root for (root,) in rows)

    def of(self, root: int) -> list[Held]:
        """Return what holds a document of a group, once all is settled."""
        rows = self._ask(
            "SELECT whole, part, share FROM holders WHERE root = ? ORDER BY 1", (root,)
        )
        return [Held(*row) for row in rows]
