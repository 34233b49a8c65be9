"""Where the work points of a document stand: in a section itself, or below it."""

from collections.abc import Iterator, Sequence
from typing import Literal

from planparse.records import Row
from planparse.tasks.task_tables import TaskTables
from planparse.tree import HOLDERS

Level = int | Literal["auto", "leaf"]
"""Which numbered sections are work points: those of a level (from 1), the smallest ones,
or those that `work_points` describes."""


class Sections:
    """The sections of a document; `ends` is where each row ends, with all that is below it.

    Rows are named by their places.
    """

    def __init__(self, rows: Sequence[Row], tables: TaskTables, level: Level) -> None:
        """Take the rows of a document, its tables, and which sections are work points."""
        self._rows, self._tables, self._level = rows, tables, level
        self.ends = _ends_below(rows)

    def is_cut(self, at: int, depth: int) -> bool:
        """Return whether the work points stand below a section, which is none itself.

        `depth` is its level, from 1.
        """
        if self._level in ("auto", "leaf") and self._has_task_table(at):
            return True
        sections = list(self._sections_below(at))
        if not sections or self._level == "leaf":
            return bool(sections)
        if self._level != "auto":
            return depth < self._level
        return (
            depth == 1
            or any(map(self._is_more_than_a_sentence, sections))
            or sum(map(self._has_deadline, sections)) > 1
        )

    def _has_task_table(self, at: int) -> bool:
        """Return whether a table of tasks stands in a section."""
        return any(
            self._rows[place].kind == "table" and self._tables.at(place) is not None
            for place in range(at, self.ends[at])
        )

    def _sections_below(self, at: int) -> Iterator[int]:
        """Yield the numbered sections right below a row, or below a heading there."""
        for place in self._children(at):
            if self._rows[place].kind == "section":
                yield place
            elif self._rows[place].kind == "heading":
                yield from self._sections_below(place)

    def _is_more_than_a_sentence(self, at: int) -> bool:
        """Return whether a section has a heading, sections below it, or owners."""
        first, *below = self._rows[at : self.ends[at]]
        return (
            first.title is not None
            or any(row.kind in HOLDERS for row in below)
            or any(row.facts and row.facts.owners for row in (first, *below))
        )

    def _has_deadline(self, at: int) -> bool:
        """Return whether a section, or what is below it, has a deadline."""
        return any(
            row.facts is not None and bool(row.facts.deadlines)
            for row in self._rows[at : self.ends[at]]
        )

    def _children(self, at: int) -> Iterator[int]:
        """Yield the rows right below a row, whatever is below them left out."""
        place = at + 1
        while place < self.ends[at]:
            yield place
            place = self.ends[place]


def _ends_below(rows: Sequence[Row]) -> list[int]:
    """Return for each row the place of the first row behind it that is not below it."""
    ends = [len(rows)] * len(rows)
    open_rows: list[int] = []
    for place, row in enumerate(rows):
        while open_rows and rows[open_rows[-1]].depth >= row.depth:
            ends[open_rows.pop()] = place
        open_rows.append(place)
    return ends
