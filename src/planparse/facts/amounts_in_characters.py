"""Amounts in Chinese numerals: 三亿五千万元, 百分之八, 三至五年, 翻一番.

Prose counts in them where it means no number (一个问题, 十大工程, 百年变局, 一带一路), so only
what is surely one is read: numbers of two characters and more, shares of a hundred, and
others where a modifier, a span or the unit tells.
"""

import re
from collections.abc import Iterable
from functools import lru_cache
from typing import Any

from planparse.facts.units import Units
from planparse.grammar.wordlists import FigureWords
from planparse.lazy import lazy
from planparse.text import numerals
from planparse.text.characters import CORNER, QUOTE, TITLE
from planparse.text.expressions import any_of, by_first

_DIGITS = "零〇一二三四五六七八九"
_NUMERALS = f"{_DIGITS}十百千万亿两"
_HEADS = "一二三四五六七八九十两"
_NUMBER = f"[{_NUMERALS}]+(?:[点點][{_DIGITS}]+)?"
_NAMING = f"第数几{TITLE.opening}{QUOTE.opening}{CORNER.opening}"
"""What stands before a number that is a name, or none: 第三十个, “十二条”, 数十个."""

_read_amount = lru_cache(1024)(numerals.read_hanzi_amount)


Amount = tuple[int | float, int | float | None, str, str | None, int, int, bool]
"""A number or a span of numbers, its unit, what stands between (余), where both begin and end.

The last value tells whether it is sure; one that is not is a figure only with a modifier.
"""


class AmountsInCharacters:
    """Reads amounts in Chinese numerals by the words of `facts/figures.yaml`."""

    def __init__(self, words: FigureWords, units: Units) -> None:
        """Take the words, and the units that amounts have."""
        self.kept: dict[str, Any] = {}
        self._words = words
        self._units = units
        self._uncounted = frozenset(words.uncounted)
        self._sure = frozenset(words.sure)
        self._inner = frozenset(words.inner)
        self._thousandfold = tuple(f"千{unit}" for unit in units.longer_than("千"))
        self._phrases = words.phrases
        self._shares = words.shares
        begun = "".join(word[0] for word in (*words.phrases, *words.shares))
        self.heads = "".join(dict.fromkeys(_HEADS + begun))
        """The characters with which an amount begins."""
        self.source = self._source(words)
        """An expression for what stands behind the first character of an amount."""

    def _source(self, words: FigureWords) -> str:
        """Return an expression for what may be an amount, behind its first character.

        `run` is the rest of the number; prose is full of numbers of one character, so
        that these are let through only where something tells that they count.
        """
        units = re.escape(self._units.firsts)
        spans = _in_class(word[0] for word in words.spans)
        inner = any_of(words.inner)
        telling = _in_class(
            word[0] for word in words.after if not word.startswith(_VAGUE)
        )
        before = _in_class(word.partition(":")[0][-1] for word in words.before)
        sure = any_of(words.sure)
        fixed = [
            f"(?<={first}){any_of(rest)}"
            for first, rest in by_first((*words.phrases, *words.shares)).items()
        ]
        return (
            rf"(?<=[{_HEADS}])(?<![{_NUMERALS}{_NAMING}0-9０-９点點萬億分].)(?:"
            rf"(?P<run>(?:[十百千万亿点]|(?<=十)[{_DIGITS}])[{_NUMERALS}]*+"
            rf"(?:点[{_DIGITS}]++)?)(?=(?:{inner})?[{units}{spans}])"
            rf"|(?=[{spans}][{_NUMERALS}])|(?={sure})"
            rf"|(?<=[{before}].)(?=[{units}])|(?=[{units}].{{0,3}}?[{telling}]))"
            rf"|{'|'.join(fixed)}"
        )

    def read(self, text: str, at: int, end: int) -> Amount | None:
        """Return the amount that begins at `at`, found up to `end`; None where it is none."""
        if text[at] in _HEADS:
            return self._counted(text, at, end)
        said = text[at:end]
        if said in self._phrases:
            number, unit = _QUANTITY.findall(self._phrases[said])[0]
            return int(number), None, unit, None, at, end, True
        return self._share(text, at, end, self._shares[said])

    @lazy
    def _share_of(self) -> re.Pattern[str]:
        """The numbers behind 百分之, and those behind a second one."""
        return re.compile(
            rf"({_NUMBER})(?:(?:{any_of(self._words.spans)})"
            rf"(?:{any_of(self._shares)})?({_NUMBER}))?(?![{_NUMERALS}几點])"
        )

    @lazy
    def _span(self) -> re.Pattern[str]:
        """What makes a span of a number behind it: 至五 in 三至五年."""
        of_spans = any_of(self._words.of_spans)
        return re.compile(
            rf"(?P<first>{of_spans})?(?:{any_of(self._words.spans)})"
            rf"(?P<high>{_NUMBER})(?(first)(?=(?P=first)))"
        )

    def _share(self, text: str, at: int, end: int, unit: str) -> Amount | None:
        """Return the share that begins at `at`, its number at `end`: 百分之十九点二."""
        match = self._share_of.match(text, end)
        if not match:
            return None
        low = 100 if match[1] == "百" else _read_amount(match[1])
        high = _read_amount(match[2]) if match[2] else None
        if low is None or (match[2] and (high is None or high <= low)):
            return None
        return low, high, unit, None, at, match.end(), True

    def _counted(self, text: str, at: int, end: int) -> Amount | None:
        """Return the number in `text[at:end]`, or the span that begins there, with its unit."""
        said, other, inner, to = text[at:end], None, None, end
        behind = text[end : end + 1]
        if behind in self._inner:
            inner, to = behind, end + 1
        elif span := self._span.match(text, end):
            other, to = span["high"], span.end()
        size, dated = self._units.size(text, to), False
        if not size:  # 三十日
            size, dated = self._units.size(text, to, free=True), True
        if not size:
            return None
        if text[to - 1] == "千" and text.startswith(self._thousandfold, to - 1):
            to, size = to - 1, size + 1  # 八十万千瓦
            if other:
                other = other[:-1]
            else:
                said = said[:-1]
        low = _read_amount(said)
        high = _read_amount(other) if other else None
        if low is None or (other and (high is None or high <= low)):
            return None
        unit = text[to : to + size]
        if text[to + size : to + size + 1] == "半":  # 十三斤半
            return None
        if unit in self._uncounted:
            sure = high is not None and not dated
        else:
            sure = len(said) > 1 or high is not None or self._is_sure(low, unit)
        return low, high, unit, inner, at, to + size, sure

    def _is_sure(self, number: int | float, unit: str) -> bool:
        """Return whether a number of one character surely counts, by its unit."""
        return unit in self._sure and (number > 1 or unit in ("倍", "个百分点"))


_VAGUE = ("左", "起")
"""What stands behind a number that does not count as often as behind one that does."""
_QUANTITY = re.compile(r"([0-9]+)(.*)")


def _in_class(chars: Iterable[str]) -> str:
    """Return characters for a class of an expression, each once, in one order."""
    return re.escape("".join(dict.fromkeys(chars)))
