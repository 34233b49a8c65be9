"""Lines of a contents page: what leads to a page number at their end."""

import re
from collections.abc import Sequence

from planparse.grammar.shipped import lexicon
from planparse.readers.pages.rows import Row
from planparse.text.characters import ROUND

_LEADER = re.compile(
    r"(?:[.．·•⋯‥_\s-]{5,}|[…⋯]{2,}\s*)" rf"{ROUND.opens}?\d{{1,4}}{ROUND.closes}?$"
)
"""Dots up to a page number."""
_FAR = 3.0
"""A number so many letters behind the text is a page number; a choice."""
_FEWEST = 3
"""So many rows end in numbers that stand far off, if they are a contents page's."""


def contents_of(rows: Sequence[Row]) -> set[int]:
    """Return which rows are lines of a contents page, its head and broken lines among them."""
    led = {place for place, row in enumerate(rows) if _LEADER.search(row.text)}
    far = [place for place, row in enumerate(rows) if _ends_far_off(row)]
    if len(led) + len(far) >= _FEWEST:
        led.update(far)
    broken = {place - 1 for place in led if {place - 2, place} <= led}
    led |= broken
    heads = lexicon().words.front_matter.contents
    for place, row in enumerate(rows):
        is_head = "".join(row.text.split()).upper() in heads
        if is_head and not led.isdisjoint((place + 1, place + 2)):
            led.add(place)
    return led


def _ends_far_off(row: Row) -> bool:
    """Return whether a row ends in a number that stands far behind its text."""
    digits = len(row.glyphs)
    while digits > 0 and row.glyphs[digits - 1].text.isdigit():
        digits -= 1
    if digits in (0, len(row.glyphs)):
        return False
    before, after = row.glyphs[digits - 1], row.glyphs[digits]
    last = next(
        (glyph for glyph in reversed(row.glyphs[:digits]) if not glyph.text.isspace()),
        before,
    )
    return after.left - last.right > _FAR * row.size and not last.text.isdigit()
