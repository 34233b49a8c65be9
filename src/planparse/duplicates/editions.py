"""Which plan of a series a group of texts is, so that no chain of versions ties two together.

A text without a title may be like the plan of one year and like that of the next. Each
pair may then be one text, but the two plans never are.
"""

import sqlite3
from array import array

from planparse.duplicates.titles import Titled

_TABLES = """
CREATE TABLE names (series INTEGER, name TEXT, numbers TEXT, PRIMARY KEY (series, name))
WITHOUT ROWID;
CREATE TABLE series (series INTEGER PRIMARY KEY, names INTEGER, years TEXT);
"""
_OF_OTHER_NUMBERS = """
SELECT 1 FROM names AS few CROSS JOIN names AS many USING (name)
WHERE few.series = ? AND many.series = ? AND few.numbers <> many.numbers LIMIT 1
"""
"""CROSS JOIN: each name of the few is looked up among the many."""


class Editions:
    """What the titles of groups say, by the number that stands for each group.

    They lie in a database as series; in memory is a number for each document.
    """

    def __init__(self, database: sqlite3.Connection, count: int) -> None:
        """Know no group of so many documents yet."""
        self._series = array("q", range(count))
        self._ask = database.execute
        database.executescript(_TABLES)

    def add(self, group: int, title: Titled) -> None:
        """Note the title of a document that is a group by itself, unless it is known."""
        series = self._series[group]
        new = self._ask(
            "INSERT OR IGNORE INTO series VALUES (?, ?, ?)",
            (series, bool(title.name), " ".join(sorted(title.years))),
        )
        if new.rowcount and title.name:
            numbers = " ".join(title.numbers)
            self._ask(
                "INSERT INTO names VALUES (?, ?, ?)", (series, title.name, numbers)
            )

    def join(self, one: int, other: int, into: int) -> bool:
        """Make two groups one, known by `into`; return False where their titles forbid it.

        Titles of one name have the same numbers, and all that name years have one in common.
        """
        (few, names, years), (many, more, others) = sorted(
            map(self._series_of, (one, other)), key=lambda series: series[1]
        )
        if years and others and years.isdisjoint(others):
            return False
        if self._ask(_OF_OTHER_NUMBERS, (few, many)).fetchone():
            return False
        self._ask("UPDATE OR IGNORE names SET series = ? WHERE series = ?", (many, few))
        common = " ".join(sorted(years & others or years or others))
        self._ask(
            "UPDATE series SET names = ?, years = ? WHERE series = ?",
            (names + more, common, many),
        )
        self._series[into] = many
        return True

    def _series_of(self, group: int) -> tuple[int, int, frozenset[str]]:
        """Return the series of a group, about how many names it has, and its years."""
        series = self._series[group]
        names, years = self._ask(
            "SELECT names, years FROM series WHERE series = ?", (series,)
        ).fetchone()
        return series, names, frozenset(years.split())
