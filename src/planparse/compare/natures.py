"""How a figure is of its indicator: a level or its growth, of a year or of several, a target.

What stands before a figure tells it: of 财政收入达到9亿元，比上年增长5% the first is a
level, the second a growth.
"""

import re
from collections.abc import Mapping
from typing import Literal, NamedTuple

from planparse.compare.indicators import Alike
from planparse.compare.items import fold
from planparse.grammar.wordlists import MeasureWords, Words
from planparse.text.dates import FIVE_YEAR_PLAN
from planparse.text.expressions import any_of

Aspect = Literal["level", "start", "growth", "decline", "more", "less"]
"""What a figure says of its indicator: how much it is, from where it went, how much it rose
or fell, how much it is above or below another."""

Period = str
"""Of what time a figure is: of a `year` or `part` of one, of several years together (`years`,
or how many where that is said: 三年), of each of several on `average`."""

Stance = Literal["target", "result"]
"""Whether a figure is to be reached, or was."""

Bound = Literal["least", "most"]
"""Whether a figure is the least or the most that may be."""

_SENTENCE = re.compile(r"[。!?\n]")
_POINTS = frozenset({"个百分点", "百分点"})
_SHARES = _POINTS | {"%", "‰"}
_REACHED = ("到", "至")
_CHANGES = frozenset({"growth", "decline"})
_A_YEAR = r"(?:(?:19|20)\d\d|[一二][〇○零一二三四五六七八九]{3})年"
_MONTHS = r"[1一]\d?月?[-—–~至到][一二三四五六七八九十\d]{1,2}月"
_FIVE_YEARS = rf"{FIVE_YEAR_PLAN}[^,。]?(?:时期|期间|以来)"
_YEARS = rf"(?:19|20)\d\d年?[-—–~至到]{_A_YEAR}"
_SPAN = r"(?<![第续])[两二三四五六十]年(?!规划|计划|前)"
_ONE_YEAR = rf"(?<![-—–~至到比较\d]){_A_YEAR}(?![-—–~至到])"


class Nature(NamedTuple):
    """How a figure is of its indicator; None where its words do not say.

    `added` tells what was added (True) from what there is (False). `based` says that a
    change is held against another time than the year before. `taken` is a word for how a
    figure was taken: 平均, 年末.
    """

    aspect: Aspect
    period: Period | None = None
    stance: Stance | None = None
    bound: Bound | None = None
    added: bool | None = None
    based: bool = False
    taken: str = ""


class Setting(NamedTuple):
    """What a passage stands in: whether its figures are targets, and of which period.

    `tense` is the stance by the time that was named last: 去年, 今年. `based` says that the
    sentence holds all against another time: 2025年同2020年相比.
    """

    stance: Stance | None = None
    period: Period | None = None
    tense: Stance | None = None
    based: bool = False


NO_SETTING = Setting()
"""That of a passage of which nothing is known."""


class Natures:
    """Reads natures by the words of `compare.yaml`. All texts are folded."""

    def __init__(self, words: MeasureWords) -> None:
        """Take the words."""
        by_aspect: Mapping[Aspect, Words] = {
            "more": words.more,
            "less": words.less,
            "growth": words.growth,
            "decline": words.decline,
            "level": words.levels,
        }
        aspects = {
            word: aspect for aspect, of_one in by_aspect.items() for word in of_one
        }
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
        against = any_of(words.against)
        self._against = re.compile(against)
        self._based_on = re.compile(rf"[同与和]{_A_YEAR}[^,;。]{{0,4}}相?比")
        self._based = re.compile(
            rf"(?:{against})(?:{_A_YEAR}|[^,;。]{{1,3}}年前|[^,;。]{{0,5}}(?:时期|五.?末))"
        )
        self._stock = frozenset(words.stock)
        self._kept = re.compile(any_of([*words.added, *words.stock]))
        self._average = re.compile(any_of(words.average))
        self._sums = re.compile(any_of(words.sums))
        self._period = re.compile(
            f"(?P<five>{_FIVE_YEARS})|(?P<span>{_SPAN})"
            f"|(?P<years>{any_of(words.years)}|{_YEARS})"
            f"|(?P<part>{any_of(words.part)}|{_MONTHS})"
            f"|(?P<year>{any_of(words.year)}|{_ONE_YEAR})"
        )
        self._taken = re.compile(any_of(words.taken))
        self._tense = re.compile(f"({any_of(words.past)})|({any_of(words.future)})")
        self._target = re.compile(any_of(words.targets))
        self._result = re.compile(any_of(words.results))
        self._target_heading = re.compile(any_of(words.target_headings))
        self._result_heading = re.compile(any_of(words.result_headings))
        self._most = frozenset(map(fold, words.most))
        self._bounds = re.compile(any_of([*map(fold, words.least), *self._most]))

    def read(
        self, lead: str, behind: str, unit: str, modifier: str, of: str,
        setting: Setting,
    ) -> Nature:  # fmt: skip
        """Return the nature of a figure.

        `lead` is what stands before it in its clause, `behind` what follows, `of` what it
        measures, `setting` what is known of all figures there.
        """
        aspect = self._aspect(lead, behind, unit, of)
        period = setting.period
        if self._average.search(lead):
            period = "average"
        elif self._sums.search(lead):
            period = "years" if period in (None, "year") else period
        elif _is_state(aspect, lead, unit):
            period = None
        taken = self._taken.search(of + lead)
        return Nature(
            aspect=aspect,
            period=period,
            stance="target" if self._target.match(behind) else setting.stance,
            bound=self._bound(modifier),
            taken=taken[0] if taken else "",
            added=None if unit in _SHARES else self._is_added(of + lead),
            based=aspect in _CHANGES
            and (setting.based or bool(self._based.search(lead))),
        )

    def said(self, text: str, before: Setting = NO_SETTING) -> Setting:
        """Return what a text says of the figures behind it, and what was said before it.

        Whether they are targets is said in their own sentence, where that outweighs what
        was; the period and the time that were named last hold on.
        """
        own = _SENTENCE.split(text)[-1]
        goes_on = len(own) == len(text)
        stance = before.stance if goes_on else None
        if self._target.search(own):
            stance = "target"
        elif stance is None and self._result.search(own):
            stance = "result"
        return Setting(
            stance,
            self._period_in(text) or before.period,
            self._tense_in(text) or before.tense,
            bool(self._based_on.search(own)) or (goes_on and before.based),
        )

    def setting(self, heading: str) -> Setting:
        """Return what stands below a heading, as far as it says so."""
        heading = fold(heading)
        stance: Stance | None = None
        if self._result_heading.search(heading):
            stance = "result"
        elif self._target_heading.search(heading):
            stance = "target"
        return Setting(stance, self._period_in(heading))

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
            if aspect not in ("more", "less") or self._against.search(lead):
                return aspect
        if unit in _SHARES:
            if found := self._compared.search(lead):
                return self._aspects[found[0]]
            if words := self._change.findall(lead):
                return self._aspects[words[-1]]
        elif found := self._leads.match(lead) or self._leads.match(of):
            return self._aspects[found["word"]]
        return "growth" if unit in _POINTS else "level"

    def _period_in(self, text: str) -> Period | None:
        """Return the period that is named last in a text."""
        named = None
        for named in self._period.finditer(text):  # noqa: B007 # the last one
            pass
        if named is None:
            return None
        if named["span"]:
            return named["span"]
        if named["part"]:
            return "part"
        return "五年" if named["five"] else "years" if named["years"] else "year"

    def _tense_in(self, text: str) -> Stance | None:
        """Return the stance by the time that is named last in a text."""
        named = self._tense.findall(text)
        if not named:
            return None
        past, _ = named[-1]
        return "result" if past else "target"

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
    if one == other:
        return "same"
    if one.aspect != other.aspect or one.based != other.based:
        return "other"
    if (
        _differ(one.stance, other.stance)
        or _differ(one.bound, other.bound)
        or _differ(one.added, other.added)
        or _differ(one.taken or None, other.taken or None)
    ):
        return "other"
    by_period = _same_period(one.period, other.period)
    one_alone_is_added = one.added != other.added and True in (one.added, other.added)
    return "doubtful" if one_alone_is_added and by_period == "same" else by_period


def _is_state(aspect: Aspect, lead: str, unit: str) -> bool:
    """Return whether a figure is of one point of time: what was reached, or a share."""
    if aspect not in ("level", "start"):
        return False
    return aspect == "start" or unit in _SHARES or lead.endswith(_REACHED)


def _same_period(one: Period | None, other: Period | None) -> Alike:
    """Say whether two figures are of equally long periods.

    Where one does not say it is of a year, or perhaps of as many years as the other.
    """
    if one == other or {one, other} == {"year", None}:
        return "same"
    if not {one, other}.isdisjoint(("average", "year", "part")):
        return "other"
    return "doubtful" if None in (one, other) or "years" in (one, other) else "other"


def of_several_years(period: Period | None) -> bool:
    """Return whether a period is of several years, together or on average."""
    return period not in (None, "year", "part")


def _differ(one: object, other: object) -> bool:
    """Return whether both are known and are not the same."""
    return one is not None and other is not None and one != other
