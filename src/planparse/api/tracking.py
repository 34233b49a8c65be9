"""What became of what plans promised, by the reviews of the next ones."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from planparse.compare.comparison import edition
from planparse.export.tracking import TrackingFormat, write_tracking
from planparse.promises import tracking
from planparse.promises.outcomes import Outcome
from planparse.promises.tracking import Row, Tracked
from planparse.promises.words import VERDICTS
from planparse.tree import Lang

if TYPE_CHECKING:
    from planparse.api.plan import Plan


@dataclass(frozen=True, slots=True, repr=False)
class Tracking:
    """The promises of reports, each held against the review of the next; `track` makes one."""

    _tracked: Tracked

    @property
    def steps(self) -> tuple[tuple[Outcome, ...], ...]:
        """What became of the promises of each report but the last."""
        return self._tracked.steps

    @property
    def outcomes(self) -> tuple[Outcome, ...]:
        """What became of all promises: each target and each task of a plan is in one.

        Each has a `verdict` (reached, missed, reported, restated, unmentioned), the
        `words` and the passage of its `promise`, and the `passage` that tells of it.
        """
        return self._tracked.outcomes

    @property
    def indicators(self) -> tuple[Row, ...]:
        """The indicators through the years, those with most targets first."""
        return tuple(tracking.indicators(self._tracked))

    def to(
        self,
        format: TrackingFormat,
        *,
        lang: Lang = "en",
        colour: bool = False,
        width: int = 80,
    ) -> Iterator[str | bytes]:
        """Yield the outcomes in a format, in pieces, as `planparse track -f` prints them.

        `text` takes at most `width` columns, with ANSI codes where `colour`; `xlsx` is
        bytes. Raises ValueError for an unknown format.
        """
        return write_tracking(
            self._tracked, format, lang=lang, colour=colour, width=width
        )

    def to_dict(self) -> dict[str, Any]:
        """Return what `planparse track -f json` prints, as plain data."""
        from planparse.promises.records import as_record

        return as_record(self._tracked)

    def __repr__(self) -> str:
        """Say which reports were tracked, and how many promises came to what."""
        names = " → ".join(report.edition.path for report in self._tracked.reports)
        counts = dict.fromkeys(VERDICTS, 0)
        for outcome in self.outcomes:
            counts[outcome.verdict] += 1
        told = ", ".join(f"{count} {name}" for name, count in counts.items() if count)
        return f"<Tracking {names}: {told or 'nothing promised'}>"


def track(old: "Plan", new: "Plan", *more: "Plan") -> Tracking:
    r"""Hold what each report plans against what the next one reviews, oldest first.

    >>> from planparse import parse
    >>> old = parse("一、2024年重点工作\n粮食产量达到50万吨。\n")
    >>> new = parse("一、2024年工作回顾\n粮食产量达到52万吨。\n二、2025年重点工作\n修路。\n")
    >>> track(old, new)
    <Tracking - → -: 1 reached>
    """
    contents = [plan._content for plan in (old, new, *more)]
    editions = [edition(each.compared, each.grammar.lexicon) for each in contents]
    return Tracking(tracking.track(editions))
