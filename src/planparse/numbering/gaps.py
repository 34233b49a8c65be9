"""Decisions → gaps: which numbers are proven to be missing, and where each gap lies.

The search says before which marker numbers are missing. They are lost only as far as the
text proves it: not those that stand further down because two items changed places, not
those that stand unread where the gap is, in mid-line too, and a parent only where a later
number of its series shows that it was counted.

The gap lies somewhere between the last marker of that series and this one: at a sentence
that breaks off there, if there is one, else right before the marker. Numbers lost on
several levels at one place are one gap.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from operator import attrgetter
from typing import NamedTuple

from planparse.grammar.lexicon import Lexicon
from planparse.numbering import glued_labels
from planparse.numbering.reading import UNREAD, Decision
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


class Neighbours(NamedTuple):
    """The tokens that stand before a marker, -1 where none does.

    `last` is the marker right before, or the last one of a family that runs on across
    headings; `above` is the section above. `left` is the last one of the series of which
    numbers are missing, or else the section above that.
    """

    last: int
    above: int
    left: int


def neighbours(decisions: Iterable[Decision]) -> dict[int, Neighbours]:
    """Return what stands before each marker with gaps, or whose series may begin late.

    By its token.
    """
    found: dict[int, Neighbours] = {}
    open_at: dict[int, Decision] = {}  # by depth
    alike: dict[int, int] = {}  # by family
    begin = previous = deepest = -1
    for decision in decisions:
        depth = decision.depth
        if depth == UNREAD:
            continue
        if decision.fresh:
            begin = previous
            alike.clear()
        family = decision.marker.family
        if decision.gaps or decision.transition in BEGINNINGS:
            section = open_at.get(depth - 1)
            above = section.token if section is not None else -1
            last = alike.get(family, previous) if decision.runs_on else previous
            lefts = [_left_of(gap, open_at, begin) for gap in decision.gaps]
            left = min(*lefts, last, previous) if lefts else above
            found[decision.token] = Neighbours(last, above, left)
        while deepest > depth:
            open_at.pop(deepest, None)
            deepest -= 1
        deepest = depth
        open_at[depth] = decision
        alike[family] = previous = decision.token
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
    places = [place for place, decision in enumerate(decisions) if decision.gaps]
    if not places:
        return []
    around = neighbours(decisions)
    evidence = _Evidence(decisions, tokens, text, lexicon)
    series = _Series(decisions)
    found: list[GapLocation] = []
    for place in places:
        decision = decisions[place]
        here = decision.token
        after, above, left = around[here]
        gaps = tuple(evidence.proven(place, after, left))
        series.add(gaps, place)
        if gaps and found and after < found[-1].before <= here:
            found[-1] = found[-1]._replace(gaps=found[-1].gaps + gaps)
        elif gaps:
            parent = above if decision.transition == "open_skip" else -1
            labels = _label(tokens, parent), _label(tokens, here)
            found.append(GapLocation(after, here, gaps, labels))
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
        self._swapped = _swapped(decisions, lexicon)
        self._counted = _counted_later(decisions)

    def proven(self, place: int, after: int, left: int) -> Iterator[Gap]:
        """Yield what is really missing before a decision, and behind a token.

        `left` is the token from which on missing numbers may be printed.
        """
        decision = self._decisions[place]
        if decision.transition == "implied" and place not in self._counted:
            return
        for gap in decision.gaps:
            standing = {
                *self._swapped.get(place, ()),
                *self._unread_between(gap, after, place),
                *self._printed_between(gap, left, place),
            }
            yield from _without(gap, standing)

    def _printed_between(self, gap: Gap, left: int, place: int) -> Iterator[Number]:
        """Yield the missing numbers whose labels are printed between a gap's neighbours.

        Such a label may be glued to the text before it, or refer to another place: of a
        number that stands there it is not proven that it is lost.
        """
        decision = self._decisions[place]
        is_own = decision.marker.family == gap.family
        prefix = decision.marker.prefix if is_own else None
        begin, end = self._tokens[max(0, left)].head, self._tokens[decision.token].start
        for head, marker in glued_labels.printed(
            self._text, begin, end, gap.family, self._lexicon
        ):
            if (
                gap.first <= marker.ordinal <= gap.last
                and (prefix is None or prefix == marker.prefix)
                and self._stands_in_text(head)
            ):
                yield gap.family, marker.ordinal

    def _stands_in_text(self, head: int) -> bool:
        """Return whether a character is in no label that was read, and in no table."""
        at = bisect_right(self._tokens, head, key=attrgetter("head")) - 1
        token = self._tokens[at]
        if token.place < PLAIN:
            return False
        decision = bisect_left(self._decisions, at, key=attrgetter("token"))
        own = self._decisions[decision : decision + 1]
        is_read = bool(own) and own[0].token == at and own[0].is_marker
        return not is_read or head >= token.body

    def _unread_between(self, gap: Gap, after: int, place: int) -> Iterator[Number]:
        """Yield the missing numbers of a gap that stand, unread, behind a token."""
        families = self._lexicon.families
        kin = families[gap.family].kin
        for one in self._between(after + 1, place):
            if one.is_marker or self._tokens[one.token].place >= ANYWHERE:
                continue
            for meaning in (one.marker, *one.marker.rivals):
                if (
                    families[meaning.family].kin == kin
                    and gap.first <= meaning.ordinal <= gap.last
                ):
                    yield gap.family, meaning.ordinal

    def _between(self, token: int, place: int) -> Sequence[Decision]:
        """Return the decisions about a token and those behind it, up to one at a place."""
        first = bisect_left(self._decisions, token, key=attrgetter("token"))
        return self._decisions[first:place]


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
    known: dict[tuple[int, int], tuple[int, int]] = {}
    """For each family and depth where it was asked last, and the number that follows there."""
    for place in reversed(range(len(decisions))):
        if decisions[place].transition == "implied" and decisions[place].gaps:
            parent = decisions[place].gaps[0]
            asked = known.get((parent.family, parent.depth), (len(decisions), 0))
            number = _following(decisions, place, parent, *asked)
            known[parent.family, parent.depth] = place, number
            if number > parent.last:
                found.add(place)
    return found


def _following(
    decisions: Sequence[Decision], place: int, parent: Gap, asked: int, number: int
) -> int:
    """Return the next number of an implied parent's series behind a decision, 0 for none.

    It is `number` where none comes up to the decision `asked`.
    """
    for at in range(place + 1, min(asked + 1, len(decisions))):
        decision = decisions[at]
        if not decision.is_marker:
            continue
        if (decision.marker.family, decision.depth) == (parent.family, parent.depth):
            return decision.marker.ordinal
        if decision.fresh or decision.depth < parent.depth:
            return 0
    return number


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

    def __init__(self, decisions: Sequence[Decision]) -> None:
        """Begin without gaps."""
        self._decisions = decisions
        self._neighbours: list[list[int]] = []  # of each gap, in order
        self._open: dict[Number, tuple[int, int, list[list[int]]]] = {}
        """For each family and depth the decision with the last gap, the last number lost,
        and the gaps up to there."""

    def add(self, gaps: Iterable[Gap], place: int) -> None:
        """Take the gaps before a decision."""
        for gap in gaps:
            key = gap.family, gap.depth
            at, last, chain = self._open.get(key, (place, 0, []))
            if last + 1 != gap.first or self._stands_between(key, at, place):
                chain = []
            own = [chain[0][0] if chain else gap.first - 1, 0]
            chain.append(own)
            for neighbours in chain:
                neighbours[1] = gap.last + 1
            self._open[key] = place, gap.last, chain
            self._neighbours.append(own)

    def _stands_between(self, series: Number, first: int, last: int) -> bool:
        """Return whether a marker stands between gaps of a series, from one decision on.

        It is one of that family and depth, or of a section that holds more.
        """
        return any(
            one.is_marker
            and (one.depth < series[1] or (one.marker.family, one.depth) == series)
            for one in self._decisions[first:last]
        )

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
