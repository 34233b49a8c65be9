"""`planparse mcp`: a server that answers assistants about the plans in a folder."""

import os
import sys

import click

from planparse.cli import options
from planparse.cli.commands import Command
from planparse.cli.language import remark
from planparse.cli.outcome import DONE, CommandError
from planparse.cli.server_process import as_server
from planparse.errors import reason
from planparse.locale.message import _
from planparse.system import terminal

_MOST = 50 * 10**6
"""Bytes that a file may have where nothing else is asked: a choice.

Plans as text have up to 178,123 bytes of 540, as PDF up to some megabytes.
"""

_SECONDS = 30.0
"""Seconds that a request may take where nothing else is asked, for clients wait a minute."""


@click.command(cls=Command, context_settings=options.SETTINGS)
@click.argument("folder", metavar="FOLDER", type=click.Path())
@click.option(
    "--max-size",
    "most",
    type=options.Size(),
    metavar="SIZE",
    default=_MOST,
    show_default="50M",
    help="Refuse files of more bytes: 20M, 1G.",
)
@click.option(
    "--timeout",
    "seconds",
    type=click.FloatRange(min=1, max=3600),
    metavar="S",
    default=_SECONDS,
    help="Stop a request that takes longer, in seconds.",
)
def command(*, folder: str, most: int, seconds: float) -> int:
    """Answer assistants about the plans in FOLDER, and about nothing outside it.

    A server of the Model Context Protocol over standard input and output, which an
    assistant starts (docs/assistants.md): outline, read, search, tasks, cite, verify,
    compare. It reads files and changes none. It needs pip install 'planparse[mcp]'.

    Exit status: 0 the assistant has gone, 2 could not.
    """
    if not os.path.isdir(folder):
        raise CommandError(
            _("{folder} is no folder: name the one that has the plans", folder=folder)
        )
    try:
        from planparse.integrations.mcp.folder import folder_at
        from planparse.integrations.mcp.refused import RefusedError
        from planparse.integrations.mcp.server import serve
    except ImportError as fault:
        raise CommandError(
            _(
                "planparse mcp needs more packages ({why}): pip install 'planparse[mcp]'",
                why=reason(fault),
            )
        ) from None
    if sys.stdin is not None and terminal.is_terminal(sys.stdin):
        remark(
            _(
                "an assistant starts this and speaks to it over standard input; "
                "docs/assistants.md says how"
            )
        )
    try:
        served = folder_at(folder, most)
    except RefusedError as fault:
        raise CommandError(reason(fault)) from None
    as_server()
    serve(served, seconds)
    return DONE
