"""`planparse cite`: what a citation, a line or a quotation names in a plan."""

import os
import sys
from collections.abc import Iterator

import click

from planparse.cli import editions, inputs, options
from planparse.cli.commands import Command
from planparse.cli.outcome import DONE, FOUND, CommandError
from planparse.retrieval.citations.asking import asked, line_of
from planparse.retrieval.citations.passages import Passage, Passages
from planparse.system import terminal
from planparse.system.files import to_file, to_stdout
from planparse.system.json_line import encode_line
from planparse.text.encoding import sha256_of
from planparse.tree import Lang


@click.command(cls=Command, context_settings=options.SETTINGS)
@click.argument("file", metavar="FILE[:LINE]", type=options.FILE)
@click.argument("what", nargs=-1, metavar="[WHAT…]")
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

    WHAT is a citation by labels (第三条第二款第（一）项, 第三章第二节, 二、（一）3.), a line
    (FILE:12 or :12), or a quotation. A quotation is found across line breaks, in full
    and half width; where it stands nowhere word for word, the words that are most like it
    are printed, with what differs.

    Exit status: 0 all found, 1 something is not there word for word, 2 trouble.
    """
    file, what = _file_and_what(file, what)
    if output is not None:
        inputs.refuse_input(output, (file, grammar))
    words, tongue = inputs.lexicon_of(grammar), terminal.language(lang)
    data = inputs.read_bytes(file)
    source = inputs.decoded(data, file, encoding)
    if not quiet:
        editions.warn(source, file, tongue, terminal.coloured(color, sys.stderr))
    from planparse.pipeline import parse

    passages = Passages(parse(source, words, repair=not no_repair), words)
    found = [(one, _asked(passages, one, file)) for one in what]
    colour = (
        terminal.coloured(color, sys.stdout) if output is None else color == "always"
    )
    if fmt == "json":
        pieces = _as_json(found, file, sha256_of(data))
    else:
        pieces = _as_text(found, file, tongue, colour)
    if output is not None:
        to_file(output, pieces)
    else:
        to_stdout(pieces)
    for one, there in found:
        if not there and not quiet:
            terminal.say(_missing(one, file, tongue))
    holds = all(there and all(each.is_exact for each in there) for _, there in found)
    return DONE if holds else FOUND


def _file_and_what(file: str, what: tuple[str, ...]) -> tuple[str, tuple[str, ...]]:
    """Return the file and what is asked of it: of FILE:LINE alone the line.

    Raises click.UsageError where nothing is asked.
    """
    if what:
        return file, what
    path, _, number = file.rpartition(":")  # the last colon: C:\plan.txt:12
    if path and line_of(f":{number}", path) is not None and not os.path.exists(file):
        return path, (f":{number}",)
    raise click.UsageError(
        f"say what to look for, as in {file} 第三条, {file}:12, or a quotation"
    )


def _asked(passages: Passages, what: str, file: str) -> list[Passage]:
    """Return what is asked for. Raises CommandError for what has neither letter nor mark."""
    try:
        return asked(passages, what, file)
    except ValueError as fault:
        raise CommandError(str(fault)) from None


def _as_text(
    found: list[tuple[str, list[Passage]]], file: str, lang: Lang, colour: bool
) -> Iterator[str]:
    """Yield the passages as text for people."""
    from planparse.retrieval.citations.text import passage_lines

    for _, passages in found:
        for passage in passages:
            for line in passage_lines(passage, file, lang, colour=colour):
                yield f"{line}\n"


def _as_json(
    found: list[tuple[str, list[Passage]]], file: str, sha256: str
) -> Iterator[str]:
    """Yield the passages as JSON Lines, each with what was asked."""
    from planparse.retrieval.citations.records import passage_record

    for one, passages in found:
        for passage in passages:
            record = {"asked": one, **passage_record(passage, file, sha256)}
            yield f"{encode_line(record)}\n"


def _missing(what: str, file: str, lang: Lang) -> str:
    """Return that something asked for is not there."""
    from planparse.retrieval.citations.text import missing_line

    return missing_line(what, file, lang)
