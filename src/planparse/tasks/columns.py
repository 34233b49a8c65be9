"""Work points → the lines of a table of tasks: its columns, and the words in them; notations are elsewhere."""

from collections.abc import Iterable
from typing import NamedTuple

from planparse.tasks.work_points import Point

COLUMNS = (
    "序号",
    "重点工作",
    "具体任务",
    "责任单位",
    "配合单位",
    "完成时限",
    "量化目标",
    "依据",
    "出处行号",
)
"""The headings of the columns, in order."""

LOST, STRANDED, CUT_OFF = "〔缺失〕", "〔残段〕", "〔残缺〕"
"""What is put before labels that are lost, before text whose head is lost, behind text whose end is lost."""


class Line(NamedTuple):
    """A line of the table, a field a column; what has several parts is a tuple of them."""

    number: int | None
    work: tuple[str, ...]
    task: tuple[str, ...]
    owners: tuple[str, ...]
    support: tuple[str, ...]
    deadlines: tuple[str, ...]
    goals: tuple[str, ...]
    basis: tuple[str, ...]
    line: int


def line(point: Point) -> Line:
    """Put a work point into columns.

    Where a task has both units that lead and units that answer for it, the first are marked （牵头）. A deadline
    without a year in its words has its last day in brackets.
    """
    lead, responsible, support = (
        _units(point, role) for role in ("lead", "responsible", "support")
    )
    if lead and responsible:
        lead = f"{lead}（牵头）"
    return Line(
        point.number,
        point.headings,
        _task(point),
        tuple(filter(None, (lead, responsible))),
        (support,) if support else (),
        tuple(_once(_deadline(entry.text, entry.until) for entry in point.deadlines)),
        point.goals,
        tuple(_once(entry.text for entry in point.references)),
        point.line,
    )


def _task(point: Point) -> tuple[str, ...]:
    lines = point.text.split("\n")
    if point.kind == "lacuna":
        lines[0] = f"{LOST}{lines[0]}"
    elif point.kind == "fragment":
        lines[0] = f"{STRANDED}{lines[0]}"
    elif point.status != "complete":
        lines[-1] = f"{lines[-1]}{CUT_OFF}"
    return tuple(lines)


def _units(point: Point, role: str) -> str:
    return "、".join(
        _once(
            unit for owner in point.owners if owner.role == role for unit in owner.units
        )
    )


def _deadline(text: str, until: str | None) -> str:
    words = "".join(text.split())
    return words if until is None or until[:4] in words else f"{words}（{until}）"


def _once(texts: Iterable[str]) -> dict[str, None]:
    return dict.fromkeys(texts)
