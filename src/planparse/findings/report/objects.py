"""Findings as plain objects, for JSON."""

from collections.abc import Iterable

from planparse.findings.kinds import rule_of
from planparse.findings.report.place import escaped_message, located
from planparse.text.lines import Lines
from planparse.tree import Finding, Lang


def as_json(
    path: str, lines: Lines, findings: Iterable[Finding], lang: Lang
) -> list[dict[str, str | int]]:
    """Return an object for each finding.

    `start` and `end` are code points, the end exclusive; `line` and `column` are those of the
    start, from 1.
    """
    return [_as_object(path, lines, finding, lang) for finding in findings]


def _as_object(
    path: str, lines: Lines, finding: Finding, lang: Lang
) -> dict[str, str | int]:
    """Return a finding as a plain object; line and column count from 1."""
    rule, place = rule_of(finding), located(finding, lines)
    return {
        "path": path,
        "code": rule.code,
        "name": rule.name,
        "severity": rule.severity,
        "message": escaped_message(finding, lang),
        "start": finding.start,
        "end": finding.end,
        "line": place.line,
        "column": place.column,
    }
