"""What loaders tell of a chunk: flat values, which every store of vectors takes."""

from planparse import Chunk

Value = str | int
"""A value of metadata: stores take no lists, and no null."""


def metadata_of(chunk: Chunk) -> dict[str, Value]:
    """Return what is known of a chunk and its place; what there is not is left out.

    `source` and `sha256` name the file, `document`, `year` and `issuer` what it is from,
    `path` and `cite` where it stands, `page`, `paragraph` or `element` the place in the
    file, `start` and `end` the code points of the text that was read. `lost` says what is
    lost beside it or in it.
    """
    told: dict[str, Value | None] = {
        "source": chunk.source,
        "sha256": chunk.sha256,
        "document": chunk.document,
        "year": chunk.year,
        "issuer": chunk.issuer,
        "path": chunk.path or None,
        "cite": chunk.cite,
        **chunk.place,
        "start": chunk.start,
        "end": chunk.end,
        "lost": lost_of(chunk) or None,
    }
    return {name: value for name, value in told.items() if value is not None}


def lost_of(chunk: Chunk) -> str:
    """Return what is lost in a chunk or beside it, in words: `after: 三、 （六）`."""
    return "; ".join(
        f"{loss.side}: {' '.join(loss.missing) or loss.status}" for loss in chunk.lost
    )
