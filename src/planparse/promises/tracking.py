"""Two reports or more: what each promised, what the next says of it, and the indicators."""

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from planparse.compare.items import Edition
from planparse.compare.review import report_year
from planparse.promises.figures import Measured
from planparse.promises.outcomes import Outcome, Report, outcomes, report


class Cell(NamedTuple):
    """A target in the report that sets it, with what became of it; None for the last report."""

    target: Measured
    outcome: Outcome | None

    @property
    def result(self) -> Measured | None:
        """The result that decides of the target; a figure that is only told beside it is none."""
        outcome = self.outcome
        if outcome is None or outcome.verdict not in ("reached", "missed"):
            return None
        return outcome.result


class Row(NamedTuple):
    """An indicator through the years: for each report its target there, None where it has none."""

    indicator: str
    aspect: str
    unit: str
    cells: tuple[Cell | None, ...]


class Tracked(NamedTuple):
    """The reports, oldest first, and of each but the last what became of its promises."""

    reports: tuple[Report, ...]
    steps: tuple[tuple[Outcome, ...], ...]

    @property
    def outcomes(self) -> tuple[Outcome, ...]:
        """What became of all promises, in order."""
        return tuple(outcome for step in self.steps for outcome in step)


def track(editions: Sequence[Edition]) -> Tracked:
    """Hold the plan of each report against the review of the next.

    Raises ValueError for fewer than two.
    """
    if len(editions) < 2:
        raise ValueError("there is nothing to track in fewer than two reports")
    reports = [report(edition) for edition in _with_years(editions)]
    steps = (outcomes(old, new) for old, new in pairwise(reports))
    return Tracked(tuple(reports), tuple(steps))


def _with_years(editions: Sequence[Edition]) -> Iterator[Edition]:
    """Yield editions with the year that each is for.

    One that does not say it is for the year behind the one before, or before the next.
    """
    years = [report_year(edition) for edition in editions]
    for at, year in enumerate(years):
        if year is None and at and (before := years[at - 1]) is not None:
            years[at] = before + 1
    for at in range(len(years) - 2, -1, -1):
        if years[at] is None and (behind := years[at + 1]) is not None:
            years[at] = behind - 1
    for edition, year in zip(editions, years, strict=True):
        yield edition._replace(year=year)


def indicators(tracked: Tracked) -> list[Row]:
    """Return the indicators that have targets, each in one row; those of many years first.

    A row goes on with the target that the next plan sets for the same indicator, or with
    one of the same name in a later plan.
    """
    rows: list[list[Cell | None]] = []
    by_name: dict[tuple[str, str, str], int] = {}
    number = len(tracked.reports)
    for at, report_ in enumerate(tracked.reports):
        step = tracked.steps[at] if at < len(tracked.steps) else ()
        found = {id(outcome.target): outcome for outcome in step if outcome.target}
        for target in report_.targets:
            name = _name(target)
            row = by_name.get(name)
            if row is None or rows[row][at] is not None:
                row = len(rows)
                rows.append([None] * number)
            rows[row][at] = Cell(target, found.get(id(target)))
            by_name[name] = row
            outcome = found.get(id(target))
            if outcome is not None and outcome.next_target is not None:
                by_name.setdefault(_name(outcome.next_target), row)
    named = [_row(row) for row in rows]
    return sorted(named, key=lambda row: -sum(cell is not None for cell in row.cells))


def _name(target: Measured) -> tuple[str, str, str]:
    """Return what tells an indicator from others."""
    measure = target.measure
    return measure.name.text, measure.nature.aspect, measure.unit


def _row(cells: Sequence[Cell | None]) -> Row:
    """Return a row, named as its last target is."""
    last = next(cell for cell in reversed(cells) if cell is not None).target
    measure = last.measure
    return Row(last.indicator, measure.nature.aspect, measure.unit, tuple(cells))
