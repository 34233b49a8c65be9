"""The documents of an archive as they are held against each other: a card and the items of each."""

import re
from collections import defaultdict
from collections.abc import Iterator
from itertools import takewhile
from typing import NamedTuple

from planparse.compare.items import Item, from_text
from planparse.duplicates.titles import Stage, stage_of
from planparse.grammar.lexicon import Lexicon
from planparse.grammar.shipped import duplicate_rules
from planparse.text.encoding import sha256_of
from planparse.text.lines import Lines
from planparse.tree import HOLDERS, Document, Parsed, walk

_NO_LETTERS = re.compile(r"[\W_]+")
_FRONT = ("title", "subtitle")


class Card(NamedTuple):
    """What is known of a document without its text.

    `path` is the file as its archive names it, `doc` the document's place in it, from 1, of
    so many `documents`. `start` and `end` are code points of the file's text, `line` and
    `last_line` count from 1. `title`, `year`, `date` (ISO 8601) and `docnumber` are what the
    document says of itself, None where it does not; `stage` is how far it has come by its title.
    `encoding`, `format` and `sha256` are those of the file, `layout` is a digest of the
    document's text as it stands there. `size` counts its letters and digits.
    """

    path: str
    doc: int
    documents: int
    start: int
    end: int
    line: int
    last_line: int
    title: str | None
    year: int | None
    date: str | None
    docnumber: str | None
    stage: Stage
    encoding: str
    format: str
    sha256: str
    layout: str
    size: int


class Copy(NamedTuple):
    """A document of an archive: its card, and its items in reading order, without facts."""

    card: Card
    items: tuple[Item, ...]

    @property
    def text(self) -> str:
        """What it says without its labels, in one width and case, without blanks and wraps.

        A text is no other one where an item is put in and those behind it are renumbered.
        """
        return "".join(item.normalised for item in self.items)

    @property
    def words(self) -> str:
        """The letters and digits of its text: what counts when two texts are compared."""
        return _NO_LETTERS.sub("", self.text)


def copies(parsed: Parsed, lexicon: Lexicon, *, sha256: str) -> Iterator[Copy]:
    """Yield the documents of a parsed file; `sha256` is the digest of the file's bytes."""
    source = parsed.source
    items = _items(parsed, lexicon)
    lines = Lines(source.text)
    form = "text" if source.original is None else source.original.format
    for document in parsed.documents:
        own = tuple(items[f"d{document.ordinal}"])
        root = document.root
        text = source.text[root.start : root.end]
        copy = Copy(
            Card(
                path=source.path,
                doc=document.ordinal,
                documents=len(parsed.documents),
                start=root.start,
                end=root.end,
                line=lines.line(root.start),
                last_line=lines.line(root.start + len(text.rstrip())),
                title=document.title or None,
                year=document.year,
                date=document.envelope.date,
                docnumber=document.envelope.docnumber,
                stage=_stage(document, own),
                encoding=source.encoding,
                format=form,
                sha256=sha256,
                layout=_digest(text.strip()),
                size=0,
            ),
            own,
        )
        yield copy._replace(card=copy.card._replace(size=len(copy.words)))


def _digest(text: str) -> str:
    """Return what tells one text from another."""
    return sha256_of(text.encode("utf-8", "surrogatepass"))


def _items(parsed: Parsed, lexicon: Lexicon) -> dict[str, list[Item]]:
    """Return the items of each document by its id; what is lost or beside the text is none."""
    beside = {
        node.start
        for document in parsed.documents
        for node in walk(document.root)
        if node.kind == "furniture"
    }
    found: dict[str, list[Item]] = defaultdict(list)
    for item in from_text(parsed, lexicon, facts=False).items:
        if item.kind != "lacuna" and item.start not in beside:
            found[item.id.partition("/")[0]].append(item)
    return found


def _stage(document: Document, items: tuple[Item, ...]) -> Stage:
    """Return how far a document has come, by its title and what stands below that."""
    before = takewhile(lambda item: item.kind not in HOLDERS, items)
    front = [item.text for item in before if item.kind in _FRONT]
    return stage_of([document.title or "", *front], duplicate_rules().stages)
