"""Differences between plans for a terminal."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import zip_longest
from string import ascii_letters, digits

from planparse.compare.comparison import Compared
from planparse.compare.edits import ItemEdit
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
from planparse.system.columns import columns, table
from planparse.system.terminal import paint
from planparse.text.characters import NEVER_FIRST, NEVER_LAST
from planparse.text.printable import harmless
from planparse.tree import Lang

_WIDE = 110
"""Columns from which old and new stand side by side. A choice: two texts of 50 columns."""
_NARROWEST = 20
"""Columns that text has at least, however narrow the terminal."""
_WORD = frozenset(f"{ascii_letters}{digits}.%")
_INDENT = "    "
_RULE = " │ "

_BOLD = "1"
_COLOURS: Mapping[Fate, str] = {"kept": "", "deleted": "31", "inserted": "32"}
_BRACKETS: Mapping[Fate, tuple[str, str]] = {
    "kept": ("", ""),
    "deleted": ("[-", "-]"),
    "inserted": ("{+", "+}"),
}
_KIND_COLOURS = {"add": "32", "drop": "31", "unknown": "33"}
_OTHER_KINDS_COLOUR = "36"


def as_text(
    compared: Compared, lang: Lang, colour: bool, width: int, shown: Collection[str]
) -> Iterator[str]:
    """Yield lines for a terminal of `width` columns.

    They are summaries, edits of the `shown` kinds, and items through the years.
    """
    history, steps = compared
    for script, step in zip(history.scripts, steps, strict=True):
        paths = f"{harmless(script.old.path)} → {harmless(script.new.path)}"
        yield paint(paths, _BOLD, colour=colour)
        yield from counts(step, lang)
        for edit in step:
            if edit.kind in shown:
                yield ""
                yield from _edit(edit, lang, colour, width)
        yield ""
    if len(history.editions) > 2:
        yield paint(say("lineages", lang), _BOLD, colour=colour)
        yield from table(list(lineage_table(history, lang)))


def _edit(edit: ItemEdit, lang: Lang, colour: bool, width: int) -> Iterator[str]:
    """Yield the lines of an edit: its kind and heading, why it is unknown, its facts, and the text.

    A wide terminal shows both texts side by side, a narrow one a single text with
    marks.
    """
    tint = _KIND_COLOURS.get(edit.kind, _OTHER_KINDS_COLOUR)
    yield f"{paint(kind_of(edit, lang), tint, colour=colour)}  {heading(edit)}"
    for told in (*doubt_lines(edit, lang), *fact_lines(edit, lang)):
        yield _INDENT + told
    if not edit.rewritten:
        return
    found = shortened(pieces(edit))
    if width >= _WIDE:
        yield from _side_by_side(found, colour, width)
        return
    for line in _wrapped(found, max(width - len(_INDENT), _NARROWEST)):
        yield _INDENT + _drawn(line, colour)


def _side_by_side(
    found: Sequence[TextPiece], colour: bool, width: int
) -> Iterator[str]:
    """Yield lines with the old text on the left, the new one on the right."""
    room = (width - len(_INDENT) - len(_RULE)) // 2
    left = _wrapped((piece for piece in found if piece.fate != "inserted"), room)
    right = _wrapped((piece for piece in found if piece.fate != "deleted"), room)
    for old, new in zip_longest(left, right, fillvalue=()):
        padding = " " * (room - _columns(old))
        line = f"{_drawn(old, colour)}{padding}{_RULE}{_drawn(new, colour)}"
        yield _INDENT + line.rstrip()


_columns_of_one = lru_cache(maxsize=1 << 12)(columns)
"""How many columns a character takes, remembered: a text has few that differ."""


def _columns(line: Iterable[TextPiece]) -> int:
    """Return how many columns a line takes, brackets counted."""
    return sum(columns("".join(_BRACKETS[piece.fate]) + piece.text) for piece in line)


def _drawn(line: Iterable[TextPiece], colour: bool) -> str:
    """Return the pieces of one line, in brackets.

    Colours are on top of that: who copies the line, or cannot tell red from green, still
    sees what is gone and what is new.
    """
    out = []
    for piece in line:
        opening, closing = _BRACKETS[piece.fate]
        text = f"{opening}{piece.text}{closing}"
        out.append(paint(text, _COLOURS[piece.fate], colour=colour))
    return "".join(out)


def _wrapped(found: Iterable[TextPiece], width: int) -> Iterator[Sequence[TextPiece]]:
    """Yield pieces as lines of at most `width` columns, brackets counted."""
    line: list[TextPiece] = []
    used = 0
    for piece in found:
        brackets = sum(map(len, _BRACKETS[piece.fate]))
        start = 0
        while start < len(piece.text):
            end, size = _fitting(
                piece.text, start, width - used - brackets, whole=bool(line)
            )
            if end == start and line:
                yield line
                line, used = [], 0
                continue
            end = max(end, start + 1)
            line.append(piece._replace(text=piece.text[start:end]))
            used, start = used + brackets + size, end
    if line:
        yield line


def _fitting(text: str, start: int, room: int, *, whole: bool) -> tuple[int, int]:
    """Return where the characters end that fit into so many columns, and their columns.

    They end where a line may end, but for a `start` that need not stay `whole`.
    """
    size = before_word = 0
    word = start
    for end in range(start, len(text)):
        if not (end > start and _is_held(text, end)):
            word, before_word = end, size
        wide = _columns_of_one(text[end])
        if size + wide > room:
            return (word, before_word) if whole or word > start else (end, size)
        size += wide
    return len(text), size


def _is_held(text: str, place: int) -> bool:
    """Return whether no line ends before a place: in a word, or at a mark."""
    before, behind = text[place - 1], text[place]
    in_word = before in _WORD and behind in _WORD
    return in_word or behind in NEVER_FIRST or before in NEVER_LAST
