"""`planparse restore`: the original, from a clean text and its ledger."""

import json

import click

from planparse import console
from planparse.ledger import CannotRestore, Ledger, from_plain, restore
from planparse.output import to_file, to_stdout


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
    except CannotRestore as fault:
        raise console.Trouble(f"cannot restore {clean} by {ledger}: {fault}") from None
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
        raise console.Trouble(f"{path}: not a ledger: it is not UTF-8") from None
    except json.JSONDecodeError as fault:
        raise console.Trouble(f"{path}:{fault.lineno}:{fault.colno}: not a ledger: not JSON: {fault.msg}") from None
    except RecursionError:
        raise console.Trouble(f"{path}: not a ledger: nested too deep") from None
    except CannotRestore as fault:
        raise console.Trouble(f"{path}: {fault}") from None
    except ValueError:
        raise console.Trouble(f"{path}: not a ledger: it has a number that no text needs") from None


def _yaml(text: str, path: str) -> object:
    from planparse.document import Unreadable, read_yaml  # noqa: PLC0415 - JSON is the usual form

    try:
        return read_yaml(text, path)[1]
    except Unreadable as fault:
        raise console.Trouble(str(fault)) from None
