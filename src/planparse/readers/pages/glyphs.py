"""What stands on a page of a format that has only places: glyphs, rules, and the page itself.

All lengths are points; `left` and `top` are from the page's upper left corner.
"""

from collections.abc import Sequence
from typing import NamedTuple


class Glyph(NamedTuple):
    """A character and the box that its font gives it, which is as high as the letters are."""

    text: str
    left: float
    top: float
    right: float
    bottom: float

    @property
    def middle(self) -> float:
        """Return the height of its middle."""
        return (self.top + self.bottom) / 2


class Rule(NamedTuple):
    """A line that is drawn on a page, from one end to the other: across or down."""

    left: float
    top: float
    right: float
    bottom: float


class Page(NamedTuple):
    """A page, counted from 1, with its glyphs in the order of the file, and its rules."""

    number: int
    width: float
    height: float
    glyphs: Sequence[Glyph]
    rules: Sequence[Rule] = ()
    has_pictures: bool = False


def is_wide(char: str) -> bool:
    """Return whether a character is as wide as it is high: a Han character or its like."""
    return char >= "\u2e80"
