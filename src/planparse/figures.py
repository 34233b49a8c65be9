"""Figures: numbers in Arabic digits with their unit and modifier, where they stand in a text."""

import re
from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Any, NamedTuple

from planparse.numerals import read_amount as _read_amount

read_amount = lru_cache(1024)(_read_amount)

Number = int | float
_new = tuple.__new__  # a third of the time: there are many


class Figure(NamedTuple):
    """A quantity: `low` alone or from `low` to `high`, 万 and 亿 multiplied out; `modifier` is 不少于 and the like."""

    text: str
    low: Number
    high: Number | None
    unit: str
    modifier: str | None
    start: int
    end: int


class Figures:
    """Finds figures by the words of `facts.yaml`."""

    def __init__(self, words: Mapping[str, Any]) -> None:
        """Take the section `figures`."""
        units = dict(entry.partition(":")[::2] for line in words["units"] for entry in line.split())
        scales, after = _any(words["scales"]), _any(words["after"])
        inner = _any(words["inner"])
        self._last = frozenset(word[-1] for word in words["before"])
        self._before = re.compile(f"(?:{_any(words['before'])})[ 　]?$")
        unit = _tree({name: unless.split("|") if unless else [] for name, unless in units.items()}, words["alone"], words["needing"])
        per = f"(?:[/／](?:{_any(name for name in units if len(name) < 4)}))"
        rest = r"(?:[.．][0-9０-９]++|(?:,[0-9]{3}(?![0-9]))++)?+"
        # Not inside a number; the class in front lets the engine skip to digits.
        number = rf"(?P<digits>[0-9０-９](?<![0-9０-９.．][0-9０-９])[0-9０-９]*+{rest})"
        upto = (
            rf"(?P<scale>{scales})?+(?P<first>[%％‰]|个百分点|[元个家人名年项亩户吨倍])?+"
            rf"[ ]?(?:{_any(words['spans'])})[ ]?(?P<high>[0-9０-９]++{rest})"
        )
        measure = (
            rf"[ 　]?(?P<inner>{inner})?(?P<scales>{scales})?+(?:{inner})?"
            rf"[ 　]?(?P<unit>{unit}{per}*+)(?P<after>{after})?+"
        )
        onward = re.escape("".join({word[0] for name in ("spans", "scales", "inner") for word in words[name]} | {name[0] for name in units}))
        self._figure = re.compile(f"{number}(?=[{onward} 　])(?:{upto})?{measure}")
        self._alone = re.compile(f"{number}(?P<scale>)(?P<first>)(?P<high>)?{measure}")

    def find(self, text: str, start: int, end: int) -> list[Figure]:
        """The figures in `text[start:end]`, in order of place."""
        found = []
        for match in self._figure.finditer(text, start, end):
            figure = self._read(text, match, start)
            if figure is not None:
                found.append(figure)
        return found

    def _read(self, text: str, match: re.Match[str], start: int) -> Figure | None:
        at, to = match.span()
        digits, scale, first, second, inner, scales, unit, after = match.groups()
        before = text[at - 1] if at > start else ""
        if before in _NAMES or (before.isascii() and before and _of_a_name(text, at, start)):
            return None
        if unit == "年" and not _counts_years(digits, second):
            return None
        if (unit == "日" and before == "月") or (unit == "分" and before in "时点" and before):
            return None
        if second:
            high = read_amount(second, scales or "")
            low = read_amount(digits, scale or "")
            if scales and not scale and not first and low is not None and high is not None:
                low = scaled if (scaled := read_amount(digits, scales) or low) <= high else low
            if low is None or high is None or low >= high or (first and first != unit.partition("/")[0]):
                shorter = self._alone.match(text, at)
                return self._read(text, shorter, start) if shorter else None
        else:
            low, high = read_amount(digits, (scale or "") + (scales or "")), None
            if low is None:
                return None
        modifier = after or inner
        if before and (before in self._last or before == " "):
            found = self._before.search(text, max(start, at - 8), at)
            if found:
                at = found.start()
                modifier = found[0].rstrip() + (after or "")
        return _new(Figure, (text[at:to], low, high, unit, modifier, at, to))


_NAMES = frozenset("第/／_#＃№’'〔［")


def _of_a_name(text: str, at: int, start: int) -> bool:
    """Whether what stands before a number makes it part of a name, a code, a time or a ratio: R9, 8:30, 3+2."""
    before, further = text[at - 1], text[at - 2] if at - 1 > start else ""
    if before.isalpha():
        return not text[max(start, at - 3) : at].isupper() or len(text[max(start, at - 3) : at].strip()) < 3
    if before == " ":
        return further.isdecimal()
    return before in "-+:.*~" and further.isascii() and (further.isdecimal() or (before != "+" and further.isalpha()))


def _counts_years(digits: str, second: str | None) -> bool:
    """Whether digits before 年 count years and do not name one."""
    return len(second or "") < 4 and "." not in (second or "") and (
        "." in digits or (len(digits) < 4 and not digits.startswith(("0", "０")))
    )


def _any(words: Iterable[str]) -> str:
    """An expression for any of some words, the longest that fits."""
    return "|".join(map(re.escape, sorted(words, key=len, reverse=True)))


def _tree(units: Mapping[str, list[str]], alone: Iterable[str], needing: Mapping[str, list[str]]) -> str:
    """An expression for units, by their first characters, each with what must not follow it."""
    by_first: dict[str, list[str]] = {}
    alone = set(alone)
    for name in sorted(units, key=len, reverse=True):
        by_first.setdefault(name[0], []).append(name)

    def rest(name: str) -> str:
        unless = units[name]
        condition = f"(?!{_any(unless)})" if unless else ""
        if name in needing:
            condition += f"(?={_any(needing[name])})"
        elif name in alone:
            condition += r"(?![0-9A-Za-z])(?![一-鿿](?<![以左及内上起]))"
        elif name[-1].isascii() and name[-1].isalpha():
            condition += "(?![0-9A-Za-z])"
        return re.escape(name[1:]) + condition

    branches = "|".join(
        f"{re.escape(first)}(?:{'|'.join(map(rest, names))})" for first, names in by_first.items()
    )
    firsts = re.escape("".join(by_first))
    return f"(?=[{firsts}])(?:{branches})"
