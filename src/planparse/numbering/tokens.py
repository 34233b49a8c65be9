"""Tokens: lines, or the parts of a line from one candidate marker to the next.

Tokens tile the text: each begins where the one before stops, and blank lines belong to
the token after them. Whether a candidate is a marker, and what it means, the search
decides; a token only says where one may stand.
"""

from collections.abc import Mapping
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


class BareHeading(NamedTuple):
    """What is known of a heading without a number whatever sections are open.

    Those of a smaller `rank` hold those of a larger one. `series` is the family of the
    series that begins or runs on right below it, -1 where none does; `is_sure` says that
    the line itself is proven, `repeats` that its words head several sections,
    `is_outermost` that they head the first or the last part of a whole document.
    """

    rank: int
    series: int
    is_sure: bool
    repeats: bool
    is_outermost: bool


class CorrectedMarkers(NamedTuple):
    """What corrections say of candidate markers, by the first characters of their tokens.

    `sure` are those that surely are markers, each with its level, counted from 1, or 0 where
    no level is said. Before those in `anew` a document begins.
    """

    sure: Mapping[int, int]
    anew: frozenset[int]


NOTHING_CORRECTED: Final = CorrectedMarkers(sure={}, anew=frozenset())
"""What corrections say of the markers of most texts."""


class BareHeadings(NamedTuple):
    """The headings without a number of a text, by the places of their tokens.

    `levels` are those that the marks of headings say, for numbered ones too; they have
    them only where the text has marks. `corrected` is what corrections say.
    """

    headings: Mapping[int, BareHeading]
    levels: Mapping[int, int]
    corrected: CorrectedMarkers = NOTHING_CORRECTED


NO_HEADINGS = BareHeadings(headings={}, levels={})
"""What is known of a text without headings that have no number."""
