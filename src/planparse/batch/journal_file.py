"""The database of a journal: it survives interruption, and one run has it at a time."""

import os
import sqlite3
import time
from contextlib import suppress
from typing import Any, Self

from planparse.errors import PlanparseError
from planparse.system.faults import is_busy

_LAYOUT = 4
"""The version of the tables."""
_TABLES = """
create table if not exists facts (name text primary key, value text) without rowid;
create table if not exists done (
    name text primary key, path blob, member text, key text, out text, stamp text,
    sha256 text, facts text, places text, outputs text, store text, start integer
);
create temp table plan (
    place integer primary key, name text, path blob, member text, size integer,
    stamp text, fault text, out text, folded text unique, todo integer default 1,
    message text, in_chinese text, doubted integer default 0
);
"""
EVERY = 0.5
"""Seconds between commits: a choice."""


class BusyError(PlanparseError):
    """Another run writes to the same output."""


class JournalFile:
    """The database of one output, with facts about it; a context manager."""

    def __init__(self, path: str) -> None:
        """Open or make the database at a path.

        Raises BusyError while another run has it open, OSError where it cannot be made.
        """
        self._path = path
        self._rows: list[tuple[Any, ...]] = []  # of `done`, not written yet
        self._struck: list[
            tuple[str | None, str | None, int]
        ] = []  # from the list, not written yet
        self._committed = time.monotonic()
        try:
            self._open()
        except sqlite3.DatabaseError as fault:
            if is_busy(fault):
                raise BusyError from None
            if isinstance(fault, sqlite3.OperationalError):
                raise OSError(0, f"{path}: {fault}") from None
            for ending in (
                "",
                "-wal",
                "-shm",
            ):  # no database any more: what was done is done again
                with suppress(FileNotFoundError):
                    os.unlink(path + ending)
            self._open()

    def _open(self) -> None:
        """Open the database for this run alone, and make its tables where they are missing.

        Raises sqlite3.Error where another run holds it, or where its layout is another
        version's.
        """
        self._db = sqlite3.connect(self._path, timeout=0.2, isolation_level=None)
        for pragma in (
            "locking_mode=exclusive",
            "journal_mode=wal",
            "synchronous=normal",
        ):
            self._db.execute(f"pragma {pragma}")
        self._db.execute("begin exclusive")  # held until the end
        self._db.execute("commit")
        if self._db.execute("pragma user_version").fetchone()[0] not in (0, _LAYOUT):
            raise sqlite3.DatabaseError("of another version")
        self._db.executescript(_TABLES)
        self._db.execute(f"pragma user_version={_LAYOUT}")
        self._db.execute("begin")

    def __enter__(self) -> Self:
        """Return the journal."""
        return self

    def __exit__(self, *_: object) -> None:
        """Commit what was noted, and close."""
        with suppress(sqlite3.Error):
            self._flush()
            self._db.commit()
        self._db.close()

    def commit(self) -> None:
        """Make everything noted so far survive an interruption."""
        self._flush()
        self._db.commit()
        self._db.execute("begin")
        self._committed = time.monotonic()

    def _flush(self) -> None:
        """Write the rows that were collected since the last time: one statement for many files."""
        self._db.executemany(
            "insert or replace into done values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            self._rows,
        )
        self._db.executemany(
            "update plan set todo = 0, message = ?, in_chinese = ? where place = ?",
            self._struck,
        )
        self._rows.clear()
        self._struck.clear()

    def fact(self, name: str) -> str:
        """Return a fact about the output; empty where nothing is noted."""
        row = self._db.execute(
            "select value from facts where name = ?", (name,)
        ).fetchone()
        return row[0] if row else ""

    def note(self, **facts: str) -> None:
        """Note facts about the output."""
        self._db.executemany(
            "insert or replace into facts values (?, ?)", facts.items()
        )
