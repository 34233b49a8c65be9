"""What a chunk says of its place: the path to it, its nodes, citations, what is lost there."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from planparse.records import Printed, Row
from planparse.retrieval.chunks.chunk import Loss, Side
from planparse.retrieval.chunks.outline import Outline
from planparse.retrieval.notation import heading_of, joined_citations, joined_path


class Surroundings(NamedTuple):
    """What is said of one chunk beside its text, as `Chunk` has it."""

    path: str
    cite: str | None
    parents: list[str]
    nodes: list[str]


class Surveyor:
    """Says of stretches of a document where in the tree they stand."""

    def __init__(self, outline: Outline, printed: Printed) -> None:
        """Take a document, and what prints a label."""
        self._outline, self._printed = outline, printed

    def survey(self, start: int, end: int) -> Surroundings:
        """Return what is said of a stretch of the text that is cut."""
        outline, rows = self._outline, self._outline.rows
        low, high = bisect_left(outline.starts, start), bisect_left(outline.starts, end)
        inside = [
            place
            for place in range(low, high)
            if rows[place].kind != "document" and not outline.is_blank(place)
        ]
        words = next((place for place in inside if rows[place].kind != "lacuna"), None)
        if words is None or outline.starts[words] > start:
            owner = outline.owner(start)
            above = [*outline.above(owner), owner]
        else:
            owner = -1
            above = outline.above(words)
        holding = [place for place in above if self._outline.ends[place] >= end]
        heads = [place for place in holding if outline.holds(place)]
        return Surroundings(
            path=joined_path(filter(None, map(self._heading, heads))),
            cite=self._cite(owner, inside, holding),
            parents=[rows[place].id for place in holding],
            nodes=[rows[place].id for place in inside],
        )

    def _heading(self, place: int) -> str:
        """Return the label and the heading of a row, on one line."""
        return heading_of(self._outline.rows[place], self._printed)

    def _cite(self, owner: int, inside: list[int], holding: list[int]) -> str | None:
        """Return how a chunk is cited: by its items, else by the one that holds it.

        `owner` is the node in whose midst it begins, -1 where it begins with one.
        """
        rows = self._outline.rows
        held = [_cite(rows[place]) for place in reversed(holding)]
        items: list[str | None] = []
        if owner not in holding:
            begun = [_cite(rows[owner])] if owner >= 0 else []
            items = [*begun, *self._items(inside)]
        found = list(dict.fromkeys(filter(None, items)))
        if found:
            return joined_citations(found)
        heads = (_cite(rows[place]) for place in inside)
        return next(filter(None, (*held, *heads)), None)

    def _items(self, inside: list[int]) -> Iterator[str | None]:
        """Yield the citations of the highest items in a chunk.

        One of which only the heading is there is cited by what it holds.
        """
        rows = self._outline.rows
        end = 0
        stop = inside[-1] + 1 if inside else 0
        following = self._outline.starts[stop] if stop < len(rows) else None
        for place in inside:
            cite = _cite(rows[place])
            if self._outline.starts[place] < end or cite is None:
                continue
            last = self._outline.ends[place]
            if rows[place].text.strip() or following is None or last <= following:
                yield cite
                end = last

    def losses(self, starts: Sequence[int]) -> list[list[Loss]]:
        """Return what is lost in each of the chunks that begin at some places, or beside it."""
        losses: list[list[Loss]] = [[] for _ in starts]
        for place, row in enumerate(self._outline.rows):
            if row.kind == "lacuna":
                for chunk, side in _beside(starts, self._outline.starts[place]):
                    losses[chunk].append(
                        Loss(
                            row.id,
                            side,
                            row.status,
                            tuple(row.more["missing"]),
                            row.more["evidence"],
                        )
                    )
            elif row.status != "complete" and starts:
                last = row.status == "truncated"
                at = (
                    self._outline.ends[place] - 1
                    if last
                    else self._outline.starts[place]
                )
                chunk = max(0, bisect_right(starts, at) - 1)
                losses[chunk].append(Loss(row.id, "inside", row.status))
        return losses


def _cite(row: Row) -> str | None:
    """Return how a node is cited, None where it is not."""
    cite: str | None = row.more.get("cite")
    return cite


def _beside(starts: Sequence[int], at: int) -> Iterable[tuple[int, Side]]:
    """Return the chunks that something lost at a place stands in or beside, and how."""
    following = bisect_left(starts, at)
    if following < len(starts) and starts[following] == at:
        return _neighbours(following, len(starts))
    return [(following - 1, "inside")] if following else []


def _neighbours(following: int, count: int) -> Iterable[tuple[int, Side]]:
    """Yield the chunks on both sides of a border."""
    if following:
        yield following - 1, "after"
    if following < count:
        yield following, "before"
