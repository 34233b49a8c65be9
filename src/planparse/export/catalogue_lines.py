"""The catalogue entries of one file as lines of JSON, of which that of an archive is made."""

import json
from collections.abc import Iterable, Iterator

from planparse.catalogue.entry import CatalogueEntry, entries
from planparse.export.options import Options
from planparse.records import Exporter, Records
from planparse.system.json_line import encode_line


def write(records: Records, _options: Options) -> Iterator[str]:
    """Yield a line for each document."""
    assert isinstance(records, Exporter)  # the format needs the text
    parsed = records.parsed
    return (f"{line_of(entry)}\n" for entry in entries(parsed, parsed.source.path))


def line_of(entry: CatalogueEntry) -> str:
    """Return an entry as an object of JSON, its fields by their names."""
    return encode_line(entry._asdict())


def read(lines: Iterable[str]) -> Iterator[CatalogueEntry]:
    """Yield the entries of lines."""
    for line in lines:
        fields = json.loads(line)
        fields |= {name: tuple(fields[name]) for name in ("issuers", "remarks")}
        yield CatalogueEntry(**fields)
