"""The text of an edit, in pieces that were kept, are gone, or are new; names of items."""

from collections.abc import Iterator, Sequence
from typing import Literal, NamedTuple

from planparse.compare.edits import ItemEdit
from planparse.compare.fact_changes import FactChange, text_of
from planparse.compare.items import Item
from planparse.compare.offsets import PrintedItems
from planparse.compare.report.words import doubt_of, word
from planparse.locale.message import _, joined, labelled, told
from planparse.text.printable import harmless
from planparse.tree import Lang

Fate = Literal["kept", "deleted", "inserted"]
"""What became of a stretch of text: it stands in both plans, only in the old, only in the new."""

_CONTEXT = 14
"""Characters shown on either side of a change. A choice: half a line of a terminal."""
_NAME_LENGTH = 24
"""Characters by which an item without a heading is called. A choice, to fit a column."""


class TextPiece(NamedTuple):
    """A stretch of an edit's text, and what became of it."""

    fate: Fate
    text: str


def pieces(edit: ItemEdit) -> list[TextPiece]:
    """Return the texts of an edit as one: what is gone, and what is new in its place."""
    old, new = PrintedItems(edit.old), PrintedItems(edit.new)
    found: list[TextPiece] = []
    end = 0
    for change in edit.wording:
        found.append(TextPiece("kept", new.slice(end, change.new_start)))
        found.append(TextPiece("deleted", old.slice(change.start, change.end)))
        found.append(TextPiece("inserted", new.slice(change.new_start, change.new_end)))
        end = change.new_end
    found.append(TextPiece("kept", new.slice(end, new.size)))
    return [
        TextPiece(fate, harmless(" ".join(text.split())))
        for fate, text in found
        if text
    ]


def shortened(found: Sequence[TextPiece]) -> list[TextPiece]:
    """Return pieces, the middle of what was kept left out."""
    last = len(found) - 1
    return [
        _shortened(piece, is_first=index == 0, is_last=index == last)
        if piece.fate == "kept" and len(piece.text) > 2 * _CONTEXT + 1
        else piece
        for index, piece in enumerate(found)
    ]


def _shortened(piece: TextPiece, *, is_first: bool, is_last: bool) -> TextPiece:
    """Return a long kept piece with an ellipsis for what is far from any change.

    The first piece has no change before it and keeps only its end, the last only its
    beginning.
    """
    head = "" if is_first else piece.text[:_CONTEXT]
    tail = "" if is_last else piece.text[-_CONTEXT:]
    return piece._replace(text=f"{head}…{tail}")


def called(item: Item) -> str:
    """Return what an item is called: its label, and its heading or first words."""
    words = item.title or item.text
    short = " ".join(words[: _NAME_LENGTH * 2].split())
    if len(short) > _NAME_LENGTH:
        short = f"{short[: _NAME_LENGTH - 1]}…"
    return harmless(" ".join(filter(None, (item.label, short))))


def heading(edit: ItemEdit) -> str:
    """Return what an edit is called: by its items, old and new where they differ.

    `二、加强监管 → 三、强化监管`; a split names its parts with a plus sign between
    them.
    """
    old, new = (" + ".join(map(called, side)) for side in (edit.old, edit.new))
    if old and new and old != new:
        return f"{old} → {new}"
    return old or new


class ToldFacts(NamedTuple):
    """What is told of the facts of an edit on one line: their kind, what they measure, the change.

    `measured` is "" where the figures do not say what they measure; `texts` are the old and
    the new fact, or else all that are only there or no longer there.
    """

    field: str
    measured: str
    texts: tuple[str, ...]
    kind: str
    in_pairs: bool

    @property
    def text(self) -> str:
        """The facts with an arrow (`6月底 → 9月底`), or as a list of those that came or went."""
        return harmless((" → " if self.in_pairs else "、").join(self.texts))


def told_facts(edit: ItemEdit) -> list[ToldFacts]:
    """Return the changes of facts as they are told: those that came or went together, a kind."""
    found: list[ToldFacts] = []
    alone: dict[tuple[str, str], list[str]] = {}
    for change in edit.facts:
        if change.old and change.new:
            texts = text_of(change.old), text_of(change.new)
            name = measured(change)
            found.append(ToldFacts(change.field, name, texts, change.kind, True))
        else:
            text = text_of(change.old or change.new)
            alone.setdefault((change.field, change.kind), []).append(text)
    return found + [
        ToldFacts(field, "", tuple(texts), kind, False)
        for (field, kind), texts in alone.items()
    ]


def measured(change: FactChange) -> str:
    """Return what both figures measure; "" where they do not say, or not the same."""
    names = {fact.get("of") or "" for fact in (change.old, change.new) if fact}
    return names.pop() if len(names) == 1 else ""


def doubt_lines(edit: ItemEdit, lang: Lang) -> Iterator[str]:
    """Yield why an item is unknown, and what of the other plan is most like it."""
    doubt = doubt_of(edit, lang)
    if doubt:
        yield doubt
    if edit.doubt == "alike" and edit.nearest is not None:
        nearest = _(
            "{item} ({likeness:.0%})", item=called(edit.nearest), likeness=edit.likeness
        )
        yield told(labelled(word("nearest"), nearest), lang)


def fact_lines(edit: ItemEdit, lang: Lang) -> Iterator[str]:
    """Yield a line for each change of a fact; one for all of a kind that came or went."""
    for fact in told_facts(edit):
        what = f"{harmless(fact.measured)} {fact.text}".lstrip()
        line = labelled(word(fact.field), joined([what, word(fact.kind)], " "))
        yield told(line, lang)
