"""Facts: the owners, deadlines, figures and references of a text together.

What stands inside the name of another document is left out.
"""

import re
from bisect import bisect_right
from collections.abc import Callable, Iterable, Sequence
from functools import lru_cache
from typing import Any, NamedTuple, TypeVar

from planparse.facts.deadlines import Deadline, Deadlines
from planparse.facts.figures import Figure, Figures
from planparse.facts.owners import Owner, Owners
from planparse.facts.references import Reference, References
from planparse.grammar.shipped import fact_words, word_lists
from planparse.grammar.wordlists import Bodies, FactWords
from planparse.text.dates import OF_A_YEAR

Found = TypeVar("Found", Deadline, Figure)
Fact = Owner | Deadline | Figure | Reference


class Facts(NamedTuple):
    """All facts of a stretch of text, each kind in order of place."""

    owners: Sequence[Owner]
    deadlines: Sequence[Deadline]
    figures: Sequence[Figure]
    references: Sequence[Reference]

    def reworded(self, words: Callable[[int, int], str]) -> "Facts":
        """Return the same with their text as `words` says it stands between two places.

        That is as it is printed: repaired, its lines joined.
        """
        return Facts(
            self.owners,
            [
                fact._replace(text=words(fact.start, fact.end))
                for fact in self.deadlines
            ],
            [fact._replace(text=words(fact.start, fact.end)) for fact in self.figures],
            [
                fact._replace(text=words(fact.start, fact.end))
                for fact in self.references
            ],
        )


KINDS = Facts._fields
"""The kinds of facts, as they are printed."""


class Finder:
    """Finds facts by the words of `grammars/facts/`."""

    def __init__(self, words: FactWords, bodies: Bodies) -> None:
        """Take the four sections of the word lists."""
        self._owners = Owners(words.owners, bodies)
        self._deadlines = Deadlines(words.deadlines)
        self._references = References(words.references)
        self._figures = Figures(words.figures)

    def find(self, text: str, start: int, end: int, year: int | None) -> Facts:
        """Return the facts in `text[start:end]`.

        `year` is that of the document, by which 年底前 is read.

        A name is no source of facts: 2025年底前 in the title of another document is
        none, nor 20条.
        """
        references = self._references.find(text, start, end)
        owners = self._owners.find(text, start, end)
        deadlines = self._deadlines.find(text, start, end, year)
        figures = self._figures.find(text, start, end)
        if year is None:
            deadlines = _not_past(deadlines, references)
        if references:
            starts, ends = (
                [entry.start for entry in references],
                [entry.end for entry in references],
            )
            deadlines = _outside(deadlines, starts, ends)
            figures = _outside(figures, starts, ends)
        return Facts(owners, deadlines, figures, references)

    def in_order(self, text: str, start: int, end: int, year: int | None) -> list[Fact]:
        """Return the facts that `find` gives, of any kind, in order of place."""
        return in_order(self.find(text, start, end, year))

    def share(self, facts: list[Fact], text: str, start: int, end: int) -> Facts | None:
        """Take the facts that begin before `end` off a list that has the last first.

        Return those in `text[start:end]`, None where there are none.
        """
        own: list[Fact] = []
        while facts and facts[-1].start < end:
            fact = facts.pop()
            if fact.start < start and isinstance(fact, Figure):
                # The label was taken for a part of the number: 3.121个 where 3. counts.
                for figure in self._figures.find(
                    behind := text[start : fact.end], 0, len(behind)
                ):
                    fact = figure._replace(
                        start=start + figure.start, end=start + figure.end
                    )
            if start <= fact.start and fact.end <= end:
                own.append(fact)
        return together(own) if own else None


@lru_cache(1)
def finder() -> Finder:
    """Return the finder with the words that ship."""
    return Finder(fact_words(), word_lists().bodies)


def fact_record(fact: Fact) -> dict[str, Any]:
    """Return the fields of a fact that are printed: only internal references have a target."""
    record = fact._asdict()
    if isinstance(fact, Reference) and fact.kind != "internal":
        del record["target"]
    return record


def in_order(facts: Facts) -> list[Fact]:
    """Return all facts of any kind, in order of place."""
    both: list[Fact] = [
        *facts.owners,
        *facts.deadlines,
        *facts.figures,
        *facts.references,
    ]
    both.sort(key=_start)
    return both


def together(facts: Iterable[Fact]) -> Facts:
    """Return facts of any kind, kind by kind."""
    kinds: tuple[list[Any], ...] = ([], [], [], [])
    for fact in facts:
        kinds[_PLACES[type(fact)]].append(fact)
    return Facts(*kinds)


_PLACES: dict[type, int] = {Owner: 0, Deadline: 1, Figure: 2, Reference: 3}


def _start(fact: Fact) -> int:
    """Return where a fact begins; the last two fields of each kind are its span."""
    return fact[-2]


def _not_past(
    deadlines: list[Deadline], references: Iterable[Reference]
) -> list[Deadline]:
    """Leave out deadlines of years before the newest document number: 国发〔2016〕43号."""
    years = [
        match[1]
        for reference in references
        for match in [re.search(_YEAR, reference.text)]
        if match
    ]
    newest = max(years, default="")
    return [
        deadline
        for deadline in deadlines
        if deadline.until is None or deadline.until[:4] >= newest
    ]


_YEAR = rf"{OF_A_YEAR}\s*号$"


def _outside(
    facts: Iterable[Found], starts: Sequence[int], ends: Sequence[int]
) -> list[Found]:
    """Leave out the facts that begin inside a span."""
    found = []
    for fact in facts:
        place = bisect_right(starts, fact.start) - 1
        if place < 0 or fact.start >= ends[place]:
            found.append(fact)
    return found
