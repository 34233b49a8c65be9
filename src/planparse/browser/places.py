"""Places in a text as a browser counts them: in units of UTF-16."""

import re
from bisect import bisect_left

_TWO_UNITS = re.compile("[\U00010000-\U0010ffff]")


class BrowserOffsets:
    """Turns code points into units of UTF-16; beyond the basic plane a character has two."""

    def __init__(self, text: str) -> None:
        """Take the text; only its characters of two units matter."""
        self._doubled = [found.start() for found in _TWO_UNITS.finditer(text)]

    def __call__(self, offset: int) -> int:
        """Return the place of an offset."""
        return offset + bisect_left(self._doubled, offset)
