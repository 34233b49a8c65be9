"""Nodes with the headings that they stand below, and how they are cited."""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from planparse.records import Printed, Row
from planparse.retrieval.notation import heading_of, joined_path
from planparse.tree import HOLDERS


class InPlace(NamedTuple):
    """A node and where it stands: the `path` of headings above it, and how it is cited.

    `cite` is that of the nearest node above where the node has none of its own.
    """

    row: Row
    path: str
    cite: str | None


def in_place(rows: Iterable[Row], printed: Printed | None) -> Iterator[InPlace]:
    """Yield the nodes of a plan, given in reading order, each with where it stands.

    `printed` is the text that they are from, None where it is not at hand.
    """
    above: list[tuple[str, str | None]] = []  # the path and the citation of those below
    for row in rows:
        del above[row.depth :]
        path, cite = above[-1] if above else ("", None)
        cite = row.more.get("cite") or cite
        yield InPlace(row, path, cite)
        if row.kind in HOLDERS:
            path = joined_path(filter(None, (path, heading_of(row, printed))))
        above.append((path, cite))
