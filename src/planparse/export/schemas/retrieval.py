"""What leads into plans and back: chunks, hits, passages that are cited, verifications."""

from typing import Annotated, Literal

from pydantic import Field

from planparse.export.schemas.model import Digest, Model, Number, Offset
from planparse.tree import NodeKind

# ── chunks ────────────────────────────────────────────────────────────────────────────


class LostLabels(Model):
    """A gap in a chunk or beside it: the labels that must have stood there, and why."""

    id: str
    side: Literal["before", "inside", "after"]
    missing: Annotated[tuple[str, ...], Field(min_length=1)]
    evidence: str


class LostWords(Model):
    """A node in a chunk whose end is lost (`truncated`) or its beginning (`headless`)."""

    id: str
    side: Literal["inside"]
    status: Literal["truncated", "headless"]


class ChunkChange(Model):
    """What a chunk says otherwise than its source: `after` stands for `source[start:end]`."""

    start: Offset
    end: Offset
    after: str


class Chunk(Model):
    """A stretch of a plan for search and for models, a line of `planparse chunk`.

    `text` is `source[start:end]` with the `changes` made; the places are code points of the
    decoded source, the end exclusive. `path` has the headings that it stands below, parted
    by ` / `, `cite` how it is cited, of several items parted by ；. `document` and `year`
    are null where the text does not say. `parents` are the ids of the nodes that hold the
    chunk, `nodes` of those that begin in it. `lost` is what is lost in it or beside it.
    `size` is in the unit that was asked for. What else there is not is left out.
    """

    id: str
    text: str
    path: str
    cite: str | None = None
    document: str | None
    year: int | None
    issuer: str | None = None
    page: Number | None = None
    paragraph: Number | None = None
    element: str | None = None
    source: str
    sha256: Digest
    start: Offset
    end: Offset
    size: Offset
    parents: tuple[str, ...]
    nodes: tuple[str, ...]
    lost: tuple[LostLabels | LostWords, ...] = ()
    changes: tuple[ChunkChange, ...] = ()


# ── what a search finds ───────────────────────────────────────────────────────────────


class Hit(Model):
    """A node or a work point that was found, a line of `planparse search -f json`.

    `node` is its identifier, or that of the node which a work point begins with, `kind`,
    `label` and `title` are those of this node. `doc` counts the documents of the file;
    `document` and `year` are null where the text does not say them. `cite` is how the node
    is cited, or the section that it stands in, null outside any; `path` has the headings
    that lead there, parted by ` / `. `snippet` shows the words with what is
    around them on one line, and `marks` are where they stand in it: start and end, in code
    points, the end exclusive. `line` counts from 1; what else is not known is left out.
    """

    source: str
    sha256: Digest
    doc: Offset
    document: str | None
    year: int | None
    node: str
    kind: NodeKind
    cite: str | None
    path: str
    label: str | None
    title: str | None
    text: str
    snippet: str
    marks: tuple[tuple[Offset, Offset], ...]
    line: Number
    start: Offset
    end: Offset
    page: Number | None = None
    paragraph: Number | None = None
    element: str | None = None


# ── citations ─────────────────────────────────────────────────────────────────────────


class Difference(Model):
    """What was said of a passage (`given`), and what is there (`found`), at `[start, end)`.

    Words of a quotation are folded: one width, no blanks.
    """

    field: Literal["quotation", "document", "cite", "path"]
    given: str
    found: str
    start: Offset
    end: Offset


class Passage(Model):
    """A node that was cited, or words that were quoted, and where they stand in a file.

    `node` is the identifier of the node, or of the one that the words begin in, and `kind`
    its kind. `doc` counts the documents of the file, `document` is the title. `cite` is how
    that node is cited, or the section that it stands in, null outside any. `path` has the
    labels and headings that lead there, `quotation` the words, repairs made. `line` counts
    from 1; `page`, `paragraph` and `element` are left out where they are not known. Words
    that are only nearly what was asked for have `differences` and a `likeness` below 1.
    """

    source: str
    sha256: Digest
    doc: Offset
    document: str | None
    node: str
    kind: NodeKind
    cite: str | None
    path: tuple[str, ...]
    quotation: str
    line: Number
    start: Offset
    end: Offset
    page: Number | None = None
    paragraph: Number | None = None
    element: str | None = None
    likeness: Annotated[float, Field(ge=0, le=1)] = 1
    differences: tuple[Difference, ...] = ()


class CitedPassage(Passage):
    """A passage that was asked for, a line of `planparse cite -f json`; `asked` is by what.

    `node` is the identifier of the node, or of the one that the words begin in, and `kind`
    its kind. `doc` counts the documents of the file, `document` is the title. `cite` is how
    that node is cited, or the section that it stands in, null outside any. `path` has the
    labels and headings that lead there, `quotation` the words, repairs made. `line` counts
    from 1; `page`, `paragraph` and `element` are left out where they are not known. Words
    that are only nearly what was asked for have `differences` and a `likeness` below 1.
    """

    asked: str


class Verification(Model):
    """Whether a citation is true of its source, a line of `planparse verify -f json`.

    The `status` is `exact`, `near`, `missing`, or `changed` where the source has another
    `sha256`. What was cited follows, as it was given. `found` is what stands in the source,
    left out where nothing does; `reason` says why a source could not be read.
    """

    status: Literal["exact", "near", "missing", "changed"]
    source: str | None = None
    sha256: str | None = None
    quotation: str | None = None
    document: str | None = None
    cite: str | None = None
    path: str | None = None
    start: int | None = None
    line: int | None = None
    reason: str | None = None
    found: Passage | None = None
