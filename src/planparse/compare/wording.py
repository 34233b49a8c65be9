"""What changed in the wording of a text, in Chinese words; and back: a text with changes made."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from functools import lru_cache
from typing import NamedTuple

from planparse.compare.sentences import sentence_pairs
from planparse.text.characters import HAN
from planparse.text.dictionary import DICTIONARY
from planparse.text.segmentation import segment

_TOKEN = re.compile(rf"(?P<han>[{HAN}]+)|\d+(?:\.\d+)?%?|[a-z]+|.", re.DOTALL)
_FEW = 4
"""So many letters that were kept between longer changes are no news. A choice: two words."""
_MOST = 200_000  # pairs of equal words: beyond that, texts are too long to be compared word by word


class Rewording(NamedTuple):
    """A change of words: `before`, `[start, end)` of the old text, became `after`.

    `after` is `[new_start, new_end)` of the new text; both texts are normalised.
    """

    start: int
    end: int
    new_start: int
    new_end: int
    before: str
    after: str

    def mirrored(self) -> "Rewording":
        """Return the way back."""
        return Rewording(
            self.new_start, self.new_end, self.start, self.end, self.after, self.before
        )


def rewordings(
    old: str, new: str, *, by_sentences: bool = False
) -> tuple[Rewording, ...]:
    """Return what turns one folded text into another, in order; nothing where they are the same.

    Texts that have little in common are told `by_sentences`: words are looked for in
    sentences that are one, and a few that were kept between many that were not are no
    news. Otherwise all that is said would be scattered over what was never the same.
    """
    if old == new:
        return ()
    if not by_sentences:
        return tuple(_by_words(old, new, 0, 0))
    found: list[Rewording] = []
    for start, end, new_start, new_end in sentence_pairs(old, new):
        before, after = old[start:end], new[new_start:new_end]
        if before == after:
            continue
        of_pair: list[Rewording] = []
        for change in _by_words(before, after, start, new_start):
            _append(of_pair, change, old, new, min(_FEW, _size(change)))
        for change in of_pair:
            _append(found, change, old, new, 0)
    return tuple(found)


def _by_words(old: str, new: str, offset: int, new_offset: int) -> Iterator[Rewording]:
    """Yield what changed between two texts that begin at these offsets."""
    if not (old and new):
        yield Rewording(
            offset, offset + len(old), new_offset, new_offset + len(new), old, new
        )
        return
    words = _words(old), _words(new)
    ends = _ends(words[0]), _ends(words[1])
    for start, end, new_start, new_end in _changed(*words):
        spans = ends[0][start], ends[0][end], ends[1][new_start], ends[1][new_end]
        yield Rewording(
            offset + spans[0],
            offset + spans[1],
            new_offset + spans[2],
            new_offset + spans[3],
            old[spans[0] : spans[1]],
            new[spans[2] : spans[3]],
        )


def _append(
    found: list[Rewording], change: Rewording, old: str, new: str, most: int
) -> None:
    """Append a change, as one with those before it from which too few letters part it.

    That is `most`, and no more than the change before has itself; no end of an item.
    """
    while found:
        last = found[-1]
        kept = old[last.end : change.start]
        if len(kept) > min(_size(last), most) or "\n" in kept:
            break
        found.pop()
        change = Rewording(
            last.start,
            change.end,
            last.new_start,
            change.new_end,
            old[last.start : change.end],
            new[last.new_start : change.new_end],
        )
    found.append(change)


def _size(change: Rewording) -> int:
    """Return how long a change is on its longer side."""
    return max(len(change.before), len(change.after))


def _words(text: str) -> list[str]:
    """Cut a text into Chinese words, numbers, Latin words and single marks; nothing is left out."""
    return [
        word
        for found in _TOKEN.finditer(text)
        for word in (_segmented(found[0]) if found["han"] else (found[0],))
    ]


@lru_cache(1 << 14)
def _segmented(run: str) -> tuple[str, ...]:
    """Divide a run of Han characters; the same runs come again, in each year's plan."""
    return tuple(segment(run, DICTIONARY))


def _ends(words: Sequence[str]) -> list[int]:
    """Return a 0 and where each word ends: word n is `[ends[n], ends[n + 1])`."""
    ends = [0]
    for word in words:
        ends.append(ends[-1] + len(word))
    return ends


def _changed(
    old: Sequence[str], new: Sequence[str]
) -> Iterator[tuple[int, int, int, int]]:
    """Yield the stretches of words that differ; single marks between two of them belong to them.

    Equal words are found by their longest common stretches, unless the texts have so
    many in common that this would take too long: then all of them differ.
    """
    counts = Counter(new)
    if sum(counts[word] for word in old) > _MOST:
        same = [(0, 0, 0), (len(old), len(new), 0)]
    else:
        same = [
            (*block,)
            for block in SequenceMatcher(
                None, old, new, autojunk=False
            ).get_matching_blocks()
        ]
    start = new_start = 0
    for there, here, size in same:
        is_last = there + size == len(old) and here + size == len(new)
        is_between = there > start and here > new_start and not is_last
        if size == 1 and is_between and _is_mark(old[there]):
            continue
        if there > start or here > new_start:
            yield start, there, new_start, here
        start, new_start = there + size, here + size


def _is_mark(word: str) -> bool:
    """Return whether a word is a mark that may belong to what changed around it."""
    return not word.isalnum() and "\n" not in word
