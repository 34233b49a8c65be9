"""Marks that open and close: 《》 “” （） that have no partner, found and placed.

Half and full width count as one kind of bracket, since real texts mix them (`(2021〕` is still a slip, `（a)` is
not). A bracket that numbers an item (`1）`) needs no partner.
"""

import re
from collections.abc import Iterable, Sequence
from itertools import islice

from planparse.text.characters import PAIRS, ROUND
from planparse.tree import Finding

_OPENS = {kind.opening[0]: kind.closing[0] for kind in PAIRS}
_CLOSES = {closing: opening for opening, closing in _OPENS.items()}
_WIDE = dict(
    zip(
        (ROUND.opening[1], ROUND.closing[1]),
        (ROUND.opening[0], ROUND.closing[0]),
        strict=True,
    )
)
_WIDE_CODES = str.maketrans(_WIDE)
_KIND = {mark: mark for mark in (*_OPENS, *_CLOSES)} | _WIDE
_COUPLES = tuple(opening + closing for opening, closing in _OPENS.items())
_DEEPEST = 12
"""Marks nested deeper than that are looked at one by one."""
_MARKS = f"[{re.escape(''.join(_KIND))}]"
_RUNS = re.compile(f"{_MARKS}+")
_PLACES = 30
"""Marks of one document that are told one by one."""


def findings(text: str, spans: Iterable[tuple[int, int]]) -> Iterable[Finding]:
    """A finding for each mark without a partner in the same document; `spans` are the documents'.

    From the thirty-first of a document on, one finding tells how many there are of each.
    """
    for start, end in spans:
        if _balanced(text, start, end):
            continue
        lonely = [
            at
            for at in _lonely(text, start, end)
            if text[at] != "“" or not _closed_in_ascii(text, at, end)
        ]
        yield from (Finding("T303", at, at + 1, (text[at],)) for at in lonely[:_PLACES])
        if len(lonely) > _PLACES:
            yield Finding(
                "T303", lonely[_PLACES], lonely[-1] + 1, (_counted(text, lonely),)
            )


def _counted(text: str, lonely: Sequence[int]) -> str:
    """How many there are of each mark that is not told by itself, in the order in which they come first."""
    counts: dict[str, int] = {}
    for at in islice(lonely, _PLACES, None):
        counts[text[at]] = counts.get(text[at], 0) + 1
    return " ".join(f"{mark}×{count}" for mark, count in counts.items())


def _balanced(text: str, start: int, end: int) -> bool:
    """Whether every mark closes the last one open, as in nearly all texts: pairs go out from the inside."""
    marks = "".join(_RUNS.findall(text, start, end)).translate(_WIDE_CODES)
    before = -1
    for _ in range(_DEEPEST):
        if len(marks) in (0, before):
            break
        before = len(marks)
        for pair in _COUPLES:
            marks = marks.replace(pair, "")
    return not marks


def _lonely(text: str, start: int, end: int) -> list[int]:
    """Where marks without a partner stand, in order; a mark pairs with the nearest open one of its kind."""
    open_marks: list[str] = []
    places: list[int] = []  # of those; two lists, since a text may be nothing but marks
    alone: list[int] = []
    for match in re.compile(_MARKS).finditer(text, start, end):
        mark, at = _KIND[match[0]], match.start()
        if mark in _OPENS:
            open_marks.append(mark)
            places.append(at)
            continue
        depth = _partner(open_marks, _CLOSES[mark])
        if depth is None:
            if not (mark == "）" and _numbers(text, at)):
                alone.append(at)
        else:
            alone += places[depth + 1 :]
            del open_marks[depth:], places[depth:]
    return sorted(alone + places)


def _closed_in_ascii(text: str, at: int, end: int) -> bool:
    """Whether “ is closed by ", as typing has it: up to the next “, ” or line there is an odd number of them."""
    for mark in "“”\n":
        end = found if (found := text.find(mark, at + 1, end)) >= 0 else end
    return text.count('"', at, end) % 2 == 1


_REACH = 12


def _partner(open_marks: Sequence[str], opening: str) -> int | None:
    for depth in range(len(open_marks) - 1, max(-1, len(open_marks) - 1 - _REACH), -1):
        if open_marks[depth] == opening:
            return depth
    return None


def _numbers(text: str, at: int) -> bool:
    """Whether a closing bracket ends a number without an opening one: 1）, 一), a)."""
    return (
        re.search(
            r"(?:^|[\s。；：:;])(?:[0-9０-９]{1,3}|[一二三四五六七八九十]{1,3}|[a-zA-Z])$",
            text[max(0, at - 5) : at],
        )
        is not None
    )
