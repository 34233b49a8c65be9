"""What nodes have, of whichever kind, and a node as a line of `-f nodes`."""

from typing import Annotated, Literal

from pydantic import Field, RootModel

from planparse.export.schemas.facts import Deadline, Figure, Owner, Reference, Task
from planparse.export.schemas.model import Model, Number, Offset
from planparse.tree import PassageKind, Status


class Part(Model):
    """What all nodes have.

    `title` is a heading without marker and closing mark; `text` is the node's own. Facts of
    a kind are left out where there are none, and so are `page`, the number of the page that
    the node begins on, `paragraph`, both from 1, and `element`, which say where it stands
    in the file that was read, where that is not known. `tasks` is only there where the
    node's own text is several.
    """

    id: str
    label: str | None
    family: str | None
    ordinal: int | None
    title: str | None
    text: str
    start: Offset | None
    end: Offset | None
    line: Number | None
    status: Status
    page: Number | None = None
    owners: tuple[Owner, ...] = ()
    deadlines: tuple[Deadline, ...] = ()
    figures: tuple[Figure, ...] = ()
    references: tuple[Reference, ...] = ()
    tasks: tuple[Task, ...] = ()
    paragraph: Number | None = None
    element: str | None = None


class Passage(Part):
    """A node without a number: of the front or back matter, a paragraph, or a fragment.

    Of a paragraph of an article, `clause` says which one (款) it is, and `cite` how it is
    cited.
    """

    kind: PassageKind
    clause: Number | None = None
    cite: str | None = None


class Date(Part):
    """A line with a date; `value` is ISO 8601, null where it cannot be told."""

    kind: Literal["date"]
    value: str | None


class Lacuna(Part):
    """Nothing but a hole: the labels that must have stood there, and why."""

    kind: Literal["lacuna"]
    missing: tuple[str, ...]
    evidence: str


class Cell(Model):
    """A cell of a table by its span: how many rows and columns it takes, and its first column.

    Columns count from 0; `head` says that it heads its column.
    """

    start: Offset
    end: Offset
    column: Offset
    rows: Number = 1
    columns: Number = 1
    head: bool = False


class Table(Part):
    """A table: its `text` holds the cells, parted by tabs and line ends.

    `rows` has the cells of each row; it is empty in a plan that was read from a file
    without spans.
    """

    kind: Literal["table"]
    rows: tuple[tuple[Cell, ...], ...] = ()


class SectionItself(Part):
    """A numbered node of any depth, without what stands below it.

    `cite` is how a person cites it: 第三条第二款第一项, 二、（三）1.
    """

    kind: Literal["section"]
    label: str
    cite: str | None = None


class HeadingItself(Part):
    """A heading without a number that holds others, without what stands below it."""

    kind: Literal["heading"]


class DocumentItself(Part):
    """A document without its nodes; `year` is null where the text hides it.

    `issuer`, `docnumber` (发文字号), `addressees`, `date` (ISO 8601) and `secrecy` (密级, with
    its period) are left out where the text has none.
    """

    kind: Literal["document"]
    ordinal: int
    year: int | None
    issuer: str | None = None
    docnumber: str | None = None
    addressees: tuple[str, ...] = ()
    date: str | None = None
    secrecy: str | None = None


# ── lines of -f nodes ─────────────────────────────────────────────────────────────────


class Line(Model):
    """What a node has on a line of its own: its place in the tree.

    `parent` is the identifier of the node above, null for a document and for what stands
    outside any. `doc` counts the documents of the file from 1; it is 0 outside any.
    """

    parent: str | None
    doc: Offset


class PassageLine(Passage, Line):
    """A node without a number: of the front or back matter, a paragraph, or a fragment.

    Of a paragraph of an article, `clause` says which one (款) it is, and `cite` how it is
    cited.
    """


class DateLine(Date, Line):
    """A line with a date; `value` is ISO 8601, null where it cannot be told."""


class LacunaLine(Lacuna, Line):
    """Nothing but a hole: the labels that must have stood there, and why."""


class TableLine(Table, Line):
    """A table: its `text` holds the cells, parted by tabs and line ends; `rows` has their spans."""


class SectionLine(SectionItself, Line):
    """A numbered node of any depth.

    `cite` is how a person cites it: 第三条第二款第一项, 二、（三）1.
    """


class HeadingLine(HeadingItself, Line):
    """A heading without a number that holds what stands below it."""


class DocumentLine(DocumentItself, Line):
    """A document; its nodes follow. `year` is null where the text hides it.

    `issuer`, `docnumber` (发文字号), `addressees`, `date` (ISO 8601) and `secrecy` (密级, with
    its period) are left out where the text has none.
    """


class NodeLine(
    RootModel[
        Annotated[
            DocumentLine
            | SectionLine
            | HeadingLine
            | PassageLine
            | TableLine
            | DateLine
            | LacunaLine,
            Field(discriminator="kind"),
        ]
    ]
):
    """A node on a line of `-f nodes`, in reading order: each document before what is in it."""
