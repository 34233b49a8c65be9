"""Tokens and decisions → blocks: sections, and unmarked lines put together into paragraphs.

What a line break between two unmarked lines means, `breaks` judges; a wrap beside a hole in the numbering is a loss,
which forbids joining.
"""

import re
from collections.abc import Callable, Sequence
from typing import NamedTuple

from planparse.grammar.lexicon import Lexicon
from planparse.layout.line_breaks import HARD, SOFT, UNCERTAIN, Breaks, Joint, marks_of
from planparse.layout.page_numbers import whole
from planparse.numbering.gaps import GapLocation
from planparse.numbering.reading import DOCUMENT, UNREAD, Decision
from planparse.numbering.tokens import CONTENTS, FURNITURE, LINE, PLAIN, Token
from planparse.tree import BlockKind


class Block(NamedTuple):
    """A section's own lines, or a paragraph.

    `line` is where its first line begins, `start` its first character, `body` where its label ends, `end` where
    its text ends. `depth` counts the sections above it; `joints` are the wraps inside it, as spans of the break
    with its blanks; `open` says that it breaks off without an end mark; `hole` is the region of a lacuna right
    before it; `lost` says that its head is lost there; `doubtful` are breaks left alone. Where an unnumbered line
    is a heading, `head` is that heading's end; `bare` are the headings that lost the numbers of `hole`, as spans.
    """

    kind: BlockKind
    line: int
    start: int
    body: int
    end: int
    depth: int
    decision: Decision | None
    joints: tuple[tuple[int, int], ...] = ()
    open: bool = False
    hole: GapLocation | None = None
    lost: bool = False
    doubtful: tuple[int, ...] = ()
    head: int = 0
    bare: tuple[tuple[int, int], ...] = ()


def assemble(
    text: str,
    tokens: Sequence[Token],
    decisions: Sequence[Decision],
    gaps: Sequence[GapLocation],
    lexicon: Lexicon,
    joint: Joint,
    classifier: Callable[[int, int], bool],
) -> list[Block]:
    """Put tokens together into blocks, in order. `classifier` tells lines that are no prose (dates, signatures)."""
    marks = marks_of(lexicon.words)
    breaks = Breaks(text, marks, joint, classifier)
    terminal = breaks.terminal
    out: list[Block] = []
    joints: dict[int, list[tuple[int, int]]] = {}
    doubtful: dict[int, list[int]] = {}
    make = tuple.__new__
    waiting = list(reversed(gaps))
    upcoming = waiting[-1] if waiting else None
    steps_left = iter(decisions)
    depth = below = 0
    held = 0  # how many of the last blocks are page numbers and comments that may stand in mid-sentence
    families = lexicon.families
    for place, token in enumerate(tokens):
        decision = next(steps_left) if token.marker is not None else None
        start, head, body, end, stands, _ = token
        if decision is not None and decision.depth != UNREAD:
            hole = None
            if upcoming is not None and upcoming.before == place:
                hole = waiting.pop()
                upcoming = waiting[-1] if waiting else None
            kind, level = (
                ("title", 0)
                if decision.depth == DOCUMENT
                else ("section", decision.depth)
            )
            out.append(
                make(
                    Block,
                    (
                        kind,
                        start,
                        head,
                        body,
                        end,
                        level,
                        decision,
                        (),
                        False,
                        hole,
                        False,
                        (),
                        0,
                        (),
                    ),
                )
            )
            depth = level + 1 if kind == "section" else 0
            if stands == LINE or kind == "title" or depth < below:
                below = depth  # a series inside a paragraph holds nothing of the paragraphs after it
            breaks.begin(numbered=True)
            held = 0
            continue
        depth = below
        if stands == CONTENTS:
            held = 0
            out.append(Block("contents", start, head, head, end, depth, None))
            continue
        if stands not in (PLAIN, LINE, FURNITURE):
            out[-1] = out[-1]._replace(end=end)
            continue
        line = make(
            Block,
            (
                "paragraph",
                start,
                head,
                head,
                end,
                depth,
                None,
                (),
                False,
                None,
                False,
                (),
                0,
                (),
            ),
        )
        at = len(out) - 1 - held
        joinable = at >= 0 and out[at].kind not in _APART
        joinable = joinable and (
            held > 0 or text[out[at].end - 1] not in terminal or bool(breaks.set.width)
        )
        number = ""
        if (
            stands != FURNITURE
            and end - head <= _PAGE_NUMBER
            and (place + 1 == len(tokens) or tokens[place + 1].place <= LINE)
        ):
            number = _page_number(text, head, end, lexicon)
        if number and joinable and breaks.is_index(out[at].end, head, end):
            number = ""
        aside = stands == FURNITURE or (
            number and (not number.isdecimal() or head in breaks.page_numbers)
        )
        if aside or (number and joinable):
            out.append(line._replace(kind="furniture") if aside else line)
            held = held + 1 if joinable else 0
            continue
        if joinable:
            before = out[at]
            numbered = before.decision is not None
            headed = (
                before.decision is not None
                and not families[before.decision.marker.family].headless
            )
            verdict = breaks.verdict(
                before.line,
                before.start,
                before.body,
                before.end,
                numbered,
                headed,
                head,
                end,
            )
            beside_hole = (
                upcoming is not None and upcoming.after < place <= upcoming.before
            )
            if (
                verdict != HARD
                and beside_hole
                and not breaks.inside_word(before.end, head)
                and not (
                    verdict == SOFT and breaks.is_full(before.end, text[head:end])
                )  # the width parts them
            ):
                depth = below = _outermost(upcoming)
                out[at] = before._replace(open=True)
                out.append(
                    Block(
                        "fragment",
                        start,
                        head,
                        head,
                        end,
                        depth,
                        None,
                        hole=upcoming,
                        lost=True,
                    )
                )
                waiting.pop()
                upcoming = waiting[-1] if waiting else None
                breaks.begin()
                held = 0
                continue
            if verdict == SOFT:
                del out[at + 1 :]
                held = 0
                joints.setdefault(at, []).append((before.end, head))
                out[at] = before._replace(end=end)
                continue
            if verdict == UNCERTAIN:
                doubtful.setdefault(at, []).append(before.end)
        out.append(line)
        held = 0
        breaks.begin()
    for place, breaks_in in joints.items():
        out[place] = out[place]._replace(joints=tuple(breaks_in))
    for place, left in doubtful.items():
        out[place] = out[place]._replace(doubtful=tuple(left))
    return out


_PAGE_NUMBER = 24
"""No page number is longer."""
_APART = ("contents", "title", "furniture")
"""What no line is joined to."""


def _page_number(text: str, head: int, end: int, lexicon: Lexicon) -> str:
    """A line without its blanks if it is nothing but a page number, or a number that may be a table's; else nothing."""
    if not _DIGIT.search(text, head, end):
        return ""
    bare = "".join(text[head:end].split())
    return (
        bare
        if whole(
            lexicon.words.lists["page_numbers"], lexicon.words.chars["dashes"]
        ).fullmatch(bare)
        else ""
    )


_DIGIT = re.compile("[0-9０-９]")


def _outermost(region: GapLocation | None) -> int:
    """The depth of the highest section that a hole took."""
    assert region is not None
    return max(0, min(hole.depth for hole in region.gaps))
