"""Which bracket is open at a place of a text."""

from planparse.text.characters import BRACKET_CLOSINGS, BRACKET_OPENINGS


def opening_before(text: str, at: int, low: int) -> int:
    """Return where the innermost bracket opens that is open at a place, -1 where none is.

    Nothing before `low` is looked at.
    """
    depth = 0
    for place in range(at - 1, low - 1, -1):
        if text[place] in BRACKET_CLOSINGS:
            depth += 1
        elif text[place] in BRACKET_OPENINGS:
            if not depth:
                return place
            depth -= 1
    return -1


def closing_behind(text: str, at: int, high: int) -> int:
    """Return where the bracket closes that is open at a place, -1 where none does.

    Nothing from `high` on is looked at.
    """
    depth = 0
    for place in range(at, high):
        if text[place] in BRACKET_OPENINGS:
            depth += 1
        elif text[place] in BRACKET_CLOSINGS:
            if not depth:
                return place
            depth -= 1
    return -1
