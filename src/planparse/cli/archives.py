"""The archives that a command is given to read, and what is told of files in them."""

import os
from collections.abc import Callable, Iterable, Iterator, Sequence

import click

from planparse.batch.events import Failed, Refused
from planparse.cli import inputs, options
from planparse.cli.language import said
from planparse.cli.missing_file import missing_file
from planparse.cli.outcome import CommandError
from planparse.locale.message import _, joined

_MISSING_SHOWN = 20
"""Names of missing files that are printed where there is none: a choice."""
_TIMEOUT = 600.0
"""Seconds for one file. A file of 100 MB takes 19: this is for what hangs, a choice."""
_LONGEST = 1_000_000
"""Seconds that a timeout may have, 11 days; what is more is a slip of the finger."""


def timeout_option(command: options.Command) -> options.Command:
    """Add `--timeout`."""
    return click.option(
        "--timeout",
        type=click.FloatRange(0, min_open=True),
        default=_TIMEOUT,
        metavar="S",
        help="Seconds after which a file is given up.",
    )(command)


def refuse_timeout(timeout: float) -> None:
    """Raise UsageError for a time that nobody can mean."""
    if not 0 < timeout <= _LONGEST:
        raise click.UsageError(
            _("--timeout is a number of seconds up to {most:,}", most=_LONGEST)
        )


def refuse_without_processes(command: str) -> None:
    """Raise CommandError where the system has no processes as the pool supervises them."""
    if os.name == "nt":
        raise CommandError(
            _(
                "{command} supervises its workers as POSIX has it: on Windows, run it in WSL",
                command=command,
            )
        )


def named(archives: Iterable[str], *, zero: bool = False) -> Iterator[str]:
    """Yield the names that are given; for `-` those of a list on standard input.

    With `zero` the list is parted by NUL.
    """
    for name in archives:
        if name != "-":
            yield name
            continue
        data = inputs.read_bytes("-")
        for line in data.split(b"\0") if zero else data.splitlines():
            if line:
                yield os.fsdecode(line)


def refuse_missing(names: Sequence[str], is_there: Callable[[str], bool]) -> None:
    """Raise CommandError where none of the names is there."""
    if not any(map(is_there, names)):
        raise CommandError(
            joined(
                map(missing_file, names[:_MISSING_SHOWN]),
                "\n",
            )
        )


def is_there(name: str) -> bool:
    """Return whether a file, a folder, or what matches a pattern is there."""
    import glob

    return os.path.lexists(name) or (
        glob.has_magic(name) and bool(glob.glob(name, recursive=True))
    )


def failure(event: Failed | Refused) -> str:
    """Return the message on a file that failed or was refused, safe to print."""
    return said(_("{path}: {why}", path=event.name, why=event.message))
