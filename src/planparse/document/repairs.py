"""Repair what is inside lines: damaged glyphs, and titles with letter-spacing.

A glyph that modern text never uses (臵) stands where another would (置). That is proven,
for a document, when putting in the right one makes a word of the dictionary at every
place, and what stands there is none. A lone one proves nothing, and one among many
right ones is a slip of another kind: both are left.
"""

import re
from collections.abc import Iterable, Iterator, Sequence

from planparse.grammar.lexicon import Lexicon
from planparse.layout.paragraphs import Block
from planparse.text.characters import BLANK, BLANKS, is_han
from planparse.text.dictionary import DICTIONARY
from planparse.tree import Edit, Finding

_BLANKS = f"{BLANK}+"


def glyphs(
    text: str, spans: Iterable[tuple[int, int]], lexicon: Lexicon
) -> tuple[list[Edit], list[Finding]]:
    """Return an edit for each damaged glyph that is proven, else a finding.

    `spans` are those of the documents; each has one finding for each glyph in doubt.
    """
    edits: list[Edit] = []
    doubted: list[Finding] = []
    confusions = lexicon.words.characters.scanned
    present = [(wrong, right) for wrong, right in confusions.items() if wrong in text]
    for start, end in spans if present else ():
        for wrong, right in present:
            places = list(_places(text, wrong, start, end))
            if _is_proven(text, places, wrong, right, text.count(right, start, end)):
                edits += [Edit(at, at + 1, wrong, right, "glyph") for at in places]
            elif places:
                at = places[0]
                doubted.append(Finding("T305", at, at + 1, (wrong, right)))
    return edits, doubted


def letter_spacing(text: str, block: Block) -> Iterable[Edit]:
    """Yield edits that close up each line of a title with letter-spacing: 工 作 要 点."""
    at = block.body
    breaks = [(start, end) for start, end, _ in block.soft_breaks]
    for line_end, following in [*breaks, (block.end, block.end)]:
        line = text[at:line_end].strip(BLANKS)
        if _is_letter_spaced(line):
            start = text.index(line, at)
            for blank in re.compile(_BLANKS).finditer(text, start, start + len(line)):
                yield Edit(blank.start(), blank.end(), blank[0], "", "letter-spacing")
        at = following


def _is_proven(
    text: str, places: Sequence[int], wrong: str, right: str, right_count: int
) -> bool:
    """Return whether a glyph stands for another at all these places of a document.

    It stands there more than once, and is no slip among many of the right one.
    """
    return (
        len(places) > 1
        and 2 * len(places) >= right_count
        and all(
            _makes_word(text, at, right) and not _makes_word(text, at, wrong)
            for at in places
        )
    )


def _places(text: str, glyph: str, start: int, end: int) -> Iterator[int]:
    """Yield where a glyph stands in `text[start:end]`."""
    at = text.find(glyph, start, end)
    while at >= 0:
        yield at
        at = text.find(glyph, at + 1, end)


def _makes_word(text: str, at: int, glyph: str) -> bool:
    """Return whether a glyph makes a word with the characters beside it."""
    before, after = text[at - 1 : at], text[at + 1 : at + 2]
    pairs = (before + glyph, glyph + after)
    return any(DICTIONARY.frequency(pair) > 0 for pair in pairs)


def _is_letter_spaced(line: str) -> bool:
    """Return whether a line has a blank between its characters: 政 府 工 作 报 告."""
    characters = line.split()
    return len(characters) > 2 and all(
        len(char) == 1 and is_han(char) for char in characters
    )
