"""How a figure is of its indicator: a level or its growth, of a year or of several, a target.

What stands before a figure tells it: of 财政收入达到9亿元，比上年增长5% the first is a
level, the second a growth.
"""

import re
from typing import Literal, NamedTuple

from planparse.compare.indicators import Alike
from planparse.compare.items import fold
from planparse.grammar.wordlists import MeasureWords
from planparse.text.expressions import any_of

Aspect = Literal["level", "start", "growth", "decline", "more", "less"]
"""What a figure says of its indicator: how much it is, from where it went, how much it rose
or fell, how much it is above or below another."""

Period = Literal["year", "years", "average"]
"""Whether a figure is of a year, of several together, or of each of several on average."""

Stance = Literal["target", "result"]
"""Whether a figure is to be reached, or was."""

Bound = Literal["least", "most"]
"""Whether a figure is the least or the most that may be."""

_POINTS = frozenset({"个百分点", "百分点"})
_SHARES = _POINTS | {"%", "‰"}
_CHANGES = frozenset({"growth", "decline"})
_A_YEAR = r"(?:19|20)\d\d年"
_YEARS = (
    rf"(?:19|20)\d\d年?[-—–~至到]{_A_YEAR}|(?<![第续])[两三四五六十]年(?!规划|计划|前)"
)
_ONE_YEAR = rf"(?<![-—–~至到比较\d]){_A_YEAR}(?![-—–~至到])"


class Nature(NamedTuple):
    """How a figure is of its indicator; None where its words do not say.

    `added` tells what was added (True) from what there is (False). `based` says that a
    change is held against another time than the year before.
    """

    aspect: Aspect
    period: Period | None = None
    stance: Stance | None = None
    bound: Bound | None = None
    added: bool | None = None
    based: bool = False


class Setting(NamedTuple):
    """What a passage stands in: whether its figures are targets, and of which period."""

    stance: Stance | None = None
    period: Period | None = None


NO_SETTING = Setting()
"""That of a passage of which nothing is known."""


class Natures:
    """Reads natures by the words of `compare.yaml`. All texts are folded."""

    def __init__(self, words: MeasureWords) -> None:
        """Take the words."""
        aspects: dict[str, Aspect] = {}
        for names, aspect in (
            (words.more, "more"),
            (words.less, "less"),
            (words.growth, "growth"),
            (words.decline, "decline"),
            (words.levels, "level"),
        ):
            aspects.update(dict.fromkeys(names, aspect))  # type: ignore[arg-type]
        self._aspects = aspects
        self._last_aspect = re.compile(
            f"(?P<word>{any_of(aspects)})(?:{any_of([*words.noise, '了', '近', '约'])})*$"
        )
        changing = [*words.growth, *words.decline]
        self._leads = re.compile(
            f"(?:{any_of(words.noise)})*(?P<word>{any_of(changing)})"
        )
        self._change = re.compile(any_of(changing))
        self._compared = re.compile(
            any_of(word for word in words.more + words.less if word[1:])
        )
        self._behind = re.compile(f"的?(?:年均)?(?P<word>{any_of(changing)})")
        self._goes_on = re.compile(
            f"(?:{any_of([*changing, '降', '增', '升'])})?[到至]"
        )
        self._growth_rates = re.compile(any_of(words.growth_rates))
        self._decline_rates = re.compile(any_of(words.decline_rates))
        self._against = re.compile(any_of(words.against))
        self._based = re.compile(
            rf"(?:{any_of(words.against)})(?:{_A_YEAR}|[^,;。]{{1,3}}年前|[^,;。]*(?:时期|末))"
        )
        self._added, self._stock = (
            re.compile(any_of(words.added)),
            frozenset(words.stock),
        )
        self._kept = re.compile(any_of([*words.added, *words.stock]))
        self._average = re.compile(any_of(words.average))
        self._period = re.compile(
            f"(?P<years>{any_of(words.years)}|{_YEARS})|(?P<year>{any_of(words.year)}|{_ONE_YEAR})"
        )
        self._target = re.compile(any_of(words.targets))
        self._result = re.compile(any_of(words.results))
        self._target_heading = re.compile(any_of(words.target_headings))
        self._result_heading = re.compile(any_of(words.result_headings))
        self._most = frozenset(map(fold, words.most))
        self._bounds = re.compile(any_of([*map(fold, words.least), *self._most]))

    def read(
        self, sentence: str, lead: str, behind: str, unit: str, modifier: str, of: str,
        setting: Setting,
    ) -> Nature:  # fmt: skip
        """Return the nature of a figure.

        `sentence` and `lead` are what stands before it in its sentence and in its clause,
        `behind` what follows, `of` what it measures.
        """
        aspect = self._aspect(lead, behind, unit, of)
        return Nature(
            aspect=aspect,
            period=self._period_of(sentence, lead) or setting.period,
            stance=self._stance_of(sentence, behind) or setting.stance,
            bound=self._bound(modifier),
            added=None if unit in _SHARES else self._is_added(of + lead),
            based=aspect in _CHANGES and bool(self._based.search(lead)),
        )

    def setting(self, heading: str) -> Setting:
        """Return what stands below a heading, as far as it says so."""
        heading = fold(heading)
        stance: Stance | None = None
        if self._result_heading.search(heading):
            stance = "result"
        elif self._target_heading.search(heading):
            stance = "target"
        return Setting(stance, self._period_of(heading, ""))

    def _aspect(self, lead: str, behind: str, unit: str, of: str) -> Aspect:
        """Return what a figure says of its indicator."""
        if self._goes_on.match(behind):
            return "start"  # 从5%提高到8%
        said = of + lead
        if self._growth_rates.search(said):
            return "growth"
        if self._decline_rates.search(said):
            return "decline"
        if found := self._behind.match(behind):
            return self._aspects[found["word"]]
        if found := self._last_aspect.search(lead):
            word = found["word"]
            aspect = self._aspects[word]
            if aspect not in ("more", "less") or word[1:] or self._against.search(lead):
                return aspect
        if unit in _SHARES:
            if found := self._compared.search(lead):
                return self._aspects[found[0]]
            if words := self._change.findall(lead):
                return self._aspects[words[-1]]
        elif found := self._leads.match(lead):
            return self._aspects[found["word"]]
        return "growth" if unit in _POINTS else "level"

    def _period_of(self, sentence: str, lead: str) -> Period | None:
        """Return the period that was named last before a figure."""
        if self._average.search(lead):
            return "average"
        named = self._period.findall(sentence)
        if not named:
            return None
        years, _ = named[-1]
        return "years" if years else "year"

    def _stance_of(self, sentence: str, behind: str) -> Stance | None:
        """Return whether a sentence says that its figures are targets or results."""
        if self._target.search(sentence) or self._target.match(behind):
            return "target"
        return "result" if self._result.search(sentence) else None

    def _bound(self, modifier: str) -> Bound | None:
        """Return whether a modifier makes a figure the least or the most."""
        found = self._bounds.search(modifier)
        if not found:
            return None
        return "most" if found[0] in self._most else "least"

    def _is_added(self, said: str) -> bool | None:
        """Return whether words tell of what was added, or of what there is."""
        words = set(self._kept.findall(said))
        if words - self._stock:
            return True
        return False if words else None


def same_nature(one: Nature, other: Nature) -> Alike:
    """Say whether two figures of one indicator are of one kind, so that they can be compared.

    `doubtful` where one alone says that it was added, or is of several years.
    """
    if one.aspect != other.aspect or one.based != other.based:
        return "other"
    periods = {one.period, other.period}
    if (
        _differ(one.stance, other.stance)
        or _differ(one.bound, other.bound)
        or _differ(one.added, other.added)
        or _differ(one.period, other.period)
        or ("average" in periods and len(periods) > 1)
    ):
        return "other"
    one_is_added = one.added != other.added and True in (one.added, other.added)
    return "doubtful" if one_is_added or periods == {"years", None} else "same"


def _differ(one: object, other: object) -> bool:
    """Return whether both are known and are not the same."""
    return one is not None and other is not None and one != other
