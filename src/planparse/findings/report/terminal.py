"""Findings for a terminal: place and message, the source line, carets below it."""

from collections.abc import Iterable, Iterator

from planparse.findings.kinds import rule_of
from planparse.findings.report.place import escaped_message, located
from planparse.system.columns import columns
from planparse.system.terminal import paint
from planparse.text.lines import Lines
from planparse.text.printable import harmless
from planparse.tree import Finding, Lang

_WIDTH = 76
"""Columns of a source line that are shown, the cut marks among them: with the indent, a line
fits a terminal of 80."""
_BEFORE = 24
"""How many of them show what stands before a spot in a long line; a choice."""
_CUT = "…"
_INDENT = "  "
_BOLD = "1"
_COLOURS = {"error": "31", "warning": "33", "note": "36"}
"""The codes of ANSI colours: red, yellow, cyan."""


def as_text(
    path: str,
    lines: Lines,
    findings: Iterable[Finding],
    lang: Lang,
    colour: bool = False,
) -> Iterator[str]:
    """Yield three lines for each finding: place and message, source line, carets below it.

    Of a finding over several lines, the part on the first is marked. `colour` adds ANSI
    codes.
    """
    for finding in findings:
        rule, place = rule_of(finding), located(finding, lines)
        tint = _COLOURS[rule.severity]
        where = f"{harmless(path)}:{place.line}:{place.column}:"
        what = f"{rule.severity} {rule.code}"
        if colour:
            where, what = paint(where, _BOLD), paint(what, tint)
        source, blanks, carets = _excerpt(finding, lines)
        yield f"{where} {what} {rule.name}: {escaped_message(finding, lang)}"
        yield _INDENT + source
        yield _INDENT + blanks + (paint(carets, tint) if colour else carets)


def _excerpt(finding: Finding, lines: Lines) -> tuple[str, str, str]:
    """Return the part of the finding's first line that fits, and the blanks and carets below it.

    A Chinese character takes two columns: all widths are columns of a terminal, not
    characters.
    """
    line, _ = lines.position(finding.start)
    first, last = lines.span(line)
    text = lines.text_of(line)
    start, end = (min(offset, last) - first for offset in (finding.start, finding.end))
    left, right = _window(text, start)
    spot_end = max(start, min(end, right))
    before = _CUT * (left > 0) + harmless(text[left:start])
    spot = harmless(text[start:spot_end])
    after = harmless(text[spot_end:right]) + _CUT * (right < len(text))
    indent = columns(before)
    # A mark that combines with the character before it takes no column, and still gets a caret.
    carets = max(1, columns(before + spot) - indent)
    return before + spot + after, " " * indent, "^" * carets


def _window(text: str, start: int) -> tuple[int, int]:
    """Return which part of a line to show, so that `start` and some text before it are in it."""
    if len(text) <= _WIDTH and columns(harmless(text)) <= _WIDTH:
        return 0, len(text)
    room = _WIDTH - 2 * len(_CUT) - _BEFORE
    before, unused = _fitting(reversed(text[max(0, start - _WIDTH) : start]), _BEFORE)
    after, free = _fitting(text[start : start + _WIDTH], room + unused)
    left = start - before
    further, _ = _fitting(reversed(text[max(0, left - _WIDTH) : left]), free)
    return left - further, start + after


def _fitting(chars: Iterable[str], room: int) -> tuple[int, int]:
    """Count the characters that fit, `_WIDTH` at most, and the columns that they leave free."""
    count = 0
    for char in chars:
        width = columns(harmless(char))
        if width > room or count == _WIDTH:
            break
        room, count = room - width, count + 1
    return count, room
