"""`planparse restore`: the original, from a clean text and its ledger."""

import json

import click

from planparse.cli import console
from planparse.normaliser.ledger import CannotRestoreError, Ledger, from_plain, restore
from planparse.system.files import to_file, to_stdout


@click.command(context_settings=console.SETTINGS)
@click.argument("clean", metavar="CLEAN")
@click.argument("ledger", metavar="EDITS")
@console.output_option
def command(clean: str, ledger: str, output: str | None) -> int:
    """Write the original of CLEAN, to the byte, as the ledger EDITS has it.

    Both must be as normalise wrote them: a digest of the clean text is checked before, one of the original after.

    Exit status: 0 done, 2 could not.
    """
    if clean == ledger == "-":
        raise click.UsageError("standard input can be read only once")
    if output is not None:
        console.refuse_input(output, [clean, ledger])
    edits = _read(ledger)
    try:
        original = restore(console.read_bytes(clean), edits)
    except CannotRestoreError as fault:
        raise console.CommandError(
            f"cannot restore {clean} by {ledger}: {fault}"
        ) from None
    if output is not None:
        to_file(output, [original])
    else:
        to_stdout([original])
    return console.DONE


def _read(path: str) -> Ledger:
    data = console.read_bytes(path)
    try:
        text = data.decode("utf-8-sig")
        if path.endswith((".yaml", ".yml")):
            return from_plain(_yaml(text, path))
        return from_plain(json.loads(text))
    except UnicodeDecodeError:
        raise console.CommandError(f"{path}: not a ledger: it is not UTF-8") from None
    except json.JSONDecodeError as fault:
        raise console.CommandError(
            f"{path}:{fault.lineno}:{fault.colno}: not a ledger: not JSON: {fault.msg}"
        ) from None
    except RecursionError:
        raise console.CommandError(f"{path}: not a ledger: nested too deep") from None
    except CannotRestoreError as fault:
        raise console.CommandError(f"{path}: {fault}") from None
    except ValueError:
        raise console.CommandError(
            f"{path}: not a ledger: it has a number that no text needs"
        ) from None


def _yaml(text: str, path: str) -> object:
    from planparse.export.reader import UnreadableError, read_yaml

    try:
        return read_yaml(text, path)[1]
    except UnreadableError as fault:
        raise console.CommandError(str(fault)) from None
