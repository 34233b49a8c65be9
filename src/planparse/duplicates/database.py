"""A database in a file of its own, which has what of a large archive would fill the memory."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager

from planparse.errors import PlanparseError, reason
from planparse.locale.message import _

_SETTINGS = """
PRAGMA journal_mode = OFF;
PRAGMA synchronous = OFF;
PRAGMA cache_size = -4096;
"""
"""What is written is never read by another run. 4 MiB is also what a sort has in memory."""


@contextmanager
def temporary_database() -> Iterator[sqlite3.Connection]:
    """Yield a database that nobody else sees, and remove it.

    Raises PlanparseError for what goes wrong with it: there is no room on the disk.
    """
    with closing(sqlite3.connect("")) as database:
        database.executescript(_SETTINGS)
        try:
            yield database
        except sqlite3.Error as fault:
            raise PlanparseError(
                _("cannot work in the temporary folder: {why}", why=reason(fault))
            ) from fault
