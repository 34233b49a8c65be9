"""The tables, rows and cells that are open at a place of a body; what they hold so far."""

from planparse.readers.word.content import (
    CellContent,
    Paragraph,
    RowContent,
    TableContent,
)
from planparse.readers.word.properties import note_borders, note_cell, note_row
from planparse.readers.xml_events import Attributes


class OpenTables:
    """Tables in each other, of which the last one is being read."""

    def __init__(self) -> None:
        """Begin where no table is open."""
        self._tables: list[TableContent] = []
        self._rows: list[RowContent] = []
        self._cells: list[CellContent] = []

    def begin(self) -> None:
        """Begin a table."""
        self._tables.append(TableContent())

    def end(self) -> TableContent | None:
        """End a table, and return it without deleted rows; None where nothing is in it."""
        if not self._tables:
            return None
        table = self._tables.pop()
        table.rows = [row for row in table.rows if not row.deleted]
        has_content = any(cell.content for row in table.rows for cell in row.cells)
        return table if has_content else None

    def begin_row(self) -> None:
        """Begin a row."""
        row = RowContent()
        if self._tables:
            self._tables[-1].rows.append(row)
        self._rows.append(row)

    def delete_row(self) -> None:
        """Note that the open row was deleted."""
        if self._rows:
            self._rows[-1].deleted = True

    def end_row(self) -> None:
        """End a row."""
        if self._rows:
            self._rows.pop()

    def begin_cell(self) -> list[Paragraph | TableContent]:
        """Begin a cell, and return what will hold its content."""
        cell = CellContent()
        if self._rows:
            self._rows[-1].cells.append(cell)
        self._cells.append(cell)
        return cell.content

    def end_cell(self) -> bool:
        """End a cell; return whether one was open."""
        if self._cells:
            self._cells.pop()
            return True
        return False

    def property(self, kind: str, name: str, attributes: Attributes) -> None:
        """Note a property of the row, the cell or the table that is open."""
        if kind == "w:trPr" and self._rows:
            note_row(self._rows[-1], name, attributes)
        elif kind == "w:tcPr" and self._cells:
            note_cell(self._cells[-1], name, attributes)
        elif kind == "w:tblPr" and self._tables:
            note_borders(self._tables[-1], name, attributes)
