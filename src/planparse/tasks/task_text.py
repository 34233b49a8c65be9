"""What a work point says: its text without the brackets that only name owners, its goals."""

import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from planparse.records import Printed, Row, label_apart
from planparse.text.characters import BRACKET_CLOSINGS, BRACKET_OPENINGS

if TYPE_CHECKING:
    from planparse.facts.owners import Owner

_HEADING_ENDS = "。：:；;，,！？!?"
"""Marks that may stand between a heading and the text on its line."""
_SLACK = 8
"""How many characters may stand between label, heading and text; a choice."""
_SENTENCE_ENDS = "。；;"
_CLAUSE = re.compile(r"(?:[^。；;！？!?，,：:\r\n]|[,:](?=[0-9]))+")
"""A clause; 1,200 and 9:30 stay whole."""
_APART = 12
"""How many characters may stand beside units where brackets say nothing else: 责任单位：,
按职责分工负责. A choice."""
_MOST_MENTIONS, _MOST_MISSES = 8, 8
"""How often the units of one owner are looked for, and after how many facts that are not
found the rest of a text is left alone: it keeps the time linear. A choice."""


def heading(row: Row, printed: Printed) -> str:
    """Return label and heading of a section; without a heading, what introduces its items."""
    title = row.title or _introduction(row.text)
    return f"{label_apart(row, printed)}{_without_owners(title, row, printed)}".rstrip()


def _introduction(text: str) -> str:
    """Return a text that introduces its items, without its colon; else nothing.

    `重点抓好三项工作：` → `重点抓好三项工作`
    """
    return text[:-1] if text.endswith(("：", ":")) else ""


def task_line(row: Row, printed: Printed, *, bare: bool = False) -> str:
    """Return what a row says, as one paragraph; `bare` is without its label and heading."""
    if row.kind == "lacuna":
        return " ".join(row.more["missing"])
    text = _without_owners(row.text, row, printed)
    if bare:
        return text
    title = _without_owners(row.title or "", row, printed)
    between = mark_behind_heading(row, printed) if title and text else ""
    return f"{label_apart(row, printed)}{title}{between}{text}".rstrip()


def goals(row: Row, printed: Printed) -> Iterator[str]:
    """Yield the clauses that hold the figures of a row, each clause once.

    A figure that the printed text no longer holds is yielded by itself.
    """
    figures = row.facts.figures if row.facts else ()
    if not figures:
        return
    text = f"{row.title or ''}\n{_without_owners(row.text, row, printed)}"
    clauses = _CLAUSE.finditer(text)
    clause = next(clauses, None)
    yielded, at, missed = -1, 0, 0
    for figure in figures:
        words = printed(figure.start, figure.end)
        place = text.find(words, at) if missed <= _MOST_MISSES else -1
        if place < 0:
            missed += 1
            yield words
            continue
        at = place + len(words)
        while clause and clause.end() <= place:
            clause = next(clauses, None)
        if clause and yielded < clause.start() <= place:
            yielded = clause.start()
            yield clause[0].strip(" 　\t").rstrip("、")


def mark_behind_heading(row: Row, printed: Printed) -> str:
    """Return the mark between a heading and its text, a blank where there is none."""
    label, title = row.label or "", row.title or ""
    head = printed(row.start, row.start + len(label) + len(title) + _SLACK)
    mark = head[head.find(title, len(label)) + len(title) :][:1]
    return mark if mark and mark in _HEADING_ENDS else " "


def _without_owners(text: str, row: Row, printed: Printed) -> str:
    """Return a text of a row without the brackets that hold nothing but its owners."""
    owners = row.facts.owners if row.facts else ()
    if not owners or not text:
        return text
    kept, at = [], 0
    for start, end in _in_one_bracket(text, _bracketed_units(text, owners, printed)):
        opener, closer = _opener_before(text, start), _closer_behind(text, end)
        if opener is not None and closer is not None:
            kept.append(text[at:opener].rstrip())
            at = closer
    return "".join([*kept, text[at:]]).strip()


def _bracketed_units(
    text: str, owners: "Sequence[Owner]", printed: Printed
) -> list[tuple[int, int]]:
    """Return where the owners' units stand in brackets or go on with those before, as spans."""
    spans: list[tuple[int, int]] = []
    at = missed = 0
    for owner in owners:
        units = printed(owner.start, owner.end)
        place = text.find(units, at)
        if place < 0:
            missed += 1
            if missed > _MOST_MISSES:
                break
            continue
        for _ in range(_MOST_MENTIONS):  # prose may name them before
            goes_on = bool(spans) and 0 <= place - spans[-1][1] <= _APART
            if goes_on or _opener_before(text, place) is not None:
                at = place + len(units)
                spans.append((place, at))
                break
            place = text.find(units, place + 1)
            if place < 0:
                break
    return spans


def _opener_before(text: str, place: int) -> int | None:
    """Return where the bracket opens between which and `place` stands at most a short label."""
    low = max(0, place - _APART)
    opener = max(text.rfind(mark, low, place) for mark in BRACKET_OPENINGS)
    closer = max(
        text.rfind(mark, low, place) for mark in BRACKET_CLOSINGS + _SENTENCE_ENDS
    )
    return opener if opener > closer else None


def _closer_behind(text: str, end: int) -> int | None:
    """Return the end of the bracket that closes shortly behind `end` in the same sentence."""
    places = [text.find(mark, end, end + _APART + 1) for mark in BRACKET_CLOSINGS]
    closer = min((place for place in places if place >= 0), default=None)
    return None if closer is None or "。" in text[end:closer] else closer + 1


def _in_one_bracket(
    text: str, spans: Sequence[tuple[int, int]]
) -> list[tuple[int, int]]:
    """Return spans with those joined that stand in the same brackets."""
    out: list[tuple[int, int]] = []
    for start, end in spans:
        if out and _are_together(text[out[-1][1] : start]):
            out[-1] = (out[-1][0], end)
        else:
            out.append((start, end))
    return out


def _are_together(between: str) -> bool:
    """Return whether two lists of units with so much between them share their brackets.

    They do in （牵头单位：市教育局；配合单位：各区政府）, and not where one closes in between.
    """
    return len(between) <= _APART and not any(map(between.count, BRACKET_CLOSINGS))
