"""Findings as a command tells them on standard error, beside what it writes."""

import sys
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from planparse.locale.message import told
from planparse.system import terminal

if TYPE_CHECKING:
    from planparse.text.encoding import Source
    from planparse.tree import Finding, Lang

_MOST = 20
"""Findings of one file that are told, so that what was written stays in sight: a choice."""


def finding_lines(
    path: str,
    text: str,
    findings: "Sequence[Finding]",
    lang: "Lang",
    color: str,
    rest: Callable[[int], str] | None = None,
) -> list[str]:
    """Return findings of a file as lines for standard error, coloured as `color` asks.

    Where `rest` says in words how many more there are, these are only the first.
    """
    if not findings:
        return []
    from planparse.findings.report.terminal import as_text
    from planparse.text.lines import Lines

    shown = findings if rest is None else findings[:_MOST]
    colour, width = terminal.coloured(color, sys.stderr), terminal.width(sys.stderr)
    lines = [*as_text(path, Lines(text), shown, lang, colour, width)]
    if rest is not None and len(findings) > len(shown):
        lines.append(told(rest(len(findings) - len(shown)), lang))
    return lines


def tell_findings(
    path: str,
    text: str,
    findings: "Sequence[Finding]",
    lang: "Lang",
    color: str,
    rest: Callable[[int], str] | None = None,
) -> None:
    """Print what `finding_lines` returns in one go; nothing where there is no finding."""
    lines = finding_lines(path, text, findings, lang, color, rest)
    if lines:
        terminal.say("\n".join(lines))


def warn(source: "Source", path: str, lang: "Lang", color: str) -> None:
    """Say where there is no sense in reading a text."""
    from planparse.findings.encoding import of_the_whole

    tell_findings(path, source.text, of_the_whole(source), lang, color)
