"""Paragraphs and tables as the body of a Word document."""

from collections.abc import Iterable, Iterator
from itertools import groupby

from planparse.export.word.content import Block, Grid, Paragraph, Run
from planparse.export.word.house import House
from planparse.export.word.markup import text, val, w
from planparse.export.word.numbering import Lists
from planparse.export.word.properties import HINT, paragraph, twips
from planparse.export.word.styles import style_id
from planparse.export.word.tables import imprint, table

EMPTY = w("p", w("pPr", w("spacing", before=0, after=0, line=20, lineRule="exact")))
"""A paragraph of one point: between two tables, which would be one without it, and behind one
that stands last."""


def body(blocks: Iterable[Block], house: House, lists: Lists | None) -> Iterator[str]:
    """Yield the blocks in order; with `lists` their labels are counted by Word."""
    width = twips(house.page["text_width"])
    was_table = False
    for kind, alike in groupby(blocks, _kind):
        if kind == "imprint":
            tables = [
                imprint([of_paragraph(each, house) for each in _only(alike)], width)
            ]
        elif kind == "table":
            tables = [table(each, width) for each in alike if isinstance(each, Grid)]
        else:
            tables = []
            yield from (of_paragraph(each, house, lists) for each in _only(alike))
        if was_table and tables:
            yield EMPTY
        yield EMPTY.join(tables)
        was_table = bool(tables)
    if was_table:
        yield EMPTY


def _kind(block: Block) -> str:
    """Return whether a block is a table, a line of the imprint, or another paragraph."""
    if isinstance(block, Grid):
        return "table"
    return "imprint" if block.style == "imprint" else "text"


def _only(blocks: Iterable[Block]) -> Iterator[Paragraph]:
    """Yield the paragraphs among some blocks."""
    return (each for each in blocks if isinstance(each, Paragraph))


def of_paragraph(block: Paragraph, house: House, lists: Lists | None = None) -> str:
    """Return a paragraph with its runs."""
    number = ""
    if lists is not None:
        number, block = lists.counted(block)
    style = house.styles[block.style]
    properties = paragraph(house, block.direct, style, style_id(block.style), number)
    size = block.direct.size
    return w("p", properties, *(run(each, size) for each in block.runs if each.words))


def run(each: Run, size: float | None = None, name: str = "t") -> str:
    """Return words in one face; `name` is delText where they were deleted."""
    half = None if size is None else int(size * 2)
    properties = w(
        "rPr",
        val("rStyle", each.style or None),
        HINT,
        val("sz", half),
        val("szCs", half),
    )
    return w("r", properties, text(each.words, name))
