"""Line breaks: whether a sentence goes on across one.

A break after a line without an end mark is a paragraph's end, a wrap (the sentence goes on) or in doubt, which
leaves it alone. What goes on beside a hole in the numbering is a loss: that only `blocks` can see.
"""

from collections import deque
from collections.abc import Callable

from planparse.words import mid_word

PARAGRAPH, WRAP, DOUBT = "paragraph", "wrap", "doubt"
"""What a line break is."""

MidWord = Callable[[str, str], bool]
"""Whether a word of the dictionary stands across the joint of two texts."""

_NEARBY, _ALIKE, _SHORTEST = 8, 5, 16
"""A line is full if at least so many of so many open lines before it are as long, and it is no shorter than that."""
_HEADING = 50
"""Up to so many characters a numbered line with commas may still be a heading."""


class Breaks:
    """Judges the breaks after a block that has no end mark, from what its lines have been like so far.

    `terminal` are the marks that end a sentence or close brackets, `inner` those inside a sentence or after it;
    `envelope` tells lines that are no prose (dates, signatures).
    """

    def __init__(
        self,
        text: str,
        terminal: frozenset[str],
        inner: str,
        mid_word: MidWord,
        envelope: Callable[[int, int], bool],
    ) -> None:
        self.text, self.terminal, self.inner = text, terminal, inner
        self.mid_word, self.envelope = mid_word, envelope
        self.lengths: deque[int] = deque((0,) * _NEARBY, _NEARBY)
        self.begin()

    def begin(self) -> None:
        """A new block: nothing is known of its lines."""
        self.seen = -1
        self.prose = False

    def verdict(self, line: int, start: int, body: int, upto: int, numbered: bool, head: int, end: int) -> str:
        """What the break between an unended block and the next line, `[head, end)`, is.

        The block's first line begins at `line`, its text at `start`, behind its label at `body`, and ends at
        `upto`; `numbered` says whether it has a label.
        """
        text, at = self.text, max(self.seen, body)
        length = upto - at
        self.seen = head
        if not self.prose:
            own = text[at:upto]
            plain = not numbered or upto - body > _HEADING
            self.prose = any(mark in own for mark in self.inner) if plain else _sentences(own)
        if not self.prose and (length < 12 or numbered):
            return PARAGRAPH
        gap = text[upto:head]
        if gap.endswith(("\u3000\u3000", "    ")) and _indented(text, line, start):
            return PARAGRAPH
        blank = gap.count("\n") + gap.count("\r") - gap.count("\r\n") > 1
        onward = text[head:end]
        runs_on = self.prose and not blank
        wrap = runs_on and (
            self._is_full(length) or onward[-1] in self.terminal or any(mark in onward for mark in self.inner)
        )
        if not wrap and not self.inside_word(upto, head):
            return DOUBT if runs_on else PARAGRAPH
        return PARAGRAPH if self.envelope(head, end) or self.envelope(start, upto) else WRAP

    def _is_full(self, length: int) -> bool:
        """Whether a line is as long as most of the open lines just before it, as in text set to a width."""
        alike = 0
        for other in self.lengths:
            alike += length - 3 <= other <= length + 3
        self.lengths.append(length)
        return length >= _SHORTEST and alike >= _ALIKE

    def inside_word(self, upto: int, head: int) -> bool:
        """Whether a word of the dictionary stands across the break between `upto` and `head`."""
        before, after = self.text[max(0, upto - 8) : upto], self.text[head : head + 8]
        return "\u3400" <= before[-1] <= "\u9fff" and "\u3400" <= after[0] <= "\u9fff" and self.mid_word(before, after)


def _sentences(text: str) -> bool:
    """Whether a text holds the end of a sentence or a clause, not only commas as a heading may."""
    return any(mark in text for mark in "。；;！？!?")


def _indented(text: str, line: int, start: int) -> bool:
    return text[line:start].endswith(("\u3000\u3000", "    "))


def why(text: str, start: int, end: int) -> tuple[float, str]:
    """How sure a wrap is, from 0 to 1, and the strongest evidence for it; the break is `text[start:end]`."""
    gap = text[start:end]
    between = f", over {gap.strip()}" if gap.strip() else ", over an empty line" if gap.count("\n") > 1 else ""
    before, after = text[max(0, start - 8) : start], text[end : end + 8]
    if _is_han(before[-1:]) and _is_han(after[:1]) and mid_word(before, after):
        return 0.99, f"a word across the break: {before[-2:]}|{after[:2]}{between}"
    line = text[max(text.rfind("\n", 0, start), start - 200) + 1 : start]
    opened = next((a for a, b in _PAIRS if line.rfind(a) > line.rfind(b)), "")
    if opened:
        return 0.99, f"{opened} is open at the break{between}"
    if before[-1:] in "，、,":
        return 0.98, f"a clause goes on after {before[-1:]}{between}"
    return 0.95, f"the line has no end mark and the sentence goes on{between}"


_PAIRS = (("《", "》"), ("“", "”"), ("（", "）"), ("(", ")"), ("〔", "〕"))


def _is_han(char: str) -> bool:
    return "\u3400" <= char <= "\u9fff"
