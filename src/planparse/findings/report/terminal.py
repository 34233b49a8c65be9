"""Findings for a terminal: place and message, the source line, carets below it."""

from collections.abc import Iterable, Iterator

from planparse.findings.kinds import rule_of
from planparse.findings.report.place import escaped_message, located, marked
from planparse.locale.message import _, in_context, labelled, told
from planparse.system.columns import columns
from planparse.system.terminal import paint
from planparse.text.lines import Lines
from planparse.text.printable import harmless
from planparse.tree import Finding, Lang, Severity

_BEFORE = 24
"""Columns of a long line that show what stands before a spot; a choice."""
_LEAST = 40
"""Columns of a line that are shown however narrow the terminal is; a choice."""
_CUT = "…"
_INDENT = "  "
_BESIDES = 4
"""Columns of the terminal that a line leaves free: its indent, and as much behind it."""
_BOLD = "1"
_SEVERITIES = {
    "error": in_context("severity", "error"),
    "warning": in_context("severity", "warning"),
    "note": in_context("severity", "note"),
}
COLOURS = {"error": "31", "warning": "33", "note": "36"}
"""The codes of ANSI colours: red, yellow, cyan."""


def as_text(
    path: str,
    lines: Lines,
    findings: Iterable[Finding],
    lang: Lang,
    colour: bool = False,
    width: int = 80,
) -> Iterator[str]:
    """Yield three lines for each finding: place and message, source line, carets below it.

    Of a finding over several lines, the part on the first is marked; of a text that breaks
    off, its last character. `colour` adds ANSI codes; a source line is cut to the `width`
    of the terminal.
    """
    room = max(_LEAST, width - _BESIDES)
    for finding in findings:
        rule, place = rule_of(finding), located(finding, lines)
        tint = COLOURS[rule.severity]
        spot = f"{harmless(path)}:{place.line}:{place.column}"
        where = told(_("{place}:", place=spot), lang)
        what = f"{severity_word(rule.severity, lang)} {rule.code}"
        if colour:
            where, what = paint(where, _BOLD), paint(what, tint)
        start, end = marked(finding, lines)
        source, blanks, carets = _excerpt(start, end, lines, room)
        said = labelled(rule.name, escaped_message(finding, lang))
        yield told(_("{where} {what} {said}", where=where, what=what, said=said), lang)
        yield _INDENT + source
        yield _INDENT + blanks + (paint(carets, tint) if colour else carets)


def severity_word(severity: Severity, lang: Lang, *, padded: bool = False) -> str:
    """Return how severe a finding is; `padded` to the width of the widest, for a table."""
    words = {name: told(word, lang) for name, word in _SEVERITIES.items()}
    wide = max(map(columns, words.values())) if padded else 0
    return words[severity] + " " * (wide - columns(words[severity]))


def _excerpt(start: int, end: int, lines: Lines, room: int) -> tuple[str, str, str]:
    """Return the part of the spot's first line that fits, and the blanks and carets below it.

    A Chinese character takes two columns: all widths are columns of a terminal, not
    characters.
    """
    line = lines.line(start)
    first, last = lines.span(line)
    text = lines.text_of(line)
    start, end = (min(offset, last) - first for offset in (start, end))
    left, right = _window(text, start, room)
    spot_end = max(start, min(end, right))
    before = _CUT * (left > 0) + harmless(text[left:start])
    spot = harmless(text[start:spot_end])
    after = harmless(text[spot_end:right]) + _CUT * (right < len(text))
    indent = columns(before)
    # A mark that combines with the character before it takes no column, and still gets a caret.
    carets = max(1, columns(before + spot) - indent)
    return before + spot + after, " " * indent, "^" * carets


def _window(text: str, start: int, room: int) -> tuple[int, int]:
    """Return which part of a line to show, so that `start` and some text before it are in it.

    It has at most as many characters as columns: those that combine take none.
    """
    if len(text) <= room and columns(harmless(text)) <= room:
        return 0, len(text)
    before, unused = _fitting(reversed(text[max(0, start - room) : start]), _BEFORE)
    behind = room - 2 * len(_CUT) - _BEFORE + unused
    after, free = _fitting(text[start : start + room], behind)
    left = start - before
    further, _ = _fitting(reversed(text[max(0, left - room) : left]), free)
    return left - further, start + after


def _fitting(chars: Iterable[str], room: int) -> tuple[int, int]:
    """Count the characters that fit, and the columns that they leave free."""
    count = 0
    for char in chars:
        width = columns(harmless(char))
        if width > room:
            break
        room, count = room - width, count + 1
    return count, room
