"""Words of what was done and of what is to be done, in headings and paragraphs of a report."""

import re
from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Literal

from planparse.grammar.shipped import report_words
from planparse.grammar.wordlists import SideWords, Words
from planparse.text.expressions import any_of

Side = Literal["review", "plan", ""]
"""Which side of a report a text is of; neither for a title, a salutation, a closing."""

YEAR = re.compile(r"(?<!\d)((?:19|20)\d\d)(?=年)")
"""A year in a folded text."""


class Tenses:
    """Tells the sides of folded headings and paragraphs by the words of `reports/sides.yaml`."""

    def __init__(self, words: SideWords) -> None:
        """Take the words of `reports/sides.yaml`."""
        self.reviewing = re.compile(any_of(words.reviewing))
        self.planning = re.compile(any_of(words.planning))
        self.opening = re.compile(any_of(words.opening))
        self.glossary = re.compile(any_of(words.glossary))
        self._works = re.compile(rf"年度?的?[^,。;]{{0,4}}?(?:{any_of(words.works)})")
        self._past = re.compile(rf"[^,。;!]{{0,4}}?(?:{any_of(words.past_times)})")
        self._ahead = re.compile(rf"[^,。;!]{{0,4}}?(?:{any_of(words.coming_times)})")
        self._done = cues(words.done, words.done_marks)
        self._coming = cues(words.coming, words.coming_marks)

    def heading(self, text: str, year: int | None) -> Side | Literal["both"]:
        """Return the side that a heading tells of, in a report for a year."""
        years = [int(found) for found in YEAR.findall(text)]
        past = self.reviewing.search(text) is not None
        ahead = self.planning.search(text) is not None
        if years and year is not None and self._works.search(text):
            if max(years) < year:
                return "review"
            ahead = ahead or not past
        if past and ahead:
            return "both"
        return "review" if past else "plan" if ahead else ""

    def beginning(self, text: str, year: int | None) -> Side:
        """Return the side that the time at the head of a paragraph tells of."""
        named = YEAR.match(text)
        if named and year is not None:
            return "review" if int(named[1]) < year else "plan"
        if self._past.match(text):
            return "review"
        return "plan" if self._ahead.match(text) else ""

    def plans(self, text: str) -> bool:
        """Return whether a text has a word of what is to be done."""
        return self._coming.search(text) is not None

    def balance(self, text: str, year: int | None) -> int:
        """Return how much more a text says of what was done than of what is to be done."""
        years = [int(found) for found in YEAR.findall(text)] if year else []
        past = sum(1 for found in years if year and found < year)
        done = len(self._done.findall(text)) + past
        return done - len(self._coming.findall(text)) - (len(years) - past)


@lru_cache(maxsize=1)
def tenses() -> Tenses:
    """Return what tells sides by the shipped words."""
    return Tenses(report_words().sides)


def cues(words: Words, marks: Mapping[str, Words]) -> re.Pattern[str]:
    """Return an expression for words, and for short ones where they are part of no longer word."""
    alone = [
        f"{_not_before(short, longer)}{short}{_not_behind(short, longer)}"
        for short, longer in marks.items()
    ]
    return re.compile("|".join([any_of(words), *alone]))


def _not_before(short: str, longer: Iterable[str]) -> str:
    """Return that none of the words stands here which end in a short one."""
    heads = {word.removesuffix(short) for word in longer if word.endswith(short)}
    return "".join(f"(?<!{re.escape(head)})" for head in sorted(heads))


def _not_behind(short: str, longer: Iterable[str]) -> str:
    """Return that none of the words goes on here which begin with a short one."""
    tails = [word.removeprefix(short) for word in longer if word.startswith(short)]
    return f"(?!{any_of(tails)})" if tails else ""
