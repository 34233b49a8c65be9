"""Put the paragraphs behind the items of an article where they belong: each is a 款.

An article (条) is made of paragraphs (款), a paragraph of items (项), an item of sub-items
(目): 立法法第六十五条. A paragraph behind the last item is therefore the article's next
款, and no part of the item.
"""

from collections.abc import Iterator, Sequence

from planparse.grammar.lexicon import Lexicon
from planparse.layout.paragraphs import Block
from planparse.text.characters import COLONS, ENDS, FULL_STOPS

_ANEW = ("open", "open_skip", "restart", "implied", "fresh", "nest")
"""Transitions that begin a series."""
_FIRST_WORDS = 12
"""A paragraph speaks of the one before in so many first characters (具有前款规定情形…); a
choice."""


def raise_paragraphs(
    text: str, blocks: Sequence[Block], lexicon: Lexicon
) -> list[Block]:
    """Return the blocks of a document, the paragraphs in its articles at their own depths.

    A paragraph before a further item belongs to the item that the series goes on from, or
    to what a new series stands below; one before the next article is the article's. What
    an item announces or heads stays in the item.
    """
    placed = list(blocks)
    for article, stop in _articles(blocks, lexicon):
        _Article(text, placed, article, stop, lexicon).place_paragraphs()
    return placed


def _articles(blocks: Sequence[Block], lexicon: Lexicon) -> Iterator[tuple[int, int]]:
    """Yield the places of articles, each with that of the first block behind it.

    Only those are told in which a paragraph stands deeper than their own. An article ends
    at the first block that stands no deeper than it: the next article, or a chapter's
    heading.
    """
    articles = lexicon.articles
    article, depth, has_below = -1, 0, False
    for place, block in enumerate(blocks):
        if article >= 0:
            if block.depth <= depth:
                if has_below:
                    yield article, place
                article, has_below = -1, False
            elif block.kind == "paragraph" and block.depth > depth + 1:
                has_below = True
        decision = block.decision
        if decision is not None and decision.marker.family in articles:
            article, depth, has_below = place, block.depth, False
    if has_below:
        yield article, len(blocks)


class _Article:
    """An article's blocks `[start, stop)`, whose paragraphs are put at their depths, in place."""

    def __init__(
        self, text: str, blocks: list[Block], start: int, stop: int, lexicon: Lexicon
    ) -> None:
        """Take the blocks of a file, of which those in `[start, stop)` are the article's."""
        self.text, self.blocks, self.start, self.stop = text, blocks, start, stop
        self.recalling = lexicon.words.articles.recalling
        self.depth = blocks[start].depth + 1
        """How deep the article's own paragraphs stand."""
        self.item = self.marker = start
        """The places of the last marker, and of the next that was found."""
        self.has_stopped = False
        """Whether a block behind the last marker ends in a full stop."""
        self.in_paragraphs: set[int] = set()
        """The depths of open series that have an item with paragraphs of its own."""

    def place_paragraphs(self) -> None:
        """Put the paragraphs behind items at their depths."""
        for place in range(self.start + 1, self.stop):
            block = self.blocks[place]
            if block.decision is not None:
                self.item, self.has_stopped = place, False
                if block.decision.transition in _ANEW:
                    self.in_paragraphs.discard(block.depth)
                continue
            if block.kind == "paragraph" and block.depth > self.depth:
                depth = self.depth_of(place)
                if depth < block.depth and not self.goes_on(place):
                    self.blocks[place] = block._replace(depth=depth)
            if self.text[block.end - 1] in FULL_STOPS:
                self.has_stopped = True

    def depth_of(self, place: int) -> int:
        """Return how deep a paragraph stands, by the next marker in its article."""
        marked = self.marked_behind(place)
        if marked is None:
            return self.depth_at_end(place)
        assert marked.decision is not None
        if marked.decision.transition in _ANEW:
            return marked.depth
        if is_ended(self.text, self.blocks[self.item].end):
            self.in_paragraphs.add(marked.depth)
        return marked.depth + 1

    def marked_behind(self, place: int) -> Block | None:
        """Return the next block with a marker in the article; places are asked in order."""
        self.marker = max(self.marker, place + 1)
        while self.marker < self.stop:
            block = self.blocks[self.marker]
            if block.decision is not None:
                return block
            self.marker += 1
        return None

    def depth_at_end(self, place: int) -> int:
        """Return how deep a paragraph stands that no marker follows in its article.

        Where items before have paragraphs of their own, the last one has so too.
        """
        if self.in_paragraphs and not self.recalls(place):
            return min(self.in_paragraphs) + 1
        return self.depth

    def goes_on(self, place: int) -> bool:
        """Return whether a paragraph is a part of the item before it.

        It is where the item ends with a colon, until a paragraph ends in a full stop, and
        where the item is a heading or a sentence that breaks off.
        """
        if self.recalls(place):
            return False
        if not is_ended(self.text, self.blocks[self.item].end):
            return True
        announces = self.text[self.blocks[self.item].end - 1] in COLONS
        return announces and not self.has_stopped

    def recalls(self, place: int) -> bool:
        """Return whether a paragraph speaks of the one before it (前款) in its first words."""
        block = self.blocks[place]
        first_words = self.text[
            block.start : min(block.end, block.start + _FIRST_WORDS)
        ]
        return any(word in first_words for word in self.recalling)


def is_ended(text: str, end: int) -> bool:
    """Return whether an end mark stands before a place."""
    return text[end - 1] in ENDS
