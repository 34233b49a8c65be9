"""Cross-references: where a text names a part of itself: 本办法第九条第二款, 前款, 附件1."""

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Literal, NamedTuple

from planparse.grammar.shipped import fact_words
from planparse.grammar.wordlists import ReferenceWords
from planparse.text.characters import (
    DIGITS,
    HAN_ONES,
    HAN_ZEROS,
    ROUND,
    SENTENCE_ENDS,
)
from planparse.text.numerals import parse_arabic, parse_hanzi
from planparse.text.places import places_of

_NUMBER = rf"[{HAN_ZEROS}{HAN_ONES}十百千{DIGITS}]{{1,7}}"
_LABEL = rf"(?<=[{re.escape(SENTENCE_ENDS)}\s])第(?P<article>{_NUMBER})条(?=\s)"
"""An article's label in mid-line: 。第二条 …"""
_BACK = ("前条", "前款")
_LONGEST_LEAD = 8
"""So many characters before 第 decide what is named, more than any leading word has."""


class Steps(NamedTuple):
    """What a cross-reference names, each part None where it is not named.

    `start` says from where it counts: `own` from the document, `article` from the article
    that it stands in, `clause` from the paragraph. `back` says how many articles or
    paragraphs before that one are meant. `inserted` stands behind an article's number
    (第十二条之一), `items` are the numbers of 项 and 目, `annex` is that of an annex.
    """

    start: Literal["own", "article", "clause"] = "own"
    back: int = 0
    article: int | None = None
    inserted: str = ""
    clause: int | None = None
    items: tuple[int, ...] = ()
    annex: int | None = None


class CrossReferences:
    """Finds cross-references by the words of `facts/references.yaml`."""

    def __init__(self, words: ReferenceWords) -> None:
        """Take the words of `facts/references.yaml`."""
        self._own = tuple(words.own)
        self._leading = (*words.own, *words.citing)
        self._never_after = tuple(words.never_after)
        self.annex = words.annex
        """What an annex is called."""
        self._before = frozenset("条款").union(word[-1] for word in self._leading)
        item = (
            rf"(?:第{ROUND.opens}?(?P<item>{_NUMBER}){ROUND.closes}?项)?"
            rf"(?:第(?P<sub>{_NUMBER})目)?"
        )
        below = rf"(?:第(?P<clause>{_NUMBER})款)?{item}"
        self._article = (
            rf"第(?P<article>{_NUMBER})条(?P<inserted>之[{HAN_ONES}十]{{1,3}})?{below}"
        )
        self._below = below
        self._back = rf"前(?P<unit>[条款])(?:第(?P<clause>(?<=条第){_NUMBER})款)?{item}"
        self._numbered_annex = rf"{re.escape(words.annex)}[ ]?(?P<annex>{_NUMBER})"

    def find(self, text: str, start: int, end: int) -> Iterator[tuple[int, int, Steps]]:
        """Yield the cross-references in `text[start:end]`: where each stands, what it names."""
        before = self._before
        found = [
            self._numbered(text, at, start, end)
            for at in places_of(text, "第", start, end)
            if at > start and text[at - 1] in before
        ]
        found += [
            self._counted_back(text, at, start, end)
            for at in places_of(text, "前", start, end)
            if text.startswith(_BACK, at, end)
        ]
        found += [
            self._to_annex(text, at, end)
            for at in places_of(text, self.annex, start, end)
        ]
        reached = start
        for low, to, steps in sorted(filter(None, found), key=_place):
            if low >= reached:
                reached = to
                yield low, to, steps

    def article_labels(self, text: str, start: int, end: int) -> Iterator[int]:
        """Yield the numbers of articles that stand as labels behind the end of a sentence."""
        for match in re.compile(_LABEL).finditer(text, start, end):
            number = _number(match["article"])
            if number is not None:
                yield number

    def annex_number(self, text: str, start: int, end: int) -> int | None:
        """Return the number of the annex that `text[start:end]` heads: 附件1."""
        match = re.compile(self._numbered_annex).match(text, start, end)
        return None if match is None else _number(match["annex"])

    def _counted_back(
        self, text: str, at: int, start: int, end: int
    ) -> tuple[int, int, Steps] | None:
        """Return what is named by counting back from where it is named: 前款, 前条."""
        match = re.compile(self._back).match(text, at, end)
        if match is None or text.endswith(self._never_after, start, at):
            return None
        is_article = match["unit"] == "条"
        base: Literal["article", "clause"] = "article" if is_article else "clause"
        return at, match.end(), _steps(match, Steps(start=base, back=1))

    def _to_annex(self, text: str, at: int, end: int) -> tuple[int, int, Steps] | None:
        """Return the reference to an annex by its number.

        A line that begins with 附件1 is the annex itself, and no reference to it.
        """
        if text[at - 1 : at] in _LINE_STARTS:
            return None
        match = re.compile(self._numbered_annex).match(text, at, end)
        number = None if match is None else _number(match["annex"])
        if match is None or number is None:
            return None
        return at, match.end(), Steps(annex=number)

    def _numbered(
        self, text: str, at: int, start: int, end: int
    ) -> tuple[int, int, Steps] | None:
        """Return what a number at a place names: 第九条 of this text, 第二款 of this article.

        本条 and 本款 count from where the reference stands. 第九条 is one of this text
        where a word leads up to it (依照第九条) or it is called the text's own
        (本办法第九条). Before the number stands one of the characters in `_before`.
        """
        low = max(start, at - _LONGEST_LEAD)
        if text.endswith(("本条", "本款"), low, at):
            match = re.compile(self._below).match(text, at, end)
            if match is None or match.end() == at:
                return None
            base: Literal["article", "clause"]
            base = "article" if text[at - 1] == "条" else "clause"
            return at - 2, match.end(), _steps(match, Steps(start=base))
        if not text.endswith(self._leading, low, at):
            return None
        match = re.compile(self._article).match(text, at, end)
        if match is None:
            return None
        own = next((word for word in self._own if text.endswith(word, low, at)), "")
        steps = Steps(
            article=_number(match["article"]), inserted=match["inserted"] or ""
        )
        return at - len(own), match.end(), _steps(match, steps)


@lru_cache(1)
def cross_references() -> CrossReferences:
    """Return what finds cross-references by the words that ship."""
    return CrossReferences(fact_words().references)


_LINE_STARTS = ("", "\n", "\r", " ", "\u3000", "\t")


def _steps(match: re.Match[str], steps: Steps) -> Steps:
    """Return steps with the 款, 项 and 目 that a match names."""
    clause, item, sub = (_number(match[name]) for name in ("clause", "item", "sub"))
    items = tuple(number for number in (item, sub) if number is not None)
    return steps._replace(clause=clause, items=items)


def _number(digits: str | None) -> int | None:
    """Return the number that digits or Chinese numerals write, None where there are none."""
    if digits is None:
        return None
    return parse_arabic(digits) if digits[0] in DIGITS else parse_hanzi(digits)


def _place(found: tuple[int, int, Steps]) -> tuple[int, int]:
    """Return where a reference begins and ends, to put references in order."""
    return found[:2]
