"""`planparse chunk`: plans in chunks, for search and for models."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

import click

from planparse.cli import inputs, options
from planparse.cli.commands import Command
from planparse.cli.findings_told import warn
from planparse.cli.outcome import DONE
from planparse.cli.output import write_output
from planparse.errors import reason
from planparse.grammar.lexicon import Lexicon
from planparse.locale.message import _
from planparse.pipeline import parse
from planparse.retrieval.chunks.chunking import chunks
from planparse.retrieval.chunks.units import (
    CHARS,
    CHUNK_SIZE,
    TOKENS,
    Measure,
    UnitError,
    measure_of,
)
from planparse.system import terminal
from planparse.system.json_line import encode_line
from planparse.text.encoding import sha256_of
from planparse.tree import Lang


@click.command(cls=Command, context_settings=options.SETTINGS)
@click.argument("files", nargs=-1, required=True, metavar="FILE…", type=options.FILE)
@click.option(
    "--max",
    "limit",
    type=click.IntRange(min=1),
    metavar="N",
    default=CHUNK_SIZE,
    help="How large a chunk is at most.",
)
@click.option(
    "--unit",
    metavar="chars|tokens:FILE",
    default=CHARS,
    help="What --max counts: characters, or the tokens of a tokenizer.json.",
)
@options.output_option()
@options.telling_options
def command(
    *,
    files: tuple[str, ...],
    limit: int,
    unit: str,
    output: str | None,
    quiet: bool,
    encoding: str | None,
    grammar: str,
    no_repair: bool,
    lang: str | None,
    color: str,
) -> int:
    """Cut plans into chunks for search and for models: JSON Lines, a chunk a line.

    FILE is a plan in any format that planparse reads; - is standard input. Whole items
    stay together where they fit, small neighbours too; what does not fit is parted between
    sentences. Each chunk has its text, the path of headings that it stands below, how it
    is cited, its place in the source, and what is lost beside it.

    Exit status: 0 done, 2 could not.
    """
    inputs.refuse_twice(files)
    if output is not None:
        tokenizer = [unit.removeprefix(TOKENS)] if unit.startswith(TOKENS) else []
        inputs.refuse_input(output, [*files, grammar, *tokenizer])
    try:
        measure = measure_of(unit)
    except UnitError as fault:
        raise UnitError(_("--unit: {why}", why=reason(fault))) from None
    cutting = _Cutting(
        inputs.lexicon_of(grammar),
        limit,
        measure,
        encoding,
        not no_repair,
        None if quiet else terminal.language(lang),
        color,
    )
    write_output(output, _lines(files, cutting))
    return DONE


class _Cutting(NamedTuple):
    """How files are read and cut; `lang` is None where nothing is told of them."""

    lexicon: Lexicon
    limit: int
    measure: Measure
    encoding: str | None
    repair: bool
    lang: Lang | None
    color: str


def _lines(files: Sequence[str], cutting: _Cutting) -> Iterator[str]:
    """Yield the chunks of files, one a line. Raises CommandError for a file that has no text."""
    for path in files:
        data = inputs.read_bytes(path)
        source = inputs.decoded(data, path, cutting.encoding)
        if cutting.lang is not None:
            warn(source, path, cutting.lang, cutting.color)
        parsed = parse(source, cutting.lexicon, repair=cutting.repair, check=False)
        for chunk in chunks(
            parsed,
            cutting.lexicon,
            sha256=sha256_of(data),
            limit=cutting.limit,
            measure=cutting.measure,
        ):
            yield f"{encode_line(chunk.to_dict())}\n"
