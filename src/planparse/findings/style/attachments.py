"""The list of attachments below a text: its numbers and ends (附件说明, GB/T 9704—2012, 7.3.4)."""

import re
from collections.abc import Iterator, Sequence

from planparse.text.characters import CLAUSE_MARKS, COLONS, FULL_STOPS
from planparse.text.numerals import parse_arabic, parse_hanzi
from planparse.text.positions import line_end, next_line
from planparse.text.titles import COUNTS
from planparse.tree import Finding, Node, Span

_HEAD = re.compile(rf"(?<![^\r\n])[ \t　]*附[ 　]*件[ 　]*[{COLONS}][ \t　]*(?=\S)")
_ENTRY = re.compile(rf"[ \t　]*(?P<label>(?:[0-9０-９]+|[{COUNTS}]+)[ ]*[.．、,，])")
_ENDS = frozenset(FULL_STOPS + CLAUSE_MARKS)
_LONGEST = 120
"""A line of more characters names no attachment, but tells of some; a choice."""


def lists(text: str, root: Node) -> tuple[Span, ...]:
    """Return where attachments are listed in a document, each list from 附件： to its end."""
    return tuple(_lists(text, root.start, root.end))


def _lists(text: str, start: int, end: int) -> Iterator[Span]:
    """Yield the lists between two places."""
    for head in _HEAD.finditer(text, start, end):
        stop, following = _line(text, head.end(), end)
        if _ENTRY.match(text, head.end()):
            while following < end and _ENTRY.match(text, following, end):
                stop, following = _line(text, following, end)
        yield Span(head.end(), stop)


def _line(text: str, at: int, end: int) -> tuple[int, int]:
    """Return where the line of a place ends and the next begins, no further than `end`."""
    return min(line_end(text, at), end), min(next_line(text, at), end)


def findings(text: str, listed: Sequence[Span]) -> Iterator[Finding]:
    """Yield what is wrong with the lists of attachments."""
    for span in listed:
        at = span.start
        while at < span.end:
            stop, following = _line(text, at, span.end)
            if stop - at <= _LONGEST:
                yield from _entry(text, at, stop)
            at = following


def _entry(text: str, start: int, end: int) -> Iterator[Finding]:
    """Yield an S207 for another number than 1., an S206 for a mark behind the name."""
    if found := _ENTRY.match(text, start, end):
        label = found["label"]
        digits = label.rstrip(" .．、,，")
        number = parse_arabic(digits) or parse_hanzi(digits)
        if number is not None and label != f"{number}.":
            yield Finding("S207", *found.span("label"), (label, f"{number}."))
    name = text[start:end].rstrip()
    if name and name[-1] in _ENDS:
        words = name.lstrip()
        last = start + len(name)
        yield Finding("S206", last - len(words), last, (words, words[:-1].rstrip()))
