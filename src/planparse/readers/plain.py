"""Plain text: what is none is refused, and Big5 told from GB18030."""

from planparse.errors import UnreadableFormatError
from planparse.grammar.shipped import common_characters
from planparse.locale.message import _
from planparse.text.encoding import Source, decode
from planparse.text.mojibake import MOJIBAKE_BELOW, common_share, is_chinese
from planparse.text.no_text import is_binary

NO_TEXT = _(
    "no text (a program, a picture, a sound?): see what it is; if it is text, name its "
    "encoding with --encoding"
)
"""What to say of a file that holds no text, behind "FILE is"."""
_SURELY_GB18030 = 0.5
"""Share of common characters from which on nobody asks whether a text is Big5.

Of 98 texts in GB18030 the lowest has 0.64. The same in traditional characters and Big5,
read as GB18030, have 0.31 at most; read as Big5 they have 0.55 and more, and what is
GB18030 has 0.09 at most.
"""
_BIG5 = ("cp950", "big5hkscs")
"""Big5 as Windows has it, where ～ is the mark of a span, and as Hong Kong has."""


def read_plain(data: bytes, path: str, encoding: str | None = None) -> Source:
    """Return plain text; `encoding` is as `decode` takes it.

    Unless it is named, what is no text is refused: raises UnreadableFormatError, whose
    message follows "FILE is".
    """
    source = decode(data, path, encoding)
    if encoding is not None:
        return source
    common = common_characters()
    if source.encoding == "gb18030" and not source.parts:
        share = common_share(source.text, common)
        if share is not None and share < _SURELY_GB18030:
            source = _big5(data, path, common, more_than=share) or source
    if not is_chinese(source.text, common) and is_binary(source.text, common):
        raise UnreadableFormatError(NO_TEXT)
    return source


def _big5(
    data: bytes, path: str, common: frozenset[str], *, more_than: float
) -> Source | None:
    """Return a text as Big5, if its characters are common ones then."""
    sources = [decode(data, path, codec) for codec in _BIG5]
    source = min(sources, key=lambda each: len(each.damage))
    share = common_share(source.text, common) or 0
    return source if share >= max(MOJIBAKE_BELOW, more_than) else None
