"""The columns of the catalogue as archives keep it: 归档文件目录 of DA/T 22—2015.

Dates are eight digits (20260301), several bodies are parted by ；, and 档号 is left to the
archive, which gives it.
"""

from planparse.catalogue.entry import CatalogueEntry
from planparse.catalogue.remarks import digits

TITLE = "归档文件目录"
COLUMNS = ("序号", "档号", "文号", "责任者", "题名", "日期", "密级", "页数", "备注")
_BETWEEN = "；"

Cell = str | int | None
"""What stands in a cell: text, a number, or nothing."""


def cells(number: int, entry: CatalogueEntry) -> list[Cell]:
    """Return the cells of an entry, the `number`-th of the catalogue, as `COLUMNS` names them."""
    return [
        number,
        None,
        entry.docnumber,
        _BETWEEN.join(entry.issuers) or None,
        entry.title,
        int(digits(entry.date)) if entry.date else None,
        entry.secrecy,
        entry.pages,
        _BETWEEN.join([_file(entry), *entry.remarks]),
    ]


def _file(entry: CatalogueEntry) -> str:
    """Return which document it is: its file, and its place among several of one file."""
    if entry.documents < 2:
        return entry.path
    return f"{entry.path}（第{entry.doc}件，共{entry.documents}件）"
