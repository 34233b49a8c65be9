"""Tables without upright rules: their columns are proven by what several rows leave blank.

Three columns of three rows are proof enough, and two between rules across that begin and
end at the same places. In doubt all stays text: numbered items side by side, a label far
before its text, a list of names and values are no tables.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from planparse.grammar.lexicon import Lexicon
from planparse.readers.builder import CellText
from planparse.readers.pages.contents import contents_of
from planparse.readers.pages.glyphs import Rule, is_wide
from planparse.readers.pages.grids import Grid, across_of, text_of
from planparse.readers.pages.rows import Row, parts_of
from planparse.text.characters import SENTENCE_ENDS

_COLUMNS = 3
"""So many columns prove a table without rules; a choice, for names and values make two."""
_ROWS = 3
"""So many rows with that many cells prove it; a choice."""
_SHARE = 0.5
"""So great a share of the rows has several cells; a choice."""
_RULES = 3
"""So many rules across with the same ends are of one table; a choice."""
_SAME = 0.2
"""Parts that are so many letters apart, in whatever rows, are of one column; a choice."""
_NEAR = 3.0
"""Ends of rules that are so many points apart are the same; a choice."""
_NAME = 4
"""No name has more characters; a choice."""
_GAP = 0.45
"""A blank of so many heights may part two cells; a choice: web pages set cells so close."""
_GAP_BETWEEN_RULES = 0.3
"""The same where rules show that it is a table; a choice."""
_WIDE_GAP = 0.7
"""Two blanks of so many heights that all rows leave prove a table without rules: a choice,
for the margins of cells are as wide where their text fills them."""
_FULL = 1.5
"""A line that ends so many letters before its cell does fills it; a choice."""
_STEP = 3.0
"""Rows that are so many heights apart are of no one table; a choice."""


class _Line(NamedTuple):
    """A row of text, and its parts, which wide blanks keep apart."""

    row: Row
    parts: list[Row]


class _Column(NamedTuple):
    """A column of a table: where it begins and ends."""

    left: float
    right: float


def unruled_tables_of(
    rows: Sequence[Row], rules: Sequence[Rule], words: Lexicon
) -> tuple[list[Grid], list[Row]]:
    """Return the tables without upright rules on a page, and the rows that stand in none."""
    contents = contents_of(rows)
    lines = _lines(rows, _GAP)
    tables: list[Grid] = []
    left: list[_Line] = []
    at = 0
    between = _between_rules(rows, rules, words)
    for place in contents:
        if len(lines[place].parts) < _COLUMNS:  # a line with its page number
            lines[place] = lines[place]._replace(parts=[rows[place]])
    while at < len(lines):
        end, grid = between.get(at, (at, None))
        if grid is None:
            stop = min((place for place in between if place > at), default=len(lines))
            end = _last(lines, at, stop, words)
            grid = _without_rules(lines[at:end], words)
        if grid is None:
            left += lines[at:end]
        else:
            tables.append(grid)
        at = end
    return tables, [line.row for line in left]


def _lines(rows: Sequence[Row], gap: float) -> list[_Line]:
    """Return rows with their parts, which gaps of more than so many heights keep apart."""
    return [_Line(row, parts_of(row.glyphs, gap)) for row in rows]


# ── between rules ─────────────────────────────────────────────────────────────────────


def _between_rules(
    rows: Sequence[Row], rules: Sequence[Rule], words: Lexicon
) -> dict[int, tuple[int, Grid]]:
    """Return tables between rules by the place of their first line, with that behind them."""
    found: dict[int, tuple[int, Grid]] = {}
    alike = list(_alike(rules))
    lines = _lines(rows, _GAP_BETWEEN_RULES) if alike else []
    for heights in alike:
        for bands in _tables(lines, heights, words):
            first = lines.index(bands[0][0])
            end = first + sum(map(len, bands))
            if first and _heads(lines[first - 1], bands, heights[0]):
                first -= 1
                bands.insert(0, [lines[first]])
            grid = _banded(bands)
            if grid is not None:
                found[first] = end, grid
    return found


def _heads(line: _Line, bands: Sequence[Sequence[_Line]], height: float) -> bool:
    """Return whether a line right above the first rule of a table is its head."""
    own = [part for band in bands for each in band for part in each.parts]
    columns = _columns(own)
    return (
        len(line.parts) > 1
        and 0 < height - line.row.bottom < _FULL * line.row.size
        and len(_columns([*own, *line.parts])) == len(columns)
    )


def _alike(rules: Sequence[Rule]) -> Iterator[list[float]]:
    """Yield the heights of rules across that begin and end at the same places."""
    by_ends: dict[tuple[int, int], list[float]] = {}
    for rule in across_of(rules):
        ends = round(rule.start / _NEAR), round(rule.end / _NEAR)
        by_ends.setdefault(ends, []).append(rule.at)
    for heights in by_ends.values():
        if len(heights) >= _RULES:
            yield sorted(heights)


def _tables(
    lines: Sequence[_Line], heights: Sequence[float], words: Lexicon
) -> Iterator[list[list[_Line]]]:
    """Yield what stands between rules with the same ends, band by band, table by table.

    Text between two tables parts them.
    """
    bands: list[list[_Line]] = []
    middles = [(line.row.top + line.row.bottom) / 2 for line in lines]
    for above, below in pairwise(heights):
        band = lines[bisect_right(middles, above) : bisect_left(middles, below)]
        if band and not _is_text(band, words):
            bands.append([*band])
            continue
        if len(bands) >= _RULES - 1:
            yield bands
        bands = []
    if len(bands) >= _RULES - 1:
        yield bands


def _is_text(band: Sequence[_Line], words: Lexicon) -> bool:
    """Return whether lines between two rules are no row, but stand between two tables."""
    if any(len(line.parts) > 1 and not _is_item(line, words) for line in band):
        return False
    text = band[0].row.text
    return len(band) > 1 or _is_label(text, words) or text[-1] in SENTENCE_ENDS


def _banded(bands: Sequence[Sequence[_Line]]) -> Grid | None:
    """Return the table that lines between rules make, None where they make none.

    Between two rules stands a row, or several, each of which begins in the first column.
    """
    lines = [line for band in bands for line in band]
    several = [line for line in lines if len(line.parts) > 1]
    columns = _columns([part for line in several for part in line.parts])
    if len(several) < max(2, _SHARE * len(lines)) or len(columns) < 2:
        return None
    rows: list[Sequence[_Line]] = []
    for band in bands:
        if all(_begins(line, columns) for line in band):
            rows += [[line] for line in band]
        else:
            rows.append(band)
    return _grid(rows, columns)


# ── without rules ─────────────────────────────────────────────────────────────────────


def _last(lines: Sequence[_Line], start: int, stop: int, words: Lexicon) -> int:
    """Return the place behind the last line that may be of one table with that at `start`.

    Each has several parts, or one that goes on below a cell; none reaches over a blank that
    those above leave, and none is an item of the text.
    """
    columns = _columns(lines[start].parts)
    end = start + 1
    if len(columns) < 2:
        return end
    while end < stop:
        before, line = lines[end - 1].row, lines[end]
        if line.row.top - before.bottom > _STEP * before.size or _is_item(line, words):
            break
        wider = _columns([*_as_rows(columns, before), *line.parts])
        if len(wider) < len(columns) or (
            len(line.parts) < 2 and (len(wider) > len(columns) or _begins(line, wider))
        ):
            break
        columns = wider
        end += 1
    return end


def _is_item(line: _Line, words: Lexicon) -> bool:
    """Return whether a line is a label and its text, with blanks between and in it.

    A figure that stands alone before several cells is the number of a row.
    """
    if len(line.parts) < _COLUMNS:
        return _is_label(line.row.text, words)
    first = line.parts[0].text
    if first.isdigit() or first[0] not in words.first:
        return False
    marker = words.at_line(first, 0)
    return marker is not None and marker.size >= len(first)


def _as_rows(columns: Sequence[_Column], like: Row) -> list[Row]:
    """Return columns as rows of nothing, to be put together with parts."""
    return [like._replace(left=each.left, right=each.right) for each in columns]


def _without_rules(lines: Sequence[_Line], words: Lexicon) -> Grid | None:
    """Return the table that lines make, None where they do not prove one."""
    columns = _columns([part for line in lines for part in line.parts])
    full = [line for line in lines if len(line.parts) >= _COLUMNS]
    if len(columns) < _COLUMNS or len(full) < max(_ROWS, _SHARE * len(lines)):
        return None
    wide = _WIDE_GAP * lines[0].row.size
    blanks = [after.left - before.right for before, after in pairwise(columns)]
    if sum(blank > wide for blank in blanks) < _COLUMNS - 1:
        return None
    held = [
        [part for line in lines for part in line.parts if _of(part, column)]
        for column in columns
    ]
    if sum(len(parts) >= _ROWS for parts in held) < _COLUMNS:
        return None
    if any(_are_items(parts, words) for parts in held[1:]) or any(
        map(_are_blank, held)
    ):
        return None
    if all(_may_be_name(part.text) for line in lines for part in line.parts):
        return None
    rows: list[list[_Line]] = []
    for line in lines:
        if rows and _continues(line, rows[-1][-1], columns):
            rows[-1].append(line)
        else:
            rows.append([line])
    return _grid(rows, columns)


def _continues(line: _Line, before: _Line, columns: Sequence[_Column]) -> bool:
    """Return whether the cells of a line go on with those of the line above.

    It has none in the first column, and one alone, or some, each below one that its text
    fills.
    """
    if _begins(line, columns) or len(line.parts) == len(columns) - 1 > 1:
        return False
    return len(line.parts) == 1 or all(
        any(
            _of(part, column) and column.right - above.right < _FULL * above.size
            for column in columns
            for above in before.parts
            if _of(above, column)
        )
        for part in line.parts
    )


def _are_items(parts: Sequence[Row], words: Lexicon) -> bool:
    """Return whether most cells of a column begin with a label and go on in words."""
    items = sum(
        _is_label(part.text, words) and any(char.isalpha() for char in part.text)
        for part in parts
    )
    return 2 * items > len(parts)


def _are_blank(parts: Sequence[Row]) -> bool:
    """Return whether most cells of a column have a blank in them: they may be two columns."""
    blank = sum(_has_blank(part.text) for part in parts)
    return blank > 1 and 2 * blank >= len(parts)


def _has_blank(text: str) -> bool:
    """Return whether a blank stands between Han characters or figures."""
    return any(
        (is_wide(before[-1]) and is_wide(after[0]))
        or (before[-1].isdigit() and after[0].isdigit())
        for before, after in pairwise(text.split())
    )


def _may_be_name(text: str) -> bool:
    """Return whether a text is as short as a name, and no figure."""
    return len(text) <= _NAME and not any(map(str.isdigit, text))


def _is_label(text: str, words: Lexicon) -> bool:
    """Return whether a text begins with a label."""
    return text[0] in words.first and words.at_line(text, 0) is not None


# ── cells ─────────────────────────────────────────────────────────────────────────────


def _columns(parts: Sequence[Row]) -> list[_Column]:
    """Return the columns that parts stand in: what lies between the blanks of all."""
    columns: list[_Column] = []
    for part in sorted(parts, key=lambda part: part.left):
        if columns and part.left <= columns[-1].right + _SAME * part.size:
            right = max(columns[-1].right, part.right)
            columns[-1] = columns[-1]._replace(right=right)
        else:
            columns.append(_Column(part.left, part.right))
    return columns


def _of(part: Row, column: _Column) -> bool:
    """Return whether a part begins in a column."""
    return column.left <= part.left <= column.right


def _begins(line: _Line, columns: Sequence[_Column]) -> bool:
    """Return whether a line has a cell in the first column."""
    return any(_of(part, columns[0]) for part in line.parts)


def _grid(rows: Sequence[Sequence[_Line]], columns: Sequence[_Column]) -> Grid:
    """Return rows, each of one line or more, as a table."""
    parts = [part for row in rows for line in row for part in line.parts]
    return Grid(
        left=min(part.left for part in parts),
        top=min(part.top for part in parts),
        right=max(part.right for part in parts),
        bottom=max(part.bottom for part in parts),
        rows=[_cells(row, columns) for row in rows],
        laid_out=[],
    )


def _cells(row: Sequence[_Line], columns: Sequence[_Column]) -> list[CellText]:
    """Return the cells of a row, those without text among them."""
    held: dict[int, list[Row]] = {}
    widths: dict[int, int] = {}
    for line in row:
        for part in line.parts:
            over = [
                place
                for place, column in enumerate(columns)
                if part.left < column.right and column.left < part.right
            ]
            at = over[0] if over else 0
            held.setdefault(at, []).append(part)
            widths[at] = max(widths.get(at, 1), len(over))
    cells: list[CellText] = []
    at = 0
    while at < len(columns):
        width = widths.get(at, 1)
        while any(other in held for other in range(at + 1, at + width)):
            width -= 1
        cells.append(CellText(text_of(held.get(at, ())), at, columns=width))
        at += width
    return cells
