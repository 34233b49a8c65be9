"""Recognise in which encoding bytes are: by a mark, by NULs, by what is sound."""

import codecs
import re
from collections.abc import Iterator

from planparse.text.characters import is_han

BOMS = {
    "utf-8": codecs.BOM_UTF8,
    "utf-32-le": codecs.BOM_UTF32_LE,  # before UTF-16, whose mark it begins with
    "utf-32-be": codecs.BOM_UTF32_BE,
    "utf-16-le": codecs.BOM_UTF16_LE,
    "utf-16-be": codecs.BOM_UTF16_BE,
    "gb18030": b"\x84\x31\x95\x33",
}


def recognised(data: bytes) -> str | None:
    """Return the encoding that a mark or NULs prove, None for UTF-8 or GB18030."""
    codec = by_mark(data)
    if codec is not None or b"\0" not in data:
        return codec
    return _utf32_order(data) or (utf16_order(data) if _looks_utf16(data) else None)


def by_mark(data: bytes, among: tuple[str, ...] = tuple(BOMS)) -> str | None:
    """Return the first of some encodings whose byte-order mark data begin with."""
    return next((codec for codec in among if data.startswith(BOMS[codec])), None)


# The high bytes of what plans are written in: ASCII, general and CJK punctuation, Han,
# full-width forms.
_HIGH_BYTES = bytes([0x00, 0x20, 0x30, *range(0x4E, 0xA0), 0xFF])


def _high_bytes(lane: bytes) -> tuple[int, int]:
    """Return how many bytes of a lane are 0x80 or above, and how many are 0."""
    return len(lane) - len(lane.translate(None, _HIGH_BYTES)), lane.count(0)


def utf16_order(data: bytes) -> str:
    """Tell which of every two bytes is the high one.

    一 is 4E00, so that the place of a NUL does not say it.
    """
    return (
        "utf-16-le"
        if _high_bytes(data[1::2]) >= _high_bytes(data[::2])
        else "utf-16-be"
    )


def _looks_utf16(data: bytes) -> bool:
    """Tell UTF-16 from 8-bit text with a few NULs, or with a run of them from a failing disk."""
    data = data.replace(
        bytes(4), b""
    )  # never within UTF-16 text, and an even number keeps the order
    nuls = data.count(0)
    if (
        16 * nuls < len(data) or not data.isascii()
    ):  # UTF-16 that is sound UTF-8 is ASCII but by a rare chance
        try:
            data.decode("utf-8")
        except UnicodeDecodeError:
            pass
        else:
            return False
    likely, _ = max(_high_bytes(data[::2]), _high_bytes(data[1::2]))
    return nuls > 0 and likely >= 0.7 * (len(data) // 2)


def _utf32_order(data: bytes) -> str | None:
    """Return which UTF-32 it is by the place of its zero bytes, None where it is none.

    The highest of four bytes is always 0 there, and the next at most 16.
    """
    if len(data) % 4 or not data:
        return None
    for codec, top, plane in (("utf-32-le", 3, 2), ("utf-32-be", 0, 1)):
        if not any(data[top::4]) and max(data[plane::4]) <= _LAST_PLANE:
            return codec
    return None


_LAST_PLANE = 0x10
"""Unicode has no plane behind this one."""


_LINE = re.compile(rb"[^\n]*\n|[^\n]+")
"""A line with its end: in neither encoding is a line feed a byte of another character."""
_PROOF = 16
"""So many bytes beyond ASCII that are sound UTF-8 are no GB18030 by chance.

Of the pairs of bytes that GB2312 has for Han characters one in seven is sound UTF-8, so
the chance for eight of them in a row is below one in a million.
"""
_FEWEST, _LEVEL_ONE = 4, 0.7
"""A line is GB18030 if it has so many Han characters, this share of them of the first level.

GB/T 2312—1980 has the 3,755 most common ones there; of 2,244,484 characters in 540
documents 99.7 % are among them.
"""


def may_be_mixed(data: bytes) -> bool:
    """Return whether some line is sound UTF-8 beyond doubt, though the whole is not."""
    return any(_utf8_proof(line[0]) >= _PROOF for line in _LINE.finditer(data))


def _utf8_proof(line: bytes) -> int:
    """Return how many bytes beyond ASCII a line of sound UTF-8 has, 0 for another."""
    if line.isascii() or not _is_sound("utf-8", line):
        return 0
    return len(line) - len(line.translate(None, _HIGH))


_HIGH = bytes(range(0x80, 0x100))


def _is_gb18030(line: bytes) -> bool:
    """Return whether a line that is no UTF-8 is GB18030 by its common characters."""
    if not _is_sound("gb18030", line):
        return False
    han = [char for char in line.decode("gb18030", "ignore") if is_han(char)]
    common = sum(0xB0 <= char.encode("gb18030")[0] <= 0xD7 for char in han)
    return len(han) >= _FEWEST and common >= _LEVEL_ONE * len(han)


def stretches(data: bytes) -> Iterator[tuple[str, bytes]]:
    """Yield stretches of whole lines, each with its encoding, UTF-8 and GB18030 in turn.

    What proves neither (plain ASCII, damage, a word or two) stays with the lines before.
    """
    begin, codec = 0, ""
    for found in _LINE.finditer(data):
        line = found[0]
        if line.isascii():
            continue
        if _utf8_proof(line) >= _PROOF:
            proven = "utf-8"
        elif _is_gb18030(line):
            proven = "gb18030"
        else:
            continue
        if codec and proven != codec:
            yield codec, data[begin : found.start()]
            begin = found.start()
        codec = proven
    if codec:
        yield codec, data[begin:]


def fewer_undecodable(data: bytes) -> str:
    """Return UTF-8 or GB18030, by the fewer bytes that are none; UTF-8 where they tie."""
    for codec in _UTF8_AND_GB18030:  # the usual case, and much faster than counting
        if _is_sound(codec, data):
            return codec
    return min(_UTF8_AND_GB18030, key=lambda codec: _undecodable(codec, data))


_UTF8_AND_GB18030 = ("utf-8", "gb18030")


def _is_sound(codec: str, data: bytes) -> bool:
    """Return whether bytes are without fault in an encoding."""
    try:
        decode_raw(codec, data, "strict")
    except UnicodeDecodeError:
        return False
    return True


SURROGATES = re.compile(r"[\ud800-\udfff]+")


def _undecodable(codec: str, data: bytes) -> int:
    """Return how many bytes an encoding has no character for."""
    text, _ = decode_raw(codec, data, "surrogateescape")
    return len(text) - len(SURROGATES.sub("", text))


_GB18030_CUT = re.compile(rb"[\x81-\xfe](?:[0-9][\x81-\xfe]?)?")


def decode_raw(codec: str, data: bytes, errors: str) -> tuple[str, bytes]:
    """Return the decoded text, and the bytes of a character cut off at its end."""
    decoder = codecs.getincrementaldecoder(codec)(errors)
    text = decoder.decode(data)
    cut = decoder.getstate()[0]
    if codec == "gb18030" and not _GB18030_CUT.fullmatch(cut):
        # Python's decoder also waits after bytes that nothing can complete; told to finish,
        # it loses some.
        return text + cut.decode(codec, errors), b""
    return text, cut
