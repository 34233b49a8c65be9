"""The report on an archive as one page for a browser.

The page is whole in itself, and its own policy forbids it to load anything. All that comes
from the archive is escaped, and invisible characters are shown.
"""

import os
from collections.abc import Iterator

from planparse import __version__
from planparse.batch.report.charts import bar
from planparse.batch.report.page_counts import (
    by_format,
    by_issuer,
    by_year,
    other_findings,
)
from planparse.batch.report.page_damage import damage, unread
from planparse.batch.report.page_doubles import duplicates
from planparse.batch.report.parts import Report
from planparse.system.html import escape_line, page_end, page_head
from planparse.text.printable import harmless

_STYLE = os.path.join(
    os.path.dirname(os.path.abspath(__file__)), "page_files", "report.css"
)
_NAMED = 3
"""Archives that are named in the heading: a choice."""


def as_page(report: Report) -> Iterator[str]:
    """Yield a page of HTML in pieces."""
    with open(_STYLE, encoding="utf-8") as file:
        style = file.read()
    title = harmless(report.say("head", archives=_archives(report)))
    yield page_head(title, lang=report.lang, style=style)
    yield from _header(report)
    yield _contents(report)
    yield "<main>\n"
    yield from damage(report)
    yield from unread(report)
    yield from by_year(report)
    yield from by_issuer(report)
    yield from duplicates(report)
    yield from other_findings(report)
    yield from by_format(report)
    yield "</main>\n"
    yield page_end()


def _header(report: Report) -> Iterator[str]:
    """Yield what the page says first: which archive, and how damaged it is."""
    counts = report.counts
    files, damaged = counts.files
    yield f'<header>\n<p class="kicker">{report.say("title")}</p>\n'
    yield f"<h1>{escape_line(_archives(report))}</h1>\n"
    told = report.say("all_well")
    if damaged or counts.unread:
        told = report.say(
            "in_short",
            damaged=damaged,
            files=files,
            places=report.places(counts.places),
            unread=counts.unread,
        )
    yield f'<p class="short">{escape_line(told)}</p>\n'
    parts = [
        ("damaged", damaged),
        ("unread", counts.unread),
        ("sound", files - damaged - counts.unread),
    ]
    legend = [
        f'<li class="{name}">{report.say(name)} {number:,}</li>'
        for name, number in parts
    ]
    yield f'{bar(parts, files, told)}\n<ul class="legend">{"".join(legend)}</ul>\n'
    yield '<dl class="cards">\n'
    for name, number in _figures(report):
        yield f"<div><dt>{name}</dt><dd>{number}</dd></div>\n"
    yield "</dl>\n"
    # The name of the manifest is a link, and takes the place of a mark in the sentence.
    made = report.say("made", version=__version__, time=report.made, manifest="\0")
    before, _, after = map(escape_line, made.partition("\0"))
    yield f'<p class="quiet">{before}{report.link_to_manifest}{after}</p>\n</header>\n'


def _contents(report: Report) -> str:
    """Return links to the sections."""
    sections = {
        "damage": "damage",
        "unread": "unread_title" if report.counts.unread else "",
        "years": "by_year" if report.counts.years.keys() - {None} else "",
        "issuers": "by_issuer" if report.counts.issuers.keys() - {None} else "",
        "duplicates": "doubles",
        "other": "other",
        "formats": "formats" if report.counts.formats else "",
    }
    links = "".join(
        f'<a href="#{place}">{report.say(word)}</a> '
        for place, word in sections.items()
        if word
    )
    return f"<nav>{links}</nav>\n"


def _figures(report: Report) -> Iterator[tuple[str, str]]:
    """Yield the figures at the top, each with its name."""
    counts, doubles = report.counts, report.doubles
    yield report.say("files"), f"{counts.files.all:,}"
    yield report.say("damaged_files"), f"{counts.files.damaged:,}"
    yield report.say("unread"), f"{counts.unread:,}"
    yield report.say("documents"), f"{counts.documents.all:,}"
    yield report.say("damaged_documents"), f"{counts.documents.damaged:,}"
    yield report.say("chars"), f"{counts.chars:,}"
    if not doubles.fault:
        found = {"count": len(doubles.groups), "documents": doubles.members}
        told = report.say("in_groups", **found) if doubles.groups else "0"
        yield report.say("in_doubles"), told


def _archives(report: Report) -> str:
    """Return what was read, by name; of a path its last part, for the page may be handed on."""
    names = [
        os.path.basename(name.rstrip("/")) or name
        for name in dict.fromkeys(report.archives)
    ]
    if left := len(names[_NAMED:]):
        return report.say("names_and_more", names=names[:_NAMED], count=left)
    return report.say("names", names=names)
