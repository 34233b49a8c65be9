"""Find where the pages of a text begin, and their numbers, by what is printed on them.

Page numbers, running heads that have one, and form feeds show pages. A number may stand at
the head of its page or at its foot. It is a foot between dashes (— 1 —, GB/T 9704—2012,
7.5); a head where nothing stands before the first one, or less than half a page, and than
stands behind the last one; else a foot, as most are. Between two numbers that do not
follow each other no page is known, and neither is what is longer than a page.
"""

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import NamedTuple

from planparse.layout.paragraphs import Block
from planparse.numbering.asides.counted_lines import (
    LONGEST_NUMBER,
    numbers_of,
    page_numbers_of,
    words_of,
)
from planparse.text.characters import DASHES, ROUND
from planparse.tree import PageStart, Span


class _Mark(NamedTuple):
    """A page's number, the line that it is printed on, and whether no page follows it."""

    start: int
    end: int
    number: int
    is_last: bool = False


def page_starts(
    text: str, documents: Sequence[int], beside: Sequence[Span]
) -> tuple[PageStart, ...]:
    """Return where the pages of a file begin, in order; none where the text shows none.

    `documents` are the places where its documents begin; `beside` are the lines of
    furniture of all of them (`lines_beside`).
    """
    marks = _marks(text, beside)
    feeds = _form_feeds(text)
    if feeds:
        return _by_form_feeds(feeds, marks)
    starts: list[PageStart] = []
    begin = documents[0]
    runs = _runs(marks)
    for place, run in enumerate(runs, 1):
        stop = _stop(documents, run, runs[place] if place < len(runs) else None)
        end = len(text) if stop is None else stop
        if _are_heads(text, run, begin, end):
            starts += _by_heads(text, run, begin)
        else:
            starts += _by_feet(run, begin, stop, end)
        begin = end
    return tuple(starts)


def _stop(
    documents: Sequence[int], run: Sequence[_Mark], following: Sequence[_Mark] | None
) -> int | None:
    """Return where the pages of a run end that another follows; None for the last run.

    The numbers begin anew with a document, else (in an annex) behind the last number.
    """
    if following is None:
        return None
    place = bisect_right(documents, following[0].start) - 1
    return max(documents[place], run[-1].end) if place >= 0 else run[-1].end


def lines_beside(text: str, blocks: Iterable[Block]) -> list[Span]:
    """Return the lines of furniture: between the blocks, and in their soft breaks.

    `blocks` are those of a document, with the furniture between them.
    """
    spans: list[Span] = []
    others = [block for block in blocks if block.soft_breaks or block.kind in _ASIDE]
    for block in others:
        if block.kind == "furniture" or (
            block.kind == "contents" and _is_number(text[block.start : block.end])
        ):
            spans.append(Span(block.start, block.end))
        for start, end, _ in block.soft_breaks:
            if end - start >= _SHORTEST:
                spans.append(Span(start, end))
    lines: list[Span] = []
    for begin, end in sorted(spans):
        at = begin
        for line in text[begin:end].split("\n"):
            own = line.strip()
            if own and not own.startswith("<!--"):
                head = at + line.index(own)
                lines.append(Span(head, head + len(own)))
            at += len(line) + 1
    return lines


def _marks(text: str, lines: Sequence[Span]) -> list[_Mark]:
    """Return the lines that have a page's number, in order.

    Left and right pages may have different words; a head and a foot of the same page count
    once, by the more frequent.
    """
    alike: defaultdict[tuple[str, int], list[Span]] = defaultdict(list)
    for line in lines:
        own = text[slice(*line)]
        alike[words_of(own), len(numbers_of(own))].append(line)
    marks: list[_Mark] = []
    for group in sorted(alike.values(), key=len, reverse=True):
        pages = page_numbers_of([numbers_of(text[slice(*line)]) for line in group])
        if len(group) == 1:
            pages = _single(text[slice(*group[0])])
        if len(pages) == len(group):
            found = [
                _Mark(*line, page, numbers_of(text[slice(*line)]) == (page, page))
                for line, page in zip(group, pages, strict=True)
            ]
            more = sorted([*marks, *found])
            if not marks or len(_runs(more)) <= len(_runs(marks)):
                marks = more
    return marks


def _single(line: str) -> list[int]:
    """Return the page's number of a line that has no other like it, none if it is not sure."""
    found = re.search(_WITH_SIGN, line)
    return [min(numbers_of(found[0]))] if found else []


def _is_number(line: str) -> bool:
    """Return whether a line of a contents page is that page's own number: — 1 —."""
    return 0 < len(line) <= LONGEST_NUMBER and _AROUND_NUMBER.issuperset(words_of(line))


def _runs(marks: Sequence[_Mark]) -> list[list[_Mark]]:
    """Return the marks, parted where the numbers begin anew."""
    runs: list[list[_Mark]] = []
    for mark in marks:
        if runs and runs[-1][-1].number < mark.number:
            runs[-1].append(mark)
        else:
            runs.append([mark])
    return runs


def _are_heads(text: str, run: Sequence[_Mark], begin: int, end: int) -> bool:
    """Return whether the numbers of a run stand at the heads of their pages."""
    first, last = run[0], run[-1]
    if text[first.start] in DASHES or text[first.end - 1] in DASHES:
        return False
    if not text[begin : first.start].strip():
        return True
    if first.number > _FIRST:
        return False
    length = _length(run, begin)
    before = first.start - begin - length * (first.number - 1)
    return before < min(length / 2, end - last.end)


def _length(run: Sequence[_Mark], begin: int) -> float:
    """Return how long the pages are on average, the one before the first number if alone."""
    first, last = run[0], run[-1]
    if len(run) == 1:
        return max(first.start - begin, 1)
    whole = [
        following.start - mark.start
        for mark, following in pairwise(run)
        if following.number == mark.number + 1
    ]
    if whole:
        return sum(whole) / len(whole)
    return (last.start - first.start) / (last.number - first.number)


def _by_feet(
    run: Sequence[_Mark], begin: int, stop: int | None, end: int
) -> list[PageStart]:
    """Return the pages of `[begin, end)` whose feet the marks are.

    Behind the last one a page follows that has no number, if there is room for one before
    `end` and the numbers do not begin anew right behind it, at `stop`.
    """
    first, last = run[0], run[-1]
    longest = _length(run, begin) * _ONE_PAGE
    is_known = first.start - begin <= longest and (
        first.number == 1 or (first.number > _FIRST and len(run) > 1)
    )
    starts = [PageStart(begin, first.number if is_known else None)]
    starts += (
        PageStart(mark.end, _if_next(mark, following.number))
        for mark, following in pairwise(run)
    )
    if stop is None or last.end < stop:
        is_known = not last.is_last and end - last.end < longest
        starts.append(PageStart(last.end, last.number + 1 if is_known else None))
    return starts


def _by_heads(text: str, run: Sequence[_Mark], begin: int) -> list[PageStart]:
    """Return the pages whose heads the marks are; a title may stand before the first."""
    starts: list[PageStart] = []
    if text[begin : run[0].start].strip():
        starts.append(PageStart(begin, 1 if run[0].number <= _FIRST else None))
    for mark, following in pairwise(run):
        is_next = following.number == mark.number + 1
        starts.append(PageStart(mark.start, mark.number if is_next else None))
    return [*starts, PageStart(run[-1].start, run[-1].number)]


def _if_next(mark: _Mark, number: int) -> int | None:
    """Return the number of the page behind a mark, None if it is not the next one."""
    return number if number == mark.number + 1 else None


def _form_feeds(text: str) -> list[int]:
    """Return where the pages begin that form feeds end; none where they end other things.

    Word writes one where somebody began a page by hand, and none where a page was full.
    """
    if "\f" not in text:
        return []
    starts = [0]
    for found in re.finditer("\f", text):
        own = text[starts[-1] : found.start()].strip()
        if len(own) > _LONGEST_PAGE:
            return []
        if own:
            starts.append(found.start())
    is_full = len(text) - starts[-1] > _LONGEST_PAGE
    return [] if is_full or len(starts) == 1 else starts


def _by_form_feeds(
    starts: Sequence[int], marks: Sequence[_Mark]
) -> tuple[PageStart, ...]:
    """Return the pages with the numbers that are printed on them, if these agree.

    Where they begin anew, or count otherwise, pages have the number printed on them alone.
    """
    counted = [(mark.number, bisect_right(starts, mark.start)) for mark in marks]
    offsets = {number - place for number, place in counted}
    if len(offsets) > 1:
        printed = {place: number for number, place in counted}
        pages = [printed.get(place) for place, _ in enumerate(starts, 1)]
    else:
        offset = next(iter(offsets), 0)
        numbers = (place + offset for place, _ in enumerate(starts, 1))
        pages = [number if number > 0 else None for number in numbers]
    return tuple(map(PageStart, starts, pages))


_ASIDE = ("furniture", "contents")
"""The kinds of blocks that may be a page's number."""
_AROUND_NUMBER = frozenset("第页共/,，" + ROUND.marks + DASHES)
"""What stands around a page's number: 第 4 页 共 4 页, — 4 —."""
_WITH_SIGN = rf"""(?x) 第\s*[0-9]{{1,4}}\s*页 | [0-9]{{1,4}}\s*/\s*[0-9]{{1,4}}
    | [{DASHES}]\s*[0-9]{{1,4}}\s*[{DASHES}] | ^[0-9]{{1,4}}$"""
"""A page's number by its form, or alone on its line."""
_SHORTEST = 3
"""The shortest break with a page number in it: one digit and two line ends."""
_FIRST = 2
"""The first number that is printed may be this, where the first page shows none."""
_ONE_PAGE = 1.5
"""How many times the average a page's length may be; a choice."""
_LONGEST_PAGE = 3000
"""The most characters of a page: one by GB/T 9704—2012 has 616, the rest is room."""
