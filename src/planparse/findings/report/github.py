"""Findings as workflow commands of GitHub Actions, which annotate the lines of a file."""

from collections.abc import Iterable, Iterator

from planparse.findings.kinds import rule_of
from planparse.findings.report.place import escaped_message, located
from planparse.text.lines import Lines
from planparse.text.printable import harmless
from planparse.tree import Finding, Lang

_LEVELS = {"error": "error", "warning": "warning", "note": "notice"}


def as_github(
    path: str, lines: Lines, findings: Iterable[Finding], lang: Lang
) -> Iterator[str]:
    """Yield a workflow command for each finding, one line each."""
    file = "".join(char if char in "\r\n" else harmless(char) for char in path)
    for finding in findings:
        rule, place = rule_of(finding), located(finding, lines)
        at: dict[str, str | int] = {"file": file, "line": place.line}
        at |= {"col": place.column, "endLine": place.end_line}
        at |= {"endColumn": place.end_column, "title": f"{rule.code} {rule.name}"}
        if place.line != place.end_line:
            # GitHub warns of columns that are not on one line, and drops them.
            del at["col"], at["endColumn"]
        properties = ",".join(
            f"{key}={_escaped_property(str(value))}" for key, value in at.items()
        )
        text = _escaped(escaped_message(finding, lang))
        yield f"::{_LEVELS[rule.severity]} {properties}::{text}"


def _escaped(text: str) -> str:
    """Return the message of a workflow command, which ends at a line end."""
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _escaped_property(text: str) -> str:
    """Return a property of a workflow command, which ends at a comma or a colon as well."""
    return _escaped(text).replace(":", "%3A").replace(",", "%2C")
