"""Tokens → reading: which possible markers are markers, how deep each stands, and which numbers are missing.

A search over all markers together, at the lowest price. A state is the stack of open families with their last
numbers, and what each family counted before. Every marker offers moves (`moves`), and none is forbidden, so there
is always a reading.

The search is lazy: it takes the cheapest move and remembers where another would have been nearly as cheap. Only
when a later marker turns out dear does it go back to the doubtful ones, and reads on from there with a beam of
hypotheses until one is left. Where no marker is dear, the first way through is the cheapest there is.
"""

from collections.abc import Iterable, Sequence
from operator import itemgetter
from typing import NamedTuple

from planparse.grammar.lexicon import Lexicon
from planparse.numbering.context import Context
from planparse.numbering.reading import SURE, UNREAD, Decision, TransitionKind
from planparse.numbering.tokens import LINE, Token
from planparse.numbering.transitions import State, Transition, Transitions
from planparse.tree import Gap

_BEAM = 6
_NEAR = 3.0
"""Readings dearer than the best by this much are given up."""
_DEAR = 1.4
"""A move of this price makes the search look back."""
_BACK = 64
"""How far back it looks, in markers …"""
_BACK_INLINE = 12
"""… from a marker inside a line …"""
_BACK_FRESH = 24
"""… and where numbering seems to begin anew, …"""
_DEAR_FRESH = 2.5
"""… which is seldom a misreading of what stands before, and must be dearer."""
_CREDIT, _SHARE = 512, 3
"""So many markers may be read again, and one more for every three there are; then looking back waits for new ones."""
_SETTLED = 3
"""After so many cheap markers the best hypothesis is taken."""
_LONGEST = 24
"""After so many markers the best hypothesis is taken even if every one was dear."""


class _Trail(NamedTuple):
    decision: Decision
    before: "_Trail | None"


class _Hypothesis(NamedTuple):
    price: float
    state: State
    trail: _Trail | None


class _Fork(NamedTuple):
    """A marker at which another move was cheaper by no more than `gap`: where to go back to."""

    gap: float
    decisions: int
    place: int
    state: State


def read(text: str, tokens: Sequence[Token], lexicon: Lexicon) -> list[Decision]:
    """Read all tokens that have a possible marker; one decision each, in order."""
    return _Reader(text, tokens, lexicon).run()


class Considered(NamedTuple):
    """A reading that was considered at a marker: what it would be, below which open sections, at what price."""

    price: float
    kind: TransitionKind
    family: int
    ordinal: int
    below: tuple[tuple[int, int], ...]
    gaps: tuple[Gap, ...]


def consider(
    text: str, tokens: Sequence[Token], lexicon: Lexicon, places: Iterable[int]
) -> dict[int, list[Considered]]:
    """All readings considered at the tokens `places`, cheapest first, each once."""
    reader = _Reader(text, tokens, lexicon)
    reader.watched = frozenset(places)
    reader.run()
    out: dict[int, list[Considered]] = {}
    for place, looks in reader.seen.items():
        found: dict[tuple[object, ...], Considered] = {}
        for state, moves in looks:
            for move in moves:
                kept = state.stack[: max(move.keep, 0)] + (
                    (move.lost,) if move.lost else ()
                )
                below = tuple((level.family, level.ordinal) for level in kept)
                reading = Considered(
                    move.price,
                    move.kind,
                    move.marker.family,
                    move.marker.ordinal,
                    below,
                    move.gaps,
                )
                found.setdefault(reading[1:], reading)
        out[place] = sorted(found.values())
    return out


class _Reader:
    def __init__(self, text: str, tokens: Sequence[Token], lexicon: Lexicon) -> None:
        self.tokens = tokens
        self.around = Context(text, tokens, lexicon)
        self.moves = Transitions(self.around, lexicon)
        self.decisions: list[Decision] = []
        self.forks: list[_Fork] = []
        self.spent = 0
        self.unread: dict[int, tuple[int, float]] = {}
        """For each family the last number left unread, and what it cost to leave it and those before it."""
        self.watched: frozenset[int] = frozenset()
        """The markers of which every reading considered is remembered, in `seen`."""
        self.seen: dict[int, list[tuple[State, list[Transition]]]] = {}

    def run(self) -> list[Decision]:
        """One decision for each possible marker, in order."""
        state, decisions = self.moves.start, self.decisions
        beam: list[_Hypothesis] = []
        calm = length = 0
        for place, token in self.around.markers():
            if beam:
                beam, dear = self._advance(beam, place)
                calm, length = 0 if dear else calm + 1, length + 1
                if len(beam) == 1 or calm >= _SETTLED or length >= _LONGEST:
                    self._commit(beam[0])
                    state, beam = beam[0].state, []
                continue
            sure = self._sure(state, place, token)
            if sure is not None:
                decisions.append(sure[0])
                state = sure[1]
                continue
            moves = self._considered(state, place, token)
            best = moves[0]
            gap = moves[1].price - best.price if len(moves) > 1 else SURE
            if gap < _NEAR:
                self.forks.append(_Fork(gap, len(decisions), place, state))
            debt = self._debt(best, token)
            enough = _DEAR_FRESH if best.kind == "fresh" else _DEAR
            fork = self._worth_a_look(debt, best) if debt >= enough else None
            if fork is not None:
                beam = self._look_back(fork, place)
                calm = length = 0
                continue
            decision, state = self.moves.after(state, best, place)
            decisions.append(decision._replace(margin=min(SURE, gap)))
        if beam:
            self._commit(beam[0])
        return decisions

    def _sure(
        self, state: State, place: int, token: Token
    ) -> tuple[Decision, State] | None:
        if place in self.watched and place not in self.around.listed:
            return None
        return self.moves.sure(state, place, token)

    def _considered(self, state: State, place: int, token: Token) -> list[Transition]:
        moves = self.moves.at(state, place, token)
        if place in self.watched:
            self.seen.setdefault(place, []).append((state, moves))
        return moves

    def _debt(self, best: Transition, token: Token) -> float:
        """What a move costs, with all that it cost to leave the numbers before it unread as well."""
        family = best.marker.family
        if best.keep != UNREAD:
            self.unread.pop(family, None)
            return best.price
        before, debt = self.unread.get(family, (0, 0.0))
        debt = best.price + (debt if before == best.marker.ordinal - 1 else 0.0)
        self.unread[family] = (best.marker.ordinal, debt)
        return debt if token.place == LINE or debt > best.price else 0.0

    def _worth_a_look(self, debt: float, best: Transition) -> _Fork | None:
        """The first doubtful marker near enough, at which another move may have been the cheaper in the end.

        Looking back is paid for by the markers read, so that no text can make it the rule.
        """
        now = len(self.decisions)
        back = _BACK_FRESH if best.kind == "fresh" else _BACK
        self.forks = [fork for fork in self.forks if now - fork.decisions <= back]
        for fork in self.forks:
            inline = self.tokens[fork.place].place != LINE
            if fork.gap <= debt and now - fork.decisions <= (
                _BACK_INLINE if inline else back
            ):
                if self.spent > now // _SHARE + _CREDIT:
                    return None
                self.spent += now - fork.decisions
                return fork
        return None

    def _look_back(self, fork: _Fork, place: int) -> list[_Hypothesis]:
        """Read again with a beam, from a doubtful marker up to the one that turned out dear."""
        self.forks = [
            other for other in self.forks if other.decisions <= fork.decisions
        ]
        del self.decisions[fork.decisions :]
        beam = [_Hypothesis(0.0, fork.state, None)]
        for at in range(fork.place, place + 1):
            if self.tokens[at].marker is not None:
                beam, _ = self._advance(beam, at)
        return beam

    def _advance(
        self, beam: list[_Hypothesis], place: int
    ) -> tuple[list[_Hypothesis], bool]:
        """Every hypothesis by every move, the cheapest kept, equal states merged; whether the best one paid."""
        token = self.tokens[place]
        sure = [self._sure(hypothesis.state, place, token) for hypothesis in beam]
        straight = _straight_on(beam, sure)
        if straight:
            return straight, False
        grown: list[tuple[float, int, int, Transition | None]] = []
        for turn, (hypothesis, onward) in enumerate(zip(beam, sure, strict=True)):
            if onward is not None:
                grown.append((hypothesis.price, turn, 0, None))
                continue
            moves = self._considered(hypothesis.state, place, token)
            grown += [
                (hypothesis.price + move.price, turn, order, move)
                for order, move in enumerate(moves)
            ]
        if len(grown) > 1:
            grown.sort(key=_PRICE_AND_TURN)
        cheapest, _, _, first = grown[0]
        kept: dict[object, _Hypothesis] = {}
        for price, turn, _, move in grown:
            if price > cheapest + _NEAR or len(kept) == _BEAM:
                break
            onward = (
                sure[turn]
                if move is None
                else self.moves.after(beam[turn].state, move, place)
            )
            assert onward is not None
            decision, state = onward
            key = (state.stack, state.habits)
            if key not in kept:
                if kept:  # it does not lead here: if it wins in the end, it was no sure reading
                    decision = decision._replace(margin=0.0)
                kept[key] = _Hypothesis(
                    price, state, _Trail(decision, beam[turn].trail)
                )
        out = list(kept.values())
        if len(out) > 1:
            best = out[0].trail
            assert best is not None
            margin = out[1].price - out[0].price
            out[0] = out[0]._replace(
                trail=best._replace(decision=best.decision._replace(margin=margin))
            )
        return out, first is not None and first.price >= _DEAR

    def _commit(self, best: _Hypothesis) -> None:
        trail, out = best.trail, []
        while trail is not None:
            out.append(trail.decision)
            trail = trail.before
        self.decisions += reversed(out)


_PRICE_AND_TURN = itemgetter(0, 1, 2)


def _straight_on(
    beam: list[_Hypothesis], sure: list[tuple[Decision, State] | None]
) -> list[_Hypothesis]:
    """All hypotheses one decision further, if none of them has a doubt there."""
    out = []
    for hypothesis, onward in zip(beam, sure, strict=True):
        if onward is None:
            return []
        out.append(
            _Hypothesis(
                hypothesis.price, onward[1], _Trail(onward[0], hypothesis.trail)
            )
        )
    return out
