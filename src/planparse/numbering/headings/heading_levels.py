"""What a heading without a number can be in a state, each with its price.

It stands below some of the open levels, which the others end before, or it is prose.
"""

from collections.abc import Mapping

from planparse.grammar.spelling import Marker
from planparse.numbering.candidates import Transition
from planparse.numbering.context import Context
from planparse.numbering.reading import UNREAD
from planparse.numbering.state import DEEPEST, OpenLevel, Stack, innermost
from planparse.numbering.tokens import BareHeading


class HeadingLevels:
    """The levels at which one heading may stand."""

    def __init__(
        self,
        prices: Mapping[str, float],
        context: Context,
        stack: Stack,
        heading: BareHeading,
        place: int,
    ) -> None:
        """Take the open levels before the heading at a place, and what is known of it."""
        self._prices, self._context, self._stack = prices, context, stack
        self._heading, self._place = heading, place

    def transitions(self, marker: Marker) -> list[Transition]:
        """Return all transitions, in no order; one is that the line is prose.

        Behind the head of an annex, or a title, the numbering may begin anew.
        """
        prices, stack = self._prices, self._stack
        doubt = 0.0 if self._heading.is_sure else prices["heading_likely"]
        out = [Transition(prices["unread_heading"], "unread", marker, UNREAD)]
        boundary = self._context.boundaries.get(self._place, "")
        across = 0.0
        if boundary and stack:
            is_annex = boundary == "annex"
            across = prices["boundary" if is_annex else "boundary_title"]
            anew = prices["fresh_annex" if is_annex else "fresh_title"]
            out.append(Transition(doubt + anew, "fresh", marker, 0))
        for keep in range(min(len(stack), DEEPEST - 1) + 1):
            price = (
                doubt
                + across
                + self._among_headings(keep)
                + self._below_numbers(keep)
                + self._beside_numbers(keep)
            )
            out.append(Transition(price, "heading", marker, keep))
        return out

    def _among_headings(self, keep: int) -> float:
        """Return what it costs to stand below headings of no smaller rank, or beside others.

        A numbered heading whose level its mark says is one of them.
        """
        prices, rank = self._prices, self._heading.rank
        above = map(self._rank, self._stack[:keep])
        ended = map(self._rank, self._stack[keep:])
        wrong_above = sum(other is not None and other >= rank for other in above)
        wrong_ended = sum(other is not None and other < rank for other in ended)
        return (
            wrong_above * prices["heading_below"] + wrong_ended * prices["heading_ends"]
        )

    def _below_numbers(self, keep: int) -> float:
        """Return what it costs to stand below an item, or inside of the series at hand."""
        heading, prices, stack = self._heading, self._prices, self._stack
        price = 0.0
        if heading.is_outermost:
            numbers = sum(not level.is_bare for level in stack[:keep])
            price += prices["heading_outermost"] * numbers
        at = innermost(stack, heading.series) if heading.series >= 0 else -1
        if 0 <= at < keep and not any(level.is_bare for level in stack[at:keep]):
            price += prices["heading_in_series"]
        is_free = not keep or stack[keep - 1].is_bare or heading.repeats
        if not is_free and self._is_item(stack[keep - 1]):
            price += prices["heading_in_item"]
        return price

    def _beside_numbers(self, keep: int) -> float:
        """Return what it costs that sections end before it that may go on.

        Those below a heading of the same rank end with it.
        """
        heading, price = self._heading, 0.0
        for level in self._stack[keep:]:
            if level.is_bare and level.ordinal == heading.rank:
                break
            if level.is_bare or self._rank(level) is not None:
                continue
            is_over = level.family == heading.series or self._is_item(level)
            if heading.repeats or not is_over:
                price += self._prices["heading_beside"]
        return price

    def _rank(self, level: OpenLevel) -> int | None:
        """Return the rank of an open heading, None for a number without a mark."""
        if level.is_bare:
            return level.ordinal
        if not self._context.levels:
            return None
        at = self._context.last_of(self._place, level.family, level.ordinal)
        return self._context.levels.get(at)

    def _is_item(self, level: OpenLevel) -> bool:
        """Return whether an open number begins a sentence, and heads nothing."""
        at = self._context.last_of(self._place, level.family, level.ordinal)
        return at >= 0 and self._context.is_item(at)
