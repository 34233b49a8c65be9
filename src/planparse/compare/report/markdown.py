"""Differences between plans as Markdown: what is gone is struck out, what is new is bold."""

from collections.abc import Collection, Iterator, Mapping

from planparse.compare.comparison import Compared
from planparse.compare.edits import ItemEdit
from planparse.compare.history import History
from planparse.compare.report.pieces import (
    Fate,
    TextPiece,
    doubt_lines,
    fact_lines,
    heading,
    pieces,
    shortened,
)
from planparse.compare.report.summary import counts, lineage_table
from planparse.compare.report.words import kind_of, say
from planparse.locale.message import labelled, told
from planparse.text.printable import harmless
from planparse.tree import Lang

_SPECIAL = str.maketrans({char: f"\\{char}" for char in "\\`*_{}[]<>#|~"})
_SIGNS: Mapping[Fate, str] = {"kept": "", "deleted": "~~", "inserted": "**"}


def as_markdown(
    compared: Compared, lang: Lang, shown: Collection[str]
) -> Iterator[str]:
    """Yield lines of Markdown: the summary, edits of the `shown` kinds, items through the years."""
    history, steps = compared
    for script, step in zip(history.scripts, steps, strict=True):
        yield f"# {_escaped(script.old.path)} → {_escaped(script.new.path)}"
        yield ""
        yield from (f"- {_escaped(line)}" for line in counts(step, lang))
        yield ""
        for edit in step:
            if edit.kind in shown:
                yield from _edit(edit, lang)
    if len(history.editions) > 2:
        yield from _lineages(history, lang)


def _edit(edit: ItemEdit, lang: Lang) -> Iterator[str]:
    """Yield the section of an edit: what it is called, changed facts as a list, the text marked."""
    yield f"## {told(labelled(kind_of(edit, lang), _escaped(heading(edit))), lang)}"
    yield ""
    lines = [*doubt_lines(edit, lang), *fact_lines(edit, lang)]
    if lines:
        yield from (f"- {_escaped(line)}" for line in lines)
        yield ""
    if edit.rewritten:
        yield "".join(map(_marked, shortened(pieces(edit))))
        yield ""


def _lineages(history: History, lang: Lang) -> Iterator[str]:
    """Yield the items through the years as a Markdown table, a line for each lineage."""
    yield f"# {say('lineages', lang)}"
    yield ""
    head, *rows = lineage_table(history, lang)
    yield f"| {' | '.join(map(_escaped, head))} |"
    yield f"| {' | '.join('---' for _ in head)} |"
    for row in rows:
        yield f"| {' | '.join(map(_escaped, row))} |"


def _escaped(text: str) -> str:
    """Return a text in which nothing is taken for Markdown or moves the cursor of a terminal."""
    return harmless(text).translate(_SPECIAL)


def _marked(piece: TextPiece) -> str:
    """Return a piece between the signs of its fate: `~~` for deleted, `**` for inserted text."""
    sign = _SIGNS[piece.fate]
    return f"{sign}{_escaped(piece.text)}{sign}"
