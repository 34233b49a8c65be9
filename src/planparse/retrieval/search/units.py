"""What is searched: the nodes of a plan, or its work points where a search has conditions."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any, NamedTuple, Protocol

from planparse.lazy import lazy
from planparse.records import IN_FILE, Record, Records, Row
from planparse.retrieval.notation import blank_behind, joined_path
from planparse.retrieval.search.in_place import InPlace, in_place
from planparse.tasks.query import Query, document_matches, is_of_documents, matches
from planparse.tree import NodeKind

if TYPE_CHECKING:
    from planparse.tasks.work_points import WorkPoint

WORDLESS = ("document", "lacuna")
"""The kinds of nodes whose words stand in others, or nowhere."""


class Unit(NamedTuple):
    """One thing that is searched: a node by itself, or a work point.

    Words are looked for in the `headings` and in the `text`; what is shown is `lead` and
    `text`. `label` and `title` are those of the node, or of the one that a work point
    begins with; `node` is its identifier, `kind` its kind. `source` is the path of the
    file and `sha256` its digest. `doc` counts the documents of the file, `document` and
    `year` are the title and the year of this one. `cite` is how the node is cited, or the
    section it stands in, None outside any. `path` are the headings that lead there.
    `start` and `end` are code points of the decoded source, the end exclusive; `line`
    counts from 1. `place` has `page`, `paragraph` and `element` where they are known.
    """

    headings: tuple[str, ...]
    text: str
    lead: str
    label: str | None
    title: str | None
    source: str
    sha256: str
    doc: int
    document: str | None
    year: int | None
    node: str
    kind: NodeKind
    cite: str | None
    path: str
    start: int
    end: int
    line: int
    place: Mapping[str, int | str]


class Searched(Protocol):
    """Where units are: a plan in memory, or a database."""

    def units(self, words: tuple[str, ...], query: Query) -> Iterator[Unit]:
        """Yield, in reading order, the units that meet a query and may have all words.

        What is not needed to find them may be missing yet: see `whole`.
        """

    @property
    def whole(self) -> Callable[[Unit], Unit]:
        """What returns a unit that was found with all that it has."""


class Origin(NamedTuple):
    """What all units of one document share."""

    source: str
    sha256: str
    document: str | None
    year: int | None


class InPlan:
    """The units of a plan in memory; its nodes are kept once they were searched."""

    def __init__(
        self,
        records: Callable[[bool], Records],
        source: str,
        sha256: str,
        *,
        has_text: bool = True,
    ) -> None:
        """Take the plan's file, and a function that returns its records, with facts or without.

        They are to have no furniture. A plan that was read back does not have its text.
        """
        self.kept: dict[str, Any] = {}
        self._records, self._has_text = records, has_text
        self._source, self._sha256 = source, sha256

    def units(self, words: tuple[str, ...], query: Query) -> Iterator[Unit]:  # noqa: ARG002
        """Yield the units that meet a query.

        Raises PlanparseError where work points are asked for and there is no text.
        """
        if is_of_documents(query):
            return (unit for unit in self._nodes if document_matches(query, unit))
        return self._work_points(query)

    @lazy
    def _nodes(self) -> list[Unit]:
        """The nodes that have words of their own."""
        records = self._records(False)
        rows = list(records.rows())
        origins = self._origins(rows)
        return [
            of_node(one, origins[one.row.doc])
            for one in in_place(rows, records.printed if self._has_text else None)
            if one.row.kind not in WORDLESS
        ]

    @staticmethod
    def whole(unit: Unit) -> Unit:
        """Return the unit: nothing is missing."""
        return unit

    def _origins(self, rows: Iterable[Row]) -> dict[int, Origin]:
        """Return what is shared in each document, and in what stands outside any."""
        nothing = Origin(self._source, self._sha256, None, None)
        return {0: nothing} | {
            row.doc: nothing._replace(document=row.title, year=row.more.get("year"))
            for row in rows
            if row.kind == "document"
        }

    def _work_points(self, query: Query) -> Iterator[Unit]:
        """Yield the work points that a query selects."""
        from planparse.tasks.work_points import work_points

        records = self._records(True)
        rows = list(records.rows())
        origins = self._origins(rows)
        places = {one.row.id: one for one in in_place(rows, records.printed)}
        for point in work_points(rows, records.printed):
            if matches(query, point):
                one = places[point.id]
                yield of_work_point(point, one.cite, one.row.more, origins[one.row.doc])


def of_node(one: InPlace, origin: Origin) -> Unit:
    """Return a node as a unit: its own heading and text."""
    row = one.row
    heading = row.title or ""
    joint = " " if heading and row.text else ""
    return Unit(
        headings=(heading,) if heading else (),
        text=row.text,
        lead=f"{blank_behind(row.label)}{heading}{joint}",
        label=row.label,
        title=row.title,
        source=origin.source,
        sha256=origin.sha256,
        doc=row.doc,
        document=origin.document,
        year=origin.year,
        node=row.id,
        kind=row.kind,
        cite=one.cite,
        path=one.path,
        start=row.start,
        end=row.end,
        line=row.line,
        place=_in_file(row.more),
    )


def of_work_point(
    point: "WorkPoint", cite: str | None, more: Record, origin: Origin
) -> Unit:
    """Return a work point as a unit; `more` has where its first node stands in the file."""
    return Unit(
        headings=point.headings,
        text=point.text,
        lead="",
        label=point.label,
        title=point.title,
        source=origin.source,
        sha256=origin.sha256,
        doc=point.doc,
        document=point.document,
        year=point.year,
        node=point.id,
        kind=point.kind,
        cite=cite,
        path=joined_path(" ".join(words.split()) for words in point.headings),
        start=point.start,
        end=point.end,
        line=point.line,
        place=_in_file(more),
    )


def _in_file(more: Record) -> dict[str, int | str]:
    """Return where a node stands in its file, as far as that is known."""
    return {name: more[name] for name in IN_FILE if name in more}
