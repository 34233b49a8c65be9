"""What writes a plan in each of the formats: `write`, and the options it takes."""

from collections.abc import Callable, Iterator, Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple, TypedDict, Unpack

from planparse.export.formats import FORMATS, Format
from planparse.export.pieces import in_pieces
from planparse.grammar.lexicon import Lexicon
from planparse.records import Exporter, Records
from planparse.tree import Lang, Parsed

if TYPE_CHECKING:
    from planparse.tasks.work_points import Level, WorkPoint

Pieces = Iterator[str] | Iterator[bytes]
"""What is to be written, in order: text, or the bytes of a binary format."""


class WriteOptions(TypedDict, total=False):
    """How a plan is to be written; each format heeds the options that it knows.

    `lang` is the language of findings and of the words in an outline (en). `spans` puts
    into YAML where everything stands (False). An outline takes at most `width` columns
    (80), and `colour` puts ANSI codes into it (False). Of the work points of a `level`
    (auto) those that are `wanted` (all) go into a table; `plain` CSV is for programs
    (False). Where the output is not `headed` (True) it goes on with what another file
    gave: CSV has no names of columns then, Markdown begins with an empty line.
    """

    lang: Lang
    spans: bool
    colour: bool
    width: int
    level: "Level"
    wanted: "Callable[[WorkPoint], bool] | None"
    plain: bool
    headed: bool


class _Options(NamedTuple):
    """The same with their defaults."""

    lang: Lang = "en"
    spans: bool = False
    colour: bool = False
    width: int = 80
    level: "Level" = "auto"
    wanted: "Callable[[WorkPoint], bool] | None" = None
    plain: bool = False
    headed: bool = True


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
    format_named(fmt)
    return _WRITERS[fmt](records, _Options(**options))


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
    if fmt not in FORMATS:
        raise ValueError(f"unknown format {fmt!r}: it is one of {', '.join(FORMATS)}")
    return FORMATS[fmt]


def one_of_several(pieces: Pieces, fmt: str) -> Iterator[str | bytes]:
    """Yield what was written of one file so that others may stand before and after it.

    YAML is a document of its own (`---`), JSON a line of its own; other formats need
    nothing.
    """
    if fmt == "yaml":
        yield "---\n"
    if fmt == "json":
        # Line ends in its strings are escaped: all that are left stand between values.
        yield from (
            piece.replace("\n", "") for piece in pieces if isinstance(piece, str)
        )
        yield "\n"
    else:
        yield from pieces


# ── one function a format ────────────────────────────────────────────────────────────────


def _yaml(records: Records, options: _Options) -> Pieces:
    """Write the whole plan for people to read and edit; `-s` adds the spans."""
    from planparse.export import yaml_emitter, yaml_sheet

    return yaml_emitter.dump(yaml_sheet.sheet(records, options.lang, options.spans))


def _json(records: Records, options: _Options) -> Pieces:
    """Write the whole plan, nested, a node within its parent."""
    from planparse.export import json_text

    return json_text.write_whole(records, options.lang)


def _nodes(records: Records, _: _Options) -> Pieces:
    """Write a node a line, for tools that read JSON Lines."""
    from planparse.export import json_text

    return json_text.write_nodes(records)


def _outline(records: Records, options: _Options) -> Pieces:
    """Write a line a node for a terminal, as wide as it is."""
    from planparse.export import outline

    lines = outline.write(records, options.lang, options.colour, options.width)
    return in_pieces(lines)


def _markdown(records: Records, options: _Options) -> Pieces:
    """Write whole documents; `headed` says that no other file stands before them."""
    from planparse.export import markdown

    lines = markdown.write(records.rows(), records.printed, first=options.headed)
    return in_pieces(lines)


def _akoma_ntoso(records: Records, _: _Options) -> Pieces:
    """Write Akoma Ntoso, which is made from rows alone: it has neither findings nor claims."""
    from planparse.export import akoma_ntoso

    return in_pieces(akoma_ntoso.write(records.rows()))


def _table(records: Records, options: _Options) -> Pieces:
    """Write the table of tasks in Markdown."""
    from planparse.export import markdown

    points = _work_points(records, options)
    return in_pieces(markdown.table(points, first=options.headed))


def _csv(records: Records, options: _Options) -> Pieces:
    """Write the table of tasks in CSV; `plain` leaves out what is there for Excel."""
    from planparse.export import csv_table

    points = _work_points(records, options)
    lines = csv_table.write(points, plain=options.plain, headed=options.headed)
    return in_pieces(lines)


def _workbook(records: Records, options: _Options) -> Pieces:
    """Write the table of tasks as a workbook, the only format that is bytes."""
    from planparse.export import workbook

    return workbook.write(_work_points(records, options))


def _work_points(records: Records, options: _Options) -> "Iterator[WorkPoint]":
    """Yield the work points of the wanted level that the query takes."""
    from planparse.tasks.work_points import work_points

    found = work_points(records.rows(), records.printed, options.level)
    return found if options.wanted is None else filter(options.wanted, found)


_WRITERS: Mapping[str, Callable[[Records, _Options], Pieces]] = MappingProxyType(
    {
        "yaml": _yaml,
        "json": _json,
        "nodes": _nodes,
        "outline": _outline,
        "md": _markdown,
        "akn": _akoma_ntoso,
        "table": _table,
        "csv": _csv,
        "xlsx": _workbook,
    }
)
