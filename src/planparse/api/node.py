"""A node of a plan as it is printed: a view of its row, and the nodes below it."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from planparse.records import NOWHERE, Record, Row
from planparse.text.original import Cell
from planparse.tree import Claim, NodeKind, Span, Status

if TYPE_CHECKING:
    from planparse.facts.deadline import Deadline
    from planparse.facts.figures import Figure
    from planparse.facts.owner import Owner
    from planparse.facts.references import Reference

_SHOWN = 24
"""Characters of a text that `repr` shows; a choice."""


@dataclass(frozen=True, slots=True, repr=False)
class Node:
    """A part of a document: a numbered section, a paragraph, a part of the front matter, a lacuna.

    What a node says is as it is printed: repairs are made, unless the plan was parsed
    without them. Places are code points of the decoded source, the end exclusive. Nodes
    are equal where all that is printed of them and of what is below them is.
    """

    _row: Row
    children: tuple["Node", ...] = ()
    """The nodes right below this one, in reading order."""

    @property
    def id(self) -> str:
        """The path to the node, such as `d1/3/2`: unique, and stable when text is appended."""
        return self._row.id

    @property
    def kind(self) -> NodeKind:
        """What the node is, such as `section`, `paragraph`, `title` or `lacuna`."""
        return self._row.kind

    @property
    def label(self) -> str | None:
        """The marker exactly as it stands: `（一）`, `1.`, `第一篇：`; None without one."""
        return self._row.label

    @property
    def family(self) -> str | None:
        """The name of the label's numbering family in the grammar, None without a label."""
        return self._row.family

    @property
    def ordinal(self) -> int | None:
        """The label's number; of a document its place in the file, from 1."""
        return self._row.ordinal

    @property
    def title(self) -> str | None:
        """A section's heading without marker and closing mark, None where it has none."""
        return self._row.title

    @property
    def text(self) -> str:
        """The node's own text: not its title, and not what its children say."""
        return self._row.text

    @property
    def span(self) -> Span | None:
        """Where the node stands in the source, children included.

        None in a plan that was loaded from YAML without spans.
        """
        return (
            None if self._row.start == NOWHERE else Span(self._row.start, self._row.end)
        )

    @property
    def line(self) -> int | None:
        """The line that the node starts on, from 1; None as `span` is."""
        return None if self._row.line == NOWHERE else self._row.line

    @property
    def status(self) -> Status:
        """Whether the node is `complete`, `truncated` (end lost) or `headless` (beginning lost)."""
        return self._row.status

    @property
    def value(self) -> str | None:
        """The day of a date, in ISO 8601; None where it cannot be told, and of other kinds."""
        return self._row.more.get("value")

    @property
    def missing(self) -> tuple[str, ...]:
        """The labels that must have stood in a lacuna, in the document's own style."""
        return tuple(self._row.more.get("missing", ()))

    @property
    def evidence(self) -> str | None:
        """Why a lacuna must be there: the numbers on both sides of it; None of other kinds."""
        return self._row.more.get("evidence")

    @property
    def page(self) -> int | None:
        """The number of the page that the node begins on, where the text shows it.

        Page numbers, running heads that have one and form feeds show it. None elsewhere,
        and in a plan that was loaded from YAML without spans.
        """
        return self._row.more.get("page")

    @property
    def cite(self) -> str | None:
        """How a person cites a section, or a paragraph of an article: 第三条第二款第一项.

        An article that has one paragraph alone is cited without 第一款, 1. below an item is
        第1目, and a section of a plan is cited by its labels: 二、（三）1. Two nodes may have
        the same citation. None of other nodes, and in a plan that was loaded from YAML
        without spans.
        """
        return self._row.more.get("cite")

    @property
    def clause(self) -> int | None:
        """Which one a paragraph of an article is (第几款); the article's own text is the first.

        None of all other nodes, and where `cite` is.
        """
        return self._row.more.get("clause")

    @property
    def paragraph(self) -> int | None:
        """Which paragraph of a Word file the node is, from 1; None of other files."""
        return self._row.more.get("paragraph")

    @property
    def element(self) -> str | None:
        """The element of a web page that the node is, as a path; None of other files."""
        return self._row.more.get("element")

    @property
    def rows(self) -> tuple[tuple[Cell, ...], ...]:
        """The cells of a table, row by row, each with its span; empty of other nodes."""
        rows = self._row.more.get("rows", ())
        return tuple(tuple(Cell(**cell) for cell in row) for row in rows)

    @property
    def owners(self) -> "tuple[Owner, ...]":
        """The units that the node's own text makes answer for something, each with their role."""
        return tuple(self._row.facts.owners) if self._row.facts else ()

    @property
    def deadlines(self) -> "tuple[Deadline, ...]":
        """The times in the node's own text by which something is to be done."""
        return tuple(self._row.facts.deadlines) if self._row.facts else ()

    @property
    def figures(self) -> "tuple[Figure, ...]":
        """The quantities in the node's own text."""
        return tuple(self._row.facts.figures) if self._row.facts else ()

    @property
    def references(self) -> "tuple[Reference, ...]":
        """The documents that the node's own text names."""
        return tuple(self._row.facts.references) if self._row.facts else ()

    @property
    def tasks(self) -> "tuple[Task, ...]":
        """The tasks in the node's own text, where these are several; empty elsewhere.

        They stand side by side: together they are the text, and the heading too where a
        note of owners stands right behind that.
        """
        return tuple(_task(task, self) for task in self._row.tasks)

    def nodes(self) -> Iterator["Node"]:
        """Yield the node and all below it, in reading order."""
        pending = [self]
        while pending:
            node = pending.pop()
            yield node
            pending.extend(reversed(node.children))

    def sections(self) -> Iterator["Node"]:
        """Yield the numbered sections at and below the node, in reading order."""
        return (node for node in self.nodes() if node.kind == "section")

    def __hash__(self) -> int:
        """Hash what tells nodes apart at little cost; equal nodes have all of it in common."""
        return hash((self._row.id, self._row.start, self._row.title, self._row.text))

    def __repr__(self) -> str:
        """Say the kind, the label, and the first words: `<section 一、 加强组织领导>`."""
        said = self.title or self.text or " ".join(self.missing)
        words = " ".join(said.split())
        if len(words) > _SHOWN:
            words = f"{words[:_SHOWN]}…"
        return f"<{' '.join(filter(None, (self.kind, self.label, words)))}>"


class Task(NamedTuple):
    """A part of a node's own text that is one task, with the facts that belong to it.

    `text` is as printed. `span` is None in a plan that was loaded from YAML without spans.
    """

    text: str
    owners: "tuple[Owner, ...]"
    deadlines: "tuple[Deadline, ...]"
    figures: "tuple[Figure, ...]"
    references: "tuple[Reference, ...]"
    span: Span | None


@dataclass(frozen=True, slots=True, repr=False)
class Document(Node):
    """One document of a file; its `children` are its nodes, gaps in place."""

    claims: tuple[Claim, ...] = ()
    """The counts that the text itself declares, held against what it has."""

    @property
    def year(self) -> int | None:
        """The year that the document is for or was issued in; None where the text hides it."""
        year: int | None = self._row.more["year"]
        return year

    @property
    def issuer(self) -> str | None:
        """The body that issued the document, several parted by 、; None without one."""
        issuer: str | None = self._row.more.get("issuer")
        return issuer

    @property
    def docnumber(self) -> str | None:
        """The document's number (发文字号): 东水发〔2026〕5号; None without one."""
        docnumber: str | None = self._row.more.get("docnumber")
        return docnumber

    @property
    def addressees(self) -> tuple[str, ...]:
        """Whom the document addresses, an entry a line, without the colon."""
        return tuple(self._row.more.get("addressees", ()))

    @property
    def date(self) -> str | None:
        """The day the document was issued on, ISO 8601; None without one."""
        date: str | None = self._row.more.get("date")
        return date

    @property
    def secrecy(self) -> str | None:
        """The document's grade of secrecy (密级) with its period: 机密★1年; None without one."""
        secrecy: str | None = self._row.more.get("secrecy")
        return secrecy

    __hash__ = Node.__hash__


def _task(record: Record, node: Node) -> Task:
    """Return a printed task as a value: its facts are those of the node at the places named."""
    return Task(
        record["text"],
        tuple(node.owners[place] for place in record.get("owners", ())),
        tuple(node.deadlines[place] for place in record.get("deadlines", ())),
        tuple(node.figures[place] for place in record.get("figures", ())),
        tuple(node.references[place] for place in record.get("references", ())),
        None
        if record["start"] in (None, NOWHERE)
        else Span(record["start"], record["end"]),
    )


def nodes_of(rows: Iterable[Row]) -> tuple[Node, ...]:
    """Return the top nodes of rows in reading order, each with all below it."""
    below: dict[int, list[Node]] = {}
    for row in reversed(list(rows)):
        below.setdefault(row.depth, []).append(
            Node(row, tuple(reversed(below.pop(row.depth + 1, ()))))
        )
    return tuple(reversed(below.pop(0, ())))


def document_of(rows: Iterable[Row], claims: Iterable[Record]) -> Document:
    """Return the document whose rows these are, its own first."""
    (root,) = nodes_of(rows)
    return Document(root._row, root.children, tuple(map(_claim, claims)))


def _claim(record: Record) -> Claim:
    """Return a printed claim as a value, `NOWHERE` for the places that the plan does not have."""
    places = (record["start"], record["end"])
    start, end = (NOWHERE if place is None else place for place in places)
    return Claim(
        start=start,
        end=end,
        unit=record["unit"],
        declared=record["says"],
        found=record["counted"],
        lost=record["lost"],
    )
