"""`planparse restore`: the original, from a clean text and its ledger."""

import json

import click

from planparse.cli import inputs, options
from planparse.cli.commands import Command
from planparse.cli.language import remark
from planparse.cli.outcome import DONE, CommandError
from planparse.cli.output import write_output
from planparse.errors import PlanparseError, reason
from planparse.locale.message import _
from planparse.normaliser.ledger import CannotRestoreError, Ledger, from_plain, restore
from planparse.system.syntax_faults import json_fault


@click.command(cls=Command, context_settings=options.SETTINGS)
@click.argument("clean", metavar="CLEAN", type=options.FILE)
@click.argument("ledger", metavar="EDITS", type=options.FILE)
@options.output_option()
@options.quiet_option
def command(clean: str, ledger: str, output: str | None, *, quiet: bool) -> int:
    """Write the original of CLEAN, to the byte, as the ledger EDITS has it.

    Of a Word file or a web page that is the text that was read out of it.

    Both must be as normalise, or check --fix, wrote them: a digest of the clean text is
    checked before, one of the original after. OUT may be CLEAN itself.

    Exit status: 0 done, 2 could not.
    """
    if clean == ledger == "-":
        raise click.UsageError(_("standard input can be read only once"))
    if output is not None:
        inputs.refuse_input(output, [ledger])
    edits = _read(ledger)
    try:
        original = restore(inputs.read_bytes(clean), edits)
    except CannotRestoreError as fault:
        raise CommandError(
            _(
                "cannot restore {clean} by {ledger}: {why}",
                clean=clean,
                ledger=ledger,
                why=reason(fault),
            )
        ) from None
    write_output(output, [original])
    if edits.format is not None and not quiet:
        remark(
            _(
                "this is the text that was read out of a .{format} file, and not the file",
                format=edits.format,
            )
        )
    return DONE


def _read(path: str) -> Ledger:
    """Read a ledger, YAML or JSON by its name. Raises CommandError, with what is wrong where."""
    data = inputs.read_bytes(path)
    try:
        text = data.decode("utf-8-sig")
        if path.endswith((".yaml", ".yml")):
            return from_plain(_yaml(text, path))
        return from_plain(json.loads(text))
    except UnicodeDecodeError:
        raise CommandError(
            _("{path}: not a ledger: it is not UTF-8", path=path)
        ) from None
    except json.JSONDecodeError as fault:
        raise CommandError(
            _(
                "{path}:{line}:{column}: not a ledger, as planparse normalise --ledger "
                "writes it: not JSON: {what}",
                path=path,
                line=fault.lineno,
                column=fault.colno,
                what=json_fault(fault),
            )
        ) from None
    except RecursionError:
        raise CommandError(
            _("{path}: not a ledger: nested too deep", path=path)
        ) from None
    except CannotRestoreError as fault:
        raise CommandError(_("{path}: {why}", path=path, why=reason(fault))) from None
    except PlanparseError:
        raise
    except ValueError:
        raise CommandError(
            _("{path}: not a ledger: it has a number that no text needs", path=path)
        ) from None


def _yaml(text: str, path: str) -> object:
    """Return what a YAML file says. Raises UnreadableError."""
    from planparse.export.reader import read_yaml

    return read_yaml(text, path)[1]
