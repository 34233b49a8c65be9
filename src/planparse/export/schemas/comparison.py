"""What became of the items of plans, as `planparse diff -f json` and `-f yaml` print it."""

from typing import Annotated, Literal

from pydantic import Field

from planparse.compare.edits import Doubt, Kind
from planparse.export.schemas.facts import Deadline, Figure, Owner, Reference
from planparse.export.schemas.model import Count, Model, Number, Offset
from planparse.tree import NodeKind

Likeness = Annotated[float, Field(ge=0, le=1)]
"""How like two passages are; 1 where they are the same."""


class Year(Model):
    """A plan that was compared: its file, the year that it is for, how many items it has."""

    path: str
    year: int | None
    items: Count


class Summary(Model):
    """How many edits there are of each kind; what there is none of is left out.

    `also_moved` are those that moved and are counted under another kind. Of the facts it
    says how many were raised, lowered, later, earlier, changed, added, dropped.
    """

    keep: Count = 0
    reword: Count = 0
    move: Count = 0
    renumber: Count = 0
    split: Count = 0
    merge: Count = 0
    add: Count = 0
    drop: Count = 0
    unknown: Count = 0
    also_moved: Count = 0
    deadlines: dict[str, Count] = Field(default_factory=dict)
    figures: dict[str, Count] = Field(default_factory=dict)
    owners: dict[str, Count] = Field(default_factory=dict)
    references: dict[str, Count] = Field(default_factory=dict)


class Item(Model):
    """A node of a plan without what stands below it; its place is null where it is not known."""

    id: str
    kind: NodeKind
    label: str | None
    title: str | None
    text: str
    start: Offset | None
    end: Offset | None
    line: Number | None


class Stretch(Model):
    """A stretch of the text of items as printed, and where it stands in the source."""

    start: Offset | None
    end: Offset | None
    text: str


class Rewording(Model):
    """What stood in the old items, and what stands in the new ones instead."""

    old: Stretch
    new: Stretch


class FigureChange(Model):
    """A figure that is not what it was; `changed` where nobody can say whether it rose or fell."""

    field: Literal["figures"]
    kind: Literal["raised", "lowered", "changed", "added", "dropped"]
    old: Figure | None
    new: Figure | None


class DeadlineChange(Model):
    """A deadline that is not what it was."""

    field: Literal["deadlines"]
    kind: Literal["later", "earlier", "changed", "added", "dropped"]
    old: Deadline | None
    new: Deadline | None


class OwnerChange(Model):
    """A unit that came to a task or left it."""

    field: Literal["owners"]
    kind: Literal["added", "dropped"]
    old: Owner | None
    new: Owner | None


class ReferenceChange(Model):
    """A document that is named now, or is no more."""

    field: Literal["references"]
    kind: Literal["added", "dropped"]
    old: Reference | None
    new: Reference | None


FactChange = Annotated[
    FigureChange | DeadlineChange | OwnerChange | ReferenceChange,
    Field(discriminator="field"),
]


class ItemEdit(Model):
    """What became of items: `old` of the one plan, `new` of the other; either may be empty.

    `step` is only there with more than two plans, and says between which it is: 0 for the
    first two. `likeness` and `changes` are there where words changed, `facts` where figures,
    deadlines, owners or references did. Of what is `unknown`, `doubt` says why, and
    `nearest` is what is most like it, `likeness` how much so.
    """

    step: Count | None = None
    kind: Kind
    old: tuple[Item, ...]
    new: tuple[Item, ...]
    moved: bool = False
    renumbered: bool = False
    likeness: Likeness | None = None
    changes: tuple[Rewording, ...] = ()
    facts: tuple[FactChange, ...] = ()
    doubt: Doubt = ""
    nearest: Item | None = None


class ThreadItem(Model):
    """An item in one of several plans."""

    id: str
    label: str | None
    title: str | None
    start: Offset | None
    end: Offset | None


class Thread(Model):
    """An item through more than two plans, which are counted from 0: null where it is not.

    `paused` are the plans between the one that it `began` in and the one that it `ended`
    in that do not have it, `lost` those in which it may have stood in a gap. `split_from`
    and `merged_into` are threads.
    """

    thread: Count
    began: Count
    ended: Count
    paused: tuple[Count, ...]
    split_from: Count | None = None
    merged_into: Count | None = None
    lost: tuple[Count, ...] = ()
    items: tuple[ThreadItem | None, ...]


class Comparison(Model):
    """The differences between plans, each compared with the next.

    `summary` counts the edits, of more than two plans for each step; then `threads` follow
    every item through the plans.
    """

    planparse: str
    schema_: Literal[1] = Field(alias="schema")
    years: tuple[Year, ...]
    summary: Summary | tuple[Summary, ...]
    edits: tuple[ItemEdit, ...]
    threads: tuple[Thread, ...] = ()
