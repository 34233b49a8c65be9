"""What a citation, a line or a quotation names in a plan: passages, each with its place."""

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, NamedTuple

from planparse.compare.wording import Rewording
from planparse.grammar.lexicon import Lexicon
from planparse.lazy import lazy
from planparse.records import Exporter, Printed, Row, label_apart
from planparse.retrieval.citations.near import Near, nearest
from planparse.retrieval.citations.reading import (
    Reading,
    as_it_stands,
    as_read,
    fold_quotation,
)
from planparse.retrieval.citations.steps import CitationReader, Step, leads_to
from planparse.text.lines import Lines
from planparse.tree import HOLDERS, NodeKind, Parsed, Span


class Difference(NamedTuple):
    """What was said of a passage, and what is there.

    `field` is `quotation`, `cite` or `path`. Of a quotation `given` and `found` are the
    words that differ, folded (one width, no blanks), and `start` and `end` where the ones
    that are there stand in the source; they are equal where nothing does.
    """

    field: str
    given: str
    found: str
    start: int
    end: int


class Passage(NamedTuple):
    """A node that was cited, or words that were quoted, and where they stand.

    `node` is the identifier of the node, or of the one that the words begin in, and
    `kind` its kind; `doc` counts the documents of the file, and `document` is the title.
    `cite` is how that node is cited, or the section that it stands in, None outside any.
    `path` are the labels and headings that lead there, the outermost first. `text` is
    what is read there, repairs made. `start` and `end` are code points of the decoded
    source, the end exclusive, `line` counts from 1; `page`, `paragraph` and `element` are
    None where the file does not show them. Words that are only nearly what was quoted
    have `differences`, and a `likeness` below 1.
    """

    node: str
    kind: NodeKind
    doc: int
    document: str | None
    cite: str | None
    path: tuple[str, ...]
    text: str
    start: int
    end: int
    line: int
    page: int | None = None
    paragraph: int | None = None
    element: str | None = None
    differences: tuple[Difference, ...] = ()
    likeness: float = 1.0

    @property
    def is_exact(self) -> bool:
        """Whether all stands there that was asked for, word for word."""
        return not self.differences


class _Place(NamedTuple):
    """A node of a plan on the way to it: its row, and what leads there.

    `own_end` is where its own text ends and its children begin; `chain` is how it can be
    cited, level by level; `cite` is its own or that of the section it stands in.
    """

    row: Row
    own_end: int
    path: tuple[str, ...]
    chain: tuple[tuple[Step, ...], ...]
    cite: str | None


class Passages:
    """The passages of one plan, found by citation, by line, and by their words."""

    def __init__(self, parsed: Parsed, lexicon: Lexicon) -> None:
        """Take a parse and the lexicon that it was made with; nothing is looked at yet."""
        self.kept: dict[str, Any] = {}
        self._parsed, self._lexicon = parsed, lexicon
        self._exporter = Exporter(parsed, lexicon)
        self._lines = Lines(parsed.source.text)

    # ── what is asked for ────────────────────────────────────────────────────────────

    def cited(self, citation: str) -> list[Passage]:
        """Return the nodes that a citation names, in reading order.

        A citation that is printed so (`cite`) names the nodes that have it and no other.
        Else the labels are compared: 第三条第二款第（一）项, 第三章第六条, （三）1.
        """
        return list(map(self._of_node, self._cited(citation)))

    def _cited(self, citation: str) -> list[_Place]:
        """Return the places of the nodes that a citation names."""
        printed = "".join(citation.split())
        if found := self._by_cite.get(printed, []):
            return found
        steps = self._reader.steps(citation)
        if steps is None:
            return []
        found = self._led_to(steps)
        first = self._reader.first_paragraph
        if not found and first in steps:
            found = self._led_to([step for step in steps if step != first])
            if steps[-1] == first:  # an article's own text
                found = [_own_text(place) for place in found]
        return found

    def _led_to(self, steps: Sequence[Step]) -> list[_Place]:
        """Return the places to which steps lead; those of which they are all before others."""
        if not steps:
            return []
        found = [
            place
            for place in self._places
            if place.row.more.get("cite") and leads_to(steps, place.chain)
        ]
        whole = [place for place in found if len(place.chain) == len(steps)]
        return whole or found

    def is_citation(self, words: str) -> bool:
        """Return whether words are a citation: labels, and nothing else."""
        printed = "".join(words.split())
        return printed in self._by_cite or self._reader.steps(words) is not None

    def on_line(self, line: int) -> list[Passage]:
        """Return the nodes whose own text stands on a line, counted from 1: that text alone.

        Raises IndexError for a line that the source does not have.
        """
        low, high = self._lines.span(line)
        text = self._parsed.source.text[low:high]
        low += len(text) - len(text.lstrip())
        high -= len(text) - len(text.rstrip())
        return [
            self._of_node(_own_text(place))
            for place in self._places
            if place.row.kind != "document"
            and place.row.start < high
            and place.own_end > low
        ]

    def quoted(self, quotation: str) -> list[Passage]:
        """Return where a quotation stands word for word, in order.

        Widths, blanks, line breaks and capitals do not count. Raises ValueError for one
        without a letter or mark.
        """
        words = fold_quotation(quotation)
        if not words:
            raise ValueError("there is nothing to look for: the quotation is empty")
        for reading in (self._read, self._source):
            spans = [reading.span(*place) for place in reading.places(words)]
            if spans:
                return [self._of_words(span, reading) for span in spans]
        return []

    def nearly(self, quotation: str, within: Span | None = None) -> Passage | None:
        """Return the words that are most like a quotation and what differs, None without any.

        `within` is a stretch of the source that they are to begin in.
        """
        words, reading = fold_quotation(quotation), self._read
        place = None if within is None else reading.folded_span(within)
        near = nearest(reading, words, place)
        if near is None:
            return None
        passage = self._of_words(reading.span(near.start, near.end), reading)
        return passage._replace(
            differences=tuple(_differences(near, reading)), likeness=near.likeness
        )

    def on_path(self, path: str) -> list[Passage]:
        """Return the nodes to which headings lead, the outermost first, or the last of them."""
        folded = _fold_path([path])
        found = [
            place
            for place in self._places
            if place.row.kind in HOLDERS and _fold_path(place.path).endswith(folded)
        ]
        return list(map(self._of_node, found)) if folded else []

    # ── what is looked at ────────────────────────────────────────────────────────────

    @lazy
    def _reader(self) -> CitationReader:
        """What reads citations."""
        return CitationReader(self._lexicon)

    @lazy
    def _read(self) -> Reading:
        """The text as it is read."""
        return as_read(self._parsed)

    @lazy
    def _source(self) -> Reading:
        """The text as it stands in the source."""
        return as_it_stands(self._parsed)

    @lazy
    def _places(self) -> list[_Place]:
        """The nodes in reading order, each with what leads to it."""
        return list(
            _placed(self._exporter.rows(), self._reader, self._exporter.printed)
        )

    @lazy
    def _by_cite(self) -> dict[str, list[_Place]]:
        """The nodes by their printed citations."""
        found: dict[str, list[_Place]] = {}
        for place in self._places:
            cite = place.row.more.get("cite")
            if cite is not None:
                found.setdefault(cite, []).append(place)
        return found

    @lazy
    def _starts(self) -> list[int]:
        """Where the nodes begin, in order."""
        return [place.row.start for place in self._places]

    @lazy
    def _titles(self) -> dict[int, str | None]:
        """The titles of the documents, by their numbers."""
        return {document.ordinal: document.title for document in self._parsed.documents}

    def _at(self, offset: int) -> _Place:
        """Return the node whose own text a character of the source is in."""
        for at in range(bisect_right(self._starts, offset) - 1, -1, -1):
            place = self._places[at]
            if place.row.kind != "lacuna" and offset < max(place.row.end, 1):
                return place
        return self._places[0]

    def _of_node(self, place: _Place) -> Passage:
        """Return a node as a passage."""
        span = Span(place.row.start, place.row.end)
        return self._passage(place, span, self._read.words(span))

    def _of_words(self, span: Span, reading: Reading) -> Passage:
        """Return a stretch of the source as a passage."""
        return self._passage(self._at(span.start), span, reading.words(span))

    def _passage(self, place: _Place, span: Span, words: str) -> Passage:
        """Return a stretch of the source that begins in a node."""
        row = place.row
        in_file = self._exporter.place_in_file(span.start, row.kind)
        return Passage(
            node=row.id,
            kind=row.kind,
            doc=row.doc,
            document=self._titles.get(row.doc),
            cite=place.cite,
            path=place.path,
            text=words,
            start=span.start,
            end=span.end,
            line=self._lines.line(span.start),
            page=in_file.get("page"),
            paragraph=in_file.get("paragraph"),
            element=in_file.get("element"),
        )


def _placed(
    rows: Iterable[Row], reader: CitationReader, printed: Printed
) -> Iterator[_Place]:
    """Yield the nodes of a plan, each with what leads to it."""
    above: list[_Place] = []
    pending: _Place | None = None
    for row in rows:
        if pending is not None:  # its first child tells where its own text ends
            is_child = row.parent == pending.row.id
            yield pending._replace(own_end=row.start) if is_child else pending
        del above[row.depth :]
        pending = _place(row, above[-1] if above else None, reader, printed)
        above.append(pending)
    if pending is not None:
        yield pending


def _place(
    row: Row, parent: _Place | None, reader: CitationReader, printed: Printed
) -> _Place:
    """Return a node with what leads to it, by what leads to its parent."""
    path = parent.path if parent else ()
    if row.kind in HOLDERS:
        title = "".join((row.title or "").split())
        path = (*path, f"{label_apart(row, printed)}{title}".strip())
    chain = parent.chain if parent else ()
    above = parent.cite if parent else None
    own: str | None = row.more.get("cite")
    if own is not None:
        chain = (*chain, *_levels(row, own, above, reader))
    return _Place(row, row.end, path, chain, own or above)


def _levels(
    row: Row, cite: str, above: str | None, reader: CitationReader
) -> Iterator[tuple[Step, ...]]:
    """Yield the levels that a node's citation adds to those of the node above.

    The last one is also named by the label as it stands: 第三条第一项 is 第三条（一）. A
    level that nothing names stands for what cannot be read.
    """
    is_below = above is not None and cite.startswith(above)
    steps = reader.steps(cite.removeprefix(above or "") if is_below else cite)
    label = reader.steps(row.label or "") or ()
    if steps is None:
        yield ()
        return
    yield from ((step,) for step in steps[:-1])
    yield (steps[-1], *(step for step in label[-1:] if step != steps[-1]))


def _own_text(place: _Place) -> _Place:
    """Return a node without what stands below it."""
    return place._replace(row=place.row._replace(end=place.own_end))


def _differences(near: Near, reading: Reading) -> Iterator[Difference]:
    """Yield what differs between a quotation and the words that are nearly it."""
    for change in near.changes:
        span = _changed_span(change, near.start, reading)
        yield Difference("quotation", change.after, change.before, *span)


def _changed_span(change: Rewording, start: int, reading: Reading) -> Span:
    """Return where in the source the words stand that were quoted otherwise."""
    low, high = start + change.start, start + change.end
    if low < high:
        return reading.span(low, high)
    at = (
        reading.span(low - 1, low).end
        if low > start
        else reading.span(low, low + 1).start
    )
    return Span(at, at)


def _fold_path(path: Iterable[str]) -> str:
    """Return what counts of a path of headings, however its steps are parted."""
    return fold_quotation("".join(path)).replace("/", "").replace(">", "")
