"""What a possible marker may be where sections are open, and the price of that (`prices` in `grammars/search.yaml`).

It may go on, open a level, go on across a parent, skip, start anew, or be no marker at all; none is forbidden.
"""

from collections.abc import Mapping, Sequence
from math import log2
from operator import itemgetter
from typing import NamedTuple

from planparse.grammar.lexicon import Lexicon
from planparse.grammar.spelling import Marker
from planparse.numbering.context import UNSURE, Context
from planparse.numbering.reading import DOCUMENT, SURE, UNREAD, Decision, TransitionKind
from planparse.numbering.tokens import ANYWHERE, LINE, Token
from planparse.tree import Gap

_NESTED = 3
"""So many levels of one family may be open at once: lists of one style inside each other."""
_DEEPEST = 64
"""So many levels may be open at once, of whatever grammar: what is printed can be read back by any reader of JSON."""
_DOCUMENTS = -1
"""The key under which a state counts the documents of a collection."""


class Open(NamedTuple):
    """An open level: its family, its last number, whether its marker really stands in the text.

    `prefix` is the numbers before a decimal one. `skipped` says that numbers are missing right before it, so that
    its first items may be missing by the same hole.
    `line` is the line (its first token) inside which the level was opened, -1 for one that begins a line: a series
    inside a paragraph holds nothing of the next paragraph.
    """

    family: int
    ordinal: int
    real: bool = True
    line: int = -1
    skipped: bool = False
    prefix: tuple[int, ...] = ()


class State(NamedTuple):
    """What is open before a marker, the outermost first, and what was counted so far."""

    stack: tuple[Open, ...]
    series: Mapping[int, tuple[int, int, int]]
    """For each family the last number, the last number of the series that a box interrupted (0: none), and how
    deep the series stands."""
    habits: frozenset[int]
    """Families whose numbering runs on; pairs of families that stand the wrong way round by the grammar."""


_NO_SERIES = (0, 0, 0)
_PRICE = itemgetter(0)


class Transition(NamedTuple):
    """What a marker may be, and the price of that: it stands on `keep` open levels (and on a `lost` one)."""

    price: float
    kind: TransitionKind
    marker: Marker
    keep: int
    gaps: tuple[Gap, ...] = ()
    lost: Open | None = None
    outer: int = 0
    habit: int = -1


class Transitions:
    """The moves at the markers of one text."""

    def __init__(self, around: Context, lexicon: Lexicon) -> None:
        """Take the context of its markers."""
        self._text, self._tokens, self._families = (
            around.text,
            around.tokens,
            lexicon.families,
        )
        self._prices = lexicon.prices
        self._levels = [family.level for family in lexicon.families]
        self._kin = [family.kin for family in lexicon.families]
        self._around = around
        self._lines, self._listed, self._boundaries = (
            around.lines,
            around.listed,
            around.boundaries,
        )
        self.start = State(
            (),
            {},
            frozenset(family.place for family in lexicon.families if family.runs_on),
        )
        """The state before the first marker."""

    def sure(
        self, state: State, place: int, token: Token
    ) -> tuple[Decision, State] | None:
        """The decision at a marker of which there is no doubt: the next of an open series, or the first below."""
        marker = token.marker
        assert marker is not None
        if place in self._listed:
            return Decision(place, marker, UNREAD, "listed"), state
        family, ordinal, price, _, prefix, rivals = marker
        if (
            price
            or rivals
            or prefix
            or token.place == ANYWHERE
            or place in self._boundaries
        ):
            return None
        stack, make = state.stack, tuple.__new__
        line = self._lines.get(place, -1) if token.place != LINE else -1
        top = stack[-1] if stack else None
        depth = (
            len(stack) - 1
            if top is not None and top.family == family
            else _find(stack, family)
        )
        if depth >= 0:
            if stack[depth].ordinal + 1 != ordinal:
                return None
            below, move = stack[:depth], "next"
            line = (
                line if stack[depth].line >= 0 else -1
            )  # an item run into the line before still holds lines
            outer = state.series[family][1] if family in state.series else 0
        elif (
            ordinal == 1
            and line < 0
            and top is not None
            and top.line < 0
            and self._levels[family] > self._levels[top.family]
            and len(stack) < _DEEPEST
            and not self._around.may_end(token)
        ):
            below, move, outer = stack, "open", 0
        elif self._runs_on(state, family, ordinal, line):
            below, move, outer = stack, "run_on", 0
        else:
            return None
        deep = _real(below)
        series = dict(state.series)
        series[family] = (ordinal, outer, deep)
        stack = (*below, make(Open, (family, ordinal, True, line, False, ())))
        decision = make(Decision, (place, marker, deep, move, (), False, SURE))
        return decision, make(State, (stack, series, state.habits))

    def _runs_on(self, state: State, family: int, ordinal: int, line: int) -> bool:
        """Whether numbering that runs on in this document does so once more, below the innermost open section."""
        if (
            ordinal == 1
            or family not in state.habits
            or line >= 0
            or not 0 < len(state.stack) < _DEEPEST
        ):
            return False
        top = state.stack[-1]
        last, _, deep = state.series.get(family, _NO_SERIES)
        return (
            last == ordinal - 1
            and top.line < 0
            and self._levels[family] > self._levels[top.family]
            and deep == _real(state.stack)
            and all(
                self._kin[level.family] != self._kin[family] for level in state.stack
            )
        )

    def at(self, state: State, place: int, token: Token) -> list[Transition]:
        """All that a possible marker may be, cheapest first."""
        prices, marker = self._prices, token.marker
        assert marker is not None
        before = self._around.before(place)
        bare = (
            before == ""
            and place > 0
            and self._text[self._tokens[place - 1].end - 1] not in self._around.terminal
        )
        line = self._lines.get(place, -1)
        boundary = self._boundaries.get(place, "")
        out: list[Transition] = []
        for meaning in (marker, *marker.rivals):
            family = self._families[meaning.family]
            if family.document:
                moves = [_document(state, meaning, prices)]
            else:
                moves = self._readings(
                    state, token, meaning, before, boundary, line, bare
                )
            extra = meaning.price
            if family.decimal and not _prefix_fits(state, meaning):
                extra += prices["prefix"]
            if place in self._around.in_a_row:
                out += [
                    move._replace(
                        price=move.price
                        + (prices["in_a_row"] if move.kind == "next" else extra)
                    )
                    for move in moves
                ]
            else:
                out += _dearer(moves, extra)
        place_name = (
            "line"
            if token.place == LINE
            else "anywhere"
            if token.place == ANYWHERE
            else "sentence"
        )
        if token.place == LINE and self._around.broken(place):
            place_name = "inside" if self._around.runs_into(place) else "broken"
        alone = (
            token.end == token.body and self._families[marker.family].decimal
        )  # 2.5 on a line of its own
        unsure = marker.price >= UNSURE or alone
        if not unsure:
            unread = prices[f"unread_{place_name}"]
        else:
            unread = (
                prices["unread_in_a_row"] if place in self._around.in_a_row else 0.0
            )
        out.append(Transition(unread, "unread", marker, UNREAD))
        out.sort(key=_PRICE)
        return out

    def after(
        self, state: State, move: Transition, place: int
    ) -> tuple[Decision, State]:
        """The decision that a move makes, and the state after it."""
        marker, line = move.marker, self._lines.get(place, -1)
        if move.keep == UNREAD:
            return Decision(place, marker, UNREAD, move.kind), state
        if move.keep == DOCUMENT:
            decision = Decision(place, marker, DOCUMENT, move.kind, move.gaps, True)
            return decision, State(
                (), {_DOCUMENTS: (marker.ordinal, 0, 0)}, self.start.habits
            )
        fresh = move.kind == "fresh"
        if move.kind != "restart" and move.keep < len(state.stack):
            before = state.stack[move.keep]
            if before.family == marker.family and before.line < 0:
                line = -1
        stack = state.stack[: move.keep]
        if move.lost is not None:
            stack = (*stack, move.lost)
        decision = Decision(place, marker, _real(stack), move.kind, move.gaps, fresh)
        counted = (
            {key: value for key, value in state.series.items() if key == _DOCUMENTS}
            if fresh
            else dict(state.series)
        )
        counted[marker.family] = (marker.ordinal, move.outer, decision.depth)
        habits = self.start.habits if fresh else state.habits
        if move.habit != -1:
            habits |= {move.habit}
        return decision, State(
            (
                *stack,
                Open(
                    marker.family,
                    marker.ordinal,
                    True,
                    line,
                    bool(move.gaps),
                    marker.prefix,
                ),
            ),
            counted,
            habits,
        )

    def _readings(
        self,
        state: State,
        token: Token,
        marker: Marker,
        before: str,
        boundary: str,
        line: int,
        bare: bool,
    ) -> list[Transition]:
        """The moves that make it a marker of its family."""
        out = []
        new = self._fresh(state, token, marker, before, boundary)
        same = _find(state.stack, marker.family)
        depth, kin = same, 0.0
        if same < 0:
            depth = next(
                (
                    at
                    for at in range(len(state.stack) - 1, -1, -1)
                    if self._kin[state.stack[at].family] == self._kin[marker.family]
                ),
                -1,
            )
            kin = self._prices["kin"]
        if depth >= 0:
            out += _dearer(self._within(state, token, marker, depth, before, line), kin)
        held = _held(state.stack, line)
        if state.stack and (
            depth < 0 or (same < 0 and marker.ordinal == 1) or depth >= held
        ):
            out += self._below(state, token, marker, held, bare)
        inside = self._prices["open_inline"] if token.place != LINE else 0.0
        across = (
            self._prices["boundary" if boundary == "annex" else "boundary_title"]
            if boundary
            else 0.0
        )
        if token.place == ANYWHERE:
            # The series that goes on is the innermost one, or articles right behind the heading of their chapter.
            goes_on = "next" if depth == len(state.stack) - 1 else ""
            if depth < 0 and self._families[marker.family].runs_on:
                goes_on = "run_on"
            out = [
                move._replace(
                    price=move.price
                    + self._prices[
                        "anywhere_next" if move.kind == goes_on else "anywhere"
                    ]
                )
                for move in out
            ]
        elif inside:
            out = [
                move._replace(price=move.price + inside)
                if move.kind != "next"
                else move
                for move in out
            ]
        if across and state.stack:
            out = _dearer(out, across)
        return out + new

    def _fresh(
        self, state: State, token: Token, marker: Marker, before: str, boundary: str
    ) -> list[Transition]:
        """Numbering begins anew at the top: an annex, another document, or the first marker of all."""
        prices = self._prices
        if not state.stack:
            late = 0.0
            if marker.ordinal > 1:
                late = prices["late" if token.place == LINE else "late_inline"]
            if token.place == ANYWHERE:
                late += prices["anywhere"]
            return [
                Transition(
                    late + (prices["open_inline"] if token.place != LINE else 0.0),
                    "first",
                    marker,
                    0,
                )
            ]
        if marker.ordinal != 1 or (token.place != LINE and not boundary):
            return []
        again = state.stack[0].family == marker.family
        if boundary == "annex":
            price = prices["fresh_annex"]
        elif boundary:
            price = prices["fresh_title"] + (0.0 if again else prices["fresh_other"])
        elif again:
            price = prices[f"again{before}"]
        else:
            price = prices["fresh"]
        return [Transition(price, "fresh", marker, 0)]

    def _within(
        self,
        state: State,
        token: Token,
        marker: Marker,
        depth: int,
        before: str,
        line: int,
    ) -> list[Transition]:
        """The family is open: go on, skip, repeat, begin again."""
        prices, stack, number = self._prices, state.stack, marker.ordinal
        family, last = stack[depth].family, stack[depth].ordinal
        outer = state.series.get(family, _NO_SERIES)[1]
        if number == last + 1:
            out = [Transition(0.0, "next", marker, depth, outer=outer)]
        elif number > last:
            hole = Gap(family, last + 1, number - 1, _real(stack[:depth]))
            out = [
                Transition(
                    self._skip(number - last - 1),
                    "skip",
                    marker,
                    depth,
                    (hole,),
                    outer=outer,
                )
            ]
        elif number == last:
            inserted = bool(marker.prefix) and not self._families[marker.family].decimal
            out = [
                Transition(
                    0.0 if inserted else prices["repeat"],
                    "repeat",
                    marker,
                    depth,
                    outer=outer,
                )
            ]
        else:
            out = [
                Transition(prices["backward"], "backward", marker, depth, outer=outer)
            ]
        if outer and number == outer + 1 and number != last + 1:
            out.append(Transition(prices["resume"], "resume", marker, depth))
        upper = _find(stack[:depth], family)
        if (
            upper >= 0 and stack[upper].ordinal + 1 == number
        ):  # the list inside a section of the same style ends
            out.append(
                Transition(0.1 if number == last + 1 else 0.0, "next", marker, upper)
            )
        if (
            1 < number <= last
            and depth > 0
            and depth < _held(stack, line)
            and token.place == LINE
        ):
            out += self._implied(state, marker, depth, before)
        if number == 1 and depth < _held(stack, line):
            nested = sum(level.family == family for level in stack)
            if (
                nested < _NESTED
                and len(stack) < _DEEPEST
                and (token.place == LINE or before == "_led")
            ):
                out.append(
                    Transition(
                        prices[f"nest{before}"], "nest", marker, len(stack), outer=outer
                    )
                )
            if depth > 0:
                out += self._again(state, token, marker, depth, before)
        return out

    def _again(
        self, state: State, token: Token, marker: Marker, depth: int, before: str
    ) -> list[Transition]:
        """1 once more at an open level: a second series below the same parent, or the parent between was lost."""
        prices, last = self._prices, state.stack[depth].ordinal
        out = [
            Transition(prices[f"restart{before}"], "restart", marker, depth, outer=last)
        ]
        return out + (
            self._implied(state, marker, depth, before) if token.place == LINE else []
        )

    def _implied(
        self, state: State, marker: Marker, depth: int, before: str
    ) -> list[Transition]:
        """The parent between was lost, and with it the first of its children where the number is not 1."""
        prices, stack, number = self._prices, state.stack, marker.ordinal
        parent = stack[depth - 1]
        if not parent.real or self._families[parent.family].spoken:
            return []
        lost = Open(parent.family, parent.ordinal + 1, real=False)
        deep = _real(stack[: depth - 1])
        gaps: tuple[Gap, ...] = (Gap(lost.family, lost.ordinal, lost.ordinal, deep),)
        price = prices[f"implied{before}"]
        if number > 1:
            gaps += (Gap(marker.family, 1, number - 1, deep),)
            price += prices["implied_skip"] + prices["skip_each"] * log2(number)
        return [Transition(price, "implied", marker, depth - 1, gaps, lost)]

    def _below(
        self, state: State, token: Token, marker: Marker, held: int, bare: bool
    ) -> list[Transition]:
        """The family is not open: below which section it stands, and whether its numbering runs on."""
        prices, stack, levels = self._prices, state.stack, self._levels
        level = levels[marker.family]
        depth = held
        while depth and levels[stack[depth - 1].family] >= level:
            depth -= 1
        if depth == held:
            return self._opened(state, marker, depth, 0.0, -1)
        pair = -2 - stack[held - 1].family * len(levels) - marker.family
        turned = self._opened(
            state,
            marker,
            held,
            0.0 if pair in state.habits else prices["open_above"],
            pair,
        )
        if token.place != LINE:
            return turned
        close = prices["close_empty" if bare else "close"]
        return self._opened(state, marker, depth, close, -1) + turned

    def _opened(
        self, state: State, marker: Marker, keep: int, price: float, habit: int
    ) -> list[Transition]:
        """The family begins, or goes on, on top of `keep` open levels, unless these are too many."""
        if keep >= _DEEPEST:
            return []
        prices, number, family = self._prices, marker.ordinal, marker.family
        if number == 1:
            return [Transition(price, "open", marker, keep, habit=habit)]
        last, outer, deep = state.series.get(family, _NO_SERIES)
        ran, depth = family in state.habits, _real(state.stack[:keep])
        run_on = prices["run_on_again" if ran else "run_on"]
        if deep != depth and not (
            keep and state.stack[keep - 1].skipped
        ):  # its first parents may have been lost
            run_on += prices["run_on_moved"]
        out = []
        if last and number == last + 1:
            out.append(Transition(price + run_on, "run_on", marker, keep, habit=family))
        elif last and number > last + 1:
            hole = Gap(family, last + 1, number - 1, depth)
            same = keep == len(state.stack) and keep > 0 and state.stack[-1].skipped
            run_on += 0.0 if ran else prices["run_on_skip"]
            cost = (
                self._prices["skip_each"]
                if same
                else run_on + self._skip(number - last - 1)
            )
            out.append(
                Transition(
                    price + cost, "run_on_skip", marker, keep, (hole,), habit=family
                )
            )
        if outer and number == outer + 1:
            out.append(
                Transition(
                    price + prices["resume"], "resume", marker, keep, habit=family
                )
            )
        if self._families[family].spoken:
            out.append(Transition(price + prices["spoken"], "open_skip", marker, keep))
        elif not (ran and last) or number <= last:
            hole = Gap(family, 1, number - 1, depth)
            out.append(
                Transition(
                    price + self._skip(number - 1), "open_skip", marker, keep, (hole,)
                )
            )
        return out

    def _skip(self, missing: int) -> float:
        return self._prices["skip"] + self._prices["skip_each"] * log2(missing + 1)


def _dearer(moves: list[Transition], extra: float) -> list[Transition]:
    return (
        [move._replace(price=move.price + extra) for move in moves] if extra else moves
    )


def _real(stack: Sequence[Open]) -> int:
    """How many of the open levels really stand in the text."""
    depth = 0
    for level in stack:
        depth += level.real
    return depth


def _find(stack: Sequence[Open], family: int) -> int:
    """How deep the innermost level of a family stands, -1 where it is not open."""
    for depth in range(len(stack) - 1, -1, -1):
        if stack[depth].family == family:
            return depth
    return -1


def _held(stack: Sequence[Open], line: int) -> int:
    """How many of the open levels can hold a marker on this line: a series inside another line holds nothing."""
    depth = len(stack)
    while depth and stack[depth - 1].line >= 0 and stack[depth - 1].line != line:
        depth -= 1
    return depth


def _prefix_fits(state: State, marker: Marker) -> bool:
    """Whether the numbers before the last point are those of the sections above (1.2 below 1)."""
    if any(
        level.family == marker.family and level.prefix == marker.prefix
        for level in state.stack
    ):
        return True
    numbers = [level.ordinal for level in state.stack]
    prefix = list(marker.prefix)
    return any(numbers[at : at + len(prefix)] == prefix for at in range(len(numbers)))


def _document(state: State, marker: Marker, prices: Mapping[str, float]) -> Transition:
    """The marker begins a document (第二篇)."""
    before = state.series.get(_DOCUMENTS, _NO_SERIES)[0]
    gap = marker.ordinal - before - 1
    if not before or gap <= 0:
        return Transition(0.0, "document", marker, DOCUMENT)
    hole = Gap(marker.family, before + 1, marker.ordinal - 1, DOCUMENT)
    return Transition(
        prices["skip"] + prices["skip_each"] * log2(gap + 1),
        "document",
        marker,
        DOCUMENT,
        (hole,),
    )
