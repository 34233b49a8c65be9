"""What is printed, as models, and the JSON Schema of it; `reader` is the way back.

The models are exactly what JSON says, field by field. YAML leaves out what can be worked
out again (defaults, identifiers, the kind where the other fields tell it) and, unless
asked for it, where everything stands: offsets, lines, families and ordinals are null in a
plan that was read from such a file. The docstrings of the models are printed as
descriptions in the schema.
"""

from typing import Annotated, Any, Literal, TypeAlias

from pydantic import BaseModel, ConfigDict, Field

from planparse.tree import PassageKind, Severity, Status

Offset = Annotated[int, Field(ge=0)]
"""Code points into the decoded source; ends are exclusive."""


class Model(BaseModel):
    """A mapping of just these fields, each of just that type."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)


class Encoding(Model):
    """A stretch of a file that is in an encoding of its own."""

    encoding: str
    start: Offset
    end: Offset


class Source(Model):
    """The file that was parsed: its name as given, its encoding, its bytes' digest, its length.

    `format` is only there where the text was read out of a file of another format: docx,
    html. `encodings` is only there where the file is in several.
    """

    path: str
    encoding: str
    sha256: str
    chars: Offset
    format: str | None = None
    encodings: tuple[Encoding, ...] = ()


class Claim(Model):
    """A count that the text declares, against what the tree has and what gaps took."""

    start: Offset | None
    end: Offset | None
    unit: str
    says: int
    counted: int
    lost: int
    holds: bool


class Owner(Model):
    """Who answers for a task in one role; the span is that of the whole list of units.

    The units of a `leader` are persons or posts. `unknown` are the units whose names do not
    end as names of bodies do; it is left out where there are none.
    """

    role: Literal["lead", "support", "responsible", "guide", "leader"]
    units: tuple[str, ...]
    unknown: tuple[str, ...] = ()
    start: Offset | None
    end: Offset | None


class Deadline(Model):
    """A time by which something is to be done.

    `until` is its last day in ISO 8601, null where it cannot be known. `term` is only there
    where the task has no end (长期坚持), `recurring` where the time comes again and again
    (每季度末).
    """

    text: str
    until: str | None
    term: Literal["ongoing"] | None = None
    recurring: bool = False
    start: Offset | None
    end: Offset | None


class Figure(Model):
    """A quantity: `low` alone, or from `low` to `high`, with 万 and 亿 multiplied out.

    `of` is the indicator that it measures, null where its sentence does not name one.
    """

    text: str
    low: int | float
    high: int | float | None
    unit: str
    modifier: str | None
    of: str | None = None
    start: Offset | None
    end: Offset | None


class Reference(Model):
    """A document that is named, or (`internal`) a part of this one.

    `cited` is how often the document names it so. An internal reference has the identifier
    of the node that it names as its `target`, null where that is not known.
    """

    text: str
    kind: Literal["title", "docnumber", "internal"]
    cited: Annotated[int, Field(ge=1)]
    target: str | None = None
    start: Offset | None
    end: Offset | None


class Task(Model):
    """A part of a node's own text that is one task: its words as printed.

    The numbers are the places, from 0, of its facts in the lists of the node. An owner may
    be that of several tasks.
    """

    text: str
    owners: tuple[Offset, ...] = ()
    deadlines: tuple[Offset, ...] = ()
    figures: tuple[Offset, ...] = ()
    references: tuple[Offset, ...] = ()
    start: Offset | None
    end: Offset | None
    line: Annotated[int, Field(ge=1)] | None


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
    line: Annotated[int, Field(ge=1)] | None
    status: Status
    page: Annotated[int, Field(ge=1)] | None = None
    owners: tuple[Owner, ...] = ()
    deadlines: tuple[Deadline, ...] = ()
    figures: tuple[Figure, ...] = ()
    references: tuple[Reference, ...] = ()
    tasks: tuple[Task, ...] = ()
    paragraph: Annotated[int, Field(ge=1)] | None = None
    element: str | None = None


class Passage(Part):
    """A node without a number: of the front or back matter, a paragraph, or a fragment.

    Of a paragraph of an article, `clause` says which one (款) it is, and `cite` how it is
    cited.
    """

    kind: PassageKind
    clause: Annotated[int, Field(ge=1)] | None = None
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


class Section(Part):
    """A numbered node of any depth. `children` is left out where there are none.

    `cite` is how a person cites it: 第三条第二款第一项, 二、（三）1.
    """

    kind: Literal["section"]
    label: str
    cite: str | None = None
    children: "tuple[Node, ...]" = ()


class Heading(Part):
    """A heading without a number that holds what stands below it: its `children`."""

    kind: Literal["heading"]
    children: "tuple[Node, ...]" = ()


class Cell(Model):
    """A cell of a table by its span: how many rows and columns it takes, and its first column.

    Columns count from 0; `head` says that it heads its column.
    """

    start: Offset
    end: Offset
    column: Offset
    rows: Annotated[int, Field(ge=1)] = 1
    columns: Annotated[int, Field(ge=1)] = 1
    head: bool = False


class Table(Part):
    """A table: its `text` holds the cells, parted by tabs and line ends.

    `rows` has the cells of each row; it is empty in a plan that was read from a file
    without spans.
    """

    kind: Literal["table"]
    rows: tuple[tuple[Cell, ...], ...] = ()


Node: TypeAlias = Annotated[
    Section | Heading | Passage | Table | Date | Lacuna, Field(discriminator="kind")
]


class Document(Part):
    """A document with its nodes in reading order; `year` is null where the text hides it.

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
    claims: tuple[Claim, ...]
    children: tuple[Node, ...] = ()


class Edit(Model):
    """A change to the text: `source[start:end]` was `before` and is printed as `after`."""

    start: Offset
    end: Offset
    before: str
    after: str
    rule: str


class Finding(Model):
    """A doubt about one stretch of the source; `line` and `column`, from 1, are where it starts."""

    code: str
    name: str
    severity: Severity
    message: str
    start: Offset | None
    end: Offset | None
    line: int
    column: int


class Plan(Model):
    """A parsed file, whole.

    `strays` are the nodes outside any document, left out where there are none. Documents
    count from 1; strays belong to none of them, and are counted as document 0: their
    identifiers are `d0/1`, `d0/2` …
    """

    planparse: str
    schema_: Literal[1] = Field(alias="schema")
    source: Source
    documents: tuple[Document, ...]
    strays: tuple[Node, ...] = ()
    edits: tuple[Edit, ...]
    findings: tuple[Finding, ...]

    def plain(self) -> dict[str, Any]:
        """Return the plan as JSON has it: types of JSON, what was left out left out."""
        return self.model_dump(mode="json", by_alias=True, exclude_unset=True)


def json_schema() -> dict[str, Any]:
    """Return the JSON Schema (2020-12) of what `-f json` prints."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        **Plan.model_json_schema(),
    }
