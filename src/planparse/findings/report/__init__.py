"""Findings as people and programs read them: terminal, JSON, SARIF, GitHub. Nothing prints here.

Documents come from anywhere. Messages, and the lines shown below them, hold no character that
could move the cursor, change colours or turn the direction of the text: they are escaped.
"""

from planparse.findings.report.github import as_github
from planparse.findings.report.objects import as_json
from planparse.findings.report.place import Checked, Place, located
from planparse.findings.report.sarif import as_sarif, sarif_result, sarif_text, uri_of
from planparse.findings.report.terminal import as_text

__all__ = [
    "Checked",
    "Place",
    "as_github",
    "as_json",
    "as_sarif",
    "as_text",
    "located",
    "sarif_result",
    "sarif_text",
    "uri_of",
]
