"""Find where the pages of a text begin, and their numbers, by what is printed on them.

Page numbers, running heads that have one, and form feeds show pages. A number may stand at
the head of its page or at its foot. It is a foot between dashes (— 1 —, GB/T 9704—2012,
7.5), and else unless less stands before the first number than half a page, and than
stands behind the last one. Between two numbers that do not follow each other no page is
known.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import NamedTuple

from planparse.layout.page_numbers import LONGEST
from planparse.layout.paragraphs import Block
from planparse.numbering.running_heads import numbers_of, page_numbers_of, words_of
from planparse.tree import PageStart, Span


class _Mark(NamedTuple):
    """A page's number, and the line that it is printed on."""

    start: int
    end: int
    number: int


def page_starts(
    text: str, start: int, end: int, blocks: Iterable[Block]
) -> list[PageStart]:
    """Return where the pages of a document begin, in order.

    The document is `text[start:end]`; `blocks` are its own and the furniture beside them.
    """
    marks = _marks(text, _lines(text, blocks))
    feeds = _form_feeds(text, start, end)
    if feeds:
        return _by_form_feeds(feeds, marks)
    starts: list[PageStart] = []
    begin = start
    runs = _runs(marks)
    for place, run in enumerate(runs, 1):
        is_last = place == len(runs)
        stop = end if is_last else runs[place][0].start
        if _are_heads(text, run, begin, stop):
            starts += _by_heads(run, begin)
        else:
            starts += _by_feet(run, begin, stop, is_last=is_last)
        begin = run[-1].end
    return starts


def _lines(text: str, blocks: Iterable[Block]) -> list[Span]:
    """Return the lines of furniture: beside the blocks, and in their soft breaks."""
    spans: list[Span] = []
    for block in blocks:
        if block.kind == "furniture" or (
            block.kind == "contents" and _is_number(text[block.start : block.end])
        ):
            spans.append(Span(block.start, block.end))
        spans += [
            Span(at.start, at.end)
            for at in block.soft_breaks
            if at.end - at.start >= _SHORTEST
        ]
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
                _Mark(*line, page) for line, page in zip(group, pages, strict=True)
            ]
            more = sorted([*marks, *found])
            if not marks or len(_runs(more)) <= len(_runs(marks)):
                marks = more
    return marks


def _single(line: str) -> list[int]:
    """Return the page's number of a line that has no other like it, none if it is not sure."""
    numbers = numbers_of(line)
    if len(numbers) == 1 or (numbers and _PAGE_OF_PAGES.issuperset(words_of(line))):
        return [min(numbers)]
    return []


def _is_number(line: str) -> bool:
    """Return whether a line of a contents page is that page's own number: — 1 —."""
    return 0 < len(line) <= LONGEST and _AROUND_NUMBER.issuperset(words_of(line))


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
    if first.number > 2 or text[first.start] in _DASHES:
        return False
    length = _length(run, begin)
    before = first.start - begin - length * (first.number - 1)
    return before < min(length / 2, end - last.end)


def _length(run: Sequence[_Mark], begin: int) -> float:
    """Return how long the pages are on average, the one before the first number if alone."""
    first, last = run[0], run[-1]
    if len(run) == 1:
        return max(first.start - begin, 1)
    return (last.start - first.start) / (last.number - first.number)


def _by_feet(
    run: Sequence[_Mark], begin: int, end: int, *, is_last: bool
) -> list[PageStart]:
    """Return the pages of `[begin, end)` whose feet the marks are.

    What is longer than a page, before the first or behind the last, is on none that is known.
    """
    first, last = run[0], run[-1]
    longest = _length(run, begin) * _ONE_PAGE
    is_excerpt = first.number > 2 and len(run) > 1 and first.start - begin < longest
    is_known = first.number == 1 or is_excerpt
    starts = [PageStart(begin, first.number if is_known else None)]
    for mark, following in pairwise(run):
        follows = following.number == mark.number + 1
        starts.append(PageStart(mark.end, following.number if follows else None))
    if is_last:
        is_known = end - last.end < longest
        starts.append(PageStart(last.end, last.number + 1 if is_known else None))
    return starts


def _by_heads(run: Sequence[_Mark], begin: int) -> list[PageStart]:
    """Return the pages whose heads the marks are; what stands before belongs to the first."""
    starts = [PageStart(begin, 1)] if begin < run[0].start else []
    for mark, following in pairwise(run):
        follows = following.number == mark.number + 1
        starts.append(PageStart(mark.start, mark.number if follows else None))
    return [*starts, PageStart(run[-1].start, run[-1].number)]


def _form_feeds(text: str, start: int, end: int) -> list[PageStart]:
    """Return the pages of a document that form feeds end, counted from the file's first."""
    if "\f" not in text:
        return []
    pages = [PageStart(0, 1)]
    at = text.find("\f")
    while at >= 0:
        if text[pages[-1].start : at].strip():
            pages.append(PageStart(at, len(pages) + 1))
        at = text.find("\f", at + 1)
    if len(pages) == 1:
        return []
    following = [*(page.start for page in pages[1:]), len(text)]
    return [
        page._replace(start=max(page.start, start))
        for page, stop in zip(pages, following, strict=True)
        if page.start < end and stop > start
    ]


def _by_form_feeds(
    pages: Sequence[PageStart], marks: Sequence[_Mark]
) -> list[PageStart]:
    """Return the pages with the numbers that are printed on them, if these agree."""
    offsets = {
        mark.number - (page.number or 0)
        for page, following in zip(pages, [*pages[1:], None], strict=True)
        for mark in marks
        if page.start <= mark.start
        and (following is None or mark.start < following.start)
    }
    offset = offsets.pop() if len(offsets) == 1 else 0
    shifted = [(page.start, (page.number or 0) + offset) for page in pages]
    return [PageStart(at, number if number > 0 else None) for at, number in shifted]


_PAGE_OF_PAGES = frozenset("第页共/,，()（）")
"""What stands in a page's number that says how many there are: 第 4 页 共 4 页."""
_DASHES = "—－-–―─‐"
_AROUND_NUMBER = _PAGE_OF_PAGES.union(_DASHES)
_SHORTEST = 3
"""The shortest break with a page number in it: one digit and two line ends."""
_ONE_PAGE = 1.5
"""How many times the average a page's length may be; a choice."""
