"""From words and where they are looked for to what was found, the best first."""

from collections.abc import Iterable, Iterator
from heapq import nsmallest
from typing import NamedTuple

from planparse.records import Record
from planparse.retrieval.search.ranking import rating
from planparse.retrieval.search.snippets import Snippet, snippet
from planparse.retrieval.search.units import Searched, Unit
from planparse.retrieval.search.words import places
from planparse.tasks.query import Query
from planparse.tree import Span


class Found(NamedTuple):
    """A unit that has all words, and the stretch of it that shows them."""

    unit: Unit
    snippet: Snippet

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
    found = [one.source.whole(one.unit) for one in best]
    return Result(
        counted.total,
        [
            Found(unit, snippet(_on_one_line(unit), _places(words, unit)))
            for unit in found
        ],
    )


class _Rated(NamedTuple):
    """A unit with what it is sorted by: how good it is, and where it comes in reading order."""

    rating: float
    place: int
    unit: Unit
    source: Searched


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
                yield _Rated(-score, place, unit, source)


def _on_one_line(unit: Unit) -> str:
    """Return what a unit says, its line ends and tabs as blanks."""
    return " ".join(f"{unit.lead}{unit.text}".split())


def _places(words: tuple[str, ...], unit: Unit) -> list[Span]:
    """Return where the words stand in what is shown of a unit."""
    return places(words, _on_one_line(unit))


def found_record(found: Found) -> Record:
    """Return what was found as `planparse search -f json` prints it."""
    unit = found.unit
    return {
        "source": unit.source.encode(errors="surrogateescape").decode(errors="replace"),
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
