"""The transitions that a candidate marker allows from a parser state, and what they lead to.

A marker goes on with a series, opens a level, skips numbers, begins anew or is no marker
at all; none is forbidden, and each has its price (`prices` in the grammars).
"""

from operator import itemgetter
from typing import NamedTuple

from planparse.grammar.lexicon import Lexicon
from planparse.grammar.spelling import Marker
from planparse.numbering.candidates import Candidates, Transition, dearer
from planparse.numbering.context import UNSURE, Context, Features
from planparse.numbering.reading import (
    DOCUMENT,
    UNREAD,
    Decision,
    TransitionKind,
)
from planparse.numbering.state import (
    DEEPEST,
    DOCUMENTS,
    NO_SERIES,
    Habit,
    OpenLevel,
    Series,
    Stack,
    State,
    counted,
    depth_below,
    has_parent,
    innermost,
    open_level,
)
from planparse.numbering.tokens import ANYWHERE, LINE, PLAIN, Token

_PRICE = itemgetter(0)

Step = tuple[Decision, State]
"""A decision, and the state behind it."""


class _Site(NamedTuple):
    """What may stand at a candidate marker, whatever sections are open.

    `meanings` are what its label may mean, with the price of doubt about the spelling of
    each. `unread` is what it costs to read no marker here, `unproven` what that costs
    where the spelling alone proves little.
    """

    features: Features
    meanings: list[tuple[Marker, float]]
    unread: float
    unproven: float


class Transitions:
    """The transitions at the markers of one text."""

    def __init__(self, context: Context, lexicon: Lexicon) -> None:
        """Take the context of the text's markers."""
        self._context, self._lexicon = context, lexicon
        self._families, self._prices = lexicon.families, lexicon.prices
        self._levels = lexicon.levels
        self._lines, self._listed = context.lines, context.listed
        self._boundaries = context.boundaries
        self._headings, self._levels_said = context.headings, context.levels
        self._sites: dict[int, _Site] = {}
        habits: frozenset[Habit] = lexicon.running_on
        self.start = State((), {}, habits)
        """The state before the first marker.

        Families that `runs_on` in their grammar, such as 第一条, do so from the start.
        """

    # ── without a doubt ──────────────────────────────────────────────────────────

    def obvious(self, state: State, place: int, token: Token) -> Step | None:
        """Return the one transition of a marker that leaves no doubt, else None.

        That is the next number of an open series, or the first one of a level below.
        """
        marker = token.marker
        assert marker is not None
        if place in self._levels_said:
            state = self._set_off(state, place)
        if place in self._listed:
            return Decision(place, marker, UNREAD, "listed"), state
        family, ordinal, price, _, prefix, rivals = marker
        if price or rivals or prefix or token.place == PLAIN:
            return None
        if token.place == ANYWHERE or place in self._boundaries:
            return None
        at = innermost(state.stack, family)
        if at < 0:
            return self._begun(state, place, token, marker)
        last = state.stack[at]
        if last.ordinal + 1 != ordinal or not last.real:
            return None
        return self._followed(state, place, token, marker, at)

    def _followed(
        self, state: State, place: int, token: Token, marker: Marker, at: int
    ) -> Step | None:
        """Return the step to the next number of the series at an open level.

        None where the series may as well be one of the same style above it.
        """
        stack, family = state.stack, marker.family
        level = stack[at]
        nested = at > 0 and innermost(stack, family, at) >= 0
        if nested and self._context.outdented(place):
            return None
        line = -1
        if level.line >= 0 and token.place != LINE:
            line = self._lines.get(place, -1)
        earlier = state.series.get(family, NO_SERIES)
        own = counted(marker.ordinal, earlier.interrupted, level.depth)
        return _taken(state, stack[:at], place, marker, "next", own, line)

    def _begun(
        self, state: State, place: int, token: Token, marker: Marker
    ) -> Step | None:
        """Return the step to a series that surely begins, or runs on, below all others.

        A series surely begins with 1 where its label cannot be the end of the line
        before, and surely runs on where its number is the next of its family.
        """
        line = self._lines.get(place, -1) if token.place != LINE else -1
        if not self._may_stand_below(state.stack, marker.family, line):
            return None
        kind: TransitionKind
        if marker.ordinal == 1 and not self._context.may_end(token):
            kind = "open"
        elif marker.ordinal > 1 and self._runs_on(state, marker):
            kind = "run_on"
        else:
            return None
        own = counted(marker.ordinal, 0, depth_below(state.stack))
        return _taken(state, state.stack, place, marker, kind, own, line)

    def _may_stand_below(self, stack: Stack, family: int, line: int) -> bool:
        """Return whether a line's marker stands below the innermost section by its level."""
        return (
            line < 0
            and 0 < len(stack) < DEEPEST
            and stack[-1].line < 0
            and (
                stack[-1].is_bare
                or self._levels[family] > self._levels[stack[-1].family]
            )
        )

    def _runs_on(self, state: State, marker: Marker) -> bool:
        """Return whether numbering that runs on in this document does so once more."""
        family = marker.family
        if family not in state.habits:
            return False
        last, _, depth = state.series.get(family, NO_SERIES)
        kin = self._families[family].kin
        return (
            last == marker.ordinal - 1
            and depth == depth_below(state.stack)
            and all(
                level.is_bare or self._families[level.family].kin != kin
                for level in state.stack
            )
        )

    # ── with a choice ────────────────────────────────────────────────────────────

    def candidates(self, state: State, place: int, token: Token) -> list[Transition]:
        """Return all that a candidate marker may be, cheapest first.

        The last resort is among them: that it is no marker.
        """
        marker = token.marker
        assert marker is not None
        if place in self._headings:
            return self._opening(state, place, marker)
        if place in self._levels_said:
            state = self._set_off(state, place)
        site = self._sites.get(place) or self._site(place, marker)
        features = site.features
        out: list[Transition] = []
        for meaning, doubt in site.meanings:
            found = Candidates(self._lexicon, state, features, meaning).transitions()
            stray = 0.0
            if self._is_decimal(meaning):
                stray = self._stray(state, place, meaning)
            extra = doubt + stray
            if features.in_a_row:
                going_on = self._prices["in_a_row"]
                out += [
                    transition.dearer(going_on if transition.kind == "next" else extra)
                    for transition in found
                ]
            else:
                out += dearer(found, extra)
        is_quantity = self._is_quantity(state, features, marker)
        unread = site.unproven if is_quantity else site.unread
        out.append(Transition(unread, "unread", marker, UNREAD))
        out.sort(key=_PRICE)
        return out

    def _site(self, place: int, marker: Marker) -> _Site:
        """Return what may stand at a candidate marker, and remember it."""
        features = self._context.features(place)
        spelled = [(one, self._spelled(place, one)) for one in (marker, *marker.rivals)]
        if self._is_decimal(marker):  # of 2.5 no 2. is read that nothing proves
            spelled[1:] = [one for one in spelled[1:] if one[1] < UNSURE]
        unproven = self._unproven(features, marker)
        unread = unproven
        if marker.price < UNSURE:
            unread = self._prices[f"unread_{self._context.standing(place)}"]
        site = self._sites[place] = _Site(features, spelled, unread, unproven)
        return site

    def _set_off(self, state: State, place: int) -> State:
        """Return the state without the headings that end by the mark of a numbered one.

        ## 二、 ends a heading with two or more of these marks above it.
        """
        if place in self._headings:
            return state
        level = self._levels_said[place]
        keep = next(
            (
                at
                for at, above in enumerate(state.stack)
                if above.is_bare and above.ordinal >= level
            ),
            len(state.stack),
        )
        return state._replace(stack=state.stack[:keep])

    def _opening(self, state: State, place: int, marker: Marker) -> list[Transition]:
        """Return all that a heading without a number may be, cheapest first."""
        from planparse.numbering.headings.heading_levels import HeadingLevels

        heading = self._headings[place]
        levels = HeadingLevels(
            self._lexicon.prices, self._context, state.stack, heading, place
        )
        out = levels.transitions(marker)
        out.sort(key=_PRICE)
        return out

    def _is_decimal(self, marker: Marker) -> bool:
        """Return whether a marker has its parents' numbers in its label: 1.2.3."""
        return bool(self._families[marker.family].decimal)

    def _spelled(self, place: int, marker: Marker) -> float:
        """Return what doubt about a marker's spelling costs, by what its neighbours prove."""
        if marker.price < UNSURE:
            return marker.price
        match self._context.evidence.proofs.get((place, marker.family)):
            case "both":
                return self._prices["proved"]
            case "before":
                return marker.price + self._prices["proved_before"]
            case _:
                return marker.price

    def _stray(self, state: State, place: int, marker: Marker) -> float:
        """Return what it costs that a decimal number stands where it does not belong.

        That is below no section that its prefix counts, or without brother and child.
        """
        orphan = not has_parent(state, marker.prefix, marker.family)
        price = self._prices["prefix"] if orphan else 0.0
        loose = place in self._context.evidence.loose
        return price + self._prices["loose"] if loose else price

    def _is_quantity(self, state: State, features: Features, marker: Marker) -> bool:
        """Return whether a decimal number may as well be a quantity.

        So may one on a line of its own, and one that belongs to no other section.
        """
        if not self._is_decimal(marker):
            return False
        if features.token.end == features.token.body:
            return True
        loose = bool(state.stack) and features.place in self._context.evidence.loose
        return loose and not has_parent(state, marker.prefix, marker.family)

    def _unproven(self, features: Features, marker: Marker) -> float:
        """Return what it costs to read no marker where the spelling alone proves little.

        Nothing, where its neighbours prove nothing either: a mere number, a quantity.
        """
        proofs = [
            self._context.evidence.proofs.get((features.place, meaning.family))
            for meaning in (marker, *marker.rivals)
            if meaning.price >= UNSURE
        ]
        if "both" in proofs:
            return self._prices[f"unread_{self._context.standing(features.place)}"]
        if "before" in proofs:
            return self._prices["unread_proved_before"]
        return self._prices["unread_in_a_row"] if features.in_a_row else 0.0

    # ── applied ──────────────────────────────────────────────────────────────────

    def apply(self, state: State, transition: Transition, place: int) -> Step:
        """Return the decision that a transition makes, and the state after it."""
        kind, marker, gaps = transition.kind, transition.marker, transition.gaps
        if transition.keep == UNREAD:
            return Decision(place, marker, UNREAD, kind), state
        if transition.keep == DOCUMENT:
            documents = {DOCUMENTS: Series(last=marker.ordinal)}
            return (
                Decision(place, marker, DOCUMENT, kind, gaps, fresh=True),
                State((), documents, self.start.habits),
            )
        stack = state.stack[: transition.keep]
        if transition.lost is not None:
            stack = (*stack, transition.lost)
        depth = depth_below(stack)
        swapped = kind == "swapped"
        before = state.stack[transition.keep] if swapped else None
        level = OpenLevel(
            family=marker.family,
            ordinal=before.ordinal if before else marker.ordinal,
            depth=depth,
            line=self._line(state, transition, place),
            skipped=bool(gaps),
            prefix=marker.prefix,
            missing=before.missing
            if before
            else gaps[-1].first
            if kind == "skip"
            else 0,
        )
        fresh = kind == "fresh"
        earlier = self._started_anew(state) if fresh else state
        own = counted(level.ordinal, transition.interrupted, depth)
        habits = earlier.habits
        if transition.habit is not None:
            habits |= {transition.habit}
        begins = earlier.begins
        if kind == "first" and marker.ordinal > 1:
            begins = marker.ordinal
        return (
            Decision(place, marker, depth, kind, gaps, fresh),
            State(
                (*stack, level), {**earlier.series, marker.family: own}, habits, begins
            ),
        )

    def _line(self, state: State, transition: Transition, place: int) -> int:
        """Return the line inside which a marker opens its level, -1 for none.

        An item run into the line of the one before holds lines as that one does.
        """
        keep, stack = transition.keep, state.stack
        if (
            transition.kind != "restart"
            and keep < len(stack)
            and stack[keep].family == transition.marker.family
            and stack[keep].line < 0
        ):
            return -1
        return self._lines.get(place, -1)

    def _started_anew(self, state: State) -> State:
        """Return the state in which numbering begins anew; documents are counted on."""
        documents = {
            key: series for key, series in state.series.items() if key == DOCUMENTS
        }
        return State((), documents, self.start.habits)


def _taken(
    state: State,
    stack: Stack,
    place: int,
    marker: Marker,
    kind: TransitionKind,
    own: Series,
    line: int,
) -> Step:
    """Return the step by which a marker stands on some open levels, nothing missing."""
    series = dict(state.series)
    series[marker.family] = own
    level = open_level(marker.family, marker.ordinal, own.depth, True, line)
    return (
        Decision(place, marker, own.depth, kind),
        State((*stack, level), series, state.habits, state.begins),
    )
