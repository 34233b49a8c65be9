"""Punctuation: half-width marks, doubled ones, 、 between titles (GB/T 15834—2011)."""

import re
from collections.abc import Callable, Iterator
from typing import NamedTuple

from planparse.text.characters import FULL_MARKS, HALF_MARKS, HAN, OPENINGS
from planparse.tree import Finding

_HAN = f"[{HAN}]"
_FULL = str.maketrans(HALF_MARKS, FULL_MARKS)


class _Rule(NamedTuple):
    """A mark that should be another: what it is found by, and what it should be.

    The first group of the expression is the mark, and `wanted` is given it.
    """

    code: str
    found_by: re.Pattern[str]
    wanted: Callable[[str], str]


def _one_of_two(marks: str) -> str:
    """Return which of two marks in a row is meant: the one that ends more."""
    return max(marks, key="、，；：。".index)


_RULES = (
    _Rule("S301", re.compile("(》、《)"), lambda _: "》《"),
    _Rule("S301", re.compile("(”、“)"), lambda _: "”“"),
    _Rule(
        "S302",
        re.compile("(?<![。，、；：])([。，、；：]{2})(?![。，、；：])"),
        _one_of_two,
    ),
    _Rule(
        "S303",
        re.compile(
            rf"(?<={_HAN})([{HALF_MARKS}])(?={_HAN}|[{OPENINGS}]|[ 　]*(?:[\r\n]|\Z))"
        ),
        lambda mark: mark.translate(_FULL),
    ),
    _Rule(
        "S304",
        re.compile(
            rf"(?<={_HAN})(\([^()（）\r\n]{{0,60}}{_HAN}[^()（）\r\n]{{0,60}}\))"
        ),
        lambda words: f"（{words[1:-1]}）",
    ),
    _Rule(
        "S305",
        re.compile(rf'("[^"“”\r\n]{{0,60}}{_HAN}[^"“”\r\n]{{0,60}}")'),
        lambda words: f"“{words[1:-1]}”",
    ),
    _Rule(
        "S306", re.compile(rf"(?<={_HAN})(\.)(?=[ 　]*(?:[\r\n]|\Z))"), lambda _: "。"
    ),
)


def findings(text: str, start: int, end: int) -> Iterator[Finding]:
    """Yield what is wrong with the marks between two places."""
    for rule in _RULES:
        for found in rule.found_by.finditer(text, start, end):
            mark = found[1]
            yield Finding(
                rule.code, found.start(1), found.end(1), (mark, rule.wanted(mark))
            )
