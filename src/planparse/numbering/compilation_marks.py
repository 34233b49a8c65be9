"""The marks that sites put on the documents of a compilation: 第二篇：…, 【篇二】, …要点（二）."""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Literal, NamedTuple

from planparse.grammar.wordlists import Compilations
from planparse.numbering.tokens import LINE, PLAIN, Token
from planparse.text.characters import (
    CORNER,
    HOLLOW,
    INNER_CORNER,
    LENTICULAR,
    ROUND,
    SQUARE,
    TITLE,
)
from planparse.text.numerals import parse_arabic, parse_hanzi

_LONGEST = 160
"""No line with a mark is longer. A choice."""
_KINDS = (LENTICULAR, HOLLOW, INNER_CORNER, TITLE, CORNER, SQUARE, ROUND)
_STARS = "★☆◆"
_BRACKETS = "".join(kind.opening for kind in _KINDS) + _STARS
_CLOSINGS = "".join(kind.closing for kind in _KINDS) + _STARS
_OPENING, _CLOSING = f"[{re.escape(_BRACKETS)}]", f"[{re.escape(_CLOSINGS)}]"
_LAST = frozenset("0123456789０１２３４５６７８９一二三四五六七八九十篇")
"""What a mark behind a title ends in; a bracket or a star may stand behind it."""
_ENDS = _LAST.union(_CLOSINGS)
_NUMBER = "[0-9０-９]{1,2}|[一二三四五六七八九十]{1,3}"
_BLANK = "[ \t\u3000]"
_DOCNUMBER = rf"(?:[{ROUND.opening}][^{ROUND.opening}{ROUND.closing}]{{4,30}}号[{ROUND.closing}])?"
"""A document number in brackets, which may stand behind a title and its mark."""

Form = Literal["part", "colon", "sample", "tail", "bracket", "number"]
"""第二篇 题, 第二篇：题 or in brackets, 范文二 题, 题篇二, 题（二）, 题2."""


class MarkedLine(NamedTuple):
    """A line that may begin a document: the place of its token, and how it is marked.

    `size` is the length of the label at its start, 0 where the mark is behind the title.
    """

    place: int
    form: Form
    word: str
    ordinal: int
    size: int
    title: str


def marked_lines(
    text: str, tokens: Sequence[Token], words: Compilations
) -> Iterator[MarkedLine]:
    """Yield the lines that may begin documents, in order.

    Only a line that begins or ends as they do is compared with their patterns.
    """
    firsts = {word[0] for word in words.parts + words.samples}
    if any(part in text for part in words.parts):
        firsts.add("第")
    openings = firsts.union(_BRACKETS)
    before, behind = _before(words), _behind(words)
    line = 0
    may_begin = False
    for place, (_, head, _, end, stands, _) in enumerate(tokens):
        if stands <= LINE:
            line = place
            first = text[head]
            may_begin = first in openings and (
                first in firsts or text[head + 1 : head + 2] in firsts
            )
        if not may_begin and text[end - 1] not in _ENDS:
            continue
        if place + 1 < len(tokens) and tokens[place + 1].place > LINE:
            continue
        begin = tokens[line]
        if end - begin.head > _LONGEST or begin.place not in (PLAIN, LINE):
            continue
        match = None
        if may_begin:
            match = before.fullmatch(text, begin.head, end)
        if match is None and begin.place == PLAIN and _may_end_in_mark(text, end):
            match = behind.fullmatch(text, begin.head, end)
        found = None if match is None else _marked(line, match)
        if found is not None:
            yield found


def _may_end_in_mark(text: str, end: int) -> bool:
    """Return whether what ends at a place may be a mark behind a title."""
    last = text[end - 1]
    return last in _LAST or (
        last in _CLOSINGS and (text[end - 2] in _LAST or text[end - 2] == "号")
    )


def _marked(place: int, match: re.Match[str]) -> MarkedLine | None:
    """Return the line that a pattern matched, None where its form is no mark's."""
    digits = next(
        match[name] for name in match.groupdict() if name[0] == "n" and match[name]
    )
    ordinal = parse_arabic(digits) if digits[0].isdecimal() else parse_hanzi(digits)
    if not ordinal:
        return None
    word = (match["word"] or match["part"] or "").strip()
    title = match["title"].strip()
    if match.re.groupindex.get("mark") is None:
        form: Form = "bracket" if match["last"] else "number"
        return MarkedLine(place, "tail" if word else form, word, ordinal, 0, title)
    mark, sign = match["mark"], match["sign"]
    bracketed = mark[0] in _BRACKETS
    if not sign and title and not bracketed:
        return None  # 篇二十年, 第二篇章
    form = "colon"
    if not bracketed and not sign.strip():
        form = "part" if mark[0] == "第" else "sample"
    return MarkedLine(place, form, word, ordinal, len(mark + sign.rstrip()), title)


@lru_cache(maxsize=4)
def _before(words: Compilations) -> re.Pattern[str]:
    """Match a line with a mark before a title."""
    return re.compile(
        f"(?P<mark>{_OPENING}?{_marks(words)}{_CLOSING}?)"
        f"(?P<sign>{_BLANK}*[:：、．.]?{_BLANK}*)(?P<title>[^。；]*)"
    )


@lru_cache(maxsize=4)
def _behind(words: Compilations) -> re.Pattern[str]:
    """Match a line with a mark behind a title."""
    tail = f"(?:{_marks(words)}|(?P<n3>{_NUMBER}))"
    return re.compile(
        f"(?P<title>[^。；：:]{{4,}}?){_BLANK}*[-—_·]?{_BLANK}*"
        f"{_OPENING}?{tail}(?P<last>{_CLOSING})?{_DOCNUMBER}"
    )


def _marks(words: Compilations) -> str:
    """Return an expression for a mark with a word: 第二篇, 范文二."""
    part, sample = "|".join(words.parts), "|".join(words.parts + words.samples)
    behind = f"第(?P<n1>{_NUMBER})(?P<part>{part})"
    before = f"(?P<word>{sample}){_BLANK}?(?P<n2>{_NUMBER})"
    return f"(?:{behind}|{before})"
