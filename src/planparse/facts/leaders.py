"""Persons and posts that answer for a task, behind a label: 责任领导：副县长李某."""

import re
from collections.abc import Iterator
from typing import Any, NamedTuple

from planparse.facts.owner import Role
from planparse.facts.unit_lists import Group, parts_of
from planparse.facts.unit_names import UnitNames
from planparse.grammar.wordlists import OwnerWords
from planparse.lazy import lazy
from planparse.text.characters import ROUND, is_han
from planparse.text.expressions import any_of

_LONGEST = 150
"""How far the names behind a label reach, in characters."""
_LABEL = 16
"""How long a label of persons is at most, with brackets at its end: 责任人（部门）."""
_LONGEST_POST = 24
_LONGEST_NAME = 6
"""Characters of a post, and of a name with 同志 behind it."""
_HAN = r"[^\W\dA-Za-z_]"  # a range of characters takes a millisecond to compile
_WORDS = rf"{_HAN}(?:[ 　]+{_HAN}(?!{_HAN}))+|\S+"
"""Words between blanks; a name of two characters may have one inside: 王  某."""


class _Answering(NamedTuple):
    """One who answers for a task, and where they stand: a person or post, or a unit."""

    start: int
    end: int
    named: bool
    unit: bool


class Leaders:
    """Finds persons and posts by the words of `facts/owners.yaml`."""

    def __init__(self, words: OwnerWords, names: UnitNames) -> None:
        """Take the words of `facts/owners.yaml`, and what knows the names of units."""
        self.kept: dict[str, Any] = {}
        self._words, self._names = words, names
        self._posts = tuple(words.posts)
        self._surnames = frozenset(words.surnames.split())
        self._no_names = tuple(words.no_names)

    @lazy
    def _label(self) -> re.Pattern[str]:
        """A label that ends before a mark: 责任领导, 市级牵头领导, 责任单位及责任人."""
        words = self._words
        level = f"(?:(?:{any_of(words.levels)})级?)?"
        nouns = f"(?:{any_of(words.roles['responsible'])})(?:{any_of(words.nouns)})"
        return re.compile(
            rf"(?:^|[\W_])\s*(?P<label>(?:{nouns}(?:{any_of(words.joints)}|、|/))?"
            rf"{level}(?:{any_of(words.leaders)})(?:{ROUND.around('{1,8}')})?[ 　]?)$"
        )

    def label(self, text: str, mark: int, low: int) -> int | None:
        """Return where the label begins that ends before a mark, None where there is none."""
        low = max(low, mark - _LABEL)
        found = self._label.search(text[low:mark])
        return found and low + found.start("label")

    def read(self, text: str, start: int, end: int, bracket: str) -> list[Group]:
        """Return who stands behind a label, persons and units apart.

        There is nobody where what stands there is no list of them.
        """
        end = self._line_end(text, start, min(end, start + _LONGEST))
        found: list[_Answering] = []
        for part in parts_of(text, start, end, bracket):
            if part.mark and part.mark in "；;":
                break
            who = list(self._who(text, part.start, part.end))
            if not who:
                if part.mark in ("", "、"):
                    return []
                break
            if part.mark == "、" and _is_one_with(found, who[0]):
                who[0] = who[0]._replace(start=found.pop().start)
            found += who
        return [
            group for unit in (False, True) if (group := self._group(text, found, unit))
        ]

    def _line_end(self, text: str, start: int, end: int) -> int:
        """Return where the line ends, or what stands before a further label in it."""
        line = re.split(r"[\r\n【［〖]", text[start:end], maxsplit=1)[0]
        label = re.search(r"(?:^|[、，,；;。\s])[^、，,；;。\s]*[：:]", line)
        return start + (label.start() if label else len(line))

    def _who(self, text: str, start: int, end: int) -> Iterator[_Answering]:
        """Yield who is named in a part: 市水务局 王某某, 王  某.

        Nobody is where something else stands there too.
        """
        found = []
        for word in re.compile(_WORDS).finditer(text, start, end):
            name = "".join(word[0].split())
            whole = re.sub(ROUND.around("*"), "", name)
            named = self._ends_in_name(whole)
            person = named or self._is_post(whole)
            posted = person and any(post in name for post in self._posts)
            unit = not posted and self._names.is_unit(name, "strict")
            if not person and not unit:
                return
            found.append(_Answering(word.start(), word.end(), named and not unit, unit))
        yield from found

    def _is_post(self, text: str) -> bool:
        """Return whether a text is a post and nothing else: 分管副市长."""
        short = len(text) <= _LONGEST_POST
        return short and text.endswith(self._posts) and all(map(is_han, text))

    def _ends_in_name(self, text: str) -> bool:
        """Return whether a text is the name of a person, or a post with one: 副县长李某."""
        first = max(0, len(text) - _LONGEST_NAME)
        return any(
            self._is_name(text[at:]) and (at == 0 or self._is_post(text[:at]))
            for at in range(first, len(text) - 1)
        )

    def _is_name(self, text: str) -> bool:
        """Return whether a text is a name: a surname, one or two characters, perhaps 同志."""
        if text.startswith(self._no_names) or not all(map(is_han, text)):
            return False
        return any(
            text[:size] in self._surnames
            and len(text[size:].removesuffix("同志") or "同志") in (1, 2)
            for size in (1, 2)
        )

    def _group(self, text: str, found: list[_Answering], unit: bool) -> Group | None:
        """Return the persons, or the units, of a list as a group."""
        spans = [(who.start, who.end) for who in found if who.unit is unit]
        if not spans:
            return None
        named = tuple(["".join(text[start:end].split()) for start, end in spans])
        role: Role = "responsible" if unit else "leader"
        return Group(role, named, (), spans[0][0], spans[-1][1])


def _is_one_with(found: list[_Answering], who: _Answering) -> bool:
    """Return whether the last who was named is the same person: 县委常委、副县长李某."""
    return bool(found) and not (found[-1].named or found[-1].unit) and who.named
