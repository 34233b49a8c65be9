"""The body of a Word document as events → its content, as Word shows it in its final state.

What was deleted is out, and what was inserted is in; hidden text is out. Of alternatives
for several versions of Word the first is taken. What stands in a field's instruction is
out, and its result in.
"""

from collections.abc import Callable, Iterable, Mapping
from types import MappingProxyType
from typing import TypeVar

from planparse.readers.word.chunks import Chunks
from planparse.readers.word.content import (
    Paragraph,
    TableContent,
)
from planparse.readers.word.fields import Fields, is_entry
from planparse.readers.word.names import PROSE, RUN_IN
from planparse.readers.word.numbering import Label, Numbering
from planparse.readers.word.open_tables import OpenTables
from planparse.readers.word.properties import (
    OpenParagraph,
    Run,
    note_mark,
    note_paragraph,
    note_run,
)
from planparse.readers.word.signs import sign_of
from planparse.readers.word.styles import Style, Styles
from planparse.readers.xml_events import Attributes
from planparse.text.notes import STRANDED

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

_T = TypeVar("_T")
Handler = Callable[["Body", Attributes], None]


class Body:
    """Takes the content of a part with text from its events."""

    def __init__(
        self,
        styles: Styles,
        numbering: Numbering,
        notes: Mapping[str, str],
        chunks: Chunks,
    ) -> None:
        """Take what paragraphs are shown by, and what stands in parts of its own.

        `notes` are the texts of notes by their identifiers.
        """
        self.content: list[Paragraph | TableContent] = []
        self.revisions = 0
        self._styles, self._numbering, self._notes = styles, numbering, notes
        self._chunks = chunks
        self._paragraphs: list[OpenParagraph] = []
        self._tables = OpenTables()
        self._holders: list[list[Paragraph | TableContent]] = [self.content]
        self._fields = Fields()
        self._alternatives: list[bool] = []
        self._out = 0
        self._in_text = False
        self._properties: list[str] = []
        self._count = 0
        self._carried: tuple[Label | None, list[str]] | None = None

    # ── events ───────────────────────────────────────────────────────────────────────

    def start(self, name: str, attributes: Attributes) -> None:
        """Take the beginning of an element."""
        if self._out:
            self._out += 1
            if name == "w:docPartGallery":
                self._fields.gallery(attributes.get("w:val", ""))
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
        if not self._fields.takes(data) and self._in_text:
            self.add(data.replace("\n", " "))

    # ── what is left out ─────────────────────────────────────────────────────────────

    def _leave_out(self, name: str) -> None:
        """Leave out an element with all that is in it; note what it says by being there."""
        self._out = 1
        if name in _OF_MARK:
            self.revisions += 1
            if self._properties[-1:] == ["w:rPr"] and "w:pPr" in self._properties:
                self._paragraphs[-1].mark_deleted = True
            elif self._properties[-1:] == ["w:trPr"]:
                self._tables.delete_row()

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
        self._paragraphs.append(OpenParagraph(contents=self._fields.in_contents))

    def end_paragraph(self) -> None:
        """Put a paragraph with its label into what is open, text boxes beside it."""
        if not self._paragraphs:
            return
        paragraph = self._paragraphs.pop()
        chain = self._styles.chain(paragraph.style)
        in_contents = paragraph.contents or self._fields.in_contents
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

    def _label(
        self, paragraph: OpenParagraph, chain: tuple[Style, ...]
    ) -> Label | None:
        """Count a paragraph in its list, and return its label."""
        place = self._numbering.place(paragraph.number, paragraph.level, chain)
        if place is None or paragraph.mark_deleted:
            return None
        return self._numbering.label(*place)

    def _close(
        self,
        paragraph: OpenParagraph,
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
                is_contents=is_entry(text, chain, in_contents=in_contents),
                outline=self._outline(paragraph, chain),
                notes=tuple(paragraph.notes),
                size=self._size(paragraph, chain),
                centred=_known(paragraph.centred, (style.centred for style in chain)),
                stranded=paragraph.stranded,
                prose=_is_prose(paragraph, chain),
                above=paragraph.above,
            )
        )

    def _outline(
        self, paragraph: OpenParagraph, chain: tuple[Style, ...]
    ) -> int | None:
        """Return the level of a paragraph that is a heading, and nothing but one."""
        if paragraph.run_in:
            return None
        return paragraph.outline or _first(style.outline for style in chain)

    def _size(self, paragraph: OpenParagraph, chain: tuple[Style, ...]) -> int:
        """Return the height of the first letters of a paragraph, in half points."""
        run = paragraph.first or paragraph.run
        if run.size is not None:
            return run.size
        own = self._styles.chain(run.style, "character") if run.style else ()
        size = _first(style.size for style in (*own, *chain))
        return size if size is not None else self._styles.size

    def add(self, text: str) -> None:
        """Add text to the open paragraph, if it is shown where it stands."""
        if not self._paragraphs or self._fields.hide(self._count):
            return
        paragraph = self._paragraphs[-1]
        run = paragraph.run
        style = self._styles.chain(run.style, "character") if run.style else ()
        if _known(run.hidden, (each.hidden for each in style)):
            paragraph.stranded = paragraph.stranded or text.startswith(STRANDED)
            return
        paragraph.run_in = paragraph.run_in or any(
            each.name == RUN_IN for each in style
        )
        paragraph.pieces.append(text)
        paragraph.first = paragraph.first or run

    def begin_run(self, _: Attributes) -> None:
        """Begin a run, of which nothing is known yet."""
        if self._paragraphs:
            self._paragraphs[-1].run = Run()

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
        self.add(sign_of(attributes.get("w:char", "")))

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
        self._fields.mark(attributes.get("w:fldCharType"), self._count)
        if self._paragraphs and self._fields.in_contents:
            self._paragraphs[-1].contents = True

    def begin_simple_field(self, attributes: Attributes) -> None:
        """Begin a field whose result stands in its element."""
        self._fields.begin_simple(attributes.get("w:instr", ""), self._count)

    def end_simple_field(self) -> None:
        """End such a field."""
        self._fields.end()

    def begin_instruction(self, _: Attributes) -> None:
        """Begin the text of an instruction."""
        self._fields.in_instruction(begins=True)

    def end_instruction(self) -> None:
        """End the text of an instruction."""
        self._fields.in_instruction(begins=False)

    def begin_control(self, _: Attributes) -> None:
        """Begin a content control; its properties may say that it holds the contents."""
        self._fields.begin_control()

    def end_control(self) -> None:
        """End a content control."""
        self._fields.end_control()

    # ── tables ───────────────────────────────────────────────────────────────────────

    def begin_table(self, _: Attributes) -> None:
        """Begin a table."""
        self.finish()
        self._tables.begin()

    def end_table(self) -> None:
        """Put a table into what is open."""
        table = self._tables.end()
        if table is not None:
            self._holders[-1].append(table)

    def begin_row(self, _: Attributes) -> None:
        """Begin a row."""
        self._tables.begin_row()

    def end_row(self) -> None:
        """End a row."""
        self._tables.end_row()

    def begin_cell(self, _: Attributes) -> None:
        """Begin a cell."""
        self._holders.append(self._tables.begin_cell())

    def end_cell(self) -> None:
        """End a cell."""
        self.finish()
        if self._tables.end_cell():
            self._holders.pop()

    # ── embedded parts ───────────────────────────────────────────────────────────────

    def chunk(self, attributes: Attributes) -> None:
        """Take in what an embedded part holds."""
        self.finish()
        self._count += 1
        name = attributes.get("r:id", "")
        self._holders[-1].extend(self._chunks.content(name, self._count))

    # ── properties ───────────────────────────────────────────────────────────────────

    def _property(self, name: str, attributes: Attributes) -> None:
        """Note a property of the paragraph, run, row, cell or table that is open."""
        kind = self._properties[-1]
        if kind in ("w:rPr", "w:pPr", "w:numPr") and self._paragraphs:
            paragraph = self._paragraphs[-1]
            if kind != "w:rPr":
                note_paragraph(paragraph, name, attributes)
            elif "w:pPr" in self._properties:
                note_mark(paragraph, name, attributes)
            else:
                note_run(paragraph.run, name, attributes)
        else:
            self._tables.property(kind, name, attributes)

    def begin_properties(self, name: str) -> None:
        """Begin properties."""
        self._properties.append(name)

    def end_properties(self) -> None:
        """End properties."""
        if self._properties:
            self._properties.pop()


def _first(values: Iterable[_T | None]) -> _T | None:
    """Return the first value that is known."""
    return next((value for value in values if value is not None), None)


def _is_prose(paragraph: OpenParagraph, chain: Iterable[Style]) -> bool:
    """Return whether a paragraph has the style of text, and is set as that is."""
    is_set_otherwise = paragraph.centred or (paragraph.first or paragraph.run).size
    style = next(iter(chain), None)
    return style is not None and style.name == PROSE and not is_set_otherwise


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
        "w:altChunk": Body.chunk,
        "w:subDoc": Body.chunk,
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
