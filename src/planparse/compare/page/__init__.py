"""Differences between plans as one page for a browser: both plans side by side.

The page is whole in itself: its style and its script are in it, and its own policy
forbids it everything else. All that comes from a plan is escaped, and invisible
characters are shown. Every part is read once and written once.
"""

import os
from collections.abc import Iterator, Sequence

from planparse.compare.comparison import Compared
from planparse.compare.items import Edition
from planparse.compare.page.charts import charts
from planparse.compare.page.history_table import history_table
from planparse.compare.page.parts import (
    Step,
    plan_name,
    say_on_page,
    step_heading,
    steps_of,
)
from planparse.compare.page.plans import side_by_side
from planparse.compare.page.tools import summary, tools
from planparse.system.html import escape_html, page_end, page_head
from planparse.tree import Lang

_FILES = os.path.join(os.path.dirname(os.path.abspath(__file__)), "page_files")


def as_page(compared: Compared, lang: Lang) -> Iterator[str]:
    """Yield a page of HTML in pieces."""
    history = compared.history
    style, script = _file("diff.css"), _file("diff.js")
    title = " → ".join(map(plan_name, history.editions))
    yield page_head(title, lang=lang, style=style, script=script)
    steps = list(steps_of(compared, lang))
    yield f'<header>\n<p class="kicker">{say_on_page("title", lang)}</p>\n'
    yield f'<h1 lang="zh">{_heading(history.editions)}</h1>\n'
    yield from summary(steps)
    yield "</header>\n"
    yield from tools(steps, lang)
    yield "<main>\n"
    if len(history.editions) > 2:
        yield from charts(history, steps, lang)
        yield from history_table(history, steps, lang)
    for step in steps:
        yield from _section(step, titled=len(steps) > 1)
    yield "</main>\n"
    yield page_end(script)


def _heading(editions: Sequence[Edition]) -> str:
    """Return the names of two plans; of several those of the first and of the last."""
    first, *between, last = map(plan_name, editions)
    return escape_html(f"{first} {'→ … →' if between else '→'} {last}")


def _section(step: Step, *, titled: bool) -> Iterator[str]:
    """Yield one step from an edition to the next, both plans side by side.

    The heading is left out where there are only two editions, whose names stand on top.
    """
    yield f'<section id="step{step.number}">'
    yield f"<h2>{step_heading(step)}</h2>\n" if titled else "\n"
    yield from side_by_side(step)
    yield "</section>\n"


def _file(name: str) -> str:
    """Return the style or the script that ships with the page, to be put into it."""
    with open(os.path.join(_FILES, name), encoding="utf-8") as file:
        return file.read()
