"""Labels that stand in mid-line, without the end of a sentence before them: …发展1.加强….

The lexer does not look for them: in sound text there is none, and much that is spelled so
is no label. Whether one is, only its series can tell (`run_together`).
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

from planparse.grammar.lexicon import Lexicon
from planparse.grammar.spelling import Marker
from planparse.numbering.context import UNSURE
from planparse.text.characters import is_han, is_open

_REACH = 120
"""So many characters back an opening bracket or quotation mark is looked for, as the lexer
does."""
_MARKS = frozenset("《“")
_YEAR = "[0-9０-９]{4}年"
"""How what a label heads begins, if not with a Han character."""


class GluedLabel(NamedTuple):
    """A label in mid-line: where it begins, and what it means."""

    head: int
    marker: Marker


def find(text: str, start: int, end: int, lexicon: Lexicon) -> Iterator[GluedLabel]:
    """Yield what may be labels in the lines of `[start, end)`, in order.

    None stands at the beginning of a line, in brackets or quotation marks, or behind a
    word that a number names one of (表1.); behind each stands a Han character, or a year.
    """
    at = start
    while (match := lexicon.mid_line.search(text, at, end)) is not None:
        head = at = match.start()
        at += 1
        marker = lexicon.inside(text, head, "sentence")
        if marker is None:
            continue
        at = max(at, head + marker.size)
        if marker.price < UNSURE and _may_be_label(text, head, marker, lexicon):
            yield GluedLabel(head, marker)


def printed(
    text: str, start: int, end: int, family: int, lexicon: Lexicon
) -> Iterator[GluedLabel]:
    """Yield what may be labels of a family, and of its kin, in `[start, end)`.

    Whatever stands around them: they need not be labels of sections. What is part of a
    longer number, of a word or of an enumeration is left out.
    """
    kin = lexicon.families[family].kin
    for spelling in lexicon.spellings:
        if spelling.family.kin != kin or spelling.price >= UNSURE:
            continue
        for match in spelling.printed.finditer(text, start, end):
            marker = spelling.read(match[0])
            if marker is None or _ends_word(text, match.start(), match[0], lexicon):
                continue
            if spelling.family.untitled or spelling.allows(
                text, match.end(), marker.ordinal
            ):
                yield GluedLabel(match.start(), marker)


def _ends_word(text: str, head: int, label: str, lexicon: Lexicon) -> bool:
    """Return whether a number is the end of a word or sentence: 标准统一、, 之一。."""
    if text.startswith(lexicon.words.mid_line.words, max(0, head - 1)):
        return True
    return label[-1] == "。" and is_han(text[head - 1 : head])


def _may_be_label(text: str, head: int, marker: Marker, lexicon: Lexicon) -> bool:
    """Return whether what is spelled like a label may be one, by what stands around it."""
    body = head + marker.size
    while text[body : body + 1] in lexicon.blanks:
        body += 1
    first = text[body : body + 1]
    if not (is_han(first) or first in _MARKS or re.match(_YEAR, text[body : body + 5])):
        return False
    words = lexicon.words.mid_line
    if text.startswith(words.words, max(0, head - 1)):
        return False
    last = head
    while last and text[last - 1] in lexicon.blanks:
        last -= 1
    if not last or text[last - 1] in "\r\n" or text.endswith(words.naming, 0, last):
        return False
    reach = max(0, head - _REACH)
    line = max(text.rfind("\n", reach, head), text.rfind("\r", reach, head)) + 1
    return not is_open(text[max(reach, line) : head])
