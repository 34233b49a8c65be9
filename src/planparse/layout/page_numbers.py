"""Page numbers: lines that are nothing but one, by the forms listed in the grammars."""

import re
from bisect import bisect_left, bisect_right
from functools import lru_cache
from itertools import pairwise

from planparse.text.characters import BLANK

_BLANKS = f"{BLANK}*+"


@lru_cache(maxsize=8)
def whole(templates: tuple[str, ...], dashes: str) -> re.Pattern[str]:
    """An expression for a page number as the whole of a line, its blanks left out; a bare number is one too."""
    return re.compile(rf"{_forms(templates, dashes, '')}|[0-9０-９]{{1,4}}")


@lru_cache(maxsize=8)
def lines(templates: tuple[str, ...], dashes: str) -> re.Pattern[str]:
    """An expression for a whole line that is a page number: it starts at the line, ends before its end.

    In a template `{n}` is a number of up to four digits, a dash any of `dashes`; blanks may stand anywhere between.
    """
    return re.compile(
        rf"^{_BLANKS}(?:{_forms(templates, dashes, _BLANKS)}){_BLANKS}(?=[\r\n]|\Z)",
        re.MULTILINE,
    )


def _forms(templates: tuple[str, ...], dashes: str, between: str) -> str:
    return "|".join(
        between.join(_part(part, dashes) for part in _parts(template))
        for template in templates
    )


def _parts(template: str) -> list[str]:
    return [part for part in re.split(r"(\{n\}|.)", template.replace(" ", "")) if part]


def _part(part: str, dashes: str) -> str:
    if part == "{n}":
        return "[0-9０-９]{1,4}"
    return f"[{re.escape(dashes)}]{{1,3}}+" if part in dashes else re.escape(part)


def counted(text: str, ended: frozenset[str]) -> frozenset[int]:
    """Where the bare numbers stand that count a text's pages: lines 1, 2, 3 … a page apart, or with nothing between.

    A few may be missing. Among the numbers of a table most count nothing, or stand too close; those of a list stand
    behind whole sentences (which end in one of `ended`), where the ends of pages part many.
    """
    bare = [
        (int(found[1]), found.start(1))
        for found in re.finditer(r"(?m)^[ \t\u3000]*([0-9]{1,3})\s*$", text)
    ]
    runs: dict[int, list[tuple[int, int]]] = {}  # by their last number
    for number, at in bare:
        before = next(
            (
                sooner
                for sooner in range(number - 1, number - _STEP - 1, -1)
                if sooner in runs
            ),
            None,
        )
        apart = before is not None and _apart(text, *runs[before][-1], number, at)
        run = runs.pop(before) if before is not None and apart else []
        run.append((number, at))
        if number not in runs or len(runs[number]) < len(run):
            runs[number] = run
    places = [at for _, at in bare]
    pages = [run for run in runs.values() if _counts_pages(text, run, places, ended)]
    best = max(pages, key=len, default=[])
    whole = [
        run for run in pages if run is best or run[-1] < best[0] or best[-1] < run[0]
    ]  # by number
    return frozenset(at for run in whole for _, at in run)


def _counts_pages(
    text: str, run: list[tuple[int, int]], places: list[int], ended: frozenset[str]
) -> bool:
    """Whether a run of numbers has the decisions of pages, their distance, and sentences that they part."""
    next_ones = sum(later[0] - sooner[0] == 1 for sooner, later in pairwise(run))
    if next_ones < max(2, len(run) // 2):
        return False
    first, last = run[0][1], run[-1][1]
    inside = bisect_right(places, last) - bisect_left(places, first)
    if last - first < _USUAL * (len(run) - 1) or inside > 2 * len(run):
        return False
    parting = sum(
        (text[max(0, at - _NEAR) : at].rstrip()[-1:] or "。") not in ended
        for _, at in run
    )
    return 4 * parting >= len(run)


def _apart(text: str, before: int, place: int, number: int, at: int) -> bool:
    """Whether two numbers may be those of pages: a page lies between, or nothing."""
    return at - place >= _APART or (
        number == before + 1 and text[place:at].split() == [str(before)]
    )


_STEP = 4
"""From a page's number to the next there may be so much, where some are missing."""
_APART, _USUAL = 150, 300
"""No page is shorter, most are longer."""
_NEAR = 40
"""Within so many characters the line before a number ends."""
