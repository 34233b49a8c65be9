"""The table of tasks as a Word document: a wide page, fit to be sent."""

import re
from collections.abc import Iterator, Sequence
from itertools import groupby
from operator import attrgetter

from planparse.export.entries import Entry, entry_of
from planparse.export.options import Options, tasks
from planparse.export.word.body import of_paragraph
from planparse.export.word.content import Cell, Grid, Paragraph, Run
from planparse.export.word.document import assembled
from planparse.export.word.house import standard
from planparse.export.word.properties import Direct, twips
from planparse.export.word.tables import table
from planparse.records import Records
from planparse.tasks.columns import COLUMNS, TaskRow
from planparse.text.characters import ROUND

_LEFT_OUT = ("截止日期", "量化目标", "依据", "出处行号")
"""Columns that repeat words of the task, and those that are for programs."""
_TO_FILL = "备注"
_FIELDS = dict(zip(COLUMNS, TaskRow._fields, strict=True))
_SHOWN = [name for name in COLUMNS if name not in _LEFT_OUT]
_ALWAYS = ("序号", "具体任务", "责任单位", "完成时限")
"""Columns that are there although no task has anything in them."""
_SHARES = {
    "序号": 5,
    "重点工作": 9,
    "具体任务": 22,
    "责任单位": 9,
    "配合单位": 9,
    "完成时限": 13,
    _TO_FILL: 5,
}
"""How wide columns are, beside one another; a choice."""
_DAY = re.compile(rf" *(?={ROUND.opens}\d{{4}}-\d\d-\d\d{ROUND.closes})")
"""Before a day in brackets, which is not to be torn by the end of a line."""
_JOINTS = {"owners": "、", "support": "、", "deadlines": "；"}


def write(records: Records, options: Options) -> Iterator[bytes]:
    """Yield the tables of a file, one for each document, each below its title."""
    house = options.house or standard()
    width = twips(house.page["text_height"])
    content: list[str] = []
    entries = map(entry_of, tasks(records, options))
    for _, of_document in groupby(entries, attrgetter("doc")):
        found = list(of_document)
        direct = Direct(page_break=bool(content))
        words = f"{found[0].document or ''}任务分解表"
        content.append(of_paragraph(Paragraph("title", (Run(words),), direct), house))
        grid, shares = _grid(found)
        content.append(table(grid, width, shares))
    yield assembled("".join(content), house, wide=True)


def _grid(entries: Sequence[Entry]) -> tuple[Grid, list[int]]:
    """Return the tasks of a document as a table, and how wide its columns are."""
    shown = [
        name
        for name in _SHOWN
        if name in _ALWAYS or any(_words(each.row, name) for each in entries)
    ]
    names = [*shown, _TO_FILL]
    rows = [
        tuple(Cell(name, place, head=True) for place, name in enumerate(names)),
        *(
            tuple(
                Cell(_words(each.row, name) if name in _FIELDS else "", place)
                for place, name in enumerate(names)
            )
            for each in entries
        ),
    ]
    return Grid(tuple(rows)), [_SHARES[name] for name in names]


def _words(row: TaskRow, name: str) -> str:
    """Return what a task has in a column."""
    field = _FIELDS[name]
    value = getattr(row, field)
    if isinstance(value, tuple):
        words = _JOINTS.get(field, "\n").join(value)
        return _DAY.sub("\n", words)
    return "" if value is None else str(value)
