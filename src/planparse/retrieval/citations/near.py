"""Words that are nearly a quotation: where they stand, and what differs."""

from collections import Counter
from collections.abc import Iterator, Sequence
from difflib import Match, SequenceMatcher
from itertools import accumulate, combinations_with_replacement, product
from operator import itemgetter
from typing import NamedTuple

from planparse.compare.wording import Rewording, rewordings
from planparse.retrieval.citations.reading import Reading
from planparse.text.characters import HALF_DIGITS, SENTENCE_ENDS

NEAR = 0.6
"""The least likeness of words that are nearly a quotation (docs/citations.md, "Measured")."""
_SHORTEST = 4
"""A shorter quotation has no words that are nearly it: two letters more are half of it."""
_CANDIDATES = 3
"""So many windows of the text are looked at closely; a choice."""
_LONG = 300
"""A longer quotation is found by its two ends, for alignment takes the square of its length."""
_EDGE = 100
"""So many characters of a long quotation are an end of it; a choice."""
_COMMON = 1000
"""A pair of characters that stands at more places tells nothing of where a quotation is."""
_CLOSE = 4
"""So far from where words were found to begin or end a mark is looked for; a choice."""
_ANCHOR = 2
"""So many characters in a row make an anchor: one stands anywhere."""


class Near(NamedTuple):
    """Words that are nearly a quotation: `[start, end)` of the folded text.

    `likeness` is 1 for what is the same. `changes` turn what stands there (`before`) into
    what was quoted (`after`); their places count from `start`.
    """

    start: int
    end: int
    likeness: float
    changes: tuple[Rewording, ...]


def nearest(
    reading: Reading, quotation: str, within: tuple[int, int] | None = None
) -> Near | None:
    """Return the words of a text that are most like a folded quotation, None without any.

    `within` is a stretch of the folded text that they are to begin in.
    """
    if len(quotation) > _LONG:
        return _nearest_long(reading, quotation, within)
    if len(quotation) < _SHORTEST:
        return None
    found = (
        _compared(reading.folded, quotation, low, high)
        for low, high in _windows(reading, quotation, within)
    )
    near = [one for one in found if one is not None and one.likeness >= NEAR]
    return max(near, key=lambda one: (one.likeness, -one.start), default=None)


def _nearest_long(
    reading: Reading, quotation: str, within: tuple[int, int] | None
) -> Near | None:
    """Return the words that are most like a long quotation, from one end of it to the other."""
    first = nearest(reading, quotation[:_EDGE], within)
    if first is None:
        return None
    most = first.start + 2 * len(quotation)
    last = nearest(reading, quotation[-_EDGE:], (first.start, most))
    if last is None or not first.start < last.end <= most:
        return None
    there = reading.folded[first.start : last.end]
    changes = rewordings(there, quotation, by_sentences=True)
    changed = sum(max(len(one.before), len(one.after)) for one in changes)
    likeness = 1 - changed / max(len(quotation), len(there))
    if likeness < NEAR:
        return None
    return Near(first.start, last.end, likeness, changes)


def _windows(
    reading: Reading, quotation: str, within: tuple[int, int] | None
) -> Iterator[tuple[int, int]]:
    """Yield the stretches of a text that have most pairs of characters of a quotation.

    Pairs that stand as far from one another as they do in the quotation have the same
    distance from its beginning; distances are counted in bins that overlap by half.
    """
    size = len(quotation)
    step = max(size // 2, 8)
    votes: Counter[int] = Counter()
    pairs = [quotation[at : at + 2] for at in range(size - 1)]
    places = {pair: reading.pairs_at(pair)[: _COMMON + 1] for pair in {*pairs}}
    rare = {pair for pair, found in places.items() if len(found) <= _COMMON}
    for at, pair in enumerate(pairs):
        if pair in rare or not rare:
            votes.update({(place - at) // step for place in places[pair]})
    both = {bin_: votes[bin_] + votes.get(bin_ + 1, 0) for bin_ in votes}
    low, high = within or (0, len(reading.folded))
    ranked = sorted(both, key=lambda bin_: (-both[bin_], bin_))
    inside = (
        bin_ for bin_ in ranked if bin_ * step < high and (bin_ + 2) * step + size > low
    )
    for _, bin_ in zip(range(_CANDIDATES), inside, strict=False):
        start = max(bin_ * step - step, low, 0)
        yield start, min((bin_ + 3) * step + size, len(reading.folded))


def _compared(text: str, quotation: str, low: int, high: int) -> Near | None:
    """Return the words of a window that are most like a quotation, None without an anchor."""
    matcher = SequenceMatcher(None, quotation, text[low:high], autojunk=False)
    anchors = [
        block for block in matcher.get_matching_blocks() if block.size >= _ANCHOR
    ]
    if not anchors:
        return None
    longest = max(anchors, key=lambda one: one.size)
    best: tuple[float, int, int] = (0, low, low)
    for first, last in {_most_alike(anchors, len(quotation)), (longest, longest)}:
        missed = len(quotation) - last.a - last.size
        begins = _edges(text, _begin(text, low + first.b, first.a), -1)
        ends = _edges(text, _end(text, low + last.b + last.size, missed), 1)
        for stretch in product(begins, ends):
            start, end = _whole_numbers(text, *_trimmed(matcher, text, *stretch))
            matcher.set_seq2(text[start:end])
            best = max(best, (matcher.ratio(), start, end), key=itemgetter(0))
    likeness, start, end = best
    return Near(start, end, likeness, rewordings(text[start:end], quotation))


def _trimmed(
    matcher: "SequenceMatcher[str]", text: str, start: int, end: int
) -> tuple[int, int]:
    """Return a stretch of text without what stands beside the two ends of a quotation."""
    matcher.set_seq2(text[start:end])
    *blocks, stop = matcher.get_matching_blocks()
    if blocks and blocks[-1].a + blocks[-1].size == stop.a:
        end = start + blocks[-1].b + blocks[-1].size
    if blocks and blocks[0].a == 0:
        start += blocks[0].b
    return start, end


def _most_alike(anchors: Sequence[Match], size: int) -> tuple[Match, Match]:
    """Return the first and the last of those anchors that make a stretch most like a quotation.

    Words of it that stand before or behind by chance would make the stretch longer than
    they make it like. What is missed at its ends counts as otherwise.
    """
    alike = list(accumulate((one.size for one in anchors), initial=0))

    def likeness(pair: tuple[int, int]) -> float:
        first, last = anchors[pair[0]], anchors[pair[1]]
        missed = first.a + size - last.a - last.size
        length = last.b + last.size - first.b + missed
        return (alike[pair[1] + 1] - alike[pair[0]]) / (size + length)

    best = max(combinations_with_replacement(range(len(anchors)), 2), key=likeness)
    return anchors[best[0]], anchors[best[1]]


def _edges(text: str, at: int, step: int) -> set[int]:
    """Return where words may begin or end that were found to do so at a place.

    There, or at a mark close by, before it (`step` -1) or behind it (1).
    """
    for place in range(at, at + step * _CLOSE, step):
        beside = place - 1 if step < 0 else place
        if not 0 <= beside < len(text) or not text[beside].isalnum():
            return {at, place}
    return {at}


def _begin(text: str, anchor: int, missed: int) -> int:
    """Return where words begin of which so many characters were missed before an anchor.

    They do not reach into the sentence before.
    """
    start = max(anchor - missed, 0)
    for at in range(anchor - 1, start - 1, -1):
        if text[at] in _ENDS:
            return at + 1
    return start


def _end(text: str, anchor: int, missed: int) -> int:
    """Return where words end of which so many characters were missed behind an anchor."""
    end = min(anchor + missed, len(text))
    for at in range(anchor, end):
        if text[at] in _ENDS:
            return at + 1
    return end


def _whole_numbers(text: str, start: int, end: int) -> tuple[int, int]:
    """Return a stretch of text without a number cut at its edges, or a number from its %."""
    while start > 0 and text[start] in _NUMBER and text[start - 1] in _NUMBER:
        start -= 1
    while end < len(text) and text[end - 1] in _NUMBER and text[end] in _NUMBER:
        end += 1
    return start, end


_ENDS = frozenset(SENTENCE_ENDS)
_NUMBER = frozenset(f"{HALF_DIGITS}.%")
