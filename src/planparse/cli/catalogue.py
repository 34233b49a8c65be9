"""`planparse catalogue`: the catalogue of an archive, as archives keep it."""

import gc
import tempfile
from contextlib import closing

import click

from planparse.batch.catalogue import Cataloguing
from planparse.batch.events import Done, Failed, Refused, Started
from planparse.batch.pool import cores
from planparse.catalogue.counts import ITEMS, Counts
from planparse.cli import archives, inputs, options
from planparse.cli.commands import Command
from planparse.cli.language import remark
from planparse.cli.outcome import DONE, FOUND, CommandError
from planparse.cli.output import format_by_ending, refuse_terminal, write_output
from planparse.cli.progress import Progress
from planparse.export.catalogue import ENDINGS, CatalogueFormat, write_catalogue
from planparse.locale.message import _, plural
from planparse.text.encoding import decode


@click.command(cls=Command, context_settings=options.SETTINGS)
@click.argument("paths", nargs=-1, required=True, metavar="PATH…", type=options.FILE)
@click.option(
    "-f",
    "--format",
    "fmt",
    type=click.Choice([*ENDINGS]),
    show_default="what OUT ends in; else csv",
    help="A table, a workbook set up to be printed, JSON Lines for programs.",
)
@click.option(
    "--plain",
    is_flag=True,
    help="Write CSV for programs: no byte order mark, nothing put before =.",
)
@options.jobs_option
@archives.timeout_option
@options.output_option()
@options.reading_options
@options.quiet_option
def command(
    *,
    paths: tuple[str, ...],
    fmt: CatalogueFormat | None,
    plain: bool,
    jobs: int | None,
    timeout: float,
    output: str | None,
    encoding: str | None,
    grammar: str,
    quiet: bool,
) -> int:
    """Write the catalogue of an archive (归档文件目录, DA/T 22—2015): a line a document.

    PATH is a file, a folder, a glob, a zip or tar archive; - is a list of names on standard
    input. The columns are filled from what the documents themselves say; what they do not
    say is left empty, and counted. 档号 is left to the archive. A file that cannot be read
    has a line too, with the reason.

    Exit status: 0 done, 1 some files could not be read (named), 2 could not.
    """
    archives.refuse_without_processes("catalogue")
    gc.enable()  # which the start of the command turned off: this one may run for long
    archives.refuse_timeout(timeout)
    fmt = fmt or format_by_ending(output, ENDINGS, "csv")
    _refuse_format(fmt, output, plain=plain)
    decode(b"", encoding=encoding)
    if grammar != "auto":
        inputs.lexicon_of(grammar)
    names = list(archives.named(paths))
    if not names:
        raise CommandError(_("the list on standard input is empty"))
    archives.refuse_missing(names, archives.is_there)
    if output is not None:
        inputs.refuse_input(output, (*names, grammar))
    with tempfile.TemporaryDirectory(prefix="planparse-") as scratch:
        cataloguing = Cataloguing(
            names=names,
            scratch=scratch,
            output=output,
            jobs=jobs or cores(),
            timeout=timeout,
            max_size=inputs.max_size(),
            encoding=encoding,
            grammar=grammar,
            corrections=inputs.named_corrections(),
        )
        _read(cataloguing, quiet=quiet)
        counts = Counts()
        pieces = write_catalogue(counts.of(cataloguing.entries()), fmt, plain=plain)
        write_output(output, pieces)
    if not quiet:
        remark(_summary(counts))
    return FOUND if counts.unread else DONE


def _read(cataloguing: Cataloguing, *, quiet: bool) -> None:
    """Read all files, and say how far it is and what could not be read."""
    with closing(cataloguing.read()) as events, Progress(quiet=quiet) as progress:
        for event in events:
            match event:
                case Started():
                    progress.start(event.files, event.size)
                case Done():
                    progress.advance(event.size)
                case Failed():
                    progress.advance(event.size, archives.failure(event))
                case Refused():
                    progress.tell(archives.failure(event))


def _summary(counts: Counts) -> str:
    """Return how many documents there are, and how many do not say what."""
    without = [
        _("{count:,} without {item}", count=counts.without[name], item=name)
        for name in ITEMS
    ]
    unread = (
        plural(", {count:,} file not read", ", {count:,} files not read", counts.unread)
        if counts.unread
        else ""
    )
    documents = plural("{count:,} document", "{count:,} documents", counts.documents)
    return _(
        "{documents}{unread}: {without}",
        documents=documents,
        unread=unread,
        without=without,
    )


def _refuse_format(fmt: CatalogueFormat, output: str | None, *, plain: bool) -> None:
    """Raise where a format cannot be written, not to a terminal, or not as it is asked for."""
    if plain and fmt != "csv":
        raise click.UsageError(
            _(
                "--plain has no effect on {fmt}: say -f csv, or leave --plain out",
                fmt=fmt,
            )
        )
    if fmt == "xlsx":
        options.require_extra(fmt)
        refuse_terminal(fmt, output)
