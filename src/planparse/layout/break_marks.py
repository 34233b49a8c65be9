"""The marks and words beside a line break: what shows that a sentence runs across it.

Also what takes the place of a soft break.
"""

import re

from planparse.grammar.wordlists import LineBreaks
from planparse.text.characters import CLAUSE_MARKS, OPENINGS, PAIRS


def wanting(words: LineBreaks) -> re.Pattern[str]:
    """Return what finds a verb at a line's end that wants an object: ，进一步加强."""
    verbs, leading = map("|".join, (words.wanting, words.leading))
    return re.compile(f"[{re.escape(CLAUSE_MARKS)}、](?:{leading})*(?:{verbs})\\Z")


def open_bracket(last: str, following: str) -> str:
    """Return the bracket or quotation mark that is open across a break, empty without one.

    It stands in the line before and is closed in the `following` one.
    """
    if _OPENING.search(last) is None:
        return ""
    for opening, closing in PAIRS:
        at = max(map(last.rfind, opening))
        if at >= 0 and at > max(map(last.rfind, closing)):
            close = min(
                (place for place in map(following.find, closing) if place >= 0),
                default=-1,
            )
            if close >= 0 and not any(mark in following[:close] for mark in opening):
                return last[at]
    return ""


def glue(text: str, start: int, end: int) -> str:
    """Return what takes the place of a soft break: a space between Latin words, or nothing.

    The break is `text[start:end]`. A single letter is more likely a part of a word that was
    cut (OP|C) than a word.
    """
    before, after = text[max(0, start - 2) : start], text[end : end + 2]
    latin = (
        len(before) == len(after) == 2
        and (before + after).isascii()
        and (before + after).isalpha()
    )
    return " " if latin else ""


_OPENING = re.compile(f"[{re.escape(OPENINGS)}]")
