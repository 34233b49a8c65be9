"""`planparse text FILE`: the text that was read, to which all offsets refer."""

import click

from planparse.cli import inputs, options
from planparse.cli.commands import Command
from planparse.cli.language import remark
from planparse.cli.outcome import DONE
from planparse.cli.output import for_output, write_output
from planparse.locale.message import _


@click.command(cls=Command, context_settings=options.SETTINGS)
@click.argument("file", metavar="FILE", type=options.FILE)
@options.output_option()
@options.quiet_option
@options.file_options
def command(*, file: str, output: str | None, quiet: bool, encoding: str | None) -> int:
    """Print the text that was read out of FILE, as UTF-8.

    That of a Word file has the numbers that Word gives to its paragraphs, that of a web
    page no menu. All offsets that are printed of FILE refer to this text.

    Exit status: 0 done, 2 could not.
    """
    if output is not None:
        inputs.refuse_input(output, [file])
    data = inputs.read_bytes(file)
    source = inputs.decoded_any(data, file, encoding)
    if not data and not quiet:
        remark(_("{path} is empty", path=file))
    write_output(output, [for_output(source.text, output)])
    return DONE
