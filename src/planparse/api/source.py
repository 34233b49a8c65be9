"""From what a user hands over to a decoded source; readers of formats are chosen here."""

import re

from planparse.errors import UnreadableError, UnreadableFormatError, reason
from planparse.locale.message import _
from planparse.readers import read
from planparse.system.paths import unicode_path
from planparse.text.encoding import Source, decode, sha256_of
from planparse.text.sniffing import AGAIN, printed

_SURROGATE = re.compile("[\ud800-\udfff]")


def decoded(source: str | bytes, path: str, encoding: str | None) -> tuple[Source, str]:
    """Return a text, or the text of a file of any format, and the digest of its bytes.

    A `str` is the same as its bytes in UTF-8, and never refused: what UTF-8 has no place
    for, half a surrogate pair, becomes U+FFFD. Raises ValueError for a `str` with an
    encoding, UnknownEncodingError, UnreadableFormatError for bytes of a format that is not
    read, UnreadableError for what planparse itself wrote.
    """
    name = unicode_path(path)
    if isinstance(source, str):
        if encoding is not None:
            raise ValueError("a str is decoded already: leave the encoding out")
        data = _SURROGATE.sub("\ufffd", source).encode()
        return decode(data, name, "utf-8"), sha256_of(data)
    try:
        text = read(source, name, encoding)
    except UnreadableFormatError as fault:
        raise type(fault)(_("{path} is {why}", path=path, why=reason(fault))) from None
    if printed(text.text):
        raise UnreadableError(_("{path} is {again}", path=path, again=AGAIN))
    return text, sha256_of(source)
