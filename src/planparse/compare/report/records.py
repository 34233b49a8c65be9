"""Differences between plans as plain records, and these as JSON."""

from collections.abc import Iterator

from planparse import __version__
from planparse.compare.comparison import Compared
from planparse.compare.edits import ItemEdit, Script
from planparse.compare.history import Lineage
from planparse.compare.items import Item
from planparse.compare.offsets import PrintedItems
from planparse.compare.report.summary import summary
from planparse.records import Record
from planparse.system.json_line import encode_line

SCHEMA = 1
"""The version of what is printed as JSON and YAML."""

_ITEM_FIELDS = ("id", "kind", "label", "title", "text", "start", "end", "line")
_LINEAGE_FIELDS = ("id", "label", "title", "start", "end")


def as_record(compared: Compared) -> Record:
    """Return the differences plain.

    With more than two editions an edit says in `step` which two it is between (0 for the
    first two), and `threads` follow every item through the editions.
    """
    history, steps = compared
    several = len(history.editions) > 2
    record: Record = {
        "planparse": __version__,
        "schema": SCHEMA,
        "years": [
            {"path": one.path, "year": one.year, "items": len(one.items)}
            for one in history.editions
        ],
        "summary": [summary(step) for step in steps] if several else summary(steps[0]),
        "edits": [
            ({"step": index} if several else {}) | edit_record(edit, script)
            for index, (script, step) in enumerate(
                zip(history.scripts, steps, strict=True)
            )
            for edit in step
        ],
    }
    if several:
        record["threads"] = [
            _lineage(lineage, index) for index, lineage in enumerate(history.lineages)
        ]
    return record


def as_json(compared: Compared) -> Iterator[str]:
    """Yield the differences as lines of JSON: one object, a line for each edit and each thread."""
    record = as_record(compared)
    lists = {name: record.pop(name) for name in ("edits", "threads") if name in record}
    yield encode_line(record)[:-1] + ","
    last = [*lists][-1]
    for name, entries in lists.items():
        yield f'"{name}":['
        for entry in entries:
            yield encode_line(entry) + ("" if entry is entries[-1] else ",")
        yield "]}" if name == last else "],"


def edit_record(edit: ItemEdit, script: Script) -> Record:
    """Return an edit plain: its nodes, each with its place in its source, and what changed.

    What only pairs can have is left out of an edit with one side, and what did not
    happen of any: an item that stayed has no `moved`. What is unknown says why (`doubt`),
    and where something resembles it what that is (`nearest`).
    """
    record: Record = {
        "kind": edit.kind,
        "old": [_fields(item, _ITEM_FIELDS) for item in edit.old],
        "new": [_fields(item, _ITEM_FIELDS) for item in edit.new],
    }
    if edit.old and edit.new:
        if edit.moved:
            record["moved"] = True
        if edit.renumbered:
            record["renumbered"] = True
        if edit.wording:
            record["likeness"] = edit.likeness
            record["changes"] = list(_changes(edit, script))
        if edit.facts:
            record["facts"] = [change._asdict() for change in edit.facts]
    if edit.doubt:
        record["doubt"] = edit.doubt
    if edit.nearest is not None:
        record["nearest"] = _fields(edit.nearest, _ITEM_FIELDS)
        record["likeness"] = edit.likeness
    return record


def _changes(edit: ItemEdit, script: Script) -> Iterator[Record]:
    """Yield the changed stretches of an edit, each with its text and its place on either side."""
    old = PrintedItems(edit.old, script.old)
    new = PrintedItems(edit.new, script.new)
    for change in edit.wording:
        yield {
            "old": _stretch(old, change.start, change.end),
            "new": _stretch(new, change.new_start, change.new_end),
        }


def _stretch(items: PrintedItems, start: int, end: int) -> Record:
    """Return a stretch of normalised text as printed, and where it stands in the source.

    The places are code points of the decoded source, end exclusive, and null where the
    source is not known.
    """
    first, last = items.source_span(start, end)
    return {"start": first, "end": last, "text": items.slice(start, end)}


def _lineage(lineage: Lineage, index: int) -> Record:
    """Return a lineage as it is printed: what does not apply to it is left out."""
    record: Record = {
        "thread": index,
        "began": lineage.began,
        "ended": lineage.last,
        "paused": list(lineage.paused),
    }
    if lineage.split_from is not None:
        record["split_from"] = lineage.split_from
    if lineage.merged_into is not None:
        record["merged_into"] = lineage.merged_into
    if lineage.lost:
        record["lost"] = sorted(lineage.lost)
    record["items"] = [
        None if item is None else _fields(item, _LINEAGE_FIELDS)
        for item in lineage.items
    ]
    return record


def _fields(item: Item, names: tuple[str, ...]) -> Record:
    """Return the named fields of an item, in that order."""
    return {name: getattr(item, name) for name in names}
