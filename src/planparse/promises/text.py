"""What became of promises, for a terminal."""

from collections import Counter
from collections.abc import Iterator, Sequence

from planparse.locale.message import _, in_context, told
from planparse.promises.judging import Verdict
from planparse.promises.outcomes import Outcome, Report
from planparse.promises.passages import Passage, on_one_line
from planparse.promises.tracking import Cell, Tracked, indicators
from planparse.promises.words import VERDICTS, row_name, say, shortfall, word
from planparse.system.columns import columns, cropped, table
from planparse.system.terminal import paint
from planparse.text.printable import harmless
from planparse.tree import Lang

_BOLD = "1"
_COLOURS: dict[Verdict, str] = {
    "reached": "32",
    "missed": "31",
    "reported": "36",
    "restated": "33",
    "unmentioned": "2",
}
_INDENT = "    "
_NARROWEST = 24
_NAME, _CELL = 28, 22
"""Columns of a name and of a cell of a table, at most."""


def as_text(tracked: Tracked, lang: Lang, colour: bool, width: int) -> Iterator[str]:
    """Yield lines for a terminal of `width` columns: each step, then what goes over years."""
    for at, step in enumerate(tracked.steps):
        old, new = tracked.reports[at : at + 2]
        names = f"{harmless(old.edition.path)} → {harmless(new.edition.path)}"
        yield paint(names, _BOLD, colour=colour)
        yield counts(step, lang)
        for outcome in step:
            yield ""
            yield from _outcome(outcome, old, new, lang, colour, width)
        yield ""
    if len(tracked.steps) > 1:
        yield paint(say("indicators", lang), _BOLD, colour=colour)
        yield from table(list(_indicators(tracked, lang)))
        yield ""
        yield paint(say("tasks", lang), _BOLD, colour=colour)
        yield from table(list(_tasks(tracked, lang)))


def counts(step: Sequence[Outcome], lang: Lang) -> str:
    """Return how many promises there are, and what became of how many."""
    if not step:
        return say("none", lang)
    found = Counter(outcome.verdict for outcome in step)
    verdicts = [
        in_context("outcomes", "{count} {verdict}", count=found[one], verdict=word(one))
        for one in VERDICTS
        if found[one]
    ]
    return told(
        _("{count} promises: {verdicts}", count=len(step), verdicts=verdicts), lang
    )


def _outcome(
    outcome: Outcome, old: Report, new: Report, lang: Lang, colour: bool, width: int
) -> Iterator[str]:
    """Yield the lines of an outcome: what was promised and told in a few words, then where."""
    verdict = paint(
        say(outcome.verdict, lang), _COLOURS[outcome.verdict], colour=colour
    )
    yield f"{verdict}  {_in_short(outcome, lang)}"
    result, again = outcome.result, outcome.next_target
    places: list[tuple[str, Passage | None, Report, str]] = [
        ("promise", outcome.promise, old, outcome.words),
        ("result", outcome.passage, new, result.clause if result else ""),
        ("next", outcome.restated, new, again.clause if again else ""),
    ]
    label = max(columns(say(name, lang)) for name, *_ in places)
    for name, passage, report, words in places:
        if passage is not None:
            word = say(name, lang)
            head = f"{word}{' ' * (label - columns(word))}  {place(passage, report)}  "
            room = max(width - len(_INDENT) - columns(head), _NARROWEST)
            yield f"{_INDENT}{head}{_excerpt(passage, words, room)}"


def _excerpt(passage: Passage, words: str, room: int) -> str:
    """Return a passage in so many columns; of a longer one what begins with some words."""
    text = harmless(on_one_line(passage.text))
    start = text.find(harmless(words)) if words and columns(text) > room else 0
    return cropped(f"…{text[start:]}" if start > 0 else text, room)


def _in_short(outcome: Outcome, lang: Lang) -> str:
    """Return in a few words what was promised, what was told, and what is missing."""
    said = harmless(outcome.words)
    if outcome.result is not None:
        said = f"{said} → {harmless(outcome.result.words)}"
    if short := shortfall(outcome):
        said += told(_(" (short by {figure})", figure=short), lang)
    return said


def place(passage: Passage, report: Report) -> str:
    """Return where a passage stands: the report and its line."""
    return f"{harmless(report.edition.name)}:{passage.line or '?'}"


def _indicators(tracked: Tracked, lang: Lang) -> Iterator[list[str]]:
    """Yield the table of the indicators that have targets in two reports or more."""
    yield [
        say("indicator", lang),
        *(harmless(report.edition.name) for report in tracked.reports),
    ]
    for row in indicators(tracked):
        if sum(cell is not None for cell in row.cells) > 1:
            name = cropped(harmless(row_name(row)), _NAME)
            yield [name, *(cell_text(cell) for cell in row.cells)]


def cell_text(cell: Cell | None) -> str:
    """Return a target and its result as a cell of a table tells them: 8%左右 → 8.4%."""
    if cell is None:
        return ""
    target = harmless(on_one_line(cell.target.fact["text"]))
    outcome = cell.outcome
    if outcome is None:
        return target
    result = "?"
    if cell.result is not None:
        result = harmless(on_one_line(cell.result.fact["text"]))
    elif outcome.passage is not None:
        result = "…"
    return cropped(f"{target} → {result}", _CELL)


def _tasks(tracked: Tracked, lang: Lang) -> Iterator[list[str]]:
    """Yield a line for each task: what, where it was promised, what became of it, where told."""
    yield [say(word, lang) for word in ("task", "promise", "verdict", "result")]
    for at, step in enumerate(tracked.steps):
        old, new = tracked.reports[at : at + 2]
        for outcome in step:
            if outcome.target is None:
                where = outcome.passage or outcome.restated
                yield [
                    cropped(harmless(outcome.words), 2 * _NAME),
                    place(outcome.promise, old),
                    say(outcome.verdict, lang),
                    place(where, new) if where else "",
                ]
