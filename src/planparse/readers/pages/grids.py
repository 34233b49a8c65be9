"""Rules of a page → tables: the cells between them, with those that are merged."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise
from typing import NamedTuple

from planparse.grammar.shipped import lexicon
from planparse.readers.builder import CellText
from planparse.readers.pages.glyphs import Glyph, Rule, is_wide
from planparse.readers.pages.rows import Row, rows_of

_NEAR = 3.0
"""Rules that are so many points apart meet; a choice: borders are drawn in pieces."""
_SHORTEST = 6.0
"""Shorter rules border no cell; a choice."""
_MOST_RULES = 500
_MOST_CELLS = 5000
"""A drawing has more rules and places between them on one page; no table is made of it."""
_ITEMS = 3
"""So many rows with labels in one cell of a table of unlike rows show that it only lays out
the page; a choice."""


class Grid(NamedTuple):
    """A table: where it stands, and its cells row by row.

    `laid_out` are the rows of text in each of its cells where it only lays out the page.
    """

    left: float
    top: float
    right: float
    bottom: float
    rows: list[list[CellText]]
    laid_out: list[list[Row]]


class Span(NamedTuple):
    """A rule across (`at` is its height) or down (`at` is its place), `start` to `end`."""

    at: float
    start: float
    end: float


def grids_of(
    glyphs: Sequence[Glyph], rules: Sequence[Rule]
) -> tuple[list[Grid], list[Glyph]]:
    """Return the tables between rules, and the glyphs that stand in none."""
    across = across_of(rules)
    down = _joined(
        Span((rule.left + rule.right) / 2, rule.top, rule.bottom)
        for rule in rules
        if rule.right - rule.left < rule.bottom - rule.top
    )
    grids: list[Grid] = []
    left = list(glyphs)
    if max(len(across), len(down)) > _MOST_RULES:
        return grids, left
    for own_across, own_down in _that_meet(across, down):
        lattice = _Lattice(own_across, own_down)
        inside = [glyph for glyph in left if lattice.holds(glyph)]
        grid = lattice.filled(inside) if inside else None
        if grid is not None:
            grids.append(grid)
            held = set(map(id, inside))
            left = [glyph for glyph in left if id(glyph) not in held]
    return grids, left


def across_of(rules: Sequence[Rule]) -> list[Span]:
    """Return the rules across, those in one line that meet made one."""
    return _joined(
        Span((rule.top + rule.bottom) / 2, rule.left, rule.right)
        for rule in rules
        if rule.right - rule.left >= rule.bottom - rule.top
    )


def _joined(spans: Iterable[Span]) -> list[Span]:
    """Return rules, those in one line that meet made one, without those that are short."""
    lines: list[list[Span]] = []
    for span in sorted(spans):
        if lines and span.at - lines[-1][0].at <= _NEAR / 2:
            lines[-1].append(span)
        else:
            lines.append([span])
    out: list[Span] = []
    for line in lines:
        line.sort(key=lambda span: span.start)
        at, start, end = line[0]
        for span in line[1:]:
            if span.start <= end + _NEAR:
                end = max(end, span.end)
            else:
                out.append(Span(at, start, end))
                start, end = span.start, span.end
        out.append(Span(at, start, end))
    return [span for span in out if span.end - span.start >= _SHORTEST]


def _that_meet(
    across: Sequence[Span], down: Sequence[Span]
) -> Iterator[tuple[list[Span], list[Span]]]:
    """Yield rules across and down that meet one another, tables from the top down."""
    group_of = list(range(len(across) + len(down)))

    def first(place: int) -> int:
        """Return the first rule of a group."""
        while group_of[place] != place:
            group_of[place] = group_of[group_of[place]]
            place = group_of[place]
        return place

    for upright, bar in enumerate(down, len(across)):
        for place, line in enumerate(across):
            if (
                bar.start - _NEAR <= line.at <= bar.end + _NEAR
                and line.start - _NEAR <= bar.at <= line.end + _NEAR
            ):
                one, other = sorted((first(place), first(upright)))
                group_of[other] = one
    groups: dict[int, tuple[list[Span], list[Span]]] = {}
    for place, line in enumerate((*across, *down)):
        groups.setdefault(first(place), ([], []))[place >= len(across)].append(line)
    for own_across, own_down in groups.values():
        if own_across and own_down:
            yield own_across, own_down


class _Lattice:
    """The places between rules; places with no rule between are one cell."""

    def __init__(self, across: Sequence[Span], down: Sequence[Span]) -> None:
        """Take the rules of one table."""
        self._across, self._down = across, down
        self._xs = _apart(
            [bar.at for bar in down]
            + [end for line in across for end in (line.start, line.end)]
        )
        self._ys = _apart(
            [line.at for line in across]
            + [end for bar in down for end in (bar.start, bar.end)]
        )

    def holds(self, glyph: Glyph) -> bool:
        """Return whether the middle of a glyph is in the table."""
        middle = (glyph.left + glyph.right) / 2
        return (
            self._xs[0] < middle < self._xs[-1]
            and self._ys[0] < glyph.middle < self._ys[-1]
        )

    def filled(self, glyphs: Iterable[Glyph]) -> Grid | None:
        """Return the table with its text; None for a frame, and for what is no table.

        A table has two columns with text at least, and rows with text in several cells.
        """
        columns, rows = len(self._xs) - 1, len(self._ys) - 1
        if not 2 <= columns * rows <= _MOST_CELLS or columns < 2:
            return None
        cell_of = self._cells(columns, rows)
        held: dict[int, list[Glyph]] = {}
        for glyph in glyphs:
            column = _place(self._xs, (glyph.left + glyph.right) / 2)
            row = _place(self._ys, glyph.middle)
            held.setdefault(cell_of[row * columns + column], []).append(glyph)
        texts = {place: rows_of(held[place]) for place in sorted(held)}
        table = [self._row(row, columns, cell_of, texts) for row in range(rows)]
        filled = [sum(1 for cell in cells if cell.text) for cells in table]
        if max(filled) < 2:
            return None
        is_regular = len({len(cells) for cells in table if cells}) == 1
        is_layout = not is_regular and any(map(_holds_list, texts.values()))
        return Grid(
            left=self._xs[0],
            top=self._ys[0],
            right=self._xs[-1],
            bottom=self._ys[-1],
            rows=table,
            laid_out=list(texts.values()) if is_layout else [],
        )

    def _row(
        self,
        row: int,
        columns: int,
        cell_of: Sequence[int],
        texts: Mapping[int, Sequence[Row]],
    ) -> list[CellText]:
        """Return the cells that begin in a row."""
        cells: list[CellText] = []
        for column in range(columns):
            place = row * columns + column
            if cell_of[place] != place:
                continue
            across, down = 1, 1
            while column + across < columns and cell_of[place + across] == place:
                across += 1
            while (
                place + down * columns < len(cell_of)
                and cell_of[place + down * columns] == place
            ):
                down += 1
            cells.append(CellText(text_of(texts.get(place, ())), column, down, across))
        return cells

    def _cells(self, columns: int, rows: int) -> list[int]:
        """Return for each place the first place of the cell that it is in."""
        cell_of = list(range(columns * rows))
        for row in range(rows):
            height = (self._ys[row] + self._ys[row + 1]) / 2
            bars = [bar.at for bar in self._down if bar.start <= height <= bar.end]
            for column in range(1, columns):
                place = row * columns + column
                if not _has(bars, self._xs[column]):
                    cell_of[place] = cell_of[place - 1]
        for column in range(columns):
            middle = (self._xs[column] + self._xs[column + 1]) / 2
            lines = [
                line.at for line in self._across if line.start <= middle <= line.end
            ]
            for row in range(1, rows):
                place = row * columns + column
                above = cell_of[place - columns]
                begins = cell_of[place] == place
                if begins and not _has(lines, self._ys[row]):
                    _merge(cell_of, place, above)
        return cell_of


def _merge(cell_of: list[int], place: int, above: int) -> None:
    """Make the places that are one with a place part of the cell above, along its row."""
    at = place
    while at < len(cell_of) and cell_of[at] == place:
        cell_of[at] = above
        at += 1


def _has(places: Iterable[float], at: float) -> bool:
    """Return whether one of some rules is at a place."""
    return any(abs(place - at) <= _NEAR for place in places)


def _apart(places: list[float]) -> list[float]:
    """Return places in order, those that are near one another once."""
    places.sort()
    out = places[:1]
    for place in places[1:]:
        if place - out[-1] > _NEAR:
            out.append(place)
    return out


def _place(places: Sequence[float], at: float) -> int:
    """Return between which two of some places something is, from 0."""
    for place, (_, end) in enumerate(pairwise(places)):
        if at < end:
            return place
    return len(places) - 2


def _holds_list(rows: Sequence[Row]) -> bool:
    """Return whether several rows of a cell begin with a label."""
    words = lexicon()
    labelled = [
        row
        for row in rows
        if row.text[0] in words.first and words.at_line(row.text, 0) is not None
    ]
    return len(labelled) >= _ITEMS


def text_of(rows: Sequence[Row]) -> str:
    """Return the text of a cell; a row that fills the cell goes on in the next one."""
    if not rows:
        return ""
    right = max(row.right for row in rows)
    text = rows[0].text
    for before, after in pairwise(rows):
        is_full = right - before.right < 1.5 * before.size
        is_wrap = is_full and (is_wide(before.text[-1]) or is_wide(after.text[0]))
        text += ("" if is_wrap else "\n") + after.text
    return text
