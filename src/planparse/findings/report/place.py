"""What every report says of a finding: its place in lines and columns, its message."""

from collections.abc import Sequence
from typing import NamedTuple

from planparse.findings.kinds import message, rule_of
from planparse.text.lines import Lines
from planparse.text.printable import harmless
from planparse.tree import Finding, Lang


class Place(NamedTuple):
    """Where a finding is: lines and columns from 1, columns in code points, the end exclusive."""

    line: int
    column: int
    end_line: int
    end_column: int


class Checked(NamedTuple):
    """A file that was checked: its path as the user gave it, its text as lines, its findings."""

    path: str
    lines: Lines
    findings: Sequence[Finding]


def located(finding: Finding, lines: Lines) -> Place:
    """Return the lines and columns of a finding. Raises IndexError where it is outside the text."""
    start, end = lines.position(finding.start), lines.position(finding.end)
    return Place(line=start[0], column=start[1], end_line=end[0], end_column=end[1])


def marked(finding: Finding, lines: Lines) -> tuple[int, int]:
    """Return what is marked of a finding: all of it, or the last character of what breaks off."""
    if not rule_of(finding).breaks_off:
        return finding.start, finding.end
    line, end = lines.line(finding.end), finding.end
    while end > finding.start:
        first, _ = lines.span(line)
        if said := lines.text_of(line)[: max(0, end - first)].rstrip():
            return max(finding.start, first + len(said) - 1), first + len(said)
        line, end = line - 1, first
    return finding.start, finding.end


def escaped_message(finding: Finding, lang: Lang) -> str:
    """Return the message of a finding on one line, without characters that act on a terminal."""
    return harmless(message(finding, lang))
