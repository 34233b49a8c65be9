"""What is damaged and what could not be read: the first sections of the page."""

from collections.abc import Iterator
from itertools import groupby

from planparse.batch.kept_findings import KeptFinding
from planparse.batch.report.charts import bar
from planparse.batch.report.counting import DamagedFile
from planparse.batch.report.links import place_in
from planparse.batch.report.parts import Report, head, linked
from planparse.batch.report.words import SPOT
from planparse.findings.catalogue import DAMAGE, RULES
from planparse.findings.kinds import message
from planparse.system.html import escape_line, language_tag

_REASONS = 20
"""Reasons that are named: a choice."""
_OPEN = 20
"""Damaged files that are seen without opening the rest: a choice."""
_TITLES = 3
"""Titles of damaged documents that are named of a file: a choice."""


def damage(report: Report) -> Iterator[str]:
    """Yield the section of damage: its kinds in counts, and the files that have most of it."""
    counts = report.counts
    yield f'<section id="damage">\n<h2>{report.say("damage")}</h2>\n'
    if not counts.files.damaged:
        yield f"<p>{report.say('other_none')}</p>\n</section>\n"
        return
    yield f'<p class="quiet">{report.say("damage_means")}</p>\n'
    yield from kinds(report, [code for code in counts.found if code in DAMAGE])
    yield f"<h3>{report.say('worst')}</h3>\n"
    worst = counts.worst
    yield from _files(worst[:_OPEN], report)
    if worst[_OPEN:]:
        told = report.say("more_shown", count=len(worst) - _OPEN)
        yield f"<details><summary>{told}</summary>\n"
        yield from _files(worst[_OPEN:], report)
        yield "</details>\n"
    if left := counts.files.damaged - len(worst):
        yield report.more("more_files", count=left)
    yield "</section>\n"


def kinds(report: Report, codes: list[str]) -> Iterator[str]:
    """Yield a table of kinds of findings, the most frequent first."""
    found, found_in, lang = report.counts.found, report.counts.found_in, report.lang
    codes.sort(key=lambda code: (-found[code], code))
    yield '<div class="scroll"><table class="bars kinds">\n'
    names = "", report.say("kind"), "", report.say("places"), report.say("found_in")
    yield head(*names, numbers=2)
    yield "<tbody>\n"
    for code in codes:
        summary = escape_line(" ".join(RULES[code].parts(lang).summary.split()))
        part = "damaged" if code in DAMAGE else "sound"
        drawn = bar([(part, found[code])], found[codes[0]], f"{found[code]:,}")
        yield (
            f'<tr><td class="code">{code}</td><th scope="row">{summary}</th>'
            f'<td class="drawn">{drawn}</td><td class="number">{found[code]:,}</td>'
            f'<td class="number">{found_in[code]:,}</td></tr>\n'
        )
    yield "</tbody></table></div>\n"


def _files(files: list[DamagedFile], report: Report) -> Iterator[str]:
    """Yield a list of damaged files."""
    yield '<ol class="files">\n'
    for file in files:
        yield from _file(file, report)
    yield "</ol>\n"


def _file(file: DamagedFile, report: Report) -> Iterator[str]:
    """Yield a damaged file: its name, what it is, and the places."""
    yield f"<li><h4>{linked(file.name, file.path, report.beside)}</h4>\n"
    titles = [
        one["title"] for one in file.documents if one.get("damage") and "title" in one
    ]
    more = " …" if titles[_TITLES:] else ""
    shown = escape_line(f"{'；'.join(titles[:_TITLES])}{more}")
    named = f'<span lang="{language_tag("zh")}">{shown}</span> ' if titles else ""
    yield f'<p class="quiet">{named}<span class="several">{report.places(file.places)}</span></p>\n'
    yield '<ul class="places">\n'
    for _, found in groupby(file.shown, key=lambda kept: (kept.before, kept.after)):
        yield _spot([*found], file, report)
    if left := file.places - len(file.shown):
        yield f'<li class="more">{report.say("more_places", count=left)}</li>\n'
    yield "</ul></li>\n"


def _spot(found: list[KeptFinding], file: DamagedFile, report: Report) -> str:
    """Return the damage at one spot: where it is, what is found there, the words around it."""
    first = found[0]
    place = "" if file.member else place_in(file.format, first)
    where = linked(_where(found, report), file.path, report.beside, place)
    told = "".join(
        f'<p><span class="code">{kept.finding.code}</span> '
        f"{escape_line(message(kept.finding, report.lang))}</p>"
        for kept in found
    )
    words = (
        f'<q lang="{language_tag("zh")}">{_cut(first.before)}{escape_line(first.before)}'
        f"<b>{SPOT}</b>{escape_line(first.after)}{_cut(first.after)}</q>"
        if first.before or first.after
        else ""
    )
    return f'<li><p class="where">{where}</p><div>{told}{words}</div></li>\n'


def _where(found: list[KeptFinding], report: Report) -> str:
    """Return the lines and, where that is known, the page of damage at one spot."""
    first, last = found[0].line, found[-1].line
    where = report.say("line", line=first)
    if last != first:
        where = report.say("lines", first=first, last=last)
    if found[0].page is None:
        return where
    return report.say("page", where=where, page=found[0].page)


def _cut(words: str) -> str:
    """Return the mark behind or before which words go on, where there are any."""
    return "…" if words else ""


def reason(why: str) -> str:
    """Return why a file could not be read without the word that ties it to the file's name."""
    return why.removeprefix("is ")


def unread(report: Report) -> Iterator[str]:
    """Yield the section of what could not be read, and why."""
    counts = report.counts
    if not counts.unread:
        return
    yield f'<section id="unread">\n<h2>{report.say("unread_title")}</h2>\n'
    yield '<div class="scroll"><table class="bars reasons">\n'
    names = report.say("reason"), "", report.say("files")
    yield f"{head(*names, numbers=1)}<tbody>\n"
    reasons = counts.reasons.most_common()
    for why, number in reasons[:_REASONS]:
        drawn = bar([("unread", number)], reasons[0][1], f"{number:,}")
        yield (
            f'<tr><th scope="row">{escape_line(reason(why))}</th><td class="drawn">{drawn}</td>'
            f'<td class="number">{number:,}</td></tr>\n'
        )
    yield "</tbody></table></div>\n"
    if left := sum(number for _, number in reasons[_REASONS:]):
        yield report.more("more_reasons", count=left)
    yield f"<details><summary>{report.say('files')}</summary>\n"
    yield '<div class="scroll"><table>\n'
    yield f"{head(report.say('file'), report.say('reason'))}<tbody>\n"
    for file in counts.first_unread:
        name = linked(file.name, file.path, report.beside)
        yield f'<tr><th scope="row">{name}</th><td>{escape_line(reason(file.why))}</td></tr>\n'
    yield "</tbody></table></div>\n"
    if left := counts.unread - len(counts.first_unread):
        yield report.more("more_unread", count=left)
    yield "</details>\n</section>\n"
