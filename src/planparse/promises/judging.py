"""Whether a result reaches a target, by what both say of themselves.

以上, 以内, 左右 and 控制在 are respected, and so is which way an indicator is better. Where
that is not known, or a result says too little (近50万吨), nothing is judged.
"""

from functools import lru_cache
from typing import Literal, NamedTuple

from planparse.compare.items import fold
from planparse.grammar.shipped import report_words
from planparse.grammar.wordlists import OutcomeWords
from planparse.promises.figures import Measured, failed, is_size

Verdict = Literal["reached", "missed", "restated", "unmentioned", "reported"]
"""What became of a target; `reported` where a result is told that decides nothing."""

_ABOUT = 0.02
"""So far from it, as a share of the target, is still 左右: 7.4% is about 7.5%, 7.8% is not
about 8%. A choice."""
_FAR = 3
"""A result so many times the target, or less than a third of it, is likely of another thing."""
_ALMOST = 1e-9

Way = Literal["up", "down", "near", ""]
"""Which way is better: more, less, as near as can be, or nobody knows."""


class Judgement(NamedTuple):
    """A verdict, and by how much a result is short of its target, in the target's unit."""

    verdict: Verdict
    short: float | None = None


REPORTED = Judgement("reported")


def judge(target: Measured, result: Measured) -> Judgement:
    """Judge a result by a target: both are of one indicator, in one unit."""
    if failed(result):
        return (
            Judgement("missed")
            if result.fact["low"] == target.fact["low"]
            else REPORTED
        )
    if is_size(target) or target.measure.place != result.measure.place:
        return REPORTED
    if target.listed and not target.is_share:
        return REPORTED  # 300元和500元 may stand the other way round
    way = _way(target)
    low, high = _bounds(result)
    aim = target.fact["low"]
    most = target.fact["high"] if target.fact["high"] is not None else aim
    is_level = target.measure.nature.aspect == "level"
    told = result.fact["low"]
    if is_level and aim > 0 and not aim / _FAR <= told <= aim * _FAR:
        return REPORTED
    slack = _ABOUT * abs(aim) if _has(target, _words().about) else 0
    if way == "up":
        return _judged(low, high, aim - slack, aim)
    if way == "down":
        return _judged(-high, -low, -(most + slack), -most)
    if way == "near":
        if low - _ALMOST > most + slack:
            return Judgement("missed", _rounded(low - most))
        near = max(slack, _ABOUT * abs(aim))
        return Judgement("reached") if low >= aim - near else REPORTED
    return REPORTED


def _judged(low: float, high: float, least: float, aim: float) -> Judgement:
    """Judge a result between `low` and `high`, of which more is better."""
    if low >= least - _ALMOST:
        return Judgement("reached")
    if high < least - _ALMOST:
        return Judgement("missed", _rounded(aim - high))
    return REPORTED


def _rounded(number: float) -> float:
    """Return a difference of printed numbers without what binary fractions leave."""
    return float(f"{number:.10g}")


def _way(target: Measured) -> Way:
    """Return which way is better for a target."""
    words = _words()
    name = f"{target.indicator}{target.measure.name.text}"
    limited = target.lead.endswith(words.limiting) or _has(target, words.under)
    if limited or target.measure.nature.bound == "most":
        return "down"
    said = fold(name + target.lead)
    if any(word in said for word in words.neutral):
        return ""
    if target.measure.nature.bound == "least" or _has(target, words.over):
        return "up"
    if any(word in said for word in words.kept_near):
        return "near"
    if target.measure.nature.aspect == "decline":
        return "up"
    return "down" if any(word in said for word in words.falling) else "up"


def _bounds(result: Measured) -> tuple[float, float]:
    """Return between which numbers a result lies, as far as it says."""
    low, high = result.fact["low"], result.fact["high"]
    if high is not None:
        return low, high
    words = _words()
    wide = abs(low) * _ABOUT
    if _has(result, words.nearly):
        return low - wide, low
    if _has(result, words.under) or result.lead.endswith(words.limiting):
        return float("-inf"), low
    if _has(result, words.over):
        return low, float("inf")
    if _has(result, words.about):
        return low - wide, low + wide
    return low, low


def _has(figure: Measured, words: tuple[str, ...]) -> bool:
    """Return whether a figure's modifier is one of some words, or its clause leads to it by one."""
    modifier = fold(figure.fact["modifier"] or "")
    return any(word in modifier for word in words) or figure.lead.endswith(words)


@lru_cache(maxsize=1)
def _words() -> OutcomeWords:
    """Return the shipped words."""
    return report_words().outcomes
