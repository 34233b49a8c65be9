"""Facts: the owners, deadlines, figures and references of a text together.

What stands inside the name of another document is left out.
"""

import re
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Any

from planparse.facts.deadline import Deadline
from planparse.facts.indicators import Indicators
from planparse.facts.kinds import KINDS, Fact, Facts
from planparse.facts.references import Reference
from planparse.grammar.shipped import fact_words, word_lists
from planparse.grammar.wordlists import Bodies, FactWords
from planparse.text.dates import OF_A_YEAR


class Finder:
    """Finds facts by the words of `grammars/facts/`."""

    def __init__(self, words: FactWords, bodies: Bodies) -> None:
        """Take the word lists of all kinds."""
        self._searches = {
            name: kind.search(words, bodies) for name, kind in KINDS.items()
        }
        self._indicators = Indicators(words.indicators)

    def find(self, text: str, start: int, end: int, year: int | None) -> Facts:
        """Return the facts in `text[start:end]`.

        `year` is that of the document, by which 年底前 is read.

        A name is no source of facts: 2025年底前 in the title of another document is
        none, nor 20条.
        """
        found: dict[str, Sequence[Any]] = {
            name: search.find(text, start, end, year)
            for name, search in self._searches.items()
        }
        owners, references = found["owners"], found["references"]
        if owners:  # 13个乡镇 is a name there
            found["figures"] = _outside(
                found["figures"],
                [owner.start for owner in owners],
                [owner.end for owner in owners],
            )
        if year is None:
            found["deadlines"] = _not_past(found["deadlines"], references)
        if references:
            starts = [reference.start for reference in references]
            ends = [reference.end for reference in references]
            for name, kind in KINDS.items():
                if not kind.in_names:
                    found[name] = _outside(found[name], starts, ends)
        return Facts(**found)

    def in_order(self, text: str, start: int, end: int, year: int | None) -> list[Fact]:
        """Return the facts that `find` gives, of any kind, in order of place."""
        return in_order(self.find(text, start, end, year))

    def measured(
        self, facts: Facts, text: str, start: int, end: int, *, joined: bool = False
    ) -> Facts:
        """Return the facts of `text[start:end]`, its figures with what they measure.

        Where its lines are `joined`, a phrase may run over their ends. To be asked for
        what is printed: the search does without.
        """
        if not facts.figures:
            return facts
        owners, deadlines, figures, references = facts
        of = self._indicators.of(text, start, end, figures, joined=joined)
        return Facts(owners, deadlines, of, references)

    def share(self, facts: list[Fact], text: str, start: int, end: int) -> Facts | None:
        """Take the facts that begin before `end` off a list that has the last first.

        Return those in `text[start:end]`, None where there are none.
        """
        own: list[Fact] = []
        while facts and facts[-1].start < end:
            fact = facts.pop()
            if fact.start < start and (kind := _TAKING_LABELS.get(type(fact))):
                # The label was taken for a part of the number: 3.121个 where 3. counts.
                behind = text[start : fact.end]
                for other in self._searches[kind].find(behind, 0, len(behind), None):
                    fact = other._replace(
                        start=start + other.start, end=start + other.end
                    )
            if start <= fact.start and fact.end <= end:
                own.append(fact)
        return together(own) if own else None


@lru_cache(1)
def finder() -> Finder:
    """Return the finder with the words that ship."""
    return Finder(fact_words(), word_lists().bodies)


def in_order(facts: Facts) -> list[Fact]:
    """Return all facts of any kind, in order of place."""
    found: list[Fact] = [fact for of_kind in facts for fact in of_kind]
    found.sort(key=_start)
    return found


def together(facts: Iterable[Fact]) -> Facts:
    """Return facts of any kind, kind by kind."""
    kinds: dict[type, list[Any]] = {kind: [] for kind in _TYPES}
    for fact in facts:
        kinds[type(fact)].append(fact)
    return Facts(*kinds.values())


_TYPES: tuple[type, ...] = tuple([kind.type for kind in KINDS.values()])
_TAKING_LABELS: dict[type, str] = {
    kind.type: name for name, kind in KINDS.items() if kind.takes_labels
}


def _start(fact: Fact) -> int:
    """Return where a fact begins."""
    return fact[-2]


def _not_past(
    deadlines: Iterable[Deadline], references: Iterable[Reference]
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
    facts: Iterable[Any], starts: Sequence[int], ends: Sequence[int]
) -> list[Any]:
    """Leave out the facts that begin inside a span."""
    found = []
    for fact in facts:
        place = bisect_right(starts, fact.start) - 1
        if place < 0 or fact.start >= ends[place]:
            found.append(fact)
    return found
