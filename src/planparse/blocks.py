"""Tokens and steps → blocks: sections, and unmarked lines put together into paragraphs.

What a line break between two unmarked lines means, `breaks` judges; a wrap beside a hole in the numbering is a loss,
which forbids joining.
"""

from collections.abc import Callable, Sequence
from typing import NamedTuple

from planparse.breaks import DOUBT, WRAP, Breaks, MidWord
from planparse.holes import Region
from planparse.lexer import CONTENTS, LINE, PLAIN, Token
from planparse.lexicon import Lexicon
from planparse.reading import DOCUMENT, UNREAD, Step


class Block(NamedTuple):
    """A section's own lines, or a paragraph.

    `line` is where its first line begins, `start` its first character, `body` where its label ends, `end` where
    its text ends. `depth` counts the sections above it; `joints` are the wraps inside it, as spans of the break
    with its blanks; `open` says that it breaks off without an end mark; `hole` is the region of a lacuna right
    before it; `lost` says that its head is lost there; `doubtful` are breaks left alone. Where an unnumbered line
    is a heading, `head` is that heading's end; `bare` are the headings that lost the numbers of `hole`, as spans.
    """

    kind: str
    line: int
    start: int
    body: int
    end: int
    depth: int
    step: Step | None
    joints: tuple[tuple[int, int], ...] = ()
    open: bool = False
    hole: Region | None = None
    lost: bool = False
    doubtful: tuple[int, ...] = ()
    head: int = 0
    bare: tuple[tuple[int, int], ...] = ()


def gather(
    text: str,
    tokens: Sequence[Token],
    steps: Sequence[Step],
    holes: Sequence[Region],
    lexicon: Lexicon,
    mid_word: MidWord,
    envelope: Callable[[int, int], bool],
) -> list[Block]:
    """Put tokens together into blocks, in order. `envelope` tells lines that are no prose (dates, signatures)."""
    chars = lexicon.words.chars
    breaks = Breaks(text, frozenset(chars["terminal"] + chars["closers"]), chars["inner"], mid_word, envelope)
    terminal = breaks.terminal
    out: list[Block] = []
    joints: dict[int, list[tuple[int, int]]] = {}
    doubtful: dict[int, list[int]] = {}
    make = tuple.__new__
    waiting = list(reversed(holes))
    upcoming = waiting[-1] if waiting else None
    steps_left = iter(steps)
    depth = below = 0
    for place, token in enumerate(tokens):
        step = next(steps_left) if token.marker is not None else None
        start, head, body, end, stands, _ = token
        if step is not None and step.depth != UNREAD:
            hole = None
            if upcoming is not None and upcoming.before == place:
                hole = waiting.pop()
                upcoming = waiting[-1] if waiting else None
            kind, level = ("title", 0) if step.depth == DOCUMENT else ("section", step.depth)
            out.append(make(Block, (kind, start, head, body, end, level, step, (), False, hole, False, (), 0, ())))
            depth = level + 1 if kind == "section" else 0
            if stands == LINE or kind == "title" or depth < below:
                below = depth  # a series inside a paragraph holds nothing of the paragraphs after it
            breaks.begin()
            continue
        depth = below
        if stands == CONTENTS:
            out.append(Block("contents", start, head, head, end, depth, None))
            continue
        if stands not in (PLAIN, LINE):
            out[-1] = out[-1]._replace(end=end)
            continue
        if out and text[out[-1].end - 1] not in terminal and out[-1].kind not in ("contents", "title"):
            before = out[-1]
            numbered = before.step is not None
            verdict = breaks.verdict(before.line, before.start, before.body, before.end, numbered, head, end)
            beside_hole = upcoming is not None and upcoming.after < place <= upcoming.before
            if verdict == WRAP and beside_hole and not breaks.inside_word(before.end, head):
                depth = below = _outermost(upcoming)
                out[-1] = before._replace(open=True)
                out.append(Block("fragment", start, head, head, end, depth, None, hole=upcoming, lost=True))
                waiting.pop()
                upcoming = waiting[-1] if waiting else None
                breaks.begin()
                continue
            if verdict == WRAP:
                joints.setdefault(len(out) - 1, []).append((before.end, head))
                out[-1] = before._replace(end=end)
                continue
            if verdict == DOUBT:
                doubtful.setdefault(len(out) - 1, []).append(before.end)
        out.append(make(Block, ("paragraph", start, head, head, end, depth, None, (), False, None, False, (), 0, ())))
        breaks.begin()
    for place, breaks_in in joints.items():
        out[place] = out[place]._replace(joints=tuple(breaks_in))
    for place, left in doubtful.items():
        out[place] = out[place]._replace(doubtful=tuple(left))
    return out


def _outermost(region: Region | None) -> int:
    """The depth of the highest section that a hole took."""
    assert region is not None
    return max(0, min(hole.depth for hole in region.holes))
