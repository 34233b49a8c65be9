"""Missing numbers → lacunae: where in the text the hole lies, and which numbers one hole took.

The reading knows before which marker numbers are missing. The hole lies somewhere between the last marker of
that series and this one: at a sentence that breaks off there, if there is one, else right before the marker. Numbers
lost on several levels at one place are one lacuna.
"""

from collections.abc import Sequence
from typing import NamedTuple

from planparse.numbering.reading import UNREAD, Decision
from planparse.tree import Gap


class Region(NamedTuple):
    """Where a hole may lie: after the token `after` and not behind the token `before`."""

    after: int
    before: int
    gaps: tuple[Gap, ...]


def regions(decisions: Sequence[Decision]) -> list[Region]:
    """One region for each hole, those that must be the same hole put together."""
    out: list[Region] = []
    last_of: dict[int, int] = {}
    previous = -1
    for decision in decisions:
        if decision.depth == UNREAD:
            continue
        if decision.fresh:
            last_of.clear()
        if decision.gaps:
            after = previous
            if decision.move.startswith("run on"):
                after = last_of.get(decision.marker.family, previous)
            same = out[-1] if out else None
            if same is not None and after < same.before <= decision.token:
                out[-1] = same._replace(gaps=same.gaps + decision.gaps)
            else:
                out.append(Region(after, decision.token, decision.gaps))
        last_of[decision.marker.family] = previous = decision.token
    return out
