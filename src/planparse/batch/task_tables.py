"""Build one table of the tasks of an archive, of the lines that its files gave."""

from collections.abc import Callable, Iterator

from planparse.export.entries import Entry
from planparse.export.formats import Grouping
from planparse.export.task_lines import read


class _Entries:
    """The tasks in a file of lines, read anew each time that they are gone through."""

    def __init__(self, base: str) -> None:
        """Take the path of the file."""
        self._base = base

    def __iter__(self) -> Iterator[Entry]:
        """Yield the tasks in order."""
        with open(self._base, encoding="utf-8", newline="\n") as lines:
            yield from read(lines)


def csv_of(*, plain: bool) -> Callable[[str, str], None]:
    """Return what builds a table as CSV; `plain` is for programs."""

    def build(base: str, path: str) -> None:
        """Build the table at `path` from the lines in `base`."""
        from planparse.export.csv_table import lines
        from planparse.export.pieces import in_pieces

        found = lines(_Entries(base), plain=plain, headed=True, files=True)
        with open(path, "w", encoding="utf-8", newline="") as file:
            file.writelines(in_pieces(found))

    return build


def workbook_of(by: Grouping | None) -> Callable[[str, str], None]:
    """Return what builds a workbook, of one table or `by` owner of a sheet for each."""

    def build(base: str, path: str) -> None:
        """Build the workbook at `path` from the lines in `base`."""
        from planparse.export.workbook.book import write_archive

        write_archive(path, _Entries(base), by)

    return build
