"""What became of promises as one page for a browser.

The page is whole in itself, and its own policy forbids it to load anything. It names
reports by their titles, not by where they lie on the computer that wrote it.
"""

import os
from collections.abc import Iterator, Sequence

from planparse.locale.message import _, labelled, told
from planparse.promises.outcomes import Outcome, Report
from planparse.promises.passages import Passage, on_one_line
from planparse.promises.text import cell_text, counts
from planparse.promises.tracking import Cell, Tracked, indicators
from planparse.promises.words import row_name, say, shortfall, title_of
from planparse.promises.words import word as word_of
from planparse.system.html import escape_html, language_tag, page_end, page_head
from planparse.system.html import escape_line as _shown
from planparse.text.printable import harmless
from planparse.tree import Lang

_STYLE = os.path.join(
    os.path.dirname(os.path.abspath(__file__)), "page_files", "track.css"
)


def as_page(tracked: Tracked, lang: Lang) -> Iterator[str]:
    """Yield a page of HTML in pieces."""
    with open(_STYLE, encoding="utf-8") as file:
        style = file.read()
    titles = [harmless(title_of(report.edition)) for report in tracked.reports]
    yield page_head(" → ".join(titles), lang=lang, style=style)
    yield f"<header>\n<h1>{say('title', lang)}</h1>\n"
    yield f'<p class="plans">{escape_html(" → ".join(titles))}</p>\n'
    yield f'<p class="meaning">{say("meaning", lang)}</p>\n</header>\n<main>\n'
    if len(tracked.steps) > 1:
        yield from _indicators(tracked, titles, lang)
    for at, step in enumerate(tracked.steps):
        old, new = tracked.reports[at : at + 2]
        yield f'<section id="step{at}">\n<h2>{_shown(titles[at])} → {_shown(titles[at + 1])}</h2>\n'
        yield f'<p class="counts">{_shown(counts(step, lang))}</p>\n<ol class="outcomes">\n'
        for outcome in step:
            yield from _outcome(outcome, (old, new), lang)
        yield "</ol>\n</section>\n"
    yield "</main>\n"
    yield page_end()


def _outcome(
    outcome: Outcome, reports: tuple[Report, Report], lang: Lang
) -> Iterator[str]:
    """Yield an outcome: its verdict, what it is in a few words, and the passages."""
    verdict = outcome.verdict
    words = outcome.words
    if outcome.result is not None:
        words += f" → {outcome.result.words}"
    if short := shortfall(outcome):
        missing = _("(short by {figure})", figure=short)
        words += f" {told(missing, lang)}"
    yield f'<li data-verdict="{verdict}"><span class="chip {verdict}">{say(verdict, lang)}</span>'
    yield f'<p class="words" lang="{language_tag("zh")}">{_shown(words)}</p>\n'
    yield _passage(outcome.promise, "promise", "promised", reports[0], lang)
    if outcome.passage is not None:
        yield _passage(outcome.passage, "result", "told", reports[1], lang)
    if outcome.restated is not None:
        yield _passage(outcome.restated, "next", "next", reports[1], lang)
    yield "</li>\n"


def _passage(passage: Passage, word: str, kind: str, report: Report, lang: Lang) -> str:
    """Return a passage with where it stands."""
    place: str = title_of(report.edition)
    if passage.line is not None:
        place = _("{title}, line {line}", title=place, line=passage.line)
    where = told(labelled(word_of(word), place), lang)
    said = _shown(on_one_line(passage.text))
    return (
        f'<p class="passage {kind}"><span class="where">{_shown(where)}</span>'
        f'<span lang="{language_tag("zh")}">{said}</span></p>\n'
    )


def _indicators(tracked: Tracked, titles: Sequence[str], lang: Lang) -> Iterator[str]:
    """Yield the table of the indicators that have targets in two reports or more."""
    title = say("indicators", lang)
    yield (
        f'<section id="indicators"><h2>{title}</h2>\n'
        f'<div class="scroll" role="region" aria-label="{title}" tabindex="0"><table>\n'
        f'<thead><tr><th scope="col">{say("indicator", lang)}</th>'
    )
    for report, name in zip(tracked.reports, titles, strict=True):
        yield f'<th scope="col">{_shown(str(report.year or name))}</th>'
    yield "</tr></thead>\n<tbody>\n"
    for row in indicators(tracked):
        if sum(cell is not None for cell in row.cells) > 1:
            yield f'<tr><th scope="row" lang="{language_tag("zh")}">{_shown(row_name(row))}</th>'
            yield "".join(map(_cell, row.cells))
            yield "</tr>\n"
    yield "</tbody></table></div></section>\n"


def _cell(cell: Cell | None) -> str:
    """Return a cell of the table; its class is the verdict."""
    verdict = cell.outcome.verdict if cell and cell.outcome else ""
    kind = f' class="{verdict}"' if verdict else ""
    return f"<td{kind}>{_shown(cell_text(cell))}</td>"
