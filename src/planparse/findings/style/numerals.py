"""Numerals: ranges, mixed and vague ones (GB/T 15835—2011), and words before a time (usage)."""

import re
from collections.abc import Iterator
from functools import lru_cache

from planparse.grammar.wordlists import StyleWords
from planparse.text.characters import HAN, HAN_ONES, HAN_ZEROS
from planparse.text.dates import YEAR_ZEROS
from planparse.text.numerals import write_numeral
from planparse.tree import Finding

_MIXED_YEAR = re.compile(
    rf"(?<![0-9A-Za-z{HAN_ONES}])([12一二][{HAN_ONES}{YEAR_ZEROS}0-9]{{3}})(?=年)"
)
_HALF = re.compile(r"[0-9A-Za-zＯ]")
_HAN_DIGITS = HAN_ZEROS[0] + HAN_ONES
_YEARS, _OF_A_YEAR = "年", 4
"""2021—2025年 are years; 2～3年, with fewer digits, are so many."""
_VAGUE = re.compile(r"(?<![0-9.,，])([1-9][0-9]{0,2})几")
_LETTER = re.compile(r"[A-Za-z][ 　/T]*\Z")


def findings(text: str, start: int, end: int, words: StyleWords) -> Iterator[Finding]:
    """Yield what is wrong with numerals, and with words before a time, between two places."""
    ranges, confused = _expressions(words)
    for found in ranges.finditer(text, start, end):
        if not _LETTER.search(text, max(0, found.start() - 8), found.start()):
            yield Finding("S401", *found.span(), (found[0], _range(found, words)))
    for found in _MIXED_YEAR.finditer(text, start, end):
        year = found[1]
        if _HALF.search(year) and not year.isdigit():
            yield Finding("S402", *found.span(1), (year, _in_characters(year)))
    for found in _VAGUE.finditer(text, start, end):
        if wanted := write_numeral("hanzi", int(found[1])):
            yield Finding("S403", *found.span(), (found[0], f"{wanted}几"))
    for found in confused.finditer(text, start, end):
        yield Finding("S501", *found.span(1), (found[1], words.confused[found[1]]))


def _range(found: re.Match[str], words: StyleWords) -> str:
    """Return a range as it should be: what 8 of 8～10% counts is not left open (5.1.3)."""
    first, last, unit = found.group("first", "last", "unit")
    if unit in words.time_units and not (unit == _YEARS and len(first) < _OF_A_YEAR):
        return f"{first}—{last}{unit}"
    named = unit if unit in words.never_left_out and not first.endswith(unit) else ""
    return f"{first}{named}～{last}{unit}"


def _in_characters(year: str) -> str:
    """Return a year in Chinese digits."""
    return "".join(
        _HAN_DIGITS[int(char)]
        if char.isdigit()
        else char
        if char in _HAN_DIGITS
        else "〇"
        for char in year
    )


@lru_cache(maxsize=1)
def _expressions(words: StyleWords) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Return what finds ranges, and what finds words that are taken for one another."""
    units = "|".join(map(re.escape, (*words.time_units, *words.units)))
    times = "|".join(map(re.escape, words.times))
    numbered = "".join(words.numbered)
    number = r"(?:0|[1-9][0-9]{0,3})(?:\.[0-9]+)?"
    return (
        re.compile(
            rf"(?<![0-9A-Za-z./\-—～{numbered}])(?P<first>{number}[%％]?)(?:--?|–|−)(?P<last>{number})"
            rf"(?P<unit>{units})"
        ),
        re.compile(
            rf"(?<![{HAN}])({'|'.join(map(re.escape, words.confused))})(?=[0-9]|{times})"
        ),
    )
