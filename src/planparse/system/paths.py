"""Paths of files as people write them, of whichever system."""

from collections.abc import Iterator

_MOST_DIGITS = 12
"""No line number has as many."""


def file_name(path: str) -> str:
    """Return the name of a file without the folder that it lies in."""
    return path.replace("\\", "/").rpartition("/")[2]


def places_named(words: str) -> Iterator[tuple[str, int]]:
    r"""Yield the files and lines that words may name: FILE:LINE and FILE:LINE:COLUMN.

    The last colons count, as in C:\plan.txt:12. What ends in two numbers names first the
    line of a file, whose own name ends in a number, and then the line and a column.
    """
    path, colon, last = words.rpartition(":")
    if not (colon and _is_line(last)):
        return
    yield path, int(last)
    path, colon, line = path.rpartition(":")
    if colon and _is_line(line):
        yield path, int(line)


def _is_line(digits: str) -> bool:
    """Return whether words are the number of a line."""
    return digits.isascii() and digits.isdigit() and len(digits) < _MOST_DIGITS


def unicode_path(path: str) -> str:
    r"""Return a path as it can be printed: bytes in it that are no text as \udcff and the like."""
    return path.encode("utf-8", "backslashreplace").decode()
