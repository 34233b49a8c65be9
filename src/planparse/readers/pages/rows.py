"""Glyphs → rows: what stands at one height, from left to right, with the blanks between."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from statistics import median
from typing import NamedTuple

from planparse.readers.pages.glyphs import Glyph, is_wide

_SAME_ROW = 0.5
"""Middles that differ by less than so many heights are at one height; a choice: lines are
set at least one height apart, and raised figures less than half a one."""
_BLANK = 0.22
"""A gap of so many heights between Han characters is a blank, so much more than their own."""
_BLANK_AT_MARK = 0.6
"""Such a gap beside a punctuation mark, which may be set narrow or wide; both are choices."""
_NARROW_BLANK = 0.2
"""A gap of so many heights beside a letter or figure is a blank."""
_PART = 1.5
"""A gap of so many heights parts a row: into columns, or a label and what stands far off."""


class Row(NamedTuple):
    """Text at one height of a page; `size` is the height of its letters."""

    text: str
    left: float
    top: float
    right: float
    bottom: float
    size: float
    glyphs: tuple[Glyph, ...]


def rows_of(glyphs: Iterable[Glyph]) -> list[Row]:
    """Return the rows of glyphs, from the top down."""
    return [_row(glyphs) for glyphs in _at_one_height(glyphs)]


def parts_of(glyphs: Iterable[Glyph], gap: float = _PART) -> list[Row]:
    """Return the rows of glyphs, each parted at gaps of more than so many heights."""
    parts: list[Row] = []
    for row in _at_one_height(glyphs):
        widest = gap * _size(row)
        own = _gap(row)
        begin = 0
        for place, (before, after) in enumerate(pairwise(row), 1):
            if after.left - before.right - own > widest:
                parts.append(_row(row[begin:place]))
                begin = place
        parts.append(_row(row[begin:]))
    return parts


def _at_one_height(glyphs: Iterable[Glyph]) -> Iterator[list[Glyph]]:
    """Yield glyphs that stand at one height, from left to right; blanks alone are left out."""
    row: list[Glyph] = []
    middle = height = 0.0
    for glyph in sorted(glyphs, key=lambda glyph: glyph.middle):
        own = glyph.bottom - glyph.top
        if row and glyph.middle - middle > _SAME_ROW * max(height, own):
            yield from _in_order(row)
            row = []
        if not row or own > height:
            middle, height = glyph.middle, own
        row.append(glyph)
    yield from _in_order(row)


def _in_order(row: list[Glyph]) -> Iterator[list[Glyph]]:
    """Yield a row from left to right, each glyph once; nothing for a row of blanks.

    What is drawn twice, a bit beside itself, is how bold letters are made. Letters that have
    one box are those of a ligature.
    """
    row.sort(key=lambda glyph: glyph.left)
    own: list[Glyph] = []
    for glyph in row:
        if glyph.text.isspace() and not own:
            continue
        is_again = any(
            glyph.text == other.text
            and glyph.left - other.left < (other.right - other.left) / 3
            and not (glyph.text.isascii() and glyph.left == other.left)
            for other in own[-3:]
        )
        if not is_again:
            own.append(glyph)
    while own and own[-1].text.isspace():
        own.pop()
    if own:
        yield own


def _row(glyphs: Sequence[Glyph]) -> Row:
    """Return glyphs that stand at one height as a row."""
    size = _size(glyphs)
    own = _gap(glyphs)
    pieces = [glyphs[0].text]
    for before, after in pairwise(glyphs):
        is_blank = before.text.isspace() or after.text.isspace()
        if (
            not is_blank
            and after.left - before.right > _least(before, after) * size + own
        ):
            pieces.append(" ")
        if not (before.text.isspace() and after.text.isspace()):
            pieces.append(after.text)
    return Row(
        text="".join(pieces).strip(),
        left=glyphs[0].left,
        top=min(glyph.top for glyph in glyphs),
        right=max(glyph.right for glyph in glyphs),
        bottom=max(glyph.bottom for glyph in glyphs),
        size=size,
        glyphs=tuple(glyphs),
    )


def _least(before: Glyph, after: Glyph) -> float:
    """Return how many heights the gap between two characters has at least if it is a blank."""
    if not (is_wide(before.text) and is_wide(after.text)):
        return _NARROW_BLANK
    marks = not (before.text.isalnum() and after.text.isalnum())
    return _BLANK_AT_MARK if marks else _BLANK


def _size(glyphs: Sequence[Glyph]) -> float:
    """Return the height of the letters of a row, by the width of its Han characters."""
    wide = [glyph.right - glyph.left for glyph in glyphs if is_wide(glyph.text)]
    if wide:
        return max(median(wide), 1.0)
    return max(median(glyph.bottom - glyph.top for glyph in glyphs), 1.0)


def _gap(glyphs: Sequence[Glyph]) -> float:
    """Return how far the Han characters of a row stand apart: letters may be spread."""
    gaps = [
        after.left - before.right
        for before, after in pairwise(glyphs)
        if is_wide(before.text) and is_wide(after.text)
    ]
    return max(median(gaps), 0.0) if gaps else 0.0
