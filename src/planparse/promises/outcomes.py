"""What became of each target and each task of a plan, by the review and the plan of the next."""

from collections.abc import Sequence
from typing import NamedTuple

from planparse.compare.indicators import pairs, shared
from planparse.compare.items import Edition, fold
from planparse.compare.measures import same_indicator
from planparse.compare.natures import of_several_years, same_nature
from planparse.compare.review import report_year
from planparse.grammar.shipped import compare_rules, report_words
from planparse.promises.figure_index import FigureIndex
from planparse.promises.figures import (
    Measured,
    is_result,
    is_size,
    measured,
    names,
    targets,
)
from planparse.promises.judging import REPORTED, Judgement, Verdict, judge
from planparse.promises.likeness import Resemblance
from planparse.promises.passages import Part, Passage, parts
from planparse.promises.tasks import Task, is_done, tasks, without_steps

_ONE_NAME = 0.65
"""Shares of pairs of characters that two names of one indicator have in common. A choice."""

_PERHAPS = 0.5
"""… and two that may be. A choice."""

_RARE = 3
"""So many digits has a number that few things share, its unit counted as one. A choice."""
_PAIRS = 2
"""So many pairs of characters are then enough to tell that it is of one thing. A choice."""
_LONG = 4
"""So long a name is known by its letters alone. A choice."""


class Outcome(NamedTuple):
    """A promise of a plan, and what became of it.

    `promise` is the passage that makes it, `words` what it promises in a few; of a target
    `target` is the figure, of a task it is None. `result` and `passage` are what the next
    review says, `next_target` and `restated` what the next plan sets. `short` is by how
    much a result misses.
    """

    promise: Passage
    words: str
    target: Measured | None
    verdict: Verdict
    short: float | None = None
    result: Measured | None = None
    passage: Passage | None = None
    next_target: Measured | None = None
    restated: Passage | None = None


class Report(NamedTuple):
    """A report as it is tracked: its passages, its figures, its targets, its tasks."""

    edition: Edition
    year: int | None
    parts: tuple[Part, ...]
    figures: tuple[Measured, ...]
    targets: tuple[Measured, ...]
    tasks: tuple[Task, ...]


class Lookup(NamedTuple):
    """What is asked of the new report: the figures and passages of its review, its plan."""

    figures: FigureIndex
    aims: FigureIndex
    passages: Resemblance
    tasks: tuple[Task, ...]


def report(edition: Edition) -> Report:
    """Return an edition as it is tracked."""
    year = report_year(edition)
    passages = parts(edition)
    figures = measured(edition, passages)
    aims = targets(figures)
    works = tasks(passages, year, [aim.part for aim in aims])
    return Report(
        edition, year, tuple(passages), tuple(figures), tuple(aims), tuple(works)
    )


def outcomes(old: Report, new: Report) -> tuple[Outcome, ...]:
    """Return what became of each target and task of the old report's plan, in its order."""
    review = [figure for figure in new.figures if is_result(figure)]
    if old.year and new.year and new.year != old.year + 1:
        review = [_of_other_year(figure) for figure in review]
    lookup = Lookup(
        figures=FigureIndex(review),
        aims=FigureIndex(new.targets),
        passages=Resemblance([part for part in new.parts if part.side == "review"]),
        tasks=new.tasks,
    )
    found = [_of_target(aim, lookup) for aim in old.targets]
    found += [_of_task(task, lookup) for task in old.tasks]
    return tuple(sorted(found, key=lambda outcome: outcome.promise.place))


def _of_other_year(figure: Measured) -> Measured:
    """Return a figure as it is told by a report that reviews another year than was planned."""
    return figure._replace(part=figure.part._replace(time="years"))


# ── targets ──────────────────────────────────────────────────────────────────────────


def _of_target(target: Measured, lookup: Lookup) -> Outcome:
    """Return what became of a target."""
    aims, review = lookup.aims.near(target), lookup.figures.near(target)
    again = next((aim for aim in aims if _is_comparable(target, aim)), None)
    outcome = Outcome(
        promise=target.part.passage, words=target.words, target=target,
        verdict="unmentioned", next_target=again, restated=again.part.passage if again else None,
    )  # fmt: skip
    comparable = [figure for figure in review if _is_comparable(target, figure)]
    if comparable:
        result, judgement = _judged(target, comparable)
        return _with_result(outcome, result, judgement)
    named = next((one for one in review if _is_of_one(target, one)), None)
    named = named or next((one for one in review if _may_be_of_one(target, one)), None)
    named = named or next((one for one in review if _is_told_with(target, one)), None)
    if named is not None:
        return _with_result(outcome, named, REPORTED)
    told = _telling(target, lookup.passages)
    if told is not None:
        return outcome._replace(verdict="reported", passage=told.passage)
    return outcome._replace(verdict="restated") if again else outcome


def _telling(target: Measured, resemblance: Resemblance) -> Part | None:
    """Return the passage of a review that tells of a target's indicator without its figure."""
    if target.general:
        return None
    for name in (target.own_name, *_names(target)):
        if len(name) >= _LONG - target.is_share:
            for part in resemblance.review:
                if name in part.said and names(name, part.said):
                    return part
    naming = resemblance.naming(target.own_name)
    if naming is not None and not _is_of_another(target, naming.clause):
        return naming.part
    found = resemblance.best(target.said)
    if found is None or _is_of_another(target, found.clause):
        return None
    if found.likeness < compare_rules().tracking.named and not found.holds:
        return None
    own = target.own_pairs
    is_named = 2 * len(own & pairs(found.clause)) >= len(own)
    return found.part if own and is_named else None


def _is_of_another(target: Measured, clause: str) -> bool:
    """Return whether a folded clause has a target's name only as a part of another one."""
    name = target.own_name
    return name in clause and not names(name, clause)


def _names(target: Measured) -> list[str]:
    """Return a target's name, with all that it may be called."""
    name = target.measure.name.text
    synonyms = compare_rules().measures.synonyms
    return [name, *(fold(one) for one in synonyms.get(name, ()) if len(one) >= _LONG)]


def _with_result(outcome: Outcome, result: Measured, judgement: Judgement) -> Outcome:
    """Return an outcome with a result and what it decides."""
    return outcome._replace(
        verdict=judgement.verdict, short=judgement.short,
        result=result, passage=result.part.passage,
    )  # fmt: skip


def _judged(
    target: Measured, results: Sequence[Measured]
) -> tuple[Measured, Judgement]:
    """Return the result that a target is judged by, and the judgement.

    Results of the year itself come first, of several the one that is nearest: others are
    of a part. Where two of them are not of one mind, nothing is judged.
    """
    of_year = [one for one in results if one.part.time == "year"] or results
    judged = [(result, judge(target, result)) for result in of_year]
    sure = [pair for pair in judged if pair[1].verdict != "reported"]
    if len({judgement.verdict for _, judgement in sure}) == 1:
        return min(sure, key=lambda pair: _distance(target, pair[0]))
    return of_year[0], REPORTED


def _distance(target: Measured, result: Measured) -> float:
    """Return how far a result is from its target."""
    return abs(float(target.fact["low"]) - float(result.fact["low"]))


def _is_comparable(target: Measured, other: Measured) -> bool:
    """Return whether a figure is of the target's indicator in the same way, and of one year."""
    if not _share_unit(target, other) or other.part.time == "years":
        return False
    if not _is_of_one(target, other):
        return False
    natures = [
        one.measure.nature._replace(stance=None, bound=None, period=None)
        for one in (target, other)
    ]
    period = other.measure.nature.period
    return not of_several_years(period) and same_nature(*natures) == "same"


def _share_unit(one: Measured, other: Measured) -> bool:
    """Return whether two figures have one unit; 3000万农村人口 are people too."""
    units = {one.measure.unit, other.measure.unit}
    return len(units) == 1 or units == {"", *report_words().outcomes.people}


def _is_of_one(target: Measured, other: Measured) -> bool:
    """Return whether two figures are of one indicator, in whatever way.

    A name that is within another is not enough: 单位国内生产总值能耗 is no 国内生产总值.
    """
    mine, theirs = target.measure.name, other.measure.name
    if target.general or other.general:
        return False
    if mine.text != theirs.text and shared(mine.pairs, theirs.pairs) < _ONE_NAME:
        return False
    return same_indicator(target.measure, other.measure) == "same"


def _may_be_of_one(target: Measured, other: Measured) -> bool:
    """Return whether a figure may be of the target's indicator, in the same way.

    就业 may be 城镇就业: a word more makes another thing of it, or does not.
    """
    if target.general or other.general:
        return False
    mine, theirs = target.measure, other.measure
    if not _share_unit(target, other) or mine.nature.aspect != theirs.nature.aspect:
        return False
    if shared(target.own_pairs, other.own_pairs) < _PERHAPS:
        return False
    return same_indicator(mine, theirs) != "other"


def _is_told_with(target: Measured, other: Measured) -> bool:
    """Return whether a clause names the target's indicator, or its work, beside a figure.

    粮食产量跃上1.4万亿斤新台阶 does, although its figure is not read as of 粮食产量; and
    东山5万吨煤矿 is one work wherever it stands, whatever is said of it.
    """
    if target.general:
        return False
    if _is_one_number(target, other):
        return True
    if not _share_unit(target, other):
        return False
    mine, theirs = target.measure.name.text, other.measure.name.text
    is_alike = target.measure.nature.aspect == other.measure.nature.aspect
    if is_alike and _is_head(mine, theirs) and not other.general:
        return True
    if other.part.time == "years":
        return False
    if is_size(target) and target.fact["low"] == other.fact["low"]:
        return len(target.lead) > 1 and other.lead.endswith(target.lead[-2:])
    return is_alike and len(mine) >= _LONG and names(mine, other.said)


def _is_head(one: str, other: str) -> bool:
    """Return whether one name ends with the other, or begins so: 下岗人员再就业 and 再就业."""
    short, long = sorted((one, other), key=len)
    if len(short) < _LONG:
        return len(short) == _LONG - 1 and long.endswith(short)
    return long.endswith(short) or long.startswith(short)


def _is_one_number(target: Measured, other: Measured) -> bool:
    """Return whether two figures are one rare number, said of much the same: 178座锅炉."""
    low = target.fact["low"]
    digits = f"{low:.12g}".replace(".", "").strip("0")
    rare = len(digits) + (target.measure.unit == other.measure.unit)
    if low != other.fact["low"] or rare < _RARE:
        return False
    said = [
        pairs(one.said.replace(fold(one.fact["text"]), "|")) for one in (target, other)
    ]
    return len(said[0] & said[1]) >= _PAIRS


# ── tasks ────────────────────────────────────────────────────────────────────────────


def _of_task(task: Task, lookup: Lookup) -> Outcome:
    """Return what became of a task."""
    outcome = Outcome(task.part.passage, task.words, None, "unmentioned")
    rules = compare_rules().tracking
    found = lookup.passages.best(task.clause)
    if found is not None and (found.likeness >= rules.told or found.holds):
        done = is_done(task, found.clause)
        return outcome._replace(
            verdict="reached" if done and found.likeness >= rules.done else "reported",
            passage=found.part.passage,
        )
    clause = without_steps(task.clause)
    for other in lookup.tasks:
        if without_steps(other.clause) == clause:
            return outcome._replace(verdict="restated", restated=other.part.passage)
    return outcome
