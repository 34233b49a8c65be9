"""Differences between plans as one page for a browser: both plans side by side, and the years in a table.

The page is whole in itself: its style and its script are in it, and its own policy forbids it everything else. All
that comes from a plan is escaped, and characters that nobody sees are shown. Every part is read once and written once.
"""

import os
import re
from base64 import b64encode
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from hashlib import sha256
from html import escape
from types import MappingProxyType
from typing import NamedTuple

from planparse.compare.edits import KINDS, Edit, Script, longest_rise
from planparse.compare.fact_changes import Fact, text_of
from planparse.compare.history import History
from planparse.compare.items import Item, Year, printed
from planparse.compare.report import (
    COME,
    GONE,
    KEPT,
    Piece,
    called,
    cell,
    counts,
    followed,
    say,
)
from planparse.findings.report import harmless
from planparse.tree import Lang

_LINE_END = re.compile(r"\r\n?|\n")
_FILES = os.path.join(os.path.dirname(os.path.abspath(__file__)), "page_files")
_TARGETS = ("figures", "deadlines")
_ON_TOP = ("raised", "lowered", "later", "earlier", "changed")
_CLAUSE = re.compile(r"[。；;，,！？!?\r\n]")
_BEFORE = 14  # characters of the words before a figure
_DEEPEST = 3  # levels that are set in
_TONGUES: Mapping[Lang, str] = MappingProxyType({"en": "en", "zh": "zh-CN"})
_SIGNS = {
    "raised": "▲",
    "lowered": "▼",
    "later": "▶",
    "earlier": "◀",
    "added": "+",
    "dropped": "−",
    "changed": "≠",
}
_TAGS = {KEPT: ("", ""), GONE: ("<del>", "</del>"), COME: ("<ins>", "</ins>")}
_WORDS: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        "title": ("Plans compared", "文件比较"),
        "targets": ("Figures and deadlines that moved", "变动的指标和时限"),
        "targets_only": ("with changed figures or deadlines", "只看指标、时限有变的"),
        "search": ("Search", "查找"),
        "kinds": ("Show", "显示"),
        "all": ("all", "全选"),
        "none": ("none", "全不选"),
        "shown": ("{shown} of {all} rows", "显示 {shown}／{all} 行"),
        "where": ("item", "事项"),
        "what": ("what", "内容"),
        "before": ("before", "原为"),
        "after": ("after", "改为"),
        "change": ("change", "变化"),
        "old": ("in the old plan", "原文件中"),
        "new": ("in the new plan", "新文件中"),
        "years": ("Years", "年度"),
        "legend": (
            "The label that an item had in each year; ● had none, - absent, ? may have stood in a hole.",
            "各年的序号；● 无序号，- 无此项，? 可能在缺失处。",
        ),
    }
)


class Row(NamedTuple):
    """What stands side by side of one edit. Where its items stand apart, each has a row, with nothing beside it."""

    edit: Edit
    old: tuple[Item, ...]
    new: tuple[Item, ...]


class _Step(NamedTuple):
    """Two plans that are compared: their place in the history, and how deep each item of both stands."""

    place: int
    script: Script
    depths: tuple[Sequence[int], Sequence[int]]
    lang: Lang


def as_page(
    history: History, edits: Sequence[Sequence[Edit]], lang: Lang
) -> Iterator[str]:
    """Yield a page of HTML in pieces. `edits` are those to be told, of each step from a year to the next."""
    names = [harmless(year.path) for year in history.years]
    style, script = (_file(name) for name in ("diff.css", "diff.js"))
    policy = (
        f"default-src 'none'; style-src {_digest(style)}; script-src {_digest(script)}; "
        "base-uri 'none'; form-action 'none'"
    )
    yield (
        f'<!DOCTYPE html>\n<html lang="{_TONGUES[lang]}">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{policy}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        '<meta name="color-scheme" content="light dark">\n<meta name="referrer" content="no-referrer">\n'
        f"<title>{escape(' → '.join(names))}</title>\n<style>{style}</style>\n</head>\n<body>\n"
    )
    steps = [
        _Step(place, told, (_depths(told.old), _depths(told.new)), lang)
        for place, told in enumerate(history.scripts)
    ]
    yield f"<header>\n<h1>{_word('title', lang)}</h1>\n"
    yield from _summary(steps, edits)
    yield "</header>\n"
    yield from _tools(edits, lang)
    yield "<main>\n"
    if len(history.years) > 2:
        yield from _years(history, edits, lang)
    for step, told in zip(steps, edits, strict=True):
        yield f'<section id="step{step.place}">'
        yield f"<h2>{_between(step)}</h2>\n" if len(steps) > 1 else "\n"
        yield from _compared(step, told)
        yield "</section>\n"
    yield f"</main>\n<script>{script}</script>\n</body>\n</html>\n"


def rows(edits: Sequence[Edit]) -> Iterator[Row]:
    """Yield edits side by side, so that both plans are read from top to bottom, each in its own order.

    As many as can be stand beside their partners, those that did not move before those that did.
    """
    level = _level(edits)
    old = [(item, edit) for edit in edits for item in edit.old]
    new = [(item, edit) for edit in edits for item in edit.new]
    olds, news = (
        iter(sorted(side, key=lambda entry: entry[0].place)) for side in (old, new)
    )
    there, here = next(olds, None), next(news, None)
    for edit in level:
        left, right = _run(edit.old), _run(edit.new)
        while there is not None and there[0].place < left[0].place:
            yield Row(there[1], (there[0],), ())
            there = next(olds, None)
        while here is not None and here[0].place < right[0].place:
            yield Row(here[1], (), (here[0],))
            here = next(news, None)
        yield Row(edit, left, right)
        for _ in left:
            there = next(olds, None)
        for _ in right:
            here = next(news, None)
    while there is not None:
        yield Row(there[1], (there[0],), ())
        there = next(olds, None)
    while here is not None:
        yield Row(here[1], (), (here[0],))
        here = next(news, None)


def _level(edits: Iterable[Edit]) -> list[Edit]:
    """Return the edits whose first items stand beside each other, from top to bottom."""
    pairs = sorted(
        (edit for edit in edits if edit.old and edit.new),
        key=lambda edit: edit.new[0].place,
    )
    stayed = [edit for edit in pairs if not edit.moved]
    kept = longest_rise([edit.old[0].place for edit in stayed])
    fixed = {stayed[place].new[0].place for place in kept}
    level: list[Edit] = []
    after = float("inf")
    bounds = []  # of each pair, from below: where in the old plan the next one that is fixed stands
    for edit in reversed(pairs):
        bounds.append(after)
        if edit.new[0].place in fixed:
            after = edit.old[0].place
    reached = -1
    for edit, bound in zip(pairs, reversed(bounds), strict=True):
        if edit.new[0].place in fixed or reached < edit.old[0].place < bound:
            level.append(edit)
            reached = edit.old[0].place
    return level


def _run(items: Sequence[Item]) -> tuple[Item, ...]:
    """Return the first items that stand one behind the other, with nothing between."""
    end = 1
    while end < len(items) and items[end].place == items[end - 1].place + 1:
        end += 1
    return tuple(items[:end])


def texts(edit: Edit) -> dict[tuple[str, int], tuple[list[Piece], list[Piece]]]:
    """Return heading and text of each item of an edit as pieces. Keys are the side, `old` or `new`, and the place."""
    changes = edit.wording if edit.old and edit.new else ()
    found = {}
    for side, items, fate, spans in (
        ("old", edit.old, GONE, [(change.start, change.end) for change in changes]),
        (
            "new",
            edit.new,
            COME,
            [(change.new_start, change.new_end) for change in changes],
        ),
    ):
        at = first = 0
        for item in items:
            end = at + len(item.letters)
            while first < len(spans) and spans[first][1] <= at:
                first += 1
            own, place = [], first
            while place < len(spans) and spans[place][0] < end:
                start, stop = max(spans[place][0], at), min(spans[place][1], end)
                if start < stop:
                    own.append((start - at, stop - at))
                place += 1
            found[side, item.place] = _pieces(item, own, fate)
            at = end + 1
    return found


def _pieces(
    item: Item, spans: Sequence[tuple[int, int]], fate: str
) -> tuple[list[Piece], list[Piece]]:
    """Return heading and text in pieces; `spans` of letters are of that fate."""
    head, text = item.title or "", item.text
    if not spans:
        return _piece(KEPT, head), _piece(KEPT, text)
    whole, at = printed(item)
    if not (
        whole.startswith(head)
        and whole.endswith(text)
        and len(whole) - len(head) - len(text) in (0, 1)
    ):
        head, text = (
            "",
            whole,
        )  # letters that fold otherwise alone: they are shown as they were compared
    begins = len(whole) - len(text)
    parts: tuple[list[Piece], list[Piece]] = ([], [])
    for part, first, last in ((0, 0, len(head)), (1, begins, len(whole))):
        done = first
        for start, end in spans:
            before, behind = max(at[start], done), min(at[end - 1] + 1, last)
            if before < behind:
                parts[part].extend(
                    _piece(KEPT, whole[done:before])
                    + _piece(fate, whole[before:behind])
                )
                done = behind
        parts[part].extend(_piece(KEPT, whole[done:last]))
    return parts


def _piece(fate: str, text: str) -> list[Piece]:
    return [Piece(fate, text)] if text else []


# ── parts of the page ────────────────────────────────────────────────────────────────────────────────────


def _summary(steps: Sequence[_Step], edits: Sequence[Sequence[Edit]]) -> Iterator[str]:
    for step, told in zip(steps, edits, strict=True):
        same = all(edit.kind == "keep" for edit in told)
        lines = [say("same", step.lang)] if same else counts(told, step.lang)
        yield f'<p class="plans"><a href="#step{step.place}">{_between(step)}</a></p>\n<ul class="counts">'
        yield "".join(f"<li>{_shown(line)}</li>" for line in lines)
        yield "</ul>\n"


def _between(step: _Step) -> str:
    return f"{_shown(step.script.old.path)} → {_shown(step.script.new.path)}"


def _tools(edits: Sequence[Sequence[Edit]], lang: Lang) -> Iterator[str]:
    """Yield what hides and finds rows; it is shown by the script, without which it does nothing."""
    there = Counter(kind for told in edits for edit in told for kind in _kinds(edit))
    yield f'<form id="tools" hidden data-shown="{_word("shown", lang)}">\n'
    yield f"<fieldset><legend>{_word('kinds', lang)}</legend>\n"
    for kind in KINDS:
        if there[kind]:
            yield (
                f'<label class="chip {kind}"><input type="checkbox" name="kind" value="{kind}" checked> '
                f"{say(kind, lang)} {there[kind]}</label>\n"
            )
    for name in ("all", "none"):
        yield f'<button type="button" id="{name}">{_word(name, lang)}</button>\n'
    yield (
        f'</fieldset>\n<label><input type="checkbox" id="targets"> {_word("targets_only", lang)}</label>\n'
        f'<label class="search">{_word("search", lang)} <input type="search" id="search" autocomplete="off" '
        'spellcheck="false"></label>\n<output id="shown" for="search"></output>\n</form>\n'
    )


def _years(
    history: History, edits: Sequence[Sequence[Edit]], lang: Lang
) -> Iterator[str]:
    """Yield the table of the years: the label that each item had, each leading to the item."""
    there = {
        (place + after, item.place): _id(place, side, item)
        for place, told in enumerate(edits)
        for edit in told
        for after, side, items in ((0, "old", edit.old), (1, "new", edit.new))
        for item in items
    }
    yield (
        f'<section id="years"><h2>{say("threads", lang)}</h2>\n<p>{_word("legend", lang)}</p>\n'
        f'<div class="scroll" role="region" aria-label="{say("threads", lang)}" tabindex="0"><table>\n'
        f'<thead><tr><th scope="col">{say("item", lang)}</th>'
    )
    yield "".join(f'<th scope="col">{_shown(year.name)}</th>' for year in history.years)
    yield "</tr></thead>\n<tbody>\n"
    for thread, last in followed(history):
        yield f'<tr><th scope="row" lang="zh">{_shown(called(last._replace(label=None)))}</th>'
        for year, item in enumerate(thread.items):
            said = _shown(cell(thread, year))
            home = there.get((year, item.place)) if item is not None else None
            fate = "hole" if year in thread.lost else "absent"
            yield (
                f'<td><a href="#{home}">{said}</a></td>'
                if home
                else (
                    f"<td>{said}</td>"
                    if item is not None
                    else f'<td class="{fate}">{said}</td>'
                )
            )
        yield "</tr>\n"
    yield "</tbody></table></div></section>\n"


def _compared(step: _Step, edits: Sequence[Edit]) -> Iterator[str]:
    old, new = step.script.old, step.script.new
    yield from _targets(step, edits)
    yield '<div class="row names">'
    yield f'<div class="old">{_plan(old)}</div><div class="kinds"></div><div class="new">{_plan(new)}</div></div>\n'
    yield '<ol class="rows" lang="zh">\n'
    drawn = {id(edit): _items(step, edit) for edit in edits}
    yield from (_row(step, row, drawn[id(row.edit)]) for row in rows(edits))
    yield "</ol>\n"


def _plan(year: Year) -> str:
    return _shown(f"{year.path} ({year.year})" if year.year is not None else year.path)


def _targets(step: _Step, edits: Sequence[Edit]) -> Iterator[str]:
    """Yield the table of the figures that went up or down and the deadlines that went on or back."""
    found = [
        (edit, change) for edit in edits for change in edit.facts
        if change.field in _TARGETS and change.kind in _ON_TOP
    ]  # fmt: skip
    if not found:
        return
    title, lang = _word("targets", step.lang), step.lang
    yield (
        f'<details open class="targets"><summary>{title}: {len(found)}</summary>\n'
        f'<div class="scroll" role="region" aria-label="{title}" tabindex="0"><table>\n<thead><tr>'
    )
    yield "".join(
        f'<th scope="col">{_word(name, lang)}</th>'
        for name in ("where", "what", "before", "after", "change")
    )
    yield "</tr></thead>\n<tbody>\n"
    for edit, change in found:
        name = " + ".join(map(called, edit.new))
        before, after = (
            _in_words(change.old, step.script.old),
            _in_words(change.new, step.script.new),
        )
        yield (
            f'<tr><th scope="row" lang="zh"><a href="#{_id(step.place, "new", edit.new[0])}">{_shown(name)}</a></th>'
            f'<td>{say(change.field, lang)}</td><td lang="zh">{before}</td><td lang="zh">{after}</td>'
            f"<td>{_change(change.kind, lang)}</td></tr>\n"
        )
    yield "</tbody></table></div></details>\n"


def _in_words(fact: Fact | None, year: Year) -> str:
    """Return a fact with the words before it, where the source is at hand: a number alone says little."""
    if fact is None:
        return ""
    words = ""
    if year.source is not None:
        words = _CLAUSE.split(
            year.source[max(0, fact["start"] - _BEFORE) : fact["start"]]
        )[-1]
    return f'<span class="before">{_shown(words)}</span><span class="figure">{_shown(text_of(fact))}</span>'


def _change(kind: str, lang: Lang) -> str:
    return f'<em class="{kind}"><span aria-hidden="true">{_SIGNS[kind]}</span> {say(kind, lang)}</em>'


def _row(step: _Step, row: Row, drawn: Mapping[tuple[str, int], str]) -> str:
    edit, lang = row.edit, step.lang
    kinds = _kinds(edit)
    targets = (
        " data-targets"
        if any(change.field in _TARGETS for change in edit.facts)
        else ""
    )
    sides = []
    for side, items, every in (("old", row.old, edit.old), ("new", row.new, edit.new)):
        if items:
            inner = "".join(drawn[side, item.place] for item in items)
        else:  # its partners stand elsewhere
            arrow = "←" if side == "old" else "→"
            inner = "".join(
                f'<p class="away"><a href="#{_id(step.place, side, item)}">{arrow} {_shown(called(item))}</a></p>'
                for item in every
            )
        if side == "new" and items and items[0] is edit.new[0]:
            inner += _facts(edit, lang)
        sides.append(f'<div class="{side}{"" if items else " none"}">{inner}</div>')
    chips = "".join(
        f'<span class="chip {kind}">{say(kind, lang)}</span>' for kind in kinds
    )
    return (
        f'<li class="row" data-kinds="{" ".join(kinds)}"{targets}>{sides[0]}'
        f'<div class="kinds" lang="{_TONGUES[lang]}">{chips}</div>{sides[1]}</li>\n'
    )


def _facts(edit: Edit, lang: Lang) -> str:
    lines = []
    for change in edit.facts:
        facts = " → ".join(
            _shown(text_of(fact)) for fact in (change.old, change.new) if fact
        )
        lines.append(
            f"<li>{say(change.field, lang)}: {facts} {_change(change.kind, lang)}</li>"
        )
    return f'<ul class="facts">{"".join(lines)}</ul>' if lines else ""


def _kinds(edit: Edit) -> list[str]:
    return [edit.kind, "move"] if edit.moved and edit.kind != "move" else [edit.kind]


def _items(step: _Step, edit: Edit) -> dict[tuple[str, int], str]:
    """Return the items of an edit, by side and place, each with links to its partners."""
    found = texts(edit)
    drawn = {}
    for side, items, other, partners, depths, arrow in (
        ("old", edit.old, "new", edit.new, step.depths[0], "→"),
        ("new", edit.new, "old", edit.old, step.depths[1], "←"),
    ):
        links = "".join(
            f'<a href="#{_id(step.place, other, item)}" aria-label="{_word(other, step.lang)}: {_shown(called(item))}">'
            f"{arrow}</a>"
            for item in partners
        )
        for item in items:
            depth = min(depths[item.place], _DEEPEST)
            drawn[side, item.place] = (
                f'<div class="item level{depth} {item.kind}" id="{_id(step.place, side, item)}">'
                f'<div class="said">{_said(item, *found[side, item.place], step.lang)}</div>'
                f"{f'<div class=to>{links}</div>' if links else ''}</div>"
            )
    return drawn


def _said(item: Item, head: Iterable[Piece], text: Iterable[Piece], lang: Lang) -> str:
    label = f'<span class="label">{_shown(item.label)}</span>' if item.label else ""
    if item.kind == "lacuna":
        label = f'<span class="label">{say("lost", lang)}: </span>'
    title, body = _marked(head), _marked(text)
    if title:
        body = f"<p>{body}</p>" if body else ""
        return f"<p>{label}<b>{title}</b></p>{body}"
    return f"<p>{label}{body}</p>"


def _marked(found: Iterable[Piece]) -> str:
    return "".join(
        f"{_TAGS[fate][0]}{_lines(text)}{_TAGS[fate][1]}" for fate, text in found
    )


# ── text ─────────────────────────────────────────────────────────────────────────────────────────────────


def _lines(text: str) -> str:
    return (
        "\n".join(map(_shown, _LINE_END.split(text)))
        if "\n" in text or "\r" in text
        else _shown(text)
    )


def _shown(text: str) -> str:
    return escape(harmless(text))


def _word(name: str, lang: Lang) -> str:
    return _WORDS[name][lang == "zh"]


def _id(step: int, side: str, item: Item) -> str:
    return f"{side}{step}-{item.place}"


def _depths(year: Year) -> list[int]:
    depths: list[int] = []
    for item in year.items:
        depths.append(depths[item.parent] + 1 if item.parent >= 0 else 0)
    return depths


def _file(name: str) -> str:
    with open(os.path.join(_FILES, name), encoding="utf-8") as file:
        return file.read()


def _digest(text: str) -> str:
    """Return what a Content-Security-Policy calls a style or script by."""
    return f"'sha256-{b64encode(sha256(text.encode()).digest()).decode()}'"
