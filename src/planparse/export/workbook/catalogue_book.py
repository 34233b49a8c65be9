"""The catalogue of an archive as a workbook: one table, A4 and landscape, as DA/T 22—2015 asks."""

import tempfile
from collections.abc import Iterable, Iterator
from itertools import chain, islice

from planparse.catalogue.entry import CatalogueEntry
from planparse.catalogue.table import COLUMNS, TITLE, cells
from planparse.export.workbook.book import added, opened
from planparse.export.workbook.plain_sheet import fill
from planparse.export.workbook.sheet_names import SheetNames
from planparse.export.workbook.styles import styles

_WIDTHS = (3, 7, 11, 13, 25, 6, 5, 3, 13)
"""How wide the columns are, in Chinese characters."""
_MOST_ROWS = 1_000_000
"""Documents in one sheet; Excel has 1,048,576 rows."""
_PIECE = 1 << 16


def write_book(entries: Iterable[CatalogueEntry]) -> Iterator[bytes]:
    """Yield the workbook in pieces; all text in it is text.

    It is put together in a temporary file, for an archive may have any number of documents.
    """
    with tempfile.TemporaryFile() as file, tempfile.TemporaryDirectory() as folder:
        with opened(file, constant_memory=True, tmpdir=folder) as book:
            look, names = styles(book), SheetNames()
            heads = tuple(zip(COLUMNS, _WIDTHS, strict=True))
            rows = (cells(number, entry) for number, entry in enumerate(entries, 1))
            some = list(islice(rows, 1))
            while True:
                sheet = added(book, names.name(TITLE))
                fill(
                    sheet, TITLE, heads, chain(some, islice(rows, _MOST_ROWS - 1)), look
                )
                some = list(islice(rows, 1))
                if not some:
                    break
        file.seek(0)
        while piece := file.read(_PIECE):
            yield piece
