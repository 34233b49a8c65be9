"""`planparse check`: findings alone, for people and for other programs."""

import json
import sys
from collections.abc import Iterable, Iterator

import click

from planparse import report
from planparse.console import (
    DONE,
    FOUND,
    SETTINGS,
    TROUBLE,
    Trouble,
    color_option,
    coloured,
    decoded,
    harmless,
    lang_option,
    language,
    lexicon_of,
    output_option,
    quiet_option,
    read_bytes,
    reading_options,
    refuse_input,
    repair_option,
    say,
)
from planparse.doubts import examine
from planparse.findings import Lang
from planparse.lexicon import Lexicon
from planparse.output import to_file, to_stdout
from planparse.source import Lines


@click.command(context_settings=SETTINGS)
@click.argument("files", nargs=-1, required=True, metavar="FILE…")
@click.option(
    "-f",
    "--format",
    "fmt",
    type=click.Choice(["text", "json", "sarif", "github"]),
    default="text",
    help="For people, as one list of objects, as SARIF 2.1.0, or as GitHub annotations.",
)
@output_option
@quiet_option("Print nothing: the exit status tells.")
@reading_options
@repair_option
@lang_option
@color_option
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
        refuse_input(output, (*files, grammar))
    words, status = lexicon_of(grammar), DONE
    checked = []
    for path in files:
        try:
            file = _checked(path, encoding, words, repair=not no_repair)
        except Trouble as fault:
            if output is not None:
                raise
            say(f"planparse: {harmless(str(fault))}")
            status = TROUBLE
            continue
        checked.append(file)
        if file.findings:
            status = max(status, FOUND)
    tints = coloured(color, sys.stdout) if output is None else color == "always"
    lines = (line + "\n" for line in _written(checked, fmt, language(lang), tints))
    if output is not None:
        to_file(output, lines)
    elif not quiet:
        to_stdout(lines)
    return status


def _checked(path: str, encoding: str | None, words: Lexicon, *, repair: bool) -> report.Checked:
    source = decoded(read_bytes(path), path, encoding)
    return report.Checked(source.path, Lines(source.text), examine(source, words, repair=repair).findings)


def _written(checked: Iterable[report.Checked], fmt: str, lang: Lang, colour: bool) -> Iterator[str]:
    if fmt == "sarif":
        yield json.dumps(report.as_sarif(checked, lang), ensure_ascii=False, indent=2)
    elif fmt == "json":
        found = [entry for file in checked for entry in report.as_json(*file, lang)]
        yield json.dumps(found, ensure_ascii=False, indent=2)
    else:
        for file in checked:
            if fmt == "github":
                yield from report.as_github(*file, lang)
            else:
                yield from report.as_text(*file, lang, colour)
