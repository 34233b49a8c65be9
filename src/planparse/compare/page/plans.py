"""Two plans side by side, row by row."""

from collections.abc import Iterator, Sequence

from planparse.compare.edits import ItemEdit
from planparse.compare.items import Item
from planparse.compare.page.parts import (
    SideName,
    Step,
    change_mark,
    item_id,
    kinds_of,
    marked,
    plan_name,
    say_on_page,
    shown,
)
from planparse.compare.page.rows import AlignedRow, rows
from planparse.compare.page.targets import targets
from planparse.compare.page.texts import Sentences, Texts, by_sentences, texts
from planparse.compare.report.pieces import TextPiece, ToldFacts, called, told_facts
from planparse.compare.report.words import doubt_of, say, word
from planparse.grammar.shipped import compare_rules
from planparse.locale.message import _, labelled, told
from planparse.system.html import escape_html, language_tag
from planparse.tree import Lang

_DEEPEST = 3
"""Levels that are set in, so that text keeps its room on a phone."""


def side_by_side(step: Step) -> Iterator[str]:
    """Yield what two plans have beside each other, the targets that changed on top."""
    yield from targets(step)
    old, new = (
        escape_html(plan_name(edition))
        for edition in (step.script.old, step.script.new)
    )
    yield '<div class="row names">'
    yield f'<div class="old">{old}</div><div class="kinds"></div>'
    yield f'<div class="new">{new}</div></div>\n'
    yield '<ol class="rows" lang="zh">\n'
    drawn = {id(edit): texts(edit) for edit in step.edits}
    for row in rows(step.edits):
        yield _row(step, row, drawn[id(row.edit)])
    yield "</ol>\n"


def _row(step: Step, row: AlignedRow, found: Texts) -> str:
    """Return a row of the alignment: the old item, what became of it, the new item.

    `data-kinds` and `data-targets` are what the page's filters look at. Facts that
    changed are told once, beside the first of the new items. Items that were written anew
    stand sentence by sentence.
    """
    edit, lang = row.edit, step.lang
    kinds = kinds_of(edit)
    targets = " data-targets" if edit.has_targets else ""
    sentences = _sentences(row)
    old = _cell(step, "old", row, found, sentences)
    new = _cell(step, "new", row, found, sentences)
    if row.new and row.new[0] is edit.new[0]:
        new += _facts(edit, lang)
    style = " sentences" if sentences else ""
    return (
        f'<li class="row{style}" data-kinds="{" ".join(kinds)}"{targets}>'
        f'<div class="old{"" if row.old else " none"}">{old}</div>'
        f'<div class="kinds" lang="{language_tag(lang)}">{_chips(edit, lang)}</div>'
        f'<div class="new{"" if row.new else " none"}">{new}</div></li>\n'
    )


def _sentences(row: AlignedRow) -> Sentences:
    """Return the texts of two items that were written anew, sentence by sentence.

    Empty where the row has not one on each side, or they are much alike.
    """
    edit = row.edit
    if not edit.rewritten or edit.likeness >= compare_rules().matching.sentences:
        return {}
    if not (row.old and row.new and len(edit.old) == len(edit.new) == 1):
        return {}
    return by_sentences(edit)


def _chips(edit: ItemEdit, lang: Lang) -> str:
    """Return what became of items, and how much alike the old and the new ones are."""
    chips = "".join(
        f'<span class="chip {kind}">{say(kind, lang)}</span>' for kind in kinds_of(edit)
    )
    share = f"{edit.likeness:.0%}"
    if not edit.rewritten or share == "100%":  # figures do not count in it
        return chips
    likeness = say_on_page("likeness", lang).format(share=share)
    return f'{chips}<span class="likeness">{likeness}</span>'


def _cell(
    step: Step, side: SideName, row: AlignedRow, found: Texts, sentences: Sentences
) -> str:
    """Return one side of a row: its items, links to those that stand elsewhere, or why none is."""
    edit = row.edit
    mine, beside, all_items, partners = (
        (row.old, row.new, edit.old, edit.new)
        if side == "old"
        else (row.new, row.old, edit.new, edit.old)
    )
    elsewhere = [item for item in partners if item not in beside]
    if mine:
        links = _links(step, "new" if side == "old" else "old", elsewhere)
        return "".join(
            _item(step, side, item, _text(item, paragraphs, step.lang), links)
            for item in mine
            for paragraphs in (sentences.get(side) or found[side, item.place],)
        )
    if not all_items and edit.kind == "unknown":
        return _why(step, side, edit)
    arrow = "←" if side == "old" else "→"
    return "".join(
        f'<p class="away"><a href="#{item_id(step.number, side, item)}">'
        f"{arrow} {shown(called(item))}</a></p>"
        for item in all_items
    )


def _why(step: Step, side: SideName, edit: ItemEdit) -> str:
    """Return why it is not known what became of an item, beside it, and what is most like it."""
    tag = language_tag(step.lang)
    why = f'<p class="why" lang="{tag}">{doubt_of(edit, step.lang)}</p>'
    if edit.doubt != "alike" or edit.nearest is None:
        return why
    name = shown(called(edit.nearest))
    target = item_id(step.number, side, edit.nearest)
    if target in step.ids:
        name = f'<a href="#{target}" lang="zh">{name}</a>'
    nearest = _("{item} ({likeness:.0%})", item=name, likeness=edit.likeness)
    line = told(labelled(word("nearest"), nearest), step.lang)
    return f'{why}<p class="why" lang="{tag}">{line}</p>'


def _facts(edit: ItemEdit, lang: Lang) -> str:
    """Return the changed facts of an edit as a list (`50家 → 60家`), "" for none."""
    lines = "".join(
        f"<li>{_fact(fact, lang)} {change_mark(fact.kind, lang)}</li>"
        for fact in told_facts(edit)
    )
    return f'<ul class="facts">{lines}</ul>' if lines else ""


def _fact(fact: ToldFacts, lang: Lang) -> str:
    """Return what a changed fact measures, and how it was and is."""
    name = shown(fact.measured) or word(fact.field)
    return told(labelled(name, shown(fact.text)), lang)


def _links(step: Step, side: SideName, items: Sequence[Item]) -> str:
    """Return arrows that lead to the partners of an item that do not stand beside it.

    A reader of the page without eyesight hears the side and the partner's name instead.
    """
    where = say_on_page(side, step.lang)
    arrow = "→" if side == "new" else "←"
    links = "".join(
        f'<a href="#{item_id(step.number, side, item)}"'
        f' aria-label="{told(labelled(where, shown(called(item))), step.lang)}">{arrow}</a>'
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


def _text(item: Item, paragraphs: Sequence[Sequence[TextPiece]], lang: Lang) -> str:
    """Return what an item says: label and heading in bold on one line, its text below.

    What a gap says stands behind the word for lost.
    """
    label = f'<span class="label">{shown(item.label)}</span>' if item.label else ""
    if item.kind == "lacuna":
        label = f'<span class="label">{told(labelled(word("lost"), ""), lang)}</span>'
    heading, first, *others = map(marked, paragraphs)
    rest = "".join(f"<p>{text}</p>" for text in others)
    if not heading:
        return f"<p>{label}{first}</p>{rest}"
    body = f"<p>{first}</p>" if first or rest else ""
    return f"<p>{label}<b>{heading}</b></p>{body}{rest}"
