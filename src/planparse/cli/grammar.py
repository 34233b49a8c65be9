"""`planparse grammar`: the grammars in force, and a check of a user's own."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from planparse.cli.commands import Command, Group
from planparse.cli.inputs import grammar_text
from planparse.cli.language import spoken
from planparse.cli.options import FILE, SETTINGS, completions, quiet_option
from planparse.cli.outcome import DONE, TROUBLE, CommandError
from planparse.errors import reason
from planparse.grammar import user
from planparse.grammar.compile import read_folder
from planparse.grammar.files import folder
from planparse.grammar.loading import GrammarError
from planparse.locale.message import _, told
from planparse.system.files import to_stdout

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem


@click.group(cls=Group, context_settings=SETTINGS, no_args_is_help=False)
def command() -> None:
    """List, show and check grammars: the YAML files that say how numbering is written."""


@command.command("list", cls=Command, context_settings=SETTINGS)
def _list() -> None:
    """List the shipped grammars; without --grammar, all are in force together."""
    known = read_folder(folder()).grammars
    width = max(map(len, known))
    to_stdout(f"{name:{width}}  {known[name].title}\n" for name in known)


def _names(
    _context: click.Context, _param: click.Parameter, incomplete: str
) -> "list[CompletionItem]":
    """Complete the name of a grammar from those that ship."""
    known = read_folder(folder()).grammars
    return completions(known, incomplete)


@command.command("show", cls=Command, context_settings=SETTINGS)
@click.argument("name", metavar="NAME", shell_complete=_names)
def _show(name: str) -> None:
    """Print a shipped grammar, a file to start one's own from."""
    known = read_folder(folder()).grammars
    if name not in known:
        raise CommandError(
            _(
                "no grammar is called {name}: the grammars are {names}",
                name=name,
                names=[*known],
            )
        )
    for path in sorted((Path(folder()) / "numbering").glob("*.yaml")):
        text = path.read_text(encoding="utf-8")
        if f"\ngrammar: {name}\n" in f"\n{text}":
            to_stdout([text])
            return


@command.command("check", cls=Command, context_settings=SETTINGS)
@click.argument("files", nargs=-1, required=True, metavar="FILE…", type=FILE)
@quiet_option
def _check(files: tuple[str, ...], *, quiet: bool) -> int:
    """Check grammar files: their form, and their own examples.

    Exit status: 0 all hold, 2 a fault was found.
    """
    status = DONE
    for path in files:
        try:
            faults = list(user.failing_examples(grammar_text(path), path))
        except GrammarError as fault:
            faults = [reason(fault)]
        if faults:
            status = TROUBLE
        elif not quiet:
            faults = [_("{path}: all examples hold", path=path)]
        to_stdout(f"{told(fault, spoken())}\n" for fault in faults)
    return status
