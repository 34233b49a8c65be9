"""What one file gives to a database or a Parquet file of many: JSON Lines.

First come its nodes, as `-f nodes` prints them, each with the `path` of headings above it and
with `furniture` where it stands beside the text; then its findings, then its tasks.
"""

import json
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from typing import Any, Literal, NamedTuple

from planparse.export.json_text import node_object
from planparse.export.pieces import in_pieces
from planparse.facts.finder import finder
from planparse.facts.kinds import KINDS, fact_record
from planparse.grammar.lexicon import Lexicon
from planparse.records import Exporter, Record, Row
from planparse.retrieval.search.in_place import in_place
from planparse.system.json_line import encode, escape_controls
from planparse.tasks.work_points import WorkPoint, work_points
from planparse.tree import Lang, Parsed, nodes_of

Kind = Literal["node", "finding", "task"]

TASK = (
    "number",
    "document",
    "year",
    "kind",
    "label",
    "title",
    "status",
    "labels",
    "headings",
)
"""The fields of a task that are kept as they are, but for its text, its facts and its place."""


class Line(NamedTuple):
    """One line as it is read back: what it is of, the file, the identifier of the node, and all.

    The identifier is None for a finding in a file that has no node.
    """

    kind: Kind
    file: str
    node: str | None
    record: Record


def write(parsed: Parsed, lexicon: Lexicon, prefix: str, lang: Lang) -> Iterator[str]:
    """Yield the lines of a parse.

    Identifiers begin with `prefix`, the name of the file and #, as it stands in JSON.
    """
    return map(escape_controls, in_pieces(_lines(parsed, lexicon, prefix, lang)))


def _lines(parsed: Parsed, lexicon: Lexicon, prefix: str, lang: Lang) -> Iterator[str]:
    """Yield the lines, each by itself."""
    exporter = Exporter(parsed, lexicon, prefix, finder())
    beside = [node.kind == "furniture" for node in nodes_of(parsed)]
    rows = list(exporter.rows())
    for one, is_beside in zip(in_place(rows, exporter.printed), beside, strict=True):
        more = one.row.more | {"path": one.path}
        if is_beside:
            more["furniture"] = True
        yield f"{node_object(one.row, more)}\n"
    starts = [row.start for row in rows]
    for finding in exporter.findings(lang):
        node = _node_at(rows, starts, finding["start"], prefix)
        yield f'{{"finding":"{node}",{encode(finding)[1:]}\n'
    said = (row for row, is_beside in zip(rows, beside, strict=True) if not is_beside)
    for point in work_points(said, exporter.printed):
        yield f'{{"task":"{point.id}",{encode(_task(point))[1:]}\n'


def _node_at(rows: Sequence[Row], starts: Sequence[int], at: int, prefix: str) -> str:
    """Return the identifier of the innermost node at a place of the source."""
    for place in range(bisect_right(starts, at) - 1, -1, -1):
        if at < max(rows[place].end, 1) or rows[place].start == at:
            return rows[place].id
    return rows[0].id if rows else prefix


def _task(point: WorkPoint) -> Record:
    """Return a task plain, with its facts together."""
    facts = {
        kind: [fact_record(fact) for fact in getattr(point, kind)]
        for kind in KINDS
        if getattr(point, kind)
    }
    names = (*TASK, "text", "inherited", "goals", "doc", "start", "end", "line")
    return {name: getattr(point, name) for name in names} | {"facts": facts}


def read(path: str) -> Iterator[Line]:
    """Yield the lines of a file that has those of many, in order."""
    with open(path, encoding="utf-8", newline="\n") as lines:
        for line in lines:
            record: dict[str, Any] = json.loads(line)
            kind: Kind = next(
                (kind for kind in ("finding", "task") if kind in record), "node"
            )
            name: str = record["id" if kind == "node" else kind]
            file, _, node = name.rpartition("#")
            yield Line(kind, file, name if node else None, record)
