"""Tokens: lines, or the parts of a line from one candidate marker to the next.

Tokens tile the text: each begins where the one before stops, and blank lines belong to
the token after them. Whether a candidate is a marker, and what it means, the search
decides; a token only says where one may stand.
"""

from typing import Final, Literal, NamedTuple

from planparse.grammar.spelling import Marker

Place = Literal[-3, -2, -1, 0, 1, 2, 3]
"""Where a token's marker stands; tokens up to `LINE` begin a line.

Not an enum, whose comparisons take longer: places are compared for every token.
"""
TABLE: Final = -3
"""Nowhere: the token is a whole table."""
FURNITURE: Final = -2
"""Nowhere: the token is a comment, or a running head."""
CONTENTS: Final = -1
"""Nowhere: the token is a line of a contents page."""
PLAIN: Final = 0
"""Nowhere: the line begins with no marker."""
LINE: Final = 1
"""At the start of a line."""
SENTENCE: Final = 2
"""Inside a line, behind the end of a sentence."""
ANYWHERE: Final = 3
"""Inside a line, in mid-sentence."""


class Token(NamedTuple):
    """A tile of the text, `[start, next token's start)`; offsets are code points.

    `head` is its first character that is not blank, `body` where its label ends
    (= `head` without one), `end` where its visible text ends. `place` says where the
    marker stands, `marker` what it may mean (None: the token has none).
    """

    start: int
    head: int
    body: int
    end: int
    place: Place
    marker: Marker | None
