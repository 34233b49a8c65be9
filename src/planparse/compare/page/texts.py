"""Heading and text of each item of an edit, in pieces that were kept, are gone, or are new."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby

from planparse.compare.edits import ItemEdit
from planparse.compare.items import Item
from planparse.compare.offsets import printed
from planparse.compare.page.parts import SideName
from planparse.compare.report.pieces import Fate, TextPiece
from planparse.compare.sentences import SentencePair, sentence_pairs

HeadAndText = tuple[list[TextPiece], list[TextPiece]]
Spans = Sequence[tuple[int, int]]
"""Stretches of normalised text that changed, in order."""


Texts = Mapping[tuple[SideName, int], HeadAndText]
"""What the items of an edit say, by side and place."""
Sentences = Mapping[SideName, Sequence[list[TextPiece]]]
"""Of both sides the heading and then the sentences, as many on one side as on the other."""


def texts(edit: ItemEdit) -> Texts:
    """Return heading and text of each item of an edit, by side and place, as pieces."""
    found: dict[tuple[SideName, int], HeadAndText] = {}
    old_spans, new_spans = _spans(edit)
    for item, spans in _spans_of_items(edit.old, old_spans):
        found["old", item.place] = _pieces(item, spans, "deleted")
    for item, spans in _spans_of_items(edit.new, new_spans):
        found["new", item.place] = _pieces(item, spans, "inserted")
    return found


def by_sentences(edit: ItemEdit) -> Sentences:
    """Return heading and text of both items of a rewording, its sentences in pairs.

    What is gone and what is new at one place stand beside each other; where there is
    nothing, the other side is empty.
    """
    (old,), (new,) = edit.old, edit.new
    pairs = [*_side_by_side(sentence_pairs(old.normalised, new.normalised))]
    old_spans, new_spans = _spans(edit)
    sides = (
        _parted(old, old_spans, "deleted", [pair.end for pair in pairs]),
        _parted(new, new_spans, "inserted", [pair.new_end for pair in pairs]),
    )
    heads = [side[0] for side in sides]
    rows = [pair for pair in zip(sides[0][1:], sides[1][1:], strict=True) if any(pair)]
    rows = rows or [([], [])]
    return {
        "old": [heads[0], *(before for before, _ in rows)],
        "new": [heads[1], *(after for _, after in rows)],
    }


def _side_by_side(pairs: Iterable[SentencePair]) -> Iterator[SentencePair]:
    """Yield pairs; all that is gone and all that is new between two of them are one more."""
    for paired, run in groupby(pairs, key=lambda pair: pair.on_both_sides):
        if paired:
            yield from run
            continue
        first, *others = run
        last = others[-1] if others else first
        yield first._replace(end=last.end, new_end=last.new_end)


def _spans(edit: ItemEdit) -> tuple[Spans, Spans]:
    """Return the stretches of the normalised texts of both sides that changed."""
    changes = edit.wording if edit.old and edit.new else ()
    return (
        [(change.start, change.end) for change in changes if change.before],
        [(change.new_start, change.new_end) for change in changes if change.after],
    )


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
    if not spans:
        return _piece("kept", item.title or ""), _piece("kept", item.text)
    heading, text = _parted(item, spans, fate, [len(item.normalised)])
    return heading, text


def _parted(
    item: Item, spans: Spans, fate: Fate, ends: Sequence[int]
) -> list[list[TextPiece]]:
    """Return the heading and the parts of the text that end there, each in pieces.

    `spans` and `ends` are places of the normalised text. What folds away belongs to what
    is before it, and at the end to the last part.
    """
    heading, text = item.title or "", item.text
    whole, offsets = printed(item)
    if not _consists_of(whole, heading, text):
        # Characters that fold otherwise alone: they are shown as they were compared.
        heading, text = "", whole
    changed = [(offsets[start], offsets[end - 1] + 1) for start, end in spans]
    parts = [_cut(whole, 0, len(heading), changed, fate)]
    start = len(whole) - len(text)
    last = len(ends) - 1
    for index, end in enumerate(ends):
        stop = len(whole) if index == last else offsets[end - 1] + 1 if end else 0
        parts.append(_cut(whole, start, stop, changed, fate))
        start = max(start, stop)
    return parts


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
