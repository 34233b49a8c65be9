"""Read points that were typed for full stops, in texts where hardly any sentence ends in 。.

Both are one character, so every offset in the one text is the same offset in the other.
"""

import re

from planparse.text.characters import CLOSERS, HAN

_RARE = 400
"""Where 。 comes more often than once in so many characters, it is the full stop."""
_POINTS_FOR_ONE = 4
"""So many points stand for every 。 where a point is the full stop."""
_FEWEST = 3
"""So many points show it, or one at a line's end."""

_LABEL = r"(?<![^\r\n])[^\S\r\n]*+[一二三四五六七八九十百]++[.．][0-9０-９.．]*+"
_POINT = rf"(?<=[{HAN}{re.escape(CLOSERS)}%％])([.．｡])(?![.．a-zA-Z])"
_POINTS = f"{_LABEL}|{_POINT}"
"""Labels (一.), and points that may end a sentence (these are a group)."""


def stopped(text: str) -> str:
    """Return the text with 。 for every point that ends a sentence, if it has such points.

    加强领导．落实责任． is read as two sentences where hardly any other ends in 。.
    Points among many 。 are slips, and stay as they are; one or two in a whole text
    show it only at a line's end.
    """
    stops = text.count("。")
    if stops * _RARE > len(text):
        return text
    points = [found.end() for found in re.finditer(_POINTS, text) if found.lastindex]
    if len(points) < _POINTS_FOR_ONE * stops or not points:
        return text
    if len(points) < _FEWEST and not any(
        re.compile(_ENDS).match(text, at) for at in points
    ):
        return text
    return re.sub(_POINTS, lambda found: "。" if found.lastindex else found[0], text)


_ENDS = r"[^\S\r\n]*+(?:[\r\n]|\Z)"
