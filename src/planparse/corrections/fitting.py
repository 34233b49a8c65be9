"""Hold corrections against a text: which fit it, and where each stands."""

from collections.abc import Iterable

from planparse.corrections.model import Entry
from planparse.text.characters import BLANKS, ZERO_WIDTH
from planparse.text.corrections import INSIDE, Correction, Corrections
from planparse.text.encoding import Source
from planparse.text.lines import Lines
from planparse.text.original import Doubt

_BLANK = BLANKS + ZERO_WIDTH
_MARKS = "#>*-+"
"""What may begin a line of Markdown."""


def fitted(
    source: Source, entries: Iterable[Entry], doubts: Iterable[Doubt] = ()
) -> Source:
    """Return a source with corrections: those that fit its text, and doubts about others.

    `doubts` are those about the file as a whole.
    """
    lines = Lines(source.text)
    found: set[Correction] = set()
    told = list(doubts)
    for entry in entries:
        fit = _place(source.text, lines, entry)
        if isinstance(fit, Doubt):
            told.append(fit)
        else:
            found.add(fit)
    in_place = sorted(found, key=_order)
    return source._replace(corrections=Corrections(tuple(in_place), tuple(told)))


def _place(text: str, lines: Lines, entry: Entry) -> Correction | Doubt:
    """Return where the words of a correction stand, or that they do not stand there."""
    words = entry.words.strip()
    start = end = len(text)
    if entry.line <= len(lines):
        start, end = lines.span(entry.line)
        first = start if entry.column is None else start + entry.column - 1
        at = text.find(words, first, end) if words else -1
        if at >= 0 and (entry.column is None or at == first):
            head = _head(text, start, end)
            return Correction(
                kind=entry.is_,
                start=at,
                end=at + len(words),
                head=min(head, at),
                line=entry.line,
                words=words,
                is_inside=entry.is_ in INSIDE and _follows_text(text, head, at),
                level=entry.level,
                value=entry.value,
                by=entry.by,
                date=entry.date,
                why=entry.why,
            )
    return Doubt("R602", start, end, (str(entry.line), entry.words, entry.is_))


def _head(text: str, start: int, end: int) -> int:
    """Return the first character of a line that is no blank."""
    own = text[start:end]
    return start + len(own) - len(own.lstrip(_BLANK))


def _follows_text(text: str, head: int, at: int) -> bool:
    """Return whether more than blanks and marks of Markdown stands before words on a line."""
    return text[head:at].strip(_MARKS + _BLANK) != ""


def _order(one: Correction) -> tuple[int, str, str]:
    """Order corrections by place."""
    return one.start, one.kind, one.value or ""
