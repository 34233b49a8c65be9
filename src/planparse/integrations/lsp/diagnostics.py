"""Findings as an editor shows them."""

from collections.abc import Mapping

from lsprotocol.types import Diagnostic, DiagnosticSeverity, Position, Range

from planparse import Finding
from planparse.integrations.lsp.open_plan import OpenPlan

NAME = "planparse"
"""What is said to be the source of what an editor shows."""

_SEVERITY: Mapping[str, DiagnosticSeverity] = {
    "error": DiagnosticSeverity.Error,
    "warning": DiagnosticSeverity.Warning,
    "note": DiagnosticSeverity.Information,
}


def diagnostics(opened: OpenPlan) -> list[Diagnostic]:
    """Return the findings of a text; why it cannot be read, where it cannot."""
    if opened.fault is None:
        return [diagnostic(opened, finding) for finding in opened.findings]
    start = Range(Position(0, 0), Position(0, 0))
    error = DiagnosticSeverity.Error
    return [Diagnostic(start, opened.fault, severity=error, source=NAME)]


def diagnostic(opened: OpenPlan, finding: Finding) -> Diagnostic:
    """Return a finding with its place."""
    assert finding.start is not None
    assert finding.end is not None
    return Diagnostic(
        opened.positions.range(finding.start, finding.end),
        f"{finding.message} ({finding.name})",
        severity=_SEVERITY[finding.severity],
        code=finding.code,
        source=NAME,
    )
