"""The decision taken at each candidate marker: its transition, its depth, its gaps."""

from collections.abc import Iterable, Sequence
from typing import Final, Literal, NamedTuple

from planparse.grammar.spelling import HEADING, Marker
from planparse.numbering.tokens import Token
from planparse.tree import Gap

TransitionKind = Literal[
    "first",  # the first number of all
    "fresh",  # numbering begins anew at the top: an annex, another document
    "document",  # a document of a collection begins
    "open",  # a series begins with 1
    "open_skip",  # … with a larger number
    "next",  # the number that follows in an open series
    "skip",  # … not the one that follows, but a larger one
    "repeat",  # … the same number once more
    "backward",  # … a smaller one
    "swapped",  # … a smaller one that was missing: it changed places
    "run_on",  # the number that follows in a closed series, across a heading
    "run_on_skip",  # … not the one that follows, but a larger one
    "resume",  # a series goes on behind another one, of the same style, between
    "restart",  # a second series begins at the same level
    "nest",  # a series of the same style begins one level deeper
    "implied",  # a series begins below a heading that was lost
    "heading",  # a heading without a number opens a level
    "unread",  # no marker
    "listed",  # no marker, but an entry in a list of annexes
]
"""What a candidate marker can be, given the sections that are open before it."""

UNREAD: Final = -1
"""The depth of a decision whose candidate is no marker."""
DOCUMENT: Final = -2
"""The depth of a decision whose marker begins a document: 第一篇."""
SURE: Final = 9.0
"""The margin of a decision that no other transition came near."""


class Decision(NamedTuple):
    """What was decided at one token.

    `depth` counts the open sections above the marker, or is `UNREAD` or `DOCUMENT`;
    `gaps` are the numbers missing right before it; `fresh` says that numbering begins
    anew at the top; `margin` is how much dearer the next best reading was.
    """

    token: int
    marker: Marker
    depth: int
    transition: TransitionKind
    gaps: tuple[Gap, ...] = ()
    fresh: bool = False
    margin: float = SURE

    @property
    def is_marker(self) -> bool:
        """Whether the candidate was read as a marker."""
        return self.depth != UNREAD

    @property
    def is_bare(self) -> bool:
        """Whether it is about a heading without a number."""
        return self.marker.family == HEADING

    @property
    def runs_on(self) -> bool:
        """Whether the marker goes on with a series across a heading."""
        return self.transition in ("run_on", "run_on_skip")


def labelled(tokens: Sequence[Token], decisions: Iterable[Decision]) -> list[Token]:
    """Return the tokens, each label as long as it was read: of 2.5G网络 it may be 2. only."""
    out = list(tokens)
    for decision in decisions:
        token = out[decision.token]
        body = token.head + decision.marker.size
        if decision.is_marker and body != token.body:
            out[decision.token] = token._replace(body=body, end=max(token.end, body))
    return out
