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

from planparse.compare.indicators import Alike, Name, Names, alike, pairs, shared
from planparse.compare.items import Item, fold
from planparse.compare.natures import NO_SETTING, Nature, Natures, Setting, same_nature
from planparse.grammar.wordlists import MeasureWords
from planparse.text.expressions import any_of

Figure = Mapping[str, Any]
"""A figure as its record has it."""

_BEHIND, _AROUND = 24, 16
"""So many characters behind a figure, and before it, are looked at; a choice."""
_ONE_THING, _MAY_BE = 0.6, 0.3
"""Shares of the words around two figures without a name that show them to be of one thing,
and that leave it open."""
_FEWEST = 3
"""Fewer pairs of characters around figures show nothing."""
_SENTENCE_ENDS = "。!?\n"
_CLAUSE_ENDS = _SENTENCE_ENDS + ";,:"
_BRACKETS = re.compile(r"\([^()]*\)")
_YEAR_OF = re.compile(r"(?:19|20)\d\d年(?:末|底)?的$")
_PHRASE = re.compile(r"[。;!?\n,、:(]|\d")


class Measure(NamedTuple):
    """What a figure measures.

    `named` says that its sentence names it, by the figure's own `of` or where this goes on
    from the figure before; `place` counts the figures of a list that share a name, from 0.
    `around` are the pairs of characters around it. `counted` is False for what nobody aims
    at: 80周年.
    """

    name: Name
    nature: Nature
    unit: str
    named: bool
    place: int
    around: frozenset[str]
    counted: bool


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

    def of(
        self, text: str, figures: Sequence[Figure], setting: Setting = NO_SETTING
    ) -> list[Measure]:
        """Return what each figure of a passage measures; they stand in order of place.

        `setting` is what the passage stands in.
        """
        folded = "\n".join(map(fold, text.split("\n")))
        found: list[Measure] = []
        end = 0
        for figure in figures:
            printed = fold(figure["text"])
            start = folded.find(printed, end)
            if start < 0:
                start = end  # it is broken over two lines
            found.append(self._measure(folded, figure, start, end, found[-1:], setting))
            end = start + len(printed)
        return found

    def _measure(
        self, text: str, figure: Figure, start: int, floor: int,
        before: Sequence[Measure], setting: Setting,
    ) -> Measure:  # fmt: skip
        """Return what a figure at `start` measures; the one before it ends at `floor`."""
        sentence = text[_behind_last(text, _SENTENCE_ENDS, start) : start]
        at = max(_behind_last(text, _CLAUSE_ENDS, start), floor)
        lead = _YEAR_OF.sub("", _BRACKETS.sub("", text[at:start]))
        end = start + len(fold(figure["text"]))
        behind = text[end : end + _BEHIND]
        goes_on = floor > start - len(sentence) and bool(before)
        is_listed = lead in self._joints and goes_on
        of = figure.get("of") or ""
        name, named = self._name(of, lead, before if goes_on else ())
        if is_listed:
            name, named = before[0].name, before[0].named
        unit = fold(figure["unit"] or "")
        unit = self._units.get(unit, unit)
        nature = self.natures.read(
            sentence, lead, behind, unit, fold(figure.get("modifier") or ""),
            of, setting,
        )  # fmt: skip
        if is_listed:
            nature = before[0].nature._replace(bound=nature.bound)
        phrase = _PHRASE.split(behind.lstrip(",、:"))[0]
        around = lead[-_AROUND:] + phrase[:_AROUND]
        return Measure(
            name=name,
            nature=nature,
            unit=unit,
            named=named,
            place=before[0].place + 1 if is_listed else 0,
            around=pairs(around),
            counted=unit not in self._uncounted
            and not lead.endswith(self._uncounted_after),
        )

    def _name(self, of: str, lead: str, before: Sequence[Measure]) -> tuple[Name, bool]:
        """Return what a figure measures, and whether its sentence names it.

        A clause that only compares (比上年增长) is of what the figure before it is of; of
        figures without an indicator the words before them are the name.
        """
        said = self._against.sub("", lead)
        core = self.names.before(said)
        compares = said != lead
        if not core.text and (compares or not of) and before and before[0].name.text:
            return before[0].name, before[0].named
        name = self.names.read(of)
        if name.general and core.text:
            return core, False
        return name, bool(name.text)

    def settings(self, items: Sequence[Item]) -> list[Setting]:
        """Return what each item of a plan stands in, by the headings above it.

        The outermost that says so decides; a period is named in the text below it too.
        """
        found: list[Setting] = []
        for item in items:
            above = found[item.parent] if item.parent >= 0 else Setting()
            own = self.natures.setting(item.title or "")
            if item.parent >= 0 and above.period is None:
                of_parent = self.natures.setting(items[item.parent].text).period
                above = above._replace(period=of_parent)
            found.append(
                Setting(above.stance or own.stance, own.period or above.period)
            )
        return found


def same_measure(one: Measure, other: Measure) -> Alike:
    """Say whether two figures measure one thing in one way, so that they can be compared."""
    if one.unit != other.unit:
        return "other"
    found = (same_indicator(one, other), same_nature(one.nature, other.nature))
    return (
        "other" if "other" in found else "doubtful" if "doubtful" in found else "same"
    )


def same_indicator(one: Measure, other: Measure) -> Alike:
    """Say whether two figures are of one indicator.

    Where it has no name, or one that is of another thing each time, the words around the
    figures tell.
    """
    found = alike(one.name, other.name)
    is_general = one.name.general or other.name.general
    if is_general or not (one.named and other.named):
        found = _by_words_around(one, other, found)
    return "doubtful" if found == "same" and one.place != other.place else found


def _by_words_around(one: Measure, other: Measure, by_name: Alike) -> Alike:
    """Say whether figures without a sure name are of one indicator; contrasts outweigh all."""
    if by_name == "same":
        return by_name
    around = shared(one.around, other.around)
    enough = min(len(one.around), len(other.around)) >= _FEWEST
    if around < _MAY_BE:
        general = one.name.general or other.name.general
        return "other" if enough and general else by_name
    return "same" if around >= _ONE_THING and enough else "doubtful"


def _behind_last(text: str, marks: str, end: int) -> int:
    """Return where the text behind the last of some marks begins."""
    while end and text[end - 1] not in marks:
        end -= 1
    return end
