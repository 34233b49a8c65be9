"""What an editor shows of the place under the pointer: how it is cited, and its facts."""

from collections.abc import Iterator

from lsprotocol.types import Hover, MarkupContent, MarkupKind, Position

from planparse import Node
from planparse.integrations.lsp.open_plan import OpenPlan, bounds


def hover(opened: OpenPlan, position: Position) -> Hover | None:
    """Return the citation of what stands at a position, None where nothing does."""
    node = _at(opened, opened.positions.offset(position))
    if node is None:
        return None
    # Words of the plan are shown as they are: Markdown in them shall not act.
    said = MarkupContent(MarkupKind.PlainText, "\n".join(_lines(opened, node)))
    return Hover(said, opened.positions.range(*bounds(node)))


def _at(opened: OpenPlan, offset: int) -> Node | None:
    """Return the innermost node at a place of the text."""
    found = None
    for top in opened.nodes:
        for node in top.nodes():
            start, end = bounds(node)
            if start <= offset < end:
                found = node
    return found


def _lines(opened: OpenPlan, node: Node) -> Iterator[str]:
    """Yield what is said of a node: citation, document, the way to it, facts."""
    zh = opened.reading.lang == "zh"
    citations = opened.plan.cite(node) if opened.plan else ()
    if citations:
        (one, *_) = citations
        cited = one.cite or node.kind
        yield f"{cited}　《{one.document}》" if one.document else cited
        if one.path:
            yield " › ".join(one.path)
    else:
        yield node.kind
    told = {
        "缺失：" if zh else "lost: ": node.missing,
        "责任单位：" if zh else "owners: ": [
            unit for owner in node.owners for unit in owner.units
        ],
        "时限：" if zh else "deadlines: ": [one.text for one in node.deadlines],
    }
    for name, words in told.items():
        if words:
            yield name + ("、" if zh else ", ").join(words)
