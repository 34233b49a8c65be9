"""From words and where they are looked for to what was found, the best first."""

from collections.abc import Callable, Iterable, Iterator
from heapq import nsmallest
from typing import NamedTuple

from planparse.locale.message import _
from planparse.records import Record
from planparse.retrieval.search.ranking import rating
from planparse.retrieval.search.snippets import Snippet, snippet
from planparse.retrieval.search.units import Searched, Unit
from planparse.retrieval.search.words import places
from planparse.system.paths import unicode_path
from planparse.tasks.query import Query, is_of_documents
from planparse.tree import Span

NOTHING_ASKED = _(
    "there is nothing to look for: name a word, or a condition on tasks, "
    "such as owner~市水务局"
)
"""What is said where there are neither words nor conditions that select work points."""


class Found(NamedTuple):
    """A unit that has all words, the stretch of it that shows them, and where its path has them."""

    unit: Unit
    snippet: Snippet
    in_path: tuple[Span, ...]

    @property
    def text(self) -> str:
        """What it says; where that is a heading alone, the heading."""
        return self.unit.text or self.unit.title or ""


class Result(NamedTuple):
    """What a search came to: how many units were found, and the best of them in order."""

    total: int
    best: list[Found]


def search(
    words: tuple[str, ...],
    searched: Iterable[Searched],
    query: Query = (),
    limit: int | None = None,
) -> Result:
    """Return the units that have all words and meet a query, the best first.

    `words` are folded (`words_of`); without any, what meets the query is found. What is
    equally good stands in reading order, as the plans were given. At most `limit` are
    given, all where it is None.
    """
    counted = _Counted(_rated(words, searched, query))
    best = sorted(counted) if limit is None else nsmallest(limit, counted)
    found = (one.whole(one.unit) for one in best)
    return Result(counted.total, [_found(words, unit) for unit in found])


def _found(words: tuple[str, ...], unit: Unit) -> Found:
    """Return a unit that was found, with where the words stand in it."""
    shown = " ".join(f"{unit.lead}{unit.text}".split())
    in_path = tuple(places(words, unit.path))
    return Found(unit, snippet(shown, places(words, shown)), in_path)


class _Rated(NamedTuple):
    """A unit with what it is sorted by: how good it is, and where it comes in reading order.

    `whole` completes it. A plan is not held here: there may be many.
    """

    rating: float
    place: int
    unit: Unit
    whole: Callable[[Unit], Unit]


class _Counted:
    """Counts what it is gone through for."""

    def __init__(self, rated: Iterator[_Rated]) -> None:
        """Take what is to be counted; nothing is yet."""
        self._rated = rated
        self.total = 0

    def __iter__(self) -> Iterator[_Rated]:
        """Yield what is counted."""
        for one in self._rated:
            self.total += 1
            yield one


def _rated(
    words: tuple[str, ...], searched: Iterable[Searched], query: Query
) -> Iterator[_Rated]:
    """Yield what has all words and meets the query, in reading order; the best is the least."""
    place = 0
    for source in searched:
        for unit in source.units(words, query):
            score = rating(words, unit.headings, unit.text)
            if score or not words:
                place += 1
                yield _Rated(-score, place, unit, source.whole)


def asks_for_something(words: tuple[str, ...], query: Query) -> bool:
    """Return whether there is anything to look for: words, or a query for work points."""
    return bool(words) or not is_of_documents(query)


def found_record(found: Found) -> Record:
    """Return what was found as `planparse search -f json` prints it."""
    unit = found.unit
    return {
        "source": unicode_path(unit.source),
        "sha256": unit.sha256,
        "doc": unit.doc,
        "document": unit.document,
        "year": unit.year,
        "node": unit.node,
        "kind": unit.kind,
        "cite": unit.cite,
        "path": unit.path,
        "label": unit.label,
        "title": unit.title,
        "text": found.text,
        "snippet": found.snippet.text,
        "marks": [[*mark] for mark in found.snippet.marks],
        "line": unit.line,
        "start": unit.start,
        "end": unit.end,
        **unit.place,
    }
