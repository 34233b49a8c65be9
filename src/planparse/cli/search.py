"""`planparse search`: words in plans, folders of them, and databases, the best first."""

import os
from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack
from typing import NamedTuple

import click

from planparse.cli import inputs, options
from planparse.cli.commands import Command
from planparse.cli.findings_told import warn
from planparse.cli.outcome import DONE, FOUND, TROUBLE, CommandError, complain
from planparse.cli.output import colours, write_output
from planparse.errors import PlanparseError
from planparse.locale.message import _
from planparse.retrieval.search.database import InDatabase, is_database
from planparse.retrieval.search.finding import (
    NOTHING_ASKED,
    Found,
    asks_for_something,
    found_record,
    search,
)
from planparse.retrieval.search.units import InPlan, Searched
from planparse.retrieval.search.words import words_of
from planparse.system import terminal
from planparse.system.faults import system_fault
from planparse.system.folders import files_below
from planparse.system.json_line import encode_line
from planparse.tasks.query import Condition, Query, is_day
from planparse.text.encoding import Source, sha256_of
from planparse.tree import Lang

_SIGNS = "<>=!~＜＞＝！～"
"""What an operator begins with; a value without one is the value itself."""


@click.command(cls=Command, context_settings=options.SETTINGS)
@click.argument("words", metavar="WORDS")
@click.argument("paths", nargs=-1, required=True, metavar="PATH…", type=options.FILE)
@click.option(
    "--owner",
    metavar="UNIT",
    help="Only tasks of a unit whose name contains this.",
)
@click.option(
    "--deadline",
    metavar="DAY",
    help="Only tasks due then: 2026-07, '<2026-07', '>=2026'.",
)
@click.option("--year", metavar="YEAR", help="Only plans of this year: 2024, '>=2022'.")
@click.option(
    "--where",
    metavar="QUERY",
    help="Only what meets a query, such as 'lead~市水务局 deadline<2026-07' "
    "(docs/search.md).",
)
@click.option(
    "-n",
    "--limit",
    type=click.IntRange(min=0),
    metavar="N",
    default=20,
    help="Print the best N; 0 prints all.",
)
@click.option(
    "-f",
    "--format",
    "fmt",
    type=click.Choice(["text", "json"]),
    default="text",
    help="For people, or as JSON Lines.",
)
@options.output_option()
@options.telling_options
def command(
    *,
    words: str,
    paths: tuple[str, ...],
    owner: str | None,
    deadline: str | None,
    year: str | None,
    where: str | None,
    limit: int,
    fmt: str,
    output: str | None,
    quiet: bool,
    encoding: str | None,
    grammar: str,
    no_repair: bool,
    lang: str | None,
    color: str,
) -> int:
    """Print what has all WORDS, the best first, each with its path and its place.

    PATH is a plan in any format that planparse reads, a folder of plans, or a database
    that planparse batch -o plans.sqlite wrote, which answers at once. WORDS are parted by
    blanks, and "…" makes one of several; they are found from one character up, across line
    breaks, in full and half width, and a number only as a whole.

    With --owner, --deadline or --where tasks are searched, and the headings above them;
    WORDS may then be '' for all.

    Exit status: 0 something was found, 1 nothing, 2 trouble.
    """
    inputs.refuse_twice(paths)
    _refuse_words_behind(words, paths)
    if output is not None:
        inputs.refuse_input(output, (*paths, grammar))
    query = _query(owner, deadline, year, where)
    asked = words_of(words)
    if not asks_for_something(asked, query):
        raise CommandError(NOTHING_ASKED)
    tongue = terminal.language(lang)
    reading = _Reading(
        grammar,
        encoding,
        not no_repair,
        None if quiet else tongue,
        color,
        [],
    )
    with ExitStack() as opened:
        searched = _searched(paths, reading, opened)
        result = search(asked, searched, query, limit or None)
    if fmt == "json":
        pieces = _as_json(result.best)
    else:
        pieces = _as_text(result.best, tongue, colours(color, output))
    write_output(output, pieces)
    if not quiet:
        _tell(len(result.best), result.total, tongue)
    if result.total:
        return DONE
    return TROUBLE if reading.passed_over else FOUND


def _refuse_words_behind(words: str, paths: Sequence[str]) -> None:
    """Raise UsageError where the words seem to stand behind the paths."""
    if os.path.exists(words) and not any(map(os.path.exists, paths)):
        raise click.UsageError(
            _(
                "the words come first, as in planparse search {path} {words}",
                path=paths[-1],
                words=words,
            )
        )


def _query(
    owner: str | None, deadline: str | None, year: str | None, where: str | None
) -> Query:
    """Return the conditions of all options together. Raises CommandError."""
    query: Query = () if where is None else inputs.query_of(where, "--where")
    if owner is not None:
        query = (*query, Condition(False, "owner", "~", (owner,)))
    for field, value in (("deadline", deadline), ("year", year)):
        if value is not None:
            sign = "" if value[:1] in tuple(_SIGNS) else "="
            asked = inputs.query_of(f"{field}{sign}{value}", f"--{field}")
            _refuse_words_of_deadline(asked)
            query = (*query, *asked)
    return query


def _refuse_words_of_deadline(query: Query) -> None:
    """Raise CommandError where a deadline is to be equal to words, as hardly any is."""
    for test in query:
        if test.field != "deadline" or test.operator != "=":
            continue
        words = next((one for one in test.values if one and not is_day(one)), None)
        if words is not None:
            raise CommandError(
                _(
                    "--deadline: {words} is no day, month or year (2026-07-15, "
                    "2026-07, 2026); '~{words}' finds deadlines with these words",
                    words=words,
                )
            )


class _Reading(NamedTuple):
    """How files are read, which a database does not need.

    `lang` is None where nothing is told of them. `passed_over` are the files in folders
    that could not be read.
    """

    grammar: str
    encoding: str | None
    repair: bool
    lang: Lang | None
    color: str
    passed_over: list[str]


def _searched(
    paths: Sequence[str], reading: _Reading, opened: ExitStack
) -> Iterator[Searched]:
    """Yield where words are looked for, one plan after the other; databases are kept open.

    Raises CommandError for a path that cannot be read. A file in a folder that cannot is
    told, and passed over.
    """
    for path in paths:
        if path != "-" and os.path.isdir(path):
            yield from _in_folder(path, reading)
        elif path != "-" and _is_database(path):
            yield opened.enter_context(InDatabase(path))
        else:
            yield _in_file(path, reading)


def _is_database(path: str) -> bool:
    """Return whether a path is a database; what cannot be read is told when it is read."""
    try:
        return is_database(path)
    except OSError:
        return False


def _in_folder(folder: str, reading: _Reading) -> Iterator[Searched]:
    """Yield the plans below a folder. Raises CommandError for a folder that cannot be read."""
    from planparse.text.sniffing import printed

    try:
        for path in files_below(folder):
            if _is_database(path):  # made of plans, and none itself
                continue
            try:
                data = inputs.read_bytes(path)
                source = inputs.decoded_any(data, path, reading.encoding)
            except PlanparseError as fault:
                complain(fault)
                reading.passed_over.append(path)
                continue
            if not printed(source.text):  # what planparse wrote of plans is none
                yield _in_source(source, data, path, reading)
    except OSError as fault:
        raise CommandError(
            _("cannot read {path}: {why}", path=fault.filename, why=system_fault(fault))
        ) from None


def _in_file(path: str, reading: _Reading) -> InPlan:
    """Return the plan in a file that was named. Raises CommandError for what cannot be read."""
    data = inputs.read_bytes(path)
    source = inputs.decoded(data, path, reading.encoding)
    return _in_source(source, data, path, reading)


def _in_source(source: Source, data: bytes, path: str, reading: _Reading) -> InPlan:
    """Return the plan in the text of a file."""
    if reading.lang is not None:
        warn(source, path, reading.lang, reading.color)
    from planparse.pipeline import parse
    from planparse.records import Exporter

    lexicon = inputs.lexicon_of(reading.grammar)
    parsed = parse(source, lexicon, repair=reading.repair, check=False)

    def records(facts: bool) -> Exporter:
        """Return the records of the plan, with facts or without."""
        finder = None
        if facts:
            from planparse.facts.finder import finder as shipped

            finder = shipped()
        return Exporter(parsed, lexicon, "", finder, furniture=False)

    return InPlan(records, path, sha256_of(data))


def _as_text(found: Iterable[Found], lang: Lang, colour: bool) -> Iterator[str]:
    """Yield what was found as text for people."""
    from planparse.retrieval.search.text import hit_lines

    for one in found:
        for line in hit_lines(one, lang, colour=colour):
            yield f"{line}\n"


def _as_json(found: Iterable[Found]) -> Iterator[str]:
    """Yield what was found as JSON Lines."""
    for one in found:
        yield f"{encode_line(found_record(one))}\n"


def _tell(shown: int, total: int, lang: Lang) -> None:
    """Say where nothing was found, or more than is shown."""
    from planparse.retrieval.search.text import count_line

    line = count_line(shown, total, lang)
    if line is not None:
        terminal.say(line)
