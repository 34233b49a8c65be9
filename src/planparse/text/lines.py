"""Offsets of a text as lines and columns."""

import re
from array import array
from bisect import bisect_right

_LINE_END = re.compile(r"\r\n?|\n")
_LF = re.compile(r"\n")


class Lines:
    r"""Offsets of a text as lines and columns; lines end at \r\n, \r or \n only.

    Lines and columns count from 1, columns in code points; a line end belongs to the line it ends.
    Offsets run from 0 to `len(text)`: after a final line end begins one more line, which is empty.
    Built at first use. Offsets and lines that do not exist raise IndexError.
    """

    def __init__(self, text: str) -> None:
        """Take the text; nothing is counted yet."""
        self._text = text
        self._built: array[int] | None = None

    @property
    def starts(self) -> "array[int]":
        """The offsets at which the lines begin."""
        if self._built is None:
            self._built = _line_starts(self._text)
        return self._built

    def __len__(self) -> int:
        """Count the lines; an empty text has one."""
        return len(self.starts)

    def position(self, offset: int) -> tuple[int, int]:
        """Return the line and the column of `offset`."""
        line = self.line(offset)
        return line, offset - self.starts[line - 1] + 1

    def line(self, offset: int) -> int:
        """Return the line of `offset`."""
        if not 0 <= offset <= len(self._text):
            raise IndexError(
                f"offset {offset} is outside the text of {len(self._text)} characters"
            )
        return bisect_right(self.starts, offset)

    def span(self, line: int) -> tuple[int, int]:
        """Return where `line` starts and ends, its line end left out."""
        starts = self.starts
        if not 1 <= line <= len(starts):
            raise IndexError(f"line {line} is outside the text of {len(starts)} lines")
        start = starts[line - 1]
        if line == len(starts):
            return start, len(self._text)
        end = starts[line] - 1
        return start, end - self._text.startswith(
            "\r\n", end - 1
        ) if end > start else end

    def text_of(self, line: int) -> str:
        """Return the text of `line`, its line end left out."""
        start, end = self.span(line)
        return self._text[start:end]


def _line_starts(text: str) -> "array[int]":
    """Return the offsets at which lines begin, 0 first; CR LF, LF and CR end a line."""
    # A lone CR is rare: else every line end has one LF, which is found in a third of the time.
    has_lone_cr = text.count("\r") > text.count("\r\n")
    line_end = _LINE_END if has_lone_cr else _LF
    starts = array("q", (0,))  # a tenth of the memory that a list takes
    starts.extend(end.end() for end in line_end.finditer(text))
    return starts
