"""`planparse page`: the page as a folder, for any web server, or to be opened as it is."""

import os

import click

from planparse.browser.site import built_page, page_files
from planparse.cli import options
from planparse.cli.commands import Command
from planparse.cli.language import remark
from planparse.cli.outcome import DONE, CommandError
from planparse.locale.message import _
from planparse.system.faults import system_fault
from planparse.system.files import to_file


@click.command(cls=Command, context_settings=options.SETTINGS)
@click.option(
    "-o",
    "--output",
    metavar="FOLDER",
    required=True,
    type=click.Path(),
    help="Write the page into this folder, which is made.",
)
@options.page_option
def command(*, output: str, source: str | None) -> int:
    """Write the page that parses plans in a browser into a folder.

    Put the folder on any web server, or open its index.html as it is: nothing else is
    needed, and the page sends nothing anywhere. It needs pip install planparse-page.

    Exit status: 0 done, 2 could not.
    """
    folder = built_page(source)
    names = page_files(folder)
    for name in names:
        target = os.path.join(output, *name.split("/"))
        try:
            os.makedirs(os.path.dirname(target), exist_ok=True)
            with open(os.path.join(folder, name), "rb") as file:
                content = file.read()
        except OSError as fault:
            raise CommandError(
                _(
                    "cannot write {path}: {fault}",
                    path=target,
                    fault=system_fault(fault),
                )
            ) from None
        to_file(target, [content])
    remark(
        _(
            "{folder} has the page: open {first}",
            folder=output,
            first=os.path.join(output, "index.html"),
        )
    )
    return DONE
