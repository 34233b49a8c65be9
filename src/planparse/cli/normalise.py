"""`planparse normalise`: the clean text, and the ledger of what was changed."""

import os
from collections.abc import Callable, Collection, Iterator
from typing import Any

import click

from planparse.cli import inputs, options
from planparse.cli.commands import Command
from planparse.cli.findings_told import tell_findings
from planparse.cli.language import remark
from planparse.cli.outcome import DONE, CommandError
from planparse.cli.output import for_output, write_output
from planparse.findings.encoding import of_the_whole
from planparse.locale.message import _
from planparse.normaliser.engine import (
    NAMES,
    Normalised,
    NormaliserOptions,
    normalise,
)
from planparse.normaliser.ledger import Ledger, as_json, plain
from planparse.normaliser.rule import Punctuation
from planparse.normaliser.rules import RULES
from planparse.system import terminal
from planparse.text.encoding import sha256_of

_Function = Callable[..., Any]


def _switches(command: _Function) -> _Function:
    """Add `--no-RULE` for every rule."""
    for name in reversed([*RULES]):
        command = click.option(f"--no-{name}", is_flag=True, hidden=True)(command)
    return command


@click.command(
    cls=Command, context_settings=options.SETTINGS, epilog=f"Rules: {', '.join(RULES)}."
)
@click.argument("file", metavar="FILE", type=options.FILE)
@options.output_option()
@click.option(
    "--ledger",
    "ledger_path",
    type=options.FILE,
    metavar="EDITS",
    help="Write what was changed: JSON, or YAML by its ending; - is standard output.",
)
@click.option(
    "--rules",
    "chosen",
    type=options.NameList(NAMES),
    metavar="RULE,…",
    show_default="all",
    help="Do these alone; --no-RULE leaves one out.",
)
@_switches
@click.option(
    "--punctuation",
    type=click.Choice(["keep", "full", "half"]),
    default="keep",
    help="Width of marks beside Chinese characters.",
)
@click.option(
    "--canonical",
    is_flag=True,
    help="Give labels the form of GB/T 9704: 一、（一）1.（1）.",
)
@options.quiet_option
@options.reading_options
@options.lang_option
@options.color_option
def command(
    *,
    file: str,
    output: str | None,
    ledger_path: str | None,
    chosen: str | None,
    punctuation: Punctuation,
    canonical: bool,
    quiet: bool,
    encoding: str | None,
    grammar: str,
    lang: str | None,
    color: str,
    **switches: bool,
) -> int:
    """Write the clean text of FILE as UTF-8, and a ledger of what was changed.

    From both, planparse restore gives back FILE to the byte. Broken lines are rejoined,
    items set on lines of their own, damaged characters put right; page numbers, contents
    pages and what a web site added are left out. What is in doubt stays as it is and is
    reported on standard error. planparse explain RULE says what a rule does.

    Exit status: 0 done, 2 could not.
    """
    names = _chosen(chosen, switches)
    _refuse_without_effect(
        names, chosen, punctuation=punctuation != "keep", canonical=canonical
    )
    for path in filter(None, (output, ledger_path)):
        inputs.refuse_input(path, (file, grammar))
    _refuse_one_place(output, ledger_path)
    words = inputs.lexicon_of(grammar)
    data = inputs.read_bytes(file)
    source = inputs.decoded(data, file, encoding)
    if not data and not quiet:
        remark(_("{path} is empty", path=file))
    done = normalise(
        source, words, NormaliserOptions(names, punctuation, canonical), sha256_of(data)
    )
    write_output(output, _with_ledger(done, output, ledger_path))
    if not quiet:
        doubts = [*of_the_whole(source), *done.doubts]
        rest = _rest_in_ledger if ledger_path else _rest
        tongue = terminal.language(lang)
        tell_findings(file, source.text, doubts, tongue, color, rest)
    return DONE


def _rest(count: int) -> str:
    """Return that there are more doubts than are told."""
    return _("… and {count} more", count=count)


def _rest_in_ledger(count: int) -> str:
    """Return that there are more doubts than are told, where a ledger is written."""
    return _("… and {count} more: the ledger has all", count=count)


def _chosen(chosen: str | None, switches: dict[str, bool]) -> tuple[str, ...]:
    """Return the names of the rules to go by. Raise UsageError for an unknown one."""
    wanted = (
        [name.strip() for name in chosen.split(",")]
        if chosen is not None
        else list(RULES)
    )
    for name in wanted:
        if name not in NAMES:
            raise click.UsageError(
                _(
                    "no rule is called {name!r}: the rules are {names}",
                    name=name,
                    names=[*RULES],
                )
            )
    return tuple(
        name
        for name in NAMES
        if name in wanted and not switches.get(f"no_{name.replace('-', '_')}")
    )


def _refuse_without_effect(
    names: Collection[str], chosen: str | None, **asked: bool
) -> None:
    """Raise UsageError where a rule and its own option, `asked` for or not, disagree."""
    for name, given in asked.items():
        if given and name not in names:
            raise click.UsageError(
                _(
                    "--{name} has no effect without the rule {name}: leave it out, "
                    "or let the rule in",
                    name=name,
                )
            )
        if not given and chosen is not None and name in names:
            raise click.UsageError(
                _(
                    "the rule {name} does nothing without its option: see planparse explain {name}",
                    name=name,
                )
            )


def _refuse_one_place(output: str | None, ledger_path: str | None) -> None:
    """Raise where the clean text and its ledger would go to one place."""
    if output is None and ledger_path == "-":
        raise click.UsageError(
            _(
                "the clean text and its ledger cannot both go to standard output: "
                "name a file with -o"
            )
        )
    if output is None or ledger_path is None:
        return
    if os.path.realpath(output) == os.path.realpath(ledger_path):
        raise CommandError(
            _("{output} cannot be both the clean text and its ledger", output=output)
        )


def _with_ledger(
    done: Normalised, output: str | None, ledger_path: str | None
) -> Iterator[str]:
    """Yield the clean text, and write the ledger before its file takes its place."""
    yield for_output(done.text, output)
    yield ""  # now: what cannot be written must not leave a new ledger
    if ledger_path is not None:
        beside = None if ledger_path == "-" else ledger_path
        write_output(beside, _written(done.ledger, ledger_path))


def _written(ledger: Ledger, path: str) -> Iterator[str]:
    """Yield the ledger in the notation that its file name asks for, YAML or JSON."""
    if path.endswith((".yaml", ".yml")):
        from planparse.export.yaml_emitter import dump

        return dump(plain(ledger))
    return as_json(ledger)
