"""What a work point says: label, heading and text of its rows, and its goals."""

import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from planparse.records import Printed, Row, label_apart

if TYPE_CHECKING:
    from planparse.facts.figures import Figure

_HEADING_ENDS = "。：:；;，,！？!?"
"""Marks that may stand between a heading and the text on its line."""
_SLACK = 8
"""How many characters may stand between label, heading and text; a choice."""
_CLAUSE = re.compile(r"(?:[^。；;！？!?，,：:\r\n]|[,:](?=[0-9]))+")
"""A clause; 1,200 and 9:30 stay whole."""
_MOST_MISSES = 8
"""After so many figures that are not found the rest of a text is left alone: it keeps the
time linear. A choice."""


def heading(row: Row, printed: Printed) -> str:
    """Return label and heading of a section; without a heading, what introduces its items."""
    title = row.title or introduction(row.text)
    return f"{label_apart(row, printed)}{title}".rstrip()


def introduction(text: str) -> str:
    """Return a text that introduces its items, without its colon; else nothing.

    `重点抓好三项工作：` → `重点抓好三项工作`
    """
    return text.strip()[:-1] if text.rstrip().endswith(("：", ":")) else ""


def task_line(row: Row, printed: Printed) -> str:
    """Return what a row says, as one paragraph, its label and heading in front."""
    if row.kind == "lacuna":
        return " ".join(row.more["missing"])
    return f"{label_apart(row, printed)}{headed(row, row.text, printed)}".rstrip()


def headed(row: Row, text: str, printed: Printed) -> str:
    """Return the text of a row behind its heading, as they stand there."""
    title = row.title or ""
    between = mark_behind_heading(row, printed) if title and text else ""
    return f"{title}{between}{text}"


def goals(text: str, figures: "Sequence[Figure]") -> Iterator[str]:
    """Yield the clauses of a text that hold its figures, each clause once.

    A figure that the text does not hold is yielded by itself.
    """
    if not figures:
        return
    clauses = _CLAUSE.finditer(text)
    clause = next(clauses, None)
    yielded, at, missed = -1, 0, 0
    for figure in figures:
        words = figure.text
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
