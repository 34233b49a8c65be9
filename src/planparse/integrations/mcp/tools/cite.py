"""What a citation, a line or a quotation names in a plan."""

from collections.abc import Iterable, Mapping
from typing import Any

from pydantic import Field

from planparse.integrations.mcp.answer import (
    Answer,
    Page,
    Placed,
    Value,
    cropped,
    one_line,
    page_of,
)
from planparse.integrations.mcp.plans import Plans
from planparse.integrations.mcp.refused import RefusedError

_MOST_DIFFERENCES = 20
"""Differences that are told of one passage; a choice."""


class Difference(Value):
    """What was said of a passage, and what is there."""

    field: str = Field(description="quotation, cite or path.")
    given: str
    found: str


class Passage(Placed):
    """Words of a plan, with their place."""

    document: str | None = Field(default=None, description="Title of the document.")
    path: list[str] = Field(description="Labels and headings that lead there.")
    text: str
    exact: bool = Field(description="Whether all stands there word for word.")
    differences: list[Difference] | None = None

    def in_words(self) -> str:
        """Return the passage with its place, and what differs."""
        lines = [self.place, " / ".join(self.path), one_line(self.text)]
        lines += [f"{one.given} → {one.found}" for one in self.differences or ()]
        return "\n   ".join(filter(None, lines))


class Passages(Answer):
    """A page of the passages that something names."""

    file: str
    sha256: str = Field(description="Digest of the file's bytes, for verify.")
    passages: list[Passage]
    total: int
    next_offset: int | None = None

    def in_words(self) -> str:
        """Return the passages with their places."""
        told = "\n".join(one.in_words() for one in self.passages)
        more = Page(self.total, self.next_offset).in_words("passages")
        return f"{self.file}\n{told or 'nothing there is named so'}{more}"


def cite(plans: Plans, file: str, what: str, offset: int, limit: int) -> Passages:
    """Return what is named so, in order. Raises RefusedError."""
    plan = plans.plan(file)
    try:
        found = plan.cite(what)
    except ValueError as fault:
        raise RefusedError(str(fault)) from None
    passages, page = page_of(
        found, offset, limit, lambda one: passage_of(one.to_dict())
    )
    return Passages(
        file=file,
        sha256=plan.source.sha256,
        passages=passages,
        total=page.total,
        next_offset=page.next_offset,
    )


def passage_of(record: Mapping[str, Any]) -> Passage:
    """Return a passage of the records of `planparse cite`."""
    differences = record.get("differences", [])
    return Passage(
        node=record["node"],
        cite=record["cite"],
        line=record["line"],
        page=record.get("page"),
        start=record["start"],
        end=record["end"],
        document=cropped(record["document"], 200),
        path=[cropped(one_line(step), 100) for step in record["path"]],
        text=cropped(record["quotation"]),
        exact=not differences,
        differences=differences_of(differences) or None,
    )


def differences_of(records: Iterable[Mapping[str, Any]]) -> list[Difference]:
    """Return the differences of records, the first ones of many."""
    return [
        Difference(
            field=one["field"],
            given=cropped(one["given"], 200),
            found=cropped(one["found"], 200),
        )
        for one in list(records)[:_MOST_DIFFERENCES]
    ]
