"""Read anew the lines around labels that were not known before, and leave the rest as it was."""

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from operator import attrgetter
from typing import NamedTuple

from planparse.grammar.lexicon import Lexicon
from planparse.grammar.spelling import Marker
from planparse.numbering import search
from planparse.numbering.headings import bare_headings
from planparse.numbering.reading import Decision
from planparse.numbering.search import Way
from planparse.numbering.state import State
from planparse.numbering.tokens import LINE, BareHeadings, Place, Token

_AROUND = 8
"""So many markers before and behind a new label are read anew with it: a choice.

A marker is read in the light of those around it, which are seldom so far away.
"""
_REACH = 256
"""So many tokens are seen at first from where the way is left, …"""
_FURTHER = 4
"""… and so many times more where it is not come back to. Choices."""
_MARGIN = 64
"""So many tokens are seen before and behind what is read anew: a choice."""

_HEAD = attrgetter("head")
_TOKEN = attrgetter("token")


class NewLabel(NamedTuple):
    """A label that was not known before, and the place that its token is to take."""

    head: int
    marker: Marker
    place: Place


class Stretch(NamedTuple):
    """Lines that were read anew, up to the character `end`.

    They had the tokens from `first` up to `last` and the decisions from `first_decision`
    up to `last_decision` (the last ones not included), and have now `tokens` and
    `decisions`, whose places are among these tokens. `labels` are the new ones that were
    read, `missing` is how many more numbers are missing than before.
    """

    first: int
    last: int
    first_decision: int
    last_decision: int
    end: int
    tokens: list[Token]
    decisions: Sequence[Decision]
    labels: Sequence[NewLabel]
    missing: int

    @property
    def is_better(self) -> bool:
        """Whether new labels are read, and no more numbers are missing."""
        return bool(self.labels) and self.missing <= 0


class Revision:
    """An earlier reading of a text, of which stretches can be read anew."""

    def __init__(
        self,
        text: str,
        tokens: Sequence[Token],
        way: Way,
        bare: BareHeadings,
        lexicon: Lexicon,
    ) -> None:
        """Take the tokens of a text, and the way through their markers."""
        self._text, self._tokens, self._bare, self._lexicon = (
            text,
            tokens,
            bare,
            lexicon,
        )
        self._decisions, self._states = way

    def read(self, labels: Sequence[NewLabel]) -> Stretch:
        """Return the lines around the first of some new labels, read anew.

        `labels` are in order; those that stand so near that they are read with the first
        are taken too, and those that are not read as markers are left out again.
        """
        first = self._start(labels[0].head)
        reach = _REACH
        while True:
            stretch = self._attempt(first, labels, reach)
            if stretch is None:
                reach *= _FURTHER
                continue
            tokens = stretch.tokens
            read = {
                tokens[one.token].head for one in stretch.decisions if one.is_marker
            }
            kept = [label for label in stretch.labels if label.head in read]
            if len(kept) == len(stretch.labels) or not kept:
                return stretch._replace(labels=kept)
            labels = [*kept, *labels[len(stretch.labels) :]]

    def _attempt(
        self, first: int, labels: Sequence[NewLabel], reach: int
    ) -> Stretch | None:
        """Read anew from a decision on, seeing so many tokens.

        The earlier way leads on where the state before one of its markers is the same;
        None where that is not seen.
        """
        old, decisions = self._tokens, self._decisions
        start = decisions[first].token if first else 0
        low = self._line(max(0, start - _MARGIN))
        high = self._line(min(len(old), start + reach + _MARGIN))
        seen = old[low:high]
        tokens = cut(self._text, seen, labels[: count(labels, self._begin(high))])
        bare = bare_headings.moved(self._bare, low, seen, tokens)
        begin = start - low
        until = high if high == len(old) else high - _MARGIN
        ways = {
            old[decisions[at].token].head: at
            for at in range(first + 1, self._at(until))
        }

        def leads_on(place: int, state: State) -> bool:
            at = ways.get(tokens[place].head)
            return at is not None and self._leads_on(at, state, labels)

        way, end = search.follow_again(
            self._text,
            tokens,
            self._lexicon,
            bare,
            begin,
            self._states[first] if first else None,
            leads_on,
        )
        if end < len(tokens):
            last_decision = ways[tokens[end].head]
            last = decisions[last_decision].token
        elif high == len(old):
            last_decision, last = len(decisions), high
        else:
            return None
        return Stretch(
            first=start,
            last=last,
            first_decision=first,
            last_decision=last_decision,
            end=self._begin(last),
            tokens=tokens[begin:end],
            decisions=moved(way.decisions, -begin),
            labels=labels[: count(labels, self._begin(last))],
            missing=_missing(way.decisions) - _missing(decisions[first:last_decision]),
        )

    # ── where the way is left, and taken again ───────────────────────────────────────

    def _start(self, head: int) -> int:
        """Return the first decision that a new label may change."""
        first = max(0, self._behind(head) - _AROUND)
        while first and not self._may_part(first):
            first -= 1
        return first

    def _leads_on(self, at: int, state: State, labels: Sequence[NewLabel]) -> bool:
        """Return whether the earlier way leads on from a state before a decision.

        No new label may change anything on both sides of it.
        """
        if self._states[at] != state or not self._may_part(at):
            return False
        following = count(labels, self._tokens[self._decisions[at].token].head)
        return self._behind(labels[following - 1].head) + _AROUND <= at and (
            following == len(labels) or self._start(labels[following].head) >= at
        )

    def _may_part(self, at: int) -> bool:
        """Return whether the way may be left or taken again before a decision.

        It may at the start of a line where one way is followed, and outside of series
        within a line, whose levels are known by the places of tokens.
        """
        state = self._states[at]
        return (
            state is not None
            and self._tokens[self._decisions[at].token].place <= LINE
            and all(level.line < 0 for level in state.stack)
        )

    # ── places ───────────────────────────────────────────────────────────────────────

    def _line(self, place: int) -> int:
        """Return the token that begins the line of a token."""
        while 0 < place < len(self._tokens) and self._tokens[place].place > LINE:
            place -= 1
        return place

    def _begin(self, place: int) -> int:
        """Return where a token begins, the end of the text behind the last one."""
        tokens = self._tokens
        return tokens[place].start if place < len(tokens) else len(self._text)

    def _at(self, place: int) -> int:
        """Return the first decision about a token at a place or behind it."""
        return bisect_left(self._decisions, place, key=_TOKEN)

    def _behind(self, head: int) -> int:
        """Return the first decision about a token that does not begin before `head`."""
        return self._at(bisect_left(self._tokens, head, key=_HEAD))


def count(labels: Sequence[NewLabel], end: int) -> int:
    """Return how many of some labels in order stand before the character `end`."""
    return bisect_left(labels, end, key=_HEAD)


def _missing(decisions: Iterable[Decision]) -> int:
    """Return how many numbers are missing in a reading."""
    return sum(gap.last - gap.first + 1 for one in decisions for gap in one.gaps)


# ── tokens and decisions at other places ─────────────────────────────────────────────


def cut(text: str, tokens: Iterable[Token], labels: Sequence[NewLabel]) -> list[Token]:
    """Return tokens cut at new labels, which stand in them in this order."""
    out: list[Token] = []
    waiting = list(reversed(labels))
    for token in tokens:
        last = token
        while waiting and waiting[-1].head < token.end:
            head, marker, place = waiting.pop()
            if head == last.head:
                last = last._replace(place=place, marker=marker)
                continue
            own = text[last.head : head].rstrip()
            out.append(last._replace(end=max(last.body, last.head + len(own))))
            last = Token(head, head, head + marker.size, token.end, place, marker)
        out.append(last)
    return out


def moved(decisions: Sequence[Decision], by: int) -> Sequence[Decision]:
    """Return decisions about tokens that stand so many places further back."""
    if not by:
        return decisions
    return [
        Decision(token + by, marker, depth, transition, gaps, fresh, margin)
        for token, marker, depth, transition, gaps, fresh, margin in decisions
    ]


def spliced(
    tokens: Sequence[Token], decisions: Sequence[Decision], stretches: Iterable[Stretch]
) -> tuple[list[Token], list[Decision]]:
    """Return the tokens and the decisions of a reading, some stretches read anew."""
    new_tokens, new_decisions = list[Token](), list[Decision]()
    token = decision = 0
    for stretch in stretches:
        before = decisions[decision : stretch.first_decision]
        new_decisions += moved(before, len(new_tokens) - token)
        new_tokens += tokens[token : stretch.first]
        new_decisions += moved(stretch.decisions, len(new_tokens))
        new_tokens += stretch.tokens
        token, decision = stretch.last, stretch.last_decision
    new_decisions += moved(decisions[decision:], len(new_tokens) - token)
    new_tokens += tokens[token:]
    return new_tokens, new_decisions
