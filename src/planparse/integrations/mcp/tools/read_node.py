"""The words of a node with all that is below it, its place, and what is lost beside it."""

from pydantic import Field

from planparse import Plan
from planparse.integrations.mcp.answer import (
    Answer,
    DocumentHead,
    Placed,
    cropped,
    head_of,
    one_line,
    place_of,
)
from planparse.integrations.mcp.facts import Deadline, Owner, deadlines_of, owners_of
from planparse.integrations.mcp.facts import in_words as facts_in_words
from planparse.integrations.mcp.nodes import Loss, losses, nodes_of
from planparse.integrations.mcp.plans import Plans

_MOST_OTHERS = 20
"""Other nodes of one citation that are named; a choice."""


class NodeText(Placed, Answer):
    """What a node says, or a part of that."""

    file: str
    sha256: str = Field(description="Digest of the file's bytes, for verify.")
    kind: str
    document: DocumentHead | None = None
    path: list[str] = Field(description="Labels and headings that lead there.")
    text: str = Field(description="Its words, with all below it, repairs made.")
    chars: int = Field(description="Characters of the whole text.")
    next_offset: int | None = Field(default=None, description="Where the text goes on.")
    status: str | None = Field(default=None, description="truncated or headless.")
    missing: list[str] | None = Field(
        default=None, description="Of a lacuna: labels lost."
    )
    evidence: str | None = Field(
        default=None, description="Of a lacuna: why it is one."
    )
    lost: list[Loss] | None = Field(
        default=None, description="What is lost beside or in it."
    )
    owners: list[Owner] | None = Field(default=None, description="In its own words.")
    deadlines: list[Deadline] | None = Field(
        default=None, description="In its own words."
    )
    others: list[str] | None = Field(
        default=None, description="Ids of other nodes that the citation names."
    )

    def in_words(self) -> str:
        """Return where the node stands, its text, and what is lost."""
        head = self.document.in_words() if self.document else ""
        lines = [f"{self.file} {self.place}", head, " / ".join(self.path), self.text]
        if self.next_offset is not None:
            lines.append(f"(of {self.chars} characters; offset={self.next_offset})")
        if self.missing:
            lines.append(f"lost here: {' '.join(self.missing)} ({self.evidence})")
        lines.append(facts_in_words(self.owners, self.deadlines))
        lines += [f"lost {loss.in_words()}" for loss in self.lost or ()]
        if self.others:
            lines.append(f"The citation also names: {', '.join(self.others)}")
        return "\n".join(filter(None, lines))


def read_node(plans: Plans, file: str, node: str, offset: int, limit: int) -> NodeText:
    """Return what a node says, from a character on, so many. Raises RefusedError."""
    plan = plans.plan(file)
    found, *others = nodes_of(plan, file, node)
    (passage,) = plan.cite(found)
    following = offset + limit
    return NodeText(
        **place_of(found) | {"page": passage.page, "cite": passage.cite},
        file=file,
        sha256=plan.source.sha256,
        kind=found.kind,
        document=_document(plan, found.id),
        path=[cropped(one_line(step), 200) for step in passage.path],
        text=passage.text[offset:following],
        chars=len(passage.text),
        next_offset=following if following < len(passage.text) else None,
        status=None if found.status == "complete" else found.status,
        missing=[*found.missing] or None,
        evidence=found.evidence,
        lost=losses(plan, found)[:_MOST_OTHERS] or None,
        owners=owners_of(found),
        deadlines=deadlines_of(found),
        others=[one.id for one in others[:_MOST_OTHERS]] or None,
    )


def _document(plan: Plan, node: str) -> DocumentHead | None:
    """Return what the document says of itself that a node is in, None outside any."""
    for document in plan.documents:
        if node == document.id or node.startswith(f"{document.id}/"):
            return head_of(document)
    return None
