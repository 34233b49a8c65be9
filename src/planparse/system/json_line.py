"""JSON on lines that no reader breaks: what is a line end to some readers is escaped."""

from collections.abc import Iterable, Iterator
from json import JSONEncoder

_LINE_ENDS_TO_SOME = (("\x85", r"\u0085"), ("\u2028", r"\u2028"), ("\u2029", r"\u2029"))

encode = JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode
"""Return a value as JSON, without blanks; `encode_line` makes it fit to stand on one line."""


def escape_line_ends(text: str) -> str:
    """Return JSON with U+0085, U+2028 and U+2029 escaped, which can only stand in its strings."""
    for char, escape in _LINE_ENDS_TO_SOME:
        if char in text:
            text = text.replace(char, escape)
    return text


def encode_line(value: object) -> str:
    """Return a value as JSON that every reader takes for one line; it has no line end."""
    return escape_line_ends(encode(value))


def encode_elements(values: Iterable[object]) -> Iterator[str]:
    """Yield the elements of an array, each on a line of its own, without its brackets."""
    separator = ""
    for value in values:
        yield f"{separator}{encode_line(value)}"
        separator = ",\n"
    if separator:
        yield "\n"
