"""The tree as plain rows, with the fields that are printed; `export` only chooses the notation."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import repeat
from typing import TYPE_CHECKING, Any, NamedTuple, Protocol

from planparse import __version__
from planparse.document.provisions import NO_PROVISION, Citer, Provision
from planparse.document.referents import Referents
from planparse.facts.references import Reference
from planparse.grammar.lexicon import Lexicon
from planparse.lazy import lazy
from planparse.system.paths import unicode_path
from planparse.text.corrections import Correction
from planparse.text.encoding import Source
from planparse.text.lines import Lines
from planparse.text.original import Cell, Table
from planparse.text.unmarked import Unmarked
from planparse.tree import (
    BlockKind,
    Document,
    Edit,
    Lang,
    Node,
    NodeKind,
    PageStart,
    Parsed,
    Status,
)

if TYPE_CHECKING:
    from planparse.facts.finder import Finder
    from planparse.facts.kinds import Fact, Facts

SCHEMA = 1
"""The version of what is printed; it changes when a reader of the old form could be misled."""

_EDIT = ("start", "end", "before", "after", "rule")
"""The fields of an edit that are printed."""

Record = dict[str, Any]
"""One thing as it is printed: its fields, in order, with values of the types of JSON."""


NOWHERE = -1
"""The offset and the line of a node whose place is not known: it was read back from YAML."""


class Row(NamedTuple):
    """A node with all its fields, their names as printed.

    `depth` is 0 for a document or a stray, else one more than the parent's; it is not
    printed. `doc` counts the documents of the file from 1 and is 0 for a stray. `start`
    and `end` are code points of the decoded source, the end exclusive, children included;
    `line` counts from 1. `more` are the fields that only some kinds have, `facts` those in
    its own title and text, None where there are none. `tasks` are those in its own text
    where these are several, each with its words, and its facts by their places, from 0,
    among those of the node.
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
    tasks: Sequence[Record] = ()


class Records(Protocol):
    """All that is printed of a file: what was parsed (`Exporter`), or what was read back."""

    @property
    def printed(self) -> "Printed":
        """The text of the source with its repairs made."""

    def head(self) -> Record:
        """Return what stands before the documents."""

    def strays(self) -> Iterator[Row]:
        """Yield the nodes outside any document, in reading order."""

    def documents(self) -> Iterator[tuple[Iterator[Row], list[Record]]]:
        """Yield the rows of each document, its own first, and the counts that it declares."""

    def rows(self) -> Iterator[Row]:
        """Yield all nodes in reading order: strays first, each document before what is in it."""

    def edits(self) -> Iterator[Record]:
        """Yield the ledger of repairs, in order."""

    def findings(self, lang: Lang) -> Iterator[Record]:
        """Yield the findings in order, their messages in a language."""


PRINTED: tuple[str, ...] = Row._fields[1:-3]
"""The fields that every node has, as `-f nodes` prints them."""

CITED = ("clause", "cite")
"""The fields of how a node is cited."""
IN_FILE = ("page", "paragraph", "element")
"""The fields of where a node stands in the file that it was read from."""
ENVELOPE = ("issuer", "docnumber", "addressees", "date", "secrecy")
"""What a document says of itself, left out where the text has none."""
PLACED = (*CITED, *IN_FILE, "rows")
"""The fields that are known from where a node stands, and there where they are known."""
TASK_PLACE = ("start", "end", "line")
"""The fields of where a task stands."""
_NOTHING: Record = {}


class Exporter:
    """The rows and records of one parse. Offsets in them are code points of the decoded source."""

    def __init__(
        self,
        parsed: Parsed,
        lexicon: Lexicon,
        prefix: str = "",
        finder: "Finder | None" = None,
        *,
        sha256: str = "",
        furniture: bool = True,
    ) -> None:
        """Take a parse, the lexicon it was made with, and what finds facts, if they are wanted.

        All identifiers begin with `prefix`. `sha256` is the digest of the file's bytes, in
        hexadecimal. With `furniture` what stands beside the text (page numbers, comments)
        is printed as paragraphs, else not at all.
        """
        self.kept: dict[str, Any] = {}
        self.parsed = parsed
        self.printed = Printed(parsed.source.text, parsed.edits)
        self._sha256 = sha256
        self._furniture = furniture
        self._finder = finder
        self._prefix = prefix
        self._lexicon = lexicon
        self._families = [family.name for family in lexicon.families]
        self._text = parsed.source.text
        self._original = parsed.source.original
        self._lines = Lines(self._text)
        self._page_starts = [page.start for page in parsed.pages]
        self._pages = [_NOTHING, *map(_page, parsed.pages)]
        """What is printed of the page that a node is on, by how many have begun."""
        self._is_placed = self._original is not None or bool(parsed.pages)
        """Whether it is known of any node but a table where in its file it stands."""

    @lazy
    def _tables(self) -> dict[int, Table]:
        """The tables by where they begin."""
        return {table.start: table for table in self.parsed.tables}

    def head(self) -> Record:
        """Return what stands before the documents."""
        head: Record = {
            "planparse": __version__,
            "schema": SCHEMA,
            "source": source_record(self.parsed.source, self._sha256),
        }
        if self.parsed.source.corrections.fitting:
            from planparse.findings.corrections import heeded

            said = list(map(correction_record, heeded(self.parsed)))
            head |= {"corrections": said} if said else {}
        return head

    def rows(self) -> Iterator[Row]:
        """Yield all nodes in reading order: strays first, each document before what is in it."""
        yield from self.strays()
        for document in self.parsed.documents:
            yield from self._document(document)

    def strays(self) -> Iterator[Row]:
        """Yield the nodes outside any document, in a document 0: `doc` 0, `d0/1` …, no parent."""
        strays = self.parsed.strays
        if not strays:
            return iter(())
        facts = self._facts(strays[0].start, strays[-1].end, None)
        tops: list[_Visit] = [
            (node, f"{self._prefix}d0/{place}", None, 0, NO_PROVISION)
            for place, node in enumerate(strays, 1)
        ]
        return self._rows(_visits(tops, None), 0, facts)

    def documents(self) -> Iterator[tuple[Iterator[Row], list[Record]]]:
        """Yield the rows of each document, its own first, and the counts that it declares."""
        for document in self.parsed.documents:
            yield self._document(document), list(claims(document))

    def _document(self, document: Document) -> Iterator[Row]:
        """Yield the rows of a document: its own, without text or label, and those below it."""
        root, ordinal = document.root, document.ordinal
        name = f"{self._prefix}d{ordinal}"
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
            line=self._lines.line(root.start),
            status=root.status,
            more=_envelope(document) | self.place_in_file(root.start, "document"),
        )
        facts = self._facts(root.start, root.end, document.year)
        printed = None if self.parsed.unmarked is None else self.printed
        citer = Citer(self._text, self._lexicon, printed)
        tops = _below((root, name, None, 0, NO_PROVISION), citer)
        yield from self._rows(_visits(tops, citer), ordinal, facts)

    def place_in_file(self, start: int, kind: BlockKind) -> Record:
        """Return where a node stands in its file, as far as that is known.

        What the format of the file says comes before what the text shows. A table has its
        cells beside it.
        """
        place: Record = _NOTHING
        if self._original is not None and kind not in ("document", "lacuna"):
            line = self._original.line_at(start)
            known = ((name, getattr(line, name, None)) for name in IN_FILE)
            place = {name: value for name, value in known if value is not None}
        if kind == "table":
            place = place | {"rows": _cells(self._tables, start)}
        if "page" in place:
            return place
        page = self._pages[bisect_right(self._page_starts, start)]
        return page | place if place else page

    def _facts(self, start: int, end: int, year: int | None) -> "list[Fact]":
        """Return the facts of a stretch of text, the last first."""
        if self._finder is None:
            return []
        found = self._found(self._finder, start, end, year)
        found.reverse()
        if self.parsed.edits:
            return [fact for fact in found if not self.printed.drops(fact.start)]
        return found

    def _found(
        self, finder: "Finder", start: int, end: int, year: int | None
    ) -> "list[Fact]":
        """Return the facts of a stretch of text, in order, as it is printed without marks.

        A line may be broken inside a date or a number.
        """
        changes = list(_apart(sorted(self._changes(start, end))))
        if not changes:
            return finder.in_order(self._text, start, end, year)
        # Only so much is copied as is searched: a file may hold many documents.
        read = Unmarked(self._text[start:end], changes)
        return [
            fact._replace(
                start=start + read.start(fact.start), end=start + read.end(fact.end)
            )
            for fact in finder.in_order(read.text, 0, len(read.text), year)
        ]

    def _changes(self, start: int, end: int) -> Iterator[tuple[int, int, str]]:
        """Yield the edits and the marks of a stretch of text, by their places in it."""
        starts = self.printed.starts
        for edit in self.parsed.edits[
            bisect_left(starts, start) : bisect_left(starts, end)
        ]:
            yield edit.start - start, min(edit.end, end) - start, edit.after
        if self.parsed.unmarked is not None:
            for mark in self.parsed.unmarked.marks_in(start, end):
                yield mark.start - start, min(mark.end, end) - start, mark.text

    def _rows(
        self, visits: "Sequence[_Visit]", doc: int, facts: "list[Fact]"
    ) -> Iterator[Row]:
        """Yield the rows of nodes, given in reading order; `facts` are theirs, the last first."""
        links = None
        if any(map(_is_internal, facts)):
            links = _Links(self._text, visits)
        line_starts, edit_starts = self._lines.starts, self.printed.starts
        for place, visit in enumerate(visits):
            node = visit[0]
            if node.kind == "furniture" and not self._furniture:
                continue
            edited = edit_starts[bisect_left(edit_starts, node.start)] < node.end
            found = None
            if facts:
                first = facts[-1].start
                if first < node.text.end or first < node.heading.end:
                    found = self._own_facts(facts, node, edited=edited)
                    if found and links:
                        found = links.followed(place, found)
                    if found and edited:
                        found = found.reworded(self.printed)
            line = bisect_right(line_starts, node.start)
            yield self._row(visit, doc, line, edited, found)

    def _own_facts(
        self, facts: "list[Fact]", node: Node, *, edited: bool
    ) -> "Facts | None":
        """Take off the facts that begin before the end of a node's own text; return those in it."""
        if self._finder is None:
            return None
        end = max(node.text.end, node.heading.end)
        found = self._finder.share(facts, self._text, node.body, end)
        if found is None or node.kind == "furniture":  # 第4页 is no figure
            return None
        return self._finder.measured(found, self._text, node.body, end, joined=edited)

    def _row(
        self, visit: "_Visit", doc: int, line: int, edited: bool, facts: "Facts | None"
    ) -> Row:
        """Return the row of a node; where it is `edited`, its repairs are made."""
        node, name, parent, depth, provision = visit
        text, (head, head_end), (own, own_end) = self._text, node.heading, node.text
        start, body, family = node.start, node.body, node.family
        label = title = None
        if body > start:
            label = self.printed(start, body) if edited else text[start:body]
        if head < head_end:
            title = self.printed(head, head_end) if edited else text[head:head_end]
        more = _more(node, provision)
        if self._is_placed or node.kind == "table":
            place = self.place_in_file(start, node.kind)
            if place:
                more = more | place if more else place
        tasks: Sequence[Record] = ()
        if (
            facts is not None
            and len(facts.owners) + len(facts.deadlines) > 1
            and node.kind != "table"  # whose rows are tasks
        ):
            tasks = tuple(self._tasks(node, facts))
        return Row(  # by place: named fields take twice as long, and every node has a row
            depth,
            name,
            parent,
            doc,
            "paragraph" if node.kind == "furniture" else node.kind,
            label,
            None if family is None else self._families[family],
            node.ordinal,
            title,
            self.printed(own, own_end) if edited else text[own:own_end],
            start,
            node.end,
            line,
            node.status,
            more,
            facts,
            tasks,
        )

    def _tasks(self, node: Node, facts: "Facts") -> Iterator[Record]:
        """Yield the tasks of a node that has several, as they are printed."""
        from planparse.facts.tasks import task_cutter

        for task in task_cutter().cut(self._text, node.heading, node.text, facts):
            record: Record = {"text": self.printed(task.start, task.end).strip()}
            for name, places in zip(facts._fields, task[:-2], strict=True):
                if places:
                    record[name] = list(places)
            place = (task.start, task.end, self._lines.line(task.start))
            yield record | dict(zip(TASK_PLACE, place, strict=True))

    def edits(self) -> Iterator[Record]:
        """Yield the ledger: what was changed, in order."""
        return (
            {name: getattr(edit, name) for name in _EDIT} for edit in self.parsed.edits
        )

    def findings(self, lang: Lang) -> Iterator[Record]:
        """Yield the findings in order, their messages in a language."""
        if self.parsed.findings:
            from planparse.findings.report.objects import as_json

            path, findings = self.parsed.source.path, self.parsed.findings
            for record in as_json(path, self._lines, findings, lang):
                del record["path"]  # the source's
                yield record


_Visit = tuple[Node, str, str | None, int, Provision]
"""A node on the way through a tree: its id, that of its parent, its depth, its citation."""


def _visits(tops: list[_Visit], citer: Citer | None) -> list[_Visit]:
    """Return nodes and those below them in reading order; without a citer none is cited."""
    visits: list[_Visit] = []
    pending = tops[::-1]
    while pending:
        visit = pending.pop()
        visits.append(visit)
        if visit[0].children:
            pending += reversed(_below(visit, citer))
    return visits


def _below(visit: _Visit, citer: Citer | None) -> list[_Visit]:
    """Return the children of a node."""
    node, name, _, depth, provision = visit
    cited = repeat(NO_PROVISION) if citer is None else citer.below(node, provision)
    return [
        (child, f"{name}/{place}", name, depth + 1, of_child)
        for place, (child, of_child) in enumerate(
            zip(node.children, cited, strict=False), 1
        )
    ]


class _Links:
    """Where the cross-references of a document lead, found out where one stands."""

    def __init__(self, text: str, visits: Sequence[_Visit]) -> None:
        """Take the nodes below a root in reading order."""
        self.kept: dict[str, Any] = {}
        self._text, self._visits = text, visits

    @lazy
    def _referents(self) -> Referents:
        """What the references may name."""
        nodes = [(node, provision) for node, *_, provision in self._visits]
        return Referents(self._text, nodes)

    def followed(self, place: int, facts: "Facts") -> "Facts":
        """Return the facts of the node at a place, its references with their targets."""
        if not any(map(_is_internal, facts.references)):
            return facts
        targets = self._referents.targets_of(place)
        references = [
            fact._replace(target=self._visits[targets[fact.start]][1])
            if fact.kind == "internal" and fact.start in targets
            else fact
            for fact in facts.references
        ]
        return facts._replace(references=references)


def _is_internal(fact: "Fact") -> bool:
    """Return whether a fact is a reference to a part of the document itself."""
    return isinstance(fact, Reference) and fact.kind == "internal"


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


def _apart(changes: Iterable[tuple[int, int, str]]) -> Iterator[tuple[int, int, str]]:
    """Yield the changes of a text in order, without those that begin inside another."""
    done = 0
    for start, end, instead in changes:
        if start >= done:
            yield start, end, instead
            done = end


_REACH = 80
"""So far before a place its line is looked at; a choice."""


class Printed:
    """A text with edits made. `starts` are where they begin, and a place behind the text."""

    def __init__(self, text: str, edits: Sequence[Edit]) -> None:
        """Take the text and its edits, in order of place."""
        self._text, self._edits = text, edits
        self.starts = [*(edit.start for edit in edits), len(text) + 1]

    def __call__(self, start: int, end: int) -> str:
        """Return `text[start:end]`, the edits made that begin in it."""
        text, first = self._text, bisect_left(self.starts, start)
        if self.starts[first] >= end:
            return text[start:end]
        out = []
        for edit in self._edits[first : bisect_left(self.starts, end)]:
            out += [text[start : edit.start], edit.after]
            start = edit.end
        return "".join([*out, text[start:end]])

    def stands_inside_line(self, at: int) -> bool:
        """Return whether words stand before a place on its line of the source."""
        line = self(max(0, at - _REACH), at).replace("\r", "\n").rpartition("\n")[2]
        return any(map(str.isalnum, line))

    def drops(self, at: int) -> bool:
        """Return whether an edit that begins before a place takes out what stands there.

        A page number in the joint of a broken word goes so.
        """
        place = bisect_left(self.starts, at) - 1
        return place >= 0 and at < self._edits[place].end


_SLACK = 8
"""How many characters of marks may stand in a label and behind it; a choice."""


def label_apart(row: Row, words: Printed) -> str:
    """Return a label as it stands before other words.

    It is `一、`, but `第一章 ` where the source has a blank behind it.
    """
    label = row.label or ""
    if not label or not label[-1].isalnum():
        return label
    behind = words(row.start, row.start + len(label) + _SLACK)[len(label) :]
    return f"{label} " if behind[:1].isspace() else label


def _cells(tables: Mapping[int, Table], start: int) -> list[list[Record]]:
    """Return the cells of the table that begins at a place, row by row, as they are printed.

    `rows` and `columns` are left out where a cell takes one, `head` where it heads none.
    """
    table = tables.get(start)
    return [] if table is None else [list(map(_cell, row)) for row in table.rows]


def _cell(cell: Cell) -> Record:
    """Return a cell as it is printed."""
    record: Record = {"start": cell.start, "end": cell.end, "column": cell.column}
    if cell.rows > 1:
        record["rows"] = cell.rows
    if cell.columns > 1:
        record["columns"] = cell.columns
    if cell.head:
        record["head"] = True
    return record


def _page(page: PageStart) -> Record:
    """Return the number of a page as it is printed, nothing where it is not known."""
    return _NOTHING if page.number is None else {"page": page.number}


def _envelope(document: Document) -> Record:
    """Return the year of a document, and what its envelope says, what it lacks left out."""
    issuer, docnumber, addressees, date, secrecy, printed = document.envelope
    said = {
        "issuer": issuer,
        "docnumber": docnumber,
        "addressees": list(addressees),
        "date": date or printed,
        "secrecy": secrecy,
    }
    return {"year": document.year} | {
        name: value for name, value in said.items() if value
    }


def _more(node: Node, provision: Provision) -> Record:
    """Return the fields that only some kinds of node have."""
    if node.lacuna is not None:
        return {"missing": list(node.lacuna.missing), "evidence": node.lacuna.evidence}
    if node.kind == "date":
        return {"value": node.value}
    if provision.cite is None or node.kind == "heading":
        return _NOTHING
    if node.kind == "section":
        return {"cite": provision.cite}
    return {"clause": provision.clause, "cite": provision.cite}


def correction_record(one: Correction) -> Record:
    """Return what is printed of a correction; what it does not say is left out."""
    record: Record = {"line": one.line, "words": one.words, "is": one.kind}
    more = {
        "level": one.level,
        "value": one.value,
        "by": one.by,
        "date": one.date,
        "why": one.why,
    }
    record |= {name: value for name, value in more.items() if value is not None}
    return record | {"start": one.start, "end": one.end}


def source_record(source: Source, sha256: str) -> Record:
    """Return what is printed of the source; a file name may hold bytes that are no text."""
    record: Record = {
        "path": unicode_path(source.path),
        **({} if source.original is None else {"format": source.original.format}),
        "encoding": source.encoding,
        "sha256": sha256,
        "chars": len(source.text),
    }
    if len(source.parts) > 1:
        record["encodings"] = [
            {"encoding": part.encoding, "start": part.start, "end": part.end}
            for part in source.parts
        ]
    return record
