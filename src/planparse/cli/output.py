"""Where a command writes what it makes: its format, and whether it may go to a terminal."""

import os
import sys
from collections.abc import Iterable, Mapping
from typing import TypeVar

import click

from planparse.export.formats import format_among
from planparse.locale.message import _
from planparse.system import terminal

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
