"""Corrections while a text is normalised: their places move with its changes."""

import re
from bisect import bisect_left
from collections.abc import Sequence

from planparse.normaliser.changes import places_after
from planparse.normaliser.rule import RuleChange
from planparse.text.corrections import Corrections


def carried(said: Corrections, changes: Sequence[RuleChange]) -> Corrections:
    """Return corrections in the text that some changes lead to, in order of place.

    What was said of words that are left out is said of nothing any more.
    """
    moved = said.moved(places_after(changes))
    return moved._replace(
        fitting=tuple(one for one in moved.fitting if one.start < one.end)
    )


def leaves_out(change: RuleChange, said: Corrections) -> bool:
    """Return whether a change leaves out words of which something is said.

    Where that is that they are no text, it may.
    """
    return not change.after.strip() and any(
        change.start <= one.start and one.end <= change.end
        for one in said.fitting
        if one.kind != "furniture" and one.value is None
    )


def unified_places(text: str, said: Corrections) -> Corrections:
    """Return the corrections of a text as they stand in it once each line end is one character."""
    if not said.fitting or "\r\n" not in text:
        return said
    ends = [found.start() for found in re.finditer("\r\n", text)]
    return said.moved(lambda at: at - bisect_left(ends, at))
