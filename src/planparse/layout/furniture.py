"""Set page furniture aside and put it back: what a page prints between the text's lines.

Page numbers, running heads and comments of Markdown are furniture. They are set aside
before anything asks what a line stands beside, and put back into the tree where they
stood. What is furniture is decided sooner: `numbering` marks the tokens of comments and
heads before the numbering is read, `page_numbers` tells a page number while the
paragraphs are assembled.
"""

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from heapq import merge

from planparse.layout.paragraphs import Block

_DEEPEST = 1 << 16
"""A depth below every section: furniture ends none."""


def set_aside(blocks: Iterable[Block]) -> tuple[list[Block], list[Block]]:
    """Return the blocks of the text, and the furniture between them."""
    own: list[Block] = []
    furniture: list[Block] = []
    for block in blocks:
        (furniture if block.kind == "furniture" else own).append(block)
    return own, furniture


def put_back(
    blocks: Sequence[Block], furniture: Sequence[Block], start: int, end: int
) -> list[Block]:
    """Return the blocks with the furniture of `[start, end)` among them, in order.

    Each piece belongs to the section that is open where it stands. What stands inside a
    soft break, so inside the block before it, is left out.
    """
    first = bisect_left(furniture, start, key=_start)
    last = bisect_left(furniture, end, key=_start)
    if first == last:
        return list(blocks)
    out: list[Block] = []
    for block in merge(
        blocks,
        (block._replace(depth=_DEEPEST) for block in furniture[first:last]),
        key=_start,
    ):
        if block.kind != "furniture" or not out or out[-1].end <= block.start:
            out.append(block)
    return out


def _start(block: Block) -> int:
    """Return where a block begins, to put furniture back in order."""
    return block.start
