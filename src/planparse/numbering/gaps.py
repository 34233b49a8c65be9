"""Decisions → gaps: which numbers are proven to be missing, and where each gap lies.

The search says before which marker numbers are missing. They are lost only as far as the
text proves it: not those that stand further down because two items changed places, not
those that stand unread where the gap is, in mid-line too, and a parent only where a later
number of its series shows that it was counted.

The gap lies somewhere between the last marker of that series and this one: at a sentence
that breaks off there, if there is one, else right before the marker. Numbers lost on
several levels at one place are one gap.
"""

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from planparse.grammar.lexicon import Lexicon
from planparse.numbering import glued_labels
from planparse.numbering.reading import Decision
from planparse.numbering.tokens import ANYWHERE, PLAIN, Token
from planparse.tree import Gap, Span

Number = tuple[int, int]
"""A family, and a number of it."""


BEGINNINGS = ("first", "open_skip")
"""The transitions by which a series may begin above 1."""


class GapLocation(NamedTuple):
    """Where numbers are missing: behind the token `after`, not behind `before`.

    `labels` are those of the section in which a series begins late, None where it is
    another kind of gap, and of the marker behind.
    """

    after: int
    before: int
    gaps: tuple[Gap, ...]
    labels: tuple[Span | None, Span | None] = (None, None)


def begins_late(decision: Decision) -> bool:
    """Return whether a series begins above 1 and nothing is missed: that of an excerpt."""
    return (
        decision.transition in BEGINNINGS
        and decision.marker.ordinal > 1
        and not decision.gaps
    )


def neighbours_on_the_left(decisions: Sequence[Decision]) -> dict[int, int]:
    """Return for each decision with gaps, or that begins late, the token on its left.

    Both by the decision's token. On its left stands the last one of its own series, or
    else the one above it; -1 where there is none.
    """
    found: dict[int, int] = {}
    if not any(decision.gaps or begins_late(decision) for decision in decisions):
        return found
    open_at: dict[int, Decision] = {}
    of_family: dict[int, int] = {}
    begin = previous = -1
    for decision in decisions:
        if not decision.is_marker:
            continue
        if decision.fresh:
            begin = previous
        family, depth = decision.marker.family, decision.depth
        if decision.gaps:
            lefts = [_left_of(gap, open_at, begin) for gap in decision.gaps]
            if decision.runs_on and not decision.fresh:
                lefts.append(of_family.get(family, previous))
            found[decision.token] = min(*lefts, previous)
        elif begins_late(decision):
            above = open_at.get(depth - 1)
            found[decision.token] = above.token if above else -1
        for deeper in [at for at in open_at if at > depth]:
            del open_at[deeper]
        open_at[depth] = decision
        of_family[family] = previous = decision.token
    return found


def _left_of(gap: Gap, open_at: Mapping[int, Decision], begin: int) -> int:
    """Return the token on the left of a gap, by the markers that are open at each depth.

    Where there is none, that is where the document begins.
    """
    own = open_at.get(gap.depth)
    if own is not None and own.marker.family == gap.family:
        return own.token
    above = open_at.get(gap.depth - 1)
    return above.token if above is not None else begin


def locate(
    decisions: Sequence[Decision],
    tokens: Sequence[Token],
    text: str,
    lexicon: Lexicon,
) -> list[GapLocation]:
    """Return the location of each gap, in order; what must be one gap is one.

    The gap of a family that runs on through all sections may reach back before the
    marker at which the last gap was found: nobody can tell the two apart, and they
    become one.
    """
    if not any(decision.gaps for decision in decisions):
        return []
    evidence = _Evidence(decisions, tokens, text, lexicon)
    series = _Series()
    found: list[GapLocation] = []
    last_of_family: dict[int, int] = {}
    open_at: dict[int, int] = {}  # by depth the token of the last marker
    previous = -1
    for place, decision in enumerate(decisions):
        if not decision.is_marker:
            continue
        if decision.fresh:
            last_of_family.clear()
        family, here = decision.marker.family, decision.token
        after = last_of_family.get(family, previous) if decision.runs_on else previous
        gaps = tuple(evidence.proven(place, after))
        series.add(gaps)
        if gaps and found and after < found[-1].before <= here:
            found[-1] = found[-1]._replace(gaps=found[-1].gaps + gaps)
        elif gaps:
            late = decision.transition == "open_skip"
            parent = open_at.get(decision.depth - 1, -1) if late else -1
            labels = _label(tokens, parent), _label(tokens, here)
            found.append(GapLocation(after, here, gaps, labels))
        series.close(family, decision.depth)
        last_of_family[family] = previous = open_at[decision.depth] = here
    return series.with_neighbours(found)


def _label(tokens: Sequence[Token], place: int) -> Span | None:
    """Return the span of the label of a token, None where there is no token before the gap."""
    return Span(tokens[place].head, tokens[place].body) if place >= 0 else None


class _Evidence:
    """What the text shows of the numbers that the search holds to be missing."""

    def __init__(
        self,
        decisions: Sequence[Decision],
        tokens: Sequence[Token],
        text: str,
        lexicon: Lexicon,
    ) -> None:
        """Take a reading; unread candidates are kept for each of their meanings."""
        self._decisions = decisions
        self._tokens, self._text, self._lexicon = tokens, text, lexicon
        self._read = {one.token for one in decisions if one.is_marker}
        self._left = neighbours_on_the_left(decisions)
        self._swapped = _swapped(decisions, lexicon)
        self._counted = _counted_later(decisions)
        self._unread: dict[int, list[tuple[int, int]]] = {}
        """For each kin of families the numbers not read where a label may stand."""
        for decision in decisions:
            if not decision.is_marker and tokens[decision.token].place < ANYWHERE:
                for meaning in (decision.marker, *decision.marker.rivals):
                    kin = lexicon.families[meaning.family].kin
                    numbers = self._unread.setdefault(kin, [])
                    numbers.append((meaning.ordinal, decision.token))
        for numbers in self._unread.values():
            numbers.sort()

    def proven(self, place: int, after: int) -> Iterator[Gap]:
        """Yield what is really missing before a decision, and behind a token."""
        decision = self._decisions[place]
        if decision.transition == "implied" and place not in self._counted:
            return
        for gap in decision.gaps:
            standing = self._swapped.get(place, set())
            standing |= set(self._unread_between(gap, after, decision.token))
            standing |= set(self._printed_between(gap, decision))
            yield from _without(gap, standing)

    def _printed_between(self, gap: Gap, decision: Decision) -> Iterator[Number]:
        """Yield the missing numbers whose labels are printed between a gap's neighbours.

        Such a label may be glued to the text before it, or refer to another place: of a
        number that stands there it is not proven that it is lost.
        """
        here = decision.token
        is_own = decision.marker.family == gap.family
        prefix = decision.marker.prefix if is_own else None
        for place in range(max(0, self._left[here]), here):
            token = self._tokens[place]
            if token.place < PLAIN:
                continue
            start = token.body if place in self._read else token.head
            for marker in glued_labels.printed(
                self._text, start, token.end, gap.family, self._lexicon
            ):
                if gap.first <= marker.ordinal <= gap.last and (
                    prefix is None or prefix == marker.prefix
                ):
                    yield gap.family, marker.ordinal

    def _unread_between(self, gap: Gap, after: int, before: int) -> Iterator[Number]:
        """Yield the missing numbers of a gap that stand, unread, between two tokens."""
        kin = self._lexicon.families[gap.family].kin
        numbers = self._unread.get(kin, [])
        for at in range(bisect_left(numbers, (gap.first, -1)), len(numbers)):
            number, token = numbers[at]
            if number > gap.last:
                return
            if after < token < before:
                yield gap.family, number


def _swapped(decisions: Sequence[Decision], lexicon: Lexicon) -> dict[int, set[Number]]:
    """Return which numbers that seem to be missing before a decision stand further down.

    They may be spelled in another way of the same kin there: 3． where 2、 and 4、 are.
    """
    found: dict[int, set[Number]] = {}
    latest: dict[tuple[int, int], tuple[int, int]] = {}
    """For each kin and depth the last gap: its decision, and its family."""
    for place, decision in enumerate(decisions):
        for gap in decision.gaps:
            kin = lexicon.families[gap.family].kin
            latest[kin, gap.depth] = place, gap.family
        if decision.transition == "swapped":
            kin = lexicon.families[decision.marker.family].kin
            last = latest.get((kin, decision.depth))
            if last is not None:
                at, family = last
                found.setdefault(at, set()).add((family, decision.marker.ordinal))
    return found


def _counted_later(decisions: Sequence[Decision]) -> set[int]:
    """Return the decisions whose implied parent a later number of its series counts.

    Where （一） stands without 一、 above it, a 一、 is implied; a 二、 that follows on
    the level above counts it, and proves that its line is lost.
    """
    found: set[int] = set()
    following: dict[int, dict[int, int]] = {}  # by depth and family the next number
    for place in range(len(decisions) - 1, -1, -1):
        decision = decisions[place]
        if not decision.is_marker:
            continue
        if decision.transition == "implied":
            parent = decision.gaps[0]
            number = following.get(parent.depth, {}).get(parent.family, 0)
            if number > parent.last:
                found.add(place)
        for depth in [depth for depth in following if depth > decision.depth]:
            del following[depth]
        if decision.fresh:
            following.clear()
        own = following.setdefault(decision.depth, {})
        own[decision.marker.family] = decision.marker.ordinal
    return found


def _without(gap: Gap, standing: set[Number]) -> Iterator[Gap]:
    """Yield a gap without the numbers that stand in the text, parted by those inside it."""
    first = gap.first
    inside = (number for family, number in standing if family == gap.family)
    for number in sorted(inside):
        if gap.first <= number <= gap.last:
            if first < number:
                yield gap._replace(first=first, last=number - 1)
            first = number + 1
    if first <= gap.last:
        yield gap._replace(first=first)


class _Series:
    """Gaps that follow one another in their series: which numbers stand on both sides."""

    def __init__(self) -> None:
        """Begin without gaps."""
        self._neighbours: list[list[int]] = []  # of each gap, in order
        self._open: dict[tuple[int, int], tuple[int, list[list[int]]]] = {}
        """For each family and depth the last number lost, and the gaps up to there."""

    def add(self, gaps: Iterable[Gap]) -> None:
        """Take the gaps before a marker."""
        for gap in gaps:
            key = gap.family, gap.depth
            last, chain = self._open.get(key, (0, []))
            if not chain or last + 1 != gap.first:
                chain = []
            own = [chain[0][0] if chain else gap.first - 1, 0]
            chain.append(own)
            for neighbours in chain:
                neighbours[1] = gap.last + 1
            self._open[key] = gap.last, chain
            self._neighbours.append(own)

    def close(self, family: int, depth: int) -> None:
        """Take a marker that stands in the text: gaps behind it follow none before it."""
        for key in [key for key in self._open if key[1] > depth]:
            del self._open[key]
        self._open.pop((family, depth), None)

    def with_neighbours(self, found: Iterable[GapLocation]) -> list[GapLocation]:
        """Return locations whose gaps say which numbers stand on both sides."""
        neighbours = iter(self._neighbours)
        return [
            location._replace(
                gaps=tuple(
                    gap._replace(left=left, right=right)
                    for gap, (left, right) in zip(
                        location.gaps, neighbours, strict=False
                    )
                )
            )
            for location in found
        ]
