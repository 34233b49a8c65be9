"""The nodes of a plan, each with what leads to it: headings, and levels that citations name."""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from planparse.records import Printed, Row
from planparse.retrieval.citations.steps import CitationReader, Step
from planparse.retrieval.notation import heading_of
from planparse.tree import HOLDERS


class Place(NamedTuple):
    """A node of a plan on the way to it: its row, and what leads there.

    `own_end` is where its own text ends and its children begin; `chain` is how it can be
    cited, level by level; `cite` is its own or that of the section it stands in.
    """

    row: Row
    own_end: int
    path: tuple[str, ...]
    chain: tuple[tuple[Step, ...], ...]
    cite: str | None


def placed(
    rows: Iterable[Row], reader: CitationReader, printed: Printed
) -> Iterator[Place]:
    """Yield the nodes of a plan, each with what leads to it."""
    above: list[Place] = []
    pending: Place | None = None
    for row in rows:
        if pending is not None:  # its first child tells where its own text ends
            is_child = row.parent == pending.row.id
            yield pending._replace(own_end=row.start) if is_child else pending
        del above[row.depth :]
        pending = _place(row, above[-1] if above else None, reader, printed)
        above.append(pending)
    if pending is not None:
        yield pending


def _place(
    row: Row, parent: Place | None, reader: CitationReader, printed: Printed
) -> Place:
    """Return a node with what leads to it, by what leads to its parent."""
    path = parent.path if parent else ()
    if row.kind in HOLDERS:
        path = (*path, heading_of(row, printed))
    chain = parent.chain if parent else ()
    above = parent.cite if parent else None
    own: str | None = row.more.get("cite")
    if own is not None:
        chain = (*chain, *_levels(row, own, above, reader))
    return Place(row, row.end, path, chain, own or above)


def _levels(
    row: Row, cite: str, above: str | None, reader: CitationReader
) -> Iterator[tuple[Step, ...]]:
    """Yield the levels that a node's citation adds to those of the node above.

    The last one is also named by the label as it stands: 第三条第一项 is 第三条（一）. A
    level that nothing names stands for what cannot be read.
    """
    is_below = above is not None and cite.startswith(above)
    added = cite.removeprefix(above or "") if is_below else cite
    words = "".join((row.label or "").split())
    if words and cite.endswith(words) and not added.endswith(words):
        added = words  # 1.2 below 1, which says 1 again
    steps = reader.steps(added)
    label = reader.steps(words) or ()
    if steps is None:
        yield ()
        return
    yield from ((step,) for step in steps[:-1])
    yield (steps[-1], *(step for step in label[-1:] if step != steps[-1]))


def own_text(place: Place) -> Place:
    """Return a node without what stands below it."""
    return place._replace(row=place.row._replace(end=place.own_end))
