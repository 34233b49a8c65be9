"""Transitions where corrections say which candidates are markers, and where documents begin.

What a correction says of a marker leaves only the transitions that agree with it, at their
usual prices: the rest of the search is as ever.
"""

from planparse.grammar.lexicon import Lexicon
from planparse.grammar.spelling import HEADING
from planparse.numbering.candidates import Transition
from planparse.numbering.context import Context
from planparse.numbering.reading import UNREAD, TransitionKind
from planparse.numbering.state import DEEPEST, State, depth_below
from planparse.numbering.tokens import Token
from planparse.numbering.transitions import Step, Transitions


class CorrectedTransitions(Transitions):
    """The transitions at the markers of a text of which something is corrected."""

    def __init__(self, context: Context, lexicon: Lexicon) -> None:
        """Take the context of the text's markers, which knows what is corrected."""
        super().__init__(context, lexicon)
        self._sure, self._anew = context.corrected

    def obvious(self, state: State, place: int, token: Token) -> Step | None:
        """Return the one transition that leaves no doubt; of what is corrected, None."""
        if token.head in self._sure or token.head in self._anew:
            return None
        return super().obvious(state, place, token)

    def candidates(self, state: State, place: int, token: Token) -> list[Transition]:
        """Return all that a candidate may be by the corrections, cheapest first."""
        if token.head in self._anew:
            state = self._started_anew(state)
        out = super().candidates(state, place, token)
        level = self._sure.get(token.head)
        if level is None:
            return out
        read = [one for one in out if one.keep != UNREAD]
        if level:
            read = [one for one in read if _depth(state, one) == level - 1] or (
                _put(state, token, level) or read
            )
        return read or [_opening(token, min(len(state.stack), DEEPEST - 1))]

    def apply(self, state: State, transition: Transition, place: int) -> Step:
        """Return the decision that a transition makes, and the state after it."""
        if self._context.head(place) not in self._anew:
            return super().apply(state, transition, place)
        decision, after = super().apply(self._started_anew(state), transition, place)
        return decision._replace(fresh=decision.is_marker), after


def _depth(state: State, transition: Transition) -> int:
    """Return how many sections stand above a marker by a transition."""
    stack = state.stack[: max(0, transition.keep)]
    return depth_below(stack if transition.lost is None else (*stack, transition.lost))


def _put(state: State, token: Token, level: int) -> list[Transition]:
    """Return that a marker opens a series on a level, if so many sections are open above it."""
    for keep in range(min(len(state.stack), DEEPEST - 1), -1, -1):
        if depth_below(state.stack[:keep]) == level - 1:
            return [_opening(token, keep)]
    return []


def _opening(token: Token, keep: int) -> Transition:
    """Return that a marker opens a series on so many levels, nothing missing before it."""
    marker = token.marker
    assert marker is not None
    kind: TransitionKind = "open" if marker.ordinal == 1 else "open_skip"
    is_bare = marker.family == HEADING
    return Transition(0.0, "heading" if is_bare else kind, marker, keep)
