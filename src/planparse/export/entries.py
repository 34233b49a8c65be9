"""A line of the table of tasks, with the plan that the task is from."""

from typing import NamedTuple

from planparse.tasks.columns import TaskRow, task_row
from planparse.tasks.work_points import WorkPoint

DOCUMENT = "公文"
"""The column with the title of the document that a task is from."""
FILE = "文件"
"""The column with the name of the file that holds the document."""


class Entry(NamedTuple):
    """A task in the columns of the table.

    `doc` and `document` are the number and the title of its document, `leads` the units
    that answer for it first. `file` is the name of the file, where there are several.
    """

    row: TaskRow
    doc: int
    document: str | None
    leads: tuple[str, ...]
    file: str = ""


def entry_of(point: WorkPoint) -> Entry:
    """Return a work point as a line of the table."""
    return Entry(task_row(point), point.doc, point.document, _leads(point))


def _leads(point: WorkPoint) -> tuple[str, ...]:
    """Return the units that lead, each once; where none does, those that are responsible."""
    for role in ("lead", "responsible"):
        owners = (owner for owner in point.owners if owner.role == role)
        units = tuple(dict.fromkeys(unit for owner in owners for unit in owner.units))
        if units:
            return units
    return ()
