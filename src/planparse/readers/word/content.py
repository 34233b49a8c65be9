"""What stands in a Word document, in order: paragraphs, tables of cells of these."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from planparse.readers.word.numbering import Label


@dataclass(slots=True)
class Paragraph:
    """A paragraph as it is shown; `place` counts those of the file from 1.

    `text` has a line end where a line is broken inside the paragraph. `notes` are the
    footnotes that it names. `size` is the height of its first letters in half points.
    `stranded` says that its beginning is noted as lost, `prose` that it is set as text is.
    `above` is the space that it has above it by itself, in points.
    """

    place: int
    text: str
    label: Label | None = None
    is_contents: bool = False
    outline: int | None = None
    notes: tuple[str, ...] = ()
    size: int = 0
    centred: bool = False
    stranded: bool = False
    prose: bool = False
    above: float = 0.0


@dataclass(slots=True)
class CellContent:
    """A cell: what stands in it, how many columns it takes, how it is merged with those above.

    `merge` is "restart" for the first of merged cells, "continue" for those below it, else
    empty. `bordered` is None where the cell says nothing of its borders.
    """

    content: "list[Paragraph | TableContent]" = field(default_factory=list)
    columns: int = 1
    merge: str = ""
    bordered: bool | None = None


@dataclass(slots=True)
class RowContent:
    """A row: its cells, how many columns stand empty before them, whether it heads the table."""

    cells: list[CellContent] = field(default_factory=list)
    before: int = 0
    head: bool = False
    deleted: bool = False


@dataclass(slots=True)
class TableContent:
    """A table; `bordered` is None where it says nothing of its borders."""

    rows: list[RowContent] = field(default_factory=list)
    bordered: bool | None = None


def paragraphs_in(content: "list[Paragraph | TableContent]") -> Iterator[Paragraph]:
    """Yield the paragraphs of content and of the tables in it, however deep, in order."""
    pending: list[Paragraph | TableContent] = list(reversed(content))
    while pending:
        item = pending.pop()
        if isinstance(item, Paragraph):
            yield item
            continue
        inside = [
            each for row in item.rows for cell in row.cells for each in cell.content
        ]
        pending += reversed(inside)
