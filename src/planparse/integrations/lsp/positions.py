r"""Places of a text as editors count them, and as planparse does.

Editors count lines and, in a line, units of an encoding: in UTF-16 an emoji is two. planparse
counts code points of the whole text. Lines end at \r\n, \r or \n for both.
"""

import re
from bisect import bisect_right
from collections.abc import Callable, Mapping

from lsprotocol.types import Position, Range

_LINE_END = re.compile(r"\r\n?|\n")


def _utf_16(text: str) -> int:
    """Return how many units of UTF-16 a text has."""
    return len(text) + sum(char > "\uffff" for char in text)


def _utf_8(text: str) -> int:
    """Return how many bytes a text has in UTF-8."""
    return len(text.encode("utf-8", "surrogatepass"))


UNITS: Mapping[str, Callable[[str], int]] = {
    "utf-8": _utf_8,
    "utf-16": _utf_16,
    "utf-32": len,
}
"""How long a text is in what an editor counts, by the names of the protocol."""


class Positions:
    """The lines of a text, and the way between its code points and an editor's units."""

    def __init__(self, text: str, encoding: str = "utf-16") -> None:
        """Take the text, and what the editor counts in."""
        self._text = text
        self._size = UNITS[encoding]
        self._starts = [0, *(end.end() for end in _LINE_END.finditer(text))]

    def position(self, offset: int) -> Position:
        """Return where a code point stands."""
        line = bisect_right(self._starts, offset) - 1
        return Position(line, self._size(self._text[self._starts[line] : offset]))

    def range(self, start: int, end: int) -> Range:
        """Return where a stretch of code points stands, the end exclusive."""
        return Range(self.position(start), self.position(end))

    def offset(self, position: Position) -> int:
        """Return the code point at a position; one beyond a line's end is that end."""
        if position.line >= len(self._starts):
            return len(self._text)
        start, end = self._starts[position.line], self._line_end(position.line)
        low: int = start
        high = end
        while low < high:  # the last place that is not behind the position
            middle = (low + high + 1) // 2
            if self._size(self._text[start:middle]) <= position.character:
                low = middle
            else:
                high = middle - 1
        return low

    def _line_end(self, line: int) -> int:
        """Return where a line ends, its line end left out."""
        found = _LINE_END.search(self._text, self._starts[line])
        return len(self._text) if found is None else found.start()
