"""Missing numbers → lacunae: where in the text the hole lies, and which numbers one hole took.

The reading knows before which marker numbers are missing. The hole lies somewhere between the last marker of
that series and this one: at a sentence that breaks off there, if there is one, else right before the marker. Numbers
lost on several levels at one place are one lacuna.
"""

from collections.abc import Sequence
from typing import NamedTuple

from planparse.step import UNREAD, Hole, Step


class Region(NamedTuple):
    """Where a hole may lie: after the token `after` and not behind the token `before`."""

    after: int
    before: int
    holes: tuple[Hole, ...]


def regions(steps: Sequence[Step]) -> list[Region]:
    """One region for each hole, those that must be the same hole put together."""
    out: list[Region] = []
    last_of: dict[int, int] = {}
    previous = -1
    for step in steps:
        if step.depth == UNREAD:
            continue
        if step.fresh:
            last_of.clear()
        if step.holes:
            after = previous
            if step.move.startswith("run on"):
                after = last_of.get(step.marker.family, previous)
            same = out[-1] if out else None
            if same is not None and after < same.before <= step.token:
                out[-1] = same._replace(holes=same.holes + step.holes)
            else:
                out.append(Region(after, step.token, step.holes))
        last_of[step.marker.family] = previous = step.token
    return out
