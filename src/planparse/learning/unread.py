"""What a parse leaves: where a label might stand that was not read, and the sections that were."""

from collections.abc import Iterator
from typing import NamedTuple

from planparse.grammar.lexicon import Lexicon
from planparse.learning.labels import Label, labels
from planparse.text.characters import BLANKS, SENTENCE_ENDS, ZERO_WIDTH
from planparse.tree import BlockKind, Parsed, nodes_of

_BLANK = BLANKS + ZERO_WIDTH
_PASSED_OVER: frozenset[BlockKind] = frozenset(
    {
        "table",
        "furniture",
        "contents",
        "docnumber",
        "addressee",
        "date",
        "signature",
        "attachment",
    }
)
"""Parts of a document whose lines are none of its outline."""


_SAID = 40
"""Characters of the text behind a label by which it is told from others. A choice."""


class Seen(NamedTuple):
    """What may be a label, where it stands, and the text behind it; whether a line begins there."""

    start: int
    label: Label
    text: str
    is_line: bool


class Section(NamedTuple):
    """A section that was read: where its label stands, its level in the grammar, its number."""

    start: int
    level: int
    ordinal: int


class Left(NamedTuple):
    """What may be a label in one file and was not read, in order, and the sections read."""

    seen: tuple[Seen, ...]
    sections: tuple[Section, ...]


def left(parsed: Parsed, lexicon: Lexicon) -> Left:
    """Return what a parse leaves of numbering."""
    text = parsed.source.text
    closed = [False] * (len(text) + 1)
    sections: list[Section] = []
    for node in nodes_of(parsed):
        if node.family is not None and node.ordinal is not None:
            level = lexicon.levels[node.family]
            sections.append(Section(node.start, level, node.ordinal))
            closed[node.start] = True
        elif node.kind in _PASSED_OVER:
            closed[node.start : node.end] = [True] * (node.end - node.start)
    seen = []
    starts = [*_beginnings(text, lexicon)]
    for place, (start, end, is_line) in enumerate(starts):
        if closed[start]:
            continue
        line = text[start:end]
        if _is_known(text, start, lexicon):
            continue
        for label in labels(line, lexicon):
            said = label.rest[len(label.marks) :].strip()
            if not said and place + 1 < len(starts):
                following, until, _ = starts[place + 1]
                said = text[following:until]
            seen.append(Seen(start, label, said[:_SAID], is_line))
    return Left(tuple(seen), tuple(sorted(sections)))


def _beginnings(text: str, lexicon: Lexicon) -> Iterator[tuple[int, int, bool]]:
    """Yield where lines and sentences inside them begin, where they end, and which it is."""
    at = 0
    for line in text.splitlines(keepends=True):
        own = line.strip(_BLANK + "\r\n")
        if own:
            lead = len(own) - len(own.lstrip(lexicon.leads_and_blanks))
            start = at + line.index(own[0]) + lead
            end = at + len(line.rstrip(_BLANK + "\r\n"))
            yield start, end, True
            for place in range(start, end - 1):
                if (
                    text[place] in SENTENCE_ENDS
                    and text[place + 1] not in SENTENCE_ENDS
                ):
                    head = place + 1
                    while head < end and text[head] in _BLANK:
                        head += 1
                    if head < end:
                        yield head, end, False
        at += len(line)


def _is_known(text: str, at: int, lexicon: Lexicon) -> bool:
    """Return whether a grammar surely knows what stands at a place for a label."""
    if text[at] not in lexicon.first:
        return False
    marker = lexicon.at_line(text, at)
    return marker is not None and not marker.price
