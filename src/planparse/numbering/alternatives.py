"""All transitions that the search considered at some markers, for whoever asks why."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from planparse.grammar.lexicon import Lexicon
from planparse.numbering.candidates import Transition
from planparse.numbering.context import Context
from planparse.numbering.corrected_transitions import CorrectedTransitions
from planparse.numbering.reading import TransitionKind
from planparse.numbering.search import Search
from planparse.numbering.state import State
from planparse.numbering.tokens import NO_HEADINGS, BareHeadings, Token
from planparse.numbering.transitions import Step
from planparse.tree import Gap


class Alternative(NamedTuple):
    """A transition that was considered at a marker, and its price.

    `below` are the open sections it would stand below, as (family, ordinal), those that
    were lost included.
    """

    price: float
    kind: TransitionKind
    family: int
    ordinal: int
    below: tuple[tuple[int, int], ...]
    gaps: tuple[Gap, ...]


def consider(
    text: str,
    tokens: Sequence[Token],
    lexicon: Lexicon,
    places: Iterable[int],
    bare: BareHeadings = NO_HEADINGS,
) -> dict[int, list[Alternative]]:
    """Return what was considered at the tokens `places`, cheapest first, each once.

    `bare` are the headings without a number, which have a candidate too.
    """
    context = Context(text, tokens, lexicon, bare)
    recorder = _Recorder(context, lexicon, frozenset(places))
    Search(tokens, context, recorder).run()
    out: dict[int, list[Alternative]] = {}
    for place, looks in recorder.seen.items():
        found: dict[tuple[object, ...], Alternative] = {}
        for state, transitions in looks:
            for transition in transitions:
                alternative = _alternative(state, transition)
                found.setdefault(alternative[1:], alternative)
        out[place] = sorted(found.values())
    return out


def _alternative(state: State, transition: Transition) -> Alternative:
    """Return a transition as an alternative: its price, its gaps, the levels above it."""
    kept = state.stack[: max(transition.keep, 0)]
    if transition.lost is not None:
        kept = (*kept, transition.lost)
    return Alternative(
        price=transition.price,
        kind=transition.kind,
        family=transition.marker.family,
        ordinal=transition.marker.ordinal,
        below=tuple((level.family, level.ordinal) for level in kept),
        gaps=transition.gaps,
    )


class _Recorder(CorrectedTransitions):
    """Transitions that remember, for some markers, every state and its candidates."""

    def __init__(
        self, context: Context, lexicon: Lexicon, watched: frozenset[int]
    ) -> None:
        """Take what a search takes, and the places of the tokens whose transitions are kept."""
        super().__init__(context, lexicon)
        self._watched = watched
        self.seen: dict[int, list[tuple[State, list[Transition]]]] = {}

    def obvious(self, state: State, place: int, token: Token) -> Step | None:
        """Return the only step that comes into question; none at a watched place."""
        if place in self._watched and place not in self._listed:
            return None
        return super().obvious(state, place, token)

    def candidates(self, state: State, place: int, token: Token) -> list[Transition]:
        """Return the transitions from a state, and keep those at a watched place."""
        found = super().candidates(state, place, token)
        if place in self._watched:
            self.seen.setdefault(place, []).append((state, found))
        return found
