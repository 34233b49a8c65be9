"""Whether a block visibly breaks off in mid-sentence, or only lacks its end mark.

A sentence is cut off where lines are lost behind it, where numbers are missing, where
the text ends in it, and in an item among whole ones whose last words want others behind
them. An item, a heading, a row of a table, who is to be called and who has signed end
without a mark as a matter of course. What ends a text with a word that sentences end with
only lacks its mark.
"""

import re
from collections.abc import Sequence
from itertools import pairwise

from planparse.grammar.lexicon import Lexicon
from planparse.grammar.spelling import Family
from planparse.layout.paragraphs import Block
from planparse.text.characters import (
    BLANK,
    CLAUSE_MARKS,
    ENDS,
    ROUND,
    is_han,
    is_open,
)
from planparse.text.dates import iso_date
from planparse.text.dictionary import DICTIONARY
from planparse.text.positions import line_ends

_SHORTEST_PARAGRAPH = 20
"""A shorter paragraph may be anything. A choice: doubled or halved, it changes none of
546 real documents."""
_LONGEST_HEADING = 50
"""An item of one sentence that is no longer may do without its mark. Doubled, it
changes 1 of 546 real documents; halved, 1."""
_SHORTEST_CLAUSE = 16
"""A shorter item of 一是, 二是 is no whole clause; a shorter article is a heading. A
choice: doubled or halved, it changes none of 546 real documents."""
_SHORTEST_PROSE = 30
"""A block with marks in it is prose if it is longer than that. Doubled, it changes 1 of
546 real documents; halved, none."""
_LOOSE_SHARE = 4
"""A document is loose if more than one in so many of its paragraphs lacks its mark.
Doubled, it changes 1 of 546 real documents; halved, none."""
_DATE_WIDTH = 24
"""A date at the end of a line, with the mark before it, takes no more characters. A
choice: doubled or halved, it changes none of 546 real documents."""

_PAUSES = "，、,"
_CLAUSE_MARK = f"[{re.escape(CLAUSE_MARKS)}]"
_SENTENCE_END = "[。！？!?；;]"
_FIELD = "[^，。；：:\r\n]{1,8}[：:]"
"""What a line begins with that names what it says: 联系人：, 抄送：."""
_ROW = f"[0-9]{{1,3}}{BLANK}"
_BLANKS = f"{BLANK}+"
_DATED_END = re.compile(r".\s*(?:19|20)\d{2}\s*年\s*\d{1,2}\s*月\s*\d{1,2}\s*日\s*$")
"""A reply may end with its date on the line of its last sentence."""


class Endings:
    """Judges how the blocks of one document end."""

    def __init__(self, text: str, blocks: Sequence[Block], lexicon: Lexicon) -> None:
        """Take the blocks of a document, and the words with which a text may end without a mark."""
        self._text, self._blocks, self._families = text, blocks, lexicon.families
        words = lexicon.words.line_breaks
        self._closings = words.closings
        self._finals = words.closings + words.finals
        self._transitive = words.transitive
        self._wanting = words.unfinished + words.transitive
        self._signers = lexicon.words.bodies.endings

    def is_cut_off(self, block: Block, following: int) -> bool:
        """Return whether a block breaks off: at a loss, before a gap, at the end, in a list.

        `following` is the place of the next block.
        """
        end = block.end
        if self._text[end - 1] in ENDS or end == block.body:
            return False  # the usual case
        if self._is_ended(block):
            return False
        if block.open:
            return True
        blocks = self._blocks
        place = following - 1
        while following < len(blocks) and blocks[following].kind == "furniture":
            following += 1
        if following == len(blocks):
            return self._breaks_off(block)
        if blocks[following].gap is not None:
            return self._breaks_off_before_gap(block, blocks[following])
        return self._breaks_off_among_whole(place, following)

    def _is_ended(self, block: Block) -> bool:
        """Return whether an end mark stands last, or before a date that ends a block.

        A point behind a Han character is typed for 。.
        """
        last = self._text[block.end - 1]
        if last in ENDS:
            return True
        if last == ".":
            return is_han(self._text[block.end - 2])
        if last != "日" and not last.isspace():
            return False
        start = max(block.body, block.end - _DATE_WIDTH)
        date = _DATED_END.search(self._text, start, block.end)
        return date is not None and self._text[date.start()] in ENDS

    def _breaks_off_before_gap(self, block: Block, following: Block) -> bool:
        """Return whether prose breaks off where numbers are missing behind it.

        A heading whose first items are missing is whole, and so is what ends as sentences
        do in a document that leaves out end marks elsewhere. Without a mark in it a block
        may be a heading, but none ends in a verb that wants its object: 对达标的楼栋给予.
        """
        own = self._text[block.body : block.end]
        if not re.search(_CLAUSE_MARK, own):
            return own.endswith(self._transitive)
        if own.endswith(self._finals) and self._leaves_out_marks():
            return False
        assert following.gap is not None
        gaps = following.gap.gaps
        is_parent = (
            block.decision is not None
            and bool(gaps)
            and all(gap.depth > block.depth for gap in gaps)
        )
        return not (is_parent and _is_heading(own))

    def _breaks_off_among_whole(self, place: int, following: int) -> bool:
        """Return whether an item wants words behind its last ones, and its neighbours do not.

        The neighbours are the items of its list right before and behind it, one at least.
        Where commas end all the items of a list, none is cut off.
        """
        block, after = self._blocks[place], self._blocks[following]
        if after.kind != "section" or after.depth > block.depth:
            return False
        if not line_ends(self._text, block.end, after.start):
            return False
        if not self._wants_more(self._text[block.body : block.end]):
            return False
        neighbours = [
            other
            for other in (self._sibling_before(place), after)
            if other is not None and _is_of_one_list(block, other)
        ]
        return bool(neighbours) and all(map(self._is_ended, neighbours))

    def _wants_more(self, own: str) -> bool:
        """Return whether the last words of prose want others behind them.

        A comma before the next item is typed for a full stop.
        """
        if own[-1] == "、":
            return not own.endswith(self._finals, 0, len(own) - 1)
        return own.endswith(self._wanting) and re.search(_CLAUSE_MARK, own) is not None

    def _leaves_out_marks(self) -> bool:
        """Return whether a paragraph of several sentences lacks its mark where nothing is lost."""
        return any(
            block.kind in ("paragraph", "section")
            and not (block.open or after.gap)
            and not self._is_ended(block)
            and re.search(_SENTENCE_END, self._text[block.body : block.end])
            for block, after in pairwise(self._blocks)
        )

    def _sibling_before(self, place: int) -> Block | None:
        """Return the block right before on the level of a block, None where there is none."""
        depth = self._blocks[place].depth
        for at in range(place - 1, -1, -1):
            if self._blocks[at].depth <= depth:
                return self._blocks[at]
        return None

    def _breaks_off(self, block: Block) -> bool:
        """Return whether a document's last block, without an end mark, is cut off.

        A text may end without a mark in a closing formula, in who signs, a date, a
        field (联系人：张三) or a row of a table. Anything else that has clauses before
        it is cut off, and so is what ends in a comma.
        """
        own = self._text[block.body : block.end]
        if own[-1] in _PAUSES:
            return not own.endswith(self._closings, 0, len(own) - 1)
        if self._is_short_inline_item(block, own):
            return True
        if own.endswith(self._finals) or self._is_complete(block, own):
            return False
        tail = re.split(_CLAUSE_MARK, own)[-1]
        return is_open(tail) or not (
            self._is_close(own, tail)
            or re.match(_FIELD, tail)
            or _has_cells(tail)
            or self._is_loose()
        )

    def _family(self, block: Block) -> Family | None:
        """Return the family of a block's marker, None for a block without one."""
        decision = block.decision
        if decision is None or decision.is_bare:
            return None
        return self._families[decision.marker.family]

    def _is_short_inline_item(self, block: Block, own: str) -> bool:
        """Return whether an item of 一是, 二是 is too short for a whole clause."""
        family = self._family(block)
        return family is not None and family.spoken and len(own) < _SHORTEST_CLAUSE

    def _is_complete(self, block: Block, own: str) -> bool:
        """Return whether a block may be complete without an end mark."""
        family = self._family(block)
        if family is not None and family.untitled and len(own) >= _SHORTEST_CLAUSE:
            return False  # an article has whole sentences
        if not re.search(_CLAUSE_MARK, own):
            return True
        if family is not None:
            return _is_heading(own) and _ends_on_word(own)
        return (
            len(own) < _SHORTEST_PARAGRAPH
            or re.match(_ROW, own) is not None
            or (re.match(_FIELD, own) is not None and not re.search(_SENTENCE_END, own))
        )

    def _is_close(self, own: str, tail: str) -> bool:
        """Return whether the last words are who signs behind a sentence, or a date."""
        if tail.endswith("日") and iso_date(tail) is not None:
            return True
        before = own[: len(own) - len(tail)]
        return tail.endswith(self._signers) and before.endswith(("。", "！"))

    def _is_loose(self) -> bool:
        """Return whether the document often leaves out the mark of a paragraph."""
        prose = [
            block
            for block in self._blocks
            if block.end - block.body > _SHORTEST_PROSE
            and re.search(_CLAUSE_MARK, self._text[block.body : block.end])
        ]
        unmarked = sum(self._text[block.end - 1] not in ENDS for block in prose[:-1])
        return unmarked * _LOOSE_SHARE > len(prose)


def _is_of_one_list(block: Block, other: Block) -> bool:
    """Return whether two blocks are items of one family on one level."""
    first, second = block.decision, other.decision
    return (
        first is not None
        and second is not None
        and block.depth == other.depth
        and first.marker.family == second.marker.family
    )


def _is_heading(own: str) -> bool:
    """Return whether the words behind a label may be a whole heading."""
    return len(own) <= _LONGEST_HEADING and not re.search(_SENTENCE_END, own)


def _ends_on_word(own: str) -> bool:
    """Return whether the last characters make up a word."""
    return any(DICTIONARY.frequency(own[-size:]) for size in (2, 3, 4))


def _has_cells(tail: str) -> bool:
    """Return whether blanks part Han words, as they do the cells of a table's row."""
    words = filter(None, re.split(_BLANKS, tail))
    return any(
        (word[-1] in ROUND.closing or is_han(word[-1])) and is_han(following[0])
        for word, following in pairwise(words)
    )
