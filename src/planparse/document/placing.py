"""Give what was parsed from a text without its marks the places that it has in the source.

A node begins at its first character and ends behind its last: marks on either side lie
between nodes, and edits take out those inside. A mark with letters (<br>, the address of
a link) always lies in a node, for no letter may be lost: outside of all, it is added to
what stands before it.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from operator import attrgetter, itemgetter

from planparse.text.encoding import Source
from planparse.text.original import Table, moved
from planparse.text.unmarked import Mark, Unmarked
from planparse.tree import Document, Edit, Finding, Node, Parsed, Span, walk

_RULE = "markdown"
"""The rule of the edits that take out marks."""


def place(parsed: Parsed, source: Source, read: Unmarked, *, repair: bool) -> Parsed:
    """Return what was parsed from `read.text` with all its places in the source.

    Each tree is let go once its copy is made, where the caller does not hold it.

    With `repair` the marks inside labels, headings and texts are taken out by edits.
    """
    if read.keeps_places and not read.with_letters():
        return parsed._replace(source=source, unmarked=read)
    placer = _Placer(read)
    for stray in parsed.strays:
        placer.read_pieces(stray)
    for document in parsed.documents:
        placer.read_pieces(document.root)
    edits = [placer.edit(edit) for edit in parsed.edits]
    if repair:
        edits = placer.with_marks(edits)
    documents = list(parsed.documents)
    documents.reverse()
    parsed = parsed._replace(
        source=source,
        documents=(),
        strays=tuple(map(placer.top, parsed.strays)),
        edits=tuple(edits),
        findings=tuple(map(placer.finding, parsed.findings)),
        unmarked=read,
        tables=tuple(map(placer.table, parsed.tables)),
        pages=tuple(
            page._replace(start=read.start(page.start)) for page in parsed.pages
        ),
    )
    del document
    placed: list[Document] = []
    while documents:
        placed.append(placer.document(documents.pop()))
    return parsed._replace(documents=tuple(placed))


class _Placer:
    """Places the nodes of one file."""

    def __init__(self, read: Unmarked) -> None:
        """Take the text without its marks, and the source that it was read from."""
        self.read = read
        self.own: list[Span] = []
        """What nodes with marks have of their own, from label to text, as it is read."""
        self.starts: dict[int, int] = {}
        self.ends: dict[int, int] = {}
        """Where something begins or ends in the source that marks are added to."""
        self.added: list[Span] = []
        """What is added, in the source."""
        self.lettered = read.with_letters()

    # ── where marks with letters belong ──────────────────────────────────────────────

    def read_pieces(self, top: Node) -> None:
        """Note where the nodes of a document or a stray have marks, and add marks to them."""
        for node in self._with_marks(top):
            own = list(_pieces(node))
            if own:
                self.own.append(Span(own[0].start, own[-1].end))
        first = bisect_left(self.lettered, top.start, key=_at)
        last = bisect_left(self.lettered, top.end, key=_at)
        if top.end == len(self.read.text):
            last = len(self.lettered)
        if first < last:
            pieces = [piece for node in walk(top) for piece in _pieces(node)]
            for mark in self.lettered[first:last] if pieces else ():
                self._add(mark, pieces)

    def _with_marks(self, top: Node) -> Iterator[Node]:
        """Yield a node and those below it, in reading order, in which marks stand."""
        marks = self.read.marks
        pending = [top]
        while pending:
            node = pending.pop()
            first = bisect_left(marks, node.start, key=_at)
            if first < len(marks) and marks[first].at < node.end:
                yield node
                pending.extend(reversed(node.children))

    def _add(self, mark: Mark, pieces: list[Span]) -> None:
        """Add a mark that lies in no piece to the one before it, else to the first."""
        following = bisect_right(pieces, mark.at, key=itemgetter(0))
        if not mark.text and following and pieces[following - 1].start == mark.at:
            following -= 1
        if following == 0:
            at = pieces[0].start
            start = self.starts.setdefault(at, mark.start)
            self.added.append(Span(start, self.read.start(at)))
            self.ends[at] = start  # a lacuna may stand right before it
            return
        piece = pieces[following - 1]
        if mark.at < piece.end:
            return
        self.added.append(Span(self.read.end(piece.end), mark.end))
        self.ends[piece.end] = mark.end
        if following < len(pieces):  # a lacuna may stand right before it
            self.ends[pieces[following].start] = mark.end

    # ── places ───────────────────────────────────────────────────────────────────────

    def start(self, at: int) -> int:
        """Return where what begins at a place begins in the source."""
        return self.starts[at] if at in self.starts else self.read.start(at)

    def end(self, at: int) -> int:
        """Return where what ends at a place ends in the source."""
        return self.ends[at] if at in self.ends else self.read.end(at)

    def span(self, span: Span) -> Span:
        """Return a stretch of text as a stretch of the source; an empty one stays empty."""
        start, end = span
        if start == end:
            return Span(self.end(end), self.end(end))
        return Span(self.start(start), self.end(end))

    def node(self, node: Node) -> Node:
        """Return a node and all below it, placed."""
        if not self.added and self.read.is_whole(node.start, node.end):
            return _moved(node, self.read.start(node.start) - node.start)
        span = self.span(Span(node.start, node.end))
        return node._replace(
            start=span.start,
            end=span.end,
            body=self.end(node.body) if node.body > node.start else span.start,
            heading=self.span(node.heading),
            text=self.span(node.text),
            children=tuple(map(self.node, node.children)),
        )

    def top(self, node: Node) -> Node:
        """Return a document's root or a stray, placed: these are parted at line starts."""
        start = self.read.border(node.start)
        return self.node(node)._replace(
            start=start, end=self.read.border(node.end), body=start
        )

    def document(self, document: Document) -> Document:
        """Return a document, placed."""
        claims = (
            claim._replace(**self.span(Span(claim.start, claim.end))._asdict())
            for claim in document.claims
        )
        return document._replace(root=self.top(document.root), claims=tuple(claims))

    def table(self, table: Table) -> Table:
        """Return a table, placed with its cells."""
        return moved(table, lambda start, end: self.span(Span(start, end)))

    def finding(self, finding: Finding) -> Finding:
        """Return a finding, placed."""
        start, end = finding.start, finding.end
        at = self.read.start(start)
        return finding._replace(start=at, end=self.read.end(end) if start < end else at)

    # ── edits ────────────────────────────────────────────────────────────────────────

    def edit(self, edit: Edit) -> Edit:
        """Return an edit, placed."""
        return self._edit(self.read.start(edit.start), self.read.end(edit.end), edit)

    def with_marks(self, edits: Iterable[Edit]) -> list[Edit]:
        """Return edits with those that take out marks, in order, none over another.

        Where two overlap they become one that reaches over both, and keeps what the
        edit of the text says rather than the mark.
        """
        blank = Edit(0, 0, "", "", _RULE)
        every = [
            *edits,
            *(self._edit(start, end, blank) for start, end in self.added),
            *(
                self._edit(mark.start, mark.end, blank._replace(after=mark.text))
                for mark in self._inside()
            ),
        ]
        every.sort(key=_place)
        out: list[Edit] = []
        for edit in every:
            if not out or edit.start >= out[-1].end:
                out.append(edit)
            elif edit.end > out[-1].end:
                kept = out.pop() if out[-1].rule != _RULE else edit
                start = min(kept.start, edit.start)
                out.append(self._edit(start, edit.end, kept))
        return out

    def _inside(self) -> Iterator[Mark]:
        """Yield the marks that stand inside a node's own label, heading and text."""
        marks = self.read.marks
        for start, end in self.own:
            first = bisect_left(marks, start, key=_at)
            for mark in marks[first : bisect_left(marks, end, key=_at)]:
                if mark.end > mark.start and (mark.text or mark.at > start):
                    yield mark

    def _edit(self, start: int, end: int, edit: Edit) -> Edit:
        """Return an edit moved to a span of the source, with what the source has there."""
        before = self.read.source[start:end]
        return edit._replace(start=start, end=end, before=before)


def _pieces(node: Node) -> Iterator[Span]:
    """Yield what is printed of a node by itself: label, heading, text, those it has."""
    if node.kind in ("document", "lacuna"):
        return
    for piece in (Span(node.start, node.body), node.heading, node.text):
        if piece.start < piece.end:
            yield piece


def _moved(node: Node, by: int) -> Node:
    """Return a node and all below it, so many characters further on.

    Of its seven offsets most are equal, and stay one number: that spares memory.
    """
    kind, start, end, body, (head, head_end), (own, own_end), children = node[:7]
    first, last = start + by, end + by
    behind_label = first if body == start else body + by
    return Node(
        kind,
        first,
        last,
        behind_label,
        Span(
            behind_label if head == body else head + by,
            behind_label if head_end == body else head_end + by,
        ),
        Span(
            first if own == start else own + by,
            last if own_end == end else own_end + by,
        ),
        tuple([_moved(child, by) for child in children]) if children else (),
        *node[7:],
    )


_at = attrgetter("at")


def _place(edit: Edit) -> tuple[int, int, bool]:
    """Order edits by place; over the same place, what changed words comes first."""
    return edit.start, -edit.end, edit.rule == _RULE
