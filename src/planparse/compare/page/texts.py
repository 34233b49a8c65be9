"""Heading and text of each item of an edit, in pieces that were kept, are gone, or are new."""

from collections.abc import Iterable, Iterator, Sequence

from planparse.compare.edits import ItemEdit
from planparse.compare.items import Item
from planparse.compare.offsets import printed
from planparse.compare.page.parts import SideName
from planparse.compare.report.pieces import Fate, TextPiece

HeadAndText = tuple[list[TextPiece], list[TextPiece]]
Spans = Sequence[tuple[int, int]]
"""Stretches of normalised text that changed, in order."""


def texts(edit: ItemEdit) -> dict[tuple[SideName, int], HeadAndText]:
    """Return heading and text of each item of an edit, by side and place, as pieces."""
    changes = edit.wording if edit.old and edit.new else ()
    old_spans = [(change.start, change.end) for change in changes]
    new_spans = [(change.new_start, change.new_end) for change in changes]
    found: dict[tuple[SideName, int], HeadAndText] = {}
    for item, spans in _spans_of_items(edit.old, old_spans):
        found["old", item.place] = _pieces(item, spans, "deleted")
    for item, spans in _spans_of_items(edit.new, new_spans):
        found["new", item.place] = _pieces(item, spans, "inserted")
    return found


def _spans_of_items(
    items: Iterable[Item], spans: Spans
) -> Iterator[tuple[Item, Spans]]:
    """Yield items, each with the parts of the spans that lie in its own normalised text."""
    start = first = 0
    for item in items:
        end = start + len(item.normalised)
        while first < len(spans) and spans[first][1] <= start:
            first += 1
        own = []
        for index in range(first, len(spans)):
            if spans[index][0] >= end:
                break
            begin, stop = max(spans[index][0], start), min(spans[index][1], end)
            if begin < stop:
                own.append((begin - start, stop - start))
        yield item, own
        start = end + 1  # what separates two items


def _pieces(item: Item, spans: Spans, fate: Fate) -> HeadAndText:
    """Return heading and text in pieces; `spans` of the normalised text are of that fate."""
    heading, text = item.title or "", item.text
    if not spans:
        return _piece("kept", heading), _piece("kept", text)
    whole, offsets = printed(item)
    if not _consists_of(whole, heading, text):
        # Characters that fold otherwise alone: they are shown as they were compared.
        heading, text = "", whole
    changed = [(offsets[start], offsets[end - 1] + 1) for start, end in spans]
    return (
        _cut(whole, 0, len(heading), changed, fate),
        _cut(whole, len(whole) - len(text), len(whole), changed, fate),
    )


def _consists_of(whole: str, heading: str, text: str) -> bool:
    """Return whether a printed item is its heading, a mark at most, and its text."""
    between = len(whole) - len(heading) - len(text)
    return whole.startswith(heading) and whole.endswith(text) and between in (0, 1)


def _cut(
    whole: str, start: int, end: int, changed: Spans, fate: Fate
) -> list[TextPiece]:
    """Return `whole[start:end]` in pieces; the `changed` stretches are of that fate."""
    pieces: list[TextPiece] = []
    done = start
    for changed_start, changed_end in changed:
        begin, stop = max(changed_start, done), min(changed_end, end)
        if begin < stop:
            pieces += _piece("kept", whole[done:begin])
            pieces += _piece(fate, whole[begin:stop])
            done = stop
    return pieces + _piece("kept", whole[done:end])


def _piece(fate: Fate, text: str) -> list[TextPiece]:
    """Return a stretch of text as a list of one piece, of none where the stretch is empty."""
    return [TextPiece(fate, text)] if text else []
