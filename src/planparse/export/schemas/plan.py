"""A parsed file, whole, as `-f json` prints it; `export/reader` is the way back.

The models are exactly what JSON says, field by field. YAML leaves out what can be worked
out again (defaults, identifiers, the kind where the other fields tell it) and, unless
asked for it, where everything stands: offsets, lines, families and ordinals are null in a
plan that was read from such a file.
"""

from typing import Annotated, Any, Literal, TypeAlias

from pydantic import Field

from planparse.export.schemas.corrections import Correction
from planparse.export.schemas.model import Model, Offset
from planparse.export.schemas.nodes import (
    Date,
    DocumentItself,
    HeadingItself,
    Lacuna,
    Passage,
    SectionItself,
    Table,
)
from planparse.tree import Severity


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


class Section(SectionItself):
    """A numbered node of any depth. `children` is left out where there are none.

    `cite` is how a person cites it: 第三条第二款第一项, 二、（三）1.
    """

    children: "tuple[Node, ...]" = ()


class Heading(HeadingItself):
    """A heading without a number that holds what stands below it: its `children`."""

    children: "tuple[Node, ...]" = ()


Node: TypeAlias = Annotated[
    Section | Heading | Passage | Table | Date | Lacuna, Field(discriminator="kind")
]


class Document(DocumentItself):
    """A document with its nodes in reading order; `year` is null where the text hides it.

    `issuer`, `docnumber` (发文字号), `addressees`, `date` (ISO 8601) and `secrecy` (密级, with
    its period) are left out where the text has none.
    """

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
    identifiers are `d0/1`, `d0/2` … `corrections` are those that were heeded, left out
    where there are none.
    """

    planparse: str
    schema_: Literal[1] = Field(alias="schema")
    source: Source
    corrections: tuple[Correction, ...] = ()
    documents: tuple[Document, ...]
    strays: tuple[Node, ...] = ()
    edits: tuple[Edit, ...]
    findings: tuple[Finding, ...]

    def plain(self) -> dict[str, Any]:
        """Return the plan as JSON has it: types of JSON, what was left out left out."""
        return self.model_dump(mode="json", by_alias=True, exclude_unset=True)
