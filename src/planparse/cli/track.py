"""`planparse track`: what was promised, and what became of it."""

import sys

import click

from planparse.cli import editions, inputs, options
from planparse.cli.commands import Command
from planparse.cli.findings_told import warn
from planparse.cli.outcome import DONE
from planparse.cli.output import (
    colours,
    format_by_ending,
    refuse_terminal,
    write_output,
)
from planparse.cli.progress import Progress
from planparse.compare.items import Edition
from planparse.export.tracking import ENDINGS, write_tracking
from planparse.locale.message import _
from planparse.promises.tracking import track
from planparse.system import terminal

_MANY = 4
"""So many files are read for a while, and progress is shown: a choice."""


@click.command(cls=Command, context_settings=options.SETTINGS)
@click.argument(
    "files", nargs=-1, required=True, metavar="OLD NEW [MORE…]", type=options.FILE
)
@click.option(
    "-f",
    "--format",
    "fmt",
    type=click.Choice([*ENDINGS]),
    show_default="what OUT ends in; else text",
    help="For people, for programs, as a page for a browser, as a workbook.",
)
@options.output_option()
@options.telling_options
def command(
    *,
    files: tuple[str, ...],
    fmt: str | None,
    output: str | None,
    quiet: bool,
    encoding: str | None,
    grammar: str,
    no_repair: bool,
    lang: str | None,
    color: str,
) -> int:
    """Tell what became of what a plan promised, by the review of the next one.

    OLD, NEW and MORE are work reports of successive years, oldest first, in any format
    that planparse reads, or what it wrote of them as YAML or JSON; - is standard input.
    Each target and each task of a plan is looked for in the review of the next: reached,
    missed, reported without deciding it, only set again (restated), or unmentioned, which
    is no failure.

    Exit status: 0 done, 2 trouble.
    """
    editions.refuse_files(files, _("hold it against"))
    fmt = fmt or format_by_ending(output, ENDINGS, "text")
    if fmt == "xlsx":
        options.require_extra(fmt)
        refuse_terminal(fmt, output)
    if output is not None:
        inputs.refuse_input(output, (*files, grammar))
    words = inputs.lexicon_of(grammar)
    tongue = terminal.language(lang)
    read: list[Edition] = []
    given = editions.files_of(files, encoding, repair=not no_repair)
    shows = not quiet and len(files) >= _MANY and terminal.is_terminal(sys.stderr)
    with Progress(quiet=not shows) as progress:
        progress.start(len(given), sum(file.size for file in given))
        for file in given:
            if not quiet:
                warn(file.source, file.path, tongue, color)
            read.append(editions.read(file, words, repair=not no_repair))
            progress.advance(file.size)
    pieces = write_tracking(
        track(read),
        fmt,
        lang=tongue,
        colour=colours(color, output),
        width=terminal.width(),
    )
    write_output(output, pieces)
    return DONE
