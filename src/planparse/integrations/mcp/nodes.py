"""A node of a plan by its identifier or its citation, and what is lost beside it."""

from typing import Literal

from pydantic import Field

from planparse import Node, Plan
from planparse.integrations.mcp.answer import Value, cropped
from planparse.integrations.mcp.refused import RefusedError


def node_of(plan: Plan, file: str, what: str) -> Node:
    """Return the node that an identifier names, or a citation. Raises RefusedError."""
    return nodes_of(plan, file, what)[0]


def nodes_of(plan: Plan, file: str, what: str) -> list[Node]:
    """Return the node of an identifier, or those that a citation names. Raises RefusedError."""
    for node in plan.nodes():
        if node.id == what.strip():
            return [node]
    try:
        named = [found.node for found in plan.cite(what) if not found.differences]
    except ValueError:
        named = []
    if not named:
        raise RefusedError(
            f"{file} has no node {cropped(what, 80)}: outline tells the ids and citations"
        )
    return named


# ── what is lost ──────────────────────────────────────────────────────────────────────


Side = Literal["before", "inside", "after"]
"""Where something lost stood: right before a node, in it, or right after it."""


class Loss(Value):
    """Something of the plan that is lost, where it stood beside or in a node."""

    node: str = Field(description="Id of the lacuna, or of the node that is cut off.")
    side: Side
    missing: list[str] | None = Field(
        default=None, description="The labels that are lost."
    )
    status: str | None = Field(default=None, description="truncated or headless.")

    def in_words(self) -> str:
        """Return what is lost and where: `after: 三、 （六）`."""
        return f"{self.side}: {' '.join(self.missing or ()) or self.status}"


def losses(plan: Plan, node: Node) -> list[Loss]:
    """Return what is lost right before a node, in it, and right after it."""
    nodes = list(plan.nodes())
    inside = [*node.nodes()]
    first = next(at for at, one in enumerate(nodes) if one.id == node.id)
    beside: tuple[tuple[Side, list[Node]], ...] = (
        ("before", nodes[first - 1 : first] if first else []),
        ("inside", inside if node.kind != "lacuna" else []),
        ("after", nodes[first + len(inside) :][:1]),
    )
    return [
        Loss(
            node=one.id,
            side=side,
            missing=[*one.missing] or None,
            status=None if one.status == "complete" else one.status,
        )
        for side, ones in beside
        for one in ones
        if one.kind == "lacuna" or (side == "inside" and one.status != "complete")
    ]
