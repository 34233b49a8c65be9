"""What became of the figures of items that belong together.

Figures are pairs where they measure one thing in one way; where that is sure, one is told
as raised or lowered.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from planparse.compare.indicators import shared
from planparse.compare.measures import Cluster, Measure, Measures, same_measure
from planparse.compare.pairing import Keys, partners

Figure = Mapping[str, Any]
"""A figure as its record has it."""

_SURE, _DOUBTFUL = 1000, 400
"""What a pair is worth that surely, or perhaps, measures one thing; at least."""
_AROUND, _WIDE, _NAME, _TEXT = 200, 200, 100, 50
"""… and besides where all next to it is alike, all that is near it, all of its name, and its
own text."""


def figure_changes(
    old: Cluster, new: Cluster, measures: Measures
) -> Iterator[tuple[str, Figure | None, Figure | None]]:
    """Yield what changed: its kind, and the figure of either side.

    What nobody aims at (80周年) is not told.
    """
    before, after = _measured(old, measures), _measured(new, measures)
    pairs = partners(
        [_keys(measure) for _, measure in before],
        [_keys(measure) for _, measure in after],
        lambda left, right: _worth(before[left], after[right]),
    )
    for place, (figure, measure) in enumerate(before):
        if place not in pairs:
            yield "dropped", figure, None
            continue
        partner, other = after[pairs[place]]
        kind = _change(figure, partner)
        if kind in ("raised", "lowered") and same_measure(measure, other) != "same":
            kind = "changed"
        if kind:
            yield kind, figure, partner
    taken = set(pairs.values())
    for place, (figure, _) in enumerate(after):
        if place not in taken:
            yield "added", None, figure


def _measured(side: Cluster, measures: Measures) -> list[tuple[Figure, Measure]]:
    """Return the figures that count, each with what it measures."""
    return [
        (figure, measure)
        for item, setting in zip(side.items, side.settings, strict=True)
        if (figures := item.facts.get("figures", ()))
        for figure, measure in zip(
            figures, measures.of(item.heading_and_text, figures, setting), strict=True
        )
        if measure.counted
    ]


def _keys(measure: Measure) -> Keys:
    """Return what a figure is found by among many."""
    return Keys(measure.unit, (measure.name.text, measure.nature.aspect))


def _worth(one: tuple[Figure, Measure], other: tuple[Figure, Measure]) -> int | None:
    """Return what a pair of figures is worth, None where they are not of one thing."""
    found = same_measure(one[1], other[1])
    if found == "other":
        return None
    words = (
        _AROUND * shared(one[1].around, other[1].around)
        + _WIDE * shared(one[1].wide, other[1].wide)
        + _NAME * shared(one[1].name.pairs, other[1].name.pairs)
    )
    if one[0]["text"] == other[0]["text"]:
        words += _TEXT
    return round((_SURE if found == "same" else _DOUBTFUL) + words)


def _change(old: Figure, new: Figure) -> str | None:
    """Say how a figure changed, or return None where it did not.

    50家 → 60家 is `raised`, 5%—8% → 6%—8% as well. Where one end of a range went up and
    the other down, where an end is not known, or only the modifier is another (不低于 →
    达到), it is `changed`.
    """
    before, after = _range(old), _range(new)
    if before == after:
        return None if old.get("modifier") == new.get("modifier") else "changed"
    if None in (*before, *after) or _opposed(before, after):
        return "changed"
    return "raised" if sum(after) > sum(before) else "lowered"


def _range(figure: Figure) -> tuple[Any, Any]:
    """Return both ends of a figure; a figure that is no range has one number at both."""
    low, high = figure.get("low"), figure.get("high")
    return low, low if high is None else high


def _opposed(before: tuple[Any, Any], after: tuple[Any, Any]) -> bool:
    """Return whether one end of a range went up and the other down."""
    (low, high), (new_low, new_high) = before, after
    narrower = low < new_low and high > new_high
    wider = low > new_low and high < new_high
    return bool(narrower or wider)
