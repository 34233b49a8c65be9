"""The top of the page: the summary, and what hides and finds rows."""

from collections import Counter
from collections.abc import Iterator, Sequence

from planparse.compare.edits import KINDS
from planparse.compare.page.parts import (
    Step,
    kinds_of,
    say_on_page,
    shown,
    step_heading,
)
from planparse.compare.report.summary import counts
from planparse.compare.report.words import say
from planparse.tree import Lang


def summary(steps: Sequence[Step]) -> Iterator[str]:
    """Yield the counts of each step, each below a link to it."""
    for step in steps:
        link = f'<a href="#step{step.number}">{step_heading(step)}</a>'
        lines = counts(step.edits, step.lang)
        yield f'<p class="plans">{link}</p>\n<ul class="counts">'
        yield "".join(f"<li>{shown(line)}</li>" for line in lines)
        yield "</ul>\n"


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
