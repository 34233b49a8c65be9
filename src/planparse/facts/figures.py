"""Figures: numbers in Arabic digits with their unit and modifier, where they stand in a text."""

import re
from collections.abc import Iterable, Mapping
from functools import cached_property, lru_cache
from typing import Any, NamedTuple

from planparse.text import numerals

_read_amount = lru_cache(1024)(numerals.read_amount)
_new = tuple.__new__  # a third of the time: there are many


class Figure(NamedTuple):
    """A quantity: `low` alone or from `low` to `high`, 万 and 亿 multiplied out; `modifier` is 不少于 and the like."""

    text: str
    low: int | float
    high: int | float | None
    unit: str
    modifier: str | None
    start: int
    end: int


class _Unit(NamedTuple):
    """A unit of measure: it is none before `unless`, nor but before one of `needs`; `alone`: nor inside a word."""

    name: str
    unless: tuple[str, ...]
    needs: tuple[str, ...]
    alone: bool
    latin: bool


class Figures:
    """Finds figures by the words of `facts.yaml`."""

    def __init__(self, words: Mapping[str, Any]) -> None:
        """Take the section `figures`."""
        self._units: dict[str, _Unit] = {}
        sizes: dict[str, set[int]] = {}
        for entry in " ".join(words["units"]).split():
            name, _, unless = entry.partition(":")
            needs, latin = (
                tuple(words["needing"].get(name, ())),
                name[-1].isascii() and name[-1].isalpha(),
            )
            self._units[name] = _Unit(
                name,
                tuple(unless.split("|")) if unless else (),
                needs,
                name in words["alone"],
                latin,
            )
            sizes.setdefault(name[0], set()).add(len(name))
        self._rates = tuple(sorted(words["rates"], key=len, reverse=True))
        self._unit = lru_cache(8192)(self._unit_size)
        self._sizes = {first: sorted(of, reverse=True) for first, of in sizes.items()}
        self._ends = frozenset(word[-1] for word in words["before"])
        self._counting = tuple(words["counting"])
        self._before = re.compile(f"(?:{_any(words['before'])})[ 　]?$")
        after = [word.partition(":")[::2] for word in words["after"]]
        self._firsts = frozenset(word[0] for word, _ in after)
        self._after = re.compile(
            "|".join(
                f"{re.escape(word)}(?!{unless})" if unless else re.escape(word)
                for word, unless in after
            )
        )
        self._behind_alone = frozenset(words["behind_alone"])

        scales, inner = (
            "|".join(map(self._scale, sorted(words["scales"], key=len, reverse=True))),
            _any(words["inner"]),
        )
        rest = r"(?:[.．][0-9０-９]++|(?:[,，][0-9０-９]{3}(?![0-9０-９])){1,5}+)?+"
        # Not inside a number; the class in front lets the engine skip to digits.
        number = (
            rf"(?P<digits>[0-9０-９](?<![0-9０-９.．][0-9０-９])[0-9０-９]*+{rest})"
        )
        upto = (
            rf"(?P<scale>{scales})?+(?P<first>{_any(words['of_spans'])})?+"
            rf"[ ]?(?:{_any(words['spans'])})[ ]?(?P<high>[0-9０-９]++{rest})"
        )
        units = re.escape("".join(self._sizes))
        measure = (
            rf"[ 　]?(?P<inner>{inner})?(?P<scales>{scales})?+(?:{inner})?[ 　]?"
            rf"(?:(?=年)(?<![12][0-9]{{3}})|(?!年)(?=[{units}]))"  # most years need no closer look
        )
        further = {
            word[0] for name in ("spans", "scales", "inner") for word in words[name]
        }
        onward = "".join(sorted(further))
        same = "(?(first)(?=(?P=first)))"  # 50%至70%, but not 6个月至2年
        self._figure = re.compile(
            f"{number}(?=[{units}{re.escape(onward)} 　])(?:{upto})?{measure}{same}"
        )
        self._alone_source = f"{number}(?P<scale>)(?P<first>)(?P<high>)?{measure}"

    def find(self, text: str, start: int, end: int) -> list[Figure]:
        """The figures in `text[start:end]`, in order of place."""
        found = []
        for match in self._figure.finditer(text, start, end):
            figure = self._read(text, match, start)
            if figure is not None and figure[6] <= end:
                found.append(figure)
        return found

    def _scale(self, scale: str) -> str:
        """An expression for 万 and the like; 千 is none in 千克."""
        unless = _any(
            name.removeprefix(scale)
            for name in self._units
            if name.startswith(scale) and name != scale
        )
        return f"{scale}(?!{unless})" if unless else scale

    @cached_property
    def _alone(self) -> re.Pattern[str]:
        """A figure that is no span, for what only looks like one."""
        return re.compile(self._alone_source)

    def _read(self, text: str, match: re.Match[str], start: int) -> Figure | None:
        at, to = match.span()
        before = text[at - 1] if at > start else ""
        if before in _NAMES or (
            before and before.isascii() and _of_a_name(text, at, start)
        ):
            return None
        size = self._unit(text[to : to + _REACH])
        bare = not size and before in self._ends  # 不少于30日
        if bare or (not size and text.endswith(self._counting, start, at)):  # 提前15日
            size = self._unit(text[to : to + _REACH], free=True)
        if not size:
            return None
        unit, to = text[to : to + size], to + size
        digits, scale, first, second, modifier, scales = match.groups()
        if unit in ("年", "届") and not (modifier or _counts_years(digits, second)):
            return None
        if (unit == "日" and before == "月") or (
            unit == "分" and before in ("时", "点")
        ):
            return None
        high = None
        if second:
            low, high = _span(
                digits,
                scale or "",
                second,
                scales or "",
                scaled=not scale and not first,
            )
            if low is None or high is None or low >= high:
                shorter = self._alone.match(text, at)
                return self._read(text, shorter, start) if shorter else None
        else:
            low = _read_amount(digits, scales or "")
            if low is None:
                return None
            if (
                scales
                and before in ("万", "亿")
                and (larger := _LARGER.search(text, max(start, at - 8), at))
            ):
                low += _read_amount(larger[1], before) or 0  # 2万5千
                at, before = larger.start(), text[larger.start() - 1 : larger.start()]
        if text[to : to + 1] in self._firsts and (after := self._after.match(text, to)):
            modifier, to = after[0], after.end()
        if before in self._ends or before == " ":
            found = self._before.search(text, max(start, at - 8), at)
            if found:
                modifier = found[0].rstrip() + (modifier or "")
                at = found.start()
        if bare and at == match.start():
            return None
        return _new(Figure, (text[at:to], low, high, unit, modifier, at, to))

    def _unit_size(self, text: str, *, free: bool = False) -> int:
        """How long the unit is with which a text begins, 0 where it begins with none; `free` of what it needs."""
        for size in self._sizes.get(text[:1], ()):
            unit = self._units.get(text[:size])
            if unit is None or len(unit.name) < size:  # the text is shorter
                continue
            behind = text[size : size + 1]
            if unit.unless and text.startswith(unit.unless, size):
                continue
            if unit.needs and not free and not text.startswith(unit.needs, size):
                continue
            if unit.latin and behind.isascii() and behind.isalnum():
                continue
            if unit.alone and behind.isalnum() and behind not in self._behind_alone:
                continue
            joints = "/／·" if free else "/／"
            if (
                behind
                and behind in joints
                and (further := self._rate_size(text[size + 1 :]))
            ):
                return size + 1 + further
            return size
        return 0

    def _rate_size(self, text: str) -> int:
        """How long that is behind a stroke with which a text begins: 月 in 元/月."""
        return self._unit_size(text, free=True) or next(
            (len(rate) for rate in self._rates if text.startswith(rate)), 0
        )


_REACH = 9  # characters of a unit and what must not follow it
_LARGER = re.compile("([0-9０-９]{1,5})[万亿]$")
_NAMES = frozenset("第＋/／_#＃№’'〔［")


def _span(
    digits: str, scale: str, second: str, scales: str, *, scaled: bool
) -> tuple[int | float | None, int | float | None]:
    """The numbers of a span; the first shares the 万 of the second where it has none and is the smaller for it."""
    low, high = _read_amount(digits, scale), _read_amount(second, scales)
    if scaled and scales and high is not None:
        shared = _read_amount(digits, scales)
        if shared is not None and shared <= high:
            return shared, high
    return low, high


def _of_a_name(text: str, at: int, start: int) -> bool:
    """Whether what stands before a number makes it part of a name, a code, a time or a ratio: R9, 8:30, 3+2."""
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
    """Whether digits before 年 count years and do not name one."""
    if second and len(second) > 3:
        return False
    return "." in digits or (len(digits) < 4 and not digits.startswith(("0", "０")))


def _any(words: Iterable[str]) -> str:
    """An expression for any of some words, the longest that fits."""
    return "|".join(map(re.escape, sorted(words, key=len, reverse=True)))
