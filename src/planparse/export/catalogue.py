"""The catalogue of an archive in each of its formats: csv, xlsx, json (a line an entry)."""

from collections.abc import Iterable, Iterator, Mapping
from types import MappingProxyType
from typing import Literal

from planparse.catalogue.entry import CatalogueEntry
from planparse.catalogue.table import COLUMNS, cells
from planparse.export.pieces import in_pieces

CatalogueFormat = Literal["csv", "xlsx", "json"]
"""The name of a format, as `planparse catalogue -f` takes it."""

ENDINGS: Mapping[CatalogueFormat, tuple[str, ...]] = MappingProxyType(
    {"csv": (".csv",), "xlsx": (".xlsx",), "json": (".json", ".jsonl", ".ndjson")}
)
"""What the names of files of each format end in."""


def write_catalogue(
    entries: Iterable[CatalogueEntry], fmt: CatalogueFormat, *, plain: bool = False
) -> Iterator[str | bytes]:
    """Yield a catalogue in a format, in pieces, as its entries come.

    `plain` CSV is for programs: no byte order mark, and nothing in front of what a
    spreadsheet could run as a formula. Raises ModuleNotFoundError for a workbook without
    xlsxwriter.
    """
    if fmt == "xlsx":
        from planparse.export.workbook.catalogue_book import write_book

        return write_book(entries)
    if fmt == "json":
        from planparse.export.catalogue_lines import line_of

        return in_pieces(f"{line_of(entry)}\n" for entry in entries)
    return in_pieces(_csv(entries, plain=plain))


def _csv(entries: Iterable[CatalogueEntry], *, plain: bool) -> Iterator[str]:
    """Yield the records of CSV, that of the names of the columns first."""
    from planparse.export.csv_record import BOM, record, safe

    head = record(COLUMNS)
    yield head if plain else f"{BOM}{head}"
    for number, entry in enumerate(entries, 1):
        row = ["" if cell is None else cell for cell in cells(number, entry)]
        yield record(row if plain else map(safe, row))
