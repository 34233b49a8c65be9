"""Changes of one pass: which of those that rules want are made, and the text they lead to."""

from bisect import bisect_right
from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple

from planparse.normaliser.rule import RuleChange


class NamedChange(NamedTuple):
    """A change, and the rule that wants it."""

    rule: str
    change: RuleChange


def without_overlaps(text: str, wanted: Iterable[NamedChange]) -> list[NamedChange]:
    """Return the changes in order of place, without those that change nothing or overlap.

    Of two that begin at one place the longer is taken, else the first. What is left out
    because it overlaps, the next pass sees again.
    """
    found: list[NamedChange] = []
    end = -1
    in_place = sorted(wanted, key=lambda one: (one.change.start, -one.change.end))
    for one in in_place:
        change = one.change
        if change.start < end or change.start == end == _start_of_last(found):
            continue  # it overlaps, or both insert something at one place
        if text[change.start : change.end] != change.after:
            found.append(one)
            end = change.end
    return found


def _start_of_last(found: Sequence[NamedChange]) -> int | None:
    """Return where the last change begins, None where there is none."""
    return found[-1].change.start if found else None


def changed(text: str, changes: Iterable[RuleChange]) -> str:
    """Return a text with changes made that are in order and do not overlap."""
    out: list[str] = []
    done = 0
    for change in changes:
        out += (text[done : change.start], change.after)
        done = change.end
    return "".join((*out, text[done:]))


def places_after(changes: Sequence[RuleChange]) -> Callable[[int], int]:
    """Return what tells where a character stands once changes are made, which are in order."""
    starts = [change.start for change in changes]
    behind = [0]
    """By how much what stands behind each change moves, nothing before the first."""
    for change in changes:
        behind.append(behind[-1] + len(change.after) - (change.end - change.start))

    def place(at: int) -> int:
        """Return where a character stands then."""
        last = bisect_right(starts, at)
        if last and at < changes[last - 1].end:
            change = changes[last - 1]
            inside = min(at - change.start, len(change.after))
            return change.start + inside + behind[last - 1]
        return at + behind[last]

    return place
