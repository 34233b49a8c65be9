"""Put numbered notes below a table or a list at its level: `注：⏎1.本表适用于…`.

Such notes count from 1 on their own. They speak of the whole that stands above them, and
are no further items of it. Where that whole goes on behind them, they stay in the item
above.
"""

from collections.abc import Sequence
from itertools import pairwise

from planparse.document.lines.closing_words import closing_words
from planparse.grammar.lexicon import Lexicon
from planparse.layout.paragraphs import Block


def raise_notes(text: str, blocks: Sequence[Block], lexicon: Lexicon) -> list[Block]:
    """Return the blocks of a document, numbered notes at the level of what they speak of."""
    words = closing_words(lexicon.words.closings)
    placed = list(blocks)
    for place, (block, first) in enumerate(pairwise(blocks)):
        if (
            first.decision is not None
            and block.kind == "paragraph"
            and block.depth > 0
            and first.decision.marker.ordinal == 1
            and words.is_kind("note", text, block.start, block.end)
        ):
            _raise(placed, place)
    return placed


def _raise(blocks: list[Block], note: int) -> None:
    """Raise what heads notes, and the notes behind it, in place."""
    first = blocks[note + 1]
    stop = _end_of_series(blocks, note + 1)
    depth = 0
    if stop < len(blocks) and blocks[stop].kind in ("section", "heading"):
        following = blocks[stop].decision
        depth = 0 if following and following.fresh else blocks[stop].depth + 1
    by = first.depth - depth
    if by < 0 or any(block.gap is not None for block in blocks[note:stop]):
        return
    blocks[note] = blocks[note]._replace(depth=min(depth, blocks[note].depth))
    for place in range(note + 1, stop):
        block = blocks[place]
        if block.depth >= first.depth:
            blocks[place] = block._replace(depth=block.depth - by)


def _end_of_series(blocks: Sequence[Block], first: int) -> int:
    """Return the place behind a series of notes: of what is numbered otherwise, or no body."""
    depth, decision, last = blocks[first].depth, blocks[first].decision, 0
    assert decision is not None
    for place in range(first, len(blocks)):
        block = blocks[place]
        if block.kind not in ("section", "paragraph", "furniture"):
            return place
        if block.kind != "section" or block.depth > depth:
            continue
        assert block.decision is not None
        marker = block.decision.marker
        goes_on = marker.family == decision.marker.family and marker.ordinal == last + 1
        if block.depth < depth or not goes_on:
            return place
        last = marker.ordinal
    return len(blocks)
