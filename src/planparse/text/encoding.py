"""Decode bytes to text and back, and keep the bytes that could not be decoded."""

import codecs
import re
from collections.abc import Iterator
from typing import NamedTuple

from planparse.errors import PlanparseError

REPLACEMENT = "\ufffd"


class UnknownEncodingError(PlanparseError, ValueError):
    """An encoding was named that is not read; the message says which are."""


class Damage(NamedTuple):
    """A run of bytes that are no text: `text[start:end]` is one U+FFFD, `data` the bytes it stands for."""

    start: int
    end: int
    data: bytes


class Source(NamedTuple):
    """A decoded file. Its text holds no byte-order mark and no lone surrogate.

    `encoding` is one of utf-8, utf-8-sig, utf-16-le, utf-16-be, gb18030. `path` is "-" for standard input.
    `bom` is the byte-order mark as it stood before the text, or empty; `damage` is in order of `start`.
    """

    text: str
    encoding: str
    path: str = "-"
    bom: bytes = b""
    damage: tuple[Damage, ...] = ()


_BOMS = {
    "utf-8": codecs.BOM_UTF8,
    "utf-16-le": codecs.BOM_UTF16_LE,
    "utf-16-be": codecs.BOM_UTF16_BE,
    "gb18030": b"\x84\x31\x95\x33",
}
# Python's own names on the left. GB18030 contains GBK and GB2312, and files so named hold what only it has.
_ACCEPTED = {
    "utf-8": "utf-8",
    "utf-8-sig": "utf-8",
    "ascii": "utf-8",
    "utf-16": "utf-16",
    "utf-16-le": "utf-16-le",
    "utf-16-be": "utf-16-be",
    "gb18030": "gb18030",
    "gbk": "gb18030",
    "gb2312": "gb18030",
}


def decode(data: bytes, path: str = "-", encoding: str | None = None) -> Source:
    """Decode any bytes; those that are no text become U+FFFD and are kept as damage.

    Unless `encoding` names one: a byte-order mark decides; else NULs mean UTF-16 (save a few strays in text
    that is none); else it is UTF-8 or GB18030, by the fewer undecodable bytes, a character cut off at the end
    not counted; UTF-8 where they tie.
    Raises UnknownEncodingError for a name that is not read.
    """
    codec = _named(encoding) if encoding is not None else _by_bom(data)
    if codec == "utf-16":
        codec = _by_bom(data, ("utf-16-le", "utf-16-be")) or _utf16_order(data)
    if codec is None and (b"\0" not in data or not _looks_utf16(data)):
        try:
            return Source(data.decode("utf-8"), "utf-8", path)
        except UnicodeDecodeError:
            codec = _utf8_or_gb18030(data)
    elif codec is None:
        codec = _utf16_order(data)
    bom = _BOMS[codec] if data.startswith(_BOMS[codec]) else b""
    text, damage = _decode_as(codec, data[len(bom) :])
    return Source(
        text, "utf-8-sig" if bom and codec == "utf-8" else codec, path, bom, damage
    )


def to_bytes(source: Source) -> bytes:
    """Return the very bytes that `source` was decoded from."""
    return source.bom + b"".join(_encoded_pieces(source))


def _encoded_pieces(source: Source) -> Iterator[bytes]:
    codec = "utf-8" if source.encoding == "utf-8-sig" else source.encoding
    done = 0
    for start, end, data in source.damage:
        yield source.text[done:start].encode(codec)
        yield data
        done = end
    yield source.text[done:].encode(codec)


def sha256_of(data: bytes) -> str:
    """Return the SHA-256 of `data` in hexadecimal; slow on large files, so only where it is printed."""
    from hashlib import sha256

    return sha256(data).hexdigest()


def _named(encoding: str) -> str:
    try:
        return _ACCEPTED[codecs.lookup(encoding).name]
    except (LookupError, ValueError):  # ValueError: a NUL in the name
        raise UnknownEncodingError(
            f"unknown encoding {encoding!r}: planparse reads utf-8, utf-16, utf-16-le, utf-16-be and gb18030 "
            "(which contains gbk and gb2312); leave the encoding out to have it recognised, "
            "or convert the file to UTF-8 first, e.g. with iconv"
        ) from None


def _by_bom(data: bytes, among: tuple[str, ...] = tuple(_BOMS)) -> str | None:
    return next((codec for codec in among if data.startswith(_BOMS[codec])), None)


# The high bytes of what plans are written in: ASCII, general and CJK punctuation, Han, full-width forms.
_HIGH_BYTES = bytes([0x00, 0x20, 0x30, *range(0x4E, 0xA0), 0xFF])


def _high_bytes(lane: bytes) -> tuple[int, int]:
    return len(lane) - len(lane.translate(None, _HIGH_BYTES)), lane.count(0)


def _utf16_order(data: bytes) -> str:
    """Tell which of every two bytes is the high one; 一 is 4E00, so the place of a NUL does not say it."""
    return (
        "utf-16-le"
        if _high_bytes(data[1::2]) >= _high_bytes(data[::2])
        else "utf-16-be"
    )


def _looks_utf16(data: bytes) -> bool:
    """Tell UTF-16 from 8-bit text with stray NULs, or with a hole of NULs as a failing disk leaves it."""
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


def _utf8_or_gb18030(data: bytes) -> str:
    codecs_by_preference = ("utf-8", "gb18030")
    for codec in codecs_by_preference:  # the usual case, and much faster than counting
        if _is_sound(codec, data):
            return codec
    return min(codecs_by_preference, key=lambda codec: _undecodable(codec, data))


def _is_sound(codec: str, data: bytes) -> bool:
    try:
        _decode_raw(codec, data, "strict")
    except UnicodeDecodeError:
        return False
    return True


_SURROGATES = re.compile(r"[\ud800-\udfff]+")


def _undecodable(codec: str, data: bytes) -> int:
    text, _ = _decode_raw(codec, data, "surrogateescape")
    return len(text) - len(_SURROGATES.sub("", text))


_GB18030_CUT = re.compile(rb"[\x81-\xfe](?:[0-9][\x81-\xfe]?)?")


def _decode_raw(codec: str, data: bytes, errors: str) -> tuple[str, bytes]:
    """Decode all but a character cut off at the end; return the text and the bytes of that character."""
    decoder = codecs.getincrementaldecoder(codec)(errors)
    text = decoder.decode(data)
    cut = decoder.getstate()[0]
    if codec == "gb18030" and not _GB18030_CUT.fullmatch(cut):
        # Python's decoder also waits after bytes that nothing can complete; told to finish, it loses some
        return text + cut.decode(codec, errors), b""
    return text, cut


def _decode_as(codec: str, data: bytes) -> tuple[str, tuple[Damage, ...]]:
    try:
        return data.decode(codec), ()
    except UnicodeDecodeError:
        # A lone surrogate for each bad byte or UTF-16 unit: none of these codecs gives one for sound bytes.
        errors = "surrogatepass" if codec.startswith("utf-16") else "surrogateescape"
        raw, cut = _decode_raw(codec, data, errors)
    pieces: list[str] = []
    damage: list[Damage] = []
    done = length = 0
    for run in _SURROGATES.finditer(raw):
        pieces += (raw[done : run.start()], REPLACEMENT)
        length += run.start() - done + 1
        damage.append(Damage(length - 1, length, run[0].encode(codec, errors)))
        done = run.end()
    pieces.append(raw[done:])
    if cut:
        length += len(raw) - done
        pieces.append(REPLACEMENT)
        damage.append(Damage(length, length + 1, cut))
    return "".join(pieces), tuple(damage)
