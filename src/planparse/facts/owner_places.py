"""Which bracket, and which sentence, is open at a place where owners may be named."""

from planparse.text.brackets import opening_before
from planparse.text.characters import BRACKET_CLOSINGS, BRACKET_OPENINGS, ROUND

REACH = 500
"""How far a list of units may reach, in characters."""
_ENDS = frozenset("。\n\r" + ROUND.closing)


def opener_of(text: str, closer: int, low: int) -> int | None:
    """Return where the bracket opens that closes at a place, whatever its shape."""
    shape = text[closer]
    at = text.rfind(BRACKET_OPENINGS[BRACKET_CLOSINGS.index(shape)], low, closer)
    if at >= 0 and text.find(shape, at, closer) < 0:
        return at
    if last_of(text, BRACKET_OPENINGS, low, closer) < 0:
        return None
    at = opening_before(text, closer, low)
    return None if at < 0 else at


def bracket_over(text: str, at: int, low: int) -> str:
    """Return the bracket that is open at a place, within reach and the same paragraph.

    Empty where none is.
    """
    low = max(low, at - REACH)
    opener = last_of(text, BRACKET_OPENINGS, low, at)
    if opener < 0:
        return ""
    if _is_right_over(text, opener, at):
        return text[opener]
    depth = 0
    for place in range(at - 1, low - 1, -1):
        char = text[place]
        if char in BRACKET_CLOSINGS:
            depth += 1
        elif char in BRACKET_OPENINGS:
            if not depth:
                return char
            depth -= 1
        elif char in "\r\n" and text[place - 1 : place] in _ENDS:
            return ""
    return ""


def open_in_line(text: str, low: int, at: int) -> int:
    """Return where the bracket opens that is open at a place, -1 where none is in its line."""
    return opening_before(text, at, max(low, text.rfind("\n", low, at)))


def _is_right_over(text: str, opener: int, at: int) -> bool:
    """Return whether neither a bracket closes nor a line ends from a bracket to a place.

    That is the usual case; it spares the way back character by character.
    """
    return last_of(text, BRACKET_CLOSINGS + "\r\n", opener, at) < 0


def last_of(text: str, marks: str, start: int, end: int) -> int:
    """Return where the last of some marks stands, -1 where none does."""
    return max([text.rfind(mark, start, end) for mark in marks])


def sentence_start(text: str, low: int, end: int) -> int:
    """Return where the sentence begins that ends at a place."""
    return last_of(text, "。；！？\n\r：" + ROUND.closing, low, end) + 1
