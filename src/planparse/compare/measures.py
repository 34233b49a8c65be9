"""What the figures of a passage measure: of which indicator each is, and how.

>>> from planparse.grammar.shipped import compare_rules
>>> measures = Measures(compare_rules().measures)
>>> figure = {"text": "9亿元", "unit": "元", "modifier": None, "of": "财政收入"}
>>> (measure,) = measures.of("财政收入达到9亿元", [figure])
>>> measure.name.text, measure.nature.aspect
('财政收入', 'level')
"""

import re
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from planparse.compare.indicators import (
    Alike,
    Name,
    Names,
    alike,
    contrast,
    pairs,
    shared,
)
from planparse.compare.items import Item, fold
from planparse.compare.natures import (
    NO_SETTING,
    Nature,
    Natures,
    Period,
    Setting,
    same_nature,
)
from planparse.grammar.wordlists import MeasureWords
from planparse.text.expressions import any_of

Figure = Mapping[str, Any]
"""A figure as its record has it."""

_BEHIND, _AROUND = 24, 16
"""So many characters behind a figure, and before it, are looked at; a choice."""
_ONE_THING, _MAY_BE = 0.6, 0.3
"""Shares of the words around two figures without a name that show them to be of one thing,
and that leave it open."""
_WIDE = 24
"""So many characters before a figure, and half as many behind, whatever stands between, are
near it: a text that is reworded keeps some of its words."""
_NEAR = (0.2, 0.25, 0.35)
"""The share of them that leaves it open whether two figures are one of which none is named,
one is, or both are, and not alike; they may have been reworded."""
_NEARLY_ALL = 0.75
"""… and whether two are one that are not of one nature."""
_MANY = 6
"""So many pairs of characters must be common to say it of a figure with a name."""
_FEWEST = 3
"""Fewer pairs of characters around figures show nothing."""
_HEAD = 2
"""So many characters show with what a name begins."""
_CLAUSE = re.compile(r"[。!?\n;,:]")
_END = re.compile(r"[。!?\n;]")
_BRACKETS = re.compile(r"\([^()]*\)")
_YEAR_OF = re.compile(r"(?:19|20)\d\d年(?:末|底)?的$")
_NUMBER = re.compile(r"\d[\d.]*")
_PHRASE = re.compile(r"[。;!?\n,、:(]|\d")


class Measure(NamedTuple):
    """What a figure measures.

    `named` says that its sentence names it, by the figure's own `of` or where this goes on
    from the figure before; `place` counts the figures of a list that share a name from 1,
    and is 0 for one that stands alone. `around` are the pairs of characters around it:
    before it, and behind, where the words before say too little past a comma
    (投资5亿元，整治南湖); `wide` those of all text near it. `counted` is False for what
    nobody aims at: 80周年.
    """

    name: Name
    nature: Nature
    unit: str
    named: bool
    place: int
    around: frozenset[str]
    wide: frozenset[str]
    counted: bool


class Cluster(NamedTuple):
    """Items of one plan that belong together, and what each stands in."""

    items: Sequence[Item]
    settings: Sequence[Setting]


class Measures:
    """Reads what figures measure by the words of `compare.yaml`."""

    def __init__(self, words: MeasureWords) -> None:
        """Take the words."""
        self.names, self.natures = Names(words), Natures(words)
        self._units = {
            fold(unit): fold(first)
            for first, units in words.units.items()
            for unit in units
        }
        self._joints = frozenset(words.joints)
        self._against = re.compile(f"(?<![同环])(?:{any_of(words.against)})[^,;。]*$")
        self._uncounted = frozenset(words.uncounted)
        self._uncounted_after = tuple(words.uncounted_after)
        self._uncounted_before = tuple(words.uncounted_before)

    def of(
        self, text: str, figures: Sequence[Figure], setting: Setting = NO_SETTING
    ) -> list[Measure]:
        """Return what each figure of a passage measures; they stand in order of place.

        `setting` is what the passage stands in.
        """
        folded = "\n".join(map(fold, text.split("\n")))
        found: list[Measure] = []
        before, end, said = 0, 0, NO_SETTING
        for figure in figures:
            printed = fold(figure["text"])
            start = folded.find(printed, end)
            if start < 0:
                start = end  # it is broken over two lines
            gap = folded[end:start]
            said = self.natures.said(folded[before:start], said)
            before = start
            end = start + len(printed)
            behind = folded[end : end + _BEHIND]
            own = Setting(
                said.stance or setting.stance or said.tense,
                said.period or setting.period,
                based=said.based,
            )
            wide = f"{folded[max(start - _WIDE, 0) : start]} {folded[end : end + _WIDE // 2]}"
            measure = self._measure(figure, gap, behind, found[-1:], own)
            measure = measure._replace(wide=pairs(_NUMBER.sub("", wide)))
            if measure.place == 2:
                found[-1] = found[-1]._replace(place=1)
            found.append(measure)
        return found

    def _measure(
        self, figure: Figure, gap: str, behind: str, before: Sequence[Measure],
        setting: Setting,
    ) -> Measure:  # fmt: skip
        """Return what a figure measures.

        `gap` is what stands between it and the figure `before` it, which has none where
        the text begins.
        """
        lead = _YEAR_OF.sub("", _BRACKETS.sub("", _CLAUSE.split(gap)[-1]))
        if _END.search(gap):
            before = ()
        unit = fold(figure["unit"] or "")
        unit = self._units.get(unit, unit)
        said = self._against.sub("", lead)
        core = self.names.plain(self.names.before(said))
        if self.names.is_general(core):
            around = _first_words(behind.lstrip(",、:"))
        else:
            around = core[-_AROUND:] + _first_words(behind)
        counted = unit not in self._uncounted
        counted = counted and not lead.endswith(self._uncounted_after)
        counted = counted and not behind.startswith(self._uncounted_before)
        if before and lead in self._joints:
            first = before[0]
            place = max(first.place, 1) + 1
            return first._replace(
                unit=unit, place=place, around=pairs(around), counted=counted
            )
        of = figure.get("of") or ""
        if not core and before and (len(said) < len(lead) or not of):
            name, named = before[0].name, before[0].named
        else:
            name, named = self._name(of, core)
        modifier = fold(figure.get("modifier") or "")
        nature = self.natures.read(lead, behind, unit, modifier, of, setting)
        return Measure(
            name, nature, unit, named, 0, pairs(around), frozenset(), counted
        )

    def _name(self, of: str, core: str) -> tuple[Name, bool]:
        """Return what a figure measures, and whether its sentence names it.

        Of figures without an indicator, or with one that is of another thing each time,
        the words before them are the name.
        """
        name = self.names.read(of)
        if name.general and core:
            return self.names.named(core), False
        return name, bool(name.text)

    def settings(self, items: Sequence[Item]) -> list[Setting]:
        """Return what each item of a plan stands in, by the headings above it.

        The outermost that says so decides; a period is named in the text below it too.
        """
        found: list[Setting] = []
        periods: dict[int, Period | None] = {}
        for item in items:
            above, parent = NO_SETTING, item.parent
            if 0 <= parent < len(found):
                above = found[parent]
                if parent not in periods:
                    periods[parent] = self.natures.said(items[parent].text).period
                above = above._replace(period=above.period or periods[parent])
            own = self.natures.setting(item.title or "")
            found.append(
                Setting(above.stance or own.stance, own.period or above.period)
            )
        return found


def same_measure(one: Measure, other: Measure) -> Alike:
    """Say whether two figures measure one thing in one way, so that they can be compared."""
    if one.unit != other.unit:
        return "other"
    by_nature = same_nature(one.nature, other.nature)
    if by_nature == "other":
        unnamed = not (one.named or other.named)
        share = _ONE_THING if unnamed else _NEARLY_ALL
        return "doubtful" if _is_near(one, other, share) else "other"
    found = same_indicator(one, other)
    return by_nature if found == "same" else found


def same_indicator(one: Measure, other: Measure) -> Alike:
    """Say whether two figures are of one indicator.

    Where it has no name, or one that is of another thing each time, the words around the
    figures tell.
    """
    found = alike(one.name, other.name)
    if found != "same" and contrast(one.name, other.name) != "other":
        found = _by_words_around(one, other, found)
    return "doubtful" if found == "same" and not _same_place(one, other) else found


def _same_place(one: Measure, other: Measure) -> bool:
    """Return whether two figures stand at one place of lists that share a name.

    Of 茶园和果园分别增长5%、8% the first is of what 茶园 alone is.
    """
    alone, first = sorted((one, other), key=lambda measure: measure.place)
    if (alone.place, first.place) != (0, 1):
        return alone.place == first.place
    name = alone.name.text
    return name != first.name.text and first.name.text.startswith(name[:_HEAD])


def _by_words_around(one: Measure, other: Measure, by_name: Alike) -> Alike:
    """Say whether figures whose names do not show it are of one indicator.

    Names of which each has its own word for another thing are left to themselves.
    """
    is_general = one.name.general or other.name.general
    enough = min(len(one.around), len(other.around)) >= _FEWEST
    if is_general or not (one.named and other.named):
        around = shared(one.around, other.around)
        if around >= _ONE_THING and enough:
            return "same"
        if around >= _MAY_BE:
            return "doubtful"
    if is_general and one.name.text and other.name.text:
        return "other" if enough else by_name
    share = _NEAR[one.named + other.named]
    return "doubtful" if _is_near(one, other, share) else by_name


def _is_near(one: Measure, other: Measure, share: float) -> bool:
    """Return whether two figures have enough of the text near them in common."""
    fewest = _MANY if one.named or other.named else _FEWEST
    enough = len(one.wide & other.wide) > fewest
    return enough and shared(one.wide, other.wide) >= share


def _first_words(behind: str) -> str:
    """Return the first words behind a figure."""
    return _PHRASE.split(behind)[0][:_AROUND]
