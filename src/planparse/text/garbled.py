"""Text that came through the wrong hands: which way it went, and the text it was.

Whoever saves what was read in the wrong encoding saves nonsense that is sound text. Where
each of its characters stands for bytes again, nothing is lost and it can be undone.
"""

import re
from collections.abc import Iterator
from functools import cache
from typing import Literal, NamedTuple

from planparse.text.characters import is_han
from planparse.text.mojibake import MOJIBAKE_BELOW, common_share, is_chinese

Way = Literal[
    "GB18030 as Latin-1",
    "UTF-8 as Latin-1",
    "UTF-8 as GB18030",
    "HZ as ASCII",
    "UTF-7 as ASCII",
    "entities",
    "escapes",
]
"""How a text was garbled: its encoding and the one it was read in, or its escapes."""


class Garbled(NamedTuple):
    """A text that can be undone exactly: which way it went, and the text it was."""

    way: Way
    text: str


_ENTITY = r"&#(?:[0-9]{1,7}|[xX][0-9a-fA-F]{1,6});"
_ESCAPE = r"\\u[0-9a-fA-F]{4}"
_HZ = r"~\{[!-}]{2,}?~\}"
_UTF7 = r"\+[A-Za-z0-9+/]{3,}-?"
_FEWEST = 8
"""A text has at least so many places of a kind before it counts as garbled so. A choice."""
_MOST = 0.8
"""What is Latin-1 has at least this share of its characters beyond ASCII from there. A choice."""
_SAMPLE = 20_000
"""So many characters are looked at before the whole text is undone."""


def garbled(text: str, common: frozenset[str]) -> Garbled | None:
    """Return what a text was before it was garbled, None where it is sound or beyond repair.

    `common` holds the most common characters of the genre: what is undone must be Chinese
    by them.
    """
    if is_chinese(text, common):
        return escaped(text, common)
    return escaped(text, common) or _first_chinese(_decodings(text), common)


def escaped(text: str, common: frozenset[str]) -> Garbled | None:
    """Return what a text was before its characters were escaped, None where they are not."""
    return _first_chinese(_unescapings(text), common)


def _first_chinese(
    candidates: Iterator[tuple[Way, str]], common: frozenset[str]
) -> Garbled | None:
    """Return the first way of undoing that gives Chinese, by its share of common characters."""
    for way, undone in candidates:
        share = common_share(undone, common)
        if share is None:
            share = _share_of_few(undone, common)
        if share >= MOJIBAKE_BELOW:
            return Garbled(way, undone)
    return None


def _share_of_few(text: str, common: frozenset[str]) -> float:
    """Return the share of common characters in a text too short for the usual measure."""
    han = list(filter(is_han, text))
    return sum(char in common for char in han) / len(han) if len(han) >= _FEWEST else 0


def _unescapings(text: str) -> Iterator[tuple[Way, str]]:
    """Yield the ways that a text may have been escaped, each with the text undone."""
    if _in_sample("&#", text) and _many(_ENTITY, text[:_SAMPLE]):
        from html import unescape

        yield "entities", re.sub(_ENTITY, lambda found: unescape(found[0]), text)
    if _in_sample("\\u", text) and _many(_ESCAPE, text[:_SAMPLE]):
        yield "escapes", re.sub(_ESCAPE, lambda found: _character(found[0]), text)


def _decodings(text: str) -> Iterator[tuple[Way, str]]:
    """Yield the ways that a text may have gone, each with the text undone.

    Only the first characters are looked at, to leave out the ways that cannot have led
    there.
    """
    sample = text[:_SAMPLE]
    if sample.isascii():
        if _many(_HZ, sample, 2):
            yield from _decoded(text, "ascii", "hz", "HZ as ASCII")
        if _many(_UTF7, sample, 2):
            yield from _decoded(text, "ascii", "utf-7", "UTF-7 as ASCII")
        return
    windows = _windows()
    latin = len(re.findall(f"[\u0080-\u00ff{''.join(map(chr, windows))}]", sample))
    if latin >= _FEWEST and latin >= _MOST * len(re.findall(r"[^\x00-\x7f]", sample)):
        plain = text.translate(windows)
        back = {byte: char for char, byte in windows.items()}
        if plain == text or plain.translate(back) == text:
            yield from _decoded(plain, "latin-1", "utf-8", "UTF-8 as Latin-1")
            yield from _decoded(plain, "latin-1", "gb18030", "GB18030 as Latin-1")
    elif latin < _FEWEST:
        yield from _decoded(text, "gb18030", "utf-8", "UTF-8 as GB18030")


@cache
def _windows() -> dict[int, int]:
    """Return the characters that Windows has where Latin-1 has controls, with their bytes.

    € is 80. Five bytes are no character.
    """
    bytes_ = range(0x80, 0xA0)
    chars = [bytes([byte]).decode("cp1252", "ignore") for byte in bytes_]
    return {ord(char): byte for char, byte in zip(chars, bytes_, strict=True) if char}


def _decoded(
    text: str, read_as: str, encoding: str, way: Way
) -> Iterator[tuple[Way, str]]:
    """Yield a text as it is in the encoding that it was not read in, if all of it is."""
    try:
        data = text.encode(read_as)
        undone = data.decode(encoding)
    except UnicodeError:
        return
    if undone != text and data.decode(read_as) == text:
        yield way, undone


def _many(pattern: str, text: str, fewest: int = _FEWEST) -> bool:
    """Return whether a pattern matches at least so often; it stops at the last that is needed."""
    found = re.finditer(pattern, text)
    return all(next(found, None) is not None for _ in range(fewest))


def _in_sample(mark: str, text: str) -> bool:
    """Return whether a mark stands in the sample; a single character is found fastest."""
    at = text.find(mark[0], 0, _SAMPLE)
    return at >= 0 and text.find(mark, at, _SAMPLE) >= 0


def _character(escape: str) -> str:
    """Return the character of an escape; half of a surrogate pair stays as it is."""
    char = chr(int(escape[2:], 16))
    return escape if 0xD800 <= ord(char) <= 0xDFFF else char


_QUESTION_MARKS = "?？\ufffd"


def is_lost(text: str) -> bool:
    """Return whether most of a text is question marks: what was there cannot be known."""
    sample = text[:_SAMPLE]
    marks = sum(map(sample.count, _QUESTION_MARKS))
    return marks >= _FEWEST and 2 * marks >= len("".join(sample.split()))


_TAG = (
    r"(?i)</?(?:p|div|span|br|td|tr|table|html|body|head|a|li|ul|meta)\b[^<>]{0,400}>"
)


def is_markup(text: str) -> bool:
    """Return whether a text is the source of a web page."""
    return _in_sample("</", text) and _many(_TAG, text[:_SAMPLE])
