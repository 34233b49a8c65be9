"""Lines of which the format of a file says what they are: no marker stands in them.

Rows of a table, lines of a contents page, page furniture and footnotes. Of plain text
nothing is known so.
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


def mark(tokens: list[Token], original: Original | None) -> list[Token]:
    """Return the tokens, each line that has no marker made one, and each table too."""
    if original is None:
        return tokens
    lines = original.lines
    if not any(line.role in _PLACES for line in lines):
        return tokens
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
            out.append(token)
        elif place == TABLE and lines[at].start not in table_starts and out:
            out[-1] = out[-1]._replace(end=token.end)
        else:
            out.append(token._replace(body=token.head, place=place, marker=None))
    return out


def _line_of(lines: tuple[Line, ...], head: int, at: int) -> int:
    """Return the place of the line in which a token begins, from a place before on."""
    while at + 1 < len(lines) and lines[at + 1].start <= head:
        at += 1
    return at
