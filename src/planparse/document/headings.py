"""Find unnumbered headings, and those of them that lost an automatic number.

A heading needs no number: 工作目标 on a line of its own, before 1. or before prose. The
automatic numbers of a word processor get lost when text is copied: headings stand there
bare, then comes 四、. Numbers are missing then, and no text.
"""

import re
from collections.abc import Iterator, Mapping, Sequence

from planparse.document.lines.line_kinds import LineClassifier
from planparse.grammar.lexicon import Lexicon
from planparse.layout.paragraphs import Block
from planparse.numbering.reading import DOCUMENT
from planparse.text.characters import (
    CLAUSE_MARKS,
    COLONS,
    ENDS,
    ROUND,
    SEMICOLONS,
    is_han,
)
from planparse.tree import HOLDERS, Gap

_LONGEST = 40
"""A line of up to so many characters without an end mark may head what follows. The
longest of 170 in 546 real documents has 20. Doubled, it changes 1 of 546 real
documents; halved, none."""
_LONGEST_BEFORE_PROSE = 20
"""A longer line before prose may be the first of a sentence that is wrapped. Doubled,
it changes 9 of 546 real documents; halved, 64."""
_SHORTEST = 3
"""A shorter line is no heading. Doubled, it changes 7 of 546 real documents; halved,
3."""
_SHORTEST_PROSE = 39
"""A paragraph with an end mark is prose if it is longer than that. Doubled, it changes
13 of 546 real documents; halved, 11."""
_RUN_IN = r"[^，。；：、\s]{4,30}。(?=.{10})"
"""A heading with its body on the same line: 加强督查。各单位要…"""
_CLAUSE_MARKS = frozenset(CLAUSE_MARKS)
_ANEW = ("restart", "implied", "fresh")
"""Transitions that begin a series again from 1."""


def mark(
    text: str,
    blocks: Sequence[Block],
    lexicon: Lexicon,
    classifier: LineClassifier,
    marked: Mapping[int, int],
) -> list[Block]:
    """Return the blocks with unnumbered headings marked (`head`).

    `marked` are spans of the text, from start to end, that marks show to be headings.

    Each stands beside the series that it heads. A gap whose numbers are lost from
    headings that still stand gets those (`bare`), as spans of the text.
    """
    marker = _Marker(text, blocks, lexicon, classifier, marked)
    for place, block in enumerate(blocks):
        decision = block.decision
        if decision is not None and decision.transition in _ANEW:
            marker.raise_lead_in(place)
    short = [
        place
        for place, block in enumerate(blocks)
        if block.kind == "paragraph"
        and (block.end - block.start <= _LONGEST or block.start in marked)
    ]
    for place in short:
        if marker.is_heading(place, first=1):
            block = marker.blocks[place]
            marker.blocks[place] = block._replace(head=block.end)
    for place in [at for at, block in enumerate(blocks) if block.gap is not None]:
        marker.find_bare(place)
    return marker.blocks


def _length(block: Block) -> int:
    """Return how many characters a block has once its lines are joined."""
    breaks = sum(each.end - each.start for each in block.soft_breaks)
    return block.end - block.start - breaks


class _Marker:
    """Marks headings among the blocks of a text."""

    def __init__(
        self,
        text: str,
        blocks: Sequence[Block],
        lexicon: Lexicon,
        classifier: LineClassifier,
        marked: Mapping[int, int],
    ) -> None:
        """Take the blocks in reading order; the list is copied, as headings are marked in it."""
        self.text, self.blocks, self.classifier = text, list(blocks), classifier
        self.marked = marked
        sections = (at for at, block in enumerate(blocks) if block.kind in HOLDERS)
        self.first = next(sections, len(self.blocks))
        """The place of the first section."""
        self.captions = "".join(lexicon.words.headings.captions)

    def raise_lead_in(self, place: int) -> None:
        """Raise what leads up to a series that begins anew to the series' level.

        Else it would stand below the last item of the series before.
        """
        depth = self.blocks[place].depth
        at = place - 1
        if self._is_below(at, depth) and self.text[self.blocks[at].end - 1] in "：:":
            self.blocks[at] = self.blocks[at]._replace(depth=depth)
            at -= 1
        if self._is_below(at, depth) and self._is_short(self.blocks[at]):
            self.blocks[at] = self.blocks[at]._replace(depth=depth)

    def is_heading(self, place: int, *, first: int | None) -> bool:
        """Return whether a paragraph heads what follows: prose, or a series.

        The series begins with the number `first` (None: with any number). A short line
        among others of its kind is more likely a cell of a table or a field of a form.
        """
        block = self.blocks[place]
        if self.classifier.is_plain(block):
            return False
        if block.start in self.marked and block.end == self.marked[block.start]:
            return place > self.first or not self.classifier.is_title(block)
        if not self._is_short(block) or place + 1 == len(self.blocks):
            return False
        words = self.text[block.start : block.end]
        return (
            self._has_text_below(place, first)
            and self._is_worded(words)
            and self._stands_alone(place)
            and not self.classifier.letterhead.is_register_field(words)
        )

    def _has_text_below(self, place: int, first: int | None) -> bool:
        """Return whether what follows a line may stand below it as a heading.

        That is a series that begins there, or prose; before prose a longer line is taken
        for a sentence that lost its end mark.
        """
        block, following = self.blocks[place], self.blocks[place + 1]
        if following.kind == "section":
            return self._begins_series(following, block.depth, first)
        is_short = block.end - block.start <= _LONGEST_BEFORE_PROSE
        return is_short and self._is_prose(following)

    def find_bare(self, place: int) -> None:
        """Mark the bare headings before a gap, if they are as many as its numbers."""
        region = self.blocks[place].gap
        assert region is not None
        if len(region.gaps) != 1 or region.gaps[0].depth == DOCUMENT:
            return
        gap = region.gaps[0]
        count = gap.last - gap.first + 1
        places = list(self._since_series(place, gap))
        ends = self._own_lines(places)
        if len(ends) != count:
            ends = self._run_in(places, gap.depth)
        if len(ends) == count:
            for at, end in ends.items():
                self.blocks[at] = self.blocks[at]._replace(head=end, depth=gap.depth)
        elif len(places) == count and self._are_items(places, gap):
            ends = {at: self._end_of_words(self.blocks[at]) for at in places}
        else:
            return
        bare = tuple((self.blocks[at].start, ends[at]) for at in sorted(ends))
        self.blocks[place] = self.blocks[place]._replace(bare=bare)

    def _are_items(self, places: Sequence[int], gap: Gap) -> bool:
        """Return whether paragraphs are the first items of a list, all but the numbers.

        A colon announces them, and each ends in a semicolon. `places` are in a row, the
        last one first.
        """
        above = self.blocks[places[-1] - 1]
        return (
            gap.first == 1
            and self.text[above.end - 1] in COLONS
            and all(self.text[self.blocks[at].end - 1] in SEMICOLONS for at in places)
        )

    def _end_of_words(self, block: Block) -> int:
        """Return where the first words of a paragraph end, up to a mark."""
        places = range(block.start, block.end)
        marks = (at for at in places if self.text[at] in _CLAUSE_MARKS)
        return next(marks, block.end)

    def _own_lines(self, places: Sequence[int]) -> dict[int, int]:
        """Return the ends of headings on lines of their own, by place."""
        return {
            at: self.blocks[at].end
            for at in places
            if self.blocks[at].head or self.is_heading(at, first=None)
        }

    def _run_in(self, places: Sequence[int], depth: int) -> dict[int, int]:
        """Return the ends of run-in headings at a level, by place."""
        ends = {}
        run_in = re.compile(_RUN_IN)
        for at in places:
            block = self.blocks[at]
            heading = run_in.match(self.text, block.start, block.end)
            if heading is not None and block.depth == depth:
                ends[at] = heading.end() - 1
        return ends

    def _begins_series(self, block: Block, depth: int, first: int | None) -> bool:
        """Return whether a section begins a series that stands at a level or below."""
        if first is None:
            return True
        assert block.decision is not None
        return block.decision.marker.ordinal == first and block.depth >= depth

    def _is_prose(self, block: Block) -> bool:
        """Return whether a block is a long paragraph of whole sentences."""
        return (
            block.kind == "paragraph"
            and _length(block) > _SHORTEST_PROSE
            and self.text[block.start] not in ROUND.opening
            and self.text[block.end - 1] in ENDS
        )

    def _is_below(self, at: int, depth: int) -> bool:
        """Return whether there is a paragraph at a place that stands deeper."""
        return (
            at >= 0
            and self.blocks[at].kind == "paragraph"
            and self.blocks[at].depth > depth
        )

    def _is_short(self, block: Block) -> bool:
        """Return whether a paragraph is short and has no end mark."""
        return (
            block.end - block.start <= _LONGEST and self.text[block.end - 1] not in ENDS
        )

    def _stands_alone(self, place: int) -> bool:
        """Return whether no line without an end mark stands above, titles left aside."""
        if place == 0 or self.blocks[place - 1].kind != "paragraph":
            return True
        above = self.blocks[place - 1]
        if self.text[above.end - 1] in ENDS:
            return True
        return self.classifier.titles.ends_in_genre(self.classifier.line(above))

    def _is_worded(self, words: str) -> bool:
        """Return whether a line is made of words, and is no caption: 图 3, 表2."""
        if len(words) < _SHORTEST or not is_han(words[0]) or words[-1] in "，、":
            return False
        if words[0] in self.captions and words[1:].lstrip()[:1].isdigit():
            return False
        return _CLAUSE_MARKS.isdisjoint(words)

    def _since_series(self, place: int, gap: Gap) -> Iterator[int]:
        """Yield the paragraphs above a gap, up to the last of its series or its parent.

        A title or another gap ends the search as well: what stands above either lost
        nothing here.
        """
        for at in range(place - 1, -1, -1):
            block = self.blocks[at]
            if block.kind == "paragraph":
                yield at
            elif block.kind == "title" or block.gap is not None:
                return
            elif block.decision is not None:
                family = block.decision.marker.family
                is_parent = block.depth < gap.depth
                if is_parent or (block.depth == gap.depth and family == gap.family):
                    return
