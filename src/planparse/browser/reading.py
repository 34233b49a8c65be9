"""A plan to be read: its outline, its text, what is doubtful in it, and what is looked for."""

from collections.abc import Iterator
from typing import Any

from planparse.api.plan import Plan
from planparse.browser.places import BrowserOffsets
from planparse.errors import PlanparseError
from planparse.export.formats import FORMATS
from planparse.export.outline import outline_line, room_at
from planparse.findings import catalogue
from planparse.tree import Lang

_WIDTH = 80
_GUIDE = 4
"""Columns that `-f outline` takes where nothing else is asked, and for each level."""

Answer = dict[str, Any]


def summary(plan: Plan) -> Answer:
    """Return what the list of files says of one: titles, and how much is doubtful."""
    severities = [finding.severity for finding in plan.findings]
    return {
        "titles": [document.title for document in plan.documents],
        "chars": plan.source.chars,
        "encoding": plan.source.encoding,
        "format": plan.source.format,
        "sha256": plan.source.sha256,
        "lacunae": len(plan.lacunae()),
        "findings": {name: severities.count(name) for name in sorted(set(severities))},
        "entries": [entry._asdict() for entry in plan.catalogue()],
    }


def reading(plan: Plan, lang: Lang) -> Answer:
    """Return the text, the outline as `-f outline` has it, and the findings.

    Places are those of a browser.
    """
    text = plan.source.text or ""
    at = BrowserOffsets(text)
    return {
        "text": text,
        "rows": list(_rows(plan, lang, at)),
        "kinds": {
            code: catalogue.rule(code).parts(lang).summary
            for code in sorted({finding.code for finding in plan.findings})
        },
        "findings": [
            {
                **finding._asdict(),
                "start": at(finding.start or 0),
                "end": at(finding.end or 0),
            }
            for finding in plan.findings_in(lang)
        ],
    }


def _rows(plan: Plan, lang: Lang, at: BrowserOffsets) -> Iterator[tuple[Any, ...]]:
    """Yield the lines of the outline: depth, kind, label, words, mark, start, end, line."""
    for row in plan._content.records(FORMATS["outline"]).rows():
        line = outline_line(row, lang, room_at(_GUIDE * row.depth, _WIDTH))
        yield (row.depth, row.kind, *line, at(row.start), at(row.end), row.line)


def page_of(code: str, lang: Lang) -> Answer:
    """Return the page of a kind of finding, in parts."""
    rule = catalogue.rule(code)
    return {"code": rule.code, "name": rule.name, **rule.parts(lang)._asdict()}


def hits(plan: Plan, words: str) -> Answer:
    """Return the places that have all words, in the order in which they are read."""
    try:
        found = plan.search(words)
    except (PlanparseError, ValueError):
        return {"hits": []}  # nothing that could be looked for, such as a lone mark
    at = BrowserOffsets(plan.source.text or "")
    places = sorted({(hit.span.start, hit.span.end, hit.line) for hit in found})
    return {"hits": [(at(start), at(end), line) for start, end, line in places]}
