"""Comments of Markdown: the tokens of each become one, which is no text."""

from collections.abc import Iterator

from planparse.numbering.tokens import FURNITURE, LINE, Token

_OPENING, _CLOSING = "<!--", "-->"
_LONGEST = 20_000
"""What has not ended after so many characters is no comment: a choice."""


def mark(text: str, tokens: list[Token]) -> list[Token]:
    """Return the tokens, each comment made one of place FURNITURE without a marker.

    A comment has its lines to itself, however many they are, and no other begins in it.
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
        if tokens[last].end == end and _ends_line(tokens, last):
            token = Token(token.start, token.head, token.head, end, FURNITURE, None)
            place = last
        out.append(token)
        place += 1
    return out


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
