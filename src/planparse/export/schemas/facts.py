"""The facts of a node as they are printed: owners, deadlines, figures, references, tasks."""

from typing import Annotated, Literal

from pydantic import Field

from planparse.export.schemas.model import Model, Number, Offset


class Owner(Model):
    """Who answers for a task in one role; the span is that of the whole list of units.

    The units of a `leader` are persons or posts. `unknown` are the units whose names do not
    end as names of bodies do; it is left out where there are none.
    """

    role: Literal["lead", "support", "responsible", "guide", "leader"]
    units: tuple[str, ...]
    unknown: tuple[str, ...] = ()
    start: Offset | None
    end: Offset | None


class Deadline(Model):
    """A time by which something is to be done.

    `until` is its last day in ISO 8601, null where it cannot be known. `term` is only there
    where the task has no end (长期坚持), `recurring` where the time comes again and again
    (每季度末).
    """

    text: str
    until: str | None
    term: Literal["ongoing"] | None = None
    recurring: bool = False
    start: Offset | None
    end: Offset | None


class Figure(Model):
    """A quantity: `low` alone, or from `low` to `high`, with 万 and 亿 multiplied out.

    `of` is the indicator that it measures, null where its sentence does not name one.
    """

    text: str
    low: int | float
    high: int | float | None
    unit: str
    modifier: str | None
    of: str | None = None
    start: Offset | None
    end: Offset | None


class Reference(Model):
    """A document that is named, or (`internal`) a part of this one.

    `cited` is how often the document names it so. An internal reference has the identifier
    of the node that it names as its `target`, null where that is not known.
    """

    text: str
    kind: Literal["title", "docnumber", "internal"]
    cited: Annotated[int, Field(ge=1)]
    target: str | None = None
    start: Offset | None
    end: Offset | None


class Task(Model):
    """A part of a node's own text that is one task: its words as printed.

    The numbers are the places, from 0, of its facts in the lists of the node. An owner may
    be that of several tasks.
    """

    text: str
    owners: tuple[Offset, ...] = ()
    deadlines: tuple[Offset, ...] = ()
    figures: tuple[Offset, ...] = ()
    references: tuple[Offset, ...] = ()
    start: Offset | None
    end: Offset | None
    line: Number | None
