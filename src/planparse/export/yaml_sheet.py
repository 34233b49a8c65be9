"""A plan as YAML shows it to people: defaults left out, nothing null, in a fixed order."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from planparse.export.options import Options
from planparse.export.yaml_emitter import dump, lazily
from planparse.facts.kinds import Fact
from planparse.records import ENVELOPE, PLACED, TASK_PLACE, Record, Records, Row
from planparse.tree import COMPLETE, HEADLESS, Lang, NodeKind, Status


def write(records: Records, options: Options) -> Iterator[str]:
    """Yield the whole plan for people to read and edit, in pieces."""
    return dump(_sheet(records, options.lang, options.spans))


def implied_kind(entry: Mapping[str, object]) -> NodeKind:
    """Return the kind of node that an entry in YAML is unless it names another."""
    return _implied(labelled="label" in entry, lost="missing" in entry)


def _implied(*, labelled: bool, lost: bool) -> NodeKind:
    """Return the kind of node that a label, or the names of what is lost, imply."""
    return "lacuna" if lost else "section" if labelled else "paragraph"


def usual_status(kind: NodeKind) -> Status:
    """Return the status that need not be said of a kind of node."""
    return HEADLESS if kind == "fragment" else COMPLETE


def _sheet(records: Records, lang: Lang, spans: bool) -> Record:
    """Return the whole as plain data; `spans` adds where in the source everything stands.

    Documents, edits and findings are made while they are written.
    """
    whole = records.head()
    if "corrections" in whole:
        whole["corrections"] = [_said(one, spans) for one in whole["corrections"]]
    whole["documents"] = lazily(
        _document(list(rows), claims, spans) for rows, claims in records.documents()
    )
    for name, entries in (
        ("strays", _items(records.strays(), 0, spans)),
        ("edits", lazily(records.edits())),
        ("findings", lazily(_finding(it, spans) for it in records.findings(lang))),
    ):
        if entries:
            whole[name] = entries
    return whole


def _document(rows: list[Row], claims: list[Record], spans: bool) -> Record:
    """Return a document; what its envelope says stands in front."""
    root, *rows = rows
    entry: Record = {
        "title": root.title,
        "year": root.more["year"],
        **{name: root.more.get(name) for name in ENVELOPE},
        "status": None if root.status == COMPLETE else root.status,
    }
    if spans:
        page = {"page": root.more.get("page"), "line": root.line}
        entry |= page | {"span": [root.start, root.end]}
    entry["items"] = _items(iter(rows), 1, spans) or None
    entry["claims"] = [_claim(claim, spans) for claim in claims] or None
    return _without_nulls(entry)


def _items(rows: Iterator[Row], top: int, spans: bool) -> list[Record]:
    """Return the entries of nodes, those below another in its `items`.

    The first row is at depth `top`.
    """
    entries: list[Record] = []
    path: list[Record] = []
    for row in rows:
        del path[row.depth - top :]
        entry = _entry(row, spans)
        (path[-1].setdefault("items", []) if path else entries).append(entry)
        path.append(entry)
    return entries


def _entry(row: Row, spans: bool) -> Record:
    """Return a row as its entry, the fields in the order in which people read them.

    `kind` is left out where the other fields imply it, and an entry is never empty.
    `spans` adds where the node stands, and how it was read.
    """
    entry: Record = {}
    kind, more = row.kind, row.more
    if _implied(labelled=row.label is not None, lost="missing" in more) != kind:
        entry["kind"] = kind
    if row.label is not None:
        entry["label"] = row.label
    if row.title is not None:
        entry["title"] = row.title
    if row.text:
        entry["text"] = row.text
    if row.status != usual_status(kind):
        entry["status"] = row.status
    for name, value in more.items():
        if value is not None and (spans or name not in PLACED):
            entry[name] = value
    if not entry:
        entry["text"] = ""
    if spans:
        place = {
            "family": row.family,
            "ordinal": row.ordinal,
            "line": row.line,
            "span": [row.start, row.end],
        }
        entry |= _without_nulls(place)
    if row.facts is not None:
        kinds: Iterable[Sequence[Fact]] = row.facts
        for name, facts in zip(row.facts._fields, kinds, strict=True):
            if facts:
                entry[name] = [_fact(fact, spans) for fact in facts]
    if row.tasks:
        entry["tasks"] = [_task(task, spans) for task in row.tasks]
    return entry


def _fact(fact: Fact, spans: bool) -> Record:
    """Return a fact as its entry, its offsets as one `span` behind the rest or left out."""
    *values, start, end = fact
    entry: Record = {
        name: list(value) if isinstance(value, tuple) else value
        for name, value in zip(fact._fields, values, strict=False)
        if value is not None and value is not False and value != ()
    }
    if spans:
        entry["span"] = [start, end]
    return entry


def _task(task: Record, spans: bool) -> Record:
    """Return a task as its entry, its offsets as one `span` behind the rest or left out."""
    entry = {name: task[name] for name in task if name not in TASK_PLACE}
    if spans:
        entry |= {"line": task["line"], "span": [task["start"], task["end"]]}
    return entry


def _claim(claim: Record, spans: bool) -> Record:
    """Return a declared count as its entry; that it holds and that nothing is lost goes unsaid."""
    entry = {name: claim[name] for name in ("unit", "says", "counted")}
    if claim["lost"]:
        entry["lost"] = claim["lost"]
    if not claim["holds"]:
        entry["holds"] = False
    return entry | {"span": [claim["start"], claim["end"]]} if spans else entry


def _said(correction: Record, spans: bool) -> Record:
    """Return a correction; in code points too with `spans`."""
    entry = {
        name: correction[name] for name in correction if name not in TASK_PLACE[:2]
    }
    span = [correction["start"], correction["end"]]
    return entry | {"span": span} if spans else entry


def _finding(finding: Record, spans: bool) -> Record:
    """Return a finding, its place in lines and columns; in code points too with `spans`."""
    entry = {
        name: finding[name]
        for name in ("code", "name", "severity", "line", "column", "message")
    }
    return entry | {"span": [finding["start"], finding["end"]]} if spans else entry


def _without_nulls(entry: Record) -> Record:
    """Return an entry without the fields that say nothing: the sheet has no null."""
    return {name: value for name, value in entry.items() if value is not None}
