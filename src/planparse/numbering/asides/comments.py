"""Comments of Markdown: the tokens of each become one, which is no text."""

from bisect import bisect_left
from collections.abc import Iterator
from operator import attrgetter

from planparse.numbering.tokens import FURNITURE, LINE, Token

_HEAD = attrgetter("head")
_OPENING, _CLOSING = "<!--", "-->"
_LONGEST = 20_000
"""What has not ended after so many characters is no comment: a choice."""


def mark(text: str, tokens: list[Token]) -> list[Token]:
    """Return the tokens, each comment made one of place FURNITURE without a marker.

    A comment has its lines to itself, however many they are, and no other begins in it.
    """
    out: list[Token] = []
    done = 0
    for start, end in _comments(text):
        first = bisect_left(tokens, start, lo=done, key=_HEAD)
        if first == len(tokens) or tokens[first].head != start:
            continue
        last = first
        while tokens[last].end < end:
            last += 1
        begins_line = tokens[first].place <= LINE
        if begins_line and tokens[last].end == end and _ends_line(tokens, last):
            out += tokens[done:first]
            out.append(Token(tokens[first].start, start, start, end, FURNITURE, None))
            done = last + 1
    return [*out, *tokens[done:]] if out else tokens


def _ends_line(tokens: list[Token], place: int) -> bool:
    """Return whether a token is the last one of its line."""
    return place + 1 == len(tokens) or tokens[place + 1].place <= LINE


def _comments(text: str) -> Iterator[tuple[int, int]]:
    """Yield the spans of comments, of nested ones the innermost."""
    at = text.find(_OPENING) if _OPENING[0] in text else -1
    while at >= 0:
        close = text.find(_CLOSING, at)
        if close < 0:
            return
        at, end = text.rfind(_OPENING, at, close), close + len(_CLOSING)
        if end - at <= _LONGEST:
            yield at, end
        at = text.find(_OPENING, end)
