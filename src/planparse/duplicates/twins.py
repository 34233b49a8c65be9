"""Which documents have the same words as an earlier one, by a digest of the words."""

import sqlite3
from collections.abc import Iterator
from hashlib import blake2b

_TABLES = """
CREATE TABLE words (digest BLOB PRIMARY KEY, document INTEGER) WITHOUT ROWID;
CREATE TABLE twins (first INTEGER, document INTEGER, PRIMARY KEY (first, document))
WITHOUT ROWID;
"""
_DIGEST = 16
"""Bytes by which different texts are practically never taken for one."""


class Twins:
    """Documents with the same words, by their numbers; each belongs to the first that has them."""

    def __init__(self, database: sqlite3.Connection) -> None:
        """Know no document yet."""
        self._database = database
        database.executescript(_TABLES)

    def add(self, document: int, words: str) -> bool:
        """Put in a document; return whether it is the first that has these words."""
        data = words.encode("utf-8", "surrogatepass")
        digest = blake2b(data, digest_size=_DIGEST).digest()
        ask = self._database.execute
        if ask(
            "INSERT OR IGNORE INTO words VALUES (?, ?)", (digest, document)
        ).rowcount:
            return True
        ask(
            "INSERT INTO twins SELECT document, ? FROM words WHERE digest = ?",
            (document, digest),
        )
        return False

    def firsts(self) -> Iterator[int]:
        """Yield the documents that have twins."""
        rows = self._database.execute("SELECT DISTINCT first FROM twins ORDER BY 1")
        return (first for (first,) in rows)

    def of(self, first: int) -> list[int]:
        """Return the later documents with the words of one, in their order."""
        rows = self._database.execute(
            "SELECT document FROM twins WHERE first = ? ORDER BY 1", (first,)
        )
        return [document for (document,) in rows]
