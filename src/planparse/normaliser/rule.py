"""What a rule of the normaliser is: a parsed text → the changes it wants.

A rule's docstring is the page that `explain` prints. Under `Example`, and `示例` in
Chinese, stand texts before and after, as Python writes strings; the tests run them.
"""

import re
from collections.abc import Callable, Iterator
from typing import Literal, NamedTuple

from planparse.grammar.lexicon import Lexicon
from planparse.tree import Parsed

Punctuation = Literal["keep", "full", "half"]
"""The width that marks beside Chinese characters are to have."""


class RuleChange(NamedTuple):
    """`text[start:end]` is to become `after`; `reason` is the evidence for it, in words."""

    start: int
    end: int
    after: str
    reason: str


class View(NamedTuple):
    """What a rule looks at: a text whose lines end in line feeds, its parse, and the options."""

    text: str
    parsed: Parsed
    lexicon: Lexicon
    punctuation: Punctuation = "keep"
    canonical: bool = False


Rule = Callable[[View], Iterator[RuleChange]]
"""It looks at a parsed text alone, never at what other rules want."""


def runs_of(chars: str, text: str) -> Iterator[re.Match[str]]:
    """Yield the runs of the characters in a text."""
    if any(char in text for char in chars):
        yield from re.finditer(f"[{re.escape(chars)}]+", text)


def whole_lines(text: str, start: int, end: int) -> tuple[int, int]:
    """Return the lines that a span lies on, with the line end behind them.

    Where the text ends without one, it is the line end before them.
    """
    start = text.rfind("\n", 0, start) + 1
    stop = text.find("\n", end)
    if stop >= 0:
        return start, stop + 1
    return max(start - 1, 0), len(text)


def lines_of(text: str) -> Iterator[tuple[int, str]]:
    """Yield the lines of a text, each with its offset, without their line ends."""
    start = 0
    for line in text.split("\n"):
        yield start, line
        start += len(line) + 1
