"""What corrections say of lines, before the numbering is read: which have markers, and which none.

Tokens are cut anew in the lines of which something is said; the search then knows which
candidates surely are markers, and before which a document begins.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from itertools import groupby
from operator import attrgetter
from typing import get_args

from planparse.grammar.lexicon import Lexicon
from planparse.grammar.spelling import HEADING, Marker
from planparse.numbering.tokens import (
    FURNITURE,
    LINE,
    PLAIN,
    SENTENCE,
    BareHeading,
    BareHeadings,
    CorrectedMarkers,
    Place,
    Token,
)
from planparse.text.corrections import Correction, CorrectionKind, Corrections, PartKind
from planparse.text.positions import line_end
from planparse.tree import Span

_UNMARKED: tuple[CorrectionKind, ...] = (
    "heading",
    "furniture",
    "join",
    *get_args(PartKind),
)
"""What is said of a whole line, in which then no label stands."""
_START, _HEAD = attrgetter("start"), attrgetter("head")


def mark(
    text: str, tokens: Sequence[Token], corrections: Corrections, lexicon: Lexicon
) -> list[Token]:
    """Return the tokens, those cut anew of whose lines something is said.

    Rows of a table, and other lines that are one token with the next, stay as they are.
    """
    said = corrections.of(*_UNMARKED, "text", "section")
    out: list[Token] = []
    done = 0
    for head, of_line in groupby(sorted(said, key=_HEAD), key=_HEAD):
        first, last = _line(tokens, head)
        if first < done or not _is_line(text, tokens[first:last], head):
            continue
        line = list(tokens[first:last])
        for one in of_line:
            line = _corrected(text, line, one, lexicon)
        out += [*tokens[done:first], *line]
        done = last
    return [*out, *tokens[done:]]


def refused(text: str, corrections: Corrections) -> list[Span]:
    """Return the stretches of a text in which no label stands that is not known yet."""
    lines = [
        Span(one.head, line_end(text, one.head)) for one in corrections.of(*_UNMARKED)
    ]
    labels = [Span(one.at, one.at + 1) for one in corrections.of("text")]
    return sorted([*lines, *labels])


def offer(
    text: str,
    tokens: list[Token],
    bare: BareHeadings,
    corrections: Corrections,
    lexicon: Lexicon,
) -> tuple[list[Token], BareHeadings]:
    """Return tokens and headings, with what is said to be one and without what is not."""
    none = corrections.unheaded()
    headings = {
        place: heading
        for place, heading in bare.headings.items()
        if tokens[place].head not in none
    }
    out = [
        token._replace(marker=None)
        if token.marker is not None and place in bare.headings.keys() - headings.keys()
        else token
        for place, token in enumerate(tokens)
    ]
    sure: dict[int, int] = {}
    for one in corrections.of("heading"):
        place = _at(out, one.head)
        if place >= 0 and out[place].place == PLAIN:
            headings[place] = _heading(out, place, one, headings, bare)
            marker = Marker(HEADING, headings[place].rank, 0.0, 0)
            out[place] = out[place]._replace(marker=marker)
            sure[one.head] = one.level or 0
    for one in corrections.of("section"):
        label = _label(text, one, lexicon)
        if label is not None:
            sure[label] = one.level or 0
    first = (_first_marker(out, one.head) for one in corrections.of("document"))
    markers = CorrectedMarkers(sure, frozenset(at for at in first if at >= 0))
    return out, BareHeadings(headings, bare.levels, markers)


# ── tokens ───────────────────────────────────────────────────────────────────────────


def _line(tokens: Sequence[Token], head: int) -> tuple[int, int]:
    """Return the tokens of the line in which a character stands: the first, and behind the last."""
    first = bisect_right(tokens, head, key=_START) - 1
    while first > 0 and tokens[first].place > LINE:
        first -= 1
    last = first + 1
    while last < len(tokens) and tokens[last].place > LINE:
        last += 1
    return max(first, 0), last


def _is_line(text: str, line: Sequence[Token], head: int) -> bool:
    """Return whether tokens are just one line, that begins with the character `head`."""
    return (
        bool(line) and head <= line[0].head and (line[-1].end <= line_end(text, head))
    )


def _corrected(
    text: str, line: list[Token], one: Correction, lexicon: Lexicon
) -> list[Token]:
    """Return the tokens of a line as a correction has them."""
    if one.kind == "section":
        return _with_label(text, line, one, lexicon)
    if one.is_inside:
        return _without_label(line, one.at)
    first = line[0]
    if one.kind == "text":
        return [
            Token(first.start, one.head, one.head, first.end, PLAIN, None),
            *line[1:],
        ]
    place: Place = FURNITURE if one.kind == "furniture" else PLAIN
    return [Token(first.start, one.head, one.head, line[-1].end, place, None)]


def _without_label(line: list[Token], at: int) -> list[Token]:
    """Return the tokens of a line, the one that begins with a label inside it joined."""
    out: list[Token] = []
    for token in line:
        if out and token.head == at:
            out[-1] = out[-1]._replace(end=token.end)
        else:
            out.append(token)
    return out


def _with_label(
    text: str, line: list[Token], one: Correction, lexicon: Lexicon
) -> list[Token]:
    """Return the tokens of a line, one of which begins with the label that is said to be one."""
    at = _label(text, one, lexicon)
    if at is None:
        return line
    marker = lexicon.at_line(text, at)
    assert marker is not None
    body = at + marker.size
    before = [token for token in line if token.head < at] if one.is_inside else []
    if before and at < before[-1].body:  # inside of another label
        return line
    behind = [token for token in line if token.head >= body]
    end = _visible_end(text, at, behind[0].head) if behind else line[-1].end
    own = Token(
        start=at if before else line[0].start,
        head=at,
        body=body,
        end=max(body, end),
        place=SENTENCE if before else LINE,
        marker=marker._replace(price=0.0),
    )
    if before:
        last = before[-1]
        end = max(last.body, _visible_end(text, last.head, at))
        before[-1] = last._replace(end=end)
    return [*before, own, *behind]


def _visible_end(text: str, start: int, end: int) -> int:
    """Return where the visible text of `text[start:end]` ends."""
    return start + len(text[start:end].rstrip())


def _label(text: str, one: Correction, lexicon: Lexicon) -> int | None:
    """Return where the label stands that is said to be one, None where none can be read.

    What may stand before a label at the start of a line is passed over.
    """
    at = one.at
    if not one.is_inside:
        own = text[at : line_end(text, at)]
        at += len(own) - len(own.lstrip(lexicon.leads_and_blanks))
    if text[at : at + 1] not in lexicon.first:
        return None
    return at if lexicon.at_line(text, at) is not None else None


# ── headings, documents ──────────────────────────────────────────────────────────────


def _at(tokens: Sequence[Token], head: int) -> int:
    """Return the place of the token that begins with a character, -1 for none."""
    place = bisect_left(tokens, head, key=_HEAD)
    return place if place < len(tokens) and tokens[place].head == head else -1


def _heading(
    tokens: Sequence[Token],
    place: int,
    one: Correction,
    others: dict[int, BareHeading],
    bare: BareHeadings,
) -> BareHeading:
    """Return a line that is said to be a heading, of the rank of its level.

    Without a level it has the rank that it has already, or that of the heading before it.
    """
    known = others.get(place)
    if known is None:
        above = max((at for at in others if at < place), default=-1)
        rank = others[above].rank if above >= 0 else 0
        known = BareHeading(
            rank, _series(tokens[place + 1 : place + 2]), True, False, False
        )
    if one.level is not None:
        # The marks of Markdown count from 2, the first level of headings.
        rank = one.level + 1 if bare.levels else one.level - 1
        known = known._replace(rank=rank)
    return known._replace(is_sure=True)


def _series(following: Iterable[Token]) -> int:
    """Return the family of the series that begins with the next line, -1 where none does."""
    for token in following:
        if (
            token.place == LINE
            and token.marker is not None
            and token.marker.ordinal == 1
        ):
            return token.marker.family
    return -1


def _first_marker(tokens: Sequence[Token], at: int) -> int:
    """Return the first character of the next token with a marker, from a character on, else -1."""
    for place in range(bisect_left(tokens, at, key=_HEAD), len(tokens)):
        if tokens[place].marker is not None:
            return tokens[place].head
    return -1
