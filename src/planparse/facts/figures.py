"""Figures: numbers in Arabic digits with their unit and modifier, where they stand in a text."""

import re
from functools import lru_cache
from typing import Any, NamedTuple

from planparse.grammar.wordlists import FigureWords
from planparse.lazy import lazy
from planparse.text import numerals
from planparse.text.characters import SQUARE
from planparse.text.expressions import any_of

_read_amount = lru_cache(1024)(numerals.read_amount)


class Figure(NamedTuple):
    """A quantity: `low` alone or from `low` to `high`, 万 and 亿 multiplied out.

    `modifier` is 不少于 and the like.
    """

    text: str
    low: int | float
    high: int | float | None
    unit: str
    modifier: str | None
    start: int
    end: int


class Figures:
    """Finds figures by the words of `facts/figures.yaml`."""

    def __init__(self, words: FigureWords) -> None:
        """Take the words of `facts/figures.yaml`."""
        self.kept: dict[str, Any] = {}
        entries = " ".join(words.units).split()
        # What a unit is not followed by: of `人:才|口` that is 才|口.
        self._unless = dict(entry.partition(":")[::2] for entry in entries)
        self._names: dict[str, list[str]] = {}
        """The units by their first character, the longest first."""
        for name in sorted(self._unless, key=len, reverse=True):
            self._names.setdefault(name[0], []).append(name)
        self._needing = words.needing
        self._not_inside = frozenset(words.alone)
        self._rates = tuple(sorted(words.rates, key=len, reverse=True))
        self._unit = lru_cache(8192)(self._unit_size)
        self._ends = frozenset(word[-1] for word in words.before)
        self._counting = tuple(words.counting)
        self._before = re.compile(f"(?:{any_of(words.before)})[ 　]?$")
        after = [word.partition(":")[::2] for word in words.after]
        self._firsts = frozenset(word[0] for word, _ in after)
        self._after = re.compile(
            "|".join(
                f"{re.escape(word)}(?!{unless})" if unless else re.escape(word)
                for word, unless in after
            )
        )
        self._behind_alone = frozenset(words.behind_alone)
        self._figure, self._alone_source = self._expressions(words)

    def _expressions(self, words: FigureWords) -> tuple[re.Pattern[str], str]:
        """Return an expression for a figure, and the source of one for a figure that is no span.

        Both have the groups `digits`, `scale`, `first`, `high`, `inner` and `scales`.
        """
        longest = sorted(words.scales, key=len, reverse=True)
        scales, inner = "|".join(map(self._scale, longest)), any_of(words.inner)
        rest = r"(?:[.．][0-9０-９]++|(?:[,，][0-9０-９]{3}(?![0-9０-９])){1,5}+)?+"
        # Not inside a number; the class in front lets the engine skip to digits.
        number = (
            rf"(?P<digits>[0-9０-９](?<![0-9０-９.．][0-9０-９])[0-9０-９]*+{rest})"
        )
        upto = (
            rf"(?P<scale>{scales})?+(?P<first>{any_of(words.of_spans)})?+"
            rf"[ ]?(?:{any_of(words.spans)})[ ]?(?P<high>[0-9０-９]++{rest})"
        )
        units = re.escape("".join(self._names))
        measure = (
            rf"[ 　]?(?P<inner>{inner})?(?P<scales>{scales})?+(?:{inner})?[ 　]?"
            # Most years need no closer look.
            rf"(?:(?=年)(?<![12][0-9]{{3}})|(?!年)(?=[{units}]))"
        )
        further = {word[0] for word in (*words.spans, *words.scales, *words.inner)}
        following = re.escape("".join(sorted(further)))
        same = "(?(first)(?=(?P=first)))"  # 50%至70%, but not 6个月至2年
        figure = re.compile(
            f"{number}(?=[{units}{following} 　])(?:{upto})?{measure}{same}"
        )
        return figure, f"{number}(?P<scale>)(?P<first>)(?P<high>)?{measure}"

    def find(
        self, text: str, start: int, end: int, _year: int | None = None
    ) -> list[Figure]:
        """Return the figures in `text[start:end]`, in order of place."""
        found = []
        for match in self._figure.finditer(text, start, end):
            figure = self._read(text, match, start)
            if figure is not None and figure.end <= end:
                found.append(figure)
        return found

    def _scale(self, scale: str) -> str:
        """Return an expression for 万 and the like; 千 is none in 千克."""
        unless = any_of(
            name.removeprefix(scale)
            for name in self._names.get(scale[0], ())
            if name.startswith(scale) and name != scale
        )
        return f"{scale}(?!{unless})" if unless else scale

    @lazy
    def _alone(self) -> re.Pattern[str]:
        """A figure that is no span, for what only looks like one."""
        return re.compile(self._alone_source)

    def _read(self, text: str, match: re.Match[str], start: int) -> Figure | None:
        """Return the figure that an expression has found, None where it is none.

        `100家以上` has a number, a unit and a modifier. A name (PM2.5) is no figure,
        and `30日` is one only with a modifier before it: 不少于30日.
        """
        at, to = match.span()
        if _is_name(text, at, start):
            return None
        unit, bare = self._unit_behind(text, at, to, start)
        if not unit or not _counts(text, match, unit, start):
            return None
        amount = self._amount(text, match, at, start)
        if amount is None:
            # What only looks like a span may begin with a figure.
            shorter = self._alone.match(text, at) if match["high"] else None
            return self._read(text, shorter, start) if shorter else None
        low, high, at = amount
        modifier, begin, end = self._modified(
            text, at, to + len(unit), start, match["inner"]
        )
        if bare and begin == match.start():
            return None
        return Figure(text[begin:end], low, high, unit, modifier, begin, end)

    def _unit_behind(self, text: str, at: int, to: int, start: int) -> tuple[str, bool]:
        """Return the unit that stands at `to`, and whether it needs a modifier.

        不少于30日 is a figure, 30日 alone is a date.
        """
        size = self._unit(text[to : to + _REACH])
        bare = not size and at > start and text[at - 1] in self._ends
        if bare or (not size and text.endswith(self._counting, start, at)):  # 提前15日
            size = self._unit(text[to : to + _REACH], free=True)
        return text[to : to + size], bare

    def _amount(
        self, text: str, match: re.Match[str], at: int, start: int
    ) -> tuple[int | float, int | float | None, int] | None:
        """Return the lowest and the highest number, and where the first begins.

        None where they are none.
        """
        digits, scale, first, second, _, scales = match.groups()
        if second:
            shared = not scale and not first
            low, high = _span(digits, scale or "", second, scales or "", scaled=shared)
            if low is None or high is None or low >= high:
                return None
            return low, high, at
        low = _read_amount(digits, scales or "")
        if low is None:
            return None
        if scales and at > start and text[at - 1] in "万亿":
            larger = _LARGER.search(text, max(start, at - 8), at)
            if larger:  # 2万5千
                low += _read_amount(larger[1], text[at - 1]) or 0
                at = larger.start()
        return low, None, at

    def _modified(
        self, text: str, at: int, end: int, start: int, modifier: str | None
    ) -> tuple[str | None, int, int]:
        """Return the modifier of a figure, and its bounds with it.

        `modifier` is the one inside it (3万余元); one behind it (以上) outweighs that, and
        one before it (不少于) stands in front.
        """
        after = (
            self._after.match(text, end)
            if text[end : end + 1] in self._firsts
            else None
        )
        if after:
            modifier, end = after[0], after.end()
        last = text[at - 1] if at > start else ""
        if last and (last in self._ends or last == " "):
            found = self._before.search(text, max(start, at - 8), at)
            if found:
                modifier = found[0].rstrip() + (modifier or "")
                at = found.start()
        return modifier, at, end

    def _unit_size(self, text: str, *, free: bool = False) -> int:
        """Return the length of the unit with which a text begins, 0 without one.

        `free` of what it needs behind it.
        """
        for unit in self._names.get(text[:1], ()):
            if not text.startswith(unit) or not self._stands(unit, text, free=free):
                continue
            size = len(unit)
            behind = text[size : size + 1]
            if behind and behind in ("/／·" if free else "/／"):
                further = self._rate_size(text[size + 1 :])
                if further:
                    return size + 1 + further
            return size
        return 0

    def _stands(self, unit: str, text: str, *, free: bool) -> bool:
        """Return whether a text that begins with the name of a unit means it.

        It does not before what the unit is not followed by, nor, unless `free`, before
        anything but what it needs behind it; nor, of some units, inside a word.
        """
        size, unless, needs = len(unit), self._unless[unit], self._needing.get(unit)
        behind = text[size : size + 1]
        if unless and text.startswith(tuple(unless.split("|")), size):
            return False
        if needs and not free and not text.startswith(needs, size):
            return False
        if behind.isascii() and behind.isalnum() and _is_latin(unit[-1]):
            return False
        return not (
            unit in self._not_inside
            and behind.isalnum()
            and behind not in self._behind_alone
        )

    def _rate_size(self, text: str) -> int:
        """Return how long that is behind a stroke with which a text begins: 月 in 元/月."""
        return self._unit_size(text, free=True) or next(
            (len(rate) for rate in self._rates if text.startswith(rate)), 0
        )


_REACH = 9  # characters of a unit and what must not follow it
_LARGER = re.compile("([0-9０-９]{1,5})[万亿]$")
_NAMES = frozenset("第＋/／_#＃№’'" + SQUARE.opening)


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


def _is_latin(char: str) -> bool:
    """Return whether a character is a Latin letter of ASCII."""
    return char.isascii() and char.isalpha()


def _is_name(text: str, at: int, start: int) -> bool:
    """Return whether a number is part of a name, a code or the like by the character before it."""
    if at <= start:
        return False
    before = text[at - 1]
    return before in _NAMES or (before.isascii() and _of_a_name(text, at, start))


def _counts(text: str, match: re.Match[str], unit: str, start: int) -> bool:
    """Return whether a number before 年, 日, 分 counts them, and does not name one."""
    before = text[match.start() - 1] if match.start() > start else ""
    if unit in ("年", "届"):
        return bool(match["inner"]) or _counts_years(match["digits"], match["high"])
    if unit == "日":
        return before != "月"
    if unit == "分":
        return before not in ("时", "点")
    return True


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
