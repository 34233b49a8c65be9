"""From what a user hands over to a decoded source; readers of formats are chosen here."""

import re

from planparse.text.encoding import Source, decode, sha256_of
from planparse.text.sniffing import AGAIN, container, printed

_SURROGATE = re.compile("[\ud800-\udfff]")


def decoded(source: str | bytes, path: str, encoding: str | None) -> tuple[Source, str]:
    """Return a text decoded, and the digest of its bytes.

    A `str` is the same as its bytes in UTF-8, and never refused: what UTF-8 has no place
    for, half a surrogate pair, becomes U+FFFD. Raises ValueError for a `str` with an
    encoding, UnknownEncodingError, and UnreadableError for bytes that are no plain text.
    """
    name = path.encode("utf-8", "backslashreplace").decode()
    if isinstance(source, str):
        if encoding is not None:
            raise ValueError("a str is decoded already: leave the encoding out")
        data = _SURROGATE.sub("\ufffd", source).encode()
        return decode(data, name, "utf-8"), sha256_of(data)
    text = decode(source, name, encoding)
    refused = container(source) or (AGAIN if printed(text.text) else None)
    if refused is not None:
        from planparse.export.reader import UnreadableError

        raise UnreadableError(f"{path} is {refused}")
    return text, sha256_of(source)
