"""What a citation, a line or a quotation names in a plan: passages, each with its place."""

from bisect import bisect_right
from collections.abc import Collection, Iterable, Iterator, Sequence
from itertools import groupby
from typing import Any, NamedTuple

from planparse.compare.wording import Rewording
from planparse.grammar.lexicon import Lexicon
from planparse.lazy import lazy
from planparse.locale.message import _
from planparse.records import Exporter
from planparse.retrieval.citations.naming import Named, named
from planparse.retrieval.citations.near import Near, nearest
from planparse.retrieval.citations.places import Place, own_text, placed
from planparse.retrieval.citations.reading import (
    Reading,
    as_it_stands,
    as_read,
    fold_quotation,
)
from planparse.retrieval.citations.steps import CitationReader, Step, leads_to
from planparse.retrieval.notation import squeezed
from planparse.text.lines import Lines
from planparse.tree import HOLDERS, NodeKind, Parsed, Span


class Difference(NamedTuple):
    """What was said of a passage, and what is there.

    `field` is `quotation`, `document`, `cite` or `path`. Of a quotation `given` and `found` are the
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


class Passages:
    """The passages of one plan, found by citation, by line, and by their words."""

    def __init__(self, parsed: Parsed, lexicon: Lexicon) -> None:
        """Take a parse and the lexicon that it was made with; nothing is looked at yet."""
        self.kept: dict[str, Any] = {}
        self._parsed, self.lexicon = parsed, lexicon
        self._exporter = Exporter(parsed, lexicon)
        self._lines = Lines(parsed.source.text)

    # ── what is asked for ────────────────────────────────────────────────────────────

    def cited(
        self, citation: str, docs: Collection[int] | None = None
    ) -> list[Passage]:
        """Return the nodes that labels name, in reading order; those of `docs` alone.

        A citation that is printed so (`cite`) names the nodes that have it and no other.
        Else the labels are compared: 第三条第二款第（一）项, 第三章第六条, （三）1.
        """
        return list(map(self._of_node, self._cited(citation, docs)))

    def _cited(self, citation: str, docs: Collection[int] | None) -> list[Place]:
        """Return the places of the nodes that labels name."""
        printed = squeezed(citation)
        if found := _among(self._by_cite.get(printed, ()), docs):
            return found
        steps = self._reader.steps(citation)
        if steps is None:
            return []
        places = _among(self._places, docs)
        found = _led_to(steps, places)
        first = self._reader.first_paragraph
        if not found and first in steps:
            found = _led_to([step for step in steps if step != first], places)
            if steps[-1] == first:  # an article's own text
                found = [own_text(place) for place in found]
        return found

    def is_citation(self, words: str) -> bool:
        """Return whether words are labels, and nothing else."""
        printed = squeezed(words)
        return printed in self._by_cite or self._reader.steps(words) is not None

    def of_id(self, name: str) -> list[Passage]:
        """Return the node that has an identifier, d2 or d2/3/1; none where none has."""
        place = self._by_id.get(name)
        return [] if place is None else [self._of_node(place)]

    @lazy
    def documents(self) -> list[Named]:
        """What the documents of the file can be named by, in order."""
        rows = (place.row for place in self._places)
        by_doc = groupby(rows, key=lambda row: row.doc)
        return [named(list(rows)) for doc, rows in by_doc if doc]

    def on_line(self, line: int) -> list[Passage]:
        """Return the nodes whose own text stands on a line, counted from 1: that text alone.

        There is none on a line that the source does not have.
        """
        try:
            low, high = self._lines.span(line)
        except IndexError:
            return []
        text = self._parsed.source.text[low:high]
        low += len(text) - len(text.lstrip())
        high -= len(text) - len(text.rstrip())
        return [
            self._of_node(own_text(place))
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
            raise ValueError(_("there is nothing to look for: the quotation is empty"))
        for reading in (self._read, self._source):
            spans = [reading.span(*place) for place in reading.places(words)]
            if spans:
                return [self._of_words(span, reading) for span in spans]
        return []

    def nearly(self, quotation: str, within: Span | None = None) -> Passage | None:
        """Return the words that are most like a quotation and what differs, None without any.

        `within` is a stretch of the source that they are to begin in.
        """
        words = fold_quotation(quotation)
        for reading in (self._read, self._source):
            place = None if within is None else reading.folded_span(within)
            near = nearest(reading, words, place)
            if near is not None:
                passage = self._of_words(reading.span(near.start, near.end), reading)
                return passage._replace(
                    differences=tuple(_differences(near, reading)),
                    likeness=near.likeness,
                )
        return None

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
        return CitationReader(self.lexicon)

    @lazy
    def _read(self) -> Reading:
        """The text as it is read."""
        return as_read(self._parsed)

    @lazy
    def _source(self) -> Reading:
        """The text as it stands in the source."""
        return as_it_stands(self._parsed)

    @lazy
    def _places(self) -> list[Place]:
        """The nodes in reading order, each with what leads to it."""
        return list(placed(self._exporter.rows(), self._reader, self._exporter.printed))

    @lazy
    def _by_id(self) -> dict[str, Place]:
        """The nodes by their identifiers."""
        return {place.row.id: place for place in self._places}

    @lazy
    def _by_cite(self) -> dict[str, list[Place]]:
        """The nodes by their printed citations."""
        found: dict[str, list[Place]] = {}
        for place in self._places:
            cite = place.row.more.get("cite")
            if cite is not None:
                found.setdefault(squeezed(cite), []).append(place)
        return found

    @lazy
    def _starts(self) -> list[int]:
        """Where the nodes begin, in order."""
        return [place.row.start for place in self._places]

    @lazy
    def titles(self) -> dict[int, str | None]:
        """The titles of the documents, by their numbers."""
        return {document.ordinal: document.title for document in self._parsed.documents}

    def _at(self, offset: int) -> Place:
        """Return the node whose own text a character of the source is in."""
        for at in range(bisect_right(self._starts, offset) - 1, -1, -1):
            place = self._places[at]
            if place.row.kind != "lacuna" and offset < max(place.row.end, 1):
                return place
        return self._places[0]

    def _of_node(self, place: Place) -> Passage:
        """Return a node as a passage."""
        span = Span(place.row.start, place.row.end)
        return self._passage(place, span, self._read.words(span))

    def _of_words(self, span: Span, reading: Reading) -> Passage:
        """Return a stretch of the source as a passage."""
        return self._passage(self._at(span.start), span, reading.words(span))

    def _passage(self, place: Place, span: Span, words: str) -> Passage:
        """Return a stretch of the source that begins in a node."""
        row = place.row
        in_file = self._exporter.place_in_file(span.start, row.kind)
        return Passage(
            node=row.id,
            kind=row.kind,
            doc=row.doc,
            document=self.titles.get(row.doc),
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


def _among(places: Sequence[Place], docs: Collection[int] | None) -> list[Place]:
    """Return those of some places that are in some documents."""
    return [place for place in places if docs is None or place.row.doc in docs]


def _led_to(steps: Sequence[Step], places: Iterable[Place]) -> list[Place]:
    """Return the places to which steps lead; those of which they are all before others."""
    if not steps:
        return []
    found = [
        place
        for place in places
        if place.row.more.get("cite") and leads_to(steps, place.chain)
    ]
    whole = [place for place in found if len(place.chain) == len(steps)]
    return whole or found


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
