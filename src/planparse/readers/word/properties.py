"""What is open while a body is read: a paragraph, a run; and what properties say."""

from dataclasses import dataclass, field

from planparse.readers.word.content import (
    CellContent,
    Paragraph,
    RowContent,
    TableContent,
)
from planparse.readers.word.names import integer, is_centred, is_on
from planparse.readers.xml_events import Attributes

_NO_BORDER = ("nil", "none")
_SIDES = frozenset(
    f"w:{side}" for side in ("top", "left", "bottom", "right", "start", "end")
) | {"w:insideH", "w:insideV"}


@dataclass(slots=True)
class Run:
    """What the properties of a run say."""

    hidden: bool | None = None
    style: str | None = None
    size: int | None = None


@dataclass(slots=True)
class OpenParagraph:
    """A paragraph that is open: what was read of it so far.

    `contents` says that a field of contents is open where it begins, or begins in it;
    `inner` is what stands in its text boxes, `first` the run of its first text. `run_in`
    says that a heading and its text share it, `stranded` that a note in front of it says
    that its beginning is lost. `above` is the space above it, in points.
    """

    pieces: list[str] = field(default_factory=list)
    style: str | None = None
    number: str | None = None
    level: int | None = None
    outline: int | None = None
    mark_hidden: bool = False
    mark_deleted: bool = False
    contents: bool = False
    notes: list[str] = field(default_factory=list)
    inner: list[Paragraph | TableContent] = field(default_factory=list)
    run: Run = field(default_factory=Run)
    first: Run | None = None
    centred: bool | None = None
    run_in: bool = False
    above: float = 0.0
    stranded: bool = False


def note_paragraph(paragraph: OpenParagraph, name: str, attributes: Attributes) -> None:
    """Note a property of a paragraph."""
    if name == "w:pStyle":
        paragraph.style = attributes.get("w:val")
    elif name == "w:numId":
        paragraph.number = attributes.get("w:val")
    elif name == "w:ilvl":
        paragraph.level = integer(attributes)
    elif name == "w:jc":
        paragraph.centred = is_centred(attributes)
    elif name == "w:spacing":
        paragraph.above = (integer(attributes, "w:before") or 0) / 20
    elif name == "w:outlineLvl":
        level = integer(attributes)
        paragraph.outline = level + 1 if level is not None and level < 9 else None


def _is_side(name: str, attributes: Attributes) -> bool:
    """Return whether an element says what border a side has; margins have the same names."""
    return name in _SIDES and "w:val" in attributes


def _is_border(attributes: Attributes) -> bool:
    """Return whether a side has a border."""
    return attributes.get("w:val", "nil") not in _NO_BORDER


def note_mark(paragraph: OpenParagraph, name: str, attributes: Attributes) -> None:
    """Note a property of the mark at the end of a paragraph."""
    if name == "w:vanish":
        paragraph.mark_hidden = is_on(attributes)


def note_run(run: Run, name: str, attributes: Attributes) -> None:
    """Note a property of a run."""
    if name == "w:vanish":
        run.hidden = is_on(attributes)
    elif name == "w:rStyle":
        run.style = attributes.get("w:val")
    elif name == "w:sz":
        run.size = integer(attributes)


def note_row(row: RowContent, name: str, attributes: Attributes) -> None:
    """Note a property of a row."""
    if name == "w:gridBefore":
        row.before = integer(attributes) or 0
    elif name == "w:tblHeader":
        row.head = is_on(attributes)


def note_cell(cell: CellContent, name: str, attributes: Attributes) -> None:
    """Note a property of a cell."""
    if name == "w:gridSpan":
        cell.columns = max(1, integer(attributes) or 1)
    elif name == "w:vMerge":
        cell.merge = attributes.get("w:val", "continue")
    else:
        note_borders(cell, name, attributes)


def note_borders(
    part: CellContent | TableContent, name: str, attributes: Attributes
) -> None:
    """Note which sides of a table or a cell have borders."""
    if _is_side(name, attributes):
        part.bordered = bool(part.bordered) or _is_border(attributes)
