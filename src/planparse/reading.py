"""Tokens → reading: which possible markers are markers, how deep each stands, and which numbers are missing.

A search over all markers together, at the lowest price (`prices` in `grammars/reading.yaml`). A state is the
stack of open families with their last numbers, and what each family counted before. Every marker offers
moves — go on, open a level, go on across a parent, skip, start anew, no marker at all — and none is forbidden, so
there is always a reading.

The search is lazy: it takes the cheapest move and remembers where another would have been nearly as cheap. Only
when a later marker turns out dear does it go back to the doubtful ones, and reads on from there with a beam of
hypotheses until one is left. Where no marker is dear, the first way through is the cheapest there is.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from math import log2
from operator import itemgetter
from typing import NamedTuple

from planparse.lexer import ANYWHERE, LINE, PLAIN, Token
from planparse.lexicon import Lexicon, Marker

UNREAD = -1
"""Depth of a step whose possible marker is none."""
DOCUMENT = -2
"""Depth of a step whose marker begins a document: 第一篇."""

_SURE = 9.0
"""The margin of a step where no second reading was worth a look."""
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
_NESTED = 3
"""So many levels of one family may be open at once: lists of one style inside each other."""
_TITLE = 8
"""A title is no shorter, unless it is a kind of document by itself: 政府工作报告."""
_SHORTEST = 20
"""A line with marks inside it that is longer, and has no end mark, is broken prose."""
_REACH = 200
"""A bracket is looked for so far back."""
_BRACKETS = (("（", "）"), ("(", ")"), ("〔", "〕"), ("[", "]"), ("《", "》"), ("“", "”"))
_SHORT = 40
"""A line of up to so many characters without an end mark may head what follows."""
_SETTLED = 3
"""After so many cheap markers the best hypothesis is taken."""
_LONGEST = 24
"""After so many markers the best hypothesis is taken even if every one was dear."""


class Hole(NamedTuple):
    """Numbers `first` to `last` of a family that must have stood before a step, `depth` levels deep."""

    family: int
    first: int
    last: int
    depth: int


class Step(NamedTuple):
    """What was read at one token.

    `depth` counts the open sections above the marker, or is UNREAD or DOCUMENT; `move` names the move;
    `fresh` says that numbering begins anew at the top; `margin` is how much dearer the next best reading was.
    """

    token: int
    marker: Marker
    depth: int
    move: str
    holes: tuple[Hole, ...] = ()
    fresh: bool = False
    margin: float = _SURE


class _Open(NamedTuple):
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


class _State(NamedTuple):
    stack: tuple[_Open, ...]
    series: Mapping[int, tuple[int, int, int]]
    """For each family the last number, the last number of the series that a box interrupted (0: none), and how
    deep the series stands."""
    habits: frozenset[int]
    """Families whose numbering runs on; pairs of families that stand the wrong way round by the grammar."""


_NO_SERIES = (0, 0, 0)


class _Move(NamedTuple):
    """What a marker may be, and the price of that: it stands on `keep` open levels (and on a `lost` one)."""

    price: float
    name: str
    marker: Marker
    keep: int
    holes: tuple[Hole, ...] = ()
    lost: _Open | None = None
    outer: int = 0
    habit: int = -1


class _Trail(NamedTuple):
    step: Step
    before: "_Trail | None"


class _Hypothesis(NamedTuple):
    price: float
    state: _State
    trail: _Trail | None


class _Fork(NamedTuple):
    """A marker at which another move was cheaper by no more than `gap`: where to go back to."""

    gap: float
    steps: int
    place: int
    state: _State


def read(text: str, tokens: Sequence[Token], lexicon: Lexicon) -> list[Step]:
    """Read all tokens that have a possible marker; one step each, in order."""
    return _Reader(text, tokens, lexicon).run()


_PRICE_AND_TURN = itemgetter(0, 1, 2)
_PRICE = itemgetter(0)
_UNSURE = 1.4
"""A spelling that costs this much is no marker unless the sequence proves it: to leave it unread is free."""


class Considered(NamedTuple):
    """A reading that was considered at a marker: what it would be, below which open sections, at what price."""

    price: float
    move: str
    family: int
    ordinal: int
    below: tuple[tuple[int, int], ...]
    holes: tuple[Hole, ...]


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
                kept = state.stack[: max(move.keep, 0)] + ((move.lost,) if move.lost else ())
                below = tuple((level.family, level.ordinal) for level in kept)
                reading = Considered(move.price, move.name, move.marker.family, move.marker.ordinal, below, move.holes)
                found.setdefault(reading[1:], reading)
        out[place] = sorted(found.values())
    return out


class _Reader:
    def __init__(self, text: str, tokens: Sequence[Token], lexicon: Lexicon) -> None:
        self.text, self.tokens, self.families = text, tokens, lexicon.families
        self.prices = lexicon.prices
        chars, lists = lexicon.words.chars, lexicon.words.lists
        self.terminal = frozenset(chars["terminal"] + chars["closers"])
        self.inner = frozenset(chars["inner"])
        self.annexes = lists["annex"]
        self.genres = lists["genre"]
        self.genre_ends = frozenset(genre[-1] for genre in self.genres) | set(")）")
        self.levels = [family.level for family in lexicon.families]
        self.kin = [family.kin for family in lexicon.families]
        self.start = _State((), {}, frozenset(family.place for family in lexicon.families if family.runs_on))
        self.steps: list[Step] = []
        self.forks: list[_Fork] = []
        self.spent = 0
        self.unread: dict[int, tuple[int, float]] = {}
        """For each family the last number left unread, and what it cost to leave it and those before it."""
        self.listed: set[int] = set()
        """The markers of attachment lists (附件：1.… 2.…)."""
        self.in_a_row: set[int] = set()
        """The markers of unsure spelling that count on from the one before."""
        self.watched: frozenset[int] = frozenset()
        """The markers of which every reading considered is remembered, in `seen`."""
        self.seen: dict[int, list[tuple[_State, list[_Move]]]] = {}
        self.lines: dict[int, int] = {}
        """For a marker inside a line: the token that begins the line."""
        self.boundaries: dict[int, str] = {}
        """For the markers after an annex's head or a title: which of both."""

    def run(self) -> list[Step]:
        """One step for each possible marker, in order."""
        state, steps = self.start, self.steps
        beam: list[_Hypothesis] = []
        calm = length = 0
        for place, token in self._markers():
            if beam:
                beam, dear = self._advance(beam, place)
                calm, length = 0 if dear else calm + 1, length + 1
                if len(beam) == 1 or calm >= _SETTLED or length >= _LONGEST:
                    self._commit(beam[0])
                    state, beam = beam[0].state, []
                continue
            sure = self._sure(state, place, token)
            if sure is not None:
                steps.append(sure[0])
                state = sure[1]
                continue
            moves = self._moves(state, place, token)
            best = moves[0]
            gap = moves[1].price - best.price if len(moves) > 1 else _SURE
            if gap < _NEAR:
                self.forks.append(_Fork(gap, len(steps), place, state))
            debt = self._debt(best, token)
            enough = _DEAR_FRESH if best.name == "fresh" else _DEAR
            fork = self._worth_a_look(debt, best) if debt >= enough else None
            if fork is not None:
                beam = self._look_back(fork, place)
                calm = length = 0
                continue
            step, state = self._apply(state, best, place)
            steps.append(step._replace(margin=min(_SURE, gap)))
        if beam:
            self._commit(beam[0])
        return steps

    def _markers(self) -> Iterator[tuple[int, Token]]:
        """The tokens with a possible marker; on the way, what stands between them is noted."""
        text, genre_ends = self.text, self.genre_ends
        boundary, listing, line = "", 0, 0
        unsure: dict[int, int] = {}
        for place, token in enumerate(self.tokens):
            marker = token.marker
            if token.place <= LINE:
                line = place
            elif not self._heads_lines(place):
                self.lines[place] = line
            if marker is None:
                if text[token.head] == "附" or text[token.end - 1] in genre_ends:
                    boundary = self._boundary(token) or boundary
                    listing = self._listing(token)
                else:
                    listing = 0
                continue
            if listing and self._listed(token, listing):
                listing += 1
                self.listed.add(place)
            else:
                listing = 0
                if boundary:
                    self.boundaries[place] = boundary
                if marker.price >= _UNSURE:
                    if unsure.get(marker.family) == marker.ordinal - 1:
                        self.in_a_row.add(place)
                    unsure[marker.family] = marker.ordinal
            yield place, token
            if place not in self.listed:
                boundary = ""

    def _heads_lines(self, place: int) -> bool:
        """Whether the last item of a line holds the lines below: a bare heading, or one whose series begins there."""
        token = self.tokens[place]
        onward = self.tokens[place + 1] if place + 1 < len(self.tokens) else None
        if onward is not None and onward.place > LINE:
            return False
        if token.end - token.body <= _SHORT and self.text[token.end - 1] not in self.terminal:
            return True
        first = onward.marker if onward is not None else None
        return (
            first is not None
            and token.marker is not None
            and first.ordinal == 1
            and not first.price
            and not self.families[token.marker.family].spoken
            and self.levels[first.family] > self.levels[token.marker.family]
        )

    def _sure(self, state: _State, place: int, token: Token) -> tuple[Step, _State] | None:
        """The step at a marker of which there is no doubt: the next of an open series, or the first below."""
        marker = token.marker
        assert marker is not None
        if place in self.listed:
            return Step(place, marker, UNREAD, "listed"), state
        family, ordinal, price, _, prefix, rivals = marker
        if price or rivals or prefix or token.place == ANYWHERE or place in self.boundaries or place in self.watched:
            return None
        stack, make = state.stack, tuple.__new__
        line = self.lines.get(place, -1) if token.place != LINE else -1
        top = stack[-1] if stack else None
        depth = len(stack) - 1 if top is not None and top.family == family else _find(stack, family)
        if depth >= 0:
            if stack[depth].ordinal + 1 != ordinal:
                return None
            below, move = stack[:depth], "next"
            line = line if stack[depth].line >= 0 else -1  # an item run into the line before still holds lines
            outer = state.series[family][1] if family in state.series else 0
        elif (
            ordinal == 1
            and line < 0
            and top is not None
            and top.line < 0
            and self.levels[family] > self.levels[top.family]
        ):
            below, move, outer = stack, "open", 0
        elif self._runs_on(state, family, ordinal, line):
            below, move, outer = stack, "run on", 0
        else:
            return None
        deep = _real(below)
        series = dict(state.series)
        series[family] = (ordinal, outer, deep)
        stack = (*below, make(_Open, (family, ordinal, True, line, False, ())))
        step = make(Step, (place, marker, deep, move, (), False, _SURE))
        return step, make(_State, (stack, series, state.habits))

    def _runs_on(self, state: _State, family: int, ordinal: int, line: int) -> bool:
        """Whether numbering that runs on in this document does so once more, below the innermost open section."""
        if ordinal == 1 or family not in state.habits or line >= 0 or not state.stack:
            return False
        top = state.stack[-1]
        last, _, deep = state.series.get(family, _NO_SERIES)
        return (
            last == ordinal - 1
            and top.line < 0
            and self.levels[family] > self.levels[top.family]
            and deep == _real(state.stack)
            and all(self.kin[level.family] != self.kin[family] for level in state.stack)
        )

    def _debt(self, best: _Move, token: Token) -> float:
        """What a move costs, with all that it cost to leave the numbers before it unread as well."""
        family = best.marker.family
        if best.keep != UNREAD:
            self.unread.pop(family, None)
            return best.price
        before, debt = self.unread.get(family, (0, 0.0))
        debt = best.price + (debt if before == best.marker.ordinal - 1 else 0.0)
        self.unread[family] = (best.marker.ordinal, debt)
        return debt if token.place == LINE or debt > best.price else 0.0

    def _worth_a_look(self, debt: float, best: _Move) -> _Fork | None:
        """The first doubtful marker near enough, at which another move may have been the cheaper in the end.

        Looking back is paid for by the markers read, so that no text can make it the rule.
        """
        now = len(self.steps)
        back = _BACK_FRESH if best.name == "fresh" else _BACK
        self.forks = [fork for fork in self.forks if now - fork.steps <= back]
        for fork in self.forks:
            inline = self.tokens[fork.place].place != LINE
            if fork.gap <= debt and now - fork.steps <= (_BACK_INLINE if inline else back):
                if self.spent > now // _SHARE + _CREDIT:
                    return None
                self.spent += now - fork.steps
                return fork
        return None

    def _look_back(self, fork: _Fork, place: int) -> list[_Hypothesis]:
        """Read again with a beam, from a doubtful marker up to the one that turned out dear."""
        self.forks = [other for other in self.forks if other.steps <= fork.steps]
        del self.steps[fork.steps :]
        beam = [_Hypothesis(0.0, fork.state, None)]
        for at in range(fork.place, place + 1):
            if self.tokens[at].marker is not None:
                beam, _ = self._advance(beam, at)
        return beam

    def _commit(self, best: _Hypothesis) -> None:
        trail, out = best.trail, []
        while trail is not None:
            out.append(trail.step)
            trail = trail.before
        self.steps += reversed(out)

    # ── what stands between markers ─────────────────────────────────────────────────────────────────────

    def _boundary(self, token: Token) -> str:
        """Whether an unmarked line looks like the head of an annex, or a title."""
        text, length = self.text, token.end - token.head
        if text.startswith(self.annexes, token.head):
            rest = text[token.head + 1 : token.end].lstrip("件录表")
            return "annex" if length <= 40 and rest[:1] not in tuple("：:，。则属近加录条") else ""
        if 6 <= length <= 70:
            line = without_version("".join(text[token.head : token.end].split()))
            long = len(line) >= _TITLE or (line in self.genres and len(line) > _TITLE - 3)
            if long and line.endswith(self.genres) and not any(mark in "，。；,;" for mark in line):
                return "title"
        return ""

    def _listing(self, token: Token) -> int:
        """The number that an attachment list (附件：1.…) would go on with, 0 where this line begins none."""
        if self.text.startswith(self.annexes, token.head):
            rest = self.text[token.head : token.end].lstrip("附件录表 　")
            if rest[:1] in ("：", ":"):
                return 2 if rest[1:].strip() else 1
        return 0

    def _listed(self, token: Token, number: int) -> bool:
        return (
            token.marker is not None
            and token.marker.ordinal in (number, 1)
            and self.text[token.end - 1] not in "。！"
            and token.end - token.body <= 60
        )

    def _before(self, place: int) -> str:
        """What stands right before a marker, as the suffix of a price.

        That is a short open line, words that lead up to a list, a paragraph, or nothing but the last item.
        """
        at = place - 1
        while at >= 0 and self.tokens[at].place == PLAIN and self._is_page_number(self.tokens[at]):
            at -= 1
        if at < 0:
            return ""
        before = self.tokens[at]
        last = self.text[before.end - 1]
        tail = self.text[max(before.body, before.end - 16) : before.end]
        if last in "：:" or "以下" in tail or "如下" in tail:
            return "_led"
        if before.place == PLAIN and before.marker is None:
            return "_headed" if before.end - before.head <= _SHORT and last not in self.terminal else "_after_text"
        return ""

    def _broken(self, place: int) -> bool:
        """Whether the line before is prose without an end mark: then what begins this one may be its middle."""
        before = self.tokens[place - 1] if place else None
        if before is None or before.place < PLAIN or self.text[before.end - 1] in self.terminal:
            return False
        last, onward = self.text[before.end - 1], self.text[self.tokens[place].head]
        if last.isascii() and onward.isascii() and last.isalnum() and onward.isalnum():
            return True
        line = self.tokens[self.lines.get(place - 1, place - 1)].body
        own = self.text[max(line, before.end - _REACH) : before.end]
        if any(own.rfind(opening) > own.rfind(closing) for opening, closing in _BRACKETS):
            return True
        return before.end - line > _SHORTEST and any(char in self.inner for char in own)

    def _is_page_number(self, token: Token) -> bool:
        return token.end - token.head <= 8 and not self.text[token.head : token.end].strip("0123456789-—– ·.第页")

    # ── the search ──────────────────────────────────────────────────────────────────────────────────────

    def _advance(self, beam: list[_Hypothesis], place: int) -> tuple[list[_Hypothesis], bool]:
        """Every hypothesis by every move, the cheapest kept, equal states merged; whether the best one paid."""
        token = self.tokens[place]
        sure = [self._sure(hypothesis.state, place, token) for hypothesis in beam]
        straight = _straight_on(beam, sure)
        if straight:
            return straight, False
        grown: list[tuple[float, int, int, _Move | None]] = []
        for turn, (hypothesis, onward) in enumerate(zip(beam, sure, strict=True)):
            if onward is not None:
                grown.append((hypothesis.price, turn, 0, None))
                continue
            moves = self._moves(hypothesis.state, place, token)
            grown += [(hypothesis.price + move.price, turn, order, move) for order, move in enumerate(moves)]
        if len(grown) > 1:
            grown.sort(key=_PRICE_AND_TURN)
        cheapest, _, _, first = grown[0]
        kept: dict[object, _Hypothesis] = {}
        for price, turn, _, move in grown:
            if price > cheapest + _NEAR or len(kept) == _BEAM:
                break
            onward = sure[turn] if move is None else self._apply(beam[turn].state, move, place)
            assert onward is not None
            step, state = onward
            key = (state.stack, state.habits)
            if key not in kept:
                if kept:  # it does not lead here: if it wins in the end, it was no sure reading
                    step = step._replace(margin=0.0)
                kept[key] = _Hypothesis(price, state, _Trail(step, beam[turn].trail))
        out = list(kept.values())
        if len(out) > 1:
            best = out[0].trail
            assert best is not None
            margin = out[1].price - out[0].price
            out[0] = out[0]._replace(trail=best._replace(step=best.step._replace(margin=margin)))
        return out, first is not None and first.price >= _DEAR

    def _apply(self, state: _State, move: _Move, place: int) -> tuple[Step, _State]:
        """The step that a move makes, and the state after it."""
        marker, line = move.marker, self.lines.get(place, -1)
        if move.keep == UNREAD:
            return Step(place, marker, UNREAD, move.name), state
        if move.keep == DOCUMENT:
            step = Step(place, marker, DOCUMENT, move.name, move.holes, True)
            return step, _State((), {_DOCUMENTS: (marker.ordinal, 0, 0)}, self.start.habits)
        fresh = move.name == "fresh"
        if move.name != "restart" and move.keep < len(state.stack):
            before = state.stack[move.keep]
            if before.family == marker.family and before.line < 0:
                line = -1
        stack = state.stack[: move.keep]
        if move.lost is not None:
            stack = (*stack, move.lost)
        step = Step(place, marker, _real(stack), move.name, move.holes, fresh)
        counted = (
            {key: value for key, value in state.series.items() if key == _DOCUMENTS} if fresh else dict(state.series)
        )
        counted[marker.family] = (marker.ordinal, move.outer, step.depth)
        habits = self.start.habits if fresh else state.habits
        if move.habit != -1:
            habits |= {move.habit}
        return step, _State(
            (*stack, _Open(marker.family, marker.ordinal, True, line, bool(move.holes), marker.prefix)),
            counted,
            habits,
        )

    def _moves(self, state: _State, place: int, token: Token) -> list[_Move]:
        """All that a possible marker may be, cheapest first."""
        prices, marker = self.prices, token.marker
        assert marker is not None
        before = self._before(place)
        bare = before == "" and place > 0 and self.text[self.tokens[place - 1].end - 1] not in self.terminal
        line = self.lines.get(place, -1)
        boundary = self.boundaries.get(place, "")
        out: list[_Move] = []
        for meaning in (marker, *marker.rivals):
            family = self.families[meaning.family]
            if family.document:
                moves = [_document(state, meaning, prices)]
            else:
                moves = self._readings(state, token, meaning, before, boundary, line, bare)
            extra = meaning.price
            if family.decimal and not _prefix_fits(state, meaning):
                extra += prices["prefix"]
            if place in self.in_a_row:
                out += [
                    move._replace(price=move.price + (prices["in_a_row"] if move.name == "next" else extra))
                    for move in moves
                ]
            else:
                out += _dearer(moves, extra)
        place_name = "line" if token.place == LINE else "anywhere" if token.place == ANYWHERE else "sentence"
        if token.place == LINE and self._broken(place):
            place_name = "broken"
        alone = token.end == token.body and self.families[marker.family].decimal  # 2.5 on a line of its own
        unsure = marker.price >= _UNSURE or alone
        if not unsure:
            unread = prices[f"unread_{place_name}"]
        else:
            unread = prices["unread_in_a_row"] if place in self.in_a_row else 0.0
        out.append(_Move(unread, "unread", marker, UNREAD))
        out.sort(key=_PRICE)
        if place in self.watched:
            self.seen.setdefault(place, []).append((state, out))
        return out

    def _readings(
        self, state: _State, token: Token, marker: Marker, before: str, boundary: str, line: int, bare: bool
    ) -> list[_Move]:
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
                    if self.kin[state.stack[at].family] == self.kin[marker.family]
                ),
                -1,
            )
            kin = self.prices["kin"]
        if depth >= 0:
            out += _dearer(self._within(state, token, marker, depth, before, line), kin)
        held = _held(state.stack, line)
        if state.stack and (depth < 0 or (same < 0 and marker.ordinal == 1) or depth >= held):
            out += self._below(state, token, marker, held, bare)
        inside = self.prices["open_inline"] if token.place != LINE else 0.0
        across = self.prices["boundary" if boundary == "annex" else "boundary_title"] if boundary else 0.0
        if token.place == ANYWHERE:
            goes_on = depth == len(state.stack) - 1
            out = [
                move._replace(
                    price=move.price + self.prices["anywhere_next" if move.name == "next" and goes_on else "anywhere"]
                )
                for move in out
            ]
        elif inside:
            out = [move._replace(price=move.price + inside) if move.name != "next" else move for move in out]
        if across and state.stack:
            out = _dearer(out, across)
        return out + new

    def _fresh(self, state: _State, token: Token, marker: Marker, before: str, boundary: str) -> list[_Move]:
        """Numbering begins anew at the top: an annex, another document, or the first marker of all."""
        prices = self.prices
        if not state.stack:
            late = 0.0
            if marker.ordinal > 1:
                late = prices["late" if token.place == LINE else "late_inline"]
            if token.place == ANYWHERE:
                late += prices["anywhere"]
            return [_Move(late + (prices["open_inline"] if token.place != LINE else 0.0), "first", marker, 0)]
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
        return [_Move(price, "fresh", marker, 0)]

    def _within(self, state: _State, token: Token, marker: Marker, depth: int, before: str, line: int) -> list[_Move]:
        """The family is open: go on, skip, repeat, begin again."""
        prices, stack, number = self.prices, state.stack, marker.ordinal
        family, last = stack[depth].family, stack[depth].ordinal
        outer = state.series.get(family, _NO_SERIES)[1]
        if number == last + 1:
            out = [_Move(0.0, "next", marker, depth, outer=outer)]
        elif number > last:
            hole = Hole(family, last + 1, number - 1, _real(stack[:depth]))
            out = [_Move(self._skip(number - last - 1), "skip", marker, depth, (hole,), outer=outer)]
        elif number == last:
            inserted = bool(marker.prefix) and not self.families[marker.family].decimal
            out = [_Move(0.0 if inserted else prices["repeat"], "repeat", marker, depth, outer=outer)]
        else:
            out = [_Move(prices["backward"], "backward", marker, depth, outer=outer)]
        if outer and number == outer + 1 and number != last + 1:
            out.append(_Move(prices["resume"], "resume", marker, depth))
        upper = _find(stack[:depth], family)
        if upper >= 0 and stack[upper].ordinal + 1 == number:  # the list inside a section of the same style ends
            out.append(_Move(0.1 if number == last + 1 else 0.0, "next", marker, upper))
        if 1 < number <= last and depth > 0 and depth < _held(stack, line) and token.place == LINE:
            out += self._implied(state, marker, depth, before)
        if number == 1 and depth < _held(stack, line):
            nested = sum(level.family == family for level in stack)
            if nested < _NESTED and (token.place == LINE or before == "_led"):
                out.append(_Move(prices[f"nest{before}"], "nest", marker, len(stack), outer=outer))
            if depth > 0:
                out += self._again(state, token, marker, depth, before)
        return out

    def _again(self, state: _State, token: Token, marker: Marker, depth: int, before: str) -> list[_Move]:
        """1 once more at an open level: a second series below the same parent, or the parent between was lost."""
        prices, last = self.prices, state.stack[depth].ordinal
        out = [_Move(prices[f"restart{before}"], "restart", marker, depth, outer=last)]
        return out + (self._implied(state, marker, depth, before) if token.place == LINE else [])

    def _implied(self, state: _State, marker: Marker, depth: int, before: str) -> list[_Move]:
        """The parent between was lost, and with it the first of its children where the number is not 1."""
        prices, stack, number = self.prices, state.stack, marker.ordinal
        parent = stack[depth - 1]
        if not parent.real or self.families[parent.family].spoken:
            return []
        lost = _Open(parent.family, parent.ordinal + 1, real=False)
        deep = _real(stack[: depth - 1])
        holes: tuple[Hole, ...] = (Hole(lost.family, lost.ordinal, lost.ordinal, deep),)
        price = prices[f"implied{before}"]
        if number > 1:
            holes += (Hole(marker.family, 1, number - 1, deep),)
            price += prices["implied_skip"] + prices["skip_each"] * log2(number)
        return [_Move(price, "implied", marker, depth - 1, holes, lost)]

    def _below(self, state: _State, token: Token, marker: Marker, held: int, bare: bool) -> list[_Move]:
        """The family is not open: below which section it stands, and whether its numbering runs on."""
        prices, stack, levels = self.prices, state.stack, self.levels
        level = levels[marker.family]
        depth = held
        while depth and levels[stack[depth - 1].family] >= level:
            depth -= 1
        if depth == held:
            return self._opened(state, marker, depth, 0.0, -1)
        pair = -2 - stack[held - 1].family * len(levels) - marker.family
        turned = self._opened(state, marker, held, 0.0 if pair in state.habits else prices["open_above"], pair)
        if token.place != LINE:
            return turned
        close = prices["close_empty" if bare else "close"]
        return self._opened(state, marker, depth, close, -1) + turned

    def _opened(self, state: _State, marker: Marker, keep: int, price: float, habit: int) -> list[_Move]:
        """The family begins, or goes on, on top of `keep` open levels."""
        prices, number, family = self.prices, marker.ordinal, marker.family
        if number == 1:
            return [_Move(price, "open", marker, keep, habit=habit)]
        last, outer, deep = state.series.get(family, _NO_SERIES)
        ran, depth = family in state.habits, _real(state.stack[:keep])
        run_on = prices["run_on_again" if ran else "run_on"]
        if deep != depth and not (keep and state.stack[keep - 1].skipped):  # its first parents may have been lost
            run_on += prices["run_on_moved"]
        out = []
        if last and number == last + 1:
            out.append(_Move(price + run_on, "run on", marker, keep, habit=family))
        elif last and number > last + 1:
            hole = Hole(family, last + 1, number - 1, depth)
            same = keep == len(state.stack) and keep > 0 and state.stack[-1].skipped
            run_on += 0.0 if ran else prices["run_on_skip"]
            cost = self.prices["skip_each"] if same else run_on + self._skip(number - last - 1)
            out.append(_Move(price + cost, "run on, skip", marker, keep, (hole,), habit=family))
        if outer and number == outer + 1:
            out.append(_Move(price + prices["resume"], "resume", marker, keep, habit=family))
        if self.families[family].spoken:
            out.append(_Move(price + prices["spoken"], "open, skip", marker, keep))
        elif not (ran and last) or number <= last:
            hole = Hole(family, 1, number - 1, depth)
            out.append(_Move(price + self._skip(number - 1), "open, skip", marker, keep, (hole,)))
        return out

    def _skip(self, missing: int) -> float:
        return self.prices["skip"] + self.prices["skip_each"] * log2(missing + 1)


_VERSION = re.compile(r"(?:[(（][^()（）]{0,20}[)）])+$")


def without_version(title: str) -> str:
    """A title without the versions in brackets at its end: （试行）, (2021), （征求意见稿）."""
    return _VERSION.sub("", title)


def _straight_on(beam: list[_Hypothesis], sure: list[tuple[Step, _State] | None]) -> list[_Hypothesis]:
    """All hypotheses one step further, if none of them has a doubt there."""
    out = []
    for hypothesis, onward in zip(beam, sure, strict=True):
        if onward is None:
            return []
        out.append(_Hypothesis(hypothesis.price, onward[1], _Trail(onward[0], hypothesis.trail)))
    return out


def _dearer(moves: list[_Move], extra: float) -> list[_Move]:
    return [move._replace(price=move.price + extra) for move in moves] if extra else moves


def _real(stack: Sequence[_Open]) -> int:
    """How many of the open levels really stand in the text."""
    depth = 0
    for level in stack:
        depth += level.real
    return depth


def _find(stack: Sequence[_Open], family: int) -> int:
    """How deep the innermost level of a family stands, -1 where it is not open."""
    for depth in range(len(stack) - 1, -1, -1):
        if stack[depth].family == family:
            return depth
    return -1


def _held(stack: Sequence[_Open], line: int) -> int:
    """How many of the open levels can hold a marker on this line: a series inside another line holds nothing."""
    depth = len(stack)
    while depth and stack[depth - 1].line >= 0 and stack[depth - 1].line != line:
        depth -= 1
    return depth


def _prefix_fits(state: _State, marker: Marker) -> bool:
    """Whether the numbers before the last point are those of the sections above (1.2 below 1)."""
    if any(level.family == marker.family and level.prefix == marker.prefix for level in state.stack):
        return True
    numbers = [level.ordinal for level in state.stack]
    prefix = list(marker.prefix)
    return any(numbers[at : at + len(prefix)] == prefix for at in range(len(numbers)))


def _document(state: _State, marker: Marker, prices: Mapping[str, float]) -> _Move:
    """The marker begins a document (第二篇)."""
    before = state.series.get(_DOCUMENTS, _NO_SERIES)[0]
    gap = marker.ordinal - before - 1
    if not before or gap <= 0:
        return _Move(0.0, "document", marker, DOCUMENT)
    hole = Hole(marker.family, before + 1, marker.ordinal - 1, DOCUMENT)
    return _Move(prices["skip"] + prices["skip_each"] * log2(gap + 1), "document", marker, DOCUMENT, (hole,))


_DOCUMENTS = -1
"""The key under which a state counts the documents of a collection."""
