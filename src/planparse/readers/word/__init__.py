"""Word documents (.docx, .docm): the text with its automatic labels, as Word shows it.

Only the standard library is used. The parts that are read are the document, its styles,
its lists and its notes; headers, footers and comments are no part of the text.
"""

import posixpath
from collections.abc import Iterable, Sequence

from planparse.grammar.shipped import lexicon
from planparse.locale.message import _
from planparse.readers.builder import TextBuilder
from planparse.readers.titles import SetLine, title_lines
from planparse.readers.word.body import Body
from planparse.readers.word.chunks import Chunks
from planparse.readers.word.content import Paragraph, TableContent
from planparse.readers.word.names import PREFIXES
from planparse.readers.word.notes import Notes
from planparse.readers.word.numbering import Numbering
from planparse.readers.word.styles import Styles
from planparse.readers.word.tables import is_layout, lines_of, rows_of
from planparse.readers.xml_events import attributes_of, parse
from planparse.readers.zipped import Parts
from planparse.text.encoding import Source
from planparse.text.original import Doubt, LineRole

_RELATIONS = "_rels/{}.rels"
_NO_LINE = SetLine("", 0.0, False)
_EMBEDDED = "aFChunk"


def read(data: bytes, path: str, _encoding: str | None = None) -> Source:
    """Return the text of a Word document with what Word knows of its paragraphs.

    Raises DamagedError, EncryptedError, TooLargeError, and UnreadableFormatError for a
    part with a document type.
    """
    body, chunks = body_of(Parts(data, _("Word document (.docx)")))
    return _source(body, chunks, path)


def body_of(parts: Parts, depth: int = 1) -> tuple[Body, Chunks]:
    """Return the body of a document, and the parts that are embedded in it.

    `depth` counts the documents that it stands in, itself among them. Raises what `read`
    raises.
    """
    main = _main_part(parts)
    related, embedded = _related(parts, main)
    styles = Styles(parts, related.get("styles"))
    numbering = Numbering(parts, related.get("numbering"), styles)
    notes = Notes(parts, related.get("footnotes"), related.get("endnotes"))
    chunks = Chunks(parts, embedded, depth)
    body = Body(styles, numbering, notes.texts, chunks)
    parse(parts, main, body, PREFIXES)
    body.finish()
    return body, chunks


def _main_part(parts: Parts) -> str:
    """Return the name of the part that holds the document. Raises DamagedError."""
    if "_rels/.rels" in parts:
        for relation in attributes_of(parts.read("_rels/.rels"), "Relationship"):
            target = relation.get("Target", "").lstrip("/")
            if relation.get("Type", "").endswith("/officeDocument") and target in parts:
                return target
    if "word/document.xml" in parts:
        return "word/document.xml"
    raise parts.damaged("word/document.xml, which holds its text, is missing")


def _related(parts: Parts, main: str) -> tuple[dict[str, str], dict[str, str]]:
    """Return the parts that a part is related to, by the last word of their relation's type.

    Those that are embedded are by the identifier of their relation.
    """
    folder, _, name = main.rpartition("/")
    relations = posixpath.join(folder, _RELATIONS.format(name))
    found = {
        kind: posixpath.join(folder, f"{kind}.xml")
        for kind in ("styles", "numbering", "footnotes", "endnotes")
    }
    embedded: dict[str, str] = {}
    if relations in parts:
        for relation in attributes_of(parts.read(relations), "Relationship"):
            target = relation.get("Target", "")
            name = posixpath.normpath(posixpath.join("/", folder, target))[1:]
            kind = relation.get("Type", "").rpartition("/")[2]
            if relation.get("TargetMode") == "External":
                embedded[relation.get("Id", "")] = target.rpartition("/")[2]
            elif kind == _EMBEDDED:
                embedded[relation.get("Id", "")] = name
            else:
                found[kind] = name
    return found, embedded


def _source(body: Body, chunks: Chunks, path: str) -> Source:
    """Return the content of a document as a text."""
    builder = TextBuilder()
    items = list(_laid_out(body.content))
    titles = _titles(items)
    for place, item in enumerate(items):
        if isinstance(item, TableContent):
            first, rows, notes = rows_of(item)
            builder.table(rows, paragraph=first)
        else:
            following = items[place + 1] if place + 1 < len(items) else None
            role: LineRole = "prose" if item.prose else "body"
            if place in titles:
                role = "title"
            if item.is_contents or _heads_contents(item, following):
                role = "contents"
            _add(builder, item, role)
            notes = list(item.notes)
        for note in notes:
            builder.paragraph(note, role="note")
    if body.revisions:
        builder.doubts.append(Doubt("D110", 0, 0, (str(body.revisions),)))
    if chunks.unread:
        builder.doubts.append(Doubt("D114", 0, 0, (", ".join(chunks.unread),)))
    return builder.source("docx", path)


def _laid_out(
    content: Iterable[Paragraph | TableContent],
) -> Iterable[Paragraph | TableContent]:
    """Yield paragraphs and tables, what stands in tables that only lay out a page in between."""
    pending = [iter(content)]
    while pending:
        item = next(pending[-1], None)
        if item is None:
            pending.pop()
        elif isinstance(item, TableContent) and is_layout(item):
            pending.append(iter(lines_of(item)))
        else:
            yield item


def _heads_contents(
    item: Paragraph, following: Paragraph | TableContent | None
) -> bool:
    """Return whether a paragraph is the word 目录 above the lines of contents."""
    return (
        isinstance(following, Paragraph)
        and following.is_contents
        and "".join(item.text.split()).upper() in lexicon().words.front_matter.contents
    )


def _titles(items: Sequence[Paragraph | TableContent]) -> frozenset[int]:
    """Return which items are set as the title is; none stands below a table or a list."""
    lines = [
        SetLine(item.text, item.size, item.centred and item.label is None, item.above)
        if isinstance(item, Paragraph)
        else _NO_LINE
        for item in items
    ]
    return title_lines(lines, lexicon())


def _add(builder: TextBuilder, item: Paragraph, role: LineRole) -> None:
    """Add a paragraph with all that is known of it."""
    label = item.label
    builder.paragraph(
        item.text.lstrip() if label is not None and label.whole else item.text,
        label=label.whole if label is not None else "",
        role=role,
        begins=not item.stranded,
        paragraph=item.place,
        series=label.series if label is not None else None,
        level=label.level if label is not None else None,
        outline=item.outline,
    )
