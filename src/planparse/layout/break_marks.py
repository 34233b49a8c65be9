"""The marks and words beside a line break: what shows that a sentence runs across it.

Also what takes the place of a soft break.
"""

import re
from typing import NamedTuple

from planparse.grammar.wordlists import WordLists
from planparse.text.characters import (
    CLAUSE_MARKS,
    CLOSERS,
    OPENINGS,
    PAIRS,
    SENTENCE_ENDS,
)


class Marks(NamedTuple):
    """The marks and words that a break is judged by.

    `ends` close a sentence, `closers` a bracket; `inner` stand in a sentence or end it. A
    text may begin with `prefaces` and end in `closings` without a mark; `credits` end a
    line that is no sentence. Where a line ends in one of `unfinished`, begins with one of
    `dependent` or ends as `wanting`, an expression, says, the sentence runs across the break.
    """

    ends: frozenset[str]
    closers: frozenset[str]
    inner: str
    closings: tuple[str, ...]
    prefaces: tuple[str, ...]
    credits: tuple[str, ...]
    unfinished: tuple[str, ...]
    dependent: tuple[str, ...]
    wanting: str


def marks_of(words: WordLists) -> Marks:
    """Return the marks and words of the word lists."""
    lists = words.line_breaks
    verbs, leading = map("|".join, (lists.wanting, lists.leading))
    return Marks(
        ends=frozenset(SENTENCE_ENDS),
        closers=frozenset(CLOSERS),
        inner=CLAUSE_MARKS,
        closings=lists.closings,
        prefaces=lists.prefaces,
        credits=lists.credits,
        unfinished=lists.unfinished,
        dependent=lists.dependent,
        wanting=f"[{re.escape(CLAUSE_MARKS)}、](?:{leading})*(?:{verbs})\\Z",
    )


def open_bracket(last: str, following: str) -> str:
    """Return the bracket or quotation mark that is open across a break, empty without one.

    It stands in the line before and is closed in the `following` one.
    """
    if _ANY_OPENING.isdisjoint(last):
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


_ANY_OPENING = frozenset(OPENINGS)
