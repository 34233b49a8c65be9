"""The text that chunks are cut from: the source as it is read, and the way back."""

from bisect import bisect_left
from collections.abc import Iterator

from planparse.text.unmarked import Unmarked
from planparse.tree import Edit, Parsed, nodes_of

_Change = tuple[int, int, str]


def read(parsed: Parsed) -> Unmarked:
    """Return the source with its repairs made, without page furniture and marks of Markdown.

    Marks that hold letters stay, save where a repair takes them out.
    """
    text = parsed.source.text
    taken = list(_furniture(parsed)) + list(_marks(parsed))
    if not taken:
        edits = ((edit.start, edit.end, edit.after) for edit in parsed.edits)
        return Unmarked(text, edits)
    return Unmarked(text, _apart(parsed.edits, sorted(taken)))


def _furniture(parsed: Parsed) -> Iterator[_Change]:
    """Yield the page numbers, running heads and comments between the lines."""
    for node in nodes_of(parsed):
        if node.kind == "furniture" and node.end > node.start:
            yield node.start, node.end, ""


def _marks(parsed: Parsed) -> Iterator[_Change]:
    """Yield the marks of Markdown in which no letter stands."""
    text = parsed.source.text
    for mark in () if parsed.unmarked is None else parsed.unmarked.marks:
        if not any(map(str.isalnum, text[mark.start : mark.end])):
            heads_line = mark.start == 0 or text[mark.start - 1] in "\r\n"
            yield mark.start, mark.end, mark.text.lstrip() if heads_line else mark.text


def _apart(edits: tuple[Edit, ...], taken: list[_Change]) -> list[_Change]:
    """Return edits and what is taken out, in order, none over another.

    An edit comes before what it overlaps, unless it lies inside of that.
    """
    starts = [edit.start for edit in edits]
    covered: set[int] = set()
    kept: list[_Change] = []
    done = 0
    for start, end, instead in taken:
        low = bisect_left(starts, start)
        high = bisect_left(starts, end)
        crossing = low > 0 and edits[low - 1].end > start
        if start < done or crossing or (high > low and edits[high - 1].end > end):
            continue
        if high > low and instead:
            continue
        covered.update(range(low, high))
        kept.append((start, end, instead))
        done = end
    own = [
        (edit.start, edit.end, edit.after)
        for place, edit in enumerate(edits)
        if place not in covered
    ]
    return sorted(kept + own)
