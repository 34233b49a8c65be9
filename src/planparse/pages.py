"""Page numbers: lines that are nothing but one, by the forms listed in the grammars."""

import re
from functools import lru_cache
from itertools import pairwise

_BLANK = "[ \\t\\u3000\\u00a0\\u2000-\\u200a\\x0b\\x0c]*+"


@lru_cache(maxsize=8)
def whole(templates: tuple[str, ...], dashes: str) -> re.Pattern[str]:
    """An expression for a page number as the whole of a line, its blanks left out; a bare number is one too."""
    return re.compile(rf"{_forms(templates, dashes, '')}|[0-9０-９]{{1,4}}")


@lru_cache(maxsize=8)
def lines(templates: tuple[str, ...], dashes: str) -> re.Pattern[str]:
    """An expression for a whole line that is a page number: it starts at the line, ends before its end.

    In a template `{n}` is a number of up to four digits, a dash any of `dashes`; blanks may stand anywhere between.
    """
    return re.compile(rf"^{_BLANK}(?:{_forms(templates, dashes, _BLANK)}){_BLANK}(?=[\r\n]|\Z)", re.MULTILINE)


def _forms(templates: tuple[str, ...], dashes: str, between: str) -> str:
    return "|".join(between.join(_part(part, dashes) for part in _parts(template)) for template in templates)


def _parts(template: str) -> list[str]:
    return [part for part in re.split(r"(\{n\}|.)", template.replace(" ", "")) if part]


def _part(part: str, dashes: str) -> str:
    if part == "{n}":
        return "[0-9０-９]{1,4}"
    return f"[{re.escape(dashes)}]{{1,3}}+" if part in dashes else re.escape(part)


def counted(text: str) -> frozenset[int]:
    """Where the bare numbers stand that count a text's pages: lines 1, 2, 3 … a page apart, or with nothing between.

    A few may be missing. Among the numbers of a table most count nothing, or stand too close.
    """
    bare = [(int(found[1]), found.start(1)) for found in re.finditer(r"(?m)^[ \t\u3000]*([0-9]{1,3})\s*$", text)]
    runs: dict[int, list[tuple[int, int]]] = {}  # by their last number
    for number, at in bare:
        before = next((sooner for sooner in range(number - 1, number - _STEP - 1, -1) if sooner in runs), None)
        apart = before is not None and _apart(text, *runs[before][-1], number, at)
        run = runs.pop(before) if before is not None and apart else []
        run.append((number, at))
        if number not in runs or len(runs[number]) < len(run):
            runs[number] = run
    best = max(runs.values(), key=len, default=[])
    next_ones = sum(later[0] - sooner[0] == 1 for sooner, later in pairwise(best))
    if next_ones < max(2, len(best) // 2):
        return frozenset()
    first, last = best[0][1], best[-1][1]
    inside = sum(first <= at <= last for _, at in bare)
    usual = last - first >= _USUAL * (len(best) - 1) and inside <= 2 * len(best)
    return frozenset(at for _, at in best) if usual else frozenset()


def _apart(text: str, before: int, place: int, number: int, at: int) -> bool:
    """Whether two numbers may be those of pages: a page lies between, or nothing."""
    return at - place >= _APART or (number == before + 1 and text[place:at].split() == [str(before)])


_STEP = 4
"""From a page's number to the next there may be so much, where some are missing."""
_APART, _USUAL = 150, 300
"""No page is shorter, most are longer."""
