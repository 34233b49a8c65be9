"""Options of `check` that a language server heeds as well."""

import click

from planparse.cli.options import FILE, Command


def style_option(command: Command) -> Command:
    """Add `--style`."""
    return click.option(
        "--style",
        is_flag=True,
        help="Look for departures from the rules of style as well (docs/style.md).",
    )(command)


def exclude_option(command: Command) -> Command:
    """Add `--exclude`."""
    return click.option(
        "--exclude",
        multiple=True,
        metavar="GLOB",
        help="Pass over files and folders that are named so: drafts, '*.html'.",
    )(command)


def baseline_option(command: Command) -> Command:
    """Add `--baseline`."""
    return click.option(
        "--baseline",
        type=FILE,
        metavar="KNOWN",
        help="Leave out the findings that this file has; --write-baseline makes it.",
    )(command)
