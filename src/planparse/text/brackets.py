"""Which bracket is open at a place of a text."""

import re

from planparse.text.characters import BRACKET_CLOSINGS, BRACKET_OPENINGS

_BRACKETS = re.compile(f"[{re.escape(BRACKET_OPENINGS + BRACKET_CLOSINGS)}]")


def opening_before(text: str, at: int, low: int) -> int:
    """Return where the innermost bracket opens that is open at a place, -1 where none is.

    Nothing before `low` is looked at.
    """
    depth = 0
    for found in reversed(list(_BRACKETS.finditer(text, low, at))):
        if found[0] in BRACKET_CLOSINGS:
            depth += 1
        elif not depth:
            return found.start()
        else:
            depth -= 1
    return -1


def closing_behind(text: str, at: int, high: int) -> int:
    """Return where the bracket closes that is open at a place, -1 where none does.

    Nothing from `high` on is looked at.
    """
    depth = 0
    for found in _BRACKETS.finditer(text, at, high):
        if found[0] in BRACKET_OPENINGS:
            depth += 1
        elif not depth:
            return found.start()
        else:
            depth -= 1
    return -1
