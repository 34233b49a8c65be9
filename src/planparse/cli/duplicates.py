"""`planparse duplicates`: which documents of an archive are one and the same text."""

import os
from collections.abc import Iterable, Iterator, Sequence
from pathlib import PurePath

import click

from planparse.batch.archive import entries
from planparse.batch.documents import How, shelve
from planparse.batch.pool import cores
from planparse.cli import inputs, options
from planparse.cli.commands import Command
from planparse.cli.language import remark, spoken
from planparse.cli.missing_file import missing_file
from planparse.cli.outcome import DONE, FOUND, CommandError
from planparse.cli.output import colours, format_by_ending, write_output
from planparse.cli.progress import StatusLine
from planparse.duplicates.group import Group
from planparse.duplicates.grouping import each_group
from planparse.duplicates.shelf import Shelf
from planparse.locale.message import _, plural, told
from planparse.system import terminal
from planparse.system.faults import system_fault
from planparse.system.json_line import encode_line
from planparse.tree import Lang

_ENDINGS: dict[str, tuple[str, ...]] = {
    "text": (".txt",),
    "json": (".json", ".jsonl", ".ndjson"),
}
"""What the names of outputs end in, by format."""


@click.command(cls=Command, context_settings=options.SETTINGS)
@click.argument(
    "archives", nargs=-1, required=True, metavar="ARCHIVE…", type=options.FILE
)
@click.option(
    "-f",
    "--format",
    "fmt",
    type=click.Choice([*_ENDINGS]),
    show_default="what OUT ends in; else text",
    help="For people, or as JSON Lines: a group a line.",
)
@options.output_option()
@options.jobs_option
@options.telling_options
def command(
    *,
    archives: tuple[str, ...],
    fmt: str | None,
    output: str | None,
    jobs: int | None,
    quiet: bool,
    encoding: str | None,
    grammar: str,
    no_repair: bool,
    lang: str | None,
    color: str,
) -> int:
    """Tell which documents of an archive are one and the same text.

    ARCHIVE is a file, a folder, a glob, a zip or tar archive, as planparse batch takes
    them. Documents are told in groups: the same file twice, the same text in another
    encoding or with other line breaks, drafts and versions with what differs, and the
    compilations in which a text stands. Plans of one body for different years are
    different texts, whatever they have in common.

    Exit status: 0 done, 1 a file could not be read (it is named), 2 trouble.
    """
    if all(map(_is_missing, archives)):
        raise CommandError(missing_file(archives[0]))
    fmt = fmt or format_by_ending(output, _ENDINGS, "text")
    if output is not None:
        inputs.refuse_input(output, (*archives, grammar))
        if fmt == "text":
            _refuse_within(output, archives)
    tongue = terminal.language(lang)
    inputs.lexicon_of(grammar)  # what is wrong with it is told before anything is read
    how = How(
        grammar,
        encoding,
        not no_repair,
        tongue,
        jobs or cores(),
        inputs.max_size(),
        inputs.named_corrections(),
    )
    colour = colours(color, output)
    try:
        with Shelf() as shelf:
            files, failed = _fill(shelf, archives, output, how, quiet=quiet)
            counts = _Counts()
            found = counts.counted(each_group(shelf))
            pieces = (
                _as_json(found) if fmt == "json" else _as_text(found, tongue, colour)
            )
            write_output(output, pieces)
            documents = len(shelf)
    except BrokenPipeError:
        raise
    except OSError as fault:
        raise CommandError(
            _("cannot work in the temporary folder: {why}", why=system_fault(fault))
        ) from None
    if not quiet:
        remark(_summary(files, failed, documents, counts))
    return FOUND if failed else DONE


class _Counts:
    """How many groups went by, and how many members they have."""

    groups = members = 0

    def counted(self, found: Iterable[Group]) -> Iterator[Group]:
        """Yield groups, and count them."""
        for group in found:
            self.groups += 1
            self.members += len(group.members)
            yield group


def _is_missing(path: str) -> bool:
    """Return whether a name is neither of a file nor a glob."""
    return not os.path.lexists(path) and not any(mark in path for mark in "*?[")


def _once(archives: Sequence[str]) -> list[str]:
    """Return the archives without those that are named before, or lie in a folder that is.

    A file is no copy of itself.
    """
    folders = {os.path.realpath(each) for each in archives if os.path.isdir(each)}
    seen: set[str] = set()
    once = []
    for archive in archives:
        real = os.path.realpath(archive) if os.path.lexists(archive) else archive
        if real in seen or not folders.isdisjoint(map(str, PurePath(real).parents)):
            continue
        seen.add(real)
        once.append(archive)
    return once


def _refuse_within(output: str, archives: Sequence[str]) -> None:
    """Raise CommandError where the output is a file of a folder that is read.

    JSON Lines may lie there, for they are no plan: the next run passes over them.
    """
    real = os.path.realpath(output)
    for folder in filter(os.path.isdir, archives):
        if os.path.isfile(real) and real.startswith(
            os.path.join(os.path.realpath(folder), "")
        ):
            raise CommandError(
                _(
                    "{output} is in {folder}: its text would be lost",
                    output=output,
                    folder=folder,
                )
            )


def _fill(
    shelf: Shelf,
    archives: Sequence[str],
    output: str | None,
    how: How,
    *,
    quiet: bool,
) -> tuple[int, int]:
    """Put the documents of archives on a shelf; return how many files there are, and failed."""
    files = failed = 0
    found = entries(_once(archives), [output] if output else [], how.most)
    with StatusLine(quiet=quiet) as status:
        for file in shelve(found, shelf, how):
            files += 1
            if file.fault:
                failed += 1
                status.clear()
                remark(_("{path}: {why}", path=file.name, why=file.fault))
            reached = _(
                "{files:,} files, {documents:,} documents",
                files=files,
                documents=len(shelf),
            )
            status.show(told(reached, spoken()))
    return files, failed


def _as_json(found: Iterable[Group]) -> Iterator[str]:
    """Yield groups as JSON Lines."""
    from planparse.duplicates.records import group_record

    for number, group in enumerate(found, 1):
        yield f"{encode_line(group_record(group, number))}\n"


def _as_text(found: Iterable[Group], lang: Lang, colour: bool) -> Iterator[str]:
    """Yield groups for people, a blank line between them."""
    from planparse.duplicates.text import group_lines, say

    width, number = terminal.width(), 0
    for number, group in enumerate(found, 1):
        if number > 1:
            yield "\n"
        for line in group_lines(group, number, lang, colour=colour, width=width):
            yield f"{line}\n"
    if not number:
        yield f"{say('none', lang)}\n"


def _summary(files: int, failed: int, documents: int, found: _Counts) -> str:
    """Return the line that a run ends with."""
    return _(
        "{files}{failed}, {documents}: {members:,} of them in {groups}",
        files=plural("{count:,} file", "{count:,} files", files),
        failed=_(", {count:,} could not be read", count=failed) if failed else "",
        documents=plural("{count:,} document", "{count:,} documents", documents),
        members=found.members,
        groups=plural("{count:,} group", "{count:,} groups", found.groups),
    )
