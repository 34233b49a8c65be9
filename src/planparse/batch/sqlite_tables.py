"""Build a SQLite database from the lines of many files: nodes, facts, tasks, indexes of words.

`nodes_fts` is the index that other programs look for, `words` the one that
`planparse search` uses; `retrieval/search/database` reads what is written here.
"""

import sqlite3
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import closing
from itertools import islice
from typing import Any

from planparse import __version__
from planparse.batch.database_lines import Line, read
from planparse.facts.kinds import KINDS
from planparse.records import ENVELOPE, PRINTED, SCHEMA, Record
from planparse.retrieval.search.database import VERSION
from planparse.retrieval.search.pairs import TOKENIZER, entries
from planparse.retrieval.search.units import WORDLESS
from planparse.retrieval.search.words import fold_text
from planparse.system.json_line import encode

_LINES = 5000  # of one write
_OF_FILE = ("sha256", "bytes", "format", "encoding", "chars", "documents", "nodes")
_IN_COLUMNS = ("path", "cite", "page", "furniture")
"""The fields of nodes that have columns, besides those that every node has."""
_TABLES = f"""
pragma page_size=8192;
pragma journal_mode=off;
pragma synchronous=off;
pragma user_version={VERSION};
create table meta (name text primary key, value text not null);
create table files (name text primary key, sha256 text, bytes integer, format text,
    encoding text, chars integer, documents integer, nodes integer, findings integer);
create table nodes (file text not null references files (name), id text primary key,
    parent text references nodes (id), doc integer not null, kind text not null,
    label text, family text, ordinal integer, title text, text text not null,
    start integer not null, "end" integer not null, line integer not null,
    status text not null, path text not null, cite text, page integer,
    furniture integer not null, more text);
create table documents (id text primary key references nodes (id),
    file text not null references files (name), doc integer not null, title text,
    year integer, issuer text, docnumber text, addressees text, date text, secrecy text);
create table owners (node text not null references nodes (id), place integer not null,
    role text not null, unit text not null, known integer not null,
    start integer not null, "end" integer not null);
create table deadlines (node text not null references nodes (id), place integer not null,
    text text not null, until text, term text, recurring integer not null,
    start integer not null, "end" integer not null);
create table figures (node text not null references nodes (id), place integer not null,
    text text not null, low real not null, high real, unit text not null, modifier text,
    of text, start integer not null, "end" integer not null);
create table "references" (node text not null references nodes (id),
    place integer not null, text text not null, kind text not null, cited integer not null,
    target text references nodes (id), start integer not null, "end" integer not null);
create table findings (file text not null references files (name),
    node text references nodes (id), code text not null, name text not null,
    severity text not null, message text not null, start integer not null,
    "end" integer not null, line integer not null, "column" integer not null);
create table tasks (file text not null references files (name), doc integer not null,
    node text not null references nodes (id), number integer, document text, year integer,
    kind text not null, label text, title text, text text not null, status text not null,
    inherited integer not null, start integer not null, "end" integer not null,
    line integer not null, headings text not null, labels text not null,
    goals text not null, facts text not null);
create virtual table nodes_fts using fts5 (title, text, content="nodes",
    tokenize="trigram");
create virtual table words using fts5 (entries, content="", detail=none,
    tokenize="{TOKENIZER.replace('"', '""')}");
"""
_INDEXES = """
create index nodes_of_file on nodes (file, doc);
create index nodes_below on nodes (parent);
create index nodes_of_kind on nodes (kind);
create index documents_of_file on documents (file, doc);
create index documents_of_year on documents (year);
create index owners_of_node on owners (node);
create index owners_of_unit on owners (unit);
create index deadlines_of_node on deadlines (node);
create index deadlines_until on deadlines (until);
create index figures_of_node on figures (node);
create index figures_of_indicator on figures (of);
create index references_of_node on "references" (node);
create index references_to_node on "references" (target);
create index findings_of_file on findings (file);
create index findings_of_node on findings (node);
create index findings_of_code on findings (code);
create index tasks_of_file on tasks (file, doc);
create index tasks_of_node on tasks (node);
insert into nodes_fts (nodes_fts) values ('rebuild');
insert into nodes_fts (nodes_fts) values ('optimize');
insert into words (words) values ('optimize');
"""

Row = dict[str, Any]
"""The values of one row of a table, by their columns."""


def sqlite_of(
    files: Callable[[], Iterator[tuple[str, dict[str, Any]]]],
) -> Callable[[str, str], None]:
    """Return what builds the database; `files` gives the name and the facts of each file."""

    def build(base: str, path: str) -> None:
        """Build the database at `path` from the lines in `base`, in one transaction."""
        with closing(sqlite3.connect(path, isolation_level=None)) as db:
            db.executescript(_TABLES)
            db.execute("begin")
            _insert(db, "meta", _meta())
            _insert(db, "files", list(map(_file, files())))
            lines = _numbered(read(base))
            while some := list(islice(lines, _LINES)):
                tables: dict[str, list[Row]] = defaultdict(list)
                for number, line in some:
                    for table, row in _rows(number, line):
                        tables[table].append(row)
                for table, rows in tables.items():
                    _insert(db, table, rows)
            db.executescript(_INDEXES)  # commits first

    return build


def _insert(db: sqlite3.Connection, table: str, rows: list[Row]) -> None:
    """Insert rows that all have the same columns."""
    if rows:
        columns = ", ".join(f'"{name}"' for name in rows[0])
        values = ", ".join(f":{name}" for name in rows[0])
        db.executemany(f'insert into "{table}" ({columns}) values ({values})', rows)


def _meta() -> list[Row]:
    """Return what made the database, and by which versions."""
    about = {"planparse": __version__, "schema": SCHEMA, "tables": VERSION}
    return [{"name": name, "value": str(value)} for name, value in about.items()]


def _file(file: tuple[str, dict[str, Any]]) -> Row:
    """Return the row of a file; `findings` is how many there are."""
    name, facts = file
    row = {"name": name} | {key: facts[key] for key in _OF_FILE}
    return row | {"findings": sum(facts["findings"].values())}


def _numbered(lines: Iterator[Line]) -> Iterator[tuple[int, Line]]:
    """Yield lines, those of nodes with their numbers from 1, which become their rowids."""
    number = 0
    for line in lines:
        number += line.kind == "node"
        yield number, line


def _rows(number: int, line: Line) -> Iterator[tuple[str, Row]]:
    """Yield the rows that a line gives, each with its table."""
    record = line.record
    if line.kind == "finding":
        names = (
            "code",
            "name",
            "severity",
            "message",
            "start",
            "end",
            "line",
            "column",
        )
        row = {name: record[name] for name in names}
        yield "findings", {"file": line.file, "node": line.node} | row
    elif line.kind == "task":
        yield "tasks", _task(line)
    else:
        yield "nodes", _node(number, line)
        if record["kind"] == "document":
            yield "documents", _document(line)
        for kind in KINDS:
            for place, fact in enumerate(record.get(kind, ())):
                for row in _FACTS[kind](fact):
                    yield kind, {"node": line.node, "place": place} | row
        if record["kind"] not in WORDLESS and not record.get("furniture"):
            words = (
                entries(fold_text(record[name] or "")) for name in ("title", "text")
            )
            yield "words", {"rowid": number, "entries": " ".join(words)}


def _node(number: int, line: Line) -> Row:
    """Return the row of a node; what has neither a column nor a table is JSON in `more`."""
    record = line.record
    apart = {*PRINTED, *_IN_COLUMNS, *KINDS}
    if record["kind"] == "document":
        apart |= {"year", *ENVELOPE}
    more = {name: value for name, value in record.items() if name not in apart}
    return {
        "rowid": number,
        "file": line.file,
        **{name: record[name] for name in PRINTED},
        "path": record["path"],
        "cite": record.get("cite"),
        "page": record.get("page"),
        "furniture": record.get("furniture", False),
        "more": encode(more) if more else None,
    }


def _document(line: Line) -> Row:
    """Return the row of a document: what its envelope says; addressees are a list as JSON."""
    record = line.record
    row = {name: record[name] for name in ("id", "doc", "title")}
    said = {name: record.get(name) for name in ("year", *ENVELOPE)}
    if said["addressees"] is not None:
        said["addressees"] = encode(said["addressees"])
    return {"file": line.file} | row | said


def _task(line: Line) -> Row:
    """Return the row of a task: lists and facts are JSON."""
    row = {name: value for name, value in line.record.items() if name != "task"}
    for name in ("headings", "labels", "goals", "facts"):
        row[name] = encode(row[name])
    return {"file": line.file, "node": line.node} | row


def _owners(fact: Record) -> Iterator[Row]:
    """Yield a row for each unit that is named together with others in one role."""
    unknown = fact.get("unknown", ())
    for unit in fact["units"]:
        yield {
            "role": fact["role"],
            "unit": unit,
            "known": unit not in unknown,
            "start": fact["start"],
            "end": fact["end"],
        }


def _deadlines(fact: Record) -> Iterator[Row]:
    """Yield the row of a deadline."""
    yield {"term": None, "recurring": False} | fact


def _figures(fact: Record) -> Iterator[Row]:
    """Yield the row of a figure."""
    yield fact


def _references(fact: Record) -> Iterator[Row]:
    """Yield the row of a reference."""
    yield {"target": None} | fact


_FACTS: dict[str, Callable[[Record], Iterator[Row]]] = {
    "owners": _owners,
    "deadlines": _deadlines,
    "figures": _figures,
    "references": _references,
}
