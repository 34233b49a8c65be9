"""The tree → plain data, field by field as they are printed; writers only choose the notation."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from functools import cached_property
from typing import TYPE_CHECKING, Any, NamedTuple

from planparse import __version__
from planparse.grammar.lexicon import Lexicon
from planparse.text.encoding import Source
from planparse.text.positions import Lines
from planparse.tree import Document, Edit, Lang, Node, NodeKind, Parsed, Status

if TYPE_CHECKING:
    from planparse.facts.finder import Fact, Facts, Finder

SCHEMA = 1
"""The version of what is printed; it changes when a reader of the old form could be misled."""

Record = dict[str, Any]
"""One thing as it is printed: field names to the types of JSON, in the order they are printed in."""


class Row(NamedTuple):
    """A node with all its fields, their names as printed.

    `depth` is 0 for a document or a stray, else one more than the parent's; it is not printed. `doc` counts the
    documents of the file from 1 and is 0 for a stray. `more` are the fields that only some kinds have, `facts` those
    in its own title and text, None where there are none.
    """

    depth: int
    id: str
    parent: str | None
    doc: int
    kind: NodeKind
    label: str | None
    family: str | None
    ordinal: int | None
    title: str | None
    text: str
    start: int
    end: int
    line: int
    status: Status
    more: Record
    facts: "Facts | None" = None


PRINTED = Row._fields[1:-2]
"""The fields that every node has, as `-f nodes` prints them."""

_MORE = ("lacuna", "date")
_NOTHING: Record = {}


class Exporter:
    """Turns one parse into rows and records. Offsets in them are code points of the decoded source."""

    def __init__(
        self,
        parsed: Parsed,
        lexicon: Lexicon,
        prefix: str = "",
        finder: "Finder | None" = None,
        *,
        furniture: bool = True,
    ) -> None:
        """Take a parse, the lexicon it was made with, what to begin all identifiers with, and what finds facts.

        With `furniture` what stands beside the text (page numbers, comments) is printed as paragraphs, else not at all.
        """
        self.parsed = parsed
        self._furniture = furniture
        self._finder = finder
        self._prefix = prefix
        self._families = [family.name for family in lexicon.families]
        self._text = parsed.source.text
        self._printed = Printed(self._text, parsed.edits)
        self._lines = Lines(self._text)

    @cached_property
    def _line_starts(self) -> list[int]:
        """Where lines begin, and one past the text."""
        return [*self._lines.starts, len(self._text) + 1]

    def head(self, sha256: str) -> Record:
        """Return what stands before the documents; `sha256` is that of the file's bytes, in hexadecimal."""
        return {
            "planparse": __version__,
            "schema": SCHEMA,
            "source": _source(self.parsed.source, sha256),
        }

    def rows(self) -> Iterator[Row]:
        """Yield all nodes in reading order: strays first, each document before what is in it."""
        yield from self.strays()
        for document in self.parsed.documents:
            yield from self.document(document)

    def strays(self) -> Iterator[Row]:
        """Yield the nodes outside any document, as if they were in a document 0: `doc` 0, `d0/1` …, no parent."""
        strays = self.parsed.strays
        facts = self._facts(strays[0].start, strays[-1].end, None) if strays else []
        return self._below(strays, f"{self._prefix}d0", None, 0, 0, facts)

    def document(self, document: Document) -> Iterator[Row]:
        """Yield a document, then its nodes."""
        root, ordinal = document.root, document.ordinal
        name, line = f"{self._prefix}d{ordinal}", self._lines.line(root.start)
        yield Row(
            depth=0,
            id=name,
            parent=None,
            doc=ordinal,
            kind="document",
            label=None,
            family=None,
            ordinal=ordinal,
            title=document.title,
            text="",
            start=root.start,
            end=root.end,
            line=line,
            status=root.status,
            more={"year": document.year},
        )
        facts = self._facts(root.start, root.end, document.year)
        yield from self._below(root.children, name, name, ordinal, 1, facts)

    def _facts(self, start: int, end: int, year: int | None) -> "list[Fact]":
        """The facts of a stretch of text, the last first."""
        if self._finder is None:
            return []
        found = self._finder.in_order(self._text, start, end, year)[::-1]
        return (
            [fact for fact in found if not self._printed.drops(fact.start)]
            if self.parsed.edits
            else found
        )

    def _below(
        self,
        children: Sequence[Node],
        prefix: str,
        parent: str | None,
        doc: int,
        depth: int,
        facts: "list[Fact]",
    ) -> Iterator[Row]:
        text, printed, families = self._text, self._printed, self._families
        line_starts, edit_starts = self._line_starts, printed.starts
        fact_at = facts[-1].start if facts else len(text)
        # `line` lines begin up to the place `at`, `edit` edits begin before it; first it is behind the text.
        at = len(text) + 1
        line = edit = 0
        pending = [
            (node, f"{prefix}/{place}", parent, depth)
            for place, node in enumerate(children, 1)
        ]
        pending.reverse()
        while pending:
            node, name, parent, depth = pending.pop()
            (
                kind,
                start,
                end,
                body,
                heading,
                (own, own_end),
                below,
                family,
                ordinal,
                status,
            ) = node[:10]
            if kind == "furniture" and not self._furniture:
                continue
            head, head_end = heading
            if start < at:
                line, edit = (
                    bisect_right(line_starts, start),
                    bisect_left(edit_starts, start),
                )
            at = start
            while line_starts[line] <= at:
                line += 1
            while edit_starts[edit] < at:
                edit += 1
            edited = edit_starts[edit] < end
            of_node = None
            if fact_at < own_end or fact_at < head_end:
                of_node = (
                    self._finder.share(facts, text, body, max(own_end, head_end))
                    if self._finder
                    else None
                )
                fact_at = facts[-1].start if facts else len(text)
                if edited and of_node:
                    of_node = of_node.reworded(printed)
            if kind == "furniture":  # 第4页 is no figure
                kind, of_node = "paragraph", None
            title = None
            if head < head_end:
                title = printed(head, head_end) if edited else text[head:head_end]
            yield Row(
                depth=depth,
                id=name,
                parent=parent,
                doc=doc,
                kind=kind,
                label=text[start:body] if body > start else None,
                family=None if family is None else families[family],
                ordinal=ordinal,
                title=title,
                text=printed(own, own_end) if edited else text[own:own_end],
                start=start,
                end=end,
                line=line,
                status=status,
                more=_more(node) if kind in _MORE else _NOTHING,
                facts=of_node,
            )
            if below:
                depth += 1
                place = len(below)
                for child in reversed(below):
                    pending.append((child, f"{name}/{place}", name, depth))
                    place -= 1

    def edits(self) -> Iterator[Record]:
        """Yield the ledger: what was changed, in order."""
        return (edit._asdict() for edit in self.parsed.edits)

    def findings(self, lang: Lang) -> Iterator[Record]:
        """Yield the findings in order, their messages in a language."""
        if self.parsed.findings:
            from planparse.findings.report import as_json

            for record in as_json(
                self.parsed.source.path, self._lines, self.parsed.findings, lang
            ):
                del record["path"]  # the source's
                yield record


def claims(document: Document) -> Iterator[Record]:
    """Yield the counts that a document declares, and whether each holds."""
    for claim in document.claims:
        yield {
            "start": claim.start,
            "end": claim.end,
            "unit": claim.unit,
            "says": claim.declared,
            "counted": claim.found,
            "lost": claim.lost,
            "holds": claim.is_met,
        }


class Printed:
    """A text with edits made. `starts` are where they begin, in order, and behind them one past the text."""

    def __init__(self, text: str, edits: Sequence[Edit]) -> None:
        """Take the text and its edits, in order of place."""
        self._text, self._edits = text, edits
        self.starts = [*(edit.start for edit in edits), len(text) + 1]

    def __call__(self, start: int, end: int) -> str:
        """Return `text[start:end]`, the edits made that begin in it."""
        text, out = self._text, []
        for edit in self._edits[
            bisect_left(self.starts, start) : bisect_left(self.starts, end)
        ]:
            out += [text[start : edit.start], edit.after]
            start = edit.end
        return "".join([*out, text[start:end]])

    def drops(self, at: int) -> bool:
        """Whether what stands at a place goes with an edit that begins before it: the page number in a joint."""
        place = bisect_left(self.starts, at) - 1
        return place >= 0 and at < self._edits[place].end


def label_apart(row: Row, words: Printed) -> str:
    """A node's label as it stands before other words: `一、`, but `第一章 ` where the source has a blank behind it."""
    label = row.label or ""
    if not label or not label[-1].isalnum():
        return label
    end = row.start + len(label)
    return f"{label} " if words(end, end + 1).isspace() else label


def _more(node: Node) -> Record:
    if node.kind == "lacuna":
        return {"missing": list(node.missing), "evidence": node.evidence}
    return {"value": node.value}


def _source(source: Source, sha256: str) -> Record:
    # A file name may hold bytes that are no text.
    path = source.path.encode(errors="surrogateescape").decode(errors="replace")
    return {
        "path": path,
        "encoding": source.encoding,
        "sha256": sha256,
        "chars": len(source.text),
    }
