"""Say what a document is: its title, its year and the counts it declares."""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from operator import attrgetter

from planparse.document.envelope import envelope
from planparse.document.lines.line_kinds import LineClassifier
from planparse.findings import declared_counts
from planparse.grammar.lexicon import Lexicon
from planparse.layout.paragraphs import SoftBreak
from planparse.text.dates import year_of, year_of_title
from planparse.text.titles import clean_title
from planparse.tree import HOLDERS, Document, Node

_CLOSE = ("attachment", "signature", "date")
"""What a notice ends with; a title behind it is that of what it carries, or of an annex."""
_SHORTEST_TEXT = 40
"""A shorter paragraph before a date may be a web page's. A choice."""


def describe(
    text: str,
    ordinal: int,
    root: Node,
    soft_breaks: Sequence[SoftBreak],
    classifier: LineClassifier,
    lexicon: Lexicon,
) -> Document:
    """Return the document of a tree, the `ordinal`-th of its file.

    `soft_breaks` are the line breaks inside its paragraphs, in order; its title has none.
    """
    describer = _Describer(text, root, soft_breaks, classifier)
    titled = list(describer.titles())
    titles = [title for _, title in titled]
    return Document(
        ordinal=ordinal,
        root=root,
        title=titles[-1] if titles else None,
        year=describer.year(titles),
        claims=declared_counts.of(text, root, lexicon),
        envelope=envelope(text, root.children, classifier),
        titles=tuple(title for node, title in titled if node.body == node.start),
    )


class _Describer:
    """Reads the title and the year of one document."""

    def __init__(
        self,
        text: str,
        root: Node,
        soft_breaks: Sequence[SoftBreak],
        classifier: LineClassifier,
    ) -> None:
        """Take the root of a document; its front matter is what stands above the first section."""
        self.text, self.root, self.soft_breaks = text, root, soft_breaks
        self.letterhead, self.title_lines = classifier.letterhead, classifier.titles
        nodes = root.children
        sections = (at for at, node in enumerate(nodes) if node.kind in HOLDERS)
        self.front = nodes[: next(sections, len(nodes))]

    def titles(self) -> Iterator[tuple[Node, str]]:
        """Yield the titles before the first section, and that of the plan issued, with nodes."""
        before: list[str] = []
        has_text = is_closed = False
        for at, node in enumerate(self.root.children):
            if node.kind != "title":
                has_text = has_text or self._is_text(node)
                is_closed = is_closed or (has_text and node.kind in _CLOSE)
                continue
            in_front = at < len(self.front) and not (is_closed and before)
            if in_front or self._is_issued(node, at, before):
                title = clean_title(self._joined(node.body, node.end))
                before.append(title)
                yield node, title

    def year(self, titles: Sequence[str]) -> int | None:
        """Return the year of the last title that names one, else that of a line."""
        named = map(year_of_title, reversed(titles))
        dated = map(year_of, self._dated_lines(titles))
        years = (year for source in (named, dated) for year in source)
        return next((year for year in years if year is not None), None)

    def _dated_lines(self, titles: Sequence[str]) -> Iterator[str]:
        """Yield lines that may show the year, the most certain first."""
        yield from reversed(titles)
        for at, node in enumerate(self.root.children):
            if node.kind in ("date", "subtitle"):
                yield node.value or self._line(node)
            elif at < len(self.front) and self._is_enactment(node):
                yield self._line(node)
        last = self._last()
        if last.kind == "paragraph" and self.letterhead.is_imprint(self._line(last)):
            yield self._line(last)
        for node in self.root.children:
            if node.kind == "docnumber":
                yield self._line(node)

    def _is_text(self, node: Node) -> bool:
        """Return whether a node is a notice's text, or says to whom it is written."""
        return node.kind == "addressee" or (
            node.kind == "paragraph" and node.end - node.body > _SHORTEST_TEXT
        )

    def _is_enactment(self, node: Node) -> bool:
        """Return whether a paragraph says when a law was passed."""
        line = self._line(node)
        return node.kind == "paragraph" and self.letterhead.is_enactment(line)

    def _last(self) -> Node:
        """Return the node that stands last, on whichever level."""
        last = self.root
        while last.children:
            last = last.children[-1]
        return last

    def _line(self, node: Node) -> str:
        """Return the text of a node, as it stands in the source."""
        return self.text[node.start : node.end]

    def _joined(self, start: int, end: int) -> str:
        """Return `text[start:end]` without the line breaks in it."""
        pieces = []
        first = bisect_left(self.soft_breaks, start, key=attrgetter("start"))
        for at in self.soft_breaks[first:]:
            if at.start >= end:
                break
            pieces.append(self.text[start : at.start])
            start = at.end
        return "".join([*pieces, self.text[start:end]])

    def _is_issued(self, node: Node, at: int, titles: Sequence[str]) -> bool:
        """Return whether the document before a title is a notice that issues this plan.

        Its title names the plan, or, where the notice has no sections, says that it
        issues one, or its text does: 现将《河道保洁方案》印发给你们.
        """
        line = clean_title(self._joined(node.body, node.end))
        if any(self.title_lines.carries(title, line, line) for title in titles):
            return True
        if at >= len(self.front):
            return False
        notice = self.text[self.root.start : node.start]
        return self.title_lines.is_issued_by(titles, notice, line)
