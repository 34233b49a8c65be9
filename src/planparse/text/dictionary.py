"""Chinese words: whether a line break stands inside one.

The words and their frequencies are those of jieba's dictionary file. Importing jieba to ask about one
doubtful break would cost half a second and 80 MB, so its file is mapped and searched in place.
"""

import math
import os
import re
import sys
from bisect import bisect_left
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING

from planparse.text.characters import HAN

if TYPE_CHECKING:
    import mmap

TOTAL = 60_101_967
"""The sum of all frequencies in the dictionary of jieba 0.42.1."""

REACH = 8
"""How many characters on either side of a joint can tell: a longer stretch hardly moves the evidence."""

LIKELY = 0.0
"""The evidence that is enough where a sentence is open and what follows it ends."""

THRESHOLD = 4.5
"""The evidence above which a joint counts as inside a word.

Measured on real plans, reports and laws: 83 % of 5,000 joints inside words are above it, and one each of
15,000 joints of a heading with some other line and of a clause with some other clause. Above 2 are 93 %,
seven and nine; and just below 2 stand 工作回顾 and 过去一年, heading and first words of many a report.
"""

# The search halves the file down to a stretch of this many bytes and reads that from end to end, with as much
# on either side: the file is sorted by code point but for a few entries, each some lines from its place.
_STRETCH = 1024
_BLOCK = 16 * _STRETCH
_LONGEST = 48  # bytes of a word
_REMEMBERED = 1 << 16  # words


class Dictionary:
    """The words of jieba's dictionary that are all Han characters, looked up in the file itself.

    Nothing is opened before the first question. Where jieba is not installed that question raises
    ModuleNotFoundError, where its dictionary is gone FileNotFoundError.
    """

    def __init__(self) -> None:
        """Open nothing yet."""
        self.look_up = lru_cache(_REMEMBERED)(self._look_up)
        """What `_look_up` returns, remembered: the same words come again."""

    def frequency(self, word: str) -> int:
        """Return how often the word was counted among TOTAL words of running text, 0 for one not listed."""
        return self.look_up(word) or 0

    def _look_up(self, word: str) -> int | None:
        """Return the word's frequency; 0 where it only begins a longer word, None where it does not even that."""
        found = self._find(word) if _HAN.fullmatch(word) else -1
        if found < 0:
            return None
        number = found + len(word.encode())
        if (
            self._file[number : number + 1] != b" "
        ):  # of all that begin so the word itself comes first, but for a few
            found = self._find(f"{word} ")
            if found < 0:
                return 0
            number = found + len(word.encode())
        return int(self._file[number + 1 : self._file.find(b" ", number + 1)])

    def _find(self, beginning: str) -> int:
        """Return where the first line that begins so starts (in bytes), -1 where none does."""
        file, wanted = self._file, beginning.encode()  # UTF-8 sorts as code points do
        block = bisect_left(self._beginnings, wanted)
        low, high = max(block - 1, 0) * _BLOCK, min(block * _BLOCK, len(file))
        while high - low > _STRETCH:
            middle = (low + high) // 2
            line = file.find(b"\n", middle) + 1
            if file[line : line + len(wanted)] < wanted:
                low = middle
            else:
                high = middle
        begin = max(low - _STRETCH, 0)
        stretch = file[begin : high + _STRETCH]  # bytes are searched faster than a map
        found = stretch.find(b"\n" + wanted)
        return begin + found + 1 if found >= 0 else -1

    @cached_property
    def _beginnings(self) -> list[bytes]:
        """How the first line that starts in each block begins."""
        file, out = self._file, []
        for at in range(0, len(file), _BLOCK):
            line = file.find(b"\n", at) + 1
            out.append(file[line : line + _LONGEST])
        return out

    @cached_property
    def _file(self) -> "mmap.mmap":
        # Imported here, for most documents have no doubtful break.
        import mmap

        with open(_dictionary_path(), "rb") as file:
            return mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)


def _dictionary_path() -> str:
    """Where jieba's dictionary lies, found without running jieba."""
    for folder in sys.path:
        path = os.path.join(folder, "jieba", "dict.txt")
        if os.path.isfile(path):
            return path
    raise ModuleNotFoundError(
        "the dictionary of jieba is needed to judge a line break; install it: pip install jieba",
        name="jieba",
    )


def weigh(before: str, after: str, dictionary: Dictionary) -> float:
    """Weigh whether a word stands across the joint between the end of `before` and the start of `after`.

    The answer is in natural-log units: how much likelier the best division into words is in which one word
    spans the joint than the best in which none does. A division is as likely as the product of its words'
    shares of TOTAL; a lone character that is not listed counts as met once. It is minus infinity where no
    listed word spans the joint. Only the Han characters that adjoin it count, REACH on either side; any other
    character, a blank too, bounds them.
    """
    left, right = _han_end(before), _han_start(after)
    text, middle = left + right, len(left)
    starts = range(middle)
    if not any(_may_span(text, start, middle, dictionary) for start in starts):
        return -math.inf
    words = [_words_from(text, start, dictionary) for start in range(len(text))]
    heads = _best_heads(words[:middle], middle)
    tails = _best_tails(words, middle)
    across = max(
        (
            heads[start] + weight + tails[end - middle]
            for start in range(middle)
            for end, weight in words[start].items()
            if end > middle
        ),
        default=-math.inf,
    )
    return across - (heads[middle] + tails[0])


@lru_cache(maxsize=4096)
def evidence_across(before: str, after: str) -> float:
    """The evidence that a line that ends as `before` and one that starts as `after` were parted inside a word.

    Neither may hold the line end or an indent: a blank beside the joint keeps words apart.
    """
    return weigh(before, after, DICTIONARY)


DICTIONARY = Dictionary()
"""The dictionary that every stage asks; opened at the first question."""


def _may_span(text: str, start: int, middle: int, dictionary: Dictionary) -> bool:
    """Return whether a word that begins at `start` may go on beyond `middle`.

    It is asked step by step: short beginnings come again, and their answers are known.
    """
    for end in range(start + 2, middle + 2):
        if dictionary.look_up(text[start:end]) is None:
            return False
    return True


def _words_from(text: str, start: int, dictionary: Dictionary) -> dict[int, float]:
    """Give the log-probability of each word that starts there, by its end; a lone character always is one."""
    weights = {start + 1: math.log(max(dictionary.frequency(text[start]), 1) / TOTAL)}
    for end in range(start + 2, len(text) + 1):
        frequency = dictionary.look_up(text[start:end])
        if frequency is None:
            break
        if frequency:
            weights[end] = math.log(frequency / TOTAL)
    return weights


def _best_heads(words: list[dict[int, float]], middle: int) -> list[float]:
    """For each place up to the joint, the weight of the best division of what precedes it."""
    best = [0.0] + [-math.inf] * middle
    for start, ends in enumerate(words):
        for end, weight in ends.items():
            if end <= middle:
                best[end] = max(best[end], best[start] + weight)
    return best


def _best_tails(words: list[dict[int, float]], middle: int) -> list[float]:
    """For each place from the joint on, the weight of the best division of what follows it."""
    best = [0.0] * (len(words) - middle + 1)
    for start in reversed(range(middle, len(words))):
        best[start - middle] = max(
            weight + best[end - middle] for end, weight in words[start].items()
        )
    return best


def _han_end(text: str) -> str:
    return _han_start(text[: -REACH - 1 : -1])[::-1]


def _han_start(text: str) -> str:
    found = _HAN.match(text, 0, REACH)
    return found[0] if found else ""


_HAN = re.compile(f"[{HAN}]+")


def divides(text: str, dictionary: Dictionary) -> bool:
    """Whether a text is made of words of the dictionary of two characters or more, and of nothing else."""
    reached = {0}
    for start in range(len(text)):
        if start not in reached:
            continue
        for end in range(start + 2, len(text) + 1):
            frequency = dictionary.look_up(text[start:end])
            if frequency is None:
                break
            if frequency:
                reached.add(end)
    return len(text) > 1 and len(text) in reached
