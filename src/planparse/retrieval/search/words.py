"""The words that are searched for, and how often and where they stand in a text."""

import re

from planparse.compare.items import fold
from planparse.retrieval.citations.reading import Reading, fold_quotation
from planparse.text.characters import HALF_DIGITS
from planparse.tree import Span

_ASKED = re.compile(r'"([^"]*)"|“([^”]*)”|(\S+)')
_QUOTES = tuple((quote, '"') for quote in "“”„‟〝〞") + tuple(
    (quote, "'") for quote in "‘’‚‛"
)
_OF_NUMBERS = frozenset(f"{HALF_DIGITS}.")


def words_of(asked: str) -> tuple[str, ...]:
    """Return the words of a search, folded, each once: they are parted by blanks.

    What stands in double quotes is one word, its blanks do not count. Raises ValueError
    where there is no word.
    """
    found = (
        fold_quotation(next(filter(None, match.groups()), ""))
        for match in _ASKED.finditer(asked)
    )
    words = tuple(dict.fromkeys(filter(None, found)))
    if not words:
        raise ValueError("there is nothing to look for: name a word")
    return words


def fold_text(text: str) -> str:
    """Return a text as words are looked for in it: one width and case, no blanks, plain quotes."""
    text = fold(text)
    for quote, plain in _QUOTES:
        text = text.replace(quote, plain)
    return text


def occurrences(word: str, text: str, folded: str) -> int:
    """Return how often a folded word stands in a text, of which `folded` is what counts.

    A number is not found by a part of it: 5亿元 does not stand in 15亿元.
    """
    count = folded.count(word)
    if count and (word[0] in _OF_NUMBERS or word[-1] in _OF_NUMBERS):
        return sum(1 for _ in Reading(text, []).places(word))
    return count


def places(words: tuple[str, ...], text: str) -> list[Span]:
    """Return where folded words stand in a text, in order, those that touch as one."""
    reading = Reading(text, [])
    found = sorted(
        reading.span(*place) for word in words for place in reading.places(word)
    )
    spans: list[Span] = []
    for start, end in found:
        if spans and start <= spans[-1].end:
            spans[-1] = Span(spans[-1].start, max(spans[-1].end, end))
        else:
            spans.append(Span(start, end))
    return spans
