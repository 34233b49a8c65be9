"""Convert one file of an archive: a pure function, the same in every process."""

from collections.abc import Iterator
from functools import lru_cache
from hashlib import sha256
from typing import TYPE_CHECKING, Any, NamedTuple

from planparse.batch.corrected import Said
from planparse.batch.document_facts import document_facts
from planparse.batch.kept_findings import pack
from planparse.batch.messages import COPIES, Asked
from planparse.batch.target import DATABASE_LINES
from planparse.errors import PlanparseError, UnreadableFormatError, reason
from planparse.export import writers
from planparse.findings import corrections
from planparse.grammar.lexicon import Lexicon
from planparse.locale.message import _
from planparse.pipeline import parse
from planparse.readers import read
from planparse.records import correction_record
from planparse.text.corrections import NONE
from planparse.text.encoding import Source
from planparse.text.sniffing import AGAIN, printed
from planparse.tree import Parsed, walk

if TYPE_CHECKING:
    from planparse.export.word.house import House
    from planparse.readers.office import Made
    from planparse.tasks.query import Selection


class NoTextError(PlanparseError, ValueError):
    """A file has no text that is read; the message says what it is, and what to do."""


class Converted(NamedTuple):
    """The outputs of one file, and what the manifest says of it.

    `outputs` has a pair for each: what comes between the file's name and the ending, which
    is empty for a whole file and ".d1", ".d2" … for its documents; and pieces of text or
    bytes. `facts` are the fields of the manifest, `places` the findings as
    `kept_findings` packs them. The `selection` has counted tasks once the outputs are
    written; it is None where no query is asked.
    """

    outputs: list[tuple[str, Iterator[str] | Iterator[bytes]]]
    facts: dict[str, Any]
    places: str
    selection: "Selection | None"


def convert(
    data: bytes,
    name: str,
    prefix: str,
    asked: Asked,
    lexicon: Lexicon,
    made: "Made | None" = None,
    said: Said | None = None,
) -> Converted:
    """Parse a file's bytes and return its outputs; all identifiers begin with `prefix`.

    `made` is what LibreOffice has made of the file, where it was called already, `said`
    what its corrections say.
    Raises NoTextError, and UnknownEncodingError for an encoding that is not read.
    """
    source = _source(data, name, asked, made)
    digest = sha256(data).hexdigest()
    if said is not None:
        source = said.heeded(source, digest)
    if asked.fmt == COPIES:
        return _copied(source, digest, asked, lexicon)
    parsed = parse(source, lexicon, repair=asked.repair)
    counts: dict[str, int] = {}
    for finding in parsed.findings:
        counts[finding.code] = counts.get(finding.code, 0) + 1
    facts = {
        "sha256": digest,
        "bytes": len(data),
        "format": "text" if source.original is None else source.original.format,
        "encoding": source.encoding,
        "chars": len(source.text),
        "documents": len(parsed.documents),
        "nodes": sum(1 for tops in _tops(parsed) for top in tops for _ in walk(top)),
        "findings": dict(sorted(counts.items())),
        "about": document_facts(parsed),
        **_corrections(parsed, said, digest),
    }
    selection = _selection(asked.select)
    if asked.fmt == DATABASE_LINES:
        from planparse.batch import database_lines

        lines = database_lines.write(parsed, lexicon, prefix, asked.lang)
        return Converted([("", lines)], facts, pack(parsed), None)
    outputs = [
        (
            ending,
            writers.write(
                part,
                lexicon,
                asked.fmt,
                sha256=digest,
                lang=asked.lang,
                spans=asked.spans,
                prefix=prefix,
                level=asked.level,
                wanted=selection,
                plain=asked.plain,
                by=asked.by,
                auto_numbers=asked.auto_numbers,
                house=_house(asked.template),
            ),
        )
        for ending, part in (_split(parsed) if asked.split else [("", parsed)])
    ]
    return Converted(outputs, facts, pack(parsed), selection)


@lru_cache(1)
def _house(template: str | None) -> "House | None":
    """Return how a file has Word documents set, None where none is named.

    The command has read it before, and so it can be read.
    """
    if template is None:
        return None
    from planparse.export.word.template import house_in

    with open(template, "rb") as file:
        return house_in(file.read(), template)


def _source(data: bytes, name: str, asked: Asked, made: "Made | None") -> Source:
    """Return the text of a file. Raises NoTextError and UnknownEncodingError."""
    try:
        source = made.source(name) if made else read(data, name, asked.encoding)
    except UnreadableFormatError as fault:
        raise NoTextError(_("is {why}", why=reason(fault))) from None
    if printed(source.text):
        raise NoTextError(_("is {again}", again=AGAIN))
    return source


def _corrections(parsed: Parsed, said: Said | None, sha256: str) -> dict[str, Any]:
    """Return what the manifest says of corrections: those heeded, and a digest of all."""
    if said is None or parsed.source.corrections is NONE:
        return {}
    heeded = list(map(correction_record, corrections.heeded(parsed)))
    return {"corrections": {"sha256": said.digest(sha256), "heeded": heeded}}


def _copied(source: Source, digest: str, asked: Asked, lexicon: Lexicon) -> Converted:
    """Return the documents of a text, packed to be held against others (`shelf`)."""
    from planparse.duplicates.copies import copies
    from planparse.duplicates.shelf import packed

    parsed = parse(source, lexicon, repair=asked.repair, check=False)
    pieces = [packed(copy) for copy in copies(parsed, lexicon, sha256=digest)]
    facts = {"packed": [len(piece) for piece in pieces]}
    return Converted([("", iter(pieces))], facts, "", None)


def _selection(query: str | None) -> "Selection | None":
    """Return a query as a predicate that counts, made anew for each file; None asks for all."""
    if query is None:
        return None
    from planparse.tasks import query as select

    return select.Selection(select.parse(query))


def _tops(parsed: Parsed) -> Iterator[Any]:
    """Yield the roots of a parse: the strays together, then each document."""
    yield parsed.strays
    for document in parsed.documents:
        yield (document.root,)


def _split(parsed: Parsed) -> Iterator[tuple[str, Parsed]]:
    """Yield a parse for each document; what stands before the first one goes with it."""
    documents = parsed.documents
    cuts = [
        0,
        *(document.root.start for document in documents[1:]),
        len(parsed.source.text) + 1,
    ]
    for place, document in enumerate(documents):
        start, end = cuts[place], cuts[place + 1]
        yield (
            f".d{document.ordinal}",
            parsed._replace(
                source=_with_corrections(parsed.source, start, end),
                documents=(document,),
                strays=() if place else parsed.strays,
                edits=tuple(edit for edit in parsed.edits if start <= edit.start < end),
                findings=tuple(
                    finding
                    for finding in parsed.findings
                    if start <= finding.start < end
                ),
            ),
        )


def _with_corrections(source: Source, start: int, end: int) -> Source:
    """Return a source with its corrections of one stretch alone."""
    own = source.corrections
    fitting = tuple(one for one in own.fitting if start <= one.start < end)
    if len(fitting) == len(own.fitting):
        return source
    return source._replace(corrections=own._replace(fitting=fitting))
