"""Repairs inside lines: damaged glyphs, where the whole document proves it, and titles that are set wide.

The hypothesis is about a document: a glyph that modern text never uses (臵) stands where another would (置). It is
proven when putting in the right one makes a word of the dictionary at every place, and what stands there is none. A
lone one proves nothing, and one among many right ones is a slip of another kind: both are left.
"""

import re
from collections.abc import Iterable, Iterator

from planparse.grammar.lexicon import Lexicon
from planparse.layout.paragraphs import Block
from planparse.text.characters import BLANK, BLANKS, is_han
from planparse.text.dictionary import DICTIONARY
from planparse.tree import Edit, Finding


def glyphs(
    text: str, spans: Iterable[tuple[int, int]], lexicon: Lexicon
) -> tuple[list[Edit], list[Finding]]:
    """An edit for each damaged glyph that is proven, a finding for each document (`spans`) where it is not."""
    edits: list[Edit] = []
    doubted: list[Finding] = []
    confusions = lexicon.words.characters.scanned
    present = [(wrong, right) for wrong, right in confusions.items() if wrong in text]
    for start, end in spans if present else ():
        for wrong, right in present:
            places = list(_places(text, wrong, start, end))
            slip = 2 * len(places) < text.count(right, start, end)
            words = all(
                _makes_word(text, at, right) and not _makes_word(text, at, wrong)
                for at in places
            )
            if len(places) > 1 and words and not slip:
                edits += [Edit(at, at + 1, wrong, right, "glyph") for at in places]
            elif places:
                doubted.append(
                    Finding("T305", places[0], places[0] + 1, (wrong, right))
                )
    return edits, doubted


def _places(text: str, glyph: str, start: int, end: int) -> Iterator[int]:
    at = text.find(glyph, start, end)
    while at >= 0:
        yield at
        at = text.find(glyph, at + 1, end)


def _makes_word(text: str, at: int, glyph: str) -> bool:
    """Whether a glyph makes a word with the characters beside it."""
    before, after = text[at - 1 : at], text[at + 1 : at + 2]
    return (
        DICTIONARY.frequency(before + glyph) > 0
        or DICTIONARY.frequency(glyph + after) > 0
    )


def closed_up(text: str, block: Block) -> Iterable[Edit]:
    """The blanks between the characters of a title's line that is set wide (工 作 要 点), as edits."""
    at = block.body
    breaks = [(start, end) for start, end, _ in block.soft_breaks]
    for upto, onward in [*breaks, (block.end, block.end)]:
        line = text[at:upto].strip(BLANKS)
        if _spaced_out(line):
            start = text.index(line, at)
            for blank in _BLANKS.finditer(text, start, start + len(line)):
                yield Edit(blank.start(), blank.end(), blank[0], "", "letter-spacing")
        at = onward


def _spaced_out(line: str) -> bool:
    """Whether a line is set with a blank between its characters: 政 府 工 作 报 告."""
    characters = line.split()
    return len(characters) > 2 and all(
        len(char) == 1 and is_han(char) for char in characters
    )


_BLANKS = re.compile(f"{BLANK}+")
