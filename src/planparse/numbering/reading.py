"""What was read at each possible marker: what it is, how deep, and which numbers are missing before it."""

from typing import NamedTuple

from planparse.grammar.lexicon import Marker
from planparse.tree import Gap

UNREAD = -1
"""Depth of a decision whose possible marker is none."""
DOCUMENT = -2
"""Depth of a decision whose marker begins a document: 第一篇."""
SURE = 9.0
"""The margin of a decision where no second reading was worth a look."""


class Decision(NamedTuple):
    """What was read at one token.

    `depth` counts the open sections above the marker, or is UNREAD or DOCUMENT; `move` names the move;
    `fresh` says that numbering begins anew at the top; `margin` is how much dearer the next best reading was.
    """

    token: int
    marker: Marker
    depth: int
    move: str
    gaps: tuple[Gap, ...] = ()
    fresh: bool = False
    margin: float = SURE
