"""Decisions → gaps: which numbers are proven to be missing, and where each gap lies.

The search says before which marker numbers are missing. They are lost only as far as the
text proves it: not those that stand further down because two items changed places, not
those that stand unread at a line start at the very place, and a parent only where a later
number of its series shows that it was counted.

The gap lies somewhere between the last marker of that series and this one: at a sentence
that breaks off there, if there is one, else right before the marker. Numbers lost on
several levels at one place are one gap.
"""

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from planparse.numbering.reading import Decision
from planparse.numbering.tokens import ANYWHERE, Token
from planparse.tree import Gap, Span


class GapLocation(NamedTuple):
    """Where numbers are missing: behind the token `after`, not behind `before`.

    `labels` are those that stand on both sides, None at the beginning of the text.
    """

    after: int
    before: int
    gaps: tuple[Gap, ...]
    labels: tuple[Span | None, Span | None] = (None, None)


def locate(decisions: Sequence[Decision], tokens: Sequence[Token]) -> list[GapLocation]:
    """Return the location of each gap, in order; what must be one gap is one."""
    found: list[GapLocation] = []
    last_of_family: dict[int, int] = {}
    previous = -1
    for decision, gaps in zip(decisions, _proven(decisions, tokens), strict=True):
        if not decision.is_marker:
            continue
        if decision.fresh:
            last_of_family.clear()
        family = decision.marker.family
        if gaps:
            after = (
                last_of_family.get(family, previous) if decision.runs_on else previous
            )
            if found and after < found[-1].before <= decision.token:
                same = found[-1]
                found[-1] = same._replace(gaps=same.gaps + gaps)
            else:
                labels = _label(tokens, previous), _label(tokens, decision.token)
                found.append(GapLocation(after, decision.token, gaps, labels))
        last_of_family[family] = previous = decision.token
    return found


def _label(tokens: Sequence[Token], place: int) -> Span | None:
    return Span(tokens[place].head, tokens[place].body) if place >= 0 else None


def _proven(
    decisions: Sequence[Decision], tokens: Sequence[Token]
) -> Iterator[tuple[Gap, ...]]:
    """Yield for each decision the gaps before it that the text proves."""
    if not any(decision.gaps for decision in decisions):
        yield from ((),) * len(decisions)
        return
    swapped = _swapped(decisions)
    previous = -1
    for place, decision in enumerate(decisions):
        gaps = decision.gaps
        if gaps:
            if decision.transition == "implied" and not _counts_on(decisions, place):
                gaps = ()
            standing = swapped.get(place, set())
            standing |= _unread(decisions[previous + 1 : place], tokens)
            gaps = tuple(_without(gaps, standing))
        if decision.is_marker:
            previous = place
        yield gaps


def _swapped(decisions: Sequence[Decision]) -> dict[int, set[tuple[int, int]]]:
    """Return, by the decisions before which they seemed to be missing, the numbers that follow."""
    found: dict[int, set[tuple[int, int]]] = {}
    latest: dict[tuple[int, int], int] = {}  # the last gap of a family at a depth
    for place, decision in enumerate(decisions):
        for gap in decision.gaps:
            latest[gap.family, gap.depth] = place
        if decision.transition == "swapped":
            number = decision.marker.family, decision.marker.ordinal
            at = latest.get((decision.marker.family, decision.depth))
            if at is not None:
                found.setdefault(at, set()).add(number)
    return found


def _unread(
    decisions: Iterable[Decision], tokens: Sequence[Token]
) -> set[tuple[int, int]]:
    """Return the numbers, by family, that stand where a label may, and were not read."""
    return {
        (meaning.family, meaning.ordinal)
        for decision in decisions
        if not decision.is_marker and tokens[decision.token].place < ANYWHERE
        for meaning in (decision.marker, *decision.marker.rivals)
    }


def _counts_on(decisions: Sequence[Decision], place: int) -> bool:
    """Return whether a later number of its series shows that an implied parent was there."""
    parent = decisions[place].gaps[0]
    for decision in decisions[place + 1 :]:
        if not decision.is_marker:
            continue
        if decision.fresh or decision.depth < parent.depth:
            return False
        if decision.depth == parent.depth and decision.marker.family == parent.family:
            return decision.marker.ordinal > parent.last
    return False


def _without(gaps: Iterable[Gap], standing: set[tuple[int, int]]) -> Iterator[Gap]:
    """Yield gaps without the numbers that stand in the text, parted where one is in the middle."""
    for gap in gaps:
        first = gap.first
        for number in range(gap.first, gap.last + 1):
            if (gap.family, number) in standing:
                if first < number:
                    yield gap._replace(first=first, last=number - 1)
                first = number + 1
        if first <= gap.last:
            yield gap._replace(first=first)
