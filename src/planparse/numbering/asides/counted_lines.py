"""The numbers of lines that pages repeat: which of them count the pages."""

import re
from collections import Counter
from collections.abc import Sequence

from planparse.text.characters import DASHES, ROUND


def has_number(line: str) -> bool:
    """Return whether there is a number in a line."""
    return _NUMBER.search(line) is not None


def without_numbers(line: str) -> str:
    """Return a line without its numbers and blanks."""
    return _NUMBERS_AND_BLANKS.sub("", line)


def may_be_page_number(line: str) -> bool:
    """Return whether a line is nothing but a page number, or looks like one: 第3页 共9页."""
    return _PAGE_NUMBER.fullmatch(line) is not None


def is_page_number(text: str, start: int, end: int) -> bool:
    """Return whether `may_be_page_number` holds of a part of a text."""
    return _PAGE_NUMBER.fullmatch(text, start, end) is not None


def words_of(line: str) -> str:
    """Return what is the same in the heads of all pages: no numbers, no blanks, no order."""
    return "".join(sorted(without_numbers(line)))


def numbers_of(line: str) -> tuple[int, ...]:
    """Return the numbers of a line, which are the page's and others: 2024年第1期　12."""
    return tuple(map(int, _NUMBER.findall(line)))


def page_numbers_of(lines: Sequence[Sequence[int]]) -> list[int]:
    """Return the number that differs from line to line, one a line; none where several do."""
    if not any(lines):
        return []
    shared = Counter(lines[0])
    for numbers in lines:
        shared &= Counter(numbers)
    own = [list((Counter(numbers) - shared).elements()) for numbers in lines]
    return [number for numbers in own for number in numbers if len(numbers) == 1]


_NUMBERS_AND_BLANKS = re.compile(r"[0-9０-９\s]+")
_NUMBER = re.compile("[0-9０-９]{1,9}")
_PAGE_NUMBER = re.compile(
    rf"[0-9０-９\s{re.escape(f'{DASHES}·第页共/,，{ROUND.marks}')}]*"
)
LONGEST_NUMBER = 24
"""The longest page number, in characters; 第 100 页 / 共 200 页 has 17, the rest is room."""
LONGEST_STEP = 4
"""How much more the next page's number may be; as for bare page numbers."""
