"""Marks that open and close: 《》 “” （） that have no partner, found and placed.

Half and full width count as one kind of bracket, since real texts mix them (`(2021〕` is still a slip, `（a)` is
not). A bracket that numbers an item (`1）`) needs no partner.
"""

import re
from collections.abc import Iterable, Sequence

from planparse.findings import Finding

_OPENS = {"《": "》", "“": "”", "（": "）", "「": "」", "『": "』", "【": "】", "〈": "〉", "〔": "〕"}
_CLOSES = {closing: opening for opening, closing in _OPENS.items()}
_WIDE = {"(": "（", ")": "）"}
_WIDE_CODES = str.maketrans(_WIDE)
_PAIRS = tuple(opening + closing for opening, closing in _OPENS.items())
_DEEPEST = 12
"""Marks nested deeper than that are looked at one by one."""
_MARKS = re.compile(r"[《》“”（）()「」『』【】〈〉〔〕]")


def findings(text: str, spans: Iterable[tuple[int, int]]) -> Iterable[Finding]:
    """A finding for each mark without a partner in the same document; `spans` are the documents'."""
    for start, end in spans:
        if not _balanced(text, start, end):
            yield from (Finding("T303", at, at + 1, (text[at],)) for at in _lonely(text, start, end))


def _balanced(text: str, start: int, end: int) -> bool:
    """Whether every mark closes the last one open, as in nearly all texts: pairs go out from the inside."""
    marks = "".join(_MARKS.findall(text, start, end)).translate(_WIDE_CODES)
    before = -1
    for _ in range(_DEEPEST):
        if len(marks) in (0, before):
            break
        before = len(marks)
        for pair in _PAIRS:
            marks = marks.replace(pair, "")
    return not marks


def _lonely(text: str, start: int, end: int) -> list[int]:
    """Where marks without a partner stand, in order; a mark pairs with the nearest open one of its kind."""
    open_marks: list[tuple[str, int]] = []
    alone: list[int] = []
    for match in _MARKS.finditer(text, start, end):
        mark, at = _WIDE.get(match[0], match[0]), match.start()
        if mark in _OPENS:
            open_marks.append((mark, at))
            continue
        if open_marks and open_marks[-1][0] == _CLOSES[mark]:
            open_marks.pop()
            continue
        depth = _partner(open_marks, _CLOSES[mark])
        if depth is None:
            if not (mark == "）" and _numbers(text, at)):
                alone.append(at)
        else:
            alone += [place for _, place in open_marks[depth + 1 :]]
            del open_marks[depth:]
    return sorted(alone + [place for _, place in open_marks])


_REACH = 12


def _partner(open_marks: Sequence[tuple[str, int]], opening: str) -> int | None:
    for depth in range(len(open_marks) - 1, max(-1, len(open_marks) - 1 - _REACH), -1):
        if open_marks[depth][0] == opening:
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
