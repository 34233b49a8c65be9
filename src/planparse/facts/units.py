"""Units of measure: where one stands in a text, and how far it reaches."""

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from planparse.text.characters import ROUND

_OPENINGS, _CLOSINGS = frozenset(ROUND.opening), frozenset(ROUND.closing)
_GOES_ON = _OPENINGS | {*"/／·"}
"""Behind these a unit may go on: 元/月, 套（户）."""


class _Unit(NamedTuple):
    """A unit by its name.

    `unless` may not follow it and, where there are any, one of `needs` must, unless it is
    asked for free of them; one that stands `alone` begins no word, and one that `is_latin`
    no other Latin word.
    """

    name: str
    unless: tuple[str, ...]
    needs: tuple[str, ...]
    alone: bool
    is_latin: bool


class Units:
    """The units of `facts/figures.yaml`."""

    def __init__(
        self,
        lists: Iterable[str],
        needing: Mapping[str, Sequence[str]],
        alone: Iterable[str],
        behind_alone: Iterable[str],
        rates: Iterable[str],
        rate_scales: Iterable[str],
        others: Iterable[str],
    ) -> None:
        """Take the lists of units and what may, must and must not follow them."""
        self._behind_alone = frozenset(behind_alone)
        self._rates = tuple(sorted(rates, key=len, reverse=True))
        self._others = frozenset(others)
        self._rate_scales = tuple(sorted(rate_scales, key=len, reverse=True))
        self._alone, self._needing = frozenset(alone), needing
        self._entries: dict[str, list[str]] = {}
        """The units as they are written in the lists, by their first character."""
        for entry in " ".join(lists).split():
            self._entries.setdefault(entry[0], []).append(entry)
        self.firsts = "".join(self._entries)
        """The characters with which units begin."""
        self._by_pair: dict[str, list[_Unit]] = {}
        """The units by the first two characters of a text that was met, the longest first."""

    def _read(self, pair: str) -> list[_Unit]:
        """Return the units that two characters may begin, the longest first, and keep them.

        They are read where they are first met: a text has few of all units.
        """
        units = [
            self._unit(entry)
            for entry in self._entries.get(pair[:1], ())
            if entry[1:2] in (":", "") or entry.startswith(pair)
        ]
        units.sort(key=_length, reverse=True)
        self._by_pair[pair] = units
        return units

    def _unit(self, entry: str) -> _Unit:
        """Return the unit of an entry: its name, and what may not follow it."""
        name, _, unless = entry.partition(":")
        return _Unit(
            name,
            tuple(unless.split("|")) if unless else (),
            tuple(self._needing.get(name, ())),
            name in self._alone,
            is_latin(name[-1]),
        )

    def longer_than(self, scale: str) -> list[str]:
        """Return what makes a unit of a scale: 克 behind 千."""
        return [
            name.removeprefix(scale)
            for entry in self._entries.get(scale[0], ())
            for name in [entry.partition(":")[0]]
            if name.startswith(scale) and name != scale
        ]

    def size(self, text: str, at: int, *, free: bool = False) -> int:
        """Return the length of the unit that stands at a place, 0 without one.

        `free` of what it needs behind it.
        """
        pair = text[at : at + 2]
        units = self._by_pair.get(pair)
        if units is None:
            units = self._read(pair)
        for name, unless, needs, alone, latin in units:
            if not text.startswith(name, at):
                continue
            length = len(name)
            end = at + length
            if unless and text.startswith(unless, end):
                continue
            if needs and not free and not text.startswith(needs, end):
                continue
            behind = text[end : end + 1]
            if (latin and behind.isascii() and behind.isalnum()) or (
                alone and behind.isalnum() and behind not in self._behind_alone
            ):
                continue
            if not behind or behind not in _GOES_ON:
                return length
            if behind in _OPENINGS:
                return length + self._other_size(text, end)
            if behind != "·" or free:
                rate = self._rate_size(text, end + 1)
                return length + 1 + rate if rate else length
            return length
        return 0

    def _other_size(self, text: str, at: int) -> int:
        """Return how long that is which names another unit in brackets: （户） in 套（户）."""
        other = text[at + 1 : at + 2] in self._others
        return 3 if other and text[at + 2 : at + 3] in _CLOSINGS else 0

    def _rate_size(self, text: str, at: int) -> int:
        """Return how long that is behind a stroke which stands at a place: 月 in 元/月.

        A number may be part of it: 万元 in 吨标准煤/万元.
        """
        size = self.size(text, at, free=True) or _longest(self._rates, text, at)
        if size:
            in_word = (
                text[at : at + size + 1].isascii() and text[at + size :][:1].isalnum()
            )
            return 0 if in_word else size
        scale = _longest(self._rate_scales, text, at)
        unit = self.size(text, at + scale, free=True) if scale else 0
        return scale + unit if unit else 0


def is_latin(char: str) -> bool:
    """Return whether a character is a Latin letter of ASCII."""
    return char.isascii() and char.isalpha()


def _longest(words: Iterable[str], text: str, at: int) -> int:
    """Return the length of the first of some words that stands at a place, 0 without one."""
    return next((len(word) for word in words if text.startswith(word, at)), 0)


def _length(unit: _Unit) -> int:
    """Return the length of the name of a unit."""
    return len(unit.name)
