"""Decisions → gaps: where in the text each lies, and which numbers one gap took.

The search knows before which marker numbers are missing. The gap lies somewhere between
the last marker of that series and this one: at a sentence that breaks off there, if
there is one, else right before the marker. Numbers lost on several levels at one place
are one gap.
"""

from collections.abc import Sequence
from typing import NamedTuple

from planparse.numbering.reading import Decision
from planparse.tree import Gap


class GapLocation(NamedTuple):
    """Where numbers are missing: behind the token `after`, not behind `before`."""

    after: int
    before: int
    gaps: tuple[Gap, ...]


def locate(decisions: Sequence[Decision]) -> list[GapLocation]:
    """Return the location of each gap, in order; what must be one gap is one."""
    found: list[GapLocation] = []
    last_of_family: dict[int, int] = {}
    previous = -1
    for decision in decisions:
        if not decision.is_marker:
            continue
        if decision.fresh:
            last_of_family.clear()
        family = decision.marker.family
        if decision.gaps:
            after = (
                last_of_family.get(family, previous) if decision.runs_on else previous
            )
            if found and after < found[-1].before <= decision.token:
                same = found[-1]
                found[-1] = same._replace(gaps=same.gaps + decision.gaps)
            else:
                found.append(GapLocation(after, decision.token, decision.gaps))
        last_of_family[family] = previous = decision.token
    return found
