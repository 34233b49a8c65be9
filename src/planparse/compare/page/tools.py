"""The top of the page: the summary, and what hides and finds rows."""

from collections import Counter
from collections.abc import Iterator, Sequence

from planparse.compare.edits import KINDS
from planparse.compare.page.parts import (
    Step,
    kinds_of,
    say_on_page,
    shown,
    step_years,
)
from planparse.compare.report.summary import counts
from planparse.compare.report.words import say
from planparse.tree import Lang

_COLUMNS = (
    *(("", kind) for kind in KINDS),
    *(("figures", kind) for kind in ("raised", "lowered", "changed")),
    *(("deadlines", kind) for kind in ("earlier", "later", "changed")),
)
"""What the table of several steps counts: kinds of edits, and targets that moved."""


def summary(steps: Sequence[Step]) -> Iterator[str]:
    """Yield the counts of a step as lines, those of several as a table, a row for each."""
    if len(steps) == 1:
        lines = counts(steps[0].edits, steps[0].lang)
        yield '<ul class="counts">'
        yield "".join(f"<li>{shown(line)}</li>" for line in lines)
        yield "</ul>\n"
        return
    yield from _counts_of_steps(steps, steps[0].lang)


def _counts_of_steps(steps: Sequence[Step], lang: Lang) -> Iterator[str]:
    """Yield the table of the steps: the kinds of edits, and the targets that moved."""
    counted = [_counted(step) for step in steps]
    found = {name for step in counted for name in step}
    names = [name for name in _COLUMNS if name in found]
    title = say_on_page("steps", lang)
    yield (
        f'<div class="scroll" role="region" aria-label="{title}" tabindex="0">'
        f'<table class="steps">\n<thead><tr><th scope="col">{title}</th>'
    )
    for field, kind in names:
        of = f"{say(field, lang)} " if field else ""
        yield f'<th scope="col">{of}{say(kind, lang)}</th>'
    yield "</tr></thead>\n<tbody>\n"
    for step, numbers in zip(steps, counted, strict=True):
        link = f'<a href="#step{step.number}">{step_years(step)}</a>'
        yield f'<tr><th scope="row" lang="zh">{link}</th>'
        yield "".join(f"<td>{numbers[name] or ''}</td>" for name in names)
        yield "</tr>\n"
    yield "</tbody></table></div>\n"


def _counted(step: Step) -> Counter[tuple[str, str]]:
    """Count the edits of a step by kind, and its changes of targets by field and kind."""
    numbers: Counter[tuple[str, str]] = Counter()
    for edit in step.edits:
        numbers["", edit.kind] += 1
        numbers.update((change.field, change.kind) for change in edit.facts)
    return numbers


def tools(steps: Sequence[Step], lang: Lang) -> Iterator[str]:
    """Yield the form that hides and finds rows; only the script shows it."""
    there = Counter(
        kind for step in steps for edit in step.edits for kind in kinds_of(edit)
    )
    yield f'<form id="tools" hidden data-shown="{say_on_page("shown", lang)}">\n'
    yield f"<fieldset><legend>{say_on_page('kinds', lang)}</legend>\n"
    for kind in KINDS:
        if there[kind]:
            yield (
                f'<label class="chip {kind}">'
                f'<input type="checkbox" name="kind" value="{kind}" checked> '
                f"{say(kind, lang)} {there[kind]}</label>\n"
            )
    for name in ("all", "none"):
        label = say_on_page(name, lang)
        yield f'<button type="button" id="{name}">{label}</button>\n'
    yield (
        '</fieldset>\n<label><input type="checkbox" id="targets"> '
        f"{say_on_page('targets_only', lang)}</label>\n"
        f'<label class="search">{say_on_page("search", lang)} '
        '<input type="search" id="search" autocomplete="off" spellcheck="false">'
        '</label>\n<output id="shown" for="search"></output>\n</form>\n'
    )
