"""A line of an archive's catalogue, in the items of DA/T 22—2015 (归档文件整理规则)."""

from bisect import bisect_left, bisect_right
from typing import NamedTuple

from planparse.catalogue.remarks import remarks
from planparse.text.original import Original
from planparse.tree import Document, Parsed


class CatalogueEntry(NamedTuple):
    """What a catalogue says of one document; what the text does not say is None or empty.

    `docnumber` is the 文号, `issuers` are the 责任者, `title` is the 题名: that of a notice,
    not of the plan that it carries. `date` is the day on which it was made, ISO 8601, or a
    month (2026-03). `secrecy` is the 密级 with its period. `pages` are those of the file
    that it stands on, where the file's format fixes pages. `remarks` are what somebody who
    answers for it has to know, in Chinese. It is the `doc`-th of the `documents` of the
    file at `path`, from 1; a file that could not be read has none, and `doc` is 0.
    """

    path: str
    doc: int
    documents: int
    docnumber: str | None = None
    issuers: tuple[str, ...] = ()
    title: str | None = None
    date: str | None = None
    secrecy: str | None = None
    pages: int | None = None
    remarks: tuple[str, ...] = ()

    @property
    def is_read(self) -> bool:
        """Whether the file could be read."""
        return self.doc > 0


def entries(parsed: Parsed, path: str) -> list[CatalogueEntry]:
    """Return a line for each document of a file that goes by a name, in order."""
    return [_entry(parsed, document, path) for document in parsed.documents]


def unread(path: str, why: str) -> CatalogueEntry:
    """Return the line of a file that could not be read: it is in the archive all the same.

    `why` is what is told of the file: 是加密的文件, 已损坏.
    """
    return CatalogueEntry(
        path, 0, 0, remarks=(f"未能读取：{why.removeprefix('是').lstrip()}",)
    )


def _entry(parsed: Parsed, document: Document, path: str) -> CatalogueEntry:
    """Return the line of one document."""
    envelope = document.envelope
    return CatalogueEntry(
        path,
        document.ordinal,
        len(parsed.documents),
        docnumber=_on_one_line(envelope.docnumber),
        issuers=tuple((envelope.issuer or "").split("、")) if envelope.issuer else (),
        title=document.titles[0] if document.titles else document.title,
        date=envelope.date,
        secrecy=envelope.secrecy,
        pages=_pages(parsed, document),
        remarks=tuple(remarks(parsed, document)),
    )


def _on_one_line(text: str | None) -> str | None:
    """Return a number without the blanks in it."""
    return "".join(text.split()) if text else None


def _pages(parsed: Parsed, document: Document) -> int | None:
    """Return how many pages a document stands on, those that others begin on included."""
    original = parsed.source.original
    if original is None or original.pages is None:
        return None
    if len(parsed.documents) == 1:
        return original.pages
    return _pages_of(original, document.root.start, document.root.end)


def _pages_of(original: Original, start: int, end: int) -> int | None:
    """Return how many pages `text[start:end]` stands on."""
    starts = [line.start for line in original.lines]
    first = max(0, bisect_right(starts, start) - 1)
    lines = original.lines[first : bisect_left(starts, end)]
    known = [line.page for line in lines if line.page is not None]
    return max(known) - min(known) + 1 if known else None
