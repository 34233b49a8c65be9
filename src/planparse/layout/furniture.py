"""What stands between the lines of a text and is not the text's: page numbers, comments of Markdown.

They are set apart before anything asks what a line stands beside, and put back into the tree where they stood.
"""

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from heapq import merge

from planparse.layout.paragraphs import Block

_DEEPEST = 1 << 16
"""How deep an block stands: it ends no section."""


def apart(blocks: Iterable[Block]) -> tuple[list[Block], list[Block]]:
    """The blocks of the text, and those beside it."""
    own: list[Block] = []
    furniture: list[Block] = []
    for block in blocks:
        (furniture if block.kind == "furniture" else own).append(block)
    return own, furniture


def restore(
    blocks: Sequence[Block], furniture: Sequence[Block], start: int, end: int
) -> list[Block]:
    """The blocks with the furniture in `[start, end)` among them, in order; each belongs to the section that is open."""
    first, last = (
        bisect_left(furniture, start, key=_start),
        bisect_left(furniture, end, key=_start),
    )
    out: list[Block] = []
    for block in merge(
        blocks,
        (block._replace(depth=_DEEPEST) for block in furniture[first:last]),
        key=_start,
    ):
        if (
            block.kind != "furniture" or not out or out[-1].end <= block.start
        ):  # else it is part of a joint
            out.append(block)
    return out


def _start(block: Block) -> int:
    return block.start
