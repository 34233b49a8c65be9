"""Classify the lines of one text: as parts of a letterhead, as titles, as a web page's.

A line is judged by itself. Which of the possible parts it is, given its neighbours, is
decided by `recognisers`.
"""

from functools import lru_cache

from planparse.document.lines.acts import Acts
from planparse.document.lines.issuing_bodies import IssuingBodies
from planparse.document.lines.letterhead import LONGEST, Letterhead, LetterheadKind
from planparse.document.lines.run_on_heads import RunOnHeads
from planparse.document.lines.title_lines import TitleLines, TitleWords
from planparse.document.lines.web_lines import WebLines
from planparse.grammar.lexicon import Lexicon
from planparse.layout.paragraphs import Block
from planparse.text.corrections import NONE, Corrections, PartKind

_LEXICONS = 8
"""For so many grammars the words of lines are kept; a choice."""


class LineClassifier:
    """The predicates of lines, with the text they are asked about."""

    def __init__(
        self,
        text: str,
        lexicon: Lexicon,
        set_as_titles: frozenset[int] = frozenset(),
        corrections: Corrections = NONE,
        set_as_prose: frozenset[int] = frozenset(),
    ) -> None:
        """Take the text, and the words of lines, which are the same for all texts.

        `set_as_titles` are where lines begin that the file sets as titles, `corrections`
        what is said of lines, `set_as_prose` where lines begin that are no title by their
        style.
        """
        self.text, self._set_as_titles = text, set_as_titles
        self._set_as_prose = set_as_prose
        self.corrections = corrections
        self._plain = corrections.lines("text", "join")
        self._parts = corrections.parts()
        self.words = lexicon.words
        known = _words_of(lexicon)
        self.letterhead, self.web_lines, titles, self.issuing, self.acts, self.heads = (
            known
        )
        self.titles = TitleLines(text, titles, self.letterhead, self.web_lines)
        self._kinds: dict[tuple[int, int], LetterheadKind] = {}
        """What kind of line a place is, which is asked while lines are joined and later."""

    def line(self, block: Block) -> str:
        """Return the text of a block, from its first character to its last."""
        return self.text[block.start : block.end]

    def kind(self, block: Block) -> LetterheadKind:
        """Return what part of a letterhead a block is by itself, or nothing."""
        return self._kind(block.start, block.end)

    def is_letterhead(self, start: int, end: int) -> bool:
        """Return whether `text[start:end]` is a date, signature, number or annex head."""
        return self._kind(start, end) != ""

    def is_plain(self, block: Block) -> bool:
        """Return whether a correction says that a line is text, and no part of anything."""
        return block.start in self._plain

    def said_part(self, block: Block) -> PartKind | None:
        """Return what a correction says that a line without a label is, None for nothing."""
        return self._parts.get(block.start) if block.decision is None else None

    def may_be_title(self, block: Block) -> bool:
        """Return whether a block could be a title or a part of one."""
        return not self._is_no_title(block) and self.titles.may_be_title(
            block.start, block.end
        )

    def is_title(self, block: Block) -> bool:
        """Return whether a block is a whole title that ends in a 文种."""
        return not self._is_no_title(block) and self.titles.is_title(
            block.start, block.end
        )

    def _is_no_title(self, block: Block) -> bool:
        """Return whether a correction says that a line is text, or its style does."""
        return block.start in self._set_as_prose or self.is_plain(block)

    def is_set_as_title(self, block: Block) -> bool:
        """Return whether the file sets a line as it does a title: large and centred."""
        return block.start in self._set_as_titles and not self.is_plain(block)

    def names_annex(self, block: Block) -> bool:
        """Return whether a block is the name of an annex: 附件河道保洁任务清单."""
        return not self.is_plain(block) and self.titles.names_annex(
            block.start, block.end
        )

    def _kind(self, start: int, end: int) -> LetterheadKind:
        """Return what a line is by itself, "" for none; a long line is not looked at."""
        if end - start > LONGEST or start in self._plain:
            return ""
        kind = self._kinds.get((start, end))
        if kind is None:
            kind = self._kinds[start, end] = self.letterhead.kind(self.text[start:end])
        return kind


@lru_cache(_LEXICONS)
def _words_of(
    lexicon: Lexicon,
) -> tuple[Letterhead, WebLines, TitleWords, IssuingBodies, Acts, RunOnHeads]:
    """Return what knows lines by the words of a lexicon, made once."""
    letterhead = Letterhead(lexicon)
    acts = Acts(lexicon.words.front_matter, letterhead)
    return (
        letterhead,
        WebLines(lexicon),
        TitleWords(lexicon),
        IssuingBodies(lexicon, letterhead),
        acts,
        RunOnHeads(lexicon, acts),
    )
