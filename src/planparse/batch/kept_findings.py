"""The findings of a file as a journal keeps them: a report is written when no text is at hand.

Each has its place, in lines and columns and by the page; damage also has the words around
it, so that it can be looked up in the file.
"""

import json
from bisect import bisect_right
from collections.abc import Iterator
from typing import NamedTuple

from planparse.findings.catalogue import DAMAGE, RULES
from planparse.findings.report.place import Place, located, marked
from planparse.system.json_line import encode
from planparse.text.lines import Lines
from planparse.tree import Finding, Parsed

_AROUND = 20
"""Characters that are kept before damage, and behind it: a choice."""


class KeptFinding(NamedTuple):
    """A finding with its place.

    Of damage the `page` is known, if any, and the `line` where to look, which of a text that
    breaks off is that of its end; `before` and `after` are the words around, blanks as one.
    """

    finding: Finding
    place: Place
    page: int | None = None
    line: int = 0
    before: str = ""
    after: str = ""


def pack(parsed: Parsed) -> str:
    """Return the findings of a parse as JSON; "" where there are none."""
    if not parsed.findings:
        return ""
    lines, starts = Lines(parsed.source.text), [page.start for page in parsed.pages]
    rows = []
    for finding in parsed.findings:
        row = [*finding, *located(finding, lines)]
        if finding.code in DAMAGE:
            first, last = marked(finding, lines)
            at = last if RULES[finding.code].breaks_off else first
            around = _before(parsed.source.text, at), _after(parsed.source.text, at)
            row += _page(parsed, starts, first), lines.line(first), *around
        rows.append(row)
    return encode(rows)


def unpack(packed: str) -> Iterator[KeptFinding]:
    """Yield the findings that `pack` wrote."""
    for code, start, end, facts, *rest in json.loads(packed) if packed else ():
        finding = Finding(code, start, end, tuple(facts))
        yield KeptFinding(finding, Place(*rest[:4]), *rest[4:])


def _page(parsed: Parsed, starts: list[int], at: int) -> int | None:
    """Return the page of a place, as the file's format or the text says it."""
    original = parsed.source.original
    if original is not None:
        line = original.line_at(at)
        if line is not None and line.page is not None:
            return line.page
    begun = bisect_right(starts, at)
    return parsed.pages[begun - 1].number if begun else None


def _before(text: str, at: int) -> str:
    """Return the words before a place."""
    return " ".join(text[max(0, at - 4 * _AROUND) : at].split())[-_AROUND:].lstrip()


def _after(text: str, at: int) -> str:
    """Return the words behind a place."""
    return " ".join(text[at : at + 4 * _AROUND].split())[:_AROUND].rstrip()
