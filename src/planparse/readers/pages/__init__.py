"""Pages of glyphs at places, as PDF and OFD have them → the text as a person reads it."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from planparse.grammar.shipped import lexicon
from planparse.locale.message import _
from planparse.readers.builder import TextBuilder
from planparse.readers.pages.columns import gutter_of, in_columns
from planparse.readers.pages.furniture import without_furniture
from planparse.readers.pages.glyphs import Page
from planparse.readers.pages.grids import Grid, grids_of
from planparse.readers.pages.layers import (
    doubts_of,
    refuse_without_text,
    with_true_characters,
)
from planparse.readers.pages.margins import Margins, Placed
from planparse.readers.pages.paragraphs import (
    Paragraph,
    habit_of,
    paragraphs,
)
from planparse.readers.pages.rows import Row, parts_of, rows_of
from planparse.readers.pages.unruled_tables import unruled_tables_of
from planparse.readers.titles import SetLine, title_lines
from planparse.text.encoding import Source
from planparse.text.original import LineRole

_FIRST_CELL = 3
"""Cells of a table that only lays out a page are places like columns, from here on."""


class _Flow(NamedTuple):
    """A column of a page, with its place among columns, or a table."""

    page: Page
    column: int
    content: list[Row] | Grid


def source_of(
    pages: Sequence[Page], form: str, path: str, outline: Mapping[tuple[int, str], int]
) -> Source:
    """Return the text of pages: paragraphs and tables, without page furniture.

    `outline` has the levels of headings by their page and their text without blanks.
    Raises UnreadableFormatError where no page has text.
    """
    refuse_without_text(pages, _("a document ({format})", format=form.upper()))
    pages, renamed = with_true_characters(pages)
    builder = TextBuilder()
    _add_flows(builder, list(_all_flows(pages)), outline)
    source = builder.source(form, path)
    if source.original is None:
        return source
    doubts = tuple(doubts_of(pages, renamed, source.text))
    known = source.original._replace(doubts=doubts, pages=len(pages))
    return source._replace(original=known)


def _all_flows(pages: Sequence[Page]) -> Iterator[_Flow]:
    """Yield the columns and tables of all pages, page furniture left out."""
    parted = [grids_of(page.glyphs, page.rules) for page in pages]
    whole = [
        (page, rows_of(glyphs)) for page, (_, glyphs) in zip(pages, parted, strict=True)
    ]
    texts = without_furniture(whole)
    for page, rows, (grids, _lines) in zip(pages, texts, parted, strict=True):
        yield from _flows(page, rows, grids)


def _flows(page: Page, rows: Sequence[Row], grids: Sequence[Grid]) -> Iterator[_Flow]:
    """Yield the columns and tables of a page in reading order."""
    parts: list[Row] = parts_of(glyph for row in rows for glyph in row.glyphs)
    gutter = gutter_of(parts)
    if gutter is None:
        tables, rows = unruled_tables_of(rows, page.rules, lexicon())
        if tables:
            grids = [*grids, *tables]
            parts = parts_of(glyph for row in rows for glyph in row.glyphs)
    if gutter is None and not grids and rows:
        yield _Flow(page, 0, list(rows))
        return
    stretches: Iterable[tuple[int, list[Row | Grid]]] = [(0, [*parts, *grids])]
    if gutter is not None:
        stretches = in_columns([*parts, *grids], gutter)
    for column, stretch in stretches:
        pending: list[Row] = []
        for part in sorted(stretch, key=lambda part: part.top):
            if isinstance(part, Grid):
                yield from _column(page, column, pending)
                pending = []
                if not part.laid_out:
                    yield _Flow(page, column, part)
                for cell, own in enumerate(part.laid_out, _FIRST_CELL):
                    yield _Flow(page, cell, own)
            else:
                pending.append(part)
        yield from _column(page, column, pending)


def _column(page: Page, column: int, parts: Sequence[Row]) -> Iterator[_Flow]:
    """Yield a column of the parts of rows, if there are any."""
    rows = rows_of(glyph for part in parts for glyph in part.glyphs)
    if rows:
        yield _Flow(page, column, rows)


def _add_flows(
    builder: TextBuilder,
    flows: Sequence[_Flow],
    outline: Mapping[tuple[int, str], int],
) -> None:
    """Add columns and tables; a paragraph goes on from a column to the next one."""
    stretches = list(_stretches(flows))
    habit = habit_of([line for stretch, _ in stretches for line in stretch])
    words = lexicon()
    parts = [
        (list(paragraphs(stretch, habit, words)), behind)
        for stretch, behind in stretches
    ]
    widths = {flow.page.number: flow.page.width for flow in flows}
    lines = [line for own, _ in parts for line in _set_lines(own, widths)]
    titles = title_lines(lines, words)
    place = 0
    for own, behind in parts:
        for paragraph in own:
            role: LineRole = "title" if place in titles else paragraph.role
            _add(builder, paragraph._replace(role=role), outline)
            place += 1
        if behind is not None:
            page, grid = behind
            builder.table(grid.rows, page=page.number)
        place += 1


def _set_lines(
    own: Sequence[Paragraph], widths: Mapping[int, float]
) -> Iterator[SetLine]:
    """Yield paragraphs as they are set, by the widths of pages, and a line of nothing.

    That stands for the table behind them.
    """
    for paragraph in own:
        row, page = paragraph.first.row, paragraph.first.page
        off_middle = (row.left + row.right - widths[page]) / 2
        centred = paragraph.role == "body" and abs(off_middle) < row.size
        yield SetLine(paragraph.text, row.size, centred)
    yield SetLine("", 0.0, False)


def _stretches(
    flows: Sequence[_Flow],
) -> Iterator[tuple[list[Placed], tuple[Page, Grid] | None]]:
    """Yield the rows up to each table with their margins, and the table."""
    alike: dict[tuple[int, int], list[list[Row]]] = {}
    for page, column, content in flows:
        if not isinstance(content, Grid):
            alike.setdefault((round(page.width), column), []).append(content)
    margins = {place: Margins(columns) for place, columns in alike.items()}
    stretch: list[Placed] = []
    for page, column, content in flows:
        if isinstance(content, Grid):
            yield stretch, (page, content)
            stretch = []
        else:
            own = margins[round(page.width), column]
            width = page.width if column == 0 else None
            rows = list(own.placed(content, page.number, width))
            if column >= _FIRST_CELL:
                yield stretch, None
                yield rows, None
                stretch = []
            else:
                stretch += rows
    yield stretch, None


def _add(
    builder: TextBuilder,
    paragraph: Paragraph,
    outline: Mapping[tuple[int, str], int],
) -> None:
    """Add a paragraph with what is known of it."""
    page = paragraph.first.page
    builder.paragraph(
        paragraph.text,
        role=paragraph.role,
        begins=paragraph.begins,
        page=page,
        outline=outline.get((page, "".join(paragraph.text.split()))),
    )
