"""The words of what `track` prints, in English and in Chinese, and figures as they are told."""

from collections.abc import Mapping
from types import MappingProxyType

from planparse.compare.items import Edition
from planparse.promises.judging import Verdict
from planparse.promises.outcomes import Outcome
from planparse.promises.tracking import Row
from planparse.tree import Lang

VERDICTS: tuple[Verdict, ...] = (
    "reached",
    "missed",
    "reported",
    "restated",
    "unmentioned",
)
"""The verdicts, in the order in which they are counted."""

_WORDS: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        "reached": ("reached", "达到"),
        "missed": ("missed", "未达到"),
        "reported": ("reported", "有报告"),
        "restated": ("restated", "再次提出"),
        "unmentioned": ("unmentioned", "未提及"),
        "promises": ("promises", "项承诺"),
        "promise": ("promised", "承诺"),
        "result": ("result", "结果"),
        "next": ("next", "下年目标"),
        "short": ("short by", "相差"),
        "indicators": ("indicators through the years", "历年指标"),
        "indicator": ("indicator", "指标"),
        "tasks": ("tasks, from promise to report", "任务：从承诺到报告"),
        "task": ("task", "任务"),
        "year": ("year", "年份"),
        "verdict": ("verdict", "结论"),
        "place": ("place", "出处"),
        "open": ("not yet reported", "尚未报告"),
        "none": ("no promise found", "没有发现承诺"),
        "title": ("Promised and reported", "承诺与结果"),
        "line": ("line", "行"),
        "meaning": (
            "unmentioned: the next review does not say; it is not a failure. "
            "reported: told, but not in a way that decides.",
            "未提及：下年回顾没有说到，不等于没有完成。有报告：说到了，但据此不能下结论。",
        ),
    }
)
_ASPECTS: Mapping[str, tuple[str, str]] = MappingProxyType(
    {"growth": ("growth", "增长"), "decline": ("decline", "下降")}
)
_SCALES = ((100_000_000, "亿"), (10_000, "万"))


def say(word: str, lang: Lang) -> str:
    """Return a word of the report in a language."""
    return _WORDS[word][lang == "zh"]


def row_name(row: Row) -> str:
    """Return what a row of indicators is called: 地区生产总值 增长."""
    aspect = _ASPECTS.get(row.aspect)
    return f"{row.indicator} {aspect[1]}" if aspect else row.indicator


def title_of(edition: Edition) -> str:
    """Return what a report is called on its face, without the file that it was read from."""
    words = "".join((edition.title or "").split())
    year = (
        "" if edition.year is None or str(edition.year) in words else str(edition.year)
    )
    return " ".join(part for part in (year, words) if part) or "—"


def shortfall(outcome: Outcome) -> str:
    """Return by how much a result misses its target, in the target's unit; "" where it does not."""
    if outcome.short is None or outcome.target is None:
        return ""
    unit = outcome.target.fact["unit"]
    if unit in ("%", "％"):
        return f"{_number(outcome.short)}个百分点"
    for scale, name in _SCALES:
        if abs(outcome.short) >= scale:
            return f"{_number(outcome.short / scale)}{name}{unit}"
    return f"{_number(outcome.short)}{unit}"


def _number(value: float) -> str:
    """Return a number in digits, without zeros that say nothing."""
    return f"{value:.4f}".rstrip("0").rstrip(".")
