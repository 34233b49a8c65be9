"""How a Word document is to be set: the standard, or what `--template` names."""

from typing import TYPE_CHECKING

from planparse.cli import inputs
from planparse.cli.language import remark
from planparse.cli.outcome import CommandError
from planparse.errors import PlanparseError
from planparse.locale.message import _, in_context
from planparse.text.printable import harmless

if TYPE_CHECKING:
    from planparse.export.word.house import House

_ZIP = b"PK"
_ON = in_context("template", "on")
_OFF = in_context("template", "off")
_NO_VALUE = in_context("template", "none")


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
            raise CommandError(
                _("{path} is {fault}", path=path, fault=fault.args[0])
            ) from None
    else:
        try:
            house = house_of(data.decode("utf-8-sig"), path)
        except UnicodeDecodeError:
            raise CommandError(
                _(
                    "{path} is neither a Word document (.docx) nor YAML in UTF-8",
                    path=path,
                )
            ) from None
    if not quiet:
        for one in departures(house):
            remark(
                _(
                    "{path}: {field} is {value}; "
                    "GB/T 9704—2012, {clause}, has {standard}",
                    path=harmless(path),
                    field=one.field,
                    value=_told(one.value),
                    clause=one.clause,
                    standard=_told(one.standard),
                )
            )
    return house


def _told(value: object) -> str:
    """Return a value as a message tells it."""
    if isinstance(value, bool) or value is None:
        return _NO_VALUE if value is None else _ON if value else _OFF
    return f"{value:g}" if isinstance(value, float) else str(value)
