"""Parts of a document that are files of their own (altChunk): Word takes them in as text.

They may be Word documents, pages of HTML, rich text or plain text. One that is not read is
named, so that nothing is lost in silence.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from planparse.errors import UnreadableFormatError
from planparse.locale.message import _
from planparse.readers.word.content import (
    CellContent,
    Paragraph,
    RowContent,
    TableContent,
    paragraphs_in,
)
from planparse.readers.word.numbering import Label
from planparse.readers.zipped import Parts
from planparse.text.encoding import Source, UnknownEncodingError
from planparse.text.original import Line, Table

_DEEPEST = 3
"""Documents that may stand in each other, the outermost among them: a choice."""
_MOST = 1000
"""Parts that are read of a document: a choice."""
_MOST_CONVERTED = 8
"""Parts of a document that LibreOffice converts, for each takes a second: a choice."""

Content = list[Paragraph | TableContent]


class Chunks:
    """The embedded parts of a document. `unread` are the names of those that are not read."""

    def __init__(self, parts: Parts, names: Mapping[str, str], depth: int) -> None:
        """Take the names of parts by the identifiers of their relations.

        `depth` is how many documents the parts stand in.
        """
        self.unread: list[str] = []
        self._parts, self._names, self._depth = parts, names, depth
        self._read = self._converted = 0

    def content(self, identifier: str, place: int) -> Content:
        """Return what an embedded part holds, all in the paragraph of that place."""
        name = self._names.get(identifier, "")
        self._read += 1
        content: Content | None = None
        if name in self._parts and self._read <= _MOST and self._depth < _DEEPEST:
            content = self._content(name)
        if content is None:
            self.unread.append(name or identifier)
            return []
        for paragraph in paragraphs_in(content):
            paragraph.place = place
            if paragraph.label is not None:
                series = f"{name} {self._read} {paragraph.label.series}"
                paragraph.label = replace(paragraph.label, series=series)
        return content

    def _content(self, name: str) -> Content | None:
        """Return what a part holds, None where it is not read."""
        from planparse.readers import is_converted, read
        from planparse.readers.recognition import format_of

        data = self._parts.read(name)
        try:
            if format_of(data, name) == "docx":
                return self._document(data)
            if is_converted(data, name):
                self._converted += 1
                if self._converted > _MOST_CONVERTED:
                    return None
            return _content_of(read(data, name))
        except (UnreadableFormatError, UnknownEncodingError):
            return None

    def _document(self, data: bytes) -> Content:
        """Return what a Word document holds; what it unpacks to counts with the outer one."""
        from planparse.readers.word import body_of

        inner = Parts(data, _("Word document (.docx)"), within=self._parts)
        body, chunks = body_of(inner, self._depth + 1)
        self.unread += chunks.unread
        return body.content


def _content_of(source: Source) -> Content:
    """Return a text that was read from another format as content of a Word document."""
    original = source.original
    if original is None:
        return [Paragraph(0, line) for line in source.text.splitlines() if line.strip()]
    return list(_items(source.text, original.lines, original.tables))


def _items(
    text: str, lines: Sequence[Line], tables: Sequence[Table]
) -> Iterator[Paragraph | TableContent]:
    """Yield lines as paragraphs, and tables in their places."""
    left = list(reversed(tables))
    for line in lines:
        if line.role != "table":
            if text[line.start : line.end].strip():
                yield _paragraph(text, line)
        elif left and left[-1].start <= line.start:
            yield _table(text, left.pop())


def _paragraph(text: str, line: Line) -> Paragraph:
    """Return a line as a paragraph, its label apart."""
    label = None
    if line.label > line.start:
        series, level = line.series or "", line.level or 0
        label = Label(text[line.start : line.label], "", series, level)
    return Paragraph(
        0,
        text[line.label if label else line.start : line.end],
        label,
        is_contents=line.role == "contents",
        outline=line.outline,
    )


def _table(text: str, table: Table) -> TableContent:
    """Return a table with the text of its cells; that cells are merged is left out."""
    rows = []
    for row in table.rows:
        cells = [
            CellContent(
                [Paragraph(0, text[cell.start : cell.end])]
                if cell.end > cell.start
                else [],
                columns=cell.columns,
            )
            for cell in row
        ]
        rows.append(RowContent(cells, head=any(cell.head for cell in row)))
    return TableContent(rows, bordered=True)
