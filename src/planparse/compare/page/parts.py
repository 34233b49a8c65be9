"""What the parts of the page share: its words, the ids of items, text escaped and marked."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import Literal, NamedTuple

from planparse.compare.comparison import Compared
from planparse.compare.edits import ItemEdit, Script
from planparse.compare.history import Spot
from planparse.compare.items import Edition, Item
from planparse.compare.report.pieces import Fate, TextPiece
from planparse.compare.report.words import say
from planparse.locale.message import Message, in_context, told
from planparse.system.html import escape_html, escape_line
from planparse.text.printable import harmless
from planparse.tree import Lang

SideName = Literal["old", "new"]
"""Which of the two plans compared."""

_LINE_END = re.compile(r"\r\n?|\n")
_SHORT = 12
"""Characters of a name at the head of a column: a choice."""
_TAGS: Mapping[Fate, tuple[str, str]] = {
    "kept": ("", ""),
    "deleted": ("<del>", "</del>"),
    "inserted": ("<ins>", "</ins>"),
}
_SIGNS = {
    "raised": "▲",
    "lowered": "▼",
    "later": "▶",
    "earlier": "◀",
    "added": "+",
    "dropped": "−",
    "changed": "≠",
}
_WORDS: Mapping[str, Message] = MappingProxyType(
    {
        "title": in_context("page", "Plans compared"),
        "targets": in_context("page", "Figures and deadlines that moved"),
        "targets_only": in_context("page", "with changed figures or deadlines"),
        "search": in_context("page", "Search"),
        "kinds": in_context("page", "Show"),
        "all": in_context("page", "all"),
        "none": in_context("page", "none"),
        "shown": in_context("page", "{shown} of {all} rows"),
        "steps": in_context("page", "from plan to plan"),
        "where": in_context("page", "item"),
        "what": in_context("page", "what"),
        "before": in_context("page", "before"),
        "after": in_context("page", "after"),
        "change": in_context("page", "change"),
        "likeness": in_context("page", "{share} alike"),
        "old": in_context("page", "in the old plan"),
        "new": in_context("page", "in the new plan"),
        "charts": in_context("page", "Figures through the years"),
        "charts_legend": in_context(
            "page",
            "Figures of one indicator that at least three plans have. What a plan "
            "reports as reached is mostly of the year before it.",
        ),
        "charts_more": in_context("page", "{count} more"),
        "target": in_context("page", "target"),
        "result": in_context("page", "reached"),
        "start": in_context("page", "where it began"),
        "growth": in_context("page", "growth"),
        "decline": in_context("page", "decline"),
        "more": in_context("page", "more"),
        "less": in_context("page", "less"),
        "part": in_context("page", "part of a year"),
        "years": in_context("page", "over several years"),
        "average": in_context("page", "on average"),
        "legend": in_context(
            "page",
            "The label that an item had in each year; ● had none, - absent, ? may "
            "have stood in a hole.",
        ),
    }
)


class Step(NamedTuple):
    """Two editions that are compared: their number in the history, from 0, the edits to be shown.

    `depths` are, for both, how deep each item stands; `ids` those of all items on the page.
    """

    number: int
    script: Script
    edits: tuple[ItemEdit, ...]
    depths: tuple[Sequence[int], Sequence[int]]
    lang: Lang
    ids: frozenset[str]


def steps_of(compared: Compared, lang: Lang) -> Iterator[Step]:
    """Yield the steps of a comparison."""
    pairs = zip(compared.history.scripts, compared.steps, strict=True)
    for number, (script, edits) in enumerate(pairs):
        depths = _depths(script.old), _depths(script.new)
        ids = frozenset(_ids(number, edits))
        yield Step(number, script, edits, depths, lang, ids)


def _ids(step: int, edits: Iterable[ItemEdit]) -> Iterator[str]:
    """Yield the ids of all items of a step."""
    for edit in edits:
        yield from (item_id(step, "old", item) for item in edit.old)
        yield from (item_id(step, "new", item) for item in edit.new)


def _depths(edition: Edition) -> list[int]:
    """Return for each item of an edition how many items stand above it, 0 at the top."""
    depths: list[int] = []
    for item in edition.items:
        depths.append(depths[item.parent] + 1 if item.parent >= 0 else 0)
    return depths


def say_on_page(word: str, lang: Lang) -> str:
    """Return a word of the page in a language."""
    return told(_WORDS[word], lang)


def kinds_of(edit: ItemEdit) -> list[str]:
    """Return the kinds by which an edit is found: its own, and move where it moved as well."""
    return [edit.kind, "move"] if edit.also_moved else [edit.kind]


def item_id(step: int, side: SideName, item: Item) -> str:
    """Return the id of an item on the page."""
    return f"{side}{step}-{item.place}"


def ids_of(steps: Iterable[Step]) -> dict[Spot, str]:
    """Return the ids of the items on the page, for one in two steps that in the later step."""
    ids: dict[Spot, str] = {}
    for step in steps:
        for edit in step.edits:
            for item in edit.old:
                ids[step.number, item.place] = item_id(step.number, "old", item)
            for item in edit.new:
                ids[step.number + 1, item.place] = item_id(step.number, "new", item)
    return ids


def plan_name(edition: Edition) -> str:
    """Return what a plan is called: its title, and its year where the title does not say it.

    One without a title goes by the name of its file; the folder is no business of who
    reads the page.
    """
    name = harmless(" ".join((edition.title or edition.file_name).split()))
    if edition.year is None or str(edition.year) in name:
        return name
    return f"{name}（{edition.year}）"


def short_name(edition: Edition) -> str:
    """Return what a plan is called at the head of a column: its year, else its shortened name."""
    if edition.year is not None:
        return str(edition.year)
    name = plan_name(edition)
    return name if len(name) <= _SHORT else f"{name[: _SHORT - 1]}…"


def step_heading(step: Step) -> str:
    """Return what a step is called: the names of its plans."""
    names = plan_name(step.script.old), plan_name(step.script.new)
    return escape_html(" → ".join(names))


def step_years(step: Step) -> str:
    """Return what a step is called among others: its years, where both are known and differ."""
    old, new = step.script.old, step.script.new
    if None in (old.year, new.year) or old.year == new.year:
        return step_heading(step)
    return f"{old.year} → {new.year}"


def change_mark(kind: str, lang: Lang) -> str:
    """Return what happened to a fact, with a sign."""
    sign = f'<span aria-hidden="true">{_SIGNS[kind]}</span>'
    return f'<em class="{kind}">{sign} {say(kind, lang)}</em>'


def shown(text: str) -> str:
    """Return text escaped, with its invisible characters shown, on one line."""
    return escape_line(text)


def marked(pieces: Iterable[TextPiece]) -> str:
    """Return pieces of text, those that are gone or new in their tags; line ends stay."""
    return "".join(
        f"{opening}{_lines(text)}{closing}"
        for fate, text in pieces
        for opening, closing in (_TAGS[fate],)
    )


def _lines(text: str) -> str:
    """Escape a text, its line ends written as the browser shows them."""
    if "\n" in text or "\r" in text:
        return "\n".join(map(shown, _LINE_END.split(text)))
    return shown(text)
