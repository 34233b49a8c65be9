"""Which columns a workbook has, and how wide they are."""

from collections.abc import Iterable, Mapping, Sequence
from types import MappingProxyType
from typing import NamedTuple

from planparse.export.entries import DOCUMENT, FILE, Entry
from planparse.tasks.columns import COLUMNS, TaskRow

NUMBER, WORK, TASK, DUE, LINE = "序号", "重点工作", "具体任务", "截止日期", "出处行号"
UNITS = ("责任单位", "配合单位")
"""The columns that list units."""
TO_FILL = ("进展情况", "备注")
"""The columns that are empty: those who follow the tasks up write into them."""

FIELDS: Mapping[str, str] = MappingProxyType(
    dict(zip(COLUMNS, TaskRow._fields, strict=True))
)
"""The fields of a task by the names of their columns."""

_BASIS = "依据"
_WIDTHS: Mapping[str, tuple[int, int]] = MappingProxyType(
    {
        NUMBER: (3, 3),
        DOCUMENT: (8, 8),
        WORK: (8, 13),
        TASK: (24, 44),
        "责任单位": (7, 12),
        "配合单位": (7, 12),
        "完成时限": (5, 9),
        DUE: (7, 7),
        "量化目标": (9, 12),
        "进展情况": (10, 10),
        "备注": (6, 6),
        _BASIS: (7, 10),
        FILE: (6, 14),
        LINE: (5, 5),
    }
)
"""How narrow and how wide the columns are, in Chinese characters."""
_OTHERS = (6, 10)
"""The widths of a column that has none there."""
_LINES: Mapping[str, int] = MappingProxyType(
    {WORK: 3, "量化目标": 3, _BASIS: 3, FILE: 4}  # a letter is half as wide
)
"""On how many lines the longest part of a cell may stand, before a column gets wider."""
_ALWAYS = frozenset((NUMBER, TASK, "责任单位", "完成时限", *TO_FILL, LINE))
"""What is there although no task has anything in it."""
_TOGETHER = 96
"""How wide all columns are together; what some leave, the tasks have."""


class Column(NamedTuple):
    """A column: its heading, and its width in Chinese characters."""

    name: str
    width: int


def columns_of(entries: Iterable[Entry], *, plans: bool, files: bool) -> list[Column]:
    """Return the columns of the sheets that hold some tasks, in order.

    Those are left out in which no task has anything. With `plans` there is one for the
    title of the document, with `files` one for the file.
    """
    longest = _longest(entries)
    beside = [*([DOCUMENT] if plans else []), *([FILE] if files else [])]
    wanted = {*longest, *_ALWAYS, *beside} - ({FILE} - {*beside})
    columns = [
        Column(name, _width(name, longest.get(name, 0)))
        for name in _order()
        if name in wanted
    ]
    free = _TOGETHER - sum(column.width for column in columns)
    least, most = _WIDTHS[TASK]
    return [
        Column(name, min(most, max(least, least + free)) if name == TASK else width)
        for name, width in columns
    ]


def _order() -> Sequence[str]:
    """Return the names of all columns in order."""
    number, *names, line = COLUMNS
    at = names.index(_BASIS)
    return [number, DOCUMENT, *names[:at], *TO_FILL, *names[at:], FILE, line]


def _longest(entries: Iterable[Entry]) -> dict[str, int]:
    """Return the columns in which a task has something, with the length of its longest part."""
    longest: dict[str, int] = {}
    for entry in entries:
        for name, field in FIELDS.items():
            value = getattr(entry.row, field)
            if value:
                parts = value if isinstance(value, tuple) else ("",)
                if name in UNITS:
                    parts = tuple("、".join(parts).split("、"))
                most = max(map(len, parts))
                longest[name] = max(longest.get(name, 0), most)
        longest[FILE] = max(longest.get(FILE, 0), len(entry.file))
    return longest


def _width(name: str, longest: int) -> int:
    """Return how wide a column is whose longest part has so many characters."""
    least, most = _WIDTHS.get(name, _OTHERS)
    if name == TASK:
        return least
    mark = name in UNITS  # the 、 behind a unit
    return min(most, max(least, -(-longest // _LINES.get(name, 1)) + mark))
