"""Figures: numbers with their unit and modifier, where they stand in a text."""

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Any, NamedTuple

from planparse.facts.amounts_in_characters import AmountsInCharacters
from planparse.facts.modifiers import Modifiers
from planparse.facts.units import Units
from planparse.grammar.wordlists import FigureWords
from planparse.lazy import lazy
from planparse.text import numerals
from planparse.text.characters import QUOTE, SQUARE
from planparse.text.expressions import any_of

_read_amount = lru_cache(1024)(numerals.read_amount)


class Figure(NamedTuple):
    """A quantity: `low` alone or from `low` to `high`, 万 and 亿 multiplied out.

    `modifier` is 不少于 and the like. `unit` is empty where none is printed: 近8万市民.
    `of` is the indicator that the figure measures, None where its sentence does not say.
    """

    text: str
    low: int | float
    high: int | float | None
    unit: str
    modifier: str | None
    of: str | None
    start: int
    end: int


class Figures:
    """Finds figures by the words of `facts/figures.yaml`."""

    def __init__(self, words: FigureWords) -> None:
        """Take the words of `facts/figures.yaml`."""
        self.kept: dict[str, Any] = {}
        self._words = words
        self._units = Units(
            words.units,
            words.needing,
            words.alone,
            words.behind_alone,
            words.rates,
            words.rate_scales,
            words.others,
        )
        self._characters = AmountsInCharacters(words, self._units)
        self._modifiers = Modifiers(words)
        self._ends, self._firsts = self._modifiers.ends, self._modifiers.firsts
        self._counting = tuple(words.counting)
        self._circles = words.circles
        self._unmeasured = frozenset(words.unmeasured)
        self._sharing = frozenset(words.sharing)
        self._joints = frozenset(word[-1] for word in words.sharing)
        """The last characters of what stands between figures that share a unit."""
        self._vague = frozenset(words.vague)
        self._figure, self._alone_source = self._expressions(words)

    def _expressions(self, words: FigureWords) -> tuple[re.Pattern[str], str]:
        """Return an expression for a figure, and the source of one for a figure that is no span.

        Both have the groups `digits` (but for the first), `scale`, `first`, `high`, `inner`
        and `scales`. The class in front lets the engine skip to what begins a number.
        """
        longest = sorted(words.scales, key=len, reverse=True)
        scales, inner = "|".join(map(self._scale, longest)), any_of(words.inner)
        point = "[.．][0-9０-９]++"
        rest = rf"(?:{point}|(?:[,，][0-9０-９]{{3}}(?![0-9０-９])){{1,5}}+(?:{point})?+)?+"
        # Not inside a number.
        number = rf"(?<![0-9０-９.．][0-9０-９])(?P<digits>[0-9０-９]*+{rest})"
        upto = (
            rf"(?P<scale>{scales})?+(?P<first>{any_of(words.of_spans)})?+"
            rf"[ ]?(?:{any_of(words.spans)})[ ]?(?P<high>[0-9０-９]++{rest})"
        )
        units = re.escape(self._units.firsts)
        measure = (
            rf"[ 　]?(?P<inner>{inner})?(?P<scales>{scales})?+"
            rf"(?P<later>{inner})?(?P<more>(?<=[千百][余多])[万亿]|(?<=万[余多])亿)?"
            # Most years need no closer look; 近8万市民 has no unit.
            rf"(?:[ 　]?(?:(?=年)(?<![12][0-9]{{3}})|(?!年)(?=[{units}]))|(?<=[万亿余多几来]))"
        )
        further = {word[0] for word in (*words.spans, *words.scales, *words.inner)}
        following = re.escape("".join(sorted(further)))
        same = "(?(first)(?=(?P=first)))"  # 50%至70%, but not 6个月至2年
        figure = re.compile(
            f"[0-9０-９{self._characters.heads}](?:(?<=[0-9０-９])"
            f"{number}(?=[{units}{following} 　])(?:{upto})?{measure}{same}"
            f"|{self._characters.source})"
        )
        return (
            figure,
            f"[0-9０-９]{number}(?P<scale>)(?P<first>)(?P<high>)?{measure}",
        )

    def find(
        self, text: str, start: int, end: int, _year: int | None = None
    ) -> list[Figure]:
        """Return the figures in `text[start:end]`, in order of place."""
        found: list[Figure] = []
        joints, reached = self._joints, start
        for match in self._figure.finditer(text, start, end):
            read = self._in_characters if match[1] is None else self._in_digits
            figure = read(text, match, start)
            if figure is None or figure.end > end or figure.start < reached:
                continue
            reached = figure.end
            if text[figure.start - 1] in joints and figure.start > start:
                self._share_unit(text, start, found, figure, match["scales"])
            found.append(figure)
        return found

    def _scale(self, scale: str) -> str:
        """Return an expression for 万 and the like; 千 is none in 千克."""
        unless = any_of(self._units.longer_than(scale))
        return f"{scale}(?!{unless})" if unless else scale

    @lazy
    def _alone(self) -> re.Pattern[str]:
        """A figure that is no span, for what only looks like one."""
        return re.compile(self._alone_source)

    # ── in digits ────────────────────────────────────────────────────────────────────

    def _in_digits(self, text: str, match: re.Match[str], start: int) -> Figure | None:
        """Return the figure that an expression has found, None where it is none.

        `100家以上` has a number, a unit and a modifier. A name (PM2.5) is no figure,
        and `30日` is one only with a modifier before it: 不少于30日.
        """
        at, to = match.span()
        if at > start:
            before = text[at - 1]
            if before in _NAMES or (before.isascii() and _of_a_name(text, at, start)):
                return None
        _, scale, first, second, inner, scales, later, more = match.groups()[:8]
        digits = text[at : match.end(1)]
        size, bare = self._units.size(text, to), False
        if not size:
            size, bare = self._unit_with_modifier(text, at, to, start)
        if more:
            scales += more
        unit = text[to : to + size]
        if not size:
            if not self._is_measured(text, to, scales, second or digits):
                return None
            to = max(match.end("scales"), match.end("later"), match.end("more"))
        elif (unit in self._circles and self._names_an_area(text, to + size, unit)) or (
            unit in _NAMED_TOO
            and not _counts(unit, digits, second, inner, text[max(start, at - 1) : at])
        ):
            return None
        if second:
            shared = not scale and not first
            low, high = _span(digits, scale or "", second, scales or "", scaled=shared)
            if low is None or high is None or low >= high:
                # What only looks like a span may begin with a figure.
                shorter = self._alone.match(text, at)
                return self._in_digits(text, shorter, start) if shorter else None
        else:
            low, high = _read_amount(digits, scales or ""), None
            if low is None:
                return None
            if scales and text[max(start, at - 1) : at] in _LARGER_SCALES:
                low, at = _with_larger(text, low, at, start)
        modifier, begin, end = self._modified(
            text, at, to + size, start, inner or later
        )
        if bare and begin == at:
            return None
        return Figure(text[begin:end], low, high, unit, modifier, None, begin, end)

    def _unit_with_modifier(
        self, text: str, at: int, to: int, start: int
    ) -> tuple[int, bool]:
        """Return the length of a unit that counts behind some words, and whether a modifier.

        不少于30日 and 提前15日 are figures, 30日 alone is a date.
        """
        if text.endswith(self._counting, start, at):
            return self._units.size(text, to, free=True), False
        if at > start and text[at - 1] in self._ends and not text[at - 1].isspace():
            size = self._units.size(text, to, free=True)
            return size, size > 0
        return 0, False

    def _names_an_area(self, text: str, end: int, unit: str) -> bool:
        """Return whether a time is part of the name of an area: 15分钟便民生活圈."""
        area = rf"[{QUOTE.closing}\"]?[^\W\d_{_NO_AREA}]{{0,8}}?(?:{any_of(self._circles[unit])})"
        return re.compile(area).match(text, end) is not None

    def _is_measured(self, text: str, to: int, scales: str | None, digits: str) -> bool:
        """Return whether a number with 万 or 亿 counts without a unit: 近8万市民."""
        behind = text[to : to + 1]
        return (
            scales is not None
            and scales.endswith(_LARGER_SCALES)
            and behind not in self._unmeasured
            and not behind.isdecimal()
            and len(digits) <= _MOST_DIGITS
        )

    # ── in characters ────────────────────────────────────────────────────────────────

    def _in_characters(
        self, text: str, match: re.Match[str], start: int
    ) -> Figure | None:
        """Return the figure in Chinese numerals that an expression has found."""
        amount = self._characters.read(text, match.start(), match.end())
        if amount is None:
            return None
        low, high, unit, inner, at, end, sure = amount
        modifier, begin, end = self._modified(text, at, end, start, inner)
        if not sure and (modifier is None or modifier in self._vague):
            return None
        return Figure(text[begin:end], low, high, unit, modifier, None, begin, end)

    # ── modifiers and shared units ───────────────────────────────────────────────────

    def _modified(
        self, text: str, at: int, end: int, start: int, modifier: str | None
    ) -> tuple[str | None, int, int]:
        """Return the modifier of a figure, and its bounds with it.

        `modifier` is the one inside it (3万余元); one behind it (以上) outweighs that, and
        one before it (不少于) stands in front.
        """
        if text[end : end + 1] in self._firsts:
            after, end = self._modifiers.after(text, end)
            modifier = after or modifier
        if at > start and text[at - 1] in self._ends:
            place = at - 1 if text[at - 1].isspace() else at
            before = self._modifiers.before(text, place, start)
            if before:
                modifier = before + (modifier or "")
                at = place - len(before)
        return modifier, at, end

    def _share_unit(
        self,
        text: str,
        start: int,
        found: list[Figure],
        last: Figure,
        scales: str | None,
    ) -> None:
        """Give the unit of a figure to those before it in a list: 50万、30万和10万元.

        Of 分别奖励10、5、3万元 all are 万元, and the first ones are figures by that alone.
        """
        if not last.unit:
            return
        before = last.start
        for place in range(len(found) - 1, -1, -1):
            one = found[place]
            if one.unit or text[one.end : before] not in self._sharing:
                break
            found[place] = one._replace(unit=last.unit)
            before = one.start
        if before == last.start and last.unit in _OF_LISTS:
            found += self._listed(text, start, found, last, scales or "")

    @lazy
    def _list(self) -> re.Pattern[str]:
        """Numbers in a list before a figure."""
        joints = any_of(self._sharing)
        return re.compile(
            rf"(?<=[^\W0-9A-Za-z_第])((?:[0-9]+(?:\.[0-9]+)?(?:{joints}))+)$"
        )

    def _listed(
        self, text: str, start: int, found: list[Figure], last: Figure, scales: str
    ) -> Iterator[Figure]:
        """Yield the numbers of a list before a figure, in its unit."""
        floor = max(
            start, found[-1].end if found else start, last.start - _LONGEST_LIST
        )
        joint = text[max(floor, last.start - _LONGEST_JOINT - 1) : last.start]
        if not any(map(str.isdecimal, joint)):
            return
        numbers = self._list.search(text, floor, last.start)
        if not numbers:
            return
        several = len(_NUMBER.findall(numbers[0])) > 1
        if (
            not several
            and "分别" not in text[max(floor, numbers.start() - 8) : numbers.start()]
        ):
            return
        for match in _NUMBER.finditer(text, numbers.start(), numbers.end()):
            low = _read_amount(match[0], scales)
            if low is not None:
                yield Figure(match[0], low, None, last.unit, None, None, *match.span())


_LARGER = re.compile("([0-9０-９]{1,5})[万亿]$")
_LARGER_SCALES = ("万", "亿")
_NUMBER = re.compile(r"[0-9]+(?:\.[0-9]+)?")
_NAMES = frozenset("第＋/／_#＃№’'" + SQUARE.opening)
_NAMED_TOO = frozenset({"年", "届", "日", "分"})
"""Units before which a number may be a name: 2024年, 20日."""
_OF_LISTS = frozenset({"元", "美元", "%", "％"})
"""Units that the numbers of a list share where no scale stands behind each."""
_LONGEST_LIST, _LONGEST_JOINT = 40, 2
_NO_AREA = "的到达内可至抵"
"""Of these none is in the name of an area: 15分钟到达商圈."""
_MOST_DIGITS = 6
"""Digits and points before 万 without a unit; 87913778万 is a telephone number of 万."""


def _span(
    digits: str, scale: str, second: str, scales: str, *, scaled: bool
) -> tuple[int | float | None, int | float | None]:
    """Return the numbers of a span.

    The first shares the 万 of the second where it has none and is the smaller for it.
    """
    low, high = _read_amount(digits, scale), _read_amount(second, scales)
    if scaled and scales and high is not None:
        shared = _read_amount(digits, scales)
        if shared is not None and shared <= high:
            return shared, high
    return low, high


def _with_larger(
    text: str, number: int | float, at: int, start: int
) -> tuple[int | float, int]:
    """Return a number with the one before it that has a larger scale: 2万5千.

    And where that begins.
    """
    larger = _LARGER.search(text, max(start, at - 8), at)
    if not larger:
        return number, at
    return number + (_read_amount(larger[1], text[at - 1]) or 0), larger.start()


def _counts(
    unit: str, digits: str, second: str | None, inner: str | None, before: str
) -> bool:
    """Return whether a number before 年, 日, 分 counts them, and does not name one."""
    if unit in ("年", "届"):
        return bool(inner) or _counts_years(digits, second)
    if unit == "日":
        return before != "月"
    return before not in ("时", "点")


def _of_a_name(text: str, at: int, start: int) -> bool:
    """Return whether a number is part of a name, a code, a time or a ratio.

    What stands before it tells: R9, 8:30, 3+2.
    """
    before, further = text[at - 1], text[at - 2] if at - 1 > start else ""
    if before in "xX" and further and not further.isascii():  # 4米X6米
        return False
    if before.isalpha():  # an acronym of three capitals is a word of its own
        letters = text[max(start, at - 3) : at]
        return not (
            len(letters) == 3
            and letters.isupper()
            and letters.isascii()
            and letters.isalpha()
        )
    if before == " ":
        return further.isdecimal() or further == "第"
    return (
        before in "-+:.*~"
        and further.isascii()
        and (further.isdecimal() or (before != "+" and further.isalpha()))
    )


def _counts_years(digits: str, second: str | None) -> bool:
    """Return whether digits before 年 count years and do not name one."""
    if second and len(second) > 3:
        return False
    return "." in digits or (len(digits) < 4 and not digits.startswith(("0", "０")))
