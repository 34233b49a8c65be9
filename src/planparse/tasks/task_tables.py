"""Tables of tasks: their rows as work points, with who answers for each, and by when.

A table is one of tasks where the head of a column says that it holds them, and that of another
who answers for them or by when they are to be done. What the other columns say stays with the
task, each behind its head.
"""

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from itertools import chain
from typing import TYPE_CHECKING, NamedTuple

from planparse.facts.kinds import NO_FACTS, Facts
from planparse.records import Printed, Row
from planparse.tasks.short_rows import is_short, spread
from planparse.tasks.table_cells import (
    deadlines_in,
    own_deadlines_in,
    own_owners_in,
    owners_in,
)
from planparse.tasks.table_grid import (
    GridCell,
    GridRow,
    cells_of,
    each_once,
    filled,
)
from planparse.tasks.table_heads import Column, Heads, Kind, head_words
from planparse.text.characters import ROUND
from planparse.text.dates import year_of_title
from planparse.text.notes import CUT_OFF, LOST, STRANDED
from planparse.tree import COMPLETE, HEADLESS, TRUNCATED, NodeKind, Status

if TYPE_CHECKING:
    from planparse.facts.deadline import Deadline
    from planparse.facts.owner import Owner

_ROWS_ABOVE = 4
"""In so many rows the heads of a table are looked for: a title may stand above; a choice."""

_BETWEEN = " / "
"""It stands between headings in the CSV that planparse writes."""


class TableTask(NamedTuple):
    """A row of a table of tasks.

    `label` is its number as printed, None without one, and `headings` are what puts it
    together with others, the outermost first. `text` is what is to be done, and what the
    table says of it besides; it is no task where it is not `counted`, as a note below the
    tasks is not. `kind` and `status` are those of a row that planparse marked as lost or cut
    off when it wrote the table. `document` is the title of the plan that it is from, None where the
    table does not say. `facts` are those of the row.
    """

    label: str | None
    headings: tuple[str, ...]
    text: str
    counted: bool
    kind: NodeKind
    status: Status
    document: str | None
    facts: Facts
    start: int
    end: int
    line: int


class TaskTable(NamedTuple):
    """A table of tasks: its heads, the words above them, and its tasks in order."""

    heads: Heads
    title: str
    tasks: tuple[TableTask, ...]


def _task_table(
    row: Row, printed: Printed, year: int | None, before: Heads | None = None
) -> TaskTable | None:
    """Return a table as one of tasks, None where it is none.

    `year` is that of the document. The heads `before` are those of a table of tasks right
    before this one, which may go on with it on the next page.
    """
    if not row.more.get("rows"):
        return None
    cells = cells_of(row, printed)
    found = _heads(cells)
    if found is None:
        if before is None or _width(cells) != len(before.columns):
            return None
        found = 0, 0, before
    above, below, heads = found
    over = each_once(chain.from_iterable(cells[:above]))
    title = max(
        (cell.text for cell in over if "：" not in cell.text), key=len, default=""
    )
    beside = [cell for cell in over if cell.text != title]
    tasks = _Tasks(row, printed, heads, year_of_title(title) or year)
    return TaskTable(heads, title, tuple(tasks.read([*filled(cells)][below:], beside)))


class TaskTables:
    """The tables of a document, each read when it is first asked for."""

    def __init__(self, rows: Sequence[Row], printed: Printed) -> None:
        """Take the rows of a document; the first may be the document itself, with its year."""
        self._rows, self._printed = rows, printed
        self._year = rows[0].more.get("year") if rows[0].kind == "document" else None
        self._read: dict[int, TaskTable | None] = {}

    def at(self, place: int) -> TaskTable | None:
        """Return the table at a place as one of tasks; it may go on with the one before."""
        if place not in self._read:
            last = self._read.get(place - 1)
            before = last.heads if last else None
            row = self._rows[place]
            self._read[place] = _task_table(row, self._printed, self._year, before)
        return self._read[place]


def _heads(cells: Sequence[Sequence[GridCell]]) -> tuple[int, int, Heads] | None:
    """Return where the heads of a table of tasks begin and end, in rows, and what they mean."""
    rows = list(filled(cells[: 2 * _ROWS_ABOVE]))
    for at, row in enumerate(cells[:_ROWS_ABOVE]):
        if len({cell.text for cell in row}) < 2:
            continue
        below = min(len(rows), at + _depth(row))
        width = 1 + max(rows[at])
        texts = [
            tuple(cell.text for cell in each_once(_column(rows[at:below], column)))
            for column in range(width)
        ]
        heads = head_words().read(texts)
        if heads is not None:
            return at, below, heads
    return None


def _depth(row: Sequence[GridCell]) -> int:
    """Return how many rows the heads take: two where some stand together below one."""
    if any(cell.columns > 1 for cell in row):
        return max(cell.rows for cell in row)
    return 1


def _width(cells: Sequence[Sequence[GridCell]]) -> int:
    """Return how many columns a table has."""
    return max((cell.column + cell.columns for row in cells for cell in row), default=0)


def _column(rows: Sequence[GridRow], column: int) -> Iterator[GridCell]:
    """Yield the cells of a column, those that are empty left out."""
    return (row[column] for row in rows if column in row)


class _Tasks:
    """Reads the tasks of a table, row by row."""

    def __init__(
        self, row: Row, printed: Printed, heads: Heads, year: int | None
    ) -> None:
        """Take the table, its heads, and the year of its document."""
        self._facts = row.facts or NO_FACTS
        self._starts = [[fact.start for fact in of_kind] for of_kind in self._facts]
        self._printed, self._own, self._year = printed, heads.own, year
        self._columns: Mapping[int, Column] = dict(enumerate(heads.columns))
        self._place, self._line = row.start, row.line
        self._behind = row.start
        self._groups: list[GridCell] = []
        self._grouped = True  # whether a task stands below the last of them
        self._above: dict[
            int, GridCell
        ] = {}  # what puts the tasks of a column together

    def read(
        self, rows: Sequence[GridRow], over: Sequence[GridCell]
    ) -> Iterator[TableTask]:
        """Yield the tasks of the rows below the heads, and before them what stands over these."""
        if over:
            text = "\n".join(cell.text for cell in over)
            yield self._row(over, None, (), text, NO_FACTS, counted=False)
        self._put_together(rows)
        columns = [*self._columns.values()]
        heads = [column.head for column in columns if column.head]
        for row in rows:
            cells = each_once(row.values())
            if not cells or heads == ["".join(cell.text.split()) for cell in cells]:
                continue  # heads are repeated on each page
            if not self._own and len(cells) == 1 and self._is_group(cells[0]):
                yield from self._leave_groups(cells[0])
                self._groups.append(cells[0])
                self._grouped = False
                self._above = {}
                continue
            self._grouped = True
            if is_short(row, columns):
                yield self._task(spread(row, columns, self._year))
            else:
                yield self._task(row)
        yield from self._unused()

    def _put_together(self, rows: Sequence[GridRow]) -> None:
        """Find which columns of tasks put together those of the last.

        Their cells reach over several rows.
        """
        *others, _ = self._of_kind("task")
        for place in others:
            if any(cell.rows > 1 for cell in _column(rows, place)):
                self._columns = {
                    **self._columns,
                    place: self._columns[place]._replace(kind="category"),
                }

    def _is_group(self, cell: GridCell) -> bool:
        """Return whether a cell that is alone in its row heads those that follow: 一、修渠."""
        if "\n" in cell.text:
            return False  # cells of a row of which some are empty, a line each
        return cell.columns > 1 or self._kind(cell.column) not in ("task", "")

    def _leave_groups(self, cell: GridCell) -> Iterator[TableTask]:
        """Leave the groups that one ends; yield those without a task, if it is none of theirs.

        （一） stands below 一、.
        """
        is_below = (
            self._groups
            and cell.text[0] in ROUND.opening
            and self._groups[0].text[0] not in ROUND.opening
        )
        if is_below:
            if len(self._groups) > 1:
                yield from self._unused()
            del self._groups[1:]
        else:
            yield from self._unused()
            self._groups = []

    def _unused(self) -> Iterator[TableTask]:
        """Yield the last group where no task stands below it: 注：…."""
        if not self._grouped:
            cell = self._groups[-1]
            self._grouped = True
            yield self._row([cell], None, (), cell.text, NO_FACTS, counted=False)

    def _task(self, row: GridRow) -> TableTask:
        """Return a row as a task."""
        cells = each_once(row.values())
        of = {
            kind: each_once(row[place] for place in self._of_kind(kind) if place in row)
            for kind in ("number", "task", "document")
        }
        owners, deadlines, told = self._who_and_when(row)
        told += [*of["number"], *of["document"], *self._derived(row)]
        headings = self._headings(row)
        told += [*self._groups, *self._above.values()]
        texts = [cell.text for cell in of["task"]]
        told += of["task"]
        beside = [cell for cell in cells if cell not in told and _has_letters(cell)]
        texts += map(self._said, beside)
        label = " ".join(cell.text for cell in of["number"]) or None
        said = [*of["task"], *beside]
        facts = Facts.of(
            [
                fact
                for cell in said
                for fact in of_kind[
                    bisect_left(starts, cell.start) : bisect_left(starts, cell.end)
                ]
            ]
            for of_kind, starts in zip(self._facts, self._starts, strict=True)
        )
        facts = facts._replace(
            owners=owners or facts.owners, deadlines=deadlines or facts.deadlines
        )
        return self._row(
            cells,
            None if self._own or not texts else label,
            headings,
            "\n".join(texts) or "　".join(cell.text for cell in cells),
            facts,
            counted=label is not None if self._own else bool(of["task"]),
            document=of["document"][0].text if of["document"] else None,
        )

    def _row(
        self,
        cells: Sequence[GridCell],
        label: str | None,
        headings: tuple[str, ...],
        text: str,
        facts: Facts,
        *,
        counted: bool,
        document: str | None = None,
    ) -> TableTask:
        """Return cells of a row as a task, at their place in the source."""
        # Merged cells stand in rows above.
        own = [cell for cell in cells if cell.start >= self._behind] or cells
        start = max(self._place, min(cell.start for cell in own))
        end = max(start, *(cell.end for cell in own))
        self._line += self._printed(self._place, start).count("\n")
        self._place, self._behind = start, end
        if label:
            text = f"{label} {text}" if label[-1].isalnum() else f"{label}{text}"
        kind, status, text = _unmarked(text) if self._own else ("table", COMPLETE, text)
        return TableTask(
            label=label,
            headings=headings,
            text=text,
            counted=counted,
            kind=kind,
            status=status,
            document=document,
            facts=facts,
            start=start,
            end=end,
            line=self._line,
        )

    def _who_and_when(
        self, row: GridRow
    ) -> "tuple[list[Owner], list[Deadline], list[GridCell]]":
        """Return the owners and deadlines of a row, and the cells that say nothing else."""
        owners: list[Owner] = []
        deadlines: list[Deadline] = []
        told: list[GridCell] = []
        for place, column in self._columns.items():
            cell = row.get(place)
            if cell is None or not cell.text or cell in told:
                continue
            if column.kind == "unit" and column.role:
                of = (own_owners_in if self._own else owners_in)(cell, column.role)
            elif column.kind == "time":
                of = (own_deadlines_in if self._own else deadlines_in)(cell, self._year)
            else:
                continue
            owners += of.owners
            deadlines += of.deadlines
            if of.is_all:
                told.append(cell)
        return owners, deadlines, told

    def _headings(self, row: GridRow) -> tuple[str, ...]:
        """Return what puts a task together with others: groups, and cells of categories.

        An empty cell of these means the one above.
        """
        for place in self._of_kind("category"):
            cell = row.get(place)
            if cell and cell.text:
                self._above[place] = cell
            elif self._own:
                self._above.pop(place, None)
        cells = [*self._groups, *(self._above[at] for at in sorted(self._above))]
        texts = (cell.text for cell in each_once(cells))
        if self._own:
            return tuple(part for text in texts for part in text.split(_BETWEEN))
        return tuple(texts)

    def _said(self, cell: GridCell) -> str:
        """Return what a cell says, behind the head of its column."""
        column = self._columns.get(cell.column)
        return f"{column.head}：{cell.text}" if column and column.head else cell.text

    def _derived(self, row: GridRow) -> list[GridCell]:
        """Return the cells that follow from others of the row."""
        return [row[place] for place in self._of_kind("derived") if place in row]

    def _kind(self, place: int) -> Kind:
        """Return what the cells of a column say."""
        column = self._columns.get(place)
        return column.kind if column else ""

    def _of_kind(self, kind: Kind | str) -> list[int]:
        """Return the places of the columns of a kind."""
        return [at for at, column in self._columns.items() if column.kind == kind]


def _unmarked(text: str) -> tuple[NodeKind, Status, str]:
    """Return what the marks tell that a table of tasks puts beside a text, and the text."""
    if text.startswith(LOST):
        return "lacuna", COMPLETE, text.removeprefix(LOST)
    if text.startswith(STRANDED):
        return "fragment", HEADLESS, text.removeprefix(STRANDED)
    if text.endswith(CUT_OFF):
        return "table", TRUNCATED, text.removesuffix(CUT_OFF)
    return "table", COMPLETE, text


def _has_letters(cell: GridCell) -> bool:
    """Return whether a cell has a letter or a digit: / and — say that there is nothing."""
    return any(map(str.isalnum, cell.text))
