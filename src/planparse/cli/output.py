"""Where a command writes what it makes: its format, its colours, a file or standard output."""

import os
import sys
from collections.abc import Iterable, Mapping
from typing import TypeVar

import click

from planparse.export.formats import format_among
from planparse.locale.message import _
from planparse.system import terminal
from planparse.system.files import to_file, to_stdout
from planparse.text.printable import harmless_lines

_Name = TypeVar("_Name", bound=str)


def format_by_ending(
    output: str | None, endings: Mapping[_Name, Iterable[str]], default: _Name
) -> _Name:
    """Return the format that an output's ending stands for, `default` where it has none.

    Raises UsageError for an ending of no format, rather than to write another into it.
    """
    if output is None:
        return default
    found = format_among(output, endings)
    if found is None and os.path.splitext(output)[1]:
        raise click.UsageError(
            _(
                "{output} ends in none of the formats: say which with -f {formats}",
                output=output,
                formats="|".join(endings),
            )
        )
    return found or default


def refuse_terminal(fmt: str, output: str | None) -> None:
    """Raise UsageError where a format of bytes would go to a terminal."""
    if output is None and terminal.is_terminal(sys.stdout):
        raise click.UsageError(
            _("{fmt} is nothing for a terminal: name a file with -o", fmt=fmt)
        )


def colours(color: str, output: str | None) -> bool:
    """Return whether to colour an output, as `--color` says; auto never colours a file."""
    return terminal.coloured(color, sys.stdout if output is None else None)


def for_output(text: str, output: str | None) -> str:
    """Return a text as an output is given it: to a terminal go no control characters."""
    shown = output is None and terminal.is_terminal(sys.stdout)
    return harmless_lines(text) if shown else text


def write_output(output: str | None, pieces: Iterable[str | bytes]) -> None:
    """Write to a file, whole or not at all, or to standard output for None.

    Raises CannotWriteError, or BrokenPipeError where nobody reads on.
    """
    if output is not None:
        to_file(output, pieces)
    else:
        to_stdout(pieces)
