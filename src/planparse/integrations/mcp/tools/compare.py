"""What changed from one plan to another: items kept, reworded, moved, added, dropped."""

from collections.abc import Mapping
from typing import Any, Literal

from pydantic import Field

import planparse
from planparse import Plan
from planparse.integrations.mcp.answer import (
    Answer,
    DocumentHead,
    Page,
    Placed,
    Value,
    cropped,
    heads_of,
    one_line,
    page_of,
)
from planparse.integrations.mcp.plans import Plans

Kind = Literal[
    "keep", "reword", "move", "renumber", "split", "merge", "add", "drop", "unknown"
]
"""What may become of an item."""

NOTEWORTHY: tuple[Kind, ...] = (
    "reword", "move", "split", "merge", "add", "drop", "unknown",
)  # fmt: skip
"""What is told where nothing else is asked: what was kept is not."""

_MOST_CHANGES = 20
"""Changes of one item that are told; a choice."""


class Side(Value):
    """A plan that is compared."""

    file: str
    documents: list[DocumentHead]


class ComparedItem(Placed):
    """An item of one of the plans."""

    label: str | None = None
    title: str | None = None
    text: str

    def in_words(self) -> str:
        """Return the words of the item and its place."""
        said = one_line(" ".join(filter(None, (self.label, self.title, self.text))))
        return f"{said}  {self.place}"


class WordChange(Value):
    """Words that are others."""

    old: str
    new: str

    def in_words(self) -> str:
        """Return the words on both sides; ∅ stands for none."""
        return f"{one_line(self.old) or '∅'} → {one_line(self.new) or '∅'}"


class FactChange(Value):
    """A figure, a deadline, an owner or a reference that is another."""

    field: str = Field(description="figures, deadlines, owners or references.")
    kind: str = Field(description="raised, lowered, later, earlier, changed …")
    old: str | None = None
    new: str | None = None

    def in_words(self) -> str:
        """Return what changed how, in the words of both sides."""
        old, new = self.old or "∅", self.new or "∅"
        return one_line(f"{self.field} {self.kind}: {old} → {new}")


class Edit(Value):
    """What became of an item, or of several that are split or merged."""

    kind: Kind
    old: list[ComparedItem]
    new: list[ComparedItem]
    moved: bool = False
    renumbered: bool = False
    changes: list[WordChange] | None = None
    facts: list[FactChange] | None = None
    doubt: str | None = Field(default=None, description="Why it is unknown: gap, …")

    def in_words(self) -> str:
        """Return the kind, the items of both sides, and what changed."""
        lines = [f"{self.kind}:"]
        lines += [f"- {item.in_words()}" for item in self.old]
        lines += [f"+ {item.in_words()}" for item in self.new]
        lines += [change.in_words() for change in self.changes or ()]
        lines += [fact.in_words() for fact in self.facts or ()]
        if self.doubt:
            lines.append(f"because of: {self.doubt}")
        return "\n   ".join(lines)


class Changes(Answer):
    """A page of what changed from one plan to another."""

    old: Side
    new: Side
    summary: dict[str, int] = Field(description="How many items became what.")
    edits: list[Edit]
    total: int = Field(description="Edits of the kinds that are asked for.")
    next_offset: int | None = None

    def in_words(self) -> str:
        """Return how many items became what, and the edits."""
        counts = ", ".join(f"{count} {kind}" for kind, count in self.summary.items())
        told = "\n".join(edit.in_words() for edit in self.edits)
        more = Page(self.total, self.next_offset).in_words("edits")
        return f"{self.old.file} → {self.new.file}: {counts}\n{told}{more}"


def compare(
    plans: Plans, old: str, new: str, kinds: list[Kind], offset: int, limit: int
) -> Changes:
    """Return what changed, the edits of some kinds. Raises RefusedError."""
    before, after = plans.plan(old), plans.plan(new)
    record = planparse.diff(before, after).to_dict()
    wanted = [edit for edit in record["edits"] if edit["kind"] in kinds]
    makers = _Maker(before, after)
    edits, page = page_of(wanted, offset, limit, makers.edit)
    return Changes(
        old=Side(file=old, documents=heads_of(before)),
        new=Side(file=new, documents=heads_of(after)),
        summary={
            kind: count
            for kind, count in record["summary"].items()
            if isinstance(count, int)
        },
        edits=edits,
        total=page.total,
        next_offset=page.next_offset,
    )


class _Maker:
    """Makes parts of the answer; the nodes of both plans say how items are cited."""

    def __init__(self, old: Plan, new: Plan) -> None:
        """Take the plans."""
        self._old = {node.id: node for node in old.nodes()}
        self._new = {node.id: node for node in new.nodes()}

    def edit(self, record: Mapping[str, Any]) -> Edit:
        """Return an edit."""
        return Edit(
            kind=record["kind"],
            old=[_item(item, self._old) for item in record["old"][:_MOST_CHANGES]],
            new=[_item(item, self._new) for item in record["new"][:_MOST_CHANGES]],
            moved=record.get("moved", False),
            renumbered=record.get("renumbered", False),
            changes=[
                WordChange(
                    old=cropped(one["old"]["text"], 200),
                    new=cropped(one["new"]["text"], 200),
                )
                for one in record.get("changes", [])[:_MOST_CHANGES]
            ]
            or None,
            facts=[_fact(one) for one in record.get("facts", [])[:_MOST_CHANGES]]
            or None,
            doubt=record.get("doubt"),
        )


def _item(
    record: Mapping[str, Any], nodes: Mapping[str, planparse.Node]
) -> ComparedItem:
    """Return an item of a plan."""
    node = nodes.get(record["id"])
    return ComparedItem(
        node=record["id"],
        cite=node.cite if node else None,
        line=record["line"],
        page=node.page if node else None,
        start=record["start"],
        end=record["end"],
        label=record["label"],
        title=cropped(record["title"], 200),
        text=cropped(record["text"]),
    )


def _fact(record: Mapping[str, Any]) -> FactChange:
    """Return a change of a fact, either side in its words."""
    return FactChange(
        field=record["field"],
        kind=record["kind"],
        old=_words(record["old"]),
        new=_words(record["new"]),
    )


def _words(fact: Mapping[str, Any] | None) -> str | None:
    """Return the words of a fact: its text, or the units of an owner; None of none."""
    if fact is None:
        return None
    return cropped(fact.get("text") or "、".join(fact.get("units", ())), 200)
