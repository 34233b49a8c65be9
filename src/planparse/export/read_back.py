"""The records of a plan that was read back: rows, edits and findings as they were printed."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NoReturn

from planparse.facts.kinds import KINDS, Facts
from planparse.records import ENVELOPE, NOWHERE, PLACED, Record, Row
from planparse.tree import Lang

_MORE: Mapping[str, tuple[str, ...]] = {
    "document": ("year",),
    "date": ("value",),
    "lacuna": ("missing", "evidence"),
}
"""The fields that all nodes of a kind have, and no others."""


class ReadBack:
    """What was printed of a plan, as the formats take it; there is no text of the source."""

    def __init__(self, plan: Record) -> None:
        """Take what `-f json` printed, as plain data."""
        self._plan = plan

    @property
    def printed(self) -> NoReturn:
        """There is none: formats that need the source cannot write what was read back."""
        raise ValueError("a plan that was read back has no text of its source")

    def head(self) -> Record:
        """Return what stands before the documents."""
        names = ("planparse", "schema", "source", "corrections")
        return {name: self._plan[name] for name in names if name in self._plan}

    def strays(self) -> Iterator[Row]:
        """Yield the nodes outside any document."""
        for record in self._plan.get("strays", ()):
            yield from _rows(record, doc=0)

    def documents(self) -> Iterator[tuple[Iterator[Row], list[Record]]]:
        """Yield the rows of each document, its own first, and the counts that it declares."""
        for doc, record in enumerate(self._plan["documents"], 1):
            yield _rows(record, doc), record["claims"]

    def rows(self) -> Iterator[Row]:
        """Yield all nodes in reading order: strays first, each document before what is in it."""
        yield from self.strays()
        for rows, _ in self.documents():
            yield from rows

    def edits(self) -> Iterator[Record]:
        """Yield the repairs, in order."""
        return iter(self._plan["edits"])

    def findings(self, lang: Lang) -> Iterator[Record]:  # noqa: ARG002
        """Yield the findings in order; their messages are in the language they were printed in."""
        return iter(self._plan["findings"])


def _rows(top: Record, doc: int) -> Iterator[Row]:
    """Yield the rows of a node and of all below it, in reading order."""
    pending: list[tuple[Record, str | None, int]] = [(top, None, 0)]
    while pending:
        record, parent, depth = pending.pop()
        yield _row(record, parent, doc, depth)
        below = record.get("children", ())
        pending += [(child, record["id"], depth + 1) for child in reversed(below)]


def _row(record: Record, parent: str | None, doc: int, depth: int) -> Row:
    """Return a printed node as the row that it was printed from."""
    return Row(
        depth=depth,
        id=record["id"],
        parent=parent,
        doc=doc,
        kind=record["kind"],
        label=record["label"],
        family=record["family"],
        ordinal=record["ordinal"],
        title=record["title"],
        text=record["text"],
        start=_place(record["start"]),
        end=_place(record["end"]),
        line=_place(record["line"]),
        status=record["status"],
        more={name: record[name] for name in _MORE.get(record["kind"], ())}
        | {name: record[name] for name in (*ENVELOPE, *PLACED) if name in record},
        facts=_facts(record),
        tasks=tuple(record.get("tasks", ())),
    )


def _facts(record: Record) -> Facts | None:
    """Return the facts of a printed node as the values of a parse, None where it has none."""
    facts = Facts.of(
        [kind.read_back(fact) for fact in _placed(record.get(name, ()))]
        for name, kind in KINDS.items()
    )
    return facts if any(facts) else None


def _placed(facts: Sequence[Record]) -> Iterator[dict[str, Any]]:
    """Yield facts with a number for each place, `NOWHERE` where the file does not say."""
    for fact in facts:
        places = {name: _place(fact[name]) for name in ("start", "end")}
        yield {**fact, **places}


def _place(offset: int | None) -> int:
    """Return an offset, or `NOWHERE`: YAML without spans says nothing of places."""
    return NOWHERE if offset is None else offset
