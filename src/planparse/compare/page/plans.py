"""Two plans side by side, and on top the figures and deadlines that moved."""

import re
from collections.abc import Iterator, Mapping, Sequence

from planparse.compare.edits import ItemEdit
from planparse.compare.fact_changes import Fact, FactChange, text_of
from planparse.compare.items import Edition, Item
from planparse.compare.page.parts import (
    SideName,
    Step,
    change_mark,
    item_id,
    kinds_of,
    marked,
    say_on_page,
    shown,
)
from planparse.compare.page.rows import AlignedRow, rows
from planparse.compare.page.texts import HeadAndText, texts
from planparse.compare.report.pieces import called
from planparse.compare.report.words import say
from planparse.system.html import language_tag
from planparse.tree import Lang

Drawn = Mapping[tuple[SideName, int], str]
"""The items of an edit as HTML, by side and place."""

_ON_TOP = ("raised", "lowered", "later", "earlier", "changed")
_CLAUSE = re.compile(r"[。；;，,！？!?\r\n]")
_WORDS_BEFORE = 14
"""Characters shown of the words before a figure, at most. A choice: one line of a cell."""
_DEEPEST = 3
"""Levels that are set in, so that text keeps its room on a phone."""


def side_by_side(step: Step) -> Iterator[str]:
    """Yield what two plans have beside each other, the targets that changed on top."""
    yield from _targets(step)
    old, new = _plan_name(step.script.old), _plan_name(step.script.new)
    yield '<div class="row names">'
    yield f'<div class="old">{old}</div><div class="kinds"></div>'
    yield f'<div class="new">{new}</div></div>\n'
    yield '<ol class="rows" lang="zh">\n'
    drawn = {id(edit): _items(step, edit) for edit in step.edits}
    for row in rows(step.edits):
        yield _row(step, row, drawn[id(row.edit)])
    yield "</ol>\n"


def _plan_name(edition: Edition) -> str:
    """Return the name of an edition over its column: its file, and its year where it has one."""
    if edition.year is None:
        return shown(edition.path)
    return shown(f"{edition.path} ({edition.year})")


# ── figures and deadlines that moved ─────────────────────────────────────────────────


def _targets(step: Step) -> Iterator[str]:
    """Yield the table of figures that went up or down and deadlines that changed."""
    found = [
        (edit, change)
        for edit in step.edits
        for change in edit.facts
        if change.is_target and change.kind in _ON_TOP
    ]
    if not found:
        return
    title = say_on_page("targets", step.lang)
    yield (
        f'<details open class="targets"><summary>{title}: {len(found)}</summary>\n'
        f'<div class="scroll" role="region" aria-label="{title}" tabindex="0"><table>\n'
        "<thead><tr>"
    )
    for name in ("where", "what", "before", "after", "change"):
        yield f'<th scope="col">{say_on_page(name, step.lang)}</th>'
    yield "</tr></thead>\n<tbody>\n"
    for edit, change in found:
        yield _target(step, edit, change)
    yield "</tbody></table></div></details>\n"


def _target(step: Step, edit: ItemEdit, change: FactChange) -> str:
    """Return a row of the table of targets: item, what changed, both values, and how.

    The item is named as in the new plan, and the link leads to it there.
    """
    link = item_id(step.number, "new", edit.new[0])
    name = shown(" + ".join(map(called, edit.new)))
    before = _with_words_before(change.old, step.script.old)
    after = _with_words_before(change.new, step.script.new)
    return (
        f'<tr><th scope="row" lang="zh"><a href="#{link}">{name}</a></th>'
        f"<td>{say(change.field, step.lang)}</td>"
        f'<td lang="zh">{before}</td><td lang="zh">{after}</td>'
        f"<td>{change_mark(change.kind, step.lang)}</td></tr>\n"
    )


def _with_words_before(fact: Fact | None, edition: Edition) -> str:
    """Return a fact with the words before it, where the source is at hand."""
    if fact is None:
        return ""
    words = ""
    if edition.source is not None:
        start = fact["start"]
        before = edition.source[max(0, start - _WORDS_BEFORE) : start]
        words = _CLAUSE.split(before)[-1]
    return (
        f'<span class="before">{shown(words)}</span>'
        f'<span class="figure">{shown(text_of(fact))}</span>'
    )


# ── rows ─────────────────────────────────────────────────────────────────────────────


def _row(step: Step, row: AlignedRow, drawn: Drawn) -> str:
    """Return a row of the alignment: the old item, what became of it, the new item.

    `data-kinds` and `data-targets` are what the page's filters look at. Facts that
    changed are told once, beside the first of the new items.
    """
    edit, lang = row.edit, step.lang
    kinds = kinds_of(edit)
    targets = " data-targets" if edit.has_targets else ""
    old = _cell(step, "old", row.old, edit.old, drawn)
    new = _cell(step, "new", row.new, edit.new, drawn)
    if row.new and row.new[0] is edit.new[0]:
        new += _facts(edit, lang)
    chips = "".join(
        f'<span class="chip {kind}">{say(kind, lang)}</span>' for kind in kinds
    )
    return (
        f'<li class="row" data-kinds="{" ".join(kinds)}"{targets}>'
        f'<div class="old{"" if row.old else " none"}">{old}</div>'
        f'<div class="kinds" lang="{language_tag(lang)}">{chips}</div>'
        f'<div class="new{"" if row.new else " none"}">{new}</div></li>\n'
    )


def _cell(
    step: Step,
    side: SideName,
    items: Sequence[Item],
    all_items: Sequence[Item],
    drawn: Drawn,
) -> str:
    """Return one side of a row: its items, or links to those that stand elsewhere."""
    if items:
        return "".join(drawn[side, item.place] for item in items)
    arrow = "←" if side == "old" else "→"
    return "".join(
        f'<p class="away"><a href="#{item_id(step.number, side, item)}">'
        f"{arrow} {shown(called(item))}</a></p>"
        for item in all_items
    )


def _facts(edit: ItemEdit, lang: Lang) -> str:
    """Return the changed facts of an edit as a list (`50家 → 60家`), "" for none."""
    lines = []
    for change in edit.facts:
        facts = [shown(text_of(fact)) for fact in (change.old, change.new) if fact]
        what = f"{say(change.field, lang)}: {' → '.join(facts)}"
        lines.append(f"<li>{what} {change_mark(change.kind, lang)}</li>")
    return f'<ul class="facts">{"".join(lines)}</ul>' if lines else ""


def _items(step: Step, edit: ItemEdit) -> Drawn:
    """Return the items of an edit, each with links to its partners."""
    found = texts(edit)
    old_links = _links(step, "new", edit.new, "→")
    new_links = _links(step, "old", edit.old, "←")
    drawn: dict[tuple[SideName, int], str] = {}
    for item in edit.old:
        text = _text(item, found["old", item.place], step.lang)
        drawn["old", item.place] = _item(step, "old", item, text, old_links)
    for item in edit.new:
        text = _text(item, found["new", item.place], step.lang)
        drawn["new", item.place] = _item(step, "new", item, text, new_links)
    return drawn


def _links(step: Step, side: SideName, items: Sequence[Item], arrow: str) -> str:
    """Return arrows that lead from an item to its partners on the other side.

    A reader of the page without eyesight hears the side and the partner's name instead.
    """
    where = say_on_page(side, step.lang)
    links = "".join(
        f'<a href="#{item_id(step.number, side, item)}"'
        f' aria-label="{where}: {shown(called(item))}">{arrow}</a>'
        for item in items
    )
    return f"<div class=to>{links}</div>" if links else ""


def _item(step: Step, side: SideName, item: Item, text: str, links: str) -> str:
    """Return an item of one side, indented by its depth up to the deepest step the style has."""
    depth = min(step.depths[side == "new"][item.place], _DEEPEST)
    return (
        f'<div class="item level{depth} {item.kind}"'
        f' id="{item_id(step.number, side, item)}">'
        f'<div class="said">{text}</div>{links}</div>'
    )


def _text(item: Item, pieces: HeadAndText, lang: Lang) -> str:
    """Return what an item says: label and heading in bold on one line, its text below.

    What a gap says stands behind the word for lost.
    """
    label = f'<span class="label">{shown(item.label)}</span>' if item.label else ""
    if item.kind == "lacuna":
        label = f'<span class="label">{say("lost", lang)}: </span>'
    heading, body = map(marked, pieces)
    if not heading:
        return f"<p>{label}{body}</p>"
    body = f"<p>{body}</p>" if body else ""
    return f"<p>{label}<b>{heading}</b></p>{body}"
