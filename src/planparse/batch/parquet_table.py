"""Build a Parquet file from the lines of many files: a row for each node, its facts in lists."""

from collections.abc import Iterator
from itertools import groupby, islice
from operator import attrgetter
from typing import Any

from planparse import __version__
from planparse.batch.database_lines import Line, read
from planparse.facts.kinds import KINDS
from planparse.records import ENVELOPE, PRINTED, SCHEMA, Record
from planparse.system.json_line import encode

_ROWS = 5000  # of one write
VERSION = 1
"""The version of the columns; it changes when a reader of the old ones could be misled."""
_OF_DOCUMENT = ("year", *ENVELOPE)
"""What a document says of itself, which stands in the rows of all its nodes."""


def parquet_of(base: str, path: str) -> None:
    """Build a Parquet file at `path` from the lines in `base`.

    Raises ImportError without pyarrow.
    """
    import pyarrow as pa  # type: ignore[import-not-found,unused-ignore]
    from pyarrow import parquet

    schema = _schema()
    rows = _rows(read(base))
    with parquet.ParquetWriter(path, schema, compression="zstd") as writer:
        while some := list(islice(rows, _ROWS)):
            writer.write_table(pa.Table.from_pylist(some, schema=schema))


def _schema() -> Any:
    """Return the columns, with the versions of what wrote them."""
    import pyarrow as pa

    text, number, place = pa.string(), pa.int32(), pa.int64()
    span = {"start": place, "end": place}

    def several(**fields: Any) -> Any:
        """Return the type of a list of records."""
        return pa.list_(pa.struct({**fields, **span}))

    columns = {
        "file": text,
        **dict.fromkeys(PRINTED, text),
        "doc": number,
        "ordinal": place,
        **span,
        "line": number,
        "path": text,
        "cite": text,
        "page": number,
        "furniture": pa.bool_(),
        "document": text,
        **dict.fromkeys(_OF_DOCUMENT, text),
        "year": number,
        "addressees": pa.list_(text),
        "owners": several(role=text, units=pa.list_(text), unknown=pa.list_(text)),
        "deadlines": several(text=text, until=text, term=text, recurring=pa.bool_()),
        "figures": several(
            text=text,
            low=pa.float64(),
            high=pa.float64(),
            unit=text,
            modifier=text,
            of=text,
        ),
        "references": several(text=text, kind=text, cited=number, target=text),
        "findings": several(
            code=text,
            name=text,
            severity=text,
            message=text,
            line=number,
            column=number,
        ),
        "more": text,
    }
    about = {"planparse": __version__, "schema": SCHEMA, "columns": VERSION}
    return pa.schema(columns).with_metadata(
        {f"planparse.{name}": str(value) for name, value in about.items()}
    )


def _rows(lines: Iterator[Line]) -> Iterator[Record]:
    """Yield the rows of the nodes of all files, in order."""
    for _, of_file in groupby(lines, key=attrgetter("file")):
        yield from _rows_of_file(list(of_file))


def _rows_of_file(lines: list[Line]) -> Iterator[Record]:
    """Yield the rows of one file's nodes, each with its facts and its findings."""
    documents: dict[int, Record] = {}
    findings: dict[str | None, list[Record]] = {}
    for line in lines:
        if line.kind == "finding":
            findings.setdefault(line.node, []).append(line.record)
        elif line.kind == "node" and line.record["kind"] == "document":
            documents[line.record["doc"]] = line.record
    for line in lines:
        if line.kind == "node":
            document = documents.get(line.record["doc"], {})
            yield _row(line, document, findings.get(line.node, []))


def _row(line: Line, document: Record, findings: list[Record]) -> Record:
    """Return the row of a node; what has no column is JSON in `more`."""
    record = line.record
    row = {name: record[name] for name in PRINTED}
    row |= {name: record.get(name) for name in ("path", "cite", "page")}
    row |= {name: document.get(name) for name in _OF_DOCUMENT}
    row |= {kind: record.get(kind, []) for kind in KINDS}
    more = {
        name: value
        for name, value in record.items()
        if name not in row and name != "furniture"
    }
    return row | {
        "file": line.file,
        "furniture": record.get("furniture", False),
        "document": document.get("title"),
        "findings": findings,
        "more": encode(more) if more else None,
    }
