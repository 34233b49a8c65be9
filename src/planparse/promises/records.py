"""What was tracked as plain records, and these as JSON."""

from collections.abc import Iterator

from planparse import __version__
from planparse.promises.figures import Measured
from planparse.promises.outcomes import Outcome, Report
from planparse.promises.passages import Passage
from planparse.promises.tracking import Cell, Row, Tracked, indicators
from planparse.promises.words import VERDICTS, title_of
from planparse.records import Record
from planparse.system.json_line import encode_line

SCHEMA = 1
"""The version of what is printed as JSON."""

_FIGURE = ("text", "low", "high", "unit", "modifier")
_LISTS = ("outcomes", "indicators")


def as_record(tracked: Tracked) -> Record:
    """Return the outcomes and the indicators plain.

    An outcome says in `step` which two reports it is between (0 for the first two).
    """
    return {
        "planparse": __version__,
        "schema": SCHEMA,
        "reports": [
            {"path": one.edition.path, "title": title_of(one.edition), "year": one.year}
            for one in tracked.reports
        ],
        "summary": [
            {
                verdict: sum(outcome.verdict == verdict for outcome in step)
                for verdict in VERDICTS
            }
            for step in tracked.steps
        ],
        "outcomes": [
            {
                "step": at,
                **_outcome(outcome, tracked.reports[at], tracked.reports[at + 1]),
            }
            for at, step in enumerate(tracked.steps)
            for outcome in step
        ],
        "indicators": [_row(row) for row in indicators(tracked)],
    }


def as_json(tracked: Tracked) -> Iterator[str]:
    """Yield lines of JSON: one object, a line for each outcome and each indicator."""
    record = as_record(tracked)
    lists = {name: record.pop(name) for name in _LISTS}
    yield encode_line(record)[:-1] + ","
    for name, entries in lists.items():
        yield f'"{name}":['
        last = len(entries) - 1
        for at, entry in enumerate(entries):
            yield encode_line(entry) + ("," if at < last else "")
        yield "]}" if name == _LISTS[-1] else "],"


def _outcome(outcome: Outcome, old: Report, new: Report) -> Record:
    """Return an outcome plain; what it does not have is null."""
    target = outcome.target
    return {
        "verdict": outcome.verdict,
        "kind": "task" if target is None else "target",
        "words": outcome.words,
        "indicator": target.indicator if target else None,
        "aspect": target.measure.nature.aspect if target else None,
        "target": _figure(target),
        "promise": _passage(outcome.promise, old),
        "result": _figure(outcome.result),
        "report": _passage(outcome.passage, new),
        "short": outcome.short,
        "next": _figure(outcome.next_target),
        "restated": _passage(outcome.restated, new),
    }


def _figure(figure: Measured | None) -> Record | None:
    """Return a figure plain, with its place in the source where that is at hand."""
    if figure is None:
        return None
    fact = figure.fact
    known = figure.part.passage.start is not None
    places = {name: fact[name] if known else None for name in ("start", "end")}
    return {name: fact[name] for name in _FIGURE} | places


def _passage(passage: Passage | None, report: Report) -> Record | None:
    """Return a passage plain: its file, its line, its place, its sentence."""
    if passage is None:
        return None
    return {
        "path": report.edition.path,
        "line": passage.line,
        "start": passage.start,
        "end": passage.end,
        "sentence": passage.text,
    }


def _row(row: Row) -> Record:
    """Return an indicator plain: for each report its target there, null where it has none."""
    return {
        "indicator": row.indicator,
        "aspect": row.aspect,
        "unit": row.unit,
        "years": [_cell(cell) for cell in row.cells],
    }


def _cell(cell: Cell | None) -> Record | None:
    """Return a target plain, with the result that decides of it, if one does."""
    if cell is None:
        return None
    outcome = cell.outcome
    return {
        "target": _figure(cell.target),
        "result": _figure(cell.result),
        "verdict": outcome.verdict if outcome else None,
    }
