"""A plan as a tree of HTML for notebooks: sections fold, holes are marked, all text is escaped."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from planparse.api.node import Node
from planparse.system.html import escape_html

if TYPE_CHECKING:
    from planparse.api.plan import Plan

_NODES = 500
"""Nodes that are shown of a plan; a choice, so that an archive does not stall a notebook."""
_WORDS = 120
"""Characters that are shown of a text; a choice."""
_STYLE = (
    ".planparse ul{list-style:none;margin:0;padding-left:1.2em}"
    ".planparse .label{font-weight:600;margin-right:.4em}"
    ".planparse .kind{opacity:.6;margin-right:.4em}"
    ".planparse .lost{color:#c00000;font-weight:600}"
)


def tree_of(plan: "Plan") -> str:
    """Return the tree of a plan, at most its first 500 nodes, and how many findings it has."""
    return "".join(_tree(plan))


def _tree(plan: "Plan") -> Iterator[str]:
    """Yield the HTML of a plan: its style, its nodes up to a limit, and what was left out."""
    yield f'<div class="planparse"><style>{_STYLE}</style>'
    room = iter(range(_NODES))
    for top in (*plan.strays, *plan.documents):
        yield from _drawn(top, room)
    left = sum(1 for _ in plan.nodes()) - _NODES
    if left > 0:
        yield f"<p>… and {left} more nodes</p>"
    if plan.findings:
        yield f"<p>{len(plan.findings)} findings: see <code>.findings</code></p>"
    yield "</div>"


def _drawn(node: Node, room: Iterator[int]) -> Iterator[str]:
    """Yield a node and what is below it, as long as there is room."""
    if next(room, None) is None:
        return
    line = _line(node)
    if not node.children:
        yield f"<div>{line}</div>"
        return
    yield f"<details open><summary>{line}</summary><ul>"
    for child in node.children:
        yield "<li>"
        yield from _drawn(child, room)
        yield "</li>"
    yield "</ul></details>"


def _line(node: Node) -> str:
    """Return a node as one line: label or kind, first words, a mark where it is cut off."""
    if node.kind == "lacuna":
        return f'<span class="lost">lost: {_shown(" ".join(node.missing))}</span>'
    label = f'<span class="label">{_shown(node.label)}</span>' if node.label else ""
    if not label and node.kind not in ("document", "paragraph"):
        label = f'<span class="kind">{node.kind}</span>'
    words = _shown(node.title or node.text)
    if node.kind == "document":
        words = f"<b>{words or '(untitled)'}</b>"
    cut = ' <span class="lost">cut off</span>' if node.status == "truncated" else ""
    return f"{label}{words}{cut}"


def _shown(text: str) -> str:
    """Return the first words of a text, escaped, on one line."""
    words = " ".join(text[: _WORDS + 1].split())
    return escape_html(words if len(words) <= _WORDS else f"{words[:_WORDS]}…")
