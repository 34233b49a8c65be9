"""The section tree: nodes, documents, and what a whole parse comes to."""

from collections.abc import Iterator
from typing import Literal, NamedTuple

from planparse.text.encoding import Source

Lang = Literal["en", "zh"]
Severity = Literal["error", "warning", "note"]

NodeKind = Literal[
    "document",
    "title",
    "subtitle",
    "docnumber",
    "addressee",
    "date",
    "signature",
    "attachment",
    "contents",
    "section",
    "paragraph",
    "fragment",
    "lacuna",
]
"""The kinds of node that are printed: a document, a part of its front or back matter, its body."""

BlockKind = NodeKind | Literal["furniture"]
"""Also page numbers and comments, which are printed as paragraphs or not at all."""

Status = Literal["complete", "truncated", "headless"]
"""Whether a node is whole, has lost its end, or has lost its beginning."""

COMPLETE: Status = "complete"
TRUNCATED: Status = "truncated"
HEADLESS: Status = "headless"


class Span(NamedTuple):
    """Code points of the decoded source, `end` exclusive."""

    start: int
    end: int


class Gap(NamedTuple):
    """Numbers `first` to `last` of a family that must have stood before a decision, `depth` levels deep."""

    family: int
    first: int
    last: int
    depth: int


class Node(NamedTuple):
    """A part of a document.

    `[start, end)` is the node with its children; a section's label is `[start, body)`, its heading and its own text
    are spans of the source (empty where it has none). `family` is a place in the lexicon and `ordinal` the
    label's number, None where the node is no section. A lacuna has the `gaps` it stands for, the `missing` labels
    of all of them, and `evidence`: the numbers on both sides.
    """

    kind: BlockKind
    start: int
    end: int
    body: int
    heading: Span
    text: Span
    children: tuple["Node", ...] = ()
    family: int | None = None
    ordinal: int | None = None
    status: Status = COMPLETE
    missing: tuple[str, ...] = ()
    evidence: str = ""
    gaps: tuple[Gap, ...] = ()
    value: str | None = None
    margin: float | None = None


class Claim(NamedTuple):
    """A count that the text itself declares, at `start`: `says` so many `unit`s.

    `counted` are those that stand in the tree, `lost` those that a hole proves to have stood there.
    """

    start: int
    end: int
    unit: str
    says: int
    counted: int
    lost: int = 0

    @property
    def holds(self) -> bool:
        """Whether the text has what it says, the lost ones counted."""
        return self.says == self.counted + self.lost


class Edit(NamedTuple):
    """A change to the text: `source[start:end]` was `before` and is printed as `after`, by the named rule."""

    start: int
    end: int
    before: str
    after: str
    rule: str


class Finding(NamedTuple):
    """A doubt about one stretch of the source.

    `start` and `end` are code points into the decoded text, end exclusive; they are equal where the doubt
    is about a place between two characters. `facts` are the values that the rule's message speaks of,
    already text, as many and in the order that the rule's `facts` says.
    """

    code: str
    start: int
    end: int
    facts: tuple[str, ...] = ()


class Document(NamedTuple):
    """A document of the file: its root node, and what its envelope says.

    `title` is the span of the title's node (None without one), `year` the year it is for or was issued in.
    """

    ordinal: int
    root: Node
    title: str | None
    year: int | None
    claims: tuple[Claim, ...] = ()


class Parsed(NamedTuple):
    """The result of a parse: documents in order, stray nodes outside them, edits and findings by place."""

    source: Source
    documents: tuple[Document, ...]
    strays: tuple[Node, ...]
    edits: tuple[Edit, ...]
    findings: tuple[Finding, ...]


def walk(node: Node) -> Iterator[Node]:
    """A node and all below it, in reading order."""
    pending = [node]
    while pending:
        node = pending.pop()
        yield node
        pending.extend(reversed(node.children))
