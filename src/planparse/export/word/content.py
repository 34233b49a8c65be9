"""What stands in a document that is to be written, in order: paragraphs and tables."""

from typing import NamedTuple

from planparse.export.word.house import StyleName
from planparse.export.word.properties import PLAIN, Direct


class Label(NamedTuple):
    """A label that Word may count by itself: its family, its number, what stands behind it."""

    words: str
    family: str
    ordinal: int
    blank: str


class Run(NamedTuple):
    """Words in one face: that of the paragraph, or of a style of letters."""

    words: str
    style: str = ""


class Paragraph(NamedTuple):
    """A paragraph, what it has of its own, and the label that it begins with.

    `ids` are those of the nodes that stand in it.
    """

    style: StyleName
    runs: tuple[Run, ...]
    direct: Direct = PLAIN
    label: Label | None = None
    ids: tuple[str, ...] = ()


class Cell(NamedTuple):
    """A cell of a table: its paragraphs, and how many rows and columns it takes."""

    words: str
    column: int
    rows: int = 1
    columns: int = 1
    head: bool = False


class Grid(NamedTuple):
    """A table, row by row; `ids` is that of its node."""

    rows: tuple[tuple[Cell, ...], ...]
    ids: tuple[str, ...] = ()


Block = Paragraph | Grid
