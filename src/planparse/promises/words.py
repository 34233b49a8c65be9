"""The words of what `track` prints, and figures as they are told."""

from collections.abc import Mapping
from types import MappingProxyType

from planparse.compare.items import Edition
from planparse.locale.message import Message, in_context, told
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

_WORDS: Mapping[str, Message] = MappingProxyType(
    {
        "reached": in_context("outcome", "reached"),
        "missed": in_context("outcome", "missed"),
        "reported": in_context("outcome", "reported"),
        "restated": in_context("outcome", "restated"),
        "unmentioned": in_context("outcome", "unmentioned"),
        "promise": in_context("outcome", "promised"),
        "result": in_context("outcome", "result"),
        "next": in_context("outcome", "next"),
        "indicators": in_context("outcome", "indicators through the years"),
        "indicator": in_context("outcome", "indicator"),
        "tasks": in_context("outcome", "tasks, from promise to report"),
        "task": in_context("outcome", "task"),
        "verdict": in_context("outcome", "verdict"),
        "none": in_context("outcome", "no promise found"),
        "title": in_context("outcome", "Promised and reported"),
        "meaning": in_context(
            "outcome",
            "unmentioned: the next review does not say; it is not a failure. "
            "reported: told, but not in a way that decides.",
        ),
    }
)
_ASPECTS: Mapping[str, str] = MappingProxyType({"growth": "增长", "decline": "下降"})
_SCALES = ((100_000_000, "亿"), (10_000, "万"))


def word(name: str) -> Message:
    """Return a word of the report."""
    return _WORDS[name]


def say(word: str, lang: Lang) -> str:
    """Return a word of the report in a language."""
    return told(_WORDS[word], lang)


def row_name(row: Row) -> str:
    """Return what a row of indicators is called: 地区生产总值 增长."""
    aspect = _ASPECTS.get(row.aspect)
    return f"{row.indicator} {aspect}" if aspect else row.indicator


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
