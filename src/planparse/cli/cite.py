"""`planparse cite`: what a citation, a line or a quotation names in a plan."""

import os
from collections.abc import Iterable, Iterator, Sequence

import click

from planparse.cli import inputs, options
from planparse.cli.commands import Command
from planparse.cli.findings_told import warn
from planparse.cli.outcome import DONE, FOUND, CommandError
from planparse.cli.output import colours, write_output
from planparse.errors import reason
from planparse.locale.message import _
from planparse.pipeline import parse
from planparse.retrieval.citations.asking import (
    Answer,
    asked,
    is_of_no_document,
)
from planparse.retrieval.citations.passages import Passages
from planparse.retrieval.citations.sources import Source
from planparse.system import terminal
from planparse.system.json_line import encode_line
from planparse.text.encoding import sha256_of
from planparse.tree import Lang


@click.command(cls=Command, context_settings=options.SETTINGS)
@click.argument("file", metavar="FILE[:LINE]", type=options.FILE)
@click.argument("what", nargs=-1, metavar="[FILE…] [WHAT…]", type=options.FILE)
@click.option(
    "-f",
    "--format",
    "fmt",
    type=click.Choice(["text", "json"]),
    default="text",
    help="For people, or as JSON Lines, which planparse verify reads.",
)
@options.output_option()
@options.telling_options
def command(
    *,
    file: str,
    what: tuple[str, ...],
    fmt: str,
    output: str | None,
    quiet: bool,
    encoding: str | None,
    grammar: str,
    no_repair: bool,
    lang: str | None,
    color: str,
) -> int:
    """Print the passages that WHAT names in FILE, each with its place.

    WHAT is a citation by labels (第三条第二款第（一）项, 第三章第二节, 二、（三）3.), with
    the name of its document or without it (《…工作方案》第三条, 临政发〔2026〕3号第二条,
    d2第三条), a line (FILE:12 or :12), or a quotation. A quotation is found across line
    breaks, in full and half width; where it stands nowhere word for word, the words that
    are most like it are printed, with what differs.

    The first argument is a FILE, and so are those behind it, up to the first that is not
    the name of a file: there WHAT begins.

    Exit status: 0 all found, 1 something is not there word for word, 2 trouble.
    """
    files, asked_for = _files_and_what([file, *what])
    inputs.refuse_twice(files)
    if output is not None:
        inputs.refuse_input(output, (*files, grammar))
    lexicon, tongue = inputs.lexicon_of(grammar), terminal.language(lang)
    sources = []
    for path in files:
        data = inputs.read_bytes(path)
        text = inputs.decoded(data, path, encoding)
        if not quiet:
            warn(text, path, tongue, color)
        passages = Passages(parse(text, lexicon, repair=not no_repair), lexicon)
        sources.append(Source(path, sha256_of(data), passages))
    found = [(one, _asked(sources, one)) for one in asked_for]
    colour = colours(color, output)
    pieces = _as_json(found) if fmt == "json" else _as_text(found, tongue, colour)
    write_output(output, pieces)
    for one, there in found:
        if not there and not quiet:
            terminal.say(_missing(one, sources, tongue))
    holds = all(
        there and all(each.passage.is_exact for each in there) for _, there in found
    )
    return DONE if holds else FOUND


def _files_and_what(arguments: Sequence[str]) -> tuple[list[str], list[str]]:
    """Return the files, which come first, and what is asked; FILE:LINE is both.

    The first is a file, whether there is one or not. Raises click.UsageError where nothing
    is asked.
    """
    files: list[str] = []
    what: list[str] = []
    for at, argument in enumerate(arguments):
        path, _line = inputs.file_and_line(argument) or ("", 0)
        is_line = os.path.isfile(path)
        if os.path.isfile(argument) or (at == 0 and not is_line):
            files.append(argument)
        elif is_line:
            files += [] if path in files else [path]
            what.append(argument)
        else:
            what += arguments[at:]
            break
    if not what:
        raise click.UsageError(
            _(
                "say what to look for, as in {file} 第三条, {file}:12, or a quotation",
                file=files[0],
            )
        )
    return files, what


def _asked(sources: Sequence[Source], what: str) -> list[Answer]:
    """Return what is asked for. Raises CommandError for what has neither letter nor mark."""
    try:
        return asked(sources, what)
    except ValueError as fault:
        raise CommandError(reason(fault)) from None


def _as_text(
    found: Iterable[tuple[str, list[Answer]]], lang: Lang, colour: bool
) -> Iterator[str]:
    """Yield the passages as text for people."""
    from planparse.retrieval.citations.text import passage_lines

    for _what, answers in found:
        for source, passage in answers:
            for line in passage_lines(passage, source.path, lang, colour=colour):
                yield f"{line}\n"


def _as_json(found: Iterable[tuple[str, list[Answer]]]) -> Iterator[str]:
    """Yield the passages as JSON Lines, each with what was asked."""
    from planparse.retrieval.citations.records import passage_record

    for one, answers in found:
        for source, passage in answers:
            record = passage_record(passage, source.path, source.sha256)
            yield f"{encode_line({'asked': one, **record})}\n"


def _missing(what: str, sources: Sequence[Source], lang: Lang) -> str:
    """Return that something asked for is not there; that a document is not, by their names."""
    from planparse.retrieval.citations.text import missing_line

    titles = (
        [title for source in sources for title in source.passages.titles.values()]
        if is_of_no_document(sources, what)
        else []
    )
    return missing_line(what, [source.path for source in sources], titles, lang)
