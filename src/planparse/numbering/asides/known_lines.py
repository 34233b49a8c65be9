"""Lines of which the format of a file says what they are.

No marker stands in rows of a table, lines of a contents page, page furniture and
footnotes. A label that a word processor numbers by itself is one, however it is spelled.
Of plain text nothing is known so.
"""

from collections.abc import Mapping
from types import MappingProxyType

from planparse.numbering.tokens import (
    CONTENTS,
    FURNITURE,
    LINE,
    PLAIN,
    TABLE,
    Place,
    Token,
)
from planparse.text.original import Line, LineRole, Original

_PLACES: Mapping[LineRole, Place] = MappingProxyType(
    {"table": TABLE, "contents": CONTENTS, "furniture": FURNITURE, "note": PLAIN}
)


_BLANK = 1
"""A blank may stand behind a label that is numbered by itself."""


def mark(tokens: list[Token], original: Original | None) -> list[Token]:
    """Return the tokens, each line that has no marker made one, and each table too.

    The spelling of a label that is numbered by itself is beyond doubt.
    """
    if original is None:
        return tokens
    lines = original.lines
    table_starts = {table.start for table in original.tables}
    out: list[Token] = []
    at, place = -1, None
    for token in tokens:
        if token.place > LINE:  # inside a line
            if place is None:
                out.append(token)
            else:
                out[-1] = out[-1]._replace(end=token.end)
            continue
        at = _line_of(lines, token.head, at)
        place = _PLACES.get(lines[at].role) if at >= 0 else None
        if place is None:
            out.append(_sure(token, lines[at]) if at >= 0 else token)
        elif place == TABLE and lines[at].start not in table_starts and out:
            out[-1] = out[-1]._replace(end=token.end)
        else:
            out.append(token._replace(body=token.head, place=place, marker=None))
    return out


def _sure(token: Token, line: Line) -> Token:
    """Return the token of a line, sure of its marker where that is numbered by itself.

    Of what the label may mean, that is taken which is as long as the label.
    """
    marker = token.marker
    if marker is None or line.label <= line.start:
        return token
    for meaning in (marker, *marker.rivals):
        if line.label - _BLANK <= token.head + meaning.size <= line.label:
            sure = meaning._replace(price=0.0, rivals=())
            body = token.head + meaning.size
            return token._replace(
                marker=sure, body=body, end=max(token.end, body), place=LINE
            )
    return token


def _line_of(lines: tuple[Line, ...], head: int, at: int) -> int:
    """Return the place of the line in which a token begins, from a place before on."""
    while at + 1 < len(lines) and lines[at + 1].start <= head:
        at += 1
    return at
