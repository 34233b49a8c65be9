"""The table on top of two plans: figures and deadlines that moved."""

import re
from collections.abc import Iterator, Sequence

from planparse.compare.edits import ItemEdit
from planparse.compare.fact_changes import Fact, FactChange, text_of
from planparse.compare.items import Edition
from planparse.compare.page.parts import (
    Step,
    change_mark,
    item_id,
    say_on_page,
    shown,
)
from planparse.compare.report.pieces import called, measured
from planparse.compare.report.words import say

_ON_TOP = ("raised", "lowered", "later", "earlier", "changed")
_CLAUSE = re.compile(r"[。；;，,！？!?\r\n]")
_WORDS_BEFORE = 14
"""Characters shown of the words before a figure, at most. A choice: one line of a cell."""


def targets(step: Step) -> Iterator[str]:
    """Yield the table of figures that went up or down and deadlines that changed."""
    found = [(edit, _that_moved(edit)) for edit in step.edits]
    count = sum(len(changes) for _, changes in found)
    if not count:
        return
    title = say_on_page("targets", step.lang)
    yield (
        f'<details open class="targets"><summary>{title}: {count}</summary>\n'
        f'<div class="scroll" role="region" aria-label="{title}" tabindex="0"><table>\n'
        "<thead><tr>"
    )
    for name in ("where", "what", "before", "after", "change"):
        yield f'<th scope="col">{say_on_page(name, step.lang)}</th>'
    yield "</tr></thead>\n"
    for edit, changes in found:
        if changes:
            yield _of_edit(step, edit, changes)
    yield "</table></div></details>\n"


def _that_moved(edit: ItemEdit) -> list[FactChange]:
    """Return the changes of an edit that the table has."""
    return [
        change for change in edit.facts if change.is_target and change.kind in _ON_TOP
    ]


def _of_edit(step: Step, edit: ItemEdit, changes: Sequence[FactChange]) -> str:
    """Return the rows of an edit: the item once, then what changed in it.

    The item is named as in the new plan, and the link leads to it there.
    """
    link = item_id(step.number, "new", edit.new[0])
    name = shown(" + ".join(map(called, edit.new)))
    item = (
        f'<th scope="rowgroup" rowspan="{len(changes)}" lang="zh">'
        f'<a href="#{link}">{name}</a></th>'
    )
    rows = "</tr>\n<tr>".join(_cells(step, change) for change in changes)
    return f"<tbody><tr>{item}{rows}</tr></tbody>\n"


def _cells(step: Step, change: FactChange) -> str:
    """Return the cells of a change: what changed, both values, and how.

    A figure that says what it measures stands alone; others with the words before them.
    """
    name = measured(change)
    before = _value(change.old, step.script.old, alone=bool(name))
    after = _value(change.new, step.script.new, alone=bool(name))
    what = (
        f'<td lang="zh">{shown(name)}</td>'
        if name
        else f"<td>{say(change.field, step.lang)}</td>"
    )
    return (
        f'{what}<td lang="zh">{before}</td><td lang="zh">{after}</td>'
        f"<td>{change_mark(change.kind, step.lang)}</td>"
    )


def _value(fact: Fact | None, edition: Edition, *, alone: bool) -> str:
    """Return a fact, unless it is to stand `alone` with the words before it, where known."""
    if fact is None:
        return ""
    words = "" if alone else _words_before(fact, edition)
    return (
        f'<span class="before">{shown(words)}</span>'
        f'<span class="figure">{shown(text_of(fact))}</span>'
    )


def _words_before(fact: Fact, edition: Edition) -> str:
    """Return the words of its clause before a fact; "" where the source is not at hand."""
    if edition.source is None:
        return ""
    start = fact["start"]
    before = edition.source[max(0, start - 2 * _WORDS_BEFORE) : start]
    clause = _CLAUSE.split(before)[-1].lstrip()
    return clause if len(clause) <= _WORDS_BEFORE else f"…{clause[-_WORDS_BEFORE:]}"
