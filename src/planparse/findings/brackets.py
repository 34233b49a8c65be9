"""Brackets and quotation marks without a match: 《》 “” （） and the like.

All shapes count as one kind of bracket, since real texts mix them: （a) and 〔2021］ match,
and (2021〕 does not. A bracket behind the number of an item, as in 1）, needs no match.
"""

import re
from collections.abc import Iterable, Iterator, Sequence

from planparse.text.characters import DIGITS, HAN_ONES, PAIRS, QUOTE, ROUND, SQUARE
from planparse.text.positions import line_end, line_start
from planparse.tree import Finding

_CLOSING = {kind.opening[0]: kind.closing[0] for kind in PAIRS}
_OPENING = {closing: opening for opening, closing in _CLOSING.items()}
_KIND = {mark: side[0] for kind in PAIRS for side in kind for mark in side}
"""Every mark that is looked at, and the mark of its kind that it counts as."""
_KIND_CODES = str.maketrans(_KIND)
_COUPLES = tuple(opening + closing for opening, closing in _CLOSING.items())
_MARK = re.compile(f"[{re.escape(''.join(_KIND))}]")
_ITEM_NUMBER = (
    rf"(?:^|[\s。；：:;])(?:[{DIGITS}]{{1,3}}|[{HAN_ONES}十]{{1,3}}|[a-zA-Z])$"
)

_BOUND = r"\s*[-+−]?[0-9.%∞]+\s*"
_INTERVAL = (
    rf"(?:{ROUND.opens}|{SQUARE.opens}){_BOUND}[,，、]{_BOUND}"
    rf"(?:{ROUND.closes}|{SQUARE.closes})"
)
"""An interval, whose ends may be of two kinds of bracket: [10, 20)."""

_DEEPEST = 12
"""Texts with deeper nesting are looked at mark by mark; a choice, which costs time only."""
_REACH = 12
"""How many open marks back a closing one looks for its match; a choice."""
_WIDEST = 24
"""How far an interval's brackets may stand apart, in characters; a choice."""
_LISTED = 30
"""Unmatched marks of a document that have a finding each; a choice. In 547 documents no one
has more than four."""


def findings(text: str, spans: Iterable[tuple[int, int]]) -> Iterator[Finding]:
    """Yield a T303 for each unmatched mark; `spans` are those of the documents.

    From the thirty-first of a document on, one finding says how many there are of each.
    """
    for start, end in spans:
        if _is_balanced(text, start, end):
            continue
        unmatched = [
            at
            for at in _without_arrows(text, _unmatched(text, start, end))
            if not (_is_closed_by_ascii(text, at, end) or _bounds_interval(text, at))
        ]
        for at in unmatched[:_LISTED]:
            yield Finding("T303", at, at + 1, (text[at],))
        rest = unmatched[_LISTED:]
        if rest:
            yield Finding("T303", rest[0], rest[-1] + 1, (_counted(text, rest),))


def _counted(text: str, places: Iterable[int]) -> str:
    """Return how many marks there are of each, in the order in which they first occur."""
    counts: dict[str, int] = {}
    for at in places:
        counts[text[at]] = counts.get(text[at], 0) + 1
    return " ".join(f"{mark}×{count}" for mark, count in counts.items())


def _is_balanced(text: str, start: int, end: int) -> bool:
    """Return whether every mark closes the last one open, as in nearly all texts.

    Pairs are taken out from the inside, as long as any are left.
    """
    marks = "".join(_MARK.findall(text, start, end)).translate(_KIND_CODES)
    before = -1
    for _ in range(_DEEPEST):
        if len(marks) in (0, before):
            break
        before = len(marks)
        for couple in _COUPLES:
            marks = marks.replace(couple, "")
    return not marks


def _unmatched(text: str, start: int, end: int) -> list[int]:
    """Return where unmatched marks stand, in order; a mark matches the nearest open one."""
    open_marks: list[str] = []
    places: list[int] = []  # of those; two lists, since a text may be nothing but marks
    unmatched: list[int] = []
    for match in _MARK.finditer(text, start, end):
        mark, at = _KIND[match[0]], match.start()
        if mark in _CLOSING:
            open_marks.append(mark)
            places.append(at)
            continue
        depth = _match(open_marks, _OPENING[mark])
        if depth is not None:
            unmatched += places[depth + 1 :]
            del open_marks[depth:], places[depth:]
        elif not (mark in ROUND.closing and _ends_item_number(text, at)):
            unmatched.append(at)
    return sorted(unmatched + places)


def _match(open_marks: Sequence[str], opening: str) -> int | None:
    """Return the place of the last `opening` among the innermost open marks."""
    for depth in range(len(open_marks) - 1, max(-1, len(open_marks) - 1 - _REACH), -1):
        if open_marks[depth] == opening:
            return depth
    return None


def _is_closed_by_ascii(text: str, at: int, end: int) -> bool:
    """Return whether “ is closed by ", as some type it.

    It is where an odd number of them stands before the next “, ” or line end.
    """
    if text[at] != QUOTE.opening:
        return False
    for mark in f"{QUOTE.marks}\n\r":
        end = found if (found := text.find(mark, at + 1, end)) >= 0 else end
    return text.count('"', at, end) % 2 == 1


def _without_arrows(text: str, places: Iterable[int]) -> Iterator[int]:
    """Yield the places, which ascend, without the marks that a web page points with.

    Two closing ones begin their line, two opening ones end theirs: 》》更多, 返回《《. Each
    line is looked for once, since all marks of a text may stand on one.
    """
    end, first, last = -1, "", ""
    for at in places:
        if at > end:
            end = line_end(text, at)
            line = text[line_start(text, at) : end].strip()
            first, last = line[:2], line[-2:]
        mark = text[at]
        begins = mark in _OPENING and first == mark * 2
        ends = mark in _CLOSING and last == mark * 2
        if not (begins or ends):
            yield at


def _bounds_interval(text: str, at: int) -> bool:
    """Return whether a mark is one of the two brackets of an interval: [10, 20)."""
    around = re.compile(_INTERVAL).finditer(text, max(0, at - _WIDEST), at + _WIDEST)
    return any(at in (match.start(), match.end() - 1) for match in around)


def _ends_item_number(text: str, at: int) -> bool:
    """Return whether the bracket at a place ends the number of an item: 1）, 一), a)."""
    return re.search(_ITEM_NUMBER, text[max(0, at - 5) : at]) is not None
