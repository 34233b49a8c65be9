"""Who is to do something and by when, as answers tell it."""

from collections.abc import Iterable

from pydantic import Field

from planparse import Node, WorkPoint
from planparse.integrations.mcp.answer import Value, cropped

_MOST = 40
"""Facts of a kind that are told of one node or task; a choice."""


class Owner(Value):
    """Units that answer for something in one role."""

    role: str = Field(description="lead, support, responsible, guide or leader.")
    units: list[str]


class Deadline(Value):
    """A time by which something is to be done."""

    text: str
    until: str | None = Field(default=None, description="Its last day, ISO 8601.")


def owners_of(found: Node | WorkPoint) -> list[Owner] | None:
    """Return the owners, None where there are none."""
    return [
        Owner(role=one.role, units=[cropped(unit, 80) for unit in one.units])
        for one in found.owners[:_MOST]
    ] or None


def deadlines_of(found: Node | WorkPoint) -> list[Deadline] | None:
    """Return the deadlines, None where there are none."""
    return [
        Deadline(text=cropped(one.text, 80), until=one.until)
        for one in found.deadlines[:_MOST]
    ] or None


def in_words(
    owners: Iterable[Owner] | None, deadlines: Iterable[Deadline] | None
) -> str:
    """Return owners and deadlines on one line, empty where there are none."""
    told = [f"{one.role}: {'、'.join(one.units)}" for one in owners or ()]
    told += [
        f"by {one.text}{f' ({one.until})' if one.until else ''}"
        for one in deadlines or ()
    ]
    return "; ".join(told)
