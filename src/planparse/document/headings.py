"""Unnumbered lines that head what follows: where they stand, and which of them have lost an automatic number.

A heading needs no number: 工作目标 on a line of its own, before 1. or before prose. A word processor's automatic
numbers get lost when text is copied: headings stand there bare, then comes 四、. Numbers are missing then, and no text.
"""

import re
from collections.abc import Iterator, Sequence

from planparse.document.line_kinds import LineClassifier
from planparse.grammar.lexicon import Lexicon
from planparse.layout.paragraphs import Block
from planparse.numbering.reading import DOCUMENT
from planparse.text.characters import CLAUSE_MARKS, CLOSERS, SENTENCE_ENDS, is_han

_SHORT = 40
"""A line of up to so many characters without an end mark may head what follows."""
_SHORTER = 20
"""Before prose it is shorter: a longer one may be the first line of a sentence that goes on."""
_PROSE = 40
"""A paragraph longer than that, with an end mark, is prose."""
_RUN_IN = re.compile(r"[^，。；：、\s]{4,30}。(?=.{10})")
"""A heading with its body on the same line: 加强督查。各单位要…"""
_ANEW = ("restart", "implied", "fresh")
"""Transitions that begin a series again from 1."""


def mark(
    text: str, blocks: Sequence[Block], lexicon: Lexicon, classifier: LineClassifier
) -> list[Block]:
    """The blocks, headings without a number put beside the series they head, and marked (`head`).

    A hole whose numbers are lost from headings that still stand gets those (`bare`), as spans of the text.
    """
    marker = _Marker(text, blocks, lexicon, classifier)
    for place, block in enumerate(blocks):
        if block.kind == "section":
            marker.stand_beside(place)
    for place, block in enumerate(blocks):
        if block.kind == "paragraph" and marker.heads(place):
            marker.blocks[place] = marker.blocks[place]._replace(head=block.end)
    for place, block in enumerate(blocks):
        if block.hole is not None:
            marker.find_bare(place)
    return marker.blocks


class _Marker:
    def __init__(
        self,
        text: str,
        blocks: Sequence[Block],
        lexicon: Lexicon,
        classifier: LineClassifier,
    ) -> None:
        self.text, self.blocks, self.classifier = text, list(blocks), classifier
        self.terminal = frozenset(SENTENCE_ENDS + CLOSERS)
        self.inner, self.captions = (
            CLAUSE_MARKS,
            "".join(lexicon.words.headings.captions),
        )

    def stand_beside(self, place: int) -> None:
        """Put what leads up to a series that begins anew beside it, not below the last item of the one before."""
        decision, depth = self.blocks[place].decision, self.blocks[place].depth
        if decision is None or decision.transition not in _ANEW:
            return
        at = place - 1
        if self._below(at, depth) and self.text[self.blocks[at].end - 1] in "：:":
            self.blocks[at] = self.blocks[at]._replace(depth=depth)
            at -= 1
        if self._below(at, depth) and self._is_short(self.blocks[at]):
            self.blocks[at] = self.blocks[at]._replace(depth=depth)

    def heads(self, place: int, first: int | None = 1) -> bool:
        """Whether a paragraph heads what follows: prose, or a series from the number `first` on (None: any number).

        A short open line among others of its kind is more likely a cell of a table or a line of a form.
        """
        block = self.blocks[place]
        if (
            not self._is_short(block)
            or place + 1 == len(self.blocks)
            or not self._stands_alone(place)
        ):
            return False
        words = self.text[block.start : block.end]
        if not self._is_worded(words):
            return False
        onward = self.blocks[place + 1]
        if onward.kind == "section" and onward.decision is not None:
            counts = first is None or (
                onward.decision.marker.ordinal == first and onward.depth >= block.depth
            )
            return counts and not self.classifier.letterhead.is_register_field(words)
        return (
            len(words) <= _SHORTER
            and onward.kind == "paragraph"
            and onward.end - onward.start > _PROSE
            and self.text[onward.start] not in "（("
            and self.text[onward.end - 1] in self.terminal
            and not self.classifier.letterhead.is_register_field(words)
        )

    def find_bare(self, place: int) -> None:
        """Tell the headings that stand bare before a hole, where there are as many as numbers are missing."""
        region = self.blocks[place].hole
        assert region is not None
        if len(region.gaps) > 1 or region.gaps[0].depth == DOCUMENT:
            return
        family, first, last, depth = region.gaps[0]
        lines = list(self._since(place, family, depth))
        heads = {
            at: self.blocks[at].end
            for at in lines
            if self.blocks[at].head or self.heads(at, None)
        }
        if len(heads) != last - first + 1:
            ran = {
                at: _RUN_IN.match(self.text, self.blocks[at].start, self.blocks[at].end)
                for at in lines
            }
            heads = {
                at: found.end() - 1
                for at, found in ran.items()
                if found and self.blocks[at].depth == depth
            }
        if len(heads) != last - first + 1:
            return
        for at, end in heads.items():
            self.blocks[at] = self.blocks[at]._replace(head=end, depth=depth)
        bare = tuple((self.blocks[at].start, heads[at]) for at in sorted(heads))
        self.blocks[place] = self.blocks[place]._replace(bare=bare)

    def _below(self, at: int, depth: int) -> bool:
        """Whether there is a paragraph at this place that stands deeper."""
        return (
            at >= 0
            and self.blocks[at].kind == "paragraph"
            and self.blocks[at].depth > depth
        )

    def _is_short(self, block: Block) -> bool:
        """Whether a paragraph is short and has no end mark."""
        return (
            block.end - block.start <= _SHORT
            and self.text[block.end - 1] not in self.terminal
        )

    def _stands_alone(self, place: int) -> bool:
        """Whether no open line stands right before, a title aside."""
        if place == 0 or self.blocks[place - 1].kind != "paragraph":
            return True
        before = self.blocks[place - 1]
        return self.text[
            before.end - 1
        ] in self.terminal or self.classifier.titles.ends_in_genre(
            self.text[before.start : before.end]
        )

    def _is_worded(self, words: str) -> bool:
        """Whether a line is made of words, and is no caption: 图 3, 表2."""
        if len(words) < 3 or not is_han(words[0]) or words[-1] in "，、":
            return False
        if words[0] in self.captions and words[1:].lstrip()[:1].isdigit():
            return False
        return not any(mark in words for mark in self.inner)

    def _since(self, place: int, family: int, depth: int) -> Iterator[int]:
        """The paragraphs from the section before of that family and level, or from their parent, up to a place."""
        for at in range(place - 1, -1, -1):
            block = self.blocks[at]
            if block.kind == "paragraph":
                yield at
                continue
            same = (
                block.decision is not None
                and block.depth == depth
                and block.decision.marker.family == family
            )
            parent = block.decision is not None and block.depth < depth
            if same or parent or block.kind == "title" or block.hole is not None:
                return
