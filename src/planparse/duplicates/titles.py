"""What titles say of whether two texts may be one: names, numbers, and how far each has come."""

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Literal, NamedTuple

from planparse.compare.items import fold
from planparse.grammar.wordlists import StageWords
from planparse.text.characters import HAN_ONES, HAN_ZEROS, TITLE
from planparse.text.expressions import any_of
from planparse.text.numerals import parse_hanzi
from planparse.text.titles import titles as cited_titles

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
_PLACE = "0"
"""What stands in a name for each of its numbers."""
_SOONER: tuple[Stage, ...] = ("draft", "revised")
"""The stages that are told by where their words stand, the surest first."""
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

    @property
    def years(self) -> frozenset[str]:
        """The years that belong to the name."""
        return frozenset(filter(_YEAR.fullmatch, self.numbers))


def read_title(title: str, words: StageWords) -> Titled:
    """Return what a title says; `words` are those of `grammars/duplicates.yaml`."""
    rest, stage, dated = fold(title), stage_of([title], words), None
    while found := _LAST_BRACKET.search(rest):
        inside = found[1]
        if not (_DATED.fullmatch(inside) or _stage_pattern(words).search(inside)):
            break
        year = _YEAR.search(inside)
        dated = year[0] if year else dated
        rest = rest[: found.start()]
    rest = _stage_pattern(words).sub("", rest)
    numbers = tuple(map(_number, _NUMBER.findall(rest)))
    name = "".join(filter(str.isalnum, _NUMBER.sub(_PLACE, rest)))
    return Titled(name, numbers, stage, dated)


def kinship(one: Titled, other: Titled) -> Kinship:
    """Return how two titles are related."""
    if not one.name or not other.name:
        return "unknown"
    if one.name == other.name:
        return "same" if one.numbers == other.numbers else "edition"
    if one.years and other.years and one.years.isdisjoint(other.years):
        return "edition"
    short, long = sorted((one, other), key=lambda title: len(title.name))
    at = long.name.find(short.name)
    if len(short.name) < _LEAST or at < 0:
        return "other"
    before = long.name.count(_PLACE, 0, at)
    numbers = long.numbers[before : before + len(short.numbers)]
    return "same" if numbers == short.numbers else "edition"


def stage_of(titles: Iterable[str], words: StageWords) -> Stage:
    """Return how far a text has come that has these titles and subtitles.

    A draft is one whatever else they say. Words of a title that is only cited count nothing:
    《刑法修正案（九）》 in 关于《刑法修正案（九）》时间效力问题的解释.
    """
    own = [_without_cited(fold(title), words) for title in titles]
    for stage in _SOONER:
        says = _stage_ends(getattr(words, stage), words.carried)
        if any(map(says.search, own)):
            return stage
    return (
        "trial"
        if any(word in title for word in words.trial for title in own)
        else "final"
    )


def _without_cited(title: str, words: StageWords) -> str:
    """Return a title without the titles in 《》 that it is about, but with one that it carries."""
    kept, last = [], 0
    for start, end in cited_titles(title, 0, len(title)):
        bare = not title[end:].strip() or title[end] == "("
        if not (bare or any(word in title[:start] for word in words.carrying)):
            kept.append(title[last:start])
            last = end
    return "".join([*kept, title[last:]])


@lru_cache(maxsize=8)
def _stage_ends(stage: Sequence[str], carried: Sequence[str]) -> re.Pattern[str]:
    """Return an expression for words in brackets, or at the end of a title or of one it carries.

    Elsewhere they are said of something else: 预算草案的报告, 修正前后刑法条文的批复.
    """
    ends = rf"$|[^()]*\)|{TITLE.closing}|{any_of(carried)}"
    return re.compile(f"(?:{any_of(stage)})(?={ends})")


@lru_cache(maxsize=4)
def _stage_pattern(words: StageWords) -> re.Pattern[str]:
    """Return an expression for the words of all stages, the longest first."""
    return re.compile(any_of((*words.draft, *words.trial, *words.revised)))


def _number(text: str) -> str:
    """Return a number in digits, however it is written: 二〇二四 is 2024."""
    if text.isdecimal():
        return text.lstrip("0")
    value = parse_hanzi(text)
    return text if value is None else str(value)
