"""Page furniture by its place and by being repeated: running heads, feet and page numbers."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise
from statistics import median

from planparse.readers.pages.glyphs import Page
from planparse.readers.pages.rows import Row

_MARGIN = 0.13
"""So great a share of a page's height is its upper margin, or its lower one, with the heads
in it: GB/T 9704 sets 37 of 297 mm."""
_OUTER = 0.07
"""What stands so far out stands in the margin, whatever its distance from the text."""
_APART = 1.3
"""Furniture stands so many times farther from the text than its rows do from one another."""
_DEEP = 3
"""So many rows at either end of a page may be furniture; a choice."""
_PAGES = 3
"""A running head is on so many pages at least; of two pages, on both."""
_PLACE = 4.0
"""Heads that are so many points apart in height are at one place."""
_NUMBER = re.compile(
    r"(?P<open>[-—–－―‐─·•~～]*)\s*(?:第|共|page|of|页|/|[,，]|\s)*"
    r"(?P<number>[0-9０-９]{1,4}|[ivxlcIVXLC]{1,6}|[〇一二三四五六七八九十百]{1,5})"
    r"(?:\s|第|共|page|of|页|/|[0-9０-９]{1,4}|[,，])*(?P<close>[-—–－―‐─·•~～]*)",
    re.IGNORECASE,
)
_SAID = re.compile("页|page", re.IGNORECASE)
_PRINTED = re.compile(
    r"(?:https?|file)://\S+(?:\s+\d+/\d+)?"
    r"|\d{1,4}/\d{1,2}/\d{1,4},?\s+(?:[上下]午)?\d{1,2}:\d\d(?:\s?[AP]M)?(?:\s.*)?"
)
"""What browsers print in the margins: an address and the page; a time and the title."""
_DIGITS = re.compile(r"[\d\s]+")


def without_furniture(
    pages: Sequence[tuple[Page, list[Row]]],
) -> Iterator[list[Row]]:
    """Yield the rows of each page without its furniture; rows are from the top down."""
    repeated = _repeated(pages)
    offsets = _number_offsets(pages)
    for page, rows in pages:
        pitch = _pitch(rows)
        out: set[int] = set()
        for order in (range(len(rows)), range(len(rows) - 1, -1, -1)):
            for place in list(order)[:_DEEP]:
                row = rows[place]
                is_head = (_key(row), round(row.top / _PLACE)) in repeated
                is_number = (
                    _is_page_number(row, page, offsets)
                    or _PRINTED.fullmatch(row.text) is not None
                )
                if not (
                    (is_head or is_number)
                    and _in_margin(row, page)
                    and (is_number or _stands_apart(row, rows, page, pitch))
                ):
                    break
                out.add(place)
        yield [row for place, row in enumerate(rows) if place not in out]


def _ends(rows: Sequence[Row]) -> list[Row]:
    """Return the rows at either end of a page, each once."""
    if len(rows) <= 2 * _DEEP:
        return list(rows)
    return [*rows[:_DEEP], *rows[-_DEEP:]]


def _key(row: Row) -> str:
    """Return the text of a row without blanks and figures."""
    return _DIGITS.sub("", row.text)


def _repeated(pages: Sequence[tuple[Page, list[Row]]]) -> set[tuple[str, int]]:
    """Return the texts that stand at one height of several pages, with that height."""
    found: Counter[tuple[str, int]] = Counter()
    for page, rows in pages:
        keys = {
            (_key(row), round(row.top / _PLACE) + beside)
            for row in _ends(rows)
            if _in_margin(row, page) and _key(row)
            for beside in (-1, 0, 1)
        }
        found.update(keys)
    least = min(_PAGES, max(len(pages), 2))
    return {key for key, count in found.items() if count >= least}


def _in_margin(row: Row, page: Page) -> bool:
    """Return whether a row stands in the upper or the lower margin of a page."""
    margin = _MARGIN * page.height
    return row.bottom < margin + row.size or row.top > page.height - margin - row.size


def _stands_apart(row: Row, rows: Sequence[Row], page: Page, pitch: float) -> bool:
    """Return whether a row is far out, or stands off from the nearest row of the text."""
    if row.bottom < _OUTER * page.height or row.top > (1 - _OUTER) * page.height:
        return True
    upper = row.top < page.height / 2
    distances = [
        other.top - row.top if upper else row.top - other.top
        for other in rows
        if (
            other.top - row.top > row.size / 2
            if upper
            else row.top - other.top > row.size / 2
        )
    ]
    return not distances or min(distances) > _APART * pitch


def _pitch(rows: Sequence[Row]) -> float:
    """Return how far the rows of a page are from one another, at the median."""
    steps = [
        after.top - before.top
        for before, after in pairwise(rows)
        if after.top - before.top > 1
    ]
    return median(steps) if steps else 0.0


def _number(row: Row) -> re.Match[str] | None:
    """Return the parts of a row that is a page number, None for any other."""
    return _NUMBER.fullmatch(row.text)


def _number_offsets(pages: Sequence[tuple[Page, list[Row]]]) -> set[int]:
    """Return by how much the numbers in the margins of several pages differ from their count."""
    found: Counter[int] = Counter()
    for page, rows in pages:
        numbers = {
            int(match["number"]) - page.number
            for row in _ends(rows)
            if _in_margin(row, page)
            and (match := _number(row))
            and match["number"].isdecimal()
        }
        found.update(numbers)
    return {offset for offset, count in found.items() if count >= 2}


def _is_page_number(row: Row, page: Page, offsets: set[int]) -> bool:
    """Return whether a row in a margin is the number of its page.

    It is between dashes, or says that it is a page's; a bare one counts on with the pages.
    """
    match = _number(row)
    if match is None:
        return False
    if (match["open"] and match["close"]) or _SAID.search(row.text):
        return True
    number = match["number"]
    return number.isdecimal() and int(number) - page.number in offsets
