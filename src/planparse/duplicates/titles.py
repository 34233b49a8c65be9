"""What titles say of whether two texts may be one: names, numbers, and how far each has come."""

import re
from functools import lru_cache
from typing import Literal, NamedTuple

from planparse.compare.items import fold
from planparse.grammar.wordlists import StageWords
from planparse.text.characters import HAN_ONES, HAN_ZEROS
from planparse.text.numerals import parse_hanzi

Stage = Literal["draft", "trial", "final", "revised"]
"""How far a text has come, by its title; one that says nothing is final."""

STAGES: tuple[Stage, ...] = ("draft", "trial", "final", "revised")
"""The stages, the earliest first."""

Kinship = Literal["same", "unknown", "other", "edition"]
"""How two titles are related: of one text, one of them not known, of different texts, or of
two plans of one series (another year, another batch)."""

_NUMBER = re.compile(rf"\d+|[{HAN_ONES}{HAN_ZEROS}十百]+")
_LAST_BRACKET = re.compile(r"\(([^()]*)\)$")
_DATED = re.compile(r"((?:19|20)\d\d)(?:\D\d\d?){0,2}[年月日]?")
_YEAR = re.compile(r"(?:19|20)\d\d")
_LEAST = 6
"""So many letters of a title must stand in another for both to be one name: a choice."""


class Titled(NamedTuple):
    """What a title says: the `name` without versions and numbers, these, and its stage.

    `dated` is a year in brackets behind the title, which says when the text was made:
    （2013）; the `numbers` are those that belong to the name.
    """

    name: str
    numbers: tuple[str, ...]
    stage: Stage
    dated: str | None


def read_title(title: str, words: StageWords) -> Titled:
    """Return what a title says; `words` are those of `grammars/duplicates.yaml`."""
    rest, stage, dated = fold(title), _stage(fold(title), words), None
    while found := _LAST_BRACKET.search(rest):
        inside = found[1]
        if not (_DATED.fullmatch(inside) or _stage_pattern(words).search(inside)):
            break
        year = _YEAR.search(inside)
        dated = year[0] if year else dated
        rest = rest[: found.start()]
    rest = _stage_pattern(words).sub("", rest)
    numbers = tuple(map(_number, _NUMBER.findall(rest)))
    name = "".join(filter(str.isalnum, _NUMBER.sub("0", rest)))
    return Titled(name, numbers, stage, dated)


def kinship(one: Titled, other: Titled) -> Kinship:
    """Return how two titles are related."""
    if not one.name or not other.name:
        return "unknown"
    if one.name == other.name:
        return "same" if one.numbers == other.numbers else "edition"
    years = [{*filter(_YEAR.fullmatch, each.numbers)} for each in (one, other)]
    if all(years) and years[0].isdisjoint(years[1]):
        return "edition"
    short, long = sorted((one.name, other.name), key=len)
    return "same" if len(short) >= _LEAST and short in long else "other"


def _stage(title: str, words: StageWords) -> Stage:
    """Return how far a text has come: a draft is one whatever else its title says."""
    for stage in ("draft", "revised", "trial"):
        if any(word in title for word in getattr(words, stage)):
            return stage
    return "final"


@lru_cache(maxsize=4)
def _stage_pattern(words: StageWords) -> re.Pattern[str]:
    """Return an expression for the words of all stages, the longest first."""
    every = {*words.draft, *words.trial, *words.revised}
    return re.compile("|".join(sorted(every, key=lambda word: (-len(word), word))))


def _number(text: str) -> str:
    """Return a number in digits, however it is written: 二〇二四 is 2024."""
    if text.isdecimal():
        return text.lstrip("0")
    value = parse_hanzi(text)
    return text if value is None else str(value)
