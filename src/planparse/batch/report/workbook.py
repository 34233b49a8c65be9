"""The report on an archive as a workbook: a sheet for each of its sections, set up for printing.

Damage and what could not be read are told of every file, as far as a sheet takes rows.
"""

import tempfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, NamedTuple

from planparse.batch.report.counting import FileRow, Tally, damage_of
from planparse.batch.report.page_damage import reason
from planparse.batch.report.parts import Report
from planparse.batch.report.words import SPOT
from planparse.export.workbook.book import added, opened
from planparse.export.workbook.plain_sheet import fill
from planparse.export.workbook.sheet_names import SheetNames
from planparse.export.workbook.styles import Styles, styles
from planparse.findings.catalogue import DAMAGE, RULES
from planparse.findings.kinds import message
from planparse.text.printable import harmless

if TYPE_CHECKING:
    from xlsxwriter import Workbook

_MOST_ROWS = 1_000_000
"""Rows of one sheet; Excel has 1,048,576."""
_PIECE = 1 << 16

Rows = Callable[[], Iterator[FileRow]]
"""A function that yields the files of the archive, each time anew."""
Cells = Sequence[str | int | None]


class _Sheet(NamedTuple):
    """A sheet: its title, its columns with their widths in Chinese characters, its rows."""

    title: str
    columns: Sequence[tuple[str, int]]
    rows: Iterable[Cells]


def as_workbook(report: Report, rows: Rows) -> Iterator[bytes]:
    """Yield the workbook in pieces; all text in it is text."""
    with tempfile.TemporaryFile() as file, tempfile.TemporaryDirectory() as folder:
        with opened(file, constant_memory=True, tmpdir=folder) as book:
            look, names = styles(book), SheetNames()
            for sheet in _sheets(report, rows):
                _write(book, sheet, names, look, report)
        file.seek(0)
        while piece := file.read(_PIECE):
            yield piece


def _write(
    book: "Workbook", sheet: _Sheet, names: SheetNames, look: Styles, report: Report
) -> None:
    """Write a sheet; its last row says how many rows it has no room for."""
    fill(
        added(book, names.name(sheet.title)),
        sheet.title,
        sheet.columns,
        _within(sheet.rows, len(sheet.columns), report),
        look,
    )


def _within(rows: Iterable[Cells], columns: int, report: Report) -> Iterator[Cells]:
    """Yield as many rows as a sheet takes, and how many are left out."""
    left = 0
    for at, row in enumerate(rows):
        if at < _MOST_ROWS:
            yield row
        else:
            left += 1
    if left:
        yield [report.say("more_rows", count=left), *[None] * (columns - 1)]


def _sheets(report: Report, rows: Rows) -> Iterator[_Sheet]:
    """Yield the sheets, damage first."""
    say, counts = report.say, report.counts
    yield _Sheet(
        say("summary"), ((say("measure"), 30), (say("number"), 30)), _summary(report)
    )
    yield _Sheet(
        say("damage"),
        (
            (say("file"), 20),
            (say("line_head"), 4),
            (say("page_head"), 4),
            (say("code"), 4),
            (say("message"), 24),
            (say("words"), 24),
        ),
        _damage(report, rows),
    )
    yield _Sheet(
        say("unread_title"),
        ((say("file"), 30), (say("reason"), 50)),
        ([harmless(row.name), harmless(reason(row.why))] for row in rows() if row.why),
    )
    yield _Sheet(
        say("by_kind"),
        (
            (say("code"), 5),
            (say("severity"), 5),
            (say("kind"), 40),
            (say("places"), 7),
            (say("found_in"), 7),
        ),
        _kinds(report),
    )
    years = sorted(counts.years.items(), key=lambda one: -(one[0] or 0))
    yield _tallies(report, "by_year", "year", years)
    issuers = sorted(
        counts.issuers.items(),
        key=lambda one: (one[0] is None, -one[1].all, one[0] or ""),
    )
    yield _tallies(report, "by_issuer", "issuer", issuers)
    yield _Sheet(
        say("doubles"),
        (
            (say("group"), 4),
            (say("title_head"), 22),
            (say("document"), 22),
            (say("relation"), 12),
            (say("differs"), 26),
        ),
        _doubles(report),
    )


def _summary(report: Report) -> Iterator[Cells]:
    """Yield the figures of the whole archive."""
    say, counts = report.say, report.counts
    yield say("files"), counts.files.all
    yield say("damaged_files"), counts.files.damaged
    yield say("places"), counts.places
    yield say("unread"), counts.unread
    yield say("documents"), counts.documents.all
    yield say("damaged_documents"), counts.documents.damaged
    yield say("bytes"), counts.size
    yield say("chars"), counts.chars
    for name, number in counts.formats.most_common():
        yield f"{say('format')} {name}", number
    if not report.doubles.fault:
        yield say("double_groups"), len(report.doubles.groups)
        yield say("in_doubles"), report.doubles.members


def _damage(report: Report, rows: Rows) -> Iterator[Cells]:
    """Yield all damage, place by place."""
    for row in rows():
        if row.why is None:
            for kept in damage_of(row.places):
                yield (
                    harmless(row.name),
                    kept.line,
                    kept.page,
                    kept.finding.code,
                    harmless(message(kept.finding, report.lang)),
                    harmless(f"{kept.before}{SPOT}{kept.after}"),
                )


def _kinds(report: Report) -> Iterator[Cells]:
    """Yield the kinds of findings, damage first, the most frequent first."""
    found = report.counts.found
    for code in sorted(
        found, key=lambda code: (code not in DAMAGE, -found[code], code)
    ):
        rule = RULES[code]
        summary = " ".join(rule.parts(report.lang).summary.split())
        severity = report.say(rule.severity)
        yield code, severity, summary, found[code], report.counts.found_in[code]


def _tallies(
    report: Report,
    title: str,
    what: str,
    tallies: Sequence[tuple[int | str | None, Tally]],
) -> _Sheet:
    """Return the sheet of documents by what they say of themselves."""
    columns = (
        (report.say(what), 30),
        (report.say("documents"), 8),
        (report.say("damaged"), 8),
    )
    unsaid = report.say("no_year")
    rows = (
        (harmless(str(name)) if name is not None else unsaid, *tally)
        for name, tally in tallies
    )
    return _Sheet(report.say(title), columns, rows)


def _doubles(report: Report) -> Iterator[Cells]:
    """Yield the documents of all groups, and what holds them."""
    if report.doubles.fault:
        told = report.say("doubles_fault", why=report.doubles.fault)
        yield None, None, harmless(told), None, None
    for number, group in enumerate(report.doubles.groups, 1):
        for member in group.members:
            yield number, group.title, member.where, member.state, member.differs
        for held in group.held:
            yield number, group.title, None, None, held
