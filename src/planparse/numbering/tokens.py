"""Source text → tokens: a token is a line, or the part of a line from one possible marker to the next.

Tokens tile the text: each begins where the one before stops, blank lines fall to the token after them. Whether
a possible marker is one, and what it means, the reading decides; the lexer only says where one may stand.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

from planparse.grammar.lexicon import Lexicon, Marker
from planparse.text.characters import COLONS, CORNER, QUOTE, TITLE

PLAIN, LINE, SENTENCE, ANYWHERE = range(4)
"""Where a token's marker stands: it has none, at a line start, after the end of a sentence, in mid-sentence."""
CONTENTS, FURNITURE = -1, -2
"""The places of tokens that are a line of a contents page, a comment."""


class Token(NamedTuple):
    """A tile of the text, `[start, next token's start)`.

    `head` is its first character that is no blank, `body` where its label ends (= `head` without one), `end`
    where its visible text ends. `place` says where the marker stands and `marker` what it may mean.
    """

    start: int
    head: int
    body: int
    end: int
    place: int
    marker: Marker | None


def lex(text: str, lexicon: Lexicon) -> list[Token]:
    """Cut a text into tokens; every character lies in exactly one."""
    blanks, leads, first = "".join(lexicon.blanks) + "\r", lexicon.leads, lexicon.first
    at_line, make = lexicon.at_line, tuple.__new__
    openers = _OPENERS | set(blanks)
    inside = _inline(text, lexicon)
    upcoming = inside[-1].head if inside else len(text)
    tokens: list[Token] = []
    start = line = 0
    for stop in _line_ends(text):
        own = text[line:stop].lstrip(blanks)
        line = stop + 1
        if not own:
            continue
        lead = head = stop - len(own)
        end = head + len(own.rstrip(blanks))
        begin = own[0]
        if begin in leads:
            head += len(own) - len(own.lstrip(lexicon.leads_and_blanks))
            head = min(head, end - 1)
            begin = text[head]
        marker = at_line(text, head) if begin in first else None
        if marker is None:
            token = make(Token, (start, lead, lead, end, PLAIN, None))
            cut = upcoming < end
        else:
            body = head + marker.size
            token = make(
                Token, (start, head, body, end if end > body else body, LINE, marker)
            )
            cut = upcoming < end or (
                text[body : body + 1] in openers and _follows(text, token, lexicon)
            )
        if cut:
            inside_line = []
            while upcoming < end:
                inside_line.append(inside.pop())
                upcoming = inside[-1].head if inside else len(text)
            tokens += _cut(text, token, inside_line, lexicon)
        else:
            tokens.append(token)
        start = line
    if tokens and tokens[0].start:
        tokens[0] = tokens[0]._replace(start=0)
    return tokens


def _line_ends(text: str) -> Iterator[int]:
    """Where each line's text ends, so that the next line begins one character later (lines end at CR, LF, CRLF)."""
    if text.count("\r") != text.count("\r\n"):
        for match in re.finditer(r"\r\n|\r|\n|\Z", text):
            yield match.end() - 1 if match[0] else match.end()
        return
    at = text.find("\n")
    while at >= 0:
        yield at
        at = text.find("\n", at + 1)
    yield len(text)


def _follows(text: str, token: Token, lexicon: Lexicon) -> bool:
    """Whether a second label may stand right behind this one: 第六条（一）."""
    at = token.body
    while at < token.end and text[at] in lexicon.blanks:
        at += 1
    return (
        at < token.end
        and text[at] in _OPENERS
        and lexicon.at_line(text, at) is not None
    )


_OPENERS = frozenset("（(①⑴")
"""What a second label begins with where it follows the first one with no text between."""


def _cut(
    text: str, token: Token, inside: list[Token], lexicon: Lexicon
) -> Iterator[Token]:
    """A line's token, cut where markers may stand inside it."""
    if token.marker and _follows(text, token, lexicon):
        at = token.body
        while text[at] in lexicon.blanks:
            at += 1
        second = lexicon.at_line(text, at)
        if second and second.family != token.marker.family:
            inside = [
                Token(token.body, at, at + second.size, 0, SENTENCE, second),
                *inside,
            ]
    for cut in inside:
        if cut.head >= token.body and cut.head > token.head:
            yield token._replace(end=max(token.body, min(cut.start, cut.head)))
            token = Token(
                cut.head, cut.head, cut.body, token.end, cut.place, cut.marker
            )
    yield token


def _inline(text: str, lexicon: Lexicon) -> list[Token]:
    """Possible markers inside lines, last first; `start` is where the text before each ends."""
    found: list[Token] = []
    blanks, begins = lexicon.blanks, lexicon.blanks | {"\r", "\n"}
    for match in lexicon.inline.finditer(text):
        anywhere = match.lastindex is None
        at = match.start(match.lastindex or 0)
        if anywhere and (at == 0 or text[at - 1] in begins):
            continue
        if (
            text[at - 1] in COLONS
            and text[at - 2 : at - 1].isdecimal()
            and text[at].isdecimal()
        ):
            continue  # the second half of a ratio or a time: 1：1。
        clause = match.lastgroup == "clause"
        marker = lexicon.inside(
            text, at, "anywhere" if anywhere else "clause" if clause else "sentence"
        )
        if marker is None or _quoted(text, at):
            continue
        if clause or (
            match.lastgroup and not _is_note(text, match.start(), lexicon.sentence_ends)
        ):
            anywhere = True
        end = at
        while end and text[end - 1] in blanks:
            end -= 1
        found.append(
            Token(
                end, at, at + marker.size, 0, ANYWHERE if anywhere else SENTENCE, marker
            )
        )
    found.reverse()
    return found


def _is_note(text: str, closing: int, ends: str) -> bool:
    """Whether the bracket that ends at `closing` stands behind the end of a sentence (`。（责任单位：市水务局）`)."""
    at = max(
        text.rfind("（", max(0, closing - _REACH), closing),
        text.rfind("(", max(0, closing - _REACH), closing),
    )
    return at > 0 and text[at - 1] in ends


_QUOTES = (
    (TITLE.opening, TITLE.closing),
    (QUOTE.opening, QUOTE.closing + '"'),
    (CORNER.opening, CORNER.closing),
)
_REACH = 120


def _quoted(text: str, at: int) -> bool:
    """Whether a quotation that began on the same line is still open here."""
    reach = max(0, at - _REACH)
    before = text[
        max(
            reach, text.rfind("\n", reach, at) + 1, text.rfind("\r", reach, at) + 1
        ) : at
    ]
    return any(
        opening in before and before.rfind(opening) > max(map(before.rfind, closings))
        for opening, closings in _QUOTES
    )
