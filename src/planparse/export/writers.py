"""Write a plan in a format that is named: `formats` has them all, each a module of its own."""

from collections.abc import Iterator
from importlib import import_module
from typing import Protocol, Unpack

from planparse.export.formats import FORMATS, INNER, Format
from planparse.export.options import Options, WriteOptions
from planparse.grammar.lexicon import Lexicon
from planparse.records import Exporter, Records
from planparse.tree import Parsed

Pieces = Iterator[str] | Iterator[bytes]
"""What is to be written, in order: text, or the bytes of a binary format."""


class Writer(Protocol):
    """What a format's module has to offer under the name that `Format.writer` says."""

    def __call__(self, records: Records, options: Options) -> Pieces:
        """Yield the plan in pieces; the last one ends its line."""


def write(
    parsed: Parsed,
    lexicon: Lexicon,
    fmt: str,
    *,
    sha256: str,
    prefix: str = "",
    **options: Unpack[WriteOptions],
) -> Pieces:
    """Yield a parse in a format, in pieces of text or of bytes; the last one ends its line.

    `sha256` is that of the file's bytes, which JSON and YAML print. All identifiers begin
    with `prefix`. Raises ValueError for an unknown format.
    """
    records = exporter(parsed, lexicon, format_named(fmt), sha256=sha256, prefix=prefix)
    return write_records(records, fmt, **options)


def write_records(
    records: Records, fmt: str, **options: Unpack[WriteOptions]
) -> Pieces:
    """Yield records in a format, in pieces. Raises ValueError for an unknown format."""
    return _writer(format_named(fmt))(records, Options(**options))


def exporter(
    parsed: Parsed,
    lexicon: Lexicon,
    form: Format,
    *,
    sha256: str,
    prefix: str = "",
) -> Exporter:
    """Return the records of a parse that a format has a place for."""
    finder = None
    if form.facts:
        from planparse.facts.finder import finder as shipped_finder

        finder = shipped_finder()
    return Exporter(
        parsed, lexicon, prefix, finder, sha256=sha256, furniture=form.furniture
    )


def format_named(fmt: str) -> Format:
    """Return a format by its name. Raises ValueError, naming those that there are."""
    if fmt in INNER:
        return INNER[fmt]
    if fmt not in FORMATS:
        raise ValueError(f"unknown format {fmt!r}: it is one of {', '.join(FORMATS)}")
    return FORMATS[fmt]


def one_of_several(pieces: Pieces, fmt: str) -> Iterator[str | bytes]:
    """Yield what was written of one file so that others may stand before and after it.

    YAML is a document of its own (`---`), JSON a line of its own; other formats need
    nothing.
    """
    form = format_named(fmt)
    if form.opening:
        yield form.opening
    if form.fits_one_line:
        # Line ends in its strings are escaped: all that are left stand between values.
        yield from (
            piece.replace("\n", "") for piece in pieces if isinstance(piece, str)
        )
        yield "\n"
    else:
        yield from pieces


def _writer(form: Format) -> Writer:
    """Import and return what writes a format."""
    module, _, function = form.writer.partition(":")
    writer: Writer = getattr(import_module(f"planparse.export.{module}"), function)
    return writer
