"""What somebody asks for: a line, a citation by labels, or a quotation."""

from planparse.retrieval.citations.passages import Passage, Passages

_MOST_DIGITS = 12
"""No line number has as many."""


def asked(passages: Passages, what: str | int, path: str) -> list[Passage]:
    """Return the passages that are asked for, in order; none where nothing is.

    A number, `:12` and `FILE:12` of the plan's own file are a line, counted from 1; labels
    and nothing else are a citation; all else is a quotation. One that stands nowhere word
    for word gives the words that are nearly it, with what differs.
    """
    line = what if isinstance(what, int) else line_of(what, path)
    if line is not None:
        try:
            return passages.on_line(line)
        except IndexError:
            return []
    words = str(what)
    if passages.is_citation(words):
        return passages.cited(words)
    found = passages.quoted(words)
    if found:
        return found
    near = passages.nearly(words)
    return [] if near is None else [near]


def line_of(what: str, path: str) -> int | None:
    """Return the line that words name, None where they name none of this file."""
    file, colon, number = what.rpartition(":")
    name = path.replace("\\", "/").rpartition("/")[2]
    is_number = number.isascii() and number.isdigit() and len(number) < _MOST_DIGITS
    if colon and is_number and file in ("", path, name):
        return int(number)
    return None
