"""Every text that the catalogue is to have: of the source, of the commands' help, of click."""

from collections.abc import Iterator
from pathlib import Path

import click
from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir

from planparse.cli.chinese_help import paragraphs
from planparse.cli.commands import COMMANDS, command_line

SOURCE = Path(__file__).parents[2] / "src" / "planparse"

_KEYWORDS = {"_": None, "plural": (1, 2), "in_context": ((1, "c"), 2)}
"""The functions of `locale.message`, as babel describes them."""

OF_CLICK = (
    "Commands",
    "Options",
    "Usage:",
    "Show this message and exit.",
    "Show the version and exit.",
    "Missing command.",
    "default: {default}",
    "required",
    "Invalid value for {param_hint}: {message}",
    "Invalid value: {message}",
    "{value!r} is not a valid {number_type}.",
    "{value} is not in the range {range}.",
    "No such option {name!r}.",
    "No such command {name!r}.",
    "No such option: {name}",
    "No such command {name!r}.",
    "Did you mean {possibility!r}?",
    "Option {name!r} does not take a value.",
    "Choose from:\n\t{choices}",
)
"""What of click's own words a person may meet; versions word some otherwise."""

_OF_CLICK_COUNTED = (
    ("Did you mean {possibility}?", "(Did you mean one of: {possibilities}?)"),
    ("{value!r} is not {choice}.", "{value!r} is not one of {choices}."),
    (
        "Option {name!r} requires an argument.",
        "Option {name!r} requires {nargs} arguments.",
    ),
    (
        "Got unexpected extra argument ({args})",
        "Got unexpected extra arguments ({args})",
    ),
)


def template() -> Catalog:
    """Return a catalogue of all texts, without translations."""
    made = Catalog(fuzzy=False)
    found = extract_from_dir(
        SOURCE, keywords=_KEYWORDS, method_map=[("**.py", "python")]
    )
    for _file, _line, message, _comments, context in found:
        made.add(message, context=context)
    for text in [*_of_help(), *OF_CLICK]:
        made.add(text)
    for counted in _OF_CLICK_COUNTED:
        made.add(counted)
    return made


def _of_help() -> Iterator[str]:
    """Yield the texts of the help of all commands."""
    yield from COMMANDS.values()
    context = click.Context(command_line)
    for name in COMMANDS:
        command = command_line.get_command(context, name)
        assert command is not None
        yield from _of_command(command)


def _of_command(command: click.Command) -> Iterator[str]:
    """Yield the texts of the help of a command, and of those below it."""
    texts = [command.help, command.epilog, command.options_metavar]
    for param in command.params:
        texts.append(param.metavar)
        if isinstance(param, click.Option):
            texts.append(param.help)
            if isinstance(param.show_default, str):
                texts.append(param.show_default)
    for text in filter(None, texts):
        yield from paragraphs(text)
    if isinstance(command, click.Group):
        yield command.subcommand_metavar
        for below in command.commands.values():
            yield from _of_command(below)
