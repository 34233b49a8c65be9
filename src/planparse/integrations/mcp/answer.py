"""What all answers have in common: values with a schema, bounded, each told in words too."""

from abc import ABC, abstractmethod
from collections.abc import Callable, Sequence
from typing import Any, NamedTuple, TypeVar, overload

from pydantic import BaseModel, ConfigDict, Field

from planparse import Document, Node, Plan

MOST_CHARS = 12_000
"""Characters of an answer, beyond which a page ends: a choice, some ten thousand tokens."""

MOST_TEXT = 600
"""Characters of one text among many in an answer: a choice."""

Item = TypeVar("Item")
Shown = TypeVar("Shown", bound=BaseModel)


class Value(BaseModel):
    """A part of an answer; it cannot be changed, and what there is not is left out."""

    model_config = ConfigDict(frozen=True)


class Answer(Value, ABC):
    """What a tool gives."""

    @abstractmethod
    def in_words(self) -> str:
        """Return the answer as text, for clients that hand nothing else to their model."""


class Placed(Value):
    """Something that stands in a plan, with the citation and the place."""

    node: str = Field(description="Id of the node, for read_node.")
    cite: str | None = Field(default=None, description="How a person cites it.")
    line: int = Field(description="Line of the text that was read, from 1.")
    page: int | None = Field(default=None, description="Page, where the file shows it.")
    start: int = Field(description="Code points into the text that was read.")
    end: int = Field(description="The end, exclusive.")

    @property
    def place(self) -> str:
        """The citation and the place as words: `二、（三） line 7 page 2 [d1/4/1]`."""
        page = f" page {self.page}" if self.page is not None else ""
        return f"{f'{self.cite} ' if self.cite else ''}line {self.line}{page} [{self.node}]"


class DocumentHead(Value):
    """What a document says of itself."""

    title: str | None = None
    year: int | None = None
    issuer: str | None = None
    docnumber: str | None = Field(default=None, description="发文字号")
    date: str | None = Field(default=None, description="Day of issue, ISO 8601.")

    def in_words(self) -> str:
        """Return title and year, issuer, number and day in brackets behind it."""
        facts = (self.year, self.issuer, self.docnumber, self.date)
        told = ", ".join(str(fact) for fact in facts if fact is not None)
        return f"{one_line(self.title or '(untitled)')}{f' ({told})' if told else ''}"


def heads_of(plan: Plan) -> list[DocumentHead]:
    """Return what the documents in a file say of themselves; of many the first ones."""
    return [head_of(document) for document in plan.documents[:_MOST_HEADS]]


_MOST_HEADS = 20
"""Documents of a file that are told of; a choice."""


def head_of(document: Document) -> DocumentHead:
    """Return what a document says of itself."""
    return DocumentHead(
        title=cropped(document.title, 200),
        year=document.year,
        issuer=cropped(document.issuer, 200),
        docnumber=cropped(document.docnumber, 200),
        date=document.date,
    )


def place_of(node: Node) -> dict[str, Any]:
    """Return the fields of `Placed` of a node of a plan that was parsed."""
    assert node.span is not None
    return {
        "node": node.id,
        "cite": node.cite,
        "line": node.line,
        "page": node.page,
        "start": node.span.start,
        "end": node.span.end,
    }


# ── bounds ────────────────────────────────────────────────────────────────────────────


class Page(NamedTuple):
    """Some of many: how many there are, and where the next page begins, None after the last."""

    total: int
    next_offset: int | None

    def in_words(self, what: str) -> str:
        """Return where to go on, empty on the last page."""
        if self.next_offset is None:
            return ""
        return f"\n({self.total} {what} in all; go on with offset={self.next_offset})"


def page_of(
    items: Sequence[Item], offset: int, limit: int, make: Callable[[Item], Shown]
) -> tuple[list[Shown], Page]:
    """Return a page of items, made into parts of an answer: fewer where these are long."""
    shown: list[Shown] = []
    chars = 0
    for item in items[offset : offset + limit]:
        made = make(item)
        chars += len(made.model_dump_json(exclude_none=True))
        if shown and chars > MOST_CHARS:
            break
        shown.append(made)
    following = offset + len(shown)
    return shown, Page(len(items), following if following < len(items) else None)


@overload
def cropped(text: str, most: int = MOST_TEXT) -> str: ...
@overload
def cropped(text: str | None, most: int = MOST_TEXT) -> str | None: ...
def cropped(text: str | None, most: int = MOST_TEXT) -> str | None:
    """Return a text of at most so many characters, … at the end where it is cut; None of none."""
    if text is None or len(text) <= most:
        return text
    return f"{text[: most - 1]}…"


def one_line(text: str) -> str:
    """Return a text with its line ends and runs of blanks made one blank each."""
    return " ".join(text.split())
