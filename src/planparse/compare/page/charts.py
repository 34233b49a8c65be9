"""Figures through the years as small charts: drawn in the page itself, read without a script."""

from collections.abc import Iterator, Mapping, Sequence
from math import ceil
from typing import NamedTuple

from planparse.compare.history import History
from planparse.compare.items import Edition
from planparse.compare.measures import Measures
from planparse.compare.page.parts import Step, ids_of, say_on_page, short_name, shown
from planparse.compare.series import Key, Point, Series, series
from planparse.grammar.shipped import compare_rules
from planparse.system.columns import columns
from planparse.system.html import escape_html
from planparse.tree import Lang

_AT_ONCE = 12
"""Charts that are seen without opening the rest: a choice, four rows on a wide screen."""
_WIDTH, _HEIGHT = 320, 150
_LEFT, _RIGHT, _TOP, _BOTTOM = 22, 22, 22, 38
"""What is left free around the lines, in units of the drawing: labels stand there."""
_LETTER, _LINE = 5.6, 12
"""How wide a column of a label is, and how high it is."""
_DOT = 4
"""The radius of a dot."""
_MOST_YEARS = 7
"""Years that are written below a chart, so that they do not run into each other."""

_YEAR = 8
"""Letters of a plan's name below a chart: there is room for a year, or a bit of a title."""
_PERIODS = ("part", "years", "average")
"""The times for which the page has words."""

Lines = Sequence[Series]
"""Series of one indicator: what was aimed at, and what was reached."""


Box = tuple[float, float, float, float]
"""What something takes of the drawing: left, top, right, bottom."""


class Label(NamedTuple):
    """A text at a point of the drawing, and the box that it takes."""

    x: float
    y: float
    anchor: str
    text: str
    box: Box


def charts(history: History, steps: Sequence[Step], lang: Lang) -> Iterator[str]:
    """Yield a chart for each indicator that enough editions have, those that vary first."""
    found = _by_indicator(series(history.editions, Measures(compare_rules().measures)))
    if not found:
        return
    ids = ids_of(steps)
    drawn = [_chart(lines, history.editions, ids, lang) for lines in found]
    title = say_on_page("charts", lang)
    yield f'<section id="charts"><h2>{title}</h2>\n'
    yield f"<p>{say_on_page('charts_legend', lang)}</p>\n"
    yield f'<div class="charts">\n{"".join(drawn[:_AT_ONCE])}</div>\n'
    if drawn[_AT_ONCE:]:
        more = say_on_page("charts_more", lang).format(count=len(drawn) - _AT_ONCE)
        yield f"<details><summary>{more}</summary>\n"
        yield f'<div class="charts">\n{"".join(drawn[_AT_ONCE:])}</div></details>\n'
    yield "</section>\n"


def _by_indicator(found: Sequence[Series]) -> list[Lines]:
    """Return series, targets and results of one indicator together."""
    together: dict[Key, list[Series]] = {}
    for one in sorted(found, key=_style, reverse=True):
        nature = one.key.nature._replace(stance=None)
        together.setdefault(one.key._replace(nature=nature), []).append(one)
    return sorted(together.values(), key=_rank)


def _rank(lines: Lines) -> tuple[bool, int]:
    """Return where a chart stands: first those whose figures vary, and of these the longest."""
    varies = any(len({point.value for point in line.points}) > 1 for line in lines)
    return not varies, -max(len(line.points) for line in lines)


def _chart(
    lines: Lines,
    editions: Sequence[Edition],
    ids: Mapping[tuple[int, int], str],
    lang: Lang,
) -> str:
    """Return the chart of one indicator: its name, a line for each series, the years below."""
    frame = Frame(lines, len(editions))
    drawn = "".join(_line(line, frame, editions, ids) for line in lines)
    labels = "".join(
        f'<text x="{label.x:.1f}" y="{label.y:.1f}" text-anchor="{label.anchor}">'
        f"{shown(label.text)}</text>"
        for label in labels_with_room(lines, frame)
    )
    return (
        f'<figure class="chart"><figcaption><b lang="zh">{shown(lines[-1].name)}</b>'
        f"{_manner(lines, lang)}</figcaption>\n"
        f'<svg viewBox="0 0 {_WIDTH} {_HEIGHT}">{_axis(editions, frame)}'
        f'{drawn}<g class="labels" lang="zh">{labels}</g></svg></figure>\n'
    )


def _manner(lines: Lines, lang: Lang) -> str:
    """Return how the figures are of their indicator: growth, on average, targets and results."""
    nature = lines[0].key.nature
    words = []
    if nature.aspect != "level":
        words.append(say_on_page(nature.aspect, lang))
    if nature.period not in (None, "year"):
        words.append(_period(nature.period, lang))
    legend = [
        f'<span class="{_style(line)}">{say_on_page(_style(line), lang)}</span>'
        for line in lines
        if line.key.nature.stance is not None
    ]
    return "".join(f" · {part}" for part in (*words, *legend))


def _period(period: str, lang: Lang) -> str:
    """Return of what time figures are: a word of the page, or as the plans say it (三年)."""
    return say_on_page(period, lang) if period in _PERIODS else shown(period)


def _style(line: Series) -> str:
    """Return the class of a line: what was reached is drawn otherwise than what is aimed at."""
    return "result" if line.key.nature.stance == "result" else "target"


class Frame:
    """Where values and editions stand in the drawing."""

    def __init__(self, lines: Lines, editions: int) -> None:
        """Take all that is drawn, and how many editions there are."""
        values = [point.value for line in lines for point in line.points]
        self._low, self._high = min(values), max(values)
        self._step = (_WIDTH - _LEFT - _RIGHT) / (editions - 1)

    def x(self, edition: int) -> float:
        """Return how far right an edition stands."""
        return _LEFT + edition * self._step

    def y(self, value: float) -> float:
        """Return how far down a value stands; in the middle where all are the same."""
        span = self._high - self._low
        share = (value - self._low) / span if span else 0.5
        return _HEIGHT - _BOTTOM - share * (_HEIGHT - _TOP - _BOTTOM)


def _axis(editions: Sequence[Edition], frame: Frame) -> str:
    """Return the line below with the years; of many only some are written."""
    floor = _HEIGHT - 20
    every = ceil(len(editions) / _MOST_YEARS)
    last = len(editions) - 1
    years = "".join(
        f'<text x="{frame.x(index):.1f}" y="{floor + 14}" text-anchor="middle">'
        f"{escape_html(short_name(edition)[:_YEAR])}</text>"
        for index, edition in enumerate(editions)
        if (last - index) % every == 0
    )
    line = f'<path d="M{_LEFT} {floor}H{_WIDTH - _RIGHT}"/>'
    return f'<g class="axis">{line}{years}</g>'


def _line(
    line: Series,
    frame: Frame,
    editions: Sequence[Edition],
    ids: Mapping[tuple[int, int], str],
) -> str:
    """Return a series as a line, broken where an edition has no value, and a dot for each value.

    A dot tells its year and its figure, and leads to the item that has it.
    """
    path, before = "", -2
    for point in line.points:
        command = "L" if point.edition == before + 1 else "M"
        path += f"{command}{frame.x(point.edition):.1f} {frame.y(point.value):.1f}"
        before = point.edition
    dots = "".join(_dot(point, frame, editions, ids) for point in line.points)
    return f'<g class="{_style(line)}"><path d="{path}"/>{dots}</g>'


def _dot(
    point: Point,
    frame: Frame,
    editions: Sequence[Edition],
    ids: Mapping[tuple[int, int], str],
) -> str:
    """Return a value as a dot."""
    told = shown(f"{short_name(editions[point.edition])}: {point.text}")
    x, y = frame.x(point.edition), frame.y(point.value)
    dot = f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{_DOT}"><title>{told}</title></circle>'
    target = ids.get((point.edition, point.item.place))
    return f'<a href="#{target}" aria-label="{told}">{dot}</a>' if target else dot


def labels_with_room(lines: Lines, frame: Frame) -> list[Label]:
    """Return the labels that have room: of the last and the first value, the most, the least.

    None stands on a dot or on another label.
    """
    taken = [_box_of_dot(point, frame) for line in lines for point in line.points]
    placed: list[Label] = []
    for line in lines:
        points = line.points
        most = max(points, key=lambda point: point.value)
        least = min(points, key=lambda point: point.value)
        named = {point.edition: point for point in (points[-1], points[0], most, least)}
        for point in named.values():
            for label in _around(point, frame):
                if not any(overlap(label.box, box) for box in taken):
                    placed.append(label)
                    taken.append(label.box)
                    break
    return placed


def _box_of_dot(point: Point, frame: Frame) -> Box:
    """Return the box that a dot takes."""
    x, y = frame.x(point.edition), frame.y(point.value)
    return x - _DOT, y - _DOT, x + _DOT, y + _DOT


def _around(point: Point, frame: Frame) -> Iterator[Label]:
    """Yield the label of a value above it and below it, within the drawing."""
    x, at = frame.x(point.edition), frame.y(point.value)
    wide = columns(point.text) * _LETTER
    anchor, left = "middle", x - wide / 2
    if left < 0:
        anchor, x, left = "start", 2.0, 2.0
    elif left + wide > _WIDTH:
        anchor, x, left = "end", _WIDTH - 2.0, _WIDTH - 2.0 - wide
    for y in (at - 8, at + 15):
        box = (left, y - _LINE + 2, left + wide, y + 2)
        yield Label(x, y, anchor, point.text, box)


def overlap(one: Box, other: Box) -> bool:
    """Return whether two boxes have a place in common."""
    return (
        one[0] < other[2] and other[0] < one[2]
        and one[1] < other[3] and other[1] < one[3]
    )  # fmt: skip
