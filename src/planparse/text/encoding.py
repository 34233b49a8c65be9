"""Decode bytes to text and back, and keep the bytes that could not be decoded."""

import codecs
import sys
from bisect import bisect_left
from collections.abc import Iterator
from importlib import import_module
from operator import itemgetter
from typing import NamedTuple

from planparse.errors import PlanparseError
from planparse.locale.message import _
from planparse.text.corrections import NONE, Corrections
from planparse.text.original import Original
from planparse.text.recognition import (
    BOMS,
    SURROGATES,
    by_mark,
    decode_raw,
    fewer_undecodable,
    may_be_mixed,
    recognised,
    stretches,
    utf16_order,
)

REPLACEMENT = "\ufffd"


class UnknownEncodingError(PlanparseError, ValueError):
    """An encoding was named that is not read; the message says which are."""


class Damage(NamedTuple):
    """A run of bytes that are no text.

    `text[start:end]` is one U+FFFD, `data` the bytes that it stands for.
    """

    start: int
    end: int
    data: bytes


class Part(NamedTuple):
    """A stretch of a file in one encoding: `text[start:end]`, in code points.

    `data` are its bytes where encoding the text again would give others, as HZ and
    UTF-7 allow; else None.
    """

    start: int
    end: int
    encoding: str
    data: bytes | None = None


class Source(NamedTuple):
    """A decoded file. Its text holds no byte-order mark at its start and no lone surrogate.

    `encoding` is the name of a codec of Python; utf-8-sig is UTF-8 behind a byte-order
    mark. `path` is "-" for standard input. `bom` is the byte-order mark as it stood
    before the text, or empty; `damage` is in order of `start`. `parts` tile a text that
    is in several encodings, or whose bytes its encoding alone does not give back;
    `encoding` is that of the longest part then. `original` is what the file says of a text
    that a reader took out of it, None for plain text; `to_bytes` gives such a text then,
    and not the file. `corrections` are what people say of its lines.
    """

    text: str
    encoding: str
    path: str = "-"
    bom: bytes = b""
    damage: tuple[Damage, ...] = ()
    parts: tuple[Part, ...] = ()
    original: Original | None = None
    corrections: Corrections = NONE


# GB18030 contains GBK and GB2312, and files so named hold what only it has.
_MEANT = {
    "utf-8-sig": "utf-8",
    "ascii": "utf-8",
    "gbk": "gb18030",
    "gb2312": "gb18030",
}
_ORDERS = {
    "utf-16": ("utf-16-le", "utf-16-be"),
    "utf-32": ("utf-32-le", "utf-32-be"),
}


def decode(data: bytes, path: str = "-", encoding: str | None = None) -> Source:
    """Decode any bytes; those that are no text become U+FFFD and are kept as damage.

    Unless `encoding` names one: a byte-order mark decides; else NULs mean UTF-32 or
    UTF-16 (save a few strays in text that is neither); else it is UTF-8 or GB18030, or
    one in some lines and the other in others.
    Raises UnknownEncodingError for a name that is none of an encoding of text.
    """
    codec = _named(encoding) if encoding is not None else recognised(data)
    if codec in _ORDERS:
        little, _ = orders = _ORDERS[codec]
        codec = by_mark(data, orders) or (
            utf16_order(data) if codec == "utf-16" else little
        )
    if codec is None:
        return _utf8_or_gb18030(data, path)
    bom = BOMS.get(codec, b"")
    bom = bom if data.startswith(bom) else b""
    text, damage = _decode_as(codec, data[len(bom) :])
    if codec not in _EXACT:
        text = SURROGATES.sub(REPLACEMENT, text)
    name = "utf-8-sig" if bom and codec == "utf-8" else codec
    source = Source(text, name, path, bom, damage)
    if codec not in _EXACT and to_bytes(source) != data:
        whole = Part(0, len(text), codec, data)
        return source._replace(parts=(whole,))
    return source


_EXACT = frozenset(("utf-8", "utf-16-le", "utf-16-be", "gb18030"))
"""Encodings of which text and damage always give the bytes again."""


def to_bytes(source: Source) -> bytes:
    """Return the very bytes that `source` was decoded from."""
    if not source.parts:
        return source.bom + b"".join(
            _encoded(source, 0, len(source.text), source.encoding)
        )
    out: list[bytes] = []
    for part in source.parts:
        if part.data is not None:
            out.append(part.data)
        else:
            out += _encoded(source, part.start, part.end, part.encoding)
    return b"".join(out)


def _encoded(source: Source, start: int, end: int, encoding: str) -> Iterator[bytes]:
    """Yield the bytes of a stretch of text, those that were no text among them."""
    codec = _MEANT.get(encoding, encoding)
    first = bisect_left(source.damage, start, key=itemgetter(0))
    for at, upto, data in source.damage[first:]:
        if at >= end:
            break
        yield source.text[start:at].encode(codec)
        yield data
        start = upto
    yield source.text[start:end].encode(codec)


_SMALL = 1 << 19
"""The bytes that Python's own module digests in the time that OpenSSL takes to load, 2 ms."""


def sha256_of(data: bytes) -> str:
    """Return the SHA-256 of `data` in hexadecimal.

    hashlib loads OpenSSL, which takes longer than the digest of a plan; Python's own module
    serves for what is small, as it does in `random`, where Python is built with it.
    """
    name = "_sha2" if sys.version_info >= (3, 12) else "_sha256"
    try:
        digests = import_module(name if len(data) < _SMALL else "hashlib")
    except ImportError:
        digests = import_module("hashlib")
    digest: str = digests.sha256(data).hexdigest()
    return digest


_OF_NO_FILE = ("idna", "punycode", "raw-unicode-escape", "undefined", "unicode-escape")
"""Encodings of Python for names and its own source."""


def _named(encoding: str) -> str:
    """Return Python's name of an encoding of text. Raises UnknownEncodingError.

    gb2312 and gbk are read as gb18030, which contains them.
    """
    try:
        codec = codecs.lookup(encoding)
        "".encode(codec.name)  # refuses what is no encoding of text: rot13, base64
        if codec.name in _OF_NO_FILE:
            raise LookupError
    except (LookupError, ValueError):  # ValueError: a NUL in the name
        raise UnknownEncodingError(
            _(
                "unknown encoding {encoding!r}: name one that Python knows, such as "
                "utf-8, utf-16, gb18030 (which contains gbk and gb2312), big5 or hz; "
                "or leave the encoding out to have it recognised",
                encoding=encoding,
            )
        ) from None
    return _MEANT.get(codec.name, codec.name)


def _utf8_or_gb18030(data: bytes, path: str) -> Source:
    """Decode text without NULs: as UTF-8 where that is sound, else line by line."""
    try:
        return Source(data.decode("utf-8"), "utf-8", path)
    except UnicodeDecodeError:
        pass
    found_in = list(stretches(data)) if may_be_mixed(data) else []
    if len(found_in) < 2:
        codec = fewer_undecodable(data)
        text, damage = _decode_as(codec, data)
        return Source(text, codec, path, b"", damage)
    pieces: list[str] = []
    found: list[Damage] = []
    parts: list[Part] = []
    at = 0
    for codec, stretch in found_in:
        text, damage = _decode_as(codec, stretch)
        pieces.append(text)
        found += (Damage(at + start, at + end, lost) for start, end, lost in damage)
        parts.append(Part(at, at + len(text), codec))
        at += len(text)
    longest = max(parts, key=lambda part: part.end - part.start)
    text, damage = "".join(pieces), tuple(found)
    return Source(text, longest.encoding, path, b"", damage, tuple(parts))


def _decode_as(codec: str, data: bytes) -> tuple[str, tuple[Damage, ...]]:
    """Decode with one codec; each run of bytes that are no text is one U+FFFD and one Damage."""
    try:
        return data.decode(codec), ()
    except UnicodeDecodeError:
        if codec not in _EXACT:
            return _decode_loosely(codec, data)
    # A lone surrogate for each bad byte or UTF-16 unit: none of these codecs gives one
    # for sound bytes.
    errors = "surrogatepass" if codec.startswith("utf-16") else "surrogateescape"
    raw, cut = decode_raw(codec, data, errors)
    pieces: list[str] = []
    damage: list[Damage] = []
    done = length = 0
    for run in SURROGATES.finditer(raw):
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


def _decode_loosely(codec: str, data: bytes) -> tuple[str, tuple[Damage, ...]]:
    """Decode with any codec of Python, each byte that is no text a U+FFFD and a Damage."""
    lost: list[bytes] = []

    def keep(fault: UnicodeError) -> tuple[str, int]:
        """Keep the bytes that cannot be decoded, and put U+FFFD in their place."""
        assert isinstance(fault, UnicodeDecodeError)
        lost.append(fault.object[fault.start : fault.end])
        return REPLACEMENT, fault.end

    codecs.register_error("planparse.keep", keep)
    text = data.decode(codec, "planparse.keep")
    places = [at for at, char in enumerate(text) if char == REPLACEMENT]
    if len(places) != len(lost):
        return text, ()  # some stood in the text before
    return text, tuple(map(Damage, places, (at + 1 for at in places), lost))
