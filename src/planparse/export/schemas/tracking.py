"""What became of what reports promised, as `planparse track -f json` prints it."""

from typing import Literal

from pydantic import Field

from planparse.compare.natures import Aspect
from planparse.export.schemas.model import Count, Model, Number, Offset
from planparse.promises.judging import Verdict


class Report(Model):
    """A report that was read: its file, its title, the year of its plan."""

    path: str
    title: str | None
    year: int | None


class Verdicts(Model):
    """How many promises of a report came to what."""

    reached: Count
    missed: Count
    reported: Count
    restated: Count
    unmentioned: Count


class TrackedFigure(Model):
    """A figure of a target or of a result; its place is null where it is not known."""

    text: str
    low: int | float
    high: int | float | None
    unit: str
    modifier: str | None
    start: Offset | None
    end: Offset | None


class ReportPassage(Model):
    """A sentence of a report, or its part between semicolons, and where it stands."""

    path: str
    line: Number | None
    start: Offset | None
    end: Offset | None
    sentence: str


class Outcome(Model):
    """What became of a promise: a target, which has a figure, or a task.

    `step` says between which reports: 0 for the first two. `promise` is the passage that
    makes it, `report` the one that tells of it; `target` and `result` are the figures,
    `short` is by how much the result falls short. `next` is the target of the next plan,
    `restated` the passage that promises the same again. What there is not is null.
    """

    step: Count
    verdict: Verdict
    kind: Literal["target", "task"]
    words: str
    indicator: str | None
    aspect: Aspect | None
    target: TrackedFigure | None
    promise: ReportPassage
    result: TrackedFigure | None
    report: ReportPassage | None
    short: int | float | None
    next: TrackedFigure | None
    restated: ReportPassage | None


class IndicatorYear(Model):
    """The target of one report for an indicator, and what became of it."""

    target: TrackedFigure | None
    result: TrackedFigure | None
    verdict: Verdict | None


class Indicator(Model):
    """An indicator through the reports, in their order: null where a report has no target."""

    indicator: str
    aspect: Aspect | None
    unit: str
    years: tuple[IndicatorYear | None, ...]


class Tracking(Model):
    """What became of the promises of reports, each held against the review of the next.

    `summary` counts the verdicts of each step; `indicators` are the targets by what they
    measure, through the years.
    """

    planparse: str
    schema_: Literal[1] = Field(alias="schema")
    reports: tuple[Report, ...]
    summary: tuple[Verdicts, ...]
    outcomes: tuple[Outcome, ...]
    indicators: tuple[Indicator, ...]
