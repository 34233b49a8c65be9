"""The outline of a plan: its headings and items, and what is lost between them."""

from collections.abc import Iterator

from pydantic import Field

from planparse import Node
from planparse.integrations.mcp.answer import (
    Answer,
    DocumentHead,
    Page,
    Placed,
    cropped,
    heads_of,
    one_line,
    page_of,
    place_of,
)
from planparse.integrations.mcp.nodes import node_of
from planparse.integrations.mcp.plans import Plans

_WORDS = 40
"""Characters of a heading, or of the first words where there is none; a choice."""


class OutlineEntry(Placed):
    """A node of the tree."""

    depth: int = Field(description="0 for a document, 1 for what is right below it.")
    kind: str
    label: str | None = None
    title: str | None = Field(default=None, description="The heading.")
    words: str | None = Field(
        default=None, description="First words, without a heading."
    )
    status: str | None = Field(default=None, description="truncated or headless.")
    missing: list[str] | None = Field(
        default=None, description="Of a lacuna: labels lost."
    )
    below: int | None = Field(
        default=None, description="Nodes below it that are not shown."
    )

    def in_words(self) -> str:
        """Return the node as a line, set in by its depth."""
        named = self.label or (f"[{self.kind}]" if self.kind not in _PLAIN else "")
        lost = " ".join(self.missing or ())
        parts = (named, self.title or self.words, lost, self.status and "[cut off]")
        said = " ".join(filter(None, parts))
        more = f"  (+{self.below} below)" if self.below else ""
        return f"{'  ' * self.depth}{said}  {self.place}{more}"


_PLAIN = ("document", "section", "heading", "paragraph")
"""The kinds of node whose words say enough."""


class Outline(Answer):
    """A page of the outline of a plan."""

    file: str
    documents: list[DocumentHead]
    entries: list[OutlineEntry]
    total: int
    next_offset: int | None = None

    def in_words(self) -> str:
        """Return a line for each node, below what it belongs to."""
        lines = [entry.in_words() for entry in self.entries]
        more = Page(self.total, self.next_offset).in_words("nodes")
        return "\n".join([self.file, *lines]) + more


def outline(
    plans: Plans, file: str, node: str | None, depth: int, offset: int, limit: int
) -> Outline:
    """Return the outline of a plan, or of what is below a node. Raises RefusedError."""
    plan = plans.plan(file)
    tops = [node_of(plan, file, node)] if node else [*plan.strays, *plan.documents]
    found = [entry for top in tops for entry in _below(top, 0, depth)]
    entries, page = page_of(found, offset, limit, lambda one: _entry(*one, depth))
    return Outline(
        file=file,
        documents=heads_of(plan),
        entries=entries,
        total=page.total,
        next_offset=page.next_offset,
    )


def _below(top: Node, at: int, depth: int) -> Iterator[tuple[Node, int]]:
    """Yield a node and those below it in reading order, each with its depth."""
    pending = [(top, at)]
    while pending:
        node, at = pending.pop()
        yield node, at
        if at < depth:
            pending.extend((child, at + 1) for child in reversed(node.children))


def _entry(node: Node, at: int, depth: int) -> OutlineEntry:
    """Return a node as an entry."""
    below = sum(1 for _ in node.nodes()) - 1 if at == depth else 0
    words = None if node.title else one_line(node.text[: 2 * _WORDS])
    return OutlineEntry(
        **place_of(node),
        depth=at,
        kind=node.kind,
        label=node.label,
        title=cropped(one_line(node.title), 2 * _WORDS) if node.title else None,
        words=cropped(words, _WORDS) or None,
        status=None if node.status == "complete" else node.status,
        missing=[*node.missing] or None,
        below=below or None,
    )
