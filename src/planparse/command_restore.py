"""`planparse restore`: the original, from a clean text and its ledger."""

import json

import click

from planparse.console import DONE, SETTINGS, Trouble, output_option, read_bytes, refuse_input
from planparse.ledger import CannotRestore, Ledger, from_plain, restore
from planparse.output import to_file, to_stdout


@click.command(context_settings=SETTINGS)
@click.argument("clean", metavar="CLEAN")
@click.argument("ledger", metavar="EDITS")
@output_option
def command(clean: str, ledger: str, output: str | None) -> int:
    """Write the original of CLEAN, to the byte, as the ledger EDITS has it.

    Both must be as normalise wrote them: a digest of the clean text is checked before, one of the original after.

    Exit status: 0 done, 2 could not.
    """
    if clean == ledger == "-":
        raise click.UsageError("standard input can be read only once")
    if output is not None:
        refuse_input(output, [clean, ledger])
    edits = _read(ledger)
    try:
        original = restore(read_bytes(clean), edits)
    except CannotRestore as fault:
        raise Trouble(f"cannot restore {clean} by {ledger}: {fault}") from None
    if output is not None:
        to_file(output, [original])
    else:
        to_stdout([original])
    return DONE


def _read(path: str) -> Ledger:
    data = read_bytes(path)
    try:
        text = data.decode("utf-8-sig")
        if path.endswith((".yaml", ".yml")):
            return from_plain(_yaml(text, path))
        return from_plain(json.loads(text))
    except UnicodeDecodeError:
        raise Trouble(f"{path}: not a ledger: it is not UTF-8") from None
    except json.JSONDecodeError as fault:
        raise Trouble(f"{path}:{fault.lineno}:{fault.colno}: not a ledger: not JSON: {fault.msg}") from None
    except RecursionError:
        raise Trouble(f"{path}: not a ledger: nested too deep") from None
    except CannotRestore as fault:
        raise Trouble(f"{path}: {fault}") from None
    except ValueError:
        raise Trouble(f"{path}: not a ledger: it has a number that no text needs") from None


def _yaml(text: str, path: str) -> object:
    from planparse.document import Unreadable, read_yaml  # noqa: PLC0415 - JSON is the usual form

    try:
        return read_yaml(text, path)[1]
    except Unreadable as fault:
        raise Trouble(str(fault)) from None
