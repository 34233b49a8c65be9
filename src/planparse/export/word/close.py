"""Who signs and the date below, as 7.3.5 places them: the date two characters further right."""

from collections.abc import Iterable, Iterator
from itertools import pairwise
from unicodedata import east_asian_width

from planparse.export.word.content import Block, Paragraph
from planparse.export.word.house import House

_INSIDE = 2
"""So many characters stay free on the right of what reaches furthest."""
_BETWEEN = 0.25
"""So much is left free between the two scripts, in characters."""
_FURTHER = 2
"""So many characters further right than who signs begins the date."""


def aligned(blocks: Iterable[Block], house: House) -> Iterator[Block]:
    """Yield the blocks, those who sign and the date right below them aligned."""
    signed: list[Paragraph] = []
    for block in blocks:
        if isinstance(block, Paragraph) and block.style == "signature":
            signed.append(block)
            continue
        if signed and isinstance(block, Paragraph) and block.style == "date":
            yield from _placed(signed, block, house)
        else:
            yield from (*signed, block)
        signed = []
    yield from signed


def _placed(
    signed: list[Paragraph], date: Paragraph, house: House
) -> Iterator[Paragraph]:
    """Yield those who sign and the date, each so far from the right as the other asks for."""
    most = house.page["characters"]
    if any(house.styles[each.style].align != "right" for each in (*signed, date)):
        yield from (*signed, date)
        return
    wide, of_date = max(map(_width, signed)), _width(date)
    right = max(_INSIDE, _INSIDE + of_date + _FURTHER - wide)
    right = max(0, min(right, most - wide))
    for each in signed:
        free = right + (wide - _width(each)) / 2
        yield each._replace(direct=each.direct._replace(right=free))
    free = max(_INSIDE, right + wide - of_date - _FURTHER)
    yield date._replace(direct=date.direct._replace(right=free))


def _width(paragraph: Paragraph) -> float:
    """Return how wide a line is, in characters.

    Between digits and Chinese characters Word leaves a quarter of one.
    """
    words = "".join(run.words for run in paragraph.runs)
    wide = [east_asian_width(sign) in "WFA" for sign in words]
    between = sum(one != other for one, other in pairwise(wide))
    return sum(1 if each else 0.5 for each in wide) + _BETWEEN * between
