"""`planparse serve`: the page in the browser of this machine."""

import gc

import click

from planparse.browser.site import built_page, page_files
from planparse.cli import options
from planparse.cli.commands import Command
from planparse.cli.language import remark
from planparse.cli.outcome import DONE, CommandError
from planparse.locale.message import _
from planparse.system.faults import system_fault


@click.command(cls=Command, context_settings=options.SETTINGS)
@click.option(
    "--port",
    type=click.IntRange(0, 65535),
    metavar="N",
    default=0,
    show_default="any that is free",
    help="Listen on this port.",
)
@click.option(
    "--open/--no-open",
    "opens",
    default=True,
    help="Open the page in a browser, or not.",
)
@options.page_option
def command(*, port: int, opens: bool, source: str | None) -> int:
    """Open the page that parses plans in a browser, on this machine.

    The page reads files in the browser alone and sends nothing anywhere. It is served to
    this machine only, until an interrupt (Ctrl+C). It needs pip install planparse-page.

    Exit status: 130 interrupted, 2 could not.
    """
    folder = built_page(source)
    from planparse.system.web_server import LoopbackServer

    gc.enable()  # which the start of the command turned off: this one runs for long
    try:
        server = LoopbackServer(folder, page_files(folder), port)
    except OSError as fault:
        raise CommandError(
            _(
                "cannot listen on port {port}: {fault}",
                port=port,
                fault=system_fault(fault),
            )
        ) from None
    server.run(lambda address: _started(address, opens=opens))
    return DONE


def _started(address: str, *, opens: bool) -> None:
    """Say where the page is, and open it."""
    remark(_("the page is at {address}; Ctrl+C ends it", address=address))
    if opens:
        import webbrowser

        webbrowser.open(address)
