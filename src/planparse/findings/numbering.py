"""Findings about the numbering that was read: repeated numbers, doubtful ones, those out of order."""

from collections.abc import Iterable, Sequence

from planparse.grammar.lexicon import Lexicon
from planparse.numbering.reading import UNREAD, Decision
from planparse.numbering.tokens import Token
from planparse.tree import Finding


def findings(
    text: str, tokens: Sequence[Token], decisions: Sequence[Decision], lexicon: Lexicon
) -> Iterable[Finding]:
    """Yield the findings of a reading, in order. 第二条之一 repeats nothing."""
    before = ""
    for decision in decisions:
        if decision.depth == UNREAD:
            continue
        token = tokens[decision.token]
        label = text[token.head : token.body]
        inserted = (
            decision.marker.prefix
            and not lexicon.families[decision.marker.family].decimal
        )
        if decision.transition == "repeat" and not inserted:
            yield Finding("N202", token.head, token.body, (label,))
        elif decision.transition == "backward":
            yield Finding("N203", token.head, token.body, (label, before))
        elif decision.transition == "first" and decision.marker.ordinal > 1:
            yield Finding("N206", token.head, token.body, (label,))
        if 0 < decision.margin <= _DOUBTFUL:
            yield Finding("N204", token.head, token.body, (label,))
        before = label


_DOUBTFUL = 0.3
"""A reading that is dearer by no more than this is nearly as good."""
