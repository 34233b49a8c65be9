"""A text as it is read, in which quotations are found across wraps and widths."""

from array import array
from bisect import bisect_left
from collections.abc import Container, Iterator
from heapq import merge

from planparse.compare.offsets import folded
from planparse.text.characters import with_plain_quotes
from planparse.text.places import is_inside_number, places_of
from planparse.text.unmarked import Unmarked
from planparse.tree import Parsed, Span, nodes_of


def fold_quotation(quotation: str) -> str:
    """Return what counts of a quotation: one width and case, no blanks, no line breaks."""
    return with_plain_quotes(folded(quotation, 0, len(quotation)).text)


class Reading:
    """A text as it is read, and where its folded characters stand in the source.

    `folded` is the text in one width and case, without blanks. Places in it are turned
    into spans of the source, and these into the words that are read there.
    """

    def __init__(
        self,
        source: str,
        changes: list[tuple[int, int, str]],
        borders: Container[int] = (),
    ) -> None:
        """Take the source and what is read otherwise, in order: start, end, what is read.

        At `borders`, offsets of the source, no number goes on, though a digit follows.
        """
        self._borders = borders
        self._read = Unmarked(source, changes)
        text = self._read.text
        found = folded(text, 0, len(text))
        self.folded = with_plain_quotes(found.text)
        self._offsets = array("q", found.offsets)

    def span(self, start: int, end: int) -> Span:
        """Return where a stretch of the folded text stands in the source; it is not empty."""
        first, last = self._offsets[start], self._offsets[end - 1]
        return Span(self._read.start(first), self._read.end(last + 1))

    def words(self, span: Span) -> str:
        """Return what is read in a stretch of the source, without blanks around it."""
        start, end = map(self._read.read_at, span)
        return self._read.text[start:end].strip()

    def places(self, quotation: str) -> Iterator[tuple[int, int]]:
        """Yield where a folded quotation stands in the folded text, none over another.

        A number is not quoted by a part of it: 5亿元 does not stand in 15亿元.
        """
        done = 0
        at = self.folded.find(quotation)
        while at >= 0:
            end = at + len(quotation)
            if at >= done and not (self._cuts_number(at) or self._cuts_number(end)):
                done = end
                yield at, end
            at = self.folded.find(quotation, max(at + 1, done))

    def folded_span(self, span: Span) -> tuple[int, int]:
        """Return where a stretch of the source stands in the folded text."""
        start, end = map(self._read.read_at, span)
        return bisect_left(self._offsets, start), bisect_left(self._offsets, end)

    def pairs_at(self, pair: str) -> list[int]:
        """Return where two folded characters stand side by side."""
        return places_of(self.folded, pair, 0, len(self.folded))

    def _cuts_number(self, at: int) -> bool:
        """Return whether a place of the folded text is inside a number."""
        text, offsets = self.folded, self._offsets
        if not 0 < at < len(text) or offsets[at] != offsets[at - 1] + 1:
            return False  # at an edge, or where a blank is folded away
        if self._read.start(offsets[at]) in self._borders:
            return False
        return is_inside_number(text, at)


def as_read(parsed: Parsed) -> Reading:
    """Return a plan as it is read: repairs made, marks of Markdown and page furniture out."""
    source = parsed.source.text
    edits = [(edit.start, edit.end, edit.after) for edit in parsed.edits]
    marks = [] if parsed.unmarked is None else parsed.unmarked.marks
    read = [(mark.start, mark.end, mark.text) for mark in marks]
    furniture = [
        (node.start, node.end, "\n")
        for node in nodes_of(parsed)
        if node.kind == "furniture"
    ]
    changes: list[tuple[int, int, str]] = []
    done = 0
    for start, end, instead in merge(sorted(edits), read, furniture):
        if start >= done:
            changes.append((start, end, instead))
            done = end
    return Reading(source, changes, _borders(parsed))


def as_it_stands(parsed: Parsed) -> Reading:
    """Return a plan as its source has it, unrepaired."""
    return Reading(parsed.source.text, [], _borders(parsed))


def _borders(parsed: Parsed) -> frozenset[int]:
    """Return where nodes, their headings and their texts begin and end."""
    return frozenset(
        border
        for node in nodes_of(parsed)
        for border in (node.start, node.end, node.body, *node.heading, *node.text)
    )
