"""Tasks of a plan that have no figure: those with a deadline, an owner, or a named work."""

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import Literal, NamedTuple

from planparse.compare.fact_changes import Fact
from planparse.compare.items import fold
from planparse.grammar.shipped import report_words
from planparse.promises.passages import Part, on_one_line
from planparse.text.expressions import any_of

Step = Literal["begun", "built", "used", ""]
"""How far a work is to be, or is; "" where no word says so."""

STEPS: tuple[Step, ...] = ("", "begun", "built", "used")
"""From the first to the last."""

_SHORT = 8
"""A clause of so few characters is hardly more than its term: 到年底."""
_CLAUSE = re.compile("[^，,；;：:。！？!?]+")


class Task(NamedTuple):
    """What a plan promises without a figure.

    `words` are the clause that says it, `clause` is the same folded, `step` how far the work
    is to be.
    """

    part: Part
    words: str
    clause: str
    step: Step


def tasks(parts: Iterable[Part], year: int | None, taken: Iterable[Part]) -> list[Task]:
    """Return the tasks of a plan for its year; passages that have a target are `taken`."""
    figured = {part.passage.place for part in taken}
    return [
        task
        for part in parts
        if part.side == "plan"
        and part.time != "years"
        and part.passage.place not in figured
        for task in _tasks(part, year)
    ]


def _tasks(part: Part, year: int | None) -> Iterator[Task]:
    """Yield the tasks of a passage: each clause with a work and a step, else one with a term."""
    is_timed = bool(part.facts["deadlines"] or part.facts["owners"])
    if not (is_timed or step_of(part.said)):
        return
    clauses = [
        found.strip() for found in _CLAUSE.findall(on_one_line(part.passage.text))
    ]
    works = [
        Task(part, words, clause, step)
        for words in clauses
        if (step := step_of(clause := fold(words)))
        and names_work(clause)
        and not _words().stated.search(clause)
    ]
    yield from works
    due = [fact for fact in part.facts["deadlines"] if _is_due(fact, year)]
    told = [words for words in clauses if not _words().stated.search(fold(words))]
    if not works and told and (due or part.facts["owners"]):
        terms = [on_one_line(fact["text"]) for fact in due]
        timed = [words for words in told if any(term in words for term in terms)]
        words = max([one for one in timed if len(one) > _SHORT] or told, key=len)
        yield Task(part, words, fold(words), step_of(fold(words)))


def _is_due(deadline: Fact, year: int | None) -> bool:
    """Return whether a deadline lies in the plan's own year, or names none; 今年 is too vague."""
    until = deadline["until"]
    is_of_year = until is None or year is None or until.startswith(str(year))
    return is_of_year and _words().terms.search(deadline["text"]) is not None


def step_of(clause: str) -> Step:
    """Return the last step that a folded clause names."""
    steps = _words().steps
    return next((step for step in STEPS[:0:-1] if steps[step].search(clause)), "")


def is_done(task: Task, clause: str) -> bool:
    """Return whether a folded clause of a review says that a work is as far as it was to be.

    What is 部分 or 一期 done is not, unless the plan says 一期 too; what goes on has begun.
    """
    words = _words()
    step = step_of(clause)
    if not task.step or STEPS.index(step) < STEPS.index(task.step):
        return False
    if words.not_begun.search(clause):
        return False
    doubts = {*words.under_way.findall(clause)} - {
        *words.under_way.findall(task.clause)
    }
    return task.step == "begun" or not doubts


def names_work(clause: str) -> bool:
    """Return whether a folded clause names a work: 东河大桥, 城北污水处理厂."""
    words = _words()
    return not words.no_works.search(clause) and words.works.search(clause) is not None


def without_steps(clause: str) -> str:
    """Return what a folded clause says besides how far a work is, and when it is to be."""
    words = _words()
    for step in words.steps.values():
        clause = step.sub("", clause)
    return words.hedges.sub("", clause)


class _Words(NamedTuple):
    """Expressions for the words of each step, of what goes on, of what has not begun, of works.

    `hedges` say when or how surely something is to be done, `stated` that it is already.
    """

    steps: dict[Step, re.Pattern[str]]
    under_way: re.Pattern[str]
    not_begun: re.Pattern[str]
    hedges: re.Pattern[str]
    terms: re.Pattern[str]
    no_works: re.Pattern[str]
    stated: re.Pattern[str]
    works: re.Pattern[str]


@lru_cache(maxsize=1)
def _words() -> _Words:
    """Return the expressions of the shipped words."""
    words = report_words().outcomes
    return _Words(
        steps={step: re.compile(any_of(words.steps[step])) for step in STEPS if step},
        under_way=re.compile(any_of(words.under_way)),
        not_begun=re.compile(any_of(words.not_begun)),
        hedges=re.compile(rf"(?:\d+月)?(?:{any_of(words.hedges)})"),
        terms=re.compile(any_of(words.terms)),
        no_works=re.compile(any_of(words.no_works)),
        stated=re.compile(any_of([*words.stated, *words.already])),
        works=re.compile(any_of(words.works)),
    )
