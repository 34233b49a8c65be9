"""The tasks of a plan: who does what by when, of one owner or of all."""

from pydantic import Field

from planparse import Plan, QueryError, WorkPoint
from planparse.integrations.mcp.answer import (
    Answer,
    Page,
    Placed,
    cropped,
    one_line,
    page_of,
)
from planparse.integrations.mcp.facts import Deadline, Owner, deadlines_of, owners_of
from planparse.integrations.mcp.facts import in_words as facts_in_words
from planparse.integrations.mcp.plans import Plans
from planparse.integrations.mcp.refused import RefusedError

_MOST_GOALS = 10
"""Goals of a task that are told; a choice."""


class TaskEntry(Placed):
    """A task, or a lacuna where tasks are lost."""

    number: int | None = Field(
        default=None, description="Counts the tasks of a document."
    )
    document: str | None = None
    headings: list[str] = Field(description="Above it, the outermost first.")
    task: str = Field(description="What is to be done, word for word.")
    owners: list[Owner] | None = None
    inherited: bool = Field(
        default=False, description="Owners are those of the section."
    )
    deadlines: list[Deadline] | None = None
    goals: list[str] | None = Field(
        default=None, description="Clauses with the figures."
    )
    kind: str = Field(description="lacuna where tasks are lost, else that of the node.")
    status: str | None = Field(default=None, description="truncated or headless.")

    def in_words(self) -> str:
        """Return the task with owners, deadlines and place."""
        number = "lost" if self.kind == "lacuna" else self.number or "-"
        facts = facts_in_words(self.owners, self.deadlines)
        above = " / ".join(self.headings)
        lines = (f"{number}. {one_line(self.task)}", facts, f"{above}  {self.place}")
        return "\n   ".join(filter(None, lines))


class TaskList(Answer):
    """A page of the tasks of a plan."""

    file: str
    tasks: list[TaskEntry]
    total: int
    next_offset: int | None = None

    def in_words(self) -> str:
        """Return the tasks, each with owners, deadlines and place."""
        told = "\n".join(task.in_words() for task in self.tasks) or "no such task"
        return f"{self.file}\n{told}" + Page(self.total, self.next_offset).in_words(
            "tasks"
        )


def tasks(
    plans: Plans,
    file: str,
    owner: str | None,
    where: str | None,
    offset: int,
    limit: int,
) -> TaskList:
    """Return the tasks of a plan that an owner has, of those that a query wants.

    Raises RefusedError.
    """
    plan = plans.plan(file)
    try:
        points = list(plan.work_points(where=where or None))
    except QueryError as fault:
        raise RefusedError(f"where: {fault}") from None
    if owner:
        points = [point for point in points if _has_owner(point, owner)]
    places = _Places(plan)
    entries, page = page_of(points, offset, limit, places.entry)
    return TaskList(
        file=file, tasks=entries, total=page.total, next_offset=page.next_offset
    )


def _has_owner(point: WorkPoint, owner: str) -> bool:
    """Return whether a name is in that of one of the units which answer for a task."""
    wanted = "".join(owner.split())
    return any(wanted in unit for one in point.owners for unit in one.units)


class _Places:
    """The nodes of a plan, which say how a task is cited and on which page it stands."""

    def __init__(self, plan: Plan) -> None:
        """Take the plan."""
        self._nodes = {node.id: node for node in plan.nodes()}

    def entry(self, point: WorkPoint) -> TaskEntry:
        """Return a task as a part of the answer."""
        node = self._nodes[point.id]
        return TaskEntry(
            node=point.id,
            cite=node.cite,
            line=point.line,
            page=node.page,
            start=point.start,
            end=point.end,
            number=point.number,
            document=cropped(point.document, 200),
            headings=[cropped(one_line(one), 100) for one in point.headings],
            task=cropped(point.text),
            owners=owners_of(point),
            inherited=point.inherited,
            deadlines=deadlines_of(point),
            goals=[cropped(one, 100) for one in point.goals[:_MOST_GOALS]] or None,
            kind=point.kind,
            status=None if point.status == "complete" else point.status,
        )
