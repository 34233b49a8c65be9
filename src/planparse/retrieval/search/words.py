"""The words that are searched for, and how often and where they stand in a text."""

import re
from collections.abc import Iterator

from planparse.compare.items import fold
from planparse.retrieval.citations.reading import Reading
from planparse.text.characters import (
    HALF_DIGITS,
    HAN_ONES,
    HAN_ZEROS,
    with_plain_quotes,
)
from planparse.tree import Span

_ASKED = re.compile(r'"([^"]*)"|“([^”]*)”|(\S+)')
_HAN_NUMERALS = f"{HAN_ONES}{HAN_ZEROS}十百千点"
_OF_NUMBERS = frozenset(f"{HALF_DIGITS}.")
_OF_HAN_NUMBERS = frozenset(_HAN_NUMERALS)
_SHARE = re.compile(f"分之([{_HAN_NUMERALS}]+)")
_OF_SHARES = "分之"


def words_of(asked: str) -> tuple[str, ...]:
    """Return the words of a search, folded, each once: they are parted by blanks.

    What stands in double quotes is one word, its blanks do not count.
    """
    found = (
        fold_text(next(filter(None, match.groups()), ""))
        for match in _ASKED.finditer(asked)
    )
    return tuple(dict.fromkeys(filter(None, found)))


def fold_text(text: str) -> str:
    """Return a text as words are looked for in it: one width and case, no blanks, plain quotes."""
    return with_plain_quotes(fold(text))


def occurrences(word: str, text: str, folded: str) -> int:
    """Return how often a folded word stands in a text, of which `folded` is what counts.

    A number is not found by a part of it: 5亿元 does not stand in 15亿元, nor 百分之五 in
    百分之五十.
    """
    count = folded.count(word)
    if count and _may_part_number(word, folded):
        return sum(1 for _ in _whole(word, Reading(text, [])))
    return count


def places(words: tuple[str, ...], text: str) -> list[Span]:
    """Return where folded words stand in a text, in order, those that touch as one."""
    reading = Reading(text, [])
    found = sorted(
        reading.span(*place) for word in words for place in _whole(word, reading)
    )
    spans: list[Span] = []
    for start, end in found:
        if spans and start <= spans[-1].end:
            spans[-1] = Span(spans[-1].start, max(spans[-1].end, end))
        else:
            spans.append(Span(start, end))
    return spans


def _may_part_number(word: str, folded: str) -> bool:
    """Return whether a word may stand in the midst of a number of a folded text."""
    edges = {word[0], word[-1]}
    is_share = _OF_SHARES in folded and not edges.isdisjoint(_OF_HAN_NUMBERS)
    return is_share or not edges.isdisjoint(_OF_NUMBERS)


def _whole(word: str, reading: Reading) -> Iterator[tuple[int, int]]:
    """Yield where a word stands in the folded text, but for places that part a number."""
    shares: list[tuple[int, int]] = []
    if _OF_SHARES in reading.folded:
        shares = [match.span(1) for match in _SHARE.finditer(reading.folded)]
    for place in reading.places(word):
        if not any(low < at < high for at in place for low, high in shares):
            yield place
