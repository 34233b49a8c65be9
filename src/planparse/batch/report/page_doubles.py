"""Which documents are one text: the section of duplicates."""

from collections.abc import Iterator

from planparse.batch.report.doubles import DoubleGroup, Doubles
from planparse.batch.report.parts import Report, linked
from planparse.system.html import escape_line, language_tag

_GROUPS = 100
"""Groups that are shown: a choice."""
_MEMBERS = 12
"""Members of a group that are shown, and holders: a choice."""


def duplicates(report: Report) -> Iterator[str]:
    """Yield the section of duplicates, a group after another."""
    doubles = report.doubles
    yield f'<section id="duplicates">\n<h2>{report.say("doubles")}</h2>\n'
    if doubles.fault:
        told = report.say("doubles_fault", why=doubles.fault)
        yield f"<p>{escape_line(told)}</p>\n</section>\n"
        return
    if not doubles.groups:
        yield f"<p>{report.say('doubles_none')}</p>\n</section>\n"
        return
    yield f'<p class="quiet">{report.say("doubles_are")}</p>\n<ol class="groups">\n'
    for group in doubles.groups[:_GROUPS]:
        yield from _group(group, report)
    yield "</ol>\n"
    if left := len(doubles.groups[_GROUPS:]):
        yield f'<p class="more">{report.say("more_groups", count=left)}</p>\n'
    yield "</section>\n"


def shown_files(doubles: Doubles) -> Iterator[str]:
    """Yield the names of the files that the section names."""
    for group in doubles.groups[:_GROUPS]:
        yield from (member.name for member in group.members[:_MEMBERS])


def _group(group: DoubleGroup, report: Report) -> Iterator[str]:
    """Yield a group: its title, its members with what differs, and what holds them."""
    yield f'<li><h4 lang="{language_tag("zh")}">{escape_line(group.title)}</h4>\n<ul>\n'
    for member in group.members[:_MEMBERS]:
        path = report.paths.get(member.name)
        where = escape_line(member.where)
        if path is not None:
            where = linked(member.where, path, report.beside)
        yield (
            f'<li><span class="where">{where}</span>'
            f' <span class="state">{escape_line(member.state)}</span>'
            f' <span class="told">{escape_line(member.differs)}</span></li>\n'
        )
    for told in group.held[:_MEMBERS]:
        yield f'<li class="quiet">{escape_line(told)}</li>\n'
    if left := len(group.members[_MEMBERS:]) + len(group.held[_MEMBERS:]):
        yield f'<li class="more">{report.say("more_members", count=left)}</li>\n'
    yield "</ul></li>\n"
