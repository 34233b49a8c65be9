"""Whether a text's last block visibly breaks off in mid-sentence, or only lacks its end mark.

A sentence that the text ends in is cut off; an item, a heading, a row of a table, who is to be called and who has
signed end without a mark as a matter of course.
"""

import re
from collections.abc import Sequence
from itertools import pairwise

from planparse.grammar.lexicon import Lexicon
from planparse.layout.paragraphs import Block
from planparse.text.characters import (
    BLANK,
    CLAUSE_MARKS,
    CLOSERS,
    SENTENCE_ENDS,
    is_han,
    is_open,
)
from planparse.text.dates import iso_date
from planparse.text.dictionary import DICTIONARY

_SHORT_PARAGRAPH = 20
"""A shorter paragraph may be anything."""
_SHORT_ITEM = 50
"""An item of one sentence that is no longer may do without its mark."""
_CLAUSE = 16
"""An item of a spoken series that ends without a mark and is shorter than this is no whole clause, an article that is
not shorter is no heading."""
_PROSE = 30
"""A longer block with marks in it is prose."""
_SENTENCE = "[。！？!?；;]"
_FIELD = "[^，。；：:\r\n]{1,8}[：:]"
"""A line's label: 联系人：, 抄送：."""
_ROW = f"[0-9]{{1,3}}{BLANK}"


def breaks_off(
    text: str, block: Block, blocks: Sequence[Block], lexicon: Lexicon
) -> bool:
    """Whether the last one of a document's blocks, which has text and no end mark, is cut off."""
    words = lexicon.words
    inner, closings = CLAUSE_MARKS, words.line_breaks.closings
    own = text[block.body : block.end]
    if own[-1] in "，、,":
        return not own.endswith(closings, 0, len(own) - 1)
    family = (
        lexicon.families[block.decision.marker.family]
        if block.decision is not None
        else None
    )
    if family is not None and family.spoken and len(own) < _CLAUSE:
        return True
    article = family is not None and family.untitled and len(own) >= _CLAUSE
    if own.endswith(closings) or not (article or any(mark in own for mark in inner)):
        return False
    tail = re.split(f"[{re.escape(inner)}]", own)[-1]
    if family is None:
        if (
            len(own) < _SHORT_PARAGRAPH
            or re.match(_ROW, own)
            or (re.match(_FIELD, own) and not re.search(_SENTENCE, own))
        ):
            return False
    elif not article and is_heading(own) and _ends_on_word(own):
        return False
    if is_open(tail):
        return True
    signed = tail.endswith(words.bodies.endings) and own[: -len(tail)].endswith(
        ("。", "！")
    )
    dated = tail.endswith("日") and iso_date(tail) is not None
    if signed or dated or re.match(_FIELD, tail) or _has_cells(tail):
        return False
    ended = frozenset(SENTENCE_ENDS + CLOSERS)
    return not _loose(text, blocks, inner, ended)


def _has_cells(tail: str) -> bool:
    """Whether blanks part Han words, as they do the cells of a table's row."""
    words = filter(None, re.split(f"{BLANK}+", tail))
    return any(
        (word[-1] in "）)" or is_han(word[-1])) and is_han(onward[0])
        for word, onward in pairwise(words)
    )


def is_heading(own: str) -> bool:
    """Whether what stands behind a label may be a whole heading: it is short and ends no sentence."""
    return len(own) <= _SHORT_ITEM and not re.search(_SENTENCE, own)


def _ends_on_word(own: str) -> bool:
    """Whether the last characters make up a word."""
    return any(DICTIONARY.frequency(own[-size:]) for size in (2, 3, 4))


def _loose(
    text: str, blocks: Sequence[Block], inner: str, ended: frozenset[str]
) -> bool:
    """Whether a document often leaves out the mark at the end of a paragraph."""
    prose = [
        block
        for block in blocks
        if block.end - block.body > _PROSE
        and any(mark in text[block.body : block.end] for mark in inner)
    ]
    return sum(text[block.end - 1] not in ended for block in prose[:-1]) * 4 > len(
        prose
    )
