"""Titles of documents: where 《》 name one, and how one title is compared with another."""

import re
from collections.abc import Iterator, Sequence

from planparse.text.characters import DIGITS, HAN_ONES, ROUND, TITLE, is_han
from planparse.text.dates import number

_VERSION = re.compile(rf"(?:{ROUND.around('{0,20}')})+$")
_VERSION_ENDS = (*ROUND.closing, "\n")


def without_version(title: str) -> str:
    """Return a title without the versions in brackets at its end: （试行）, （征求意见稿）."""
    return _VERSION.sub("", title) if title.endswith(_VERSION_ENDS) else title


def clean_title(text: str) -> str:
    """Return a title without line breaks, letter-spacing, and the # of Markdown.

    Blanks between words of a title without Han characters stay.
    """
    words = text.lstrip("# ").split()
    return ("" if any(map(is_han, text)) else " ").join(words)


def carries(
    title: str,
    line: str,
    whole: str,
    forwarding: Sequence[str],
    forwarded: Sequence[str],
) -> bool:
    """Return whether a notice's title names the plan: 关于印发《…》的通知.

    `line` is the last line of the plan's title, `whole` all of it. What is carried stands
    behind one of `forwarding` (印发) and before one of `forwarded` (的通知).
    """
    verb = next((word for word in forwarding if word in title), None)
    if verb is None:
        return False
    bare = "".join(filter(str.isalnum, title))
    named = "".join(filter(str.isalnum, line))
    carried = bare.split(verb, 1)[-1]
    for ending in forwarded:
        carried = carried.removesuffix(ending)
    return named in bare or carried in whole


COUNTS = DIGITS + HAN_ONES + "十"
"""The characters of a number at the end of a title: 工作计划二."""


def counts_on(title: str, following: str) -> bool:
    """Return whether the second title is the first with the next number: 工作计划一, 工作计划二."""
    stem, count = _stem(title)
    again, next_count = _stem(following)
    return stem == again and next_count == count + 1


def _stem(title: str) -> tuple[str, int]:
    """Return a title without blanks and the number at its end, and that number, 1 without one."""
    bare = "".join(title.split())
    stem = bare.rstrip(COUNTS)
    return stem, (number(bare[len(stem) :]) or 0) if len(stem) < len(bare) else 1


_LONGEST = 200
"""A title in 《》 is looked for over so many characters; a choice."""
_LINES = 5
"""A title in 《》 is wrapped to at most so many lines; a choice."""


def titles(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield the spans of titles in 《》, of nested ones the outer.

    A title may run over line ends, but not over an empty line.
    """
    at = text.find(TITLE.opening, start, end)
    while at >= 0:
        to = _close(text, at, min(end, at + _LONGEST))
        if to and to > at + 2:
            yield at, to
        at = text.find(TITLE.opening, to or at + 1, end)


_MARK = re.compile(f"[{TITLE.opening}{TITLE.closing}]")


def _close(text: str, at: int, end: int) -> int | None:
    """Return the end of the title that begins with the 《 at `at`, None where it has none.

    Titles may stand in titles: 《关于转发〈…〉的通知》, or with the same marks inside,
    which are counted. Where the outer 》 was left out, the title ends with the inner
    one.
    """
    to = text.find(TITLE.closing, at, end) + 1
    if to and text.find(TITLE.opening, at + 1, to) >= 0:
        depth = 0
        for mark in _MARK.finditer(text, at, end):
            depth += 1 if mark[0] == TITLE.opening else -1
            if not depth:
                to = mark.end()
                break
        else:  # the outer 》 was left out (《关于转发《…》), or the first 《 is never closed
            if text[at + 1 : text.find(TITLE.opening, at + 1, to)].isspace():
                return None
    return to if to and not _is_parted(text, at, to) else None


def _is_parted(text: str, start: int, end: int) -> bool:
    """Return whether an empty line, or more line ends than a title has, lie between two places."""
    part = text[start:end]
    if "\n" not in part and "\r" not in part:
        return False
    lines = part.splitlines()
    return len(lines) > _LINES or not all(map(str.strip, lines))
