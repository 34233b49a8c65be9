"""The nodes and work points in a SQLite database that `batch` wrote, as they are searched."""

import json
import sqlite3
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from planparse.errors import PlanparseError, UnreadableError, reason
from planparse.locale.message import _
from planparse.records import IN_FILE, Row
from planparse.retrieval.search.in_place import InPlace
from planparse.retrieval.search.pairs import query as entries_of
from planparse.retrieval.search.units import (
    Origin,
    Unit,
    of_node,
    of_work_point,
)
from planparse.retrieval.search.words import fold_text
from planparse.system.faults import is_busy
from planparse.system.json_line import encode
from planparse.tasks.query import (
    Condition,
    Query,
    document_matches,
    is_of_documents,
    matches,
)

if TYPE_CHECKING:
    from planparse.tasks.work_points import WorkPoint

VERSION = 1
"""The version of the tables, as `pragma user_version` has it: it changes with them."""

_MAGIC = b"SQLite format 3\0"
_PATIENCE = 2.0
"""Seconds for which a database that is being written is waited for."""
_NODES = """
select n.id, n.parent, n.doc, n.kind, n.label, n.family, n.ordinal, n.title, n.text,
    n.start, n."end", n.line, n.status, n.path, n.file, f.sha256, d.title, d.year
from words join nodes n on n.rowid = words.rowid join files f on f.name = n.file
    left join documents d on d.file = n.file and d.doc = n.doc
where words match ? order by words.rowid
"""
_ROW = 13  # columns of a node that every node has
_TASKS = """
select t.node, t.number, t.doc, t.document, t.year, t.kind, t.label, t.title, t.text,
    t.status, t.inherited, t.start, t."end", t.line, t.headings, t.labels, t.goals, t.facts,
    t.file, f.sha256
from tasks t join files f on f.name = t.file
"""
_TEXT, _HEADINGS = 8, 14  # columns of it
_IN_FACTS = (
    "owner",
    "lead",
    "support",
    "guide",
    "leader",
    "reference",
    "deadline",
    "figure",
)
"""The fields of a query whose words stand in the facts of a task as they are."""


def is_database(path: str) -> bool:
    """Return whether a file is a SQLite database. Raises OSError where it cannot be read."""
    with open(path, "rb") as file:
        return file.read(len(_MAGIC)) == _MAGIC


class InDatabase:
    """The units of a database that `batch` wrote; a context manager, which closes it."""

    def __init__(self, path: str) -> None:
        """Open a database, which is only read.

        Raises UnreadableError for one that is not planparse's, is of another version or
        damaged, PlanparseError for one that is being written.
        """
        self._path = path
        # The mode and nothing else is an option: other signs are part of the name.
        self._db = sqlite3.connect(
            f"file:{quote(path)}?mode=ro", uri=True, timeout=_PATIENCE
        )
        try:
            self._refuse_others()
        except BaseException:
            self._db.close()
            raise

    def __enter__(self) -> "InDatabase":
        """Return the database."""
        return self

    def __exit__(self, *_: object) -> None:
        """Close it."""
        self._db.close()

    def units(self, words: tuple[str, ...], query: Query) -> Iterator[Unit]:
        """Yield the units that meet a query and may have all words, in reading order.

        Raises UnreadableError and PlanparseError as opening does.
        """
        if is_of_documents(query):
            return self._nodes(words, query)
        return self._work_points(words, query)

    def whole(self, unit: Unit) -> Unit:
        """Return a unit with where it stands in its file, and how it is cited.

        Its identifier is then the one in the file, without the file's name.
        """
        ((page, more),) = self._rows(
            "select page, more from nodes where id = ?", (unit.node,)
        )
        known = {"page": page} | (json.loads(more) if more else {})
        place = {name: known[name] for name in IN_FILE if known.get(name) is not None}
        return unit._replace(
            node=unit.node.rpartition("#")[2], cite=self._cite(unit.node), place=place
        )

    def _nodes(self, words: tuple[str, ...], query: Query) -> Iterator[Unit]:
        """Yield the nodes that may have all words."""
        for row in self._rows(_NODES, (entries_of(words),)):
            path, file, sha256, document, year = row[_ROW:]
            origin = Origin(file, sha256, document, year)
            if document_matches(query, origin):
                node = Row._make((0, *row[:_ROW], {}, None, ()))
                yield of_node(InPlace(node, path, None), origin)

    def _work_points(self, words: tuple[str, ...], query: Query) -> Iterator[Unit]:
        """Yield the work points that a query selects and that may have all words."""
        tests = [found for one in query for found in _necessary(one)]
        where = " and ".join(f"({test})" for test, _ in tests)
        values = tuple(value for _, of_test in tests for value in of_test)
        statement = f"{_TASKS} {'where' * bool(tests)} {where} order by t.rowid"
        for row in self._rows(statement, values):
            if not _may_have(words, row[_TEXT], row[_HEADINGS]):
                continue
            point, file, sha256 = _work_point(row)
            if matches(query, point):
                origin = Origin(file, sha256, point.document, point.year)
                yield of_work_point(point, None, {}, origin)

    def _cite(self, node: str) -> str | None:
        """Return how a node is cited, or the nearest one above that is."""
        above: str | None = node
        while above is not None:
            ((cite, above),) = self._rows(
                "select cite, parent from nodes where id = ?", (above,)
            )
            if cite is not None:
                return str(cite)
        return None

    def _refuse_others(self) -> None:
        """Raise UnreadableError for a database that is not one of this version."""
        ((version,),) = self._rows("pragma user_version", ())
        names = self._rows("select name from sqlite_master where type = 'table'", ())
        tables = {name for (name,) in names}
        if not tables >= {"files", "nodes", "words"}:
            raise UnreadableError(
                _(
                    "{path} is a database that planparse did not write: name one "
                    "that planparse batch -o plans.sqlite wrote, or the files "
                    "themselves",
                    path=self._path,
                )
            )
        if version != VERSION or not tables >= {"meta", "tasks", "documents"}:
            raise UnreadableError(
                _(
                    "{path} is a database of another version of planparse: write it "
                    "anew with planparse batch",
                    path=self._path,
                )
            )

    def _rows(
        self, statement: str, values: tuple[Any, ...]
    ) -> Iterator[tuple[Any, ...]]:
        """Yield the rows of a statement. Raises UnreadableError and PlanparseError."""
        try:
            yield from self._db.execute(statement, values)
        except sqlite3.Error as fault:
            if is_busy(fault):
                raise PlanparseError(
                    _(
                        "{path} is being written by another program: try again when it is done",
                        path=self._path,
                    )
                ) from None
            raise UnreadableError(
                _(
                    "{path} cannot be read as a database ({why}): write it anew with "
                    "planparse batch",
                    path=self._path,
                    why=reason(fault),
                )
            ) from None


def _necessary(test: Condition) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Yield what must hold in the table for a condition to be met, with its values.

    Only so much is put there as is told by the words of a task's facts, which saves
    reading the facts of most tasks: `matches` has the last word.
    """
    if test.negated or test.field not in _IN_FACTS:
        return
    if test.operator not in ("~", "="):
        yield "instr(t.facts, ?)", (f'"{test.field}s":',)
    elif all(test.values):
        tests = " or ".join("instr(t.facts, ?)" for _ in test.values)
        yield tests, tuple(encode(value)[1:-1] for value in test.values)


def _may_have(words: tuple[str, ...], text: str, headings: str) -> bool:
    """Return whether a text and headings, which are JSON, have all words."""
    if not words:
        return True
    said = list(map(fold_text, (text, *json.loads(headings))))
    return all(any(word in one for one in said) for word in words)


def _work_point(row: tuple[Any, ...]) -> "tuple[WorkPoint, str, str]":
    """Return the work point of a row, and its file with the digest."""
    from planparse.facts.kinds import KINDS, Facts
    from planparse.tasks.work_points import WorkPoint

    node, number, doc, document, year, kind, label, title, text, status = row[:10]
    inherited, start, end, line, headings, labels, goals, facts, file, sha256 = row[10:]
    found = json.loads(facts)
    kept = Facts.of(
        [KINDS[name].read_back(fact) for fact in found.get(name, ())] for name in KINDS
    )
    point = WorkPoint(
        number=number,
        doc=doc,
        document=document,
        year=year,
        id=node,
        kind=kind,
        status=status,
        labels=tuple(json.loads(labels)),
        headings=tuple(json.loads(headings)),
        label=label,
        title=title,
        text=text,
        owners=kept.owners,
        inherited=bool(inherited),
        deadlines=kept.deadlines,
        figures=kept.figures,
        references=kept.references,
        goals=tuple(json.loads(goals)),
        start=start,
        end=end,
        line=line,
    )
    return point, file, sha256
