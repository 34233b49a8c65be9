"""The vocabulary of a parse: nodes, gaps, edits, findings, documents, and all of them together.

Offsets are code points of the decoded text, ends exclusive.
"""

from collections.abc import Iterator
from typing import Literal, NamedTuple

from planparse.text.encoding import Source
from planparse.text.original import Table
from planparse.text.unmarked import Unmarked

Lang = Literal["en", "zh"]
Severity = Literal["error", "warning", "note"]

PassageKind = Literal[
    "title",
    "subtitle",
    "docnumber",
    "addressee",
    "signature",
    "attachment",
    "contents",
    "paragraph",
    "fragment",
]
"""The kinds of node that hold nothing but their text. Whoever prints a kind treats it so unless
it is named there.
"""

NodeKind = Literal[
    "document", "section", "heading", "table", "date", "lacuna", PassageKind
]
"""The kinds of node that are printed. Each but passages has fields of its own."""

HOLDERS: frozenset[NodeKind] = frozenset({"section", "heading"})
"""The kinds that hold what stands below them: sections, and headings without a number."""

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
    """Numbers that are lost before a marker: `first` to `last` of a family.

    `family` is a place in the lexicon; `depth` counts the sections above. `left` and
    `right` are the numbers of the series that stand on both sides, 0 for none.
    """

    family: int
    first: int
    last: int
    depth: int
    left: int = 0
    right: int = 0


class Lacuna(NamedTuple):
    """What a lacuna stands for.

    These are the `gaps`, the `missing` labels of all of them, and `evidence`: the numbers
    on both sides. Where a correction says that text is lost, there are no gaps.
    """

    gaps: tuple[Gap, ...]
    missing: tuple[str, ...]
    evidence: str


class Node(NamedTuple):
    """A part of a document.

    `[start, end)` is the node with its children; a section's label is `[start, body)`,
    its heading and its own text are spans of the source (empty where it has none).
    `family` is a place in the lexicon and `ordinal` the label's number, None where the
    node is no section. A heading without a number has a heading, children and a margin.
    `lacuna` says what one of that kind stands for. `value` is a date in ISO 8601, and
    `margin` how much dearer the second-best reading of a section's marker, or of a heading,
    was.
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
    lacuna: Lacuna | None = None
    value: str | None = None
    margin: float | None = None


class Claim(NamedTuple):
    """A count that the text itself declares: `declared` so many of a `unit`.

    `found` are those that stand in the tree, `lost` those that gaps prove to have stood
    there.
    """

    start: int
    end: int
    unit: str
    declared: int
    found: int
    lost: int = 0

    @property
    def is_met(self) -> bool:
        """Whether the text has what it declares, the lost ones counted."""
        return self.declared == self.found + self.lost


BreakEvidence = Literal[
    "open bracket",  # it is closed in the next line
    "bracket last",  # it opens at the end of the line, and is closed in a later one
    "comma",
    "mark first",  # the next line begins with a mark that begins none
    "index",  # a number set low or high: PM|2.5
    "unfinished",  # words that need what stands on the other side
    "label alone",
    "word",  # a word of the dictionary stands across the break
    "likely word",
    "full line",
    "nearly full line",
    "scrap",  # the next line is too short for a sentence
    "sentence just begun",
    "title",  # the lines of one title
    "no end mark",
    "perhaps a title",
    "corrected",  # a correction says so
]
"""What showed that a sentence runs across a line break, or may do so."""


class Edit(NamedTuple):
    """A change to the text: `[start, end)` was `before` and is printed as `after`.

    `rule` is the name of the rule that changed it. `evidence`, of a join alone, is what
    showed that the sentence runs across the break; it is not printed among the edits.
    """

    start: int
    end: int
    before: str
    after: str
    rule: str
    evidence: BreakEvidence | None = None


class Finding(NamedTuple):
    """A doubt about one stretch of the source.

    `start` and `end` are equal where the doubt is about a place between two characters.
    `facts` are the values that the rule's message speaks of, already text, as many as the
    rule's `facts` and in that order.
    """

    code: str
    start: int
    end: int
    facts: tuple[str, ...] = ()


class Envelope(NamedTuple):
    """Who issued a document, under which 发文字号, to whom, and on which day (ISO 8601).

    `secrecy` is its grade, with the period: 机密★1年. `printed` is the day on which it was
    printed (印发日期, 7.4.3), where the text has that alone. Each is empty or None where the text
    has none. Several who sign are parted by 、, and each line that addresses somebody is
    an entry.
    """

    issuer: str | None = None
    docnumber: str | None = None
    addressees: tuple[str, ...] = ()
    date: str | None = None
    secrecy: str | None = None
    printed: str | None = None


class Document(NamedTuple):
    """A document of the file: its root node, and what its front matter says.

    `ordinal` counts the documents from 1. `title` is the title as printed (None without
    one), `year` the year that the document is for or was issued in. `claims` are the counts
    that it declares; `envelope` says who issued it, to whom and when. `titles` are
    those that it has itself, without what a compilation calls it (第一篇：…): that of a
    notice comes before that of the plan it carries.
    """

    ordinal: int
    root: Node
    title: str | None
    year: int | None
    claims: tuple[Claim, ...] = ()
    envelope: Envelope = Envelope()
    titles: tuple[str, ...] = ()


class PageStart(NamedTuple):
    """Where a page begins, and its number; None where it is not known which page it is."""

    start: int
    number: int | None


class Parsed(NamedTuple):
    """The result of a parse.

    Documents are in order, `strays` are nodes before the first of them; edits and findings
    are ordered by place. `unmarked` is the source as it was read, where it has marks that
    are no text. `pages` are where pages begin, as far as the text shows it, in order.
    `tables` are the cells of the nodes of kind `table`, in order of place.
    """

    source: Source
    documents: tuple[Document, ...]
    strays: tuple[Node, ...]
    edits: tuple[Edit, ...]
    findings: tuple[Finding, ...]
    unmarked: Unmarked | None = None
    pages: tuple[PageStart, ...] = ()
    tables: tuple[Table, ...] = ()


def walk(node: Node) -> Iterator[Node]:
    """Yield a node and all below it, in reading order."""
    pending = [node]
    while pending:
        node = pending.pop()
        yield node
        pending.extend(reversed(node.children))


def nodes_of(parsed: Parsed) -> Iterator[Node]:
    """Yield the nodes of a parse in reading order: the strays, then those of each document."""
    for top in (*parsed.strays, *(document.root for document in parsed.documents)):
        yield from walk(top)
