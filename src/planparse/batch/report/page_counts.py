"""What the archive holds, in counts: by year, by issuer, by kind of doubt, by format."""

from collections.abc import Iterator

from planparse.batch.report.charts import bar, columns, tally_bar
from planparse.batch.report.counting import Tally
from planparse.batch.report.page_damage import kinds
from planparse.batch.report.parts import Report, head
from planparse.findings.catalogue import DAMAGE
from planparse.system.html import escape_line, language_tag

_YEARS = 80
"""Years that are shown, the latest: as many columns as a page takes."""
_EMPTY_YEARS = 5
"""Years in a row without a document that are drawn all the same; a choice."""
_ISSUERS = 30
"""Issuers that are shown, those with the most documents: a choice."""


def by_year(report: Report) -> Iterator[str]:
    """Yield the section of years: drawn, and in figures."""
    years = sorted(
        (year, tally) for year, tally in report.counts.years.items() if year is not None
    )
    if not years:
        return
    shown = years[-_YEARS:]
    yield f'<section id="years">\n<h2>{report.say("by_year")}</h2>\n'
    yield f'<p class="quiet">{report.say("years_are")} {_legend(report)}</p>\n'
    yield '<div class="scroll latest">'
    yield from columns(_without_holes(shown), report.lang)
    yield "</div>\n"
    if years[_YEARS:]:
        yield f'<p class="more">{report.say("more_years", count=len(years) - _YEARS)}</p>\n'
    if unsaid := report.counts.years.get(None):
        documents, damaged = unsaid
        told = report.say("no_year_count", documents=documents, damaged=damaged)
        yield f"<p>{told}</p>\n"
    yield f"<details><summary>{report.say('in_figures')}</summary>\n"
    rows = [(str(year), tally) for year, tally in reversed(shown)]
    yield from _tallies(report, report.say("year"), rows)
    yield "</details>\n</section>\n"


def _without_holes(years: list[tuple[int, Tally]]) -> list[tuple[int, Tally]]:
    """Return years with those between them that have no document, unless these are many."""
    filled = years[:1]
    for year, tally in years[1:]:
        before = filled[-1][0]
        if year - before - 1 <= _EMPTY_YEARS:
            filled += [(empty, Tally()) for empty in range(before + 1, year)]
        filled.append((year, tally))
    return filled


def by_issuer(report: Report) -> Iterator[str]:
    """Yield the section of issuers: those with the most documents."""
    issuers = sorted(
        (
            (name, tally)
            for name, tally in report.counts.issuers.items()
            if name is not None
        ),
        key=lambda one: (-one[1].all, -one[1].damaged, one[0]),
    )
    if not issuers:
        return
    yield f'<section id="issuers">\n<h2>{report.say("by_issuer")}</h2>\n'
    yield f'<p class="quiet">{report.say("issuers_are")} {_legend(report)}</p>\n'
    rows: list[tuple[str, Tally]] = [*issuers[:_ISSUERS]]
    unsaid = report.counts.issuers.get(None)
    yield from _tallies(report, report.say("issuer"), rows, unsaid)
    if left := issuers[_ISSUERS:]:
        documents = sum(tally.all for _, tally in left)
        yield report.more("more_issuers", count=len(left), documents=documents)
    yield "</section>\n"


def _tallies(
    report: Report,
    what: str,
    rows: list[tuple[str, Tally]],
    unsaid: Tally | None = None,
) -> Iterator[str]:
    """Yield a table of tallies with bars, last that of documents that do not say it."""
    most = max(tally.all for _, tally in rows)
    yield '<div class="scroll"><table class="bars">\n'
    yield head(what, "", report.say("documents"), report.say("damaged"), numbers=2)
    yield "<tbody>\n"
    for name, tally in rows:
        yield (
            f'<tr><th scope="row" lang="{language_tag("zh")}">{escape_line(name)}</th>'
            f'<td class="drawn">{tally_bar(tally, most, report.lang)}</td>{_cells(tally)}</tr>\n'
        )
    if unsaid:
        name = report.say("no_year")
        yield (
            f'<tr class="unsaid"><th scope="row">{name}</th><td class="drawn"></td>'
            f"{_cells(unsaid)}</tr>\n"
        )
    yield "</tbody></table></div>\n"


def _cells(tally: Tally) -> str:
    """Return the two numbers of a tally."""
    return "".join(f'<td class="number">{number:,}</td>' for number in tally)


def _legend(report: Report) -> str:
    """Return what the colours of bars and columns mean."""
    words = "".join(
        f'<span class="{name}">{report.say(name)}</span> '
        for name in ("damaged", "sound")
    )
    return f'<span class="legend">{words}</span>'


def other_findings(report: Report) -> Iterator[str]:
    """Yield the section of doubts that say nothing of a loss."""
    codes = [code for code in report.counts.found if code not in DAMAGE]
    yield f'<section id="other">\n<h2>{report.say("other")}</h2>\n'
    if codes:
        yield f'<p class="quiet">{report.say("other_are")}</p>\n'
        yield from kinds(report, codes)
    else:
        yield f"<p>{report.say('other_none')}</p>\n"
    yield "</section>\n"


def by_format(report: Report) -> Iterator[str]:
    """Yield the section of formats."""
    formats = report.counts.formats.most_common()
    if not formats:
        return
    yield f'<section id="formats">\n<h2>{report.say("formats")}</h2>\n'
    yield '<div class="scroll"><table class="bars">\n'
    yield head(report.say("format"), "", report.say("files"), numbers=1)
    yield "<tbody>\n"
    for name, number in formats:
        drawn = bar([("sound", number)], formats[0][1], f"{number:,}")
        yield (
            f'<tr><th scope="row">{escape_line(name)}</th><td class="drawn">{drawn}</td>'
            f'<td class="number">{number:,}</td></tr>\n'
        )
    yield "</tbody></table></div>\n</section>\n"
