"""The two sides of a work report: what it reviews of the time behind it, what it plans.

Headings tell (2023年工作回顾, 2024年重点工作), and what stands below a heading is of its
side. Where no heading tells, or one tells of both, a report still reviews before it plans:
a stretch of paragraphs has one place where the review ends, the one that agrees best with
the words of what was done and of what is to be done before it and behind it.
"""

import re
from collections.abc import Sequence
from itertools import accumulate
from typing import NamedTuple

from planparse.compare.items import Edition, Item, fold
from planparse.compare.tenses import YEAR, Side, tenses

_NEITHER = frozenset(
    (
        "title",
        "subtitle",
        "docnumber",
        "addressee",
        "date",
        "signature",
        "attachment",
        "contents",
    )
)
_FRONT = frozenset(("title", "subtitle", "addressee"))
_HEADED = frozenset(("section", "heading"))
_LINES = frozenset(("paragraph",))
_STOP = re.compile("[,。;:!?、]")
_LONGEST_HEADING = 40
_LEAST_REVIEW = 3
"""So many words more must a stretch have of what was done for its beginning to be a review,
where no heading of the report tells of one. A choice."""


def sides(edition: Edition) -> tuple[Side, ...]:
    """Return of each item of a plan whether it is of the review, of the plan, or of neither.

    A plan without a review (工作要点) is plan throughout.
    """
    return tuple(_Sides(edition).of_items())


class Sides(NamedTuple):
    """The sides of the items of two plans, by their places.

    `told` says whether a heading of each tells of a review, so that there is no doubt.
    """

    old: Sequence[Side]
    new: Sequence[Side]
    told: bool

    @property
    def apart(self) -> bool:
        """Whether both have a review and a plan, each to be compared with its own kind."""
        return all({"review", "plan"} <= set(side) for side in (self.old, self.new))


def sides_of(old: Edition, new: Edition) -> Sides:
    """Return the sides of the items of two plans that are to be compared."""
    told = _has_review_heading(old) and _has_review_heading(new)
    return Sides(sides(old), sides(new), told)


def _has_review_heading(edition: Edition) -> bool:
    """Return whether a heading of a plan says that what follows is a review."""
    words, year = tenses(), report_year(edition)
    return any(
        words.heading(heading, year) == "review"
        for item in edition.items
        if item.kind in _HEADED and (heading := _heading(item))
    )


def report_year(edition: Edition) -> int | None:
    """Return the year that a report plans: the one it is for, else what its headings tell.

    A report that reviews 2023 is one for 2024.
    """
    if edition.year is not None:
        return edition.year
    words = tenses()
    told: list[int] = []
    for item in edition.items:
        heading = _heading(item)
        years = [int(year) for year in YEAR.findall(heading)]
        if years and words.reviewing.search(heading):
            told.append(min(years) + 1)
        elif years and words.planning.search(heading):
            told.append(min(years))
    return max(told, default=None)


def _heading(item: Item) -> str:
    """Return the folded heading of an item, "" where it has none or a long sentence for it.

    A paragraph that is a line of a few words without a stop is one too.
    """
    if item.title is not None or item.kind not in _LINES:
        heading = fold(item.title or "")
    else:
        heading = "" if _STOP.search(item.normalised) else item.normalised
    return heading if len(heading) <= _LONGEST_HEADING else ""


class _Before(NamedTuple):
    """The side that was last decided below a parent, and whether a line without number told it."""

    side: Side
    line: bool


class _Sides:
    """Finds the side of each item of an edition; None stands for one not decided yet."""

    def __init__(self, edition: Edition) -> None:
        """Take the edition."""
        self._items = edition.items
        self._year = report_year(edition)
        self._words = tenses()
        self._found: list[Side | None] = []
        self._told: frozenset[int] = frozenset()

    def of_items(self) -> list[Side]:
        """Return the side of each item."""
        self._by_headings()
        self._between_headings()
        return self._with_exceptions()

    # ── by headings ──────────────────────────────────────────────────────────────────

    def _by_headings(self) -> None:
        """Decide what headings tell of, and what stands below these."""
        last: dict[int, _Before] = {}
        self._told = self._parents_of_plans()
        for item in self._items:
            heading = _heading(item)
            if heading and self._words.glossary.search(heading):
                rest: list[Side | None] = [""] * (len(self._items) - item.place)
                self._found += rest
                return
            side = self._by_heading(item, heading, last.get(item.parent))
            if side and (item.kind in _HEADED or heading):
                line = item.kind not in _HEADED
                known = last.get(item.parent)
                if not (known and known.line and known.side == side):
                    last[item.parent] = _Before(side, line)
            self._found.append(side)

    def _parents_of_plans(self) -> frozenset[int]:
        """Return the parents below which a heading or a line tells where the plan begins."""
        return frozenset(
            item.parent
            for item in self._items
            if (heading := _heading(item))
            and self._words.heading(heading, self._year) == "plan"
        )

    def _by_heading(
        self, item: Item, heading: str, before: _Before | None
    ) -> Side | None:
        """Return the side of an item as its heading, its parent, or what stands before it tells."""
        if item.kind in _NEITHER or self._opens(item):
            return ""
        above = self._found[item.parent] if item.parent >= 0 else None
        told = self._words.heading(heading, self._year) if heading else ""
        if told == "both":
            return above
        if told and (above is None or YEAR.search(heading)):
            return told
        if above is not None:
            return above
        if before is not None and before.line:
            return before.side if item.parent in self._told else None
        # What follows the review is the plan, whatever it is called.
        return "plan" if before is not None and item.kind in _HEADED else None

    def _opens(self, item: Item) -> bool:
        """Return whether an item is how a report begins: 现在，我代表…，请予审议."""
        if any(self._found):
            return False
        return self._words.opening.search(item.normalised) is not None

    # ── where headings do not tell ───────────────────────────────────────────────────

    def _between_headings(self) -> None:
        """Decide the stretches of items that no heading decides."""
        start = 0
        while start < len(self._found):
            if self._found[start] is not None:
                start += 1
                continue
            end = start
            while end < len(self._found) and self._found[end] is None:
                end += 1
            self._found[start:end] = self._stretch(start, end)
            start = end

    def _stretch(self, start: int, end: int) -> list[Side]:
        """Return the sides of the items from `start` to `end`, which no heading decides."""
        items = self._items[start:end]
        before = [side for side in self._found[:start] if side]
        behind = next((side for side in self._found[end:] if side), None)
        at_top = all(item.parent == -1 and item.kind not in _HEADED for item in items)
        if at_top and not before and self._is_front_matter(end):
            return [""] * len(items)
        if at_top and (behind == "review" or (before and behind is None)):
            return [""] * len(items)  # a salutation, a closing
        if "plan" in before or behind == "review":
            return [before[-1] if before else "review"] * len(items)
        weights = [self._balance(item) for item in items]
        cut = _best_cut(weights, 1 if before else _LEAST_REVIEW)
        return ["review" if place < cut else "plan" for place in range(len(items))]

    def _is_front_matter(self, place: int) -> bool:
        """Return whether what stands at a place is a title or a salutation."""
        return place < len(self._items) and self._items[place].kind in _FRONT

    def _balance(self, item: Item) -> int:
        """Return how much more an item says of what was done than of what is to be done."""
        return self._words.balance(item.normalised, self._year)

    # ── paragraphs of the other side ─────────────────────────────────────────────────

    def _with_exceptions(self) -> list[Side]:
        """Return the side of each item; of paragraphs the other one where their words say so.

        一年来，外交工作… may stand in the plan: it is a review until a paragraph begins
        with the time to come, or the words agree best with its end.
        """
        found = [side or "" for side in self._found]
        end = 0
        for place, item in enumerate(self._items):
            if place < end or not found[place] or item.kind in _HEADED:
                continue
            says = self._words.beginning(item.normalised, self._year)
            sign = 1 if says == "review" else -1
            if not says or says == found[place] or sign * self._balance(item) <= 0:
                continue
            end = self._end_of_exception(place, found, sign)
            found[place:end] = [says] * (end - place)
        return found

    def _end_of_exception(self, start: int, found: Sequence[Side], sign: int) -> int:
        """Return where the paragraphs end that go on with an exception."""
        first = self._items[start]
        end = start + 1
        while end < len(found) and found[end] == found[start]:
            item = self._items[end]
            if item.parent != first.parent or item.kind in _HEADED:
                break
            if self._words.beginning(item.normalised, self._year):
                break
            end += 1
        weights = [sign * self._balance(item) for item in self._items[start:end]]
        return start + max(_best_cut(weights, 1), 1)


def _best_cut(weights: Sequence[int], least: int) -> int:
    """Return how many items are of the first side, by how much each speaks for it.

    None are where they do not say at least so much for it in all.
    """
    sums = list(accumulate(weights, initial=0))
    best = max(sums)
    return sums.index(best) if best >= least else 0
