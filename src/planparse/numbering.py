"""Findings about the numbering that was read: repeated numbers, doubtful ones, those out of order."""

from collections.abc import Iterable, Sequence

from planparse.findings import Finding
from planparse.lexer import Token
from planparse.lexicon import Lexicon
from planparse.step import UNREAD, Step


def findings(text: str, tokens: Sequence[Token], steps: Sequence[Step], lexicon: Lexicon) -> Iterable[Finding]:
    """Yield the findings of a reading, in order. 第二条之一 repeats nothing."""
    before = ""
    for step in steps:
        if step.depth == UNREAD:
            continue
        token = tokens[step.token]
        label = text[token.head : token.body]
        inserted = step.marker.prefix and not lexicon.families[step.marker.family].decimal
        if step.move == "repeat" and not inserted:
            yield Finding("N202", token.head, token.body, (label,))
        elif step.move == "backward":
            yield Finding("N203", token.head, token.body, (label, before))
        elif step.move == "first" and step.marker.ordinal > 1:
            yield Finding("N206", token.head, token.body, (label,))
        if 0 < step.margin <= _DOUBTFUL:
            yield Finding("N204", token.head, token.body, (label,))
        before = label


_DOUBTFUL = 0.3
"""A reading that is dearer by no more than this is nearly as good."""
