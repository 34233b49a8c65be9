"""A parse as Markdown (CommonMark): whole documents, or the table of their tasks."""

import re
from collections.abc import Iterable, Iterator
from itertools import groupby
from operator import attrgetter

from planparse.export.options import Options, tasks
from planparse.export.pieces import in_pieces
from planparse.export.running_text import is_in_running_text
from planparse.records import Printed, Record, Records, Row, label_apart
from planparse.tasks.columns import COLUMNS, task_row
from planparse.tasks.task_text import mark_behind_heading
from planparse.tasks.work_points import WorkPoint
from planparse.text.markdown import HARD_BREAK
from planparse.text.notes import CUT_OFF, LOST, STRANDED

_DEEPEST = 6  # levels of headings that there are
_FEWEST_COLUMNS = 2  # a table of one column only lays out a page
_SPECIAL = re.compile(r"[\\`*_\[\]<>&~|#$]")
_BLOCK = re.compile(
    r"([+\-=])|([0-9]{1,9})([.)])"
)  # at the beginning of a line these begin something
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
_LINE_END = re.compile(r"[ \t]*(?:\r\n|\r|\n)[ \t]*")


def write(records: Records, options: Options) -> Iterator[str]:
    """Yield documents in reading order, with an empty line between blocks.

    Unless the output is `headed`, an empty line comes first. A title is a
    heading of the first level, a section with a heading one of the level below its
    parent's, and so is a heading without a number; past the sixth, and where a section has
    no heading, its label begins a paragraph. A section's own text stands right below its
    heading, which ends in a hard break; items inside a paragraph stay in it.
    What is lost is a block quote.
    """
    return in_pieces(_documents(records.rows(), records.printed, headed=options.headed))


def write_table(records: Records, options: Options) -> Iterator[str]:
    """Yield the table of tasks of each document below its title, parted as in `write`."""
    return in_pieces(_tables(tasks(records, options), headed=options.headed))


def _documents(rows: Iterable[Row], words: Printed, *, headed: bool) -> Iterator[str]:
    """Yield the blocks of documents, each with what parts it from the one before."""
    end = "" if headed else "\n"
    before: Row | None = None
    for row in rows:
        block = _block(row, words)
        if not block:
            continue
        if before is not None and is_in_running_text(row, before, words):
            end = f"{HARD_BREAK}\n" if _is_bare(before) else ""
            block = _in_paragraph(row, words)
        yield f"{end}{block}"
        end, before = "\n\n", row
    if before is not None:
        yield "\n"


_HEADED = ("title", "section", "heading", "paragraph")
"""The kinds of nodes that are printed as headings where they have one."""


def _block(row: Row, words: Printed) -> str:
    """Return the block of a node, with its heading and its text; a document has none."""
    end = _end(row)
    match row.kind:
        case "document":
            return ""
        case "lacuna":
            missing = " ".join(map(_inline, row.more["missing"]))
            return f"> **{LOST}** {missing}"
        case "fragment":
            return f"> **{STRANDED}** {_text(row.text)}{end}"
        case "table" if grid := _grid(row, words):
            return _pipe_table(grid)
        case "title" | "section" | "heading" | "paragraph" if row.title:
            own = f"{HARD_BREAK}\n{_text(row.text)}" if row.text else ""
            return f"{_heading(row, words)}{own}{end}"
        case _:
            return _plain(row, words, end)


def _plain(row: Row, words: Printed, end: str) -> str:
    """Return what a node says as a paragraph, nothing where it says nothing."""
    said = f"{label_apart(row, words)}{row.title or ''}{row.text}"
    return f"{_text(said)}{end}" if said else ""


def _grid(row: Row, words: Printed) -> list[list[str]]:
    """Return the cells of a table, row by row; nothing where Markdown cannot hold it.

    It holds rows of as many cells each, two or more, none merged, which are all that the
    table has.
    """
    cells: list[list[Record]] = row.more.get("rows", [])
    if any("rows" in cell or "columns" in cell for one in cells for cell in one):
        return []
    grid = [[words(cell["start"], cell["end"]) for cell in one] for one in cells]
    is_even = len({len(one) for one in grid}) == 1
    if not is_even or len(grid[0]) < _FEWEST_COLUMNS:
        return []
    whole = "\n".join("\t".join(one) for one in grid)
    return grid if whole.strip() == row.text.strip() else []


def _pipe_table(grid: list[list[str]]) -> str:
    """Return a table as Markdown has it, its first row as its head."""
    lines = [f"| {' | '.join(map(_cell, one))} |" for one in grid]
    lines.insert(1, f"|{' --- |' * len(grid[0])}")
    return "\n".join(lines)


def _end(row: Row) -> str:
    """Return what stands behind a node's text: a note where its end is lost."""
    return f" **{CUT_OFF}**" if row.status == "truncated" else ""


def _is_bare(row: Row) -> bool:
    """Return whether the block of a node is a heading alone."""
    return bool(row.title) and row.kind in _HEADED and not row.text


def _in_paragraph(row: Row, words: Printed) -> str:
    """Return an item in running text as it stands there."""
    title = row.title or ""
    between = mark_behind_heading(row, words) if title else ""
    if not row.text:
        between = between.strip()
    said = f"{label_apart(row, words)}{title}{between}{row.text}"
    return f"{_text(said)}{_end(row)}"


def _heading(row: Row, words: Printed) -> str:
    """Return the heading of a node on one line; below the sixth level it is bold text.

    That of a paragraph alone, which holds nothing of what stands below it, has no mark:
    a mark would make it a level.
    """
    if row.kind == "title":
        level, label = 1, f"{row.label} " if row.label else ""
    else:
        level, label = row.depth + 1, label_apart(row, words)
    heading = _text(f"{label}{row.title}").replace("\\\n", " ")
    if row.kind == "paragraph" and not row.text:
        return heading
    return f"{'#' * level} {heading}" if level <= _DEEPEST else f"**{heading}**"


def _tables(points: Iterable[WorkPoint], *, headed: bool) -> Iterator[str]:
    """Yield the lines of each document's table."""
    joint = "" if headed else "\n"
    for _, of_document in groupby(points, key=attrgetter("doc")):
        of_one = list(of_document)
        if of_one[0].document:
            yield f"{joint}# {_cell(of_one[0].document)}\n"
            joint = "\n"
        yield f"{joint}| {' | '.join(COLUMNS)} |\n|{' --- |' * len(COLUMNS)}\n"
        joint = "\n"
        for number, *parts, place in map(task_row, of_one):
            cells = ["<br>".join(filter(None, map(_cell, part))) for part in parts]
            yield f"| {' | '.join(['' if number is None else str(number), *cells, str(place)])} |\n"


def _inline(text: str) -> str:
    """Return a text that is no markup, and has no character that commands a terminal."""
    return _SPECIAL.sub(r"\\\g<0>", _CONTROL.sub("\ufffd", text))


def _text(text: str) -> str:
    """Return a text as a block, its line breaks kept."""
    return "\\\n".join(
        _unmarked(part) for part in _LINE_END.split(text.strip(" \t\r\n"))
    )


def _unmarked(part: str) -> str:
    """Return a line so that it begins neither a list nor a heading."""
    mark = _BLOCK.match(part)
    if mark is None:
        return _inline(part)
    return f"{mark[2] or ''}\\{part[mark.end() - 1]}{_inline(part[mark.end() :])}"


def _cell(text: str) -> str:
    """Return a text for a cell of a table, where a line end would end the row."""
    return _inline(_LINE_END.sub(" ", text.strip()))
