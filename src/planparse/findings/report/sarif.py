"""Findings as a log in SARIF 2.1.0, the format of static analysis tools (OASIS)."""

from collections.abc import Iterable

from planparse import __version__
from planparse.findings.catalogue import RULES, page, parts
from planparse.findings.report.place import Checked, escaped_message, located
from planparse.tree import Finding, Lang

_LANGUAGES = {"en": "en-US", "zh": "zh-CN"}


def as_sarif(checked: Iterable[Checked], lang: Lang) -> dict[str, object]:
    """Return a log, ready for `json.dump`: one run over all files, those without findings too."""
    files = list(checked)
    driver = {
        "name": "planparse",
        "version": __version__,
        "language": _LANGUAGES[lang],
        "rules": [_rule(code, lang) for code in RULES],
    }
    results = [
        sarif_result(finding, file, index, lang)
        for index, file in enumerate(files)
        for finding in file.findings
    ]
    run = {
        "tool": {"driver": driver},
        "columnKind": "unicodeCodePoints",
        "newlineSequences": ["\r\n", "\r", "\n"],
        "artifacts": [{"location": {"uri": uri_of(file.path)}} for file in files],
        "results": results,
    }
    return {
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [run],
    }


def _rule(code: str, lang: Lang) -> dict[str, object]:
    """Return a rule as SARIF describes it: what it means in short, in full, and with examples."""
    rule, about, text = RULES[code], parts(code, lang), page(code, lang)
    return {
        "id": code,
        "name": rule.name,
        "shortDescription": {"text": sarif_text(about.summary)},
        "fullDescription": {"text": sarif_text(about.meaning)},
        "help": {"text": sarif_text(text), "markdown": text},
        "defaultConfiguration": {"level": rule.severity},
    }


def sarif_result(
    finding: Finding, file: Checked, index: int, lang: Lang
) -> dict[str, object]:
    """Return a finding as a result; `index` is the place of its file among the artifacts."""
    place = located(finding, file.lines)
    region = {
        "startLine": place.line,
        "startColumn": place.column,
        "endLine": place.end_line,
        "endColumn": place.end_column,
        "charOffset": finding.start,
        "charLength": finding.end - finding.start,
    }
    artifact = {"uri": uri_of(file.path), "index": index}
    return {
        "ruleId": finding.code,
        "ruleIndex": list(RULES).index(finding.code),
        "level": RULES[finding.code].severity,
        "message": {"text": sarif_text(escaped_message(finding, lang))},
        "locations": [
            {"physicalLocation": {"artifactLocation": artifact, "region": region}}
        ],
    }


def sarif_text(text: str) -> str:
    """Return text in which SARIF takes no brace for a placeholder and no `[…](…)` for a link."""
    return text.replace("{", "{{").replace("}", "}}").replace("](", "\\](")


def uri_of(path: str) -> str:
    """Return a path as a URI; a relative one stays relative.

    All characters but letters, digits, `/` and `_.-~` are escaped.
    """
    from os import fsencode
    from pathlib import PurePath
    from urllib.parse import quote

    pure = PurePath(path)
    return pure.as_uri() if pure.is_absolute() else quote(fsencode(pure.as_posix()))
