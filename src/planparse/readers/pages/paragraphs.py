"""Rows → paragraphs, by the margins of the column that they stand in.

A row that ends before its column does ends a paragraph, if what stands first in the next
row had room there. Behind a full row, the next one goes on in mid-sentence if it stands at
the margin and first lines are set in. Where neither is certain, the line end stays, and the
text decides.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from statistics import median
from typing import Literal, NamedTuple

from planparse.grammar.lexicon import Lexicon
from planparse.readers.pages.contents import contents_of
from planparse.readers.pages.footnotes import begins_note, footnotes_of
from planparse.readers.pages.glyphs import is_wide
from planparse.readers.pages.margins import Placed
from planparse.readers.pages.rows import Row
from planparse.text.characters import CLAUSE_MARKS, CLOSERS, SENTENCE_ENDS
from planparse.text.original import LineRole

_INDENT = 1.2
"""A first line is set in by so many letters at least: two are the rule, and narrow ones occur."""
_SAME = 0.6
"""Places that are so many letters apart are the same."""
_ROOM = 1.1
"""A row may end so many letters before its column does, and be full: punctuation hangs."""
_OTHER_SIZE = 0.12
"""Letters that differ in height by so great a share are of another size."""
_PARTED = 1.45
"""Rows that are so many times the usual distance apart are parted."""
_NO_START = frozenset(f"{SENTENCE_ENDS}{CLAUSE_MARKS}{CLOSERS}、…—·.}}％%")
_ENDS = frozenset(SENTENCE_ENDS.replace("…", ""))
_WORD = re.compile(r"[\x21-\u2e7f]+")
"""What is not parted at the end of a row: a word of Latin letters, a figure."""

LineEnd = Literal["paragraph", "wrap", "unknown"]


class Habit(NamedTuple):
    """How a document sets paragraphs: whether first lines are set in, how far apart rows are."""

    is_indented: bool
    pitch: float


def habit_of(rows: Sequence[Placed]) -> Habit:
    """Return how the paragraphs of a document are set.

    First lines are set in if most rows behind rows that end early stand off the margin, and
    if rows behind full ones mostly do not.
    """
    behind_short = [
        _indent(after)
        for before, after in pairwise(rows)
        if not _is_full(before, after)
    ]
    behind_full = [
        _indent(after) for before, after in pairwise(rows) if _is_full(before, after)
    ]
    steps = [
        after.row.top - before.row.top
        for before, after in pairwise(rows)
        if before.page == after.page and after.row.top > before.row.top
    ]
    set_in = sum(1 for indent in behind_short if indent >= _INDENT)
    at_margin = sum(1 for indent in behind_full if indent < _INDENT)
    return Habit(
        is_indented=2 * set_in > len(behind_short)
        and 2 * at_margin >= len(behind_full),
        pitch=median(steps) if steps else 0.0,
    )


def _indent(line: Placed) -> float:
    """Return by how many letters a row stands off the left margin."""
    return (line.row.left - line.left) / line.row.size


def _is_full(line: Placed, following: Placed) -> bool:
    """Return whether a row ends where its column does, for the next one's first word."""
    return line.right - line.row.right < (
        _first_width(following.row) + _ROOM * line.row.size
    )


def _first_width(row: Row) -> float:
    """Return how wide the first part of a row is that is not parted at a line's end."""
    size = row.size
    word = _WORD.match(row.text)
    if word:
        return min(len(word[0]) * size / 2, 12 * size)
    width = size
    for char in row.text[1:3]:
        if char not in _NO_START:
            break
        width += size
    return width


def line_end(before: Placed, after: Placed, first: Placed, habit: Habit) -> LineEnd:
    """Return what the end of a row is; `first` is the first row of its paragraph."""
    if _is_parted(before, after, habit):
        return "paragraph"
    if _is_centred(before) and _is_centred(after):
        return "unknown"
    if not _is_full(before, after):
        return "paragraph"
    set_in = _indent(after) - (
        _indent(before) if before is not first else _indent(first)
    )
    if before is first:
        return _after_first(set_in, before, after, habit)
    if abs(set_in) < _SAME:
        return (
            "wrap" if habit.is_indented or _hangs(first, before) else _by_text(before)
        )
    return "paragraph" if set_in > 0 else "unknown"


def _after_first(set_in: float, before: Placed, after: Placed, habit: Habit) -> LineEnd:
    """Return what the end of the full first row of a paragraph is.

    `set_in` is by how many letters the next row stands further in.
    """
    if set_in <= -_SAME:
        return "wrap"
    if (
        set_in >= _SAME
    ):  # a hanging paragraph, or the first line of one behind a heading
        return "paragraph" if habit.is_indented else "unknown"
    if not habit.is_indented:
        return _by_text(before)
    return "paragraph" if _indent(after) >= _INDENT else "unknown"


def _hangs(first: Placed, line: Placed) -> bool:
    """Return whether the rows of a paragraph stand further in than its first one."""
    return _indent(line) - _indent(first) >= _SAME


def _by_text(before: Placed) -> LineEnd:
    """Return what the end of a full row is where all rows stand at one margin."""
    return "unknown" if before.row.text[-1] in _ENDS else "wrap"


def _is_parted(before: Placed, after: Placed, habit: Habit) -> bool:
    """Return whether size or distance part two rows."""
    sizes = before.row.size, after.row.size
    if max(sizes) - min(sizes) > _OTHER_SIZE * max(sizes):
        return True
    if before.page != after.page or after.row.top < before.row.top:
        return False
    step = after.row.top - before.row.top
    return habit.pitch > 0 and step > _PARTED * max(habit.pitch, before.row.size)


def _is_centred(line: Placed) -> bool:
    """Return whether a row stands in the middle of its column, off both margins."""
    before, behind = line.row.left - line.left, line.right - line.row.right
    size = line.row.size
    return min(before, behind) > 3 * size and abs(before - behind) < 2 * size


def joined(before: str, after: str) -> str:
    """Return two parts of a sentence as one, a blank between words of letters."""
    if is_wide(before[-1]) or is_wide(after[0]):
        return before + after
    if before[-1].isalpha() and after[0].isalpha():
        return f"{before} {after}"
    return before + after


class Paragraph(NamedTuple):
    """A paragraph, or the part of one that a line end parts whose kind is not certain.

    `first` is its first row, and `begins` says that a paragraph surely begins there.
    """

    text: str
    first: Placed
    begins: bool = True
    role: LineRole = "body"


def paragraphs(
    rows: Sequence[Placed], habit: Habit, words: Lexicon
) -> Iterator[Paragraph]:
    """Yield the paragraphs of rows in reading order.

    Footnotes stand behind the paragraph that goes on over the end of their page.
    """
    notes = footnotes_of(rows)
    at = 0
    for last, paragraph in _of_body(rows, notes, habit, words):
        yield paragraph
        yield from _notes(
            rows, [place for place in range(at, last + 1) if place in notes]
        )
        at = last + 1
    yield from _notes(rows, [place for place in range(at, len(rows)) if place in notes])


def _of_body(
    rows: Sequence[Placed], notes: set[int], habit: Habit, words: Lexicon
) -> Iterator[tuple[int, Paragraph]]:
    """Yield the paragraphs that rows make without the notes, each with its last row's place."""
    places = [place for place in range(len(rows)) if place not in notes]
    if not places:
        return
    contents = {places[at] for at in contents_of([rows[place].row for place in places])}
    now = _begun(rows, places[0], contents, begins=True)
    for last, place in pairwise(places):
        before, after = rows[last], rows[place]
        end: LineEnd = "paragraph"
        if place not in contents and now.role == "body":
            end = line_end(before, after, now.first, habit)
            if end == "wrap" and not _goes_on(before, after, now.first, habit, words):
                end = "unknown"
        if end == "wrap":
            now = now._replace(text=joined(now.text, after.row.text))
        else:
            yield last, now
            now = _begun(rows, place, contents, begins=end == "paragraph")
    yield places[-1], now


def _begun(
    rows: Sequence[Placed], place: int, contents: set[int], *, begins: bool
) -> Paragraph:
    """Return a paragraph that begins with a row."""
    role: LineRole = "contents" if place in contents else "body"
    return Paragraph(rows[place].row.text, rows[place], begins, role)


def _notes(rows: Sequence[Placed], places: Sequence[int]) -> Iterator[Paragraph]:
    """Yield the footnotes that rows at some places make; each begins with its mark."""
    now: Paragraph | None = None
    for place in places:
        line = rows[place]
        if now is not None and not begins_note(line):
            now = now._replace(text=joined(now.text, line.row.text))
            continue
        if now is not None:
            yield now
        now = Paragraph(line.row.text, line, role="note")
    if now is not None:
        yield now


def _goes_on(
    before: Placed, after: Placed, first: Placed, habit: Habit, words: Lexicon
) -> bool:
    """Return whether nothing speaks against it that a row goes on in the next one.

    A label does where first lines are not set in; and where they are, one behind the end of
    a sentence on a row of its own, which may be a heading. So does a row that is just the
    longest one.
    """
    if not before.is_sure:
        return False
    text = after.row.text
    if text[0] not in words.first or words.at_line(text, 0) is None:
        return True
    if (
        before.row.text[-1] in _ENDS
        and after.right - after.row.right > 4 * after.row.size
    ):
        return False
    return habit.is_indented or _indent(first) - _indent(after) >= _SAME
