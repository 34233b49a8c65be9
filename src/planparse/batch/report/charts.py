"""The drawings of the report: shares as bars, years as columns, in SVG that needs no script."""

from collections.abc import Iterator, Sequence
from math import ceil

from planparse.batch.report.counting import Tally
from planparse.batch.report.words import say
from planparse.system.html import escape_line
from planparse.tree import Lang

_BAR = 100
"""Units of a bar's length: it is stretched to the room that it has."""
_WIDE, _NARROW = 44, 14
"""Pixels from column to column: there is room for a year, or for as many as a page takes."""
_ROOM = 1_100
"""Pixels that the columns take together, as long as they are not narrower than that."""
_HEIGHT, _TOP, _FLOOR = 190, 22, 168
"""Pixels of the drawing; where the highest column ends, and where all begin."""
_SIDE = 26
"""Pixels left free on both sides, for labels are wider than columns."""
_LABEL = 34
"""Pixels that a year takes below."""
_GAP = 3
"""Pixels between columns."""


def bar(parts: Sequence[tuple[str, int]], whole: int, told: str) -> str:
    """Return a bar in which each part is as long as its share of the whole.

    A part is the name of its class and its number; `told` is what the bar says in words.
    """
    drawn, left = "", 0.0
    for name, number in parts:
        length = _BAR * number / whole if whole else 0.0
        if number:
            drawn += f'<rect class="{name}" x="{left:.2f}" width="{length:.2f}" height="10"/>'
        left += length
    return (
        f'<svg class="bar" viewBox="0 0 {_BAR} 10" preserveAspectRatio="none" role="img" '
        f'aria-label="{escape_line(told)}">{drawn}</svg>'
    )


def tally_bar(tally: Tally, most: int, lang: Lang) -> str:
    """Return the bar of a tally among others, the largest of which has so many."""
    told = say("tally", lang, count=tally.all, damaged=tally.damaged)
    parts = [("damaged", tally.damaged), ("sound", tally.all - tally.damaged)]
    return bar(parts, most, told)


def columns(tallies: Sequence[tuple[int, Tally]], lang: Lang) -> Iterator[str]:
    """Yield the drawing of years: a column for each, its damaged part at the bottom.

    Between years that do not follow each other stands … where there is room.
    """
    step = max(_NARROW, min(_WIDE, _ROOM // len(tallies)))
    width, most = 2 * _SIDE + step * len(tallies), max(one.all for _, one in tallies)
    every = ceil(_LABEL / step)
    yield (
        f'<svg class="columns" width="{width}" height="{_HEIGHT}" role="img" '
        f'aria-label="{say("by_year", lang)}">\n'
        f'<path class="axis" d="M{_SIDE} {_FLOOR}H{width - _SIDE}"/>\n'
    )
    for at, (year, tally) in enumerate(tallies):
        left = _SIDE + at * step
        middle = left + step / 2
        if at and year - tallies[at - 1][0] > 1 and step == _WIDE:
            yield f'<text class="year" x="{left}" y="{_FLOOR + 16}">…</text>'
        yield f"<g><title>{_told(year, tally, lang)}</title>"
        yield _column(left, step, tally, most)
        if tally.all and (step == _WIDE or tally.all == most):
            top = _FLOOR - _high(tally.all, most) - 5
            yield f'<text x="{middle:.1f}" y="{top:.1f}">{tally.all:,}</text>'
        if (len(tallies) - 1 - at) % every == 0:
            yield f'<text class="year" x="{middle:.1f}" y="{_FLOOR + 16}">{year}</text>'
        yield "</g>\n"
    yield "</svg>\n"


def _told(year: int, tally: Tally, lang: Lang) -> str:
    """Return what a column says in words."""
    documents, damaged = tally
    return say("column", lang, year=year, documents=documents, damaged=damaged)


def _column(left: int, step: int, tally: Tally, most: int) -> str:
    """Return the two parts of a column, and what may be pointed at above it."""
    width = step - _GAP
    damaged, whole = _high(tally.damaged, most), _high(tally.all, most)
    rests = [
        ("room", _TOP, _FLOOR - _TOP),
        ("sound", _FLOOR - whole, whole - damaged),
        ("damaged", _FLOOR - damaged, damaged),
    ]
    return "".join(
        f'<rect class="{name}" x="{left + _GAP / 2}" y="{top:.1f}" width="{width}" '
        f'height="{high:.1f}"/>'
        for name, top, high in rests
        if high
    )


def _high(number: int, most: int) -> float:
    """Return how high a number is drawn; the least that is there is seen."""
    return max(1.0, (_FLOOR - _TOP) * number / most) if number else 0.0
