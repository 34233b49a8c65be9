"""Text on lines of a terminal: Chinese has no blanks to break at, and some marks begin no line."""

import re
from collections.abc import Iterator

from planparse.system.columns import columns
from planparse.text.characters import HAN, NEVER_FIRST, NEVER_LAST

_PIECE = re.compile(rf" *(?:[^ {HAN}\u3000-\u303f\uff00-\uffef…—“”]+|.)")
"""What stays whole: a word in Latin letters, else one character, with the blanks before it."""


def wrapped(text: str, room: int) -> list[str]:
    """Return a text on lines of at most `room` columns; its own line ends count as blanks."""
    lines = [""]
    for piece in _unbreakable(" ".join(text.split())):
        if lines[-1] and columns(lines[-1] + piece) > room:
            lines.append(piece.lstrip())
        else:
            lines[-1] += piece
    return lines


def _unbreakable(text: str) -> Iterator[str]:
    """Yield pieces with the marks that must stand on their line."""
    held = ""
    for piece in _PIECE.findall(text):
        is_bound = piece[0] in NEVER_FIRST or (held and held[-1] in NEVER_LAST)
        if held and not is_bound:
            yield held
            held = ""
        held += piece
    if held:
        yield held
