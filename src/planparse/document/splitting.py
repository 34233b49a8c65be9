"""Cut the blocks of a file into its documents: where each begins and ends.

A new document begins at a marker that says so (第一篇：), or at a title behind which
numbering starts again from the top.
"""

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from operator import attrgetter
from typing import NamedTuple

from planparse.document.lines.line_kinds import LineClassifier
from planparse.document.web_pages import header_length
from planparse.document.wrapped_titles import is_single_break
from planparse.layout.paragraphs import Block
from planparse.numbering.reading import DOCUMENT
from planparse.text.corrections import Corrections
from planparse.text.titles import counts_on
from planparse.tree import HOLDERS

_SHORTEST_TITLE = 8
"""A shorter line heads a section (活动安排), unless a close stands above it. Doubled,
it changes 2 of 546 real documents; halved, 1."""
_LONGEST_INTRODUCTION = 40
"""No site prints more paragraphs above the documents of a compilation. A choice."""
_SHORTEST_FIRST_LINE = 6
"""A shorter line is not the first of a title that is set on several lines. A choice:
doubled or halved, it changes none of 546 real documents."""


class Part(NamedTuple):
    """The blocks of one document of a file, and its span: up to where the next begins.

    Offsets are code points of the text, `end` is exclusive.
    """

    blocks: list[Block]
    start: int
    end: int


def split_documents(
    text: str, blocks: Sequence[Block], classifier: LineClassifier
) -> tuple[int, list[Part]]:
    """Return how many of the first blocks are a web page's, and the file's documents.

    The blocks of the web page stand in none of these.
    """
    splitter = _Splitter(text, blocks, classifier)
    for place in range(splitter.first, len(blocks)):
        if blocks[place].decision is not None:
            splitter.read(place)
    cuts = splitter.cuts
    if classifier.corrections.fitting:
        cuts = _corrected(cuts, blocks, classifier.corrections)
    ends = [*cuts[1:], len(blocks)]
    starts = [_line_start(text, blocks, cut) if cut else 0 for cut in cuts]
    stops = [*starts[1:], len(text)]
    return cuts[0], [
        Part(list(blocks[cut:end]), start, stop)
        for cut, end, start, stop in zip(cuts, ends, starts, stops, strict=True)
    ]


def _corrected(
    cuts: Sequence[int], blocks: Sequence[Block], corrections: Corrections
) -> list[int]:
    """Return at which blocks documents begin, as corrections have it.

    What stands above the first one that is said to begin, and was read as the page of a web
    site, stays that.
    """
    said = _beginning(blocks, corrections.lines("document"))
    refused = _beginning(blocks, corrections.lines("no-document"))
    first = min([cuts[0], *said])
    return [first, *sorted(({*cuts} - refused | said) - {first})]


def _beginning(blocks: Sequence[Block], heads: Iterable[int]) -> set[int]:
    """Return the places of the blocks that begin with the lines of some characters."""
    places = ((bisect_left(blocks, at, key=attrgetter("start")), at) for at in heads)
    return {at for at, head in places if at < len(blocks) and blocks[at].line <= head}


class _Splitter:
    """Finds the places at which the documents of a file begin."""

    def __init__(
        self, text: str, blocks: Sequence[Block], classifier: LineClassifier
    ) -> None:
        """Take the blocks of a file; a web page's header stands before the first document."""
        self.text, self.blocks, self.classifier = text, blocks, classifier
        self.first = max(header_length(blocks, classifier), _introduction(blocks))
        self.cuts = [self.first]
        self.between = self.first
        """Where the unnumbered lines right above the block at hand begin."""
        self.title: str | None = None
        """The title of the document at hand, `""` where it has none above a section."""

    def read(self, place: int) -> None:
        """Cut before a block, or before the title above it, if a document begins."""
        block = self.blocks[place]
        if block.decision is not None and block.decision.depth == DOCUMENT:
            if place > self.cuts[-1]:
                self.cuts.append(place)
            self.between, self.title = place + 1, None
        elif block.kind in HOLDERS:
            decision = block.decision
            is_fresh = (
                decision is not None and decision.transition == "fresh"
            ) or self._is_below_head(place)
            if is_fresh or self.title is None:
                self._read_section(place, is_fresh=is_fresh)
            self.between = place + 1

    def _read_section(self, place: int, *, is_fresh: bool) -> None:
        """Begin a new document at a section that numbers afresh, if a title stands above."""
        if is_fresh:
            start = self._new_document(place)
            if start is not None:
                self.cuts.append(start)
                self.title = None
        if self.title is None:
            self.title = self._first_title(self.blocks[self.cuts[-1] : place])

    def _is_below_head(self, place: int) -> bool:
        """Return whether a first section stands below the head of a law or a report.

        Numbering need not begin anew there: 第一章 of a law may stand behind articles of
        another that has no chapters.
        """
        decision = self.blocks[place].decision
        if decision is None or decision.marker.ordinal != 1 or self.title is None:
            return False
        return any(
            self._is_title_of_head(at) and self.classifier.is_title(self.blocks[at])
            for at in range(self.between, place - 1)
        )

    def _first_title(self, blocks: Iterable[Block]) -> str:
        """Return the first title among some blocks, or an empty text."""
        titles = (
            self.classifier.line(block)
            for block in blocks
            if block.kind == "title" or self.classifier.is_title(block)
        )
        return next(titles, "")

    def _new_document(self, place: int) -> int | None:
        """Return at which title a new document begins, if one does above a section.

        The title may take several lines, of which the first is where the document
        begins. The head of an annex begins none, and neither does a title that the text
        announces.
        """
        for at in range(self.between, place):
            block = self.blocks[at]
            if block.kind != "paragraph":
                continue
            if self._begins_annex(block):
                return None
            if not self.classifier.is_title(block) or self._is_heading(at, place):
                continue
            start = at
            while start > self.between and self._opens_title(start - 1):
                start -= 1
            return None if self._is_announced(start, at, place) else start
        return None

    def _begins_annex(self, block: Block) -> bool:
        """Return whether a block is the head or the name of an annex."""
        is_head = self.classifier.kind(block) == "attachment"
        return is_head or self.classifier.names_annex(block)

    def _is_article(self, place: int) -> bool:
        """Return whether a section is an article: 第一条."""
        block = self.blocks[place]
        return block.end > block.body and self.text[block.body - 1] == "条"

    def _is_like_title_before(self, line: str) -> bool:
        """Return whether the document at hand has a short title with the same 文种."""
        title = next(
            (
                self.classifier.line(block)
                for block in self.blocks[self.cuts[-1] : self.between]
                if block.kind == "paragraph" and self.classifier.is_title(block)
            ),
            "",
        )
        return 0 < len(title) < _SHORTEST_TITLE and title[-2:] == line[-2:]

    def _is_heading(self, at: int, place: int) -> bool:
        """Return whether a line above a section is short, and heads it: 活动安排.

        It is a title where it counts on from the title before (工作计划二), where titles
        before are as short and end alike (会议制度, 收文制度), where articles begin again
        below it, or when a law was passed stands there, or where a signature or a date has
        ended the document before it.
        """
        line = self.classifier.line(self.blocks[at])
        if len(line) >= _SHORTEST_TITLE or (self.title and counts_on(self.title, line)):
            return False
        if self._is_article(place) or self._is_like_title_before(line):
            return False
        if self._is_title_of_head(at):
            return False
        return not any(
            self.classifier.is_letterhead(block.start, block.end)
            for block in self.blocks[self.between : at]
        )

    def _is_title_of_head(self, at: int) -> bool:
        """Return whether below a line stands when a law was passed, or a report given."""
        below = self.classifier.line(self.blocks[at + 1])
        letterhead = self.classifier.letterhead
        return letterhead.is_enactment(below) or letterhead.is_occasion(below)

    def _is_announced(self, start: int, at: int, end: int) -> bool:
        """Return whether the document at hand is a notice that issues this plan."""
        if not self.title:
            return False
        lines = map(self.classifier.line, self.blocks[start:end])
        whole = "".join("".join(line.split()) for line in lines)
        line = self.classifier.line(self.blocks[at])
        return self.classifier.titles.carries(self.title, line, whole)

    def _opens_title(self, at: int) -> bool:
        """Return whether a line belongs to the title on the next line."""
        block, following = self.blocks[at], self.blocks[at + 1]
        return (
            block.kind == "paragraph"
            and block.end - block.start >= _SHORTEST_FIRST_LINE
            and self._begins_title(block, following)
            and is_single_break(self.text[block.end : following.start])
        )

    def _begins_title(self, block: Block, following: Block) -> bool:
        """Return whether a line begins a title: its issuer, or what has no 文种 yet."""
        if self.classifier.kind(block) == "signature":
            return self.classifier.titles.states_matter(following.start)
        line = self.classifier.line(block)
        return self.classifier.may_be_title(
            block
        ) and not self.classifier.titles.ends_in_genre(line)


def _introduction(blocks: Sequence[Block]) -> int:
    """Return how many blocks a site prints above the first document of a compilation.

    That is all above 第一篇, where no section stands there.
    """
    for place, block in enumerate(blocks[:_LONGEST_INTRODUCTION]):
        if block.kind == "section":
            return 0
        if block.decision is not None and block.decision.depth == DOCUMENT:
            return place if block.decision.marker.ordinal == 1 else 0
    return 0


def _line_start(text: str, blocks: Sequence[Block], place: int) -> int:
    """Return where a block's first line begins; behind the last block the text ends."""
    return blocks[place].line if place < len(blocks) else len(text)
