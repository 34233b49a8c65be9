"""One record of CSV (RFC 4180), for Excel or for programs."""

import csv
import io
from collections.abc import Iterable

BOM = "\ufeff"
"""What a file begins with, or Excel takes UTF-8 for something else."""
_RISKY = tuple("=+-@＝＋－＠\t\r\n'")


def safe(cell: str | int) -> str | int:
    """Return a cell with a `'` in front where a spreadsheet could run it as a formula.

    That is every text that begins with = + - @, in either width, with a tab, a line end, or
    with `'` itself. To take off a leading `'` gives back what it was.
    """
    if isinstance(cell, str) and cell.startswith(_RISKY):
        return f"'{cell}"
    return cell


def record(cells: Iterable[str | int]) -> str:
    """Return the cells as one line of CSV, quoted where they need it, with CR LF at its end."""
    out = io.StringIO()
    csv.writer(out).writerow(cells)
    return out.getvalue()
