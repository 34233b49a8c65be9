"""The body of a Word document as events → its content, as Word shows it in its final state.

What was deleted is out, and what was inserted is in; hidden text is out. Of alternatives
for several versions of Word the first is taken. What stands in a field's instruction is
out, and its result in.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import TypeVar

from planparse.readers.word.content import (
    CellContent,
    Paragraph,
    RowContent,
    TableContent,
)
from planparse.readers.word.names import half_points, integer, is_on
from planparse.readers.word.numbering import Label, Numbering
from planparse.readers.word.styles import Style, Styles
from planparse.readers.xml_events import Attributes

_OUT = frozenset(
    (
        "w:del", "w:moveFrom", "w:pPrChange", "w:rPrChange", "w:tblPrChange",
        "w:trPrChange", "w:tcPrChange", "w:sectPrChange", "w:tblGridChange",
        "w:tblPrExChange", "w:numberingChange", "w:rt", "w:sdtPr", "w:sdtEndPr",
    )
)  # fmt: skip
"""Elements that nothing is shown of."""
_OF_MARK = frozenset(("w:del", "w:moveFrom"))
"""They stand in the properties of a paragraph's mark too, which is deleted then."""
_TEXT = frozenset(("w:t", "m:t"))
_SIGNS = MappingProxyType(
    {
        "\uf052": "☑", "\uf053": "☒", "\uf0a3": "□", "\uf0a8": "□", "\uf06f": "□",
        "\uf0fe": "☑", "\uf0fd": "☒", "\uf0fc": "✓", "\uf0fb": "✗", "\uf06c": "●",
        "\uf06e": "■", "\uf075": "◆", "\uf0d8": "➢", "\uf0b7": "•",
    }
)  # fmt: skip
"""Signs of the fonts Wingdings and Symbol that plans have, as Unicode has them."""
_TWIPS = 20
"""Twentieths of a point, in which distances are given."""
_NO_BORDER = ("nil", "none")
_SIDES = frozenset(
    f"w:{side}" for side in ("top", "left", "bottom", "right", "start", "end")
) | {"w:insideH", "w:insideV"}
_LONGEST_ENTRY = 200
"""No line of a contents page is longer; a choice."""


@dataclass(slots=True)
class _Run:
    """What the properties of a run say."""

    hidden: bool | None = None
    bold: bool | None = None
    size: float | None = None
    style: str | None = None


@dataclass(slots=True)
class _Open:
    """A paragraph that is open: what was read of it so far.

    `letters` and `bold_letters` are how many it has, `sizes` how many of each size;
    `contents` says that a field of contents is open where it begins, or begins in it;
    `inner` is what stands in its text boxes.
    """

    pieces: list[str] = field(default_factory=list)
    letters: int = 0
    bold_letters: int = 0
    sizes: dict[float, int] = field(default_factory=dict)
    style: str | None = None
    number: str | None = None
    level: int | None = None
    outline: int | None = None
    indent: float | None = None
    mark_hidden: bool = False
    mark_deleted: bool = False
    contents: bool = False
    notes: list[str] = field(default_factory=list)
    inner: list[Paragraph | TableContent] = field(default_factory=list)
    run: _Run = field(default_factory=_Run)


@dataclass(slots=True)
class _Field:
    """A field that is open; its result is shown, its instruction is not.

    `paragraph` is that in which it begins: an instruction stands in one.
    """

    paragraph: int
    instruction: str = ""
    has_result: bool = False


_T = TypeVar("_T")
Handler = Callable[["Body", Attributes], None]


class Body:
    """Takes the content of a part with text from its events."""

    def __init__(
        self, styles: Styles, numbering: Numbering, notes: Mapping[str, str]
    ) -> None:
        """Take what paragraphs are shown by, and the texts of notes by their identifiers."""
        self.content: list[Paragraph | TableContent] = []
        self.revisions = 0
        self._styles, self._numbering, self._notes = styles, numbering, notes
        self._paragraphs: list[_Open] = []
        self._tables: list[TableContent] = []
        self._rows: list[RowContent] = []
        self._cells: list[CellContent] = []
        self._holders: list[list[Paragraph | TableContent]] = [self.content]
        self._fields: list[_Field] = []
        self._alternatives: list[bool] = []
        self._controls: list[bool] = []
        self._out = 0
        self._in_text = self._in_instruction = False
        self._properties: list[str] = []
        self._count = 0
        self._carried: tuple[Label | None, list[str]] | None = None

    # ── events ───────────────────────────────────────────────────────────────────────

    def start(self, name: str, attributes: Attributes) -> None:
        """Take the beginning of an element."""
        if self._out:
            self._out += 1
            if name == "w:docPartGallery" and self._controls:
                gallery = attributes.get("w:val", "")
                self._controls[-1] = gallery == "Table of Contents"
            return
        if name in _OUT:
            self._leave_out(name)
            return
        handler = _STARTS.get(name)
        if handler is not None:
            handler(self, attributes)
        elif self._properties:
            self._property(name, attributes)

    def end(self, name: str) -> None:
        """Take the end of an element."""
        if self._out:
            self._out -= 1
            return
        handler = _ENDS.get(name)
        if handler is not None:
            handler(self)

    def text(self, data: str) -> None:
        """Take text that stands in an element, which may be one that is shown."""
        if self._out:
            return
        if self._in_instruction and self._fields:
            self._fields[-1].instruction += data
        elif self._in_text:
            self.add(data.replace("\n", " "))

    # ── what is left out ─────────────────────────────────────────────────────────────

    def _leave_out(self, name: str) -> None:
        """Leave out an element with all that is in it; note what it says by being there."""
        self._out = 1
        if name in _OF_MARK:
            self.revisions += 1
            if self._properties[-1:] == ["w:rPr"] and "w:pPr" in self._properties:
                self._paragraphs[-1].mark_deleted = True
            elif self._properties[-1:] == ["w:trPr"] and self._rows:
                self._rows[-1].deleted = True

    def insertion(self, _: Attributes) -> None:
        """Count what was inserted, which is shown."""
        self.revisions += 1

    def begin_alternatives(self, _: Attributes) -> None:
        """Begin alternatives, none of which is taken yet."""
        self._alternatives.append(False)

    def begin_choice(self, _: Attributes) -> None:
        """Take the first alternative, and no other."""
        if not self._alternatives:
            return
        if self._alternatives[-1]:
            self._out = 1
        self._alternatives[-1] = True

    def end_alternatives(self) -> None:
        """End alternatives."""
        if self._alternatives:
            self._alternatives.pop()

    # ── paragraphs ───────────────────────────────────────────────────────────────────

    def begin_paragraph(self, _: Attributes) -> None:
        """Begin a paragraph; in a text box, that is inside another one."""
        self._count += 1
        in_contents = any(self._controls) or any(map(_is_contents, self._fields))
        self._paragraphs.append(_Open(contents=in_contents))

    def end_paragraph(self) -> None:
        """Put a paragraph with its label into what is open, text boxes beside it."""
        if not self._paragraphs:
            return
        paragraph = self._paragraphs.pop()
        chain = self._styles.chain(paragraph.style)
        in_contents = paragraph.contents or any(map(_is_contents, self._fields))
        label = None
        is_deleted = paragraph.mark_deleted and not paragraph.pieces
        if not is_deleted:
            label = self._label(paragraph, chain)
        holder = self._holders[-1]
        begins = not "".join(paragraph.pieces).strip()
        if begins:
            holder += paragraph.inner
        if not is_deleted:
            self._close(paragraph, chain, label, holder, in_contents=in_contents)
        if not begins:
            holder += paragraph.inner

    def finish(self) -> None:
        """Keep what no further paragraph of the same text takes over: see `_close`."""
        if self._carried is None:
            return
        label, pieces = self._carried
        self._carried = None
        text = "".join(pieces).rstrip("\n")
        self._holders[-1].append(Paragraph(self._count, text, label))

    def _label(self, paragraph: _Open, chain: tuple[Style, ...]) -> Label | None:
        """Count a paragraph in its list, and return its label."""
        place = self._numbering.place(paragraph.number, paragraph.level, chain)
        if place is None or paragraph.mark_deleted:
            return None
        return self._numbering.label(*place)

    def _close(
        self,
        paragraph: _Open,
        chain: tuple[Style, ...],
        label: Label | None,
        holder: list[Paragraph | TableContent],
        *,
        in_contents: bool,
    ) -> None:
        """Put a paragraph into its holder, or carry it over into the next one.

        That is done where its mark is deleted or hidden, for the two are one paragraph
        then. A hidden paragraph without any text counts in its list, and is not shown.
        """
        pieces = paragraph.pieces
        if self._carried is not None:
            carried, before = self._carried
            pieces, label, self._carried = before + pieces, carried or label, None
        text = "".join(pieces)
        if paragraph.mark_hidden or paragraph.mark_deleted:
            if text.strip():
                self._carried = label, pieces
            return
        if not text.strip() and label is None:
            return
        holder.append(
            Paragraph(
                place=self._count,
                text=text.rstrip("\n"),
                label=label,
                is_contents=_is_entry(text, chain, in_contents=in_contents),
                outline=paragraph.outline or _first(style.outline for style in chain),
                bold=0 < paragraph.letters <= 2 * paragraph.bold_letters,
                size=max(
                    paragraph.sizes, key=paragraph.sizes.__getitem__, default=None
                ),
                indent=paragraph.indent,
                notes=tuple(paragraph.notes),
            )
        )

    def add(self, text: str) -> None:
        """Add text to the open paragraph, if it is shown where it stands."""
        if not self._paragraphs or any(map(self._is_instruction, self._fields)):
            return
        paragraph = self._paragraphs[-1]
        run = paragraph.run
        style = self._styles.chain(run.style, "character") if run.style else ()
        if _known(run.hidden, (each.hidden for each in style)):
            return
        paragraph.pieces.append(text)
        paragraph.letters += len(text)
        if run.bold is None and not style:
            style = self._styles.chain(paragraph.style)
        if _known(run.bold, (each.bold for each in style)):
            paragraph.bold_letters += len(text)
        if run.size is not None:
            paragraph.sizes[run.size] = paragraph.sizes.get(run.size, 0) + len(text)

    def _is_instruction(self, each: _Field) -> bool:
        """Return whether what stands here is still the instruction of a field."""
        return not each.has_result and each.paragraph == self._count

    def begin_run(self, _: Attributes) -> None:
        """Begin a run, of which nothing is known yet."""
        if self._paragraphs:
            self._paragraphs[-1].run = _Run()

    def begin_text(self, _: Attributes) -> None:
        """Begin text that is shown."""
        self._in_text = True

    def end_text(self) -> None:
        """End such text."""
        self._in_text = False

    def tab(self, _: Attributes) -> None:
        """Add a tab; one among the properties is a tab stop."""
        if not self._properties:
            self.add("\t")

    def line_end(self, _: Attributes) -> None:
        """End a line inside a paragraph, or a page."""
        self.add("\n")

    def hyphen(self, _: Attributes) -> None:
        """Add a hyphen at which no line is broken."""
        self.add("-")

    def sign(self, attributes: Attributes) -> None:
        """Add a character of a font of signs."""
        try:
            sign = chr(int(attributes.get("w:char", ""), 16))
        except (ValueError, OverflowError):
            return
        self.add(_SIGNS.get(sign, "□" if "\ue000" <= sign <= "\uf8ff" else sign))

    def note(self, kind: str, attributes: Attributes) -> None:
        """Note a footnote or an endnote that is named."""
        text = self._notes.get(f"{kind}{attributes.get('w:id', '')}")
        if text and self._paragraphs:
            self._paragraphs[-1].notes.append(text)

    # ── text boxes ───────────────────────────────────────────────────────────────────

    def begin_box(self, _: Attributes) -> None:
        """Begin a text box: what stands in it is put beside the paragraph that holds it."""
        holder = self._paragraphs[-1].inner if self._paragraphs else self.content
        self._holders.append(holder)
        self._in_text = False

    def end_box(self) -> None:
        """End a text box."""
        if len(self._holders) > 1:
            self.finish()
            self._holders.pop()

    # ── fields and content controls ──────────────────────────────────────────────────

    def field_mark(self, attributes: Attributes) -> None:
        """Begin a field or its result, or end it."""
        kind = attributes.get("w:fldCharType")
        if kind == "begin":
            self._fields.append(_Field(self._count))
        elif self._fields and kind == "separate":
            self._fields[-1].has_result = True
            if self._paragraphs and _is_contents(self._fields[-1]):
                self._paragraphs[-1].contents = True
        elif self._fields and kind == "end":
            self._fields.pop()

    def begin_simple_field(self, attributes: Attributes) -> None:
        """Begin a field whose result stands in its element."""
        instruction = attributes.get("w:instr", "")
        self._fields.append(_Field(self._count, instruction, has_result=True))

    def end_simple_field(self) -> None:
        """End such a field."""
        if self._fields:
            self._fields.pop()

    def begin_instruction(self, _: Attributes) -> None:
        """Begin the text of an instruction."""
        self._in_instruction = True

    def end_instruction(self) -> None:
        """End the text of an instruction."""
        self._in_instruction = False

    def begin_control(self, _: Attributes) -> None:
        """Begin a content control; its properties may say that it holds the contents."""
        self._controls.append(False)

    def end_control(self) -> None:
        """End a content control."""
        if self._controls:
            self._controls.pop()

    # ── tables ───────────────────────────────────────────────────────────────────────

    def begin_table(self, _: Attributes) -> None:
        """Begin a table."""
        self.finish()
        self._tables.append(TableContent())

    def end_table(self) -> None:
        """Put a table into what is open."""
        if not self._tables:
            return
        table = self._tables.pop()
        table.rows = [row for row in table.rows if not row.deleted]
        if any(cell.content for row in table.rows for cell in row.cells):
            self._holders[-1].append(table)

    def begin_row(self, _: Attributes) -> None:
        """Begin a row."""
        row = RowContent()
        if self._tables:
            self._tables[-1].rows.append(row)
        self._rows.append(row)

    def end_row(self) -> None:
        """End a row."""
        if self._rows:
            self._rows.pop()

    def begin_cell(self, _: Attributes) -> None:
        """Begin a cell."""
        cell = CellContent()
        if self._rows:
            self._rows[-1].cells.append(cell)
        self._cells.append(cell)
        self._holders.append(cell.content)

    def end_cell(self) -> None:
        """End a cell."""
        if self._cells and len(self._holders) > 1:
            self.finish()
            self._cells.pop()
            self._holders.pop()

    # ── properties ───────────────────────────────────────────────────────────────────

    def _property(self, name: str, attributes: Attributes) -> None:
        """Note a property of the paragraph, run, row, cell or table that is open."""
        kind = self._properties[-1]
        if kind == "w:rPr":
            self._property_of_run(name, attributes)
        elif kind in ("w:pPr", "w:numPr") and self._paragraphs:
            _note_paragraph(self._paragraphs[-1], name, attributes)
        elif kind == "w:trPr" and self._rows:
            if name == "w:gridBefore":
                self._rows[-1].before = integer(attributes) or 0
            elif name == "w:tblHeader":
                self._rows[-1].head = is_on(attributes)
        elif kind == "w:tcPr" and self._cells:
            self._property_of_cell(self._cells[-1], name, attributes)
        elif kind == "w:tblPr" and self._tables and _is_side(name, attributes):
            table = self._tables[-1]
            table.bordered = bool(table.bordered) or _is_border(attributes)

    def _property_of_run(self, name: str, attributes: Attributes) -> None:
        """Note a property of a run, or of the mark of a paragraph."""
        if not self._paragraphs:
            return
        paragraph = self._paragraphs[-1]
        if "w:pPr" in self._properties:
            if name == "w:vanish":
                paragraph.mark_hidden = is_on(attributes)
            return
        run = paragraph.run
        if name in ("w:vanish", "w:webHidden"):
            if name == "w:vanish":
                run.hidden = is_on(attributes)
        elif name == "w:b":
            run.bold = is_on(attributes)
        elif name == "w:sz":
            run.size = half_points(attributes)
        elif name == "w:rStyle":
            run.style = attributes.get("w:val")

    def _property_of_cell(
        self, cell: CellContent, name: str, attributes: Attributes
    ) -> None:
        """Note a property of a cell."""
        if name == "w:gridSpan":
            cell.columns = max(1, integer(attributes) or 1)
        elif name == "w:vMerge":
            cell.merge = attributes.get("w:val", "continue")
        elif _is_side(name, attributes):
            cell.bordered = bool(cell.bordered) or _is_border(attributes)

    def begin_properties(self, name: str) -> None:
        """Begin properties."""
        self._properties.append(name)

    def end_properties(self) -> None:
        """End properties."""
        if self._properties:
            self._properties.pop()


def _note_paragraph(paragraph: _Open, name: str, attributes: Attributes) -> None:
    """Note a property of a paragraph."""
    if name == "w:pStyle":
        paragraph.style = attributes.get("w:val")
    elif name == "w:numId":
        paragraph.number = attributes.get("w:val")
    elif name == "w:ilvl":
        paragraph.level = integer(attributes)
    elif name == "w:outlineLvl":
        level = integer(attributes)
        paragraph.outline = level + 1 if level is not None and level < 9 else None
    elif name == "w:ind":
        first = integer(attributes, "w:firstLine") or 0
        left = integer(attributes, "w:left") or integer(attributes, "w:start") or 0
        hanging = integer(attributes, "w:hanging") or 0
        paragraph.indent = (left + first - hanging) / _TWIPS


def _is_side(name: str, attributes: Attributes) -> bool:
    """Return whether an element says what border a side has; margins have the same names."""
    return name in _SIDES and "w:val" in attributes


def _is_border(attributes: Attributes) -> bool:
    """Return whether a side has a border."""
    return attributes.get("w:val", "nil") not in _NO_BORDER


def _is_contents(each: _Field) -> bool:
    """Return whether a field makes a contents page."""
    return each.instruction.lstrip().upper().startswith("TOC")


def _is_entry(text: str, chain: tuple[Style, ...], *, in_contents: bool) -> bool:
    """Return whether a paragraph is a line of a contents page.

    It has the style of one, or it stands in a field or a control of contents and is short:
    such a field may lack its end.
    """
    is_styled = any(style.name.lower().startswith("toc ") for style in chain)
    ends_in_page = "\t" in text or text.rstrip()[-1:].isdigit() or is_styled
    return (in_contents or is_styled) and len(text) <= _LONGEST_ENTRY and ends_in_page


def _first(values: Iterable[_T | None]) -> _T | None:
    """Return the first value that is known."""
    return next((value for value in values if value is not None), None)


def _known(own: bool | None, values: Iterable[bool | None]) -> bool:
    """Return whether something is on: by itself, or else by the nearest style that says so."""
    return bool(own if own is not None else _first(values))


_PROPERTIES = ("w:pPr", "w:rPr", "w:numPr", "w:trPr", "w:tcPr", "w:tblPr")


def _properties(name: str) -> Handler:
    """Return what begins properties of a name."""
    return lambda body, _: body.begin_properties(name)


_STARTS: Mapping[str, Handler] = MappingProxyType(
    {
        "w:p": Body.begin_paragraph,
        "w:r": Body.begin_run,
        **dict.fromkeys(_TEXT, Body.begin_text),
        "w:tab": Body.tab,
        "w:ptab": Body.tab,
        "w:br": Body.line_end,
        "w:cr": Body.line_end,
        "w:noBreakHyphen": Body.hyphen,
        "w:sym": Body.sign,
        "w:footnoteReference": lambda body, found: body.note("footnote ", found),
        "w:endnoteReference": lambda body, found: body.note("endnote ", found),
        "w:txbxContent": Body.begin_box,
        "w:fldChar": Body.field_mark,
        "w:fldSimple": Body.begin_simple_field,
        "w:instrText": Body.begin_instruction,
        "w:ins": Body.insertion,
        "w:moveTo": Body.insertion,
        "w:sdt": Body.begin_control,
        "w:tbl": Body.begin_table,
        "w:tr": Body.begin_row,
        "w:tc": Body.begin_cell,
        "mc:AlternateContent": Body.begin_alternatives,
        "mc:Choice": Body.begin_choice,
        "mc:Fallback": Body.begin_choice,
        **{name: _properties(name) for name in _PROPERTIES},
    }
)
_ENDS: Mapping[str, Callable[[Body], None]] = MappingProxyType(
    {
        "w:p": Body.end_paragraph,
        **dict.fromkeys(_TEXT, Body.end_text),
        "w:txbxContent": Body.end_box,
        "w:fldSimple": Body.end_simple_field,
        "w:instrText": Body.end_instruction,
        "w:sdt": Body.end_control,
        "w:tbl": Body.end_table,
        "w:tr": Body.end_row,
        "w:tc": Body.end_cell,
        "mc:AlternateContent": Body.end_alternatives,
        **dict.fromkeys(_PROPERTIES, Body.end_properties),
    }
)
