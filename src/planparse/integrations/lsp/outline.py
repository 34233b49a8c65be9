"""The tree of a plan as an editor's outline, and what of it can be folded."""

from collections.abc import Iterable, Iterator, Mapping

from lsprotocol.types import DocumentSymbol, FoldingRange, SymbolKind

from planparse import Document, Node
from planparse.integrations.lsp.open_plan import OpenPlan, bounds

_KINDS: Mapping[str, SymbolKind] = {
    "document": SymbolKind.File,
    "section": SymbolKind.Namespace,
    "heading": SymbolKind.String,
    "table": SymbolKind.Array,
    "attachment": SymbolKind.Object,
    "lacuna": SymbolKind.Null,
    "fragment": SymbolKind.Event,
}
"""What the outline has, and how an editor marks it; all else is text below these."""

_LONGEST = 40
"""Characters of a name in the outline: a choice."""


def symbols(opened: OpenPlan) -> list[DocumentSymbol]:
    """Return the outline: documents, sections and headings, with holes in place."""
    return list(_symbols(opened, opened.nodes))


def _symbols(opened: OpenPlan, nodes: Iterable[Node]) -> Iterator[DocumentSymbol]:
    """Yield the symbols of nodes; where a node has none, those of what is below it."""
    for node in nodes:
        below = list(_symbols(opened, node.children))
        if node.kind not in _KINDS:
            yield from below
            continue
        start, end = bounds(node)
        head = opened.positions.range(start, _first_line_end(opened.text, start, end))
        yield DocumentSymbol(
            _name(node),
            _KINDS[node.kind],
            opened.positions.range(start, end),
            head,
            detail=node.evidence if node.kind == "lacuna" else node.cite,
            children=below,
        )


def _name(node: Node) -> str:
    """Return what a node is called in the outline, which is never empty."""
    if node.kind == "lacuna":
        return f"✗ {' '.join(node.missing)}"
    said = node.title if isinstance(node, Document) else node.title or node.text
    words = " ".join(" ".join(filter(None, (node.label, said))).split())
    if len(words) > _LONGEST:
        words = f"{words[:_LONGEST]}…"
    return words or f"({node.kind})"


def _first_line_end(text: str, start: int, end: int) -> int:
    """Return where the first line of a stretch ends."""
    found = [at for mark in "\r\n" if (at := text.find(mark, start, end)) >= 0]
    return min(found, default=end)


def folds(opened: OpenPlan) -> list[FoldingRange]:
    """Return what can be folded: each part of the outline that has more than one line."""
    found = []
    for top in opened.nodes:
        for node in top.nodes():
            if node.kind in _KINDS:
                start, end = bounds(node)
                last = start + len(opened.text[start:end].rstrip())
                first_line = opened.positions.position(start).line
                last_line = opened.positions.position(last).line
                if last_line > first_line:
                    found.append(FoldingRange(first_line, last_line))
    return found
