"""The pieces of a work point's rows, put together into tasks: who does what by when.

A row is one piece, or as many as it has tasks of its own. Pieces go together up to a note of
owners; a paragraph that is nothing but a note belongs to what stands before it.
"""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, NamedTuple

from planparse.facts.kinds import NO_FACTS, Facts
from planparse.facts.tasks import task_cutter
from planparse.records import Printed, Record, Row, label_apart
from planparse.tasks.task_text import headed, task_line
from planparse.tree import COMPLETE, HEADLESS, Status

if TYPE_CHECKING:
    from planparse.facts.owner import Owner


class Piece(NamedTuple):
    """Words of a row that belong to one task, with their facts and their place."""

    row: Row
    text: str
    facts: Facts
    status: Status
    start: int
    end: int
    line: int


class TaskPieces(NamedTuple):
    """The pieces of one task, and who answers for it."""

    pieces: tuple[Piece, ...]
    owners: "tuple[Owner, ...]"


def whole(row: Row, printed: Printed, *, bare: bool = False) -> Piece:
    """Return a row as one piece, its label and heading in front unless it is `bare`."""
    facts = row.facts or NO_FACTS
    text = row.text if bare else task_line(row, printed)
    return Piece(row, text, facts, row.status, row.start, row.end, row.line)


def pieces_of(row: Row, printed: Printed, *, bare: bool = False) -> list[Piece]:
    """Return the pieces of a row, its label and heading before the first unless it is `bare`.

    A heading is part of the first task where a note stands right behind it.
    """
    if not row.tasks or row.facts is None:
        return [whole(row, printed, bare=bare)]
    pieces = [_piece(row, row.facts, task) for task in row.tasks]
    if not bare:
        text = pieces[0].text
        if not is_headed_task(row):
            text = headed(row, text, printed)
        pieces[0] = pieces[0]._replace(text=f"{label_apart(row, printed)}{text}")
    pieces[0] = pieces[0]._replace(start=row.start, line=row.line)
    pieces[-1] = pieces[-1]._replace(end=row.end)
    if row.status != COMPLETE:
        place = 0 if row.status == HEADLESS else -1
        pieces[place] = pieces[place]._replace(status=row.status)
    return pieces


def says_something(pieces: Sequence[Piece]) -> bool:
    """Return whether pieces say more than who answers for something."""
    return any(piece.text.strip() and not _is_note(piece) for piece in pieces)


def is_headed_task(row: Row) -> bool:
    """Return whether the heading of a row that is several tasks is part of the first."""
    return bool(row.tasks) and row.tasks[0]["text"].startswith(row.title or "")


def _piece(row: Row, facts: Facts, task: Record) -> Piece:
    """Return one of the tasks of a row as a piece."""
    own = Facts.of(
        [of_kind[place] for place in task.get(name, ())]
        for name, of_kind in facts._asdict().items()
    )
    return Piece(
        row, task["text"], own, COMPLETE, task["start"], task["end"], task["line"]
    )


def in_tasks(pieces: Sequence[Piece]) -> list[TaskPieces]:
    """Put pieces together into tasks, in order.

    Behind a note a task begins where there is another note, or a deadline; without a note
    in between, with each deadline but the first. A note is of all that stands before it,
    back to the note before; one that stands alone behind a heading is of all below it.
    """
    noted = list(map(_is_noted, pieces))
    alone = list(map(_is_note, pieces))
    notes = sum(
        has and not (is_alone and place and noted[place - 1])
        for place, (has, is_alone) in enumerate(zip(noted, alone, strict=True))
    )
    of_all = notes == 1 and _is_headed_note(pieces[0])
    tasks: list[list[Piece]] = []
    for piece, is_alone in zip(pieces, alone, strict=True):
        if tasks and (
            is_alone or not _begins(tasks[-1], piece, 0 if of_all else notes)
        ):
            tasks[-1].append(piece)
        else:
            tasks.append([piece])
    return list(_with_owners(tasks, of_all=of_all))


def together(pieces: Sequence[Piece]) -> TaskPieces:
    """Return pieces as one task, with the owners of them all."""
    owners = tuple(owner for piece in pieces for owner in piece.facts.owners)
    return TaskPieces(tuple(pieces), owners)


def _begins(task: Sequence[Piece], piece: Piece, notes: int) -> bool:
    """Return whether a piece begins a task behind the pieces of another.

    Of so many `notes` each ends a task.
    """
    last, is_due = task[-1].row, bool(piece.facts.deadlines)
    if last.tasks and piece.row is not last:
        return True
    if notes and any(map(_is_noted, task)):
        return notes > 1 or is_due or _is_noted(piece)
    return is_due and any(before.facts.deadlines for before in task)


def _with_owners(
    tasks: Sequence[Sequence[Piece]], *, of_all: bool
) -> Iterator[TaskPieces]:
    """Yield tasks with their owners: those that they name, else those of the next note.

    That is where a deadline parts them. Behind the last note there are none, unless the
    first is `of_all`.
    """
    named = [
        tuple(owner for piece in task for owner in piece.facts.owners) for task in tasks
    ]
    for place, task in enumerate(tasks):
        owners = named[place]
        if not owners and of_all:
            owners = named[0]
        elif not owners and any(piece.facts.deadlines for piece in task):
            owners = next(filter(None, named[place:]), ())
        yield TaskPieces(tuple(task), owners)


def _is_noted(piece: Piece) -> bool:
    """Return whether a piece names owners."""
    return bool(piece.facts.owners)


def _is_note(piece: Piece) -> bool:
    """Return whether a piece says nothing but who answers for what stands before it."""
    return task_cutter().is_note(piece.text, piece.facts)


def _is_headed_note(piece: Piece) -> bool:
    """Return whether a piece is a heading with a note: （二）检修农机（市农机局负责）."""
    row, facts = piece.row, piece.facts
    if row.title is None or not facts.owners:
        return False
    return not row.text.strip() or task_cutter().is_note(row.text, facts)
