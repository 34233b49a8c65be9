"""What stands between the lines of a text and is not the text's: page numbers, comments of Markdown.

They are set apart before anything asks what a line stands beside, and put back into the tree where they stood.
"""

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from heapq import merge

from planparse.blocks import Block
from planparse.lexer import ASIDE, LINE, Token

_OPENING, _CLOSING = "<!--", "-->"
_LONGEST = 20_000
"""A comment that has not ended after so many characters is none."""
_DEEPEST = 1 << 16
"""How deep an aside stands: it ends no section."""


def mark(text: str, tokens: list[Token]) -> list[Token]:
    """The tokens with those of each comment made one, of place ASIDE and without a marker.

    A comment has its lines to itself, however many they are, and none other begins in it.
    """
    comments = dict(_comments(text))
    if not comments:
        return tokens
    out: list[Token] = []
    place = 0
    while place < len(tokens):
        token = tokens[place]
        end = comments.get(token.head, -1) if token.place <= LINE else -1
        last = place
        while tokens[last].end < end:
            last += 1
        if tokens[last].end == end and (last + 1 == len(tokens) or tokens[last + 1].place <= LINE):
            token = Token(token.start, token.head, token.head, end, ASIDE, None)
            place = last
        out.append(token)
        place += 1
    return out


def _comments(text: str) -> Iterator[tuple[int, int]]:
    at = text.find(_OPENING)
    while at >= 0:
        close = text.find(_CLOSING, at)
        if close < 0:
            return
        at, end = text.rfind(_OPENING, at, close), close + len(_CLOSING)
        if end - at <= _LONGEST:
            yield at, end
        at = text.find(_OPENING, end)


def apart(blocks: Iterable[Block]) -> tuple[list[Block], list[Block]]:
    """The blocks of the text, and those beside it."""
    own: list[Block] = []
    asides: list[Block] = []
    for block in blocks:
        (asides if block.kind == "aside" else own).append(block)
    return own, asides


def put_back(blocks: Sequence[Block], asides: Sequence[Block], start: int, end: int) -> list[Block]:
    """The blocks with the asides in `[start, end)` among them, in order; each belongs to the section that is open."""
    first, last = bisect_left(asides, start, key=_start), bisect_left(asides, end, key=_start)
    out: list[Block] = []
    for block in merge(blocks, (aside._replace(depth=_DEEPEST) for aside in asides[first:last]), key=_start):
        if block.kind != "aside" or not out or out[-1].end <= block.start:  # else it is part of a joint
            out.append(block)
    return out


def _start(block: Block) -> int:
    return block.start
