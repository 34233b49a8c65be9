"""The sentences of a report: what is cited, with its side and the time that it is of."""

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Literal, NamedTuple

from planparse.compare.fact_changes import Fact, text_of
from planparse.compare.items import Edition, Item, fold
from planparse.compare.review import report_year, sides
from planparse.compare.tenses import YEAR, Side, tenses
from planparse.grammar.shipped import report_words
from planparse.text.dates import FIVE_YEAR_PLAN
from planparse.text.expressions import any_of
from planparse.text.lines import Lines

Time = Literal["year", "years"]
"""Whether a passage is of the report's own year, or of several years, or of a later one."""

_SENTENCE = re.compile(r"[^。！？!?]+[。！？!?]?")
_PART = re.compile(r"[^；;]+[；;]?")
_BEGINNING = 16
"""So many characters at the head of a paragraph name the time that it is of. A choice."""
_SAID = frozenset(("section", "heading", "paragraph", "fragment"))
_FACTS = ("figures", "deadlines", "owners")


class Passage(NamedTuple):
    """A sentence, or its part between semicolons, where it stands: what is cited.

    `start` and `end` are code points of the source, None where the report was read from
    what planparse printed. `item` is the place of its node in the edition, `place` its own
    among the passages of both sides.
    """

    text: str
    place: int
    item: int
    line: int | None
    start: int | None
    end: int | None


class Part(NamedTuple):
    """A passage, and what is known of it.

    `said` is its text, folded, `before` what stands before it in its sentence, likewise. Of
    `facts` those that stand in it.
    """

    passage: Passage
    said: str
    before: str
    side: Side
    time: Time | None
    facts: Mapping[str, Sequence[Fact]]


def parts(edition: Edition) -> list[Part]:
    """Return the passages of both sides of a report, in order."""
    found: list[Part] = []
    year = report_year(edition)
    times = _times(edition, year)
    lines = None if edition.source is None else Lines(edition.source)
    for item, side in zip(edition.items, sides(edition), strict=True):
        if not side or item.kind not in _SAID:
            continue
        for text, at in _texts(edition, item):
            facts = {
                name: _placed(item.facts.get(name, ()), text, at) for name in _FACTS
            }
            for start, end, before, said, own in _cut(text, side, year):
                place = None if at is None else at + start
                line = item.line
                if lines is not None and place is not None:
                    line = lines.line(place)
                passage = Passage(
                    text=text[start:end],
                    place=len(found),
                    item=item.place,
                    line=line,
                    start=place,
                    end=None if at is None else at + end,
                )
                inside = {
                    name: [fact for there, fact in placed if start <= there < end]
                    for name, placed in facts.items()
                }
                time = time_of(before + said, year) or times[item.place]
                found.append(Part(passage, said, before, own, time, inside))
    return found


def on_one_line(text: str) -> str:
    """Return a text without its line breaks and the blanks around them."""
    return "".join(line.strip() for line in text.splitlines())


def time_of(text: str, year: int | None) -> Time | None:
    """Return the time that a folded text is of; None where it names none, or both."""
    one, several = _time_words()
    years = [int(found) for found in YEAR.findall(text)]
    later = year is not None and any(found > year for found in years)
    is_several = later or several.search(text) is not None
    is_one = one.search(several.sub("", text)) is not None or (
        bool(years) and not later
    )
    if is_one == is_several:
        return None
    return "years" if is_several else "year"


@lru_cache(maxsize=1)
def _time_words() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Return expressions for words of one year, and of several."""
    words = report_words().outcomes
    plan = rf"{FIVE_YEAR_PLAN}[”\"]?(?!{any_of(words.no_plans)})"
    several = f"{any_of(words.several_years)}|{plan}"
    return re.compile(any_of(words.one_year)), re.compile(several)


def _times(edition: Edition, year: int | None) -> list[Time | None]:
    """Return the time that each item is of: as it begins, else as the one before or above."""
    found: list[Time | None] = []
    last: dict[int, Time | None] = {}
    for item in edition.items:
        above = found[item.parent] if item.parent >= 0 else None
        head = fold(item.title or "") or item.normalised[:_BEGINNING]
        own = time_of(head, year)
        if own is None:
            own = last.get(item.parent, above) if item.kind == "paragraph" else above
        found.append(own)
        last[item.parent] = own
    return found


def _texts(edition: Edition, item: Item) -> Iterator[tuple[str, int | None]]:
    """Yield heading and text of an item, each with where it begins in the source."""
    if edition.source is not None and item.spans:
        for span in item.spans:
            if span.end > span.start:
                yield edition.source[span.start : span.end], span.start
    else:
        for text in (item.title or "", item.text):
            if text:
                yield text, None


def _cut(
    text: str, side: Side, year: int | None
) -> Iterator[tuple[int, int, str, str, Side]]:
    """Yield where passages begin and end, what is before them, they themselves, their side.

    What stands before a passage in its sentence, and the passage, are folded.
    """
    own = side
    for sentence in _SENTENCE.finditer(text):
        found: list[tuple[int, int, str]] = []
        for part in _PART.finditer(sentence[0]):
            said = part[0].strip()
            if said:
                start = sentence.start() + part.start() + part[0].index(said)
                found.append((start, start + len(said), fold(said)))
        own = _side_of("".join(said for _, _, said in found), side, own, year)
        before = ""
        for start, end, said in found:
            yield start, end, before, said, own
            before += said


def _side_of(sentence: str, side: Side, before: Side, year: int | None) -> Side:
    """Return the side of a folded sentence of a paragraph, `before` that of the one before it.

    It is the paragraph's, unless its first words and all others speak for the other one,
    or go on so: 过去一年成绩很大。粮食生产有所发展。
    """
    words = tenses()
    balance = words.balance(sentence, year)
    speaks: Side = "review" if balance > 0 else "plan" if balance < 0 else ""
    if speaks == side or not speaks:
        return side
    return (
        speaks if words.beginning(sentence, year) == speaks or before != side else side
    )


def _placed(facts: Sequence[Fact], text: str, at: int | None) -> list[tuple[int, Fact]]:
    """Return those facts that stand in a text, each with its place there."""
    if at is not None:
        return [
            (fact["start"] - at, fact)
            for fact in facts
            if at <= fact["start"] < at + len(text)
        ]
    found: list[tuple[int, Fact]] = []
    end = 0
    for fact in facts:
        printed = text_of(fact)
        place = text.find(printed, end)
        if place >= 0:
            end = place + len(printed)
            found.append((place, fact))
    return found
