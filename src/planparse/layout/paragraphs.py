"""Assemble tokens and decisions into blocks: sections, and lines put together to paragraphs.

What a line break between two unmarked lines means, `line_breaks` judges. Beside a gap in
the numbering a sentence that goes on is a loss, which forbids joining.
"""

from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType
from typing import NamedTuple

from planparse.grammar.lexicon import Lexicon
from planparse.layout.line_breaks import LineBreaks, OpenBlock, Verdict, WordEvidence
from planparse.layout.page_numbers import PageNumbers
from planparse.numbering.asides.counted_lines import LONGEST_NUMBER
from planparse.numbering.gaps import GapLocation
from planparse.numbering.reading import DOCUMENT, UNREAD, Decision
from planparse.numbering.tokens import (
    CONTENTS,
    FURNITURE,
    LINE,
    TABLE,
    Token,
)
from planparse.text.characters import ENDS
from planparse.text.corrections import NONE, Corrections
from planparse.text.original import Original
from planparse.tree import BlockKind, BreakEvidence, Span


class SoftBreak(NamedTuple):
    """A line break that a sentence runs across, `[start, end)` with its blanks.

    A page number or a comment may stand in it. `evidence` is what showed that the sentence
    goes on.
    """

    start: int
    end: int
    evidence: BreakEvidence


class Block(NamedTuple):
    """A section's own lines, or a paragraph.

    `line` is where its first line begins, `start` its first character, `body` where its
    label ends, `end` where its text ends. `depth` counts the sections above it.
    `soft_breaks` stand inside it, in order, `uncertain_breaks` are places behind it that
    were left alone; `open` says that it breaks off without an end mark. `gap` is the
    region of a lacuna right before it; `lost` says that its head is lost there. Where an
    unnumbered line is a heading, `head` is that heading's end; `bare` are the headings that
    lost the numbers of `gap`, as spans. A gap without numbers is one that a correction says.
    """

    kind: BlockKind
    line: int
    start: int
    body: int
    end: int
    depth: int
    decision: Decision | None = None
    soft_breaks: tuple[SoftBreak, ...] = ()
    open: bool = False
    gap: GapLocation | None = None
    lost: bool = False
    uncertain_breaks: tuple[int, ...] = ()
    head: int = 0
    bare: tuple[tuple[int, int], ...] = ()


def assemble(
    tokens: Sequence[Token], decisions: Sequence[Decision], assembler: "Assembler"
) -> list[Block]:
    """Assemble tokens into blocks, in order."""
    decisions_left = iter(decisions)
    for place, token in enumerate(tokens):
        if token.marker is not None:
            decision = next(decisions_left)
            if decision.depth != UNREAD:
                assembler.section(place, token, decision)
                continue
        if token.place > LINE:
            assembler.rest_of_line(token)
        elif token.place in _OF_ONE_LINE:
            assembler.unread(_OF_ONE_LINE[token.place], token)
        else:
            assembler.line(place, token)
    return assembler.finished()


class Assembler:
    """The blocks so far, and what is known of the last one; a method for each kind of token.

    Tokens are taken by their places, in order. `word_evidence` weighs whether a word stands
    across a break; `stands_alone` tells lines that are part of no sentence (dates,
    signatures). Where `original`, what the file says of its lines, has a paragraph begin, no
    other evidence is asked.
    """

    def __init__(
        self,
        text: str,
        tokens: Sequence[Token],
        gaps: Sequence[GapLocation],
        lexicon: Lexicon,
        word_evidence: WordEvidence,
        stands_alone: Callable[[int, int], bool],
        original: Original | None,
        _corrections: Corrections = NONE,
    ) -> None:
        """Take the tokens in order and the gaps to put between them; no block is begun.

        Corrections are heeded by `CorrectedAssembler` alone.
        """
        self.text = text
        self.original = original
        self.tokens = tokens
        self.families = lexicon.families
        words = lexicon.words
        self.page_numbers = PageNumbers(
            text,
            words.page_numbers.forms,
            words.page_numbers.dashes,
            ENDS,
        )
        self.breaks = LineBreaks(
            text, words.line_breaks, self.page_numbers, word_evidence, stands_alone
        )
        self.blocks: list[Block] = []
        self.soft_breaks: dict[int, list[SoftBreak]] = {}  # by the block's place
        self.gaps_left = list(reversed(gaps))
        self.depth = 0  # of the next paragraph
        self.has_section = False
        self.begin_block()

    def begin_block(self) -> None:
        """Forget the lines of the block before."""
        self.held = 0  # how many of the last blocks may stand in mid-sentence
        self.last_line = -1  # where the open block's last line begins, -1 at its first
        self.prose = False  # whether a line of it is part of a sentence

    def finished(self) -> list[Block]:
        """Return the blocks with their soft breaks."""
        for place, breaks in self.soft_breaks.items():
            self.blocks[place] = self.blocks[place]._replace(soft_breaks=tuple(breaks))
        return self.blocks

    # ── a method for each kind of token ──────────────────────────────────────────────

    def section(self, place: int, token: Token, decision: Decision) -> None:
        """Begin a section, or a document (第一篇)."""
        start, head, body, end, stands, _ = token
        kind: BlockKind = "heading" if decision.is_bare else "section"
        depth, inside = decision.depth, decision.depth + 1
        if depth == DOCUMENT:
            kind, depth, inside = "title", 0, 0
        gap = None
        if self.gaps_left and self.gaps_left[-1].before == place:
            gap = self.gaps_left.pop()
        self.blocks.append(
            Block(kind, start, head, body, end, depth, decision, gap=gap)
        )
        # Later paragraphs do not belong to a series inside a paragraph.
        if stands <= LINE or kind == "title" or inside < self.depth:
            self.depth = inside
        self.has_section = True
        self.begin_block()

    def unread(self, kind: BlockKind, token: Token) -> None:
        """Add a line of a contents page, or a table."""
        self.blocks.append(self.unmarked(kind, token))
        self.held = 0

    def rest_of_line(self, token: Token) -> None:
        """Add what follows a marker inside a line that is none to the block before it."""
        self.blocks[-1] = self.blocks[-1]._replace(end=token.end)

    def line(self, place: int, token: Token) -> None:
        """Add an unmarked line: furniture, a part of the block before it, or a new one."""
        before = self.block_that_may_go_on()
        if token.end - token.head <= LONGEST_NUMBER or token.place == FURNITURE:
            kind = self.kind_between(place, token, before)
            if kind is not None:
                self.blocks.append(self.unmarked(kind, token))
                self.held = self.held + 1 if before is not None else 0
                return
        if before is None or (
            self.surely_begins(token.head) and not self.lacks_text(before)
        ):
            self.paragraph(token)
            return
        open_block = self.open_block(before)
        self.prose = self.prose or self.breaks.shows_prose(open_block)
        line = Span(token.head, token.end)
        verdict = self.breaks.judge(open_block, line, prose=self.prose)
        if verdict.kind != "hard" and self.is_loss(place, before.end, line, verdict):
            self.fragment(token)
        elif verdict.kind == "soft" and verdict.evidence is not None:
            self.join(token, verdict.evidence)
        else:
            if self.breaks.is_doubtful(verdict, open_block, line):
                self.blocks[self.open_place] = before._replace(
                    uncertain_breaks=(before.end,)
                )
            self.paragraph(token)

    # ── what a line may be ───────────────────────────────────────────────────────────

    def block_that_may_go_on(self) -> Block | None:
        """Return the last block of the text if a line may go on in it."""
        if len(self.blocks) <= self.held:
            return None
        before = self.blocks[-1 - self.held]
        may_go_on = before.kind in _OPEN and (
            self.held or before.body == before.end or self.breaks.may_go_on(before.end)
        )
        return before if may_go_on else None

    def kind_between(
        self, place: int, token: Token, before: Block | None
    ) -> BlockKind | None:
        """Return the kind of a line that may stand in mid-sentence; None for any other.

        Comments and page numbers are furniture. A bare number is not: where a sentence
        goes on behind it, it is a page's and goes with the break, else it may be a table's.
        """
        if token.place == FURNITURE:
            return "furniture"
        number = self.page_numbers.kind_of(token.head, token.end)
        if number is None or not self.has_line_to_itself(place):
            return None
        if number != "bare":
            return "furniture"
        if before is None or self.page_numbers.is_index(
            before.end, token.head, token.end
        ):
            return None
        return "paragraph"

    def lacks_text(self, block: Block) -> bool:
        """Return whether a block is nothing but a label that no heading stands behind.

        Pages set the number of an article and its text as two paragraphs.
        """
        if block.decision is None or block.body < block.end:
            return False
        return self.families[block.decision.marker.family].headless

    def surely_begins(self, head: int) -> bool:
        """Return whether the file says that a paragraph begins with a line."""
        if self.original is None:
            return False
        line = self.original.line_at(head)
        return line is not None and line.begins

    def has_line_to_itself(self, place: int) -> bool:
        """Return whether no marker stands behind a token on its line."""
        following = place + 1
        return following == len(self.tokens) or self.tokens[following].place <= LINE

    def is_loss(self, place: int, end: int, line: Span, verdict: Verdict) -> bool:
        """Return whether a break that is not hard hides what a gap in the numbering took.

        It does beside a gap, unless a word stands across the break or the width that the
        text is set to makes it.
        """
        if not self.gaps_left:
            return False
        gap = self.gaps_left[-1]
        return (
            gap.after < place <= gap.before
            and not self.breaks.parts_word(end, line.start)
            and not (verdict.kind == "soft" and self.breaks.is_full(end, line))
        )

    # ── what becomes of it ───────────────────────────────────────────────────────────

    def paragraph(self, token: Token) -> None:
        """Begin a paragraph."""
        start, head, _, end, _, _ = token
        self.blocks.append(Block("paragraph", start, head, head, end, self.depth))
        self.begin_block()

    def fragment(self, token: Token) -> None:
        """Begin a paragraph whose head is lost in the next gap, and leave the last one open."""
        gap = self.gaps_left.pop()
        self.depth = max(0, min(lost.depth for lost in gap.gaps))
        place = self.open_place
        self.blocks[place] = self.blocks[place]._replace(open=True)
        self.blocks.append(
            self.unmarked("fragment", token)._replace(gap=gap, lost=True)
        )
        self.begin_block()

    def join(self, token: Token, evidence: BreakEvidence) -> None:
        """Add a line to the open block, with what is held between."""
        place = self.open_place
        before = self.blocks[place]
        del self.blocks[place + 1 :]
        self.held = 0
        self.soft_breaks.setdefault(place, []).append(
            SoftBreak(start=before.end, end=token.head, evidence=evidence)
        )
        self.blocks[place] = before._replace(end=token.end)
        self.last_line = token.head

    def unmarked(self, kind: BlockKind, token: Token) -> Block:
        """Return a block of one line without a label."""
        start, head, _, end, _, _ = token
        return Block(kind, start, head, head, end, self.depth)

    # ── the block that is open ───────────────────────────────────────────────────────

    @property
    def open_place(self) -> int:
        """The place of the last block but what is held."""
        return len(self.blocks) - 1 - self.held

    def open_block(self, block: Block) -> OpenBlock:
        """Return what the next break is judged by."""
        decision = block.decision
        return OpenBlock(
            line=block.line,
            start=block.start,
            body=block.body,
            last=block.start if self.last_line < 0 else self.last_line,
            end=block.end,
            numbered=decision is not None,
            may_be_heading=decision is not None
            and not decision.is_bare
            and not self.families[decision.marker.family].headless,
            may_be_title=not self.has_section,
        )


_OF_ONE_LINE: Mapping[int, BlockKind] = MappingProxyType(
    {CONTENTS: "contents", TABLE: "table"}
)
"""The tokens that are blocks by themselves."""
_OPEN = frozenset({"section", "paragraph", "fragment"})
"""The kinds of blocks to which a line may be joined."""
