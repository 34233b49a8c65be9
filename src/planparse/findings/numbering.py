"""Doubts about the numbering that was read: repeated numbers, close calls, wrong order."""

import re
import sys
from collections.abc import Iterator, Sequence

from planparse.grammar.lexicon import Lexicon
from planparse.numbering.reading import UNREAD, Decision
from planparse.numbering.tokens import Token
from planparse.text.positions import line_start
from planparse.tree import Finding

_CLOSE_CALL = 0.3
"""A reading that costs no more than this above the best one is nearly as good: 0.2 % of
25,197 sections in 547 documents have one, and three in four of these are proven."""


def run_together(
    text: str, tokens: Sequence[Token], glued: frozenset[int], lexicon: Lexicon
) -> Iterator[Finding]:
    """Yield N207 for each line with labels in mid-line; `glued` are their tokens.

    Words of order stand there by right: 就条件来说，第一，…；第二，….
    """
    lines: dict[int, list[int]] = {}
    for place in sorted(glued):
        marker = tokens[place].marker
        if marker is None or lexicon.families[marker.family].spoken:
            continue
        lines.setdefault(line_start(text, tokens[place].head), []).append(place)
    for places in lines.values():
        labels = [text[tokens[place].head : tokens[place].body] for place in places]
        start, end = tokens[places[0]].head, tokens[places[-1]].body
        yield Finding("N207", start, end, (" ".join(labels),))


def findings(
    text: str, tokens: Sequence[Token], decisions: Sequence[Decision], lexicon: Lexicon
) -> Iterator[Finding]:
    """Yield N202, N203, N204 and N206, in order."""
    before = None  # the decision about the last number
    read = [decision for decision in decisions if decision.depth != UNREAD]
    for place, decision in enumerate(read):
        if decision.transition in _DOUBTED:
            yield from _out_of_order(text, tokens, read, place, before, lexicon)
        if decision.is_bare:
            continue
        if 0 < decision.margin <= _CLOSE_CALL and not _is_proven(read, place, lexicon):
            token = tokens[decision.token]
            label = text[token.head : token.body]
            yield Finding("N204", token.head, token.body, (label,))
        before = decision


_DOUBTED = ("first", "repeat", "backward", "swapped")
"""The transitions of numbers out of order; the first of a series is, if it begins late."""


def _out_of_order(
    text: str,
    tokens: Sequence[Token],
    read: Sequence[Decision],
    place: int,
    before: Decision | None,
    lexicon: Lexicon,
) -> Iterator[Finding]:
    """Yield an N202, N203 or N206 where a number is repeated, goes back or begins late.

    `before` is the decision about the number before it.
    """
    decision = read[place]
    head, body = tokens[decision.token].head, tokens[decision.token].body
    label = text[head:body]
    if decision.transition in ("backward", "swapped"):
        earlier = ""
        if before is not None:
            token = tokens[before.token]
            earlier = text[token.head : token.body]
        yield Finding("N203", head, body, (label, earlier))
    elif decision.transition == "repeat":
        if not _is_inserted(decision, lexicon):
            yield Finding("N202", head, body, (label,))
    elif _starts_late(read, place, label) and not _is_counted_to(
        text, head, label, decision, lexicon
    ):
        yield Finding("N206", head, body, (label,))


def _is_inserted(decision: Decision, lexicon: Lexicon) -> bool:
    """Return whether an article was inserted later: 第二条之一 does not repeat 第二条."""
    marker = decision.marker
    return bool(marker.prefix) and not lexicon.families[marker.family].decimal


def _starts_late(read: Sequence[Decision], place: int, label: str) -> bool:
    """Return whether a number, the first of all, is not one.

    A letter that may be a number, as （m） is a thousand, must be counted on from.
    """
    decision = read[place]
    if decision.marker.ordinal == 1:
        return False
    is_letter = re.search("[A-Za-z]", label) is not None
    return not is_letter or any(
        _follows(later, decision) for later in read[place + 1 :]
    )


def _is_counted_to(
    text: str, at: int, label: str, decision: Decision, lexicon: Lexicon
) -> bool:
    """Return whether the label of the number before stands unread before a place."""
    family, ordinal = decision.marker.family, decision.marker.ordinal
    return text.find(lexicon.relabel(family, label, ordinal - 1), 0, at) >= 0


def _is_proven(read: Sequence[Decision], place: int, lexicon: Lexicon) -> bool:
    """Return whether the neighbours of a marker leave no doubt about its reading.

    So they do where it is the one number that an open series waits for, where articles are
    counted on across a heading, and where the two of its series comes next on its level
    behind a one that opens a series, or behind 一是.
    """
    decision = read[place]
    family = lexicon.families[decision.marker.family]
    if decision.gaps:
        return False
    if decision.transition == "next":
        return _series_waiting_for(read, place) == 1
    if decision.transition == "run_on":
        return family.runs_on
    opens = decision.transition == "open" or (
        family.spoken and decision.marker.ordinal == 1
    )
    return opens and any(
        _follows(later, decision) for later in _on_its_level(read, place)
    )


def _follows(later: Decision, decision: Decision) -> bool:
    """Return whether a decision goes on with the series of another one."""
    return (
        later.depth == decision.depth
        and later.marker.family == decision.marker.family
        and later.marker.ordinal == decision.marker.ordinal + 1
    )


def _on_its_level(read: Sequence[Decision], place: int) -> Iterator[Decision]:
    """Yield the decision that comes next on the level of one or above it, if any does."""
    depth = read[place].depth
    following = (at for at in range(place + 1, len(read)) if read[at].depth <= depth)
    yield from (read[at] for at in (next(following, None),) if at is not None)


def _series_waiting_for(read: Sequence[Decision], place: int) -> int:
    """Return how many series that are open at a marker wait for its number."""
    marker, depth = read[place].marker, sys.maxsize
    waiting = 0
    for at in range(place - 1, -1, -1):
        before = read[at]
        if before.depth >= depth:
            continue
        depth = before.depth
        waiting += (
            before.marker.family == marker.family
            and before.marker.ordinal + 1 == marker.ordinal
        )
        if depth <= 0:
            break
    return waiting
