"""The columns of the table of tasks, and a work point put into them; notations are elsewhere."""

from collections.abc import Iterable
from typing import NamedTuple

from planparse.tasks.work_points import WorkPoint
from planparse.text.notes import CUT_OFF, LOST, STRANDED

COLUMNS = (
    "序号",
    "重点工作",
    "具体任务",
    "责任单位",
    "配合单位",
    "完成时限",
    "截止日期",
    "量化目标",
    "依据",
    "出处行号",
)
"""The headings of the columns, in order."""
_WIDE_BLANK = "\u3000"
"""Stands for a tab, which a cell of a sheet does not show: 100, tab, 98 would be read as 10098."""


class TaskRow(NamedTuple):
    """A work point in the table, a field for each column; a tuple holds the parts of a cell."""

    number: int | None
    work: tuple[str, ...]
    task: tuple[str, ...]
    owners: tuple[str, ...]
    support: tuple[str, ...]
    deadlines: tuple[str, ...]
    due: tuple[str, ...]
    goals: tuple[str, ...]
    basis: tuple[str, ...]
    line: int


def task_row(point: WorkPoint) -> TaskRow:
    """Return a work point in columns.

    Where a task has both units that lead and units that are responsible, the first are
    marked （牵头）; persons are marked （责任领导）, and among units that support those
    that guide （指导）. A deadline without a year in its words has its last day in brackets.
    """
    lead, responsible, support, guide, leader = (
        _units(point, role)
        for role in ("lead", "responsible", "support", "guide", "leader")
    )
    if lead and responsible:
        lead = f"{lead}（牵头）"
    days = [entry.until for entry in point.deadlines if entry.until]
    guide = f"{guide}（指导）" if guide else ""
    leader = f"{leader}（责任领导）" if leader else ""
    return TaskRow(
        number=point.number,
        work=point.headings,
        task=_marked_lines(point),
        owners=tuple(filter(None, (lead, responsible, leader))),
        support=tuple(filter(None, (support, guide))),
        deadlines=_once(_dated(entry.text, entry.until) for entry in point.deadlines),
        due=(max(days),) if days else (),
        goals=point.goals,
        basis=_once(entry.text for entry in point.references),
        line=point.line,
    )


def _marked_lines(point: WorkPoint) -> tuple[str, ...]:
    """Return the lines of a work point's text, marked where something is lost.

    Cells of a table in it are parted by a wide blank.
    """
    lines = point.text.replace("\t", _WIDE_BLANK).split("\n")
    if point.kind == "lacuna":
        lines[0] = f"{LOST}{lines[0]}"
    elif point.kind == "fragment":
        lines[0] = f"{STRANDED}{lines[0]}"
    elif point.status != "complete":
        lines[-1] = f"{lines[-1]}{CUT_OFF}"
    return tuple(lines)


def _units(point: WorkPoint, role: str) -> str:
    """Return the units that own a work point in one role, each once: `市教育局、市财政局`."""
    owners = (owner for owner in point.owners if owner.role == role)
    return "、".join(_once(unit for owner in owners for unit in owner.units))


def _dated(words: str, until: str | None) -> str:
    """Return the words of a deadline, its last day behind them where they have no year."""
    words = "".join(words.split())
    return words if until is None or until[:4] in words else f"{words}（{until}）"


def _once(texts: Iterable[str]) -> tuple[str, ...]:
    """Return texts in order, each the first time it comes."""
    return tuple(dict.fromkeys(texts))
