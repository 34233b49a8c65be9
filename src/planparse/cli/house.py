"""How a Word document is to be set: the standard, or what `--template` names."""

from typing import TYPE_CHECKING

from planparse.cli import inputs
from planparse.cli.outcome import CommandError
from planparse.errors import PlanparseError
from planparse.system import terminal
from planparse.text.printable import harmless

if TYPE_CHECKING:
    from planparse.export.word.house import House

_ZIP = b"PK"


def house_named(path: str | None, *, quiet: bool) -> "House | None":
    """Return how a file has Word documents set, None where none is named.

    Tells where it departs from the standard. Raises CommandError.
    """
    if path is None:
        return None
    from planparse.export.word.house import departures, house_of

    data = inputs.read_bytes(path)
    if data.startswith(_ZIP):
        from planparse.export.word.template import house_of_file

        try:
            house = house_of_file(data)
        except PlanparseError as fault:
            raise CommandError(f"{path} is {fault}") from None
    else:
        try:
            house = house_of(data.decode("utf-8-sig"), path)
        except UnicodeDecodeError:
            raise CommandError(
                f"{path} is neither a Word document (.docx) nor YAML in UTF-8"
            ) from None
    if not quiet:
        for one in departures(house):
            terminal.say(
                f"planparse: {harmless(path)}: {one.field} is {_told(one.value)}; "
                f"GB/T 9704—2012, {one.clause}, has {_told(one.standard)}"
            )
    return house


def _told(value: object) -> str:
    """Return a value as a message tells it."""
    if isinstance(value, bool) or value is None:
        return "on" if value else "none" if value is None else "off"
    return f"{value:g}" if isinstance(value, float) else str(value)
