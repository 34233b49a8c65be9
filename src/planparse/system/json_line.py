"""JSON on lines that no reader breaks and no terminal obeys: its controls are escaped."""

from collections.abc import Iterable, Iterator
from json import JSONEncoder

_ESCAPES = tuple(
    (chr(code), f"\\u{code:04x}") for code in (*range(0x7F, 0xA0), 0x2028, 0x2029)
)
"""What JSON lets pass and some reader does not: controls of terminals, and line ends.

U+009B begins an escape sequence on a terminal, and U+0085 ends a line to some.
"""

encode = JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode
"""Return a value as JSON, without blanks; `encode_line` makes it fit to stand on one line."""


def escape_controls(text: str) -> str:
    """Return JSON with DEL, the controls U+0080 to U+009F, U+2028 and U+2029 escaped.

    They can stand only in its strings.
    """
    for char, escape in _ESCAPES:
        if char in text:
            text = text.replace(char, escape)
    return text


def encode_line(value: object) -> str:
    """Return a value as JSON that every reader takes for one line; it has no line end."""
    return escape_controls(encode(value))


def encode_elements(values: Iterable[object]) -> Iterator[str]:
    """Yield the elements of an array, each on a line of its own, without its brackets."""
    separator = ""
    for value in values:
        yield f"{separator}{encode_line(value)}"
        separator = ",\n"
    if separator:
        yield "\n"
