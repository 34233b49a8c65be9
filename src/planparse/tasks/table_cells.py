"""What the cells of a table of tasks say: who answers for a task, by when."""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from planparse.facts.deadline import Deadline
from planparse.facts.finder import finder
from planparse.facts.kinds import Facts
from planparse.facts.owner import Owner, Role
from planparse.facts.tasks import task_cutter
from planparse.grammar.shipped import fact_words
from planparse.tasks.table_grid import GridCell
from planparse.text.characters import BRACKET_CLOSINGS, BRACKET_OPENINGS, ROUND

_LONGEST = 40
"""The longest name of a unit, in characters."""
_SHORTEST, _SHORTEST_NAME = 3, 2
"""Where all words of a cell have as many characters, blanks part units, or persons; a choice."""
_BETWEEN_UNITS = "、，,；; \u3000\r\n"
_NO_NAME = "：:。"
_PARTS = re.compile("[；;]")
_DATED = re.compile(
    rf"(?P<words>.+?){ROUND.opens}(?P<until>\d{{4}}-\d\d-\d\d){ROUND.closes}$",
    re.DOTALL,
)
_OWN_PARTS = re.compile(r"[；\n]|(?<!、)[ \u3000]+")
_OWN_ROLES: tuple[tuple[str, Role], ...] = (("（牵头）", "lead"),)
"""How the table of tasks marks units whose role is not that of their column."""


class OfCell(NamedTuple):
    """Owners or deadlines of a cell; `is_all` says that it has no other word."""

    owners: Sequence[Owner] = ()
    deadlines: Sequence[Deadline] = ()
    is_all: bool = True


def owners_in(cell: GridCell, role: Role) -> OfCell:
    """Return the owners that a cell names in a column of a role, whatever they are called.

    A cell that says who leads and who supports is read as a note of owners is.
    """
    text = _parted(cell.text, _SHORTEST_NAME if role == "leader" else _SHORTEST)
    label = f"{fact_words().task_tables.units[role][0]}："
    best: Sequence[Owner] = ()
    for before, behind in ((ROUND.opening[0], ROUND.closing[0]), (label, ""), ("", "")):
        read = f"{before}{text}{behind}"
        owners = _facts_in(read, None).owners
        found = [
            owner._replace(start=owner.start - len(before), end=owner.end - len(before))
            for owner in owners
        ]
        if found and task_cutter().is_note(text, _only(owners=found)):
            return OfCell(owners=[_placed(owner, cell) for owner in found])
        best = best or found
    units = _units(text)
    if units:
        return OfCell(owners=[_owner(role, units, cell)])
    sure = [_placed(owner, cell) for owner in best if not owner.unknown]
    return OfCell(owners=sure, is_all=False)


def deadlines_in(cell: GridCell, year: int | None) -> OfCell:
    """Return the deadlines of a cell in a column of these, as it words them."""
    label = f"{fact_words().deadlines.labels[0]}："
    deadlines: list[Deadline] = []
    is_all = True
    for words, start in _parts(cell.text):
        read = f"{label}{words}"
        found = [
            one._replace(start=max(0, one.start - len(label)), end=one.end - len(label))
            for one in _facts_in(read, year).deadlines
        ]
        if len(found) == 1:
            found = [found[0]._replace(text=words, start=0, end=len(words))]
        elif not found or not task_cutter().is_note(words, _only(deadlines=found)):
            is_all = False
        deadlines += [_placed_time(one, cell, start) for one in found]
    return OfCell(deadlines=deadlines, is_all=is_all)


def own_owners_in(cell: GridCell, role: Role) -> OfCell:
    """Return the owners of a cell that planparse wrote: `市水务局（牵头）；市财政局`."""
    owners = []
    for part in filter(None, _OWN_PARTS.split(cell.text)):
        words, of_part = part, role
        for mark, marked in _OWN_ROLES:
            if part.endswith(mark):
                words, of_part = part.removesuffix(mark), marked
        units = owners_in(cell._replace(text=words), of_part)
        owners += [owner._replace(role=of_part) for owner in units.owners]
    return OfCell(owners=owners)


def own_deadlines_in(cell: GridCell, year: int | None) -> OfCell:
    """Return the deadlines of a cell that planparse wrote: `6月底前（2024-06-30）`."""
    deadlines: list[Deadline] = []
    for words, start in _parts(cell.text):
        dated = _DATED.match(words)
        said = dated["words"] if dated else words
        part = cell._replace(text=said, start=min(cell.start + start, cell.end))
        found = deadlines_in(part, year).deadlines
        if dated or not found:
            until = dated["until"] if dated else None
            found = [Deadline(said, until, None, False, part.start, cell.end)]
        deadlines += found
    return OfCell(deadlines=deadlines)


@lru_cache(4096)
def _facts_in(text: str, year: int | None) -> Facts:
    """Return the facts of a text; a table names the same units and times again and again."""
    return finder().find(text, 0, len(text), year)


def _parted(text: str, shortest: int) -> str:
    """Return the text of a cell with a mark for each blank that parts two units.

    Blanks do so where no word is shorter than the `shortest` unit.
    """
    words = text.split()
    if len(words) > 1 and min(map(len, words)) >= shortest:
        return re.sub(rf"(?<![{_BETWEEN_UNITS}：:])[ \u3000\r\n]", "、", text)
    return text


def _units(text: str) -> tuple[str, ...]:
    """Return the units of a cell that has nothing else, none where it may have more."""
    if any(mark in text for mark in _NO_NAME):
        return ()
    units = tuple(filter(None, map(str.strip, _cut(text))))
    is_names = all(2 <= len(unit) <= _LONGEST for unit in units)
    return units if is_names and any(map(str.isalnum, text)) else ()


def _cut(text: str) -> Iterator[str]:
    """Cut a text at the marks between units, those in brackets left alone."""
    start = depth = 0
    for at, char in enumerate(text):
        depth += (char in BRACKET_OPENINGS) - (char in BRACKET_CLOSINGS)
        if depth <= 0 and char in _BETWEEN_UNITS:
            yield text[start:at]
            start = at + 1
    yield text[start:]


def _parts(text: str) -> Iterator[tuple[str, int]]:
    """Yield the parts of a text between semicolons, each with its place."""
    start = 0
    for part in _PARTS.split(text):
        words = part.strip()
        if words:
            yield words, start + part.index(words)
        start += len(part) + 1


def _only(owners: Sequence[Owner] = (), deadlines: Sequence[Deadline] = ()) -> Facts:
    """Return facts that are only these."""
    return Facts(owners, deadlines, (), ())


def _owner(role: Role, units: tuple[str, ...], cell: GridCell) -> Owner:
    """Return the units of a whole cell as an owner."""
    names = tuple("".join(unit.split()) for unit in units)
    return Owner(role, names, (), cell.start, cell.end)


def _placed(owner: Owner, cell: GridCell) -> Owner:
    """Return an owner at its place in the source."""
    end = min(cell.start + owner.end, cell.end)
    return owner._replace(start=min(cell.start + owner.start, end), end=end)


def _placed_time(deadline: Deadline, cell: GridCell, at: int) -> Deadline:
    """Return a deadline of a part of a cell, which begins at a place in it, in the source."""
    end = min(cell.start + at + deadline.end, cell.end)
    return deadline._replace(start=min(cell.start + at + deadline.start, end), end=end)
