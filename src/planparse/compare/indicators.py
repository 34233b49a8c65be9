"""Whether two indicators are one: names of what figures measure, compared word by word.

国内生产总值 and 地区生产总值 are one, 城镇居民收入 and 农村居民收入 are not, and of
就业 and 城镇就业 nobody knows.
"""

import re
from collections.abc import Mapping
from operator import add
from typing import Literal, NamedTuple

from planparse.compare.items import fold
from planparse.grammar.wordlists import MeasureWords
from planparse.text.dates import FIVE_YEAR_PLAN
from planparse.text.expressions import any_of

Alike = Literal["same", "doubtful", "other"]
"""Whether two indicators are one thing."""

_SPECIFIC, _SHARE = 4, 0.4
"""So long a name is that of one thing where it is all within a longer one, and more
of that than this share: a choice."""
_NEARLY, _SOMEWHAT = 0.8, 0.4
"""Shares of pairs of characters that names of one thing have in common, and doubtful ones."""
_BRACKETS = re.compile(r"\([^()]*\)")
_YEARS = re.compile(
    r"(?:19|20)\d\d年?|[一二][〇○零一二三四五六七八九]{3}年|\d{1,2}月份?|[两三四五六七八九十]年"
    rf"|[“\"]?{FIVE_YEAR_PLAN}[”\"]?(?:期间|时期|末)?"
)
_MARKS = re.compile(r"[^\w%]|_")


class Name(NamedTuple):
    """An indicator in the form in which names are compared; its `text` is empty where unknown.

    `pairs` are its pairs of neighbouring characters, `contrasts` the words in it that make
    one thing of another, list by list; a `general` name is of another thing each time.
    """

    text: str
    pairs: frozenset[str]
    contrasts: Mapping[int, frozenset[str]]
    general: bool


class Names:
    """Reads names by the words of `compare.yaml`."""

    def __init__(self, words: MeasureWords) -> None:
        """Take the words."""
        self._first = {
            fold(name): fold(first)
            for first, names in words.synonyms.items()
            for name in names
        }
        self._synonyms = re.compile(any_of(self._first))
        long = [word for word in words.noise if word[1:]]
        short = re.escape("".join(word for word in words.noise if not word[1:]))
        verbs = [*words.carriers, *words.levels, *words.growth, *words.decline]
        self._noise = re.compile(any_of(long))
        self._verbs = re.compile(f"(?:{any_of([*long, *verbs])})+$")
        self._ends = re.compile(f"^[{short}]+|[{short}]+$")
        self._added = re.compile(any_of(words.added))
        self._lists: dict[str, list[int]] = {}
        for place, line in enumerate(words.contrasts):
            for word in line.split():
                self._lists.setdefault(word, []).append(place)
        self._contrasting = re.compile(any_of(self._lists))
        self._general = frozenset(map(self.plain, words.general))

    def read(self, printed: str) -> Name:
        """Return an indicator as it is compared.

        What says when, where or how is left out, and 新增 and the like, which say how a
        figure is of it; of several names of one thing stands the first.
        """
        return self.named(self.plain(printed))

    def named(self, text: str) -> Name:
        """Return the name whose words that count are a text, as `plain` gives them."""
        return Name(
            text=text,
            pairs=pairs(text),
            contrasts=self._contrasts(text),
            general=self.is_general(text),
        )

    def is_general(self, text: str) -> bool:
        """Return whether a name in that form is of another thing each time, or empty."""
        return not text or text in self._general

    def _contrasts(self, text: str) -> Mapping[int, frozenset[str]]:
        """Return the words that make one thing of another, by the place of their list."""
        found: dict[int, frozenset[str]] = {}
        for word in self._contrasting.findall(text):
            for place in self._lists[word]:
                found[place] = found.get(place, frozenset()) | {word}
        return found

    def before(self, lead: str) -> str:
        """Return the words before a figure that may name what it measures."""
        while (shorter := self._ends.sub("", self._verbs.sub("", lead))) != lead:
            lead = shorter
        return lead

    def plain(self, printed: str) -> str:
        """Return the words of an indicator that count."""
        name = _BRACKETS.sub("", fold(printed))
        name = _MARKS.sub("", _YEARS.sub("", name))
        name = self._synonyms.sub(lambda found: self._first[found[0]], name)
        name = self._added.sub("", self._noise.sub("", name))
        return self._ends.sub("", name)


def alike(one: Name, other: Name) -> Alike:
    """Say whether two names are of one thing.

    They are where one is all within the other, unless that has a word which makes another
    thing of it: then it is doubtful. Where each has its own such words they are not.
    """
    if one.text == other.text:
        return "doubtful" if one.general else "same"
    within = one.text in other.text or other.text in one.text
    if one.general or other.general:
        return "doubtful" if within else "other"
    share = shared(one.pairs, other.pairs)
    is_near = within or share >= _SOMEWHAT
    is_part = share > 0 and _is_part(one.text, other.text)
    by_words = contrast(one, other) if is_near or is_part else "other"
    if by_words == "other":
        return "other"
    is_same = by_words == "same" and (is_part or share >= _NEARLY)
    return "same" if is_same else "doubtful" if is_near else "other"


def contrast(one: Name, other: Name) -> Alike:
    """Say what the words tell of which each makes another thing of a name.

    `doubtful` where one name alone has such a word, `other` where both have others.
    """
    if one.contrasts == other.contrasts:
        return "same"
    for place in one.contrasts.keys() & other.contrasts.keys():
        here, there = one.contrasts[place], other.contrasts[place]
        if not (here <= there or there <= here):
            return "other"
    return "doubtful"


def pairs(text: str) -> frozenset[str]:
    """Return the pairs of neighbouring characters of a text."""
    return frozenset(map(add, text, text[1:]))


def shared(one: frozenset[str], other: frozenset[str]) -> float:
    """Return the share of pairs of neighbouring characters that two texts have in common."""
    return 2 * len(one & other) / max(len(one) + len(other), 1)


def _is_part(one: str, other: str) -> bool:
    """Return whether the letters of a name that says enough are all in another.

    They stand there in the same order; where both have as many, in any.
    """
    short, long = (one, other) if len(one) <= len(other) else (other, one)
    if len(short) == len(long):
        return sorted(short) == sorted(long)
    place = 0
    for char in short:
        place = long.find(char, place) + 1
        if not place:
            return False
    return len(short) >= _SPECIFIC and len(short) > len(long) * _SHARE
