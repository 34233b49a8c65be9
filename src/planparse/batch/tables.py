"""Build tables from JSON Lines: SQLite with a full-text index of Chinese, and Parquet."""

import json
import re
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from itertools import islice, pairwise
from typing import Any

from planparse.records import PRINTED
from planparse.text.characters import HAN

_ROWS = 5000  # of one write
_FACTS = ("sha256", "bytes", "encoding", "chars", "documents", "nodes")
_SCHEMA = """
pragma page_size=8192;
pragma journal_mode=off;
pragma synchronous=off;
create table files (name text primary key, sha256 text, bytes integer, encoding text, chars integer,
    documents integer, nodes integer, findings integer);
create table nodes (file text not null references files (name), id text primary key,
    parent text, doc integer,
    kind text not null, label text, family text, ordinal integer, title text, text text not null,
    start integer not null, "end" integer not null, line integer not null,
    status text not null, more text);
create virtual table words using fts5(title, text, content='', tokenize='unicode61');
"""
_INDEXES = """
create index nodes_of_file on nodes (file);
create index nodes_below on nodes (parent);
create index nodes_of_kind on nodes (kind);
insert into words (words) values ('optimize');
"""
_HAN = re.compile(f"[{HAN}]+")


def in_pairs(text: str) -> str:
    """Return text as the index takes it: every two neighbouring Han characters as a word.

    加强监管 is indexed as 加强 强监 监管. A word of two characters is found as it is, a
    longer one as a phrase of its pairs ("加强 强监 监管"), no matter how a dictionary would
    have cut the sentence.
    """
    return _HAN.sub(_pairs, text)


def _pairs(run: re.Match[str]) -> str:
    """Return a run of Han characters as pairs: 工作要点 → 工作 作要 要点."""
    han = run[0]
    return f" {han} " if len(han) == 1 else f" {' '.join(map(''.join, pairwise(han)))} "


def _nodes(path: str) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield the nodes of a file of JSON Lines, and the name before the # of their identifiers."""
    with open(path, encoding="utf-8", newline="\n") as lines:
        for line in lines:
            node = json.loads(line)
            yield node["id"].rpartition("#")[0], node


def _more(node: dict[str, Any]) -> str | None:
    """Return as JSON the fields of a node that have no column, None where it has no others."""
    rest = {name: value for name, value in node.items() if name not in PRINTED}
    return json.dumps(rest, ensure_ascii=False, separators=(",", ":")) if rest else None


def sqlite_of(
    files: Callable[[], Iterator[tuple[str, dict[str, Any]]]],
) -> Callable[[str, str], None]:
    """Return what builds the database; `files` gives the name and the facts of each file."""
    columns = ", ".join(f'"{name}"' for name in PRINTED)

    def build(base: str, path: str) -> None:
        """Build the database at `path` from the JSON Lines in `base`, in one transaction."""
        with closing(sqlite3.connect(path, isolation_level=None)) as db:
            db.executescript(_SCHEMA)
            db.execute("begin")
            db.executemany(
                "insert into files values (?, ?, ?, ?, ?, ?, ?, ?)",
                (
                    (
                        name,
                        *(facts[key] for key in _FACTS),
                        sum(facts["findings"].values()),
                    )
                    for name, facts in files()
                ),
            )
            nodes = enumerate(_nodes(base), 1)
            while some := list(islice(nodes, _ROWS)):
                db.executemany(
                    f"insert into nodes (rowid, file, {columns}, more)"
                    f" values (?, ?{', ?' * len(PRINTED)}, ?)",
                    (
                        (row, file, *(node[n] for n in PRINTED), _more(node))
                        for row, (file, node) in some
                    ),
                )
                db.executemany(
                    "insert into words (rowid, title, text) values (?, ?, ?)",
                    (
                        (row, in_pairs(node["title"] or ""), in_pairs(node["text"]))
                        for row, (_, node) in some
                    ),
                )
            db.executescript(_INDEXES)  # commits first

    return build


def parquet_of(base: str, path: str) -> None:
    """Build a Parquet file: a row for each node. Raises ImportError without pyarrow."""
    import pyarrow as pa
    from pyarrow import parquet

    kinds = {
        "doc": pa.int32(),
        "ordinal": pa.int64(),
        "start": pa.int64(),
        "end": pa.int64(),
        "line": pa.int64(),
    }
    columns = ("file", *PRINTED, "more")
    schema = pa.schema([(name, kinds.get(name, pa.string())) for name in columns])
    nodes = _nodes(base)
    with parquet.ParquetWriter(path, schema, compression="zstd") as writer:
        while some := list(islice(nodes, _ROWS)):
            rows = [{"file": file, **node, "more": _more(node)} for file, node in some]
            writer.write_table(
                pa.Table.from_pylist(
                    [{n: row[n] for n in columns} for row in rows], schema=schema
                )
            )
