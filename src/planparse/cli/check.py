"""`planparse check`: findings alone, for people and for other programs."""

import json
import sys
from collections.abc import Iterable, Iterator

import click

from planparse.cli import inputs, options
from planparse.cli.commands import Command
from planparse.cli.outcome import DONE, FOUND, TROUBLE, complain
from planparse.errors import PlanparseError
from planparse.findings.report.github import as_github
from planparse.findings.report.objects import as_json
from planparse.findings.report.place import Checked
from planparse.findings.report.sarif import as_sarif
from planparse.findings.report.terminal import as_text
from planparse.grammar.lexicon import Lexicon
from planparse.pipeline import parse
from planparse.system import terminal
from planparse.system.files import to_file, to_stdout
from planparse.text.lines import Lines
from planparse.tree import Lang


@click.command(cls=Command, context_settings=options.SETTINGS)
@click.argument("files", nargs=-1, required=True, metavar="FILE…", type=options.FILE)
@click.option(
    "-f",
    "--format",
    "fmt",
    type=click.Choice(["text", "json", "sarif", "github"]),
    default="text",
    help="For people, as one list of objects, as SARIF 2.1.0, or as GitHub annotations.",
)
@options.output_option()
@options.telling_options
def command(
    *,
    files: tuple[str, ...],
    fmt: str,
    output: str | None,
    quiet: bool,
    encoding: str | None,
    grammar: str,
    no_repair: bool,
    lang: str | None,
    color: str,
) -> int:
    """Print what is doubtful in the files, and no tree.

    Exit status: 0 nothing found, 1 something found, 2 could not.
    """
    if output is not None:
        inputs.refuse_input(output, (*files, grammar))
    words, status = inputs.lexicon_of(grammar), DONE
    checked = []
    for path in files:
        try:
            file = _checked(path, encoding, words, repair=not no_repair)
        except PlanparseError as fault:
            if output is not None:
                raise
            complain(fault)
            status = TROUBLE
            continue
        checked.append(file)
        if file.findings:
            status = max(status, FOUND)
    tints = (
        terminal.coloured(color, sys.stdout) if output is None else color == "always"
    )
    width = terminal.width(sys.stdout) if output is None else 80
    told = _written(checked, fmt, terminal.language(lang), colour=tints, width=width)
    lines = (f"{line}\n" for line in told)
    if output is not None:
        to_file(output, lines)
    elif not quiet:
        to_stdout(lines)
    return status


def _checked(
    path: str, encoding: str | None, words: Lexicon, *, repair: bool
) -> Checked:
    """Return the findings of one file with what is needed to tell their places."""
    source = inputs.decoded(inputs.read_bytes(path), path, encoding)
    return Checked(
        source.path, Lines(source.text), parse(source, words, repair=repair).findings
    )


def _written(
    checked: Iterable[Checked], fmt: str, lang: Lang, *, colour: bool, width: int
) -> Iterator[str]:
    """Yield all findings in a format: one JSON value for `json` and `sarif`, else lines."""
    if fmt == "sarif":
        yield json.dumps(as_sarif(checked, lang), ensure_ascii=False, indent=2)
    elif fmt == "json":
        found = [entry for file in checked for entry in as_json(*file, lang)]
        yield json.dumps(found, ensure_ascii=False, indent=2)
    else:
        for file in checked:
            if fmt == "github":
                yield from as_github(*file, lang)
            else:
                yield from as_text(*file, lang, colour, width)
