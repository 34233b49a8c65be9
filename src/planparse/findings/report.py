"""Findings as people and other programs read them: terminal, JSON, SARIF, GitHub. Nothing here prints.

Documents come from anywhere. Messages, and the lines shown below them, hold no character that could move the
cursor, change colours or turn the direction of the text: those are shown escaped.
"""

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from planparse import __version__
from planparse.findings.catalogue import RULES, message, page, parts
from planparse.text.positions import Lines
from planparse.text.printable import harmless
from planparse.tree import Finding, Lang

_WIDTH = 76  # columns of a source line that are shown, the cut marks among them
_BEFORE = 24  # of those, what a cut leaves before the spot
_CUT = "…"
_INDENT = "  "
_COLOURS = {"error": "31", "warning": "33", "note": "36"}
_GITHUB_LEVELS = {"error": "error", "warning": "warning", "note": "notice"}
_LANGUAGES = {"en": "en-US", "zh": "zh-CN"}


class Place(NamedTuple):
    """Where a finding is: lines and columns from 1, columns in code points, the end exclusive."""

    line: int
    column: int
    end_line: int
    end_column: int


class Checked(NamedTuple):
    """One file that was checked: its path as the user gave it, its text as lines, what was found in it."""

    path: str
    lines: Lines
    findings: Sequence[Finding]


def located(finding: Finding, lines: Lines) -> Place:
    """Return the lines and columns of a finding. Raises IndexError where it lies outside the text."""
    return Place(*lines.position(finding.start), *lines.position(finding.end))


def as_text(
    path: str,
    lines: Lines,
    findings: Iterable[Finding],
    lang: Lang,
    colour: bool = False,
) -> Iterator[str]:
    """Yield three lines for each finding, for a terminal: place and message, source line, carets below it.

    Of a finding over several lines, the part on the first is marked. `colour` adds ANSI codes.
    """
    for finding in findings:
        rule, place = RULES[finding.code], located(finding, lines)
        tint = _COLOURS[rule.severity]
        where = _painted(f"{harmless(path)}:{place.line}:{place.column}:", "1", colour)
        what = _painted(f"{rule.severity} {rule.code}", tint, colour)
        source, blanks, carets = _excerpt(finding, lines)
        yield f"{where} {what} {rule.name}: {_said(finding, lang)}"
        yield _INDENT + source
        yield _INDENT + blanks + _painted(carets, tint, colour)


def _painted(text: str, code: str, colour: bool) -> str:
    return f"\x1b[{code}m{text}\x1b[0m" if colour else text


def _excerpt(finding: Finding, lines: Lines) -> tuple[str, str, str]:
    """Return what fits of the line where the finding starts, and the blanks and the carets to put below it.

    A Chinese character takes two columns: all widths are columns of a terminal, not characters.
    """
    from rich.cells import cell_len

    line, _ = lines.position(finding.start)
    first, last = lines.span(line)
    text = lines.text_of(line)
    start, end = (min(offset, last) - first for offset in (finding.start, finding.end))
    left, right = _window(text, start)
    before = _CUT * (left > 0) + harmless(text[left:start])
    spot = harmless(text[start : min(end, right)])
    after = harmless(text[max(start, min(end, right)) : right]) + _CUT * (
        right < len(text)
    )
    indent = cell_len(before)
    # A mark that combines with the character before it takes no column, and still gets a caret.
    return (
        before + spot + after,
        " " * indent,
        "^" * max(1, cell_len(before + spot) - indent),
    )


def _window(text: str, start: int) -> tuple[int, int]:
    """Return which part of a line to show so that `start` is in it, with some of what stands before it."""
    from rich.cells import cell_len

    def reach(chars: Iterable[str], room: int) -> tuple[int, int]:
        """Count the characters that fit, _WIDTH of them at most, and the columns they leave free."""
        count = 0
        for char in chars:
            width = cell_len(harmless(char))
            if width > room or count == _WIDTH:
                break
            room, count = room - width, count + 1
        return count, room

    if len(text) <= _WIDTH and cell_len(harmless(text)) <= _WIDTH:
        return 0, len(text)
    marks = 2 * len(_CUT)
    before, unused = reach(reversed(text[max(0, start - _WIDTH) : start]), _BEFORE)
    after, free = reach(text[start : start + _WIDTH], _WIDTH - marks - _BEFORE + unused)
    left = start - before
    further, _ = reach(reversed(text[max(0, left - _WIDTH) : left]), free)
    return left - further, start + after


def as_json(
    path: str, lines: Lines, findings: Iterable[Finding], lang: Lang
) -> list[dict[str, str | int]]:
    """Return the findings as objects: `start` and `end` in code points, `line` and `column` of the start."""
    return [
        {
            "path": path,
            "code": finding.code,
            "name": RULES[finding.code].name,
            "severity": RULES[finding.code].severity,
            "message": _said(finding, lang),
            "start": finding.start,
            "end": finding.end,
            "line": place.line,
            "column": place.column,
        }
        for finding in findings
        for place in [located(finding, lines)]
    ]


def as_sarif(checked: Iterable[Checked], lang: Lang) -> dict[str, object]:
    """Return a SARIF 2.1.0 log, ready for `json.dump`: one run over all files, those without findings too."""
    files = list(checked)
    return {
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [
            {
                "tool": {
                    "driver": {
                        "name": "planparse",
                        "version": __version__,
                        "language": _LANGUAGES[lang],
                        "rules": [_sarif_rule(code, lang) for code in RULES],
                    }
                },
                "columnKind": "unicodeCodePoints",
                "newlineSequences": ["\r\n", "\r", "\n"],
                "artifacts": [
                    {"location": {"uri": uri_of(file.path)}} for file in files
                ],
                "results": [
                    sarif_result(finding, file, index, lang)
                    for index, file in enumerate(files)
                    for finding in file.findings
                ],
            }
        ],
    }


def _sarif_rule(code: str, lang: Lang) -> dict[str, object]:
    rule, about = RULES[code], parts(code, lang)
    return {
        "id": code,
        "name": rule.name,
        "shortDescription": {"text": sarif_text(about.summary)},
        "fullDescription": {"text": sarif_text(about.meaning)},
        "help": {"text": sarif_text(page(code, lang)), "markdown": page(code, lang)},
        "defaultConfiguration": {"level": rule.severity},
    }


def sarif_result(
    finding: Finding, file: Checked, index: int, lang: Lang
) -> dict[str, object]:
    """Return a finding as one result of SARIF; `index` is the place of its file among the artifacts."""
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
        "message": {"text": sarif_text(_said(finding, lang))},
        "locations": [
            {"physicalLocation": {"artifactLocation": artifact, "region": region}}
        ],
    }


def sarif_text(text: str) -> str:
    """Return `text` so that SARIF takes no brace for a placeholder and no `[…](…)` for a link."""
    return text.replace("{", "{{").replace("}", "}}").replace("](", "\\](")


def uri_of(path: str) -> str:
    """Return a path as a URI: a relative one stays relative; what is no letter, digit or slash is escaped."""
    from os import fsencode
    from pathlib import PurePath
    from urllib.parse import quote

    pure = PurePath(path)
    return pure.as_uri() if pure.is_absolute() else quote(fsencode(pure.as_posix()))


def as_github(
    path: str, lines: Lines, findings: Iterable[Finding], lang: Lang
) -> Iterator[str]:
    """Yield a GitHub Actions workflow command for each finding, one line each."""
    for finding in findings:
        rule, place = RULES[finding.code], located(finding, lines)
        shown = "".join(char if char in "\r\n" else harmless(char) for char in path)
        at = {
            "file": shown,
            "line": place.line,
            "col": place.column,
            "endLine": place.end_line,
        }
        at |= {"endColumn": place.end_column, "title": f"{rule.code} {rule.name}"}
        if (
            place.line != place.end_line
        ):  # GitHub drops columns that are not on one line, with a warning
            del at["col"], at["endColumn"]
        properties = ",".join(
            f"{key}={_github_property(str(value))}" for key, value in at.items()
        )
        yield f"::{_GITHUB_LEVELS[rule.severity]} {properties}::{_github_text(_said(finding, lang))}"


def _github_text(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _github_property(text: str) -> str:
    return _github_text(text).replace(":", "%3A").replace(",", "%2C")


def _said(finding: Finding, lang: Lang) -> str:
    return harmless(message(finding, lang))
