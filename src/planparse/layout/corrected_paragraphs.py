"""Assemble the blocks of a text of whose lines corrections say what they are."""

from bisect import bisect_left
from collections.abc import Callable, Sequence
from operator import attrgetter

from planparse.grammar.lexicon import Lexicon
from planparse.layout.line_breaks import WordEvidence
from planparse.layout.paragraphs import Assembler, Block
from planparse.numbering.gaps import GapLocation
from planparse.numbering.tokens import Token
from planparse.text.corrections import PARTS, Corrections
from planparse.text.original import Original
from planparse.tree import BlockKind

_JOINED = frozenset({"section", "paragraph", "fragment", "title", "heading"}) | PARTS
"""The kinds of blocks to which a line is joined that is said to go on there."""


class CorrectedAssembler(Assembler):
    """Assembles blocks, and asks the corrections first."""

    def __init__(
        self,
        text: str,
        tokens: Sequence[Token],
        gaps: Sequence[GapLocation],
        lexicon: Lexicon,
        word_evidence: WordEvidence,
        stands_alone: Callable[[int, int], bool],
        original: Original | None,
        corrections: Corrections,
    ) -> None:
        """Take what other texts have, and what is said of the lines of this one."""
        super().__init__(
            text,
            tokens,
            gaps,
            lexicon,
            word_evidence,
            stands_alone,
            original,
            corrections,
        )
        self.parts = corrections.parts()
        self.joins = corrections.lines("join")
        self.begins = corrections.lines("break", "hole", "document")
        self.plain = corrections.lines("text")
        self.holes = sorted(corrections.lines("hole"))

    def line(self, place: int, token: Token) -> None:
        """Add an unmarked line as what it is said to be, or as any other."""
        head = token.head
        kind: BlockKind | None = self.parts.get(head)
        if kind is not None:
            self.blocks.append(self.unmarked(kind, token))
            self.held = 0
        elif head in self.joins and self._may_join():
            self.join(token, "corrected")
        elif head in self.begins:
            self.paragraph(token)
        else:
            super().line(place, token)

    def kind_between(
        self, place: int, token: Token, before: Block | None
    ) -> BlockKind | None:
        """Return the kind of a line that may stand in mid-sentence; None for what is text."""
        if token.head in self.plain:
            return None
        return super().kind_between(place, token, before)

    def finished(self) -> list[Block]:
        """Return the blocks, those with a gap before which text is said to be lost."""
        blocks = super().finished()
        for hole in self.holes:
            place = bisect_left(blocks, hole, key=attrgetter("start"))
            if place < len(blocks) and blocks[place].line <= hole:
                block = blocks[place]
                blocks[place] = block._replace(gap=block.gap or _HOLE)
        return blocks

    def _may_join(self) -> bool:
        """Return whether a line can go on in the block before it; furniture between is held."""
        while self.held < len(self.blocks):
            if self.blocks[self.open_place].kind != "furniture":
                return self.blocks[self.open_place].kind in _JOINED
            self.held += 1
        return False


_HOLE = GapLocation(after=-1, before=-1, gaps=())
"""Where text is lost, and no number shows it."""
