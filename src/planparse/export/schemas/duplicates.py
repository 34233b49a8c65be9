"""Documents that are one text, as `planparse duplicates -f json` prints them."""

from typing import Annotated, Literal

from pydantic import Field

from planparse.export.schemas.model import Count, Digest, Model, Number, Offset

Share = Annotated[float, Field(ge=0, le=1)]
"""How much of a text, from 0 to 1."""


class DuplicateDocument(Model):
    """A document of an archive.

    `path` is the file as its archive names it, `doc` the document's place in it, from 1, of
    so many `documents`; `lines` are its first and its last line, `start` and `end` code
    points of the file's text. `title`, `year` and `date` (ISO 8601) are null where the
    document does not say them; `stage` is how far it has come by its title. `encoding`,
    `format` and `sha256` are those of the file; `size` counts its letters and digits.
    """

    path: str
    doc: Number
    documents: Number
    title: str | None
    year: int | None
    date: str | None
    stage: Literal["draft", "trial", "final", "revised"]
    lines: tuple[Number, Number]
    start: Offset
    end: Offset
    encoding: str
    format: str
    sha256: Digest
    size: Count


class ChangedItem(Model):
    """An item of a document by what it is called, and where it stands; null where not known."""

    id: str
    label: str | None
    title: str | None
    line: Number | None
    start: Offset | None
    end: Offset | None


class ItemChange(Model):
    """Items of the one document, and what the other has for them."""

    kind: Literal["reworded", "added", "dropped"]
    old: tuple[ChangedItem, ...]
    new: tuple[ChangedItem, ...]


class VersionDifference(Model):
    """What differs from one document to another; what does not differ is left out.

    `encoding` and `format` are those of both files. `layout`: widths, blanks or line breaks;
    `marks`: punctuation; `order`: items changed places; `head` and `tail`: what stands
    before the first section and behind the last one. `renumbered` counts the items with
    another label, `cut` those that were dropped in a row from the end, below 0 those added
    to it. `changes` are those of all other items.
    """

    encoding: tuple[str, str] | None = None
    format: tuple[str, str] | None = None
    layout: bool = False
    marks: bool = False
    order: bool = False
    head: bool = False
    tail: bool = False
    renumbered: Count = 0
    cut: int = 0
    changes: tuple[ItemChange, ...] = ()


class FirstMember(DuplicateDocument):
    """The first document of a group, which is held against no other."""


class Member(DuplicateDocument):
    """A document of a group, held against the member that it is most like (`of`, from 0).

    `relation` is `same` for the same bytes, `text` for the same words, `version` for one
    text that was changed, `part` where one stands in the other; `share` is how much of it
    does. `differs` is what differs from that member to this one.
    """

    of: Count
    relation: Literal["same", "text", "version", "part"]
    likeness: Share
    share: Share
    differs: VersionDifference


class Holder(DuplicateDocument):
    """A document in which a member of the group (`of`, from 0) stands, with much else.

    `share` is what of the member stands there, `part_lines` the first and the last line of
    the file on which it does.
    """

    of: Count
    relation: Literal["part"]
    share: Share
    part_lines: tuple[Number, Number]


class DuplicateGroup(Model):
    """Documents that are one text, the earliest first, a line of `planparse duplicates -f json`.

    `group` counts the groups from 1. `latest` is the index, from 0, of the member that is
    later than all that say something else, null where neither title nor date tells.
    `holders` are the documents in which one of them stands, with much else.
    """

    schema_: Literal[1] = Field(alias="schema")
    group: Number
    latest: Count | None
    members: tuple[FirstMember | Member, ...]
    holders: tuple[Holder, ...]
