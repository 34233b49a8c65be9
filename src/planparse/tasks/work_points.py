"""Cut the rows of a document into work points: single tasks, with headings and facts."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, groupby
from operator import attrgetter
from typing import TYPE_CHECKING, NamedTuple

from planparse.facts.kinds import NO_FACTS, Facts
from planparse.records import Printed, Row
from planparse.tasks.pieces import (
    Piece,
    TaskPieces,
    in_tasks,
    is_headed_task,
    pieces_of,
    says_something,
    together,
    whole,
)
from planparse.tasks.sections import Level, Sections
from planparse.tasks.task_tables import TableTask, TaskTable, TaskTables
from planparse.tasks.task_text import goals, headed, heading, introduction
from planparse.tree import COMPLETE, NodeKind, Status

if TYPE_CHECKING:
    from planparse.facts.deadline import Deadline
    from planparse.facts.figures import Figure
    from planparse.facts.owner import Owner
    from planparse.facts.references import Reference

_LEADS_IN = ("：", ":")
"""How a text ends that only introduces what stands below it."""


class WorkPoint(NamedTuple):
    """One task of a plan, or a lacuna where tasks are lost.

    `number` counts the work points of a document from 1; a lacuna has none, nor has a table
    that is not one of tasks. `doc` counts the documents of the file from 1; `document` is
    the title of this one, and `year` its year. `id`, `kind`, `label`, `title` and `line`
    (from 1) are those of the node that the work point begins with. `status` is the first
    that is not `complete` of the nodes in it.

    `labels` is the path of labels that leads to the work point, its own last;
    `headings` are the headings above it, the outermost first, each followed by the words
    that only introduce what stands below it. An item that is several tasks is as many
    work points, and its heading is the last above them. `text` is what is to be done,
    word for word as printed: label and heading in front, each paragraph on a line of its
    own; of a lacuna, the missing labels.

    `owners`, `deadlines`, `figures` and `references` are the facts in it, and `inherited`
    says that it names no owner and has those of the section above it. `goals` are the
    clauses that hold the figures. `start` and `end` are code points of the decoded text,
    end exclusive.
    """

    number: int | None
    doc: int
    document: str | None
    year: int | None
    id: str
    kind: NodeKind
    status: Status
    labels: tuple[str, ...]
    headings: tuple[str, ...]
    label: str | None
    title: str | None
    text: str
    owners: "Sequence[Owner]"
    inherited: bool
    deadlines: "Sequence[Deadline]"
    figures: "Sequence[Figure]"
    references: "Sequence[Reference]"
    goals: tuple[str, ...]
    start: int
    end: int
    line: int


def work_points(
    rows: Iterable[Row], printed: Printed, level: Level = "auto"
) -> Iterator[WorkPoint]:
    """Yield the work points of all documents in reading order, lacunae and fragments in place.

    With level `auto` an item is a numbered section with nothing numbered below it; or,
    from the second level down, one below which there are only sentences, without headings
    and owners of their own, and of which at most one has a deadline. What a section says
    before its own items is an item too, unless it only introduces them. Prose before the
    first section, the front matter and the back matter are none.

    Each row of a table of tasks is one, wherever the table stands. Another table in a
    section that has items is a row without a number.

    An item is one work point, or, where it has several notes of owners or several
    deadlines, one for each. Where a level is named, an item is one work point always.
    """
    for _, of_document in groupby(rows, key=attrgetter("doc")):
        yield from _Cutter(list(of_document), printed, level).work_points()


class _Frame:
    """A section or heading that is being cut into work points, or the whole document.

    `end` is the place of the first row behind it. `own` are the rows in it before its
    next work point, and `at_head` says that these are its first: what they say of owners
    holds for all that is below. `caption` is an unnumbered heading over what follows.
    """

    def __init__(
        self,
        end: int,
        depth: int,
        labels: tuple[str, ...],
        headings: tuple[str, ...],
        owners: "Sequence[Owner]",
    ) -> None:
        """Take where the section ends, how deep it is, and what it inherits from those above."""
        self.end, self.depth, self.labels = end, depth, labels
        self.headings, self.owners = headings, owners
        self.own: list[Row] = []
        self.at_head = depth > 0
        self.caption: tuple[str, ...] = ()


class _Cutter:
    """Cuts one document; the last of `_frames` is the innermost section open."""

    def __init__(self, rows: list[Row], printed: Printed, level: Level) -> None:
        """Take the rows of one document; the first may be the document itself, with its title."""
        self._rows, self._printed = rows, printed
        self._splits = level in ("auto", "leaf")
        is_document = rows[0].kind == "document"
        self._title = rows[0].title if is_document else None
        self._year: int | None = rows[0].more.get("year") if is_document else None
        self._tables = TaskTables(rows, printed)
        self._sections = Sections(rows, self._tables, level)
        self._frames = [_Frame(len(rows), 0, (), (), ())]
        self._count = 0
        self._doc = rows[0].doc

    def work_points(self) -> Iterator[WorkPoint]:
        """Yield the work points of the document."""
        at = 0
        while at < len(self._rows):
            while at >= self._frames[-1].end:
                yield from self._flush(self._frames.pop())
            row = self._rows[at]
            if row.kind == "section" and not self._is_cut(at):
                end = self._sections.ends[at]
                yield from self._flush(self._frames[-1])
                yield from self._work_points(self._rows[at:end], self._frames[-1])
                at = end
            else:
                yield from self._at(at, row)
                at += 1
        while self._frames:
            yield from self._flush(self._frames.pop())

    def _at(self, at: int, row: Row) -> Iterator[WorkPoint]:
        """Take a row that is no work point with all below it, by its kind."""
        match row.kind:
            case "section":
                yield from self._open_section(at)
            case "heading":
                yield from self._open_heading(at)
            case "lacuna" | "fragment":
                yield from self._lacuna_or_fragment(row)
            case "title":
                yield from self._caption(row)
            case "paragraph" if row.title and not row.text:
                yield from self._caption(row)
            case "paragraph":
                yield from self._paragraph(row)
            case "table":
                yield from self._table(at, row)
            case _:
                pass  # front and back matter: nobody is to do what they say

    def _open_section(self, at: int) -> Iterator[WorkPoint]:
        """Cut a section: its work points stand below it."""
        row, above = self._rows[at], self._frames[-1]
        yield from self._flush(above)
        frame = _Frame(
            self._sections.ends[at],
            above.depth + 1,
            (*above.labels, row.label or ""),
            (*above.headings, *above.caption, heading(row, self._printed)),
            above.owners,
        )
        own_end = self._rows[at + 1].start  # a section that is cut has others below it
        own = row._replace(title=None, label=None, end=own_end)
        if row.title is None and introduction(row.text) and not row.facts:
            own = own._replace(text="")  # it is the heading
        frame.own.append(own)
        self._frames.append(frame)

    def _open_heading(self, at: int) -> Iterator[WorkPoint]:
        """Begin what stands below a heading without a number; it is no level of labels."""
        row, above = self._rows[at], self._frames[-1]
        yield from self._flush(above)
        frame = _Frame(
            self._sections.ends[at],
            above.depth,
            above.labels,
            (*above.headings, *above.caption, heading(row, self._printed)),
            above.owners,
        )
        frame.at_head = True
        self._frames.append(frame)

    def _lacuna_or_fragment(self, row: Row) -> Iterator[WorkPoint]:
        """Yield a gap or a stranded piece as a work point of its own, behind what stood before it.

        A gap on the top level ends an unnumbered heading: nobody knows how far that
        reached.
        """
        frame = self._frames[-1]
        yield from self._flush(frame)
        if row.kind == "lacuna" and not frame.depth:
            frame.caption = ()
        yield from self._work_points([row], frame)

    def _caption(self, row: Row) -> Iterator[WorkPoint]:
        """Begin what stands below an unnumbered heading."""
        frame = self._frames[-1]
        yield from self._flush(frame)
        if row.title and not self._is_own_title(row, frame):
            frame.caption = (row.title,)
        else:
            frame.caption = ()

    def _is_own_title(self, row: Row, frame: _Frame) -> bool:
        """Return whether a title is the document's own: it has nothing to head above it.

        Behind work points or below another heading it heads those that follow, as the
        title of an annex does.
        """
        return row.kind == "title" and not self._count and not frame.caption

    def _paragraph(self, row: Row) -> Iterator[WorkPoint]:
        """Add a paragraph to what its section says; one with a heading begins a new work point."""
        frame = self._frames[-1]
        is_placed = frame.depth or frame.headings or frame.caption
        if not is_placed and not row.title:
            return  # prose before the first section
        if row.title:
            yield from self._flush(frame)
        frame.own.append(row)

    def _table(self, at: int, row: Row) -> Iterator[WorkPoint]:
        """Yield the tasks of a table, or a table of anything else in a section as it is.

        The words that introduce it are above it alone.
        """
        frame = self._frames[-1]
        above = frame.headings, frame.caption
        table = self._tables.at(at)
        if table is None and not (frame.depth or frame.headings or frame.caption):
            return  # before the first section, or behind the last
        yield from self._flush(frame)
        if table is not None:
            title = self._title_above(at)
            if table.heads.own and title:
                self._begin_plan(title)
                frame.caption = ()
            yield from self._of_table(row, table, frame)
        else:
            yield from self._work_points([row], frame)
        frame.headings, frame.caption = above

    def _of_table(
        self, row: Row, table: TaskTable, frame: _Frame
    ) -> Iterator[WorkPoint]:
        """Yield the tasks of a table; its title is that of the plan, where this has no other."""
        headings = (*frame.headings, *frame.caption)
        if table.title and (table.heads.own or not (self._title or self._count)):
            self._begin_plan(table.title)
        elif table.title:
            headings = (*headings, table.title)
        for task in table.tasks:
            if task.document:
                self._begin_plan(task.document)
            yield self._of_row(row, task, headings, frame)

    def _title_above(self, at: int) -> str | None:
        """Return the title right above a table, as `-f table` writes that of each plan."""
        above = self._rows[at - 1] if at else None
        return above.title if above and above.kind == "title" else None

    def _begin_plan(self, title: str) -> None:
        """Begin a plan of its own, where a table of tasks holds those of several."""
        if title != self._title and self._count:
            self._doc, self._count = self._doc + 1, 0
        self._title = title

    def _of_row(
        self, row: Row, task: TableTask, headings: tuple[str, ...], frame: _Frame
    ) -> WorkPoint:
        """Return a row of a table of tasks as a work point."""
        self._count += task.counted
        facts = _facts([Piece(row, "", task.facts, COMPLETE, 0, 0, 0)])
        owners = facts.owners or (frame.owners if task.counted else ())
        return WorkPoint(
            number=self._count if task.counted else None,
            doc=self._doc,
            document=self._title,
            year=self._year,
            id=row.id,
            kind=task.kind,
            status=task.status,
            labels=(*frame.labels, task.label) if task.label else frame.labels,
            headings=(*headings, *task.headings),
            label=task.label,
            title=None,
            text=task.text,
            owners=owners,
            inherited=bool(owners) and not facts.owners,
            deadlines=facts.deadlines,
            figures=facts.figures,
            references=facts.references,
            goals=tuple(dict.fromkeys(goals(task.text, facts.figures))),
            start=task.start,
            end=task.end,
            line=task.line,
        )

    def _is_cut(self, at: int) -> bool:
        """Return whether the work points stand below a section, which is none itself."""
        return self._sections.is_cut(at, self._frames[-1].depth + 1)

    def _flush(self, frame: _Frame) -> Iterator[WorkPoint]:
        """Yield what a section says before its next work point.

        What only introduces that is put below the headings of what follows.
        """
        rows, frame.own = frame.own, []
        is_head, frame.at_head = frame.at_head, False
        if is_head:
            # Notes of several tasks are of these alone.
            tasks = in_tasks([piece for row in rows for piece in self._pieces(row)])
            if len(tasks) == 1:
                frame.owners = tasks[0].owners or frame.owners
        if _is_task(rows):
            yield from self._work_points(rows, frame, own=True)
        elif words := tuple(filter(None, (introduction(row.text) for row in rows))):
            if is_head:
                frame.headings = (*frame.headings, *words)
            else:
                frame.caption = words

    def _work_points(
        self, rows: Sequence[Row], frame: _Frame, *, own: bool = False
    ) -> Iterator[WorkPoint]:
        """Yield the work points of an item; `own` rows are those before a section's items."""
        first = rows[0]
        pieces = [piece for row in rows for piece in self._pieces(row)]
        tasks = in_tasks(pieces) if self._splits else [together(pieces)]
        headings = (*frame.headings, *frame.caption)
        is_headed = not own and _is_headed_section(first)
        if is_headed and (
            not headings or (len(tasks) > 1 and not is_headed_task(first))
        ):
            headings = (*headings, heading(first, self._printed))
            tasks[0] = self._without_heading(tasks[0])
        for task in tasks:
            yield self._work_point(task, headings, frame)

    def _without_heading(self, task: TaskPieces) -> TaskPieces:
        """Return a task without the label and the heading of its item.

        The heading stays where there is nothing else, or only who is to do what it says.
        """
        first, *others = task.pieces
        bare = self._pieces(first.row, bare=True)[0]
        if not says_something((bare, *others)):
            bare = bare._replace(text=headed(first.row, bare.text, self._printed))
        return task._replace(pieces=(bare, *others))

    def _pieces(self, row: Row, *, bare: bool = False) -> list[Piece]:
        """Return the pieces of a row; where a level is named, it is one."""
        if self._splits:
            return pieces_of(row, self._printed, bare=bare)
        return [whole(row, self._printed, bare=bare)]

    def _work_point(
        self, task: TaskPieces, headings: tuple[str, ...], frame: _Frame
    ) -> WorkPoint:
        """Return a task as a work point; it has the owners of its section where it names none."""
        first = task.pieces[0].row
        numbered = first.kind not in ("lacuna", "table")
        self._count += numbered
        facts = _facts(task.pieces)
        owners = task.owners or (frame.owners if numbered else ())
        text = "\n".join(piece.text for piece in task.pieces if piece.text)
        return WorkPoint(
            number=self._count if numbered else None,
            doc=self._doc,
            document=self._title,
            year=self._year,
            id=first.id,
            kind=first.kind,
            status=_status(task.pieces),
            labels=(*frame.labels, first.label) if first.label else frame.labels,
            headings=headings,
            label=first.label,
            title=first.title,
            text=text,
            owners=owners,
            inherited=bool(owners) and not task.owners,
            deadlines=facts.deadlines,
            figures=facts.figures,
            references=facts.references,
            goals=tuple(dict.fromkeys(goals(text, facts.figures))),
            start=task.pieces[0].start,
            end=max(piece.end for piece in task.pieces),
            line=task.pieces[0].line,
        )


def _is_headed_section(row: Row) -> bool:
    """Return whether a row is a numbered section with a heading: 一、加强领导."""
    return row.kind == "section" and row.title is not None


def _is_task(rows: Sequence[Row]) -> bool:
    """Return whether rows before a section's work points are one themselves.

    `一、教育` and `重点做好以下工作：` only lead to what follows; two paragraphs, of which the
    last introduces a list, are a task with something before it.
    """
    speaking = [row for row in rows if row.text or row.title]
    return len(speaking) > 1 or any(map(_says_something, speaking))


def _says_something(row: Row) -> bool:
    """Return whether a row does more than introduce what follows it."""
    return bool(row.facts) or not row.text.endswith(_LEADS_IN)


def _status(pieces: Iterable[Piece]) -> Status:
    """Return the first status that is not `complete`: one part that is cut off marks the whole."""
    return next(
        (piece.status for piece in pieces if piece.status != COMPLETE), COMPLETE
    )


def _facts(rows: Iterable[Row | Piece]) -> Facts:
    """Return the facts of several rows or pieces together."""
    each = (row.facts for row in rows if row.facts)
    found = Facts.of(
        [*chain(*of_kind)] for of_kind in zip(NO_FACTS, *each, strict=True)
    )
    # The table tells what a task rests on, which is no part of the plan itself.
    outside = [one for one in found.references if one.kind != "internal"]
    return found._replace(references=outside)
