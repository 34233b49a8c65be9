"""A parse as Markdown (CommonMark): whole documents, or the table of their tasks."""

import re
from collections.abc import Iterable, Iterator
from itertools import groupby
from operator import attrgetter

from planparse.records import Printed, Row, label_apart
from planparse.tasks.columns import COLUMNS, CUT_OFF, LOST, STRANDED, task_row
from planparse.tasks.work_points import WorkPoint

_DEEPEST = 6  # levels of headings that there are
_SPECIAL = re.compile(r"[\\`*_\[\]<>&~|#$]")
_BLOCK = re.compile(
    r"([+\-=])|([0-9]{1,9})([.)])"
)  # at the beginning of a line these begin something
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
_LINE_END = re.compile(r"[ \t]*(?:\r\n|\r|\n)[ \t]*")


def write(rows: Iterable[Row], words: Printed, *, first: bool = True) -> Iterator[str]:
    """Yield documents in reading order, an empty line between blocks, and before the `first` unless that is so.

    A title is a heading of the first level, a section with a heading one of the level below its parent's; past
    the sixth, and where a section has no heading, its label begins a paragraph. What is lost is a block quote.
    """
    joint = "" if first else "\n"
    for row in rows:
        for block in _blocks(row, words):
            yield f"{joint}{block}\n"
            joint = "\n"


def _blocks(row: Row, words: Printed) -> Iterator[str]:
    """Yield the blocks that a node is."""
    end = f" **{CUT_OFF}**" if row.status == "truncated" else ""
    if row.kind == "document":
        return
    if row.kind == "lacuna":
        missing = " ".join(map(_inline, row.more["missing"]))
        yield f"> **{LOST}** {missing}"
    elif row.kind == "fragment":
        yield f"> **{STRANDED}** {_text(row.text)}{end}"
    elif row.title and row.kind in ("title", "section", "paragraph"):
        label = (
            f"{row.label} "
            if row.kind == "title" and row.label
            else label_apart(row, words)
        )
        heading = _text(label + row.title)
        level = 1 if row.kind == "title" else row.depth + 1
        heading = f"{'#' * level} {heading}" if level <= _DEEPEST else f"**{heading}**"
        yield (
            heading.replace("\\\n", " ")
            if row.text
            else heading.replace("\\\n", " ") + end
        )
        if row.text:
            yield _text(row.text) + end
    elif said := f"{label_apart(row, words)}{row.title or ''}{row.text}":
        yield _text(said) + end


def table(points: Iterable[WorkPoint], *, first: bool = True) -> Iterator[str]:
    """Yield the table of tasks of each document below its title; an empty line is between as in `write`."""
    joint = "" if first else "\n"
    for _, of_document in groupby(points, key=attrgetter("doc")):
        tasks = list(of_document)
        if tasks[0].document:
            yield f"{joint}# {_cell(tasks[0].document)}\n"
            joint = "\n"
        yield f"{joint}| {' | '.join(COLUMNS)} |\n|{' --- |' * len(COLUMNS)}\n"
        joint = "\n"
        for number, *parts, place in map(task_row, tasks):
            cells = ["<br>".join(filter(None, map(_cell, part))) for part in parts]
            yield f"| {' | '.join(['' if number is None else str(number), *cells, str(place)])} |\n"


def _inline(text: str) -> str:
    """A text that stands for itself: nothing in it is markup, no character in it commands a terminal."""
    return _SPECIAL.sub(r"\\\g<0>", _CONTROL.sub("\ufffd", text))


def _text(text: str) -> str:
    """A text as a block, its line breaks kept."""
    return "\\\n".join(
        _unmarked(part) for part in _LINE_END.split(text.strip(" \t\r\n"))
    )


def _unmarked(part: str) -> str:
    """A line that begins neither a list nor a heading."""
    mark = _BLOCK.match(part)
    if mark is None:
        return _inline(part)
    return f"{mark[2] or ''}\\{part[mark.end() - 1]}{_inline(part[mark.end() :])}"


def _cell(text: str) -> str:
    return _inline(_LINE_END.sub(" ", text.strip()))
