"""A parse → its chunks, in the order of the text."""

from collections.abc import Iterator, Sequence

from planparse.grammar.lexicon import Lexicon
from planparse.records import Exporter, Row, source_record
from planparse.retrieval.chunks.atoms import atoms
from planparse.retrieval.chunks.chunk import Change, Chunk
from planparse.retrieval.chunks.outline import Outline
from planparse.retrieval.chunks.packing import Range, pack
from planparse.retrieval.chunks.reading import read
from planparse.retrieval.chunks.surroundings import Surveyor
from planparse.retrieval.chunks.units import CHUNK_SIZE, Measure
from planparse.text.full_stops import stopped
from planparse.tree import Parsed

_DIGEST = 16
"""So many digits of a file's digest stand in an id: a choice."""


def chunks(
    parsed: Parsed,
    lexicon: Lexicon,
    *,
    sha256: str,
    limit: int = CHUNK_SIZE,
    measure: Measure = len,
) -> Iterator[Chunk]:
    """Yield a parse in chunks of at most `limit` as `measure` has it, in order of place.

    What stands outside any document comes first, in chunks of its own.
    """
    return _Chunker(parsed, lexicon, sha256, limit, measure).chunks()


class _Chunker:
    """Cuts one parse into chunks."""

    def __init__(
        self,
        parsed: Parsed,
        lexicon: Lexicon,
        sha256: str,
        limit: int,
        measure: Measure,
    ) -> None:
        """Take a parse and the lexicon it was made with, and how it is to be cut."""
        self._exporter = Exporter(parsed, lexicon, sha256=sha256, furniture=False)
        self._read = read(parsed)
        self._searched = stopped(self._read.text)
        self._limit, self._measure = limit, measure
        self._name: str = source_record(parsed.source, sha256)["path"]
        self._sha256 = sha256

    def chunks(self) -> Iterator[Chunk]:
        """Yield the chunks."""
        strays = list(self._exporter.strays())
        if strays:
            yield from self._of(strays)
        for rows, _ in self._exporter.documents():
            yield from self._of(list(rows))

    def _of(self, rows: Sequence[Row]) -> Iterator[Chunk]:
        """Yield the chunks of a document, whose row comes first, or of the strays."""
        outline = Outline(rows, self._read)
        found = atoms(outline, self._read, self._searched, self._measure, self._limit)
        ranges = pack(found, outline.text, self._measure, self._limit)
        starts = [found[each.first].start for each in ranges]
        surveyor = Surveyor(outline, self._exporter.printed)
        losses = surveyor.losses(starts)
        for each, start, lost in zip(ranges, starts, losses, strict=True):
            end = found[each.stop - 1].end
            around = surveyor.survey(start, end)
            yield self._chunk(rows[0], outline, each, start, end)._replace(
                path=around.path,
                cite=around.cite,
                parents=tuple(around.parents),
                nodes=tuple(around.nodes),
                lost=tuple(lost),
            )

    def _chunk(
        self, head: Row, outline: Outline, each: Range, start: int, end: int
    ) -> Chunk:
        """Return a chunk without what surrounds it."""
        first, stop = self._read.start(start), self._read.end(end)
        document = head.kind == "document"
        return Chunk(
            id=f"{self._sha256[:_DIGEST]}:{first}-{stop}",
            text=outline.text[start:end],
            path="",
            cite=None,
            document=head.title if document else None,
            year=head.more["year"] if document else None,
            issuer=head.more.get("issuer") if document else None,
            place=self._exporter.place_in_file(first, "paragraph"),
            source=self._name,
            sha256=self._sha256,
            start=first,
            end=stop,
            size=each.size,
            parents=(),
            nodes=(),
            lost=(),
            changes=tuple(
                Change(mark.start, mark.end, mark.text)
                for mark in self._read.marks_in(first, stop)
            ),
        )
