"""The tables of the page: tasks that are wanted, and the catalogue of the files that are open."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from planparse.browser.reading import Answer
from planparse.catalogue.entry import CatalogueEntry
from planparse.catalogue.table import COLUMNS as CATALOGUE_COLUMNS
from planparse.catalogue.table import cells as catalogue_cells
from planparse.export.catalogue import CatalogueFormat, write_catalogue
from planparse.export.csv_table import cell
from planparse.export.entries import DOCUMENT, entry_of
from planparse.tasks.columns import COLUMNS
from planparse.tasks.query import Condition, matches
from planparse.tasks.work_points import WorkPoint

Filter = Mapping[str, str]
"""What tasks are asked for: `unit`, `since` and `until` (days), `words`; empty ones ask nothing."""


def tasks(points: Sequence[WorkPoint], asked: Filter) -> Answer:
    """Return the rows of the table of tasks as `-f csv` has them, and the units to choose from."""
    wanted = predicate(asked)
    units = Counter(
        unit for point in points for unit in {u for o in point.owners for u in o.units}
    )
    return {
        "columns": [*COLUMNS, DOCUMENT],
        "rows": [_row(point) for point in points if wanted(point)],
        "total": len(points),
        "units": sorted(units.items(), key=lambda unit: (-unit[1], unit[0])),
    }


def predicate(asked: Filter) -> Callable[[WorkPoint], bool]:
    """Return whether a work point is one that is asked for. Raises QueryError for no day."""
    query = tuple(_conditions(asked))
    return lambda point: matches(query, point)


def _conditions(asked: Filter) -> Iterable[Condition]:
    """Yield the conditions that a filter stands for; words are parted by blanks."""
    if asked.get("unit"):
        yield Condition(False, "owner", "=", (asked["unit"],))
    if asked.get("since"):
        yield Condition(False, "deadline", ">=", (asked["since"],))
    if asked.get("until"):
        yield Condition(False, "deadline", "<=", (asked["until"],))
    for word in asked.get("words", "").split():
        yield Condition(False, None, "~", (word,))


def _row(point: WorkPoint) -> list[str | int]:
    """Return a work point as the cells of a row."""
    entry = entry_of(point)
    cells = [cell(name, value) for name, value in entry.row._asdict().items()]
    return [*cells, entry.document or ""]


def catalogue(entries: Iterable[Mapping[str, Any]]) -> Answer:
    """Return the rows of the catalogue, of the entries that `summary` gave."""
    rows = [
        ["" if value is None else value for value in catalogue_cells(number, entry)]
        for number, entry in enumerate(map(_entry, entries), 1)
    ]
    return {"columns": CATALOGUE_COLUMNS, "rows": rows}


def catalogue_file(entries: Iterable[Mapping[str, Any]], fmt: CatalogueFormat) -> bytes:
    """Return the catalogue as a file."""
    return joined(write_catalogue(map(_entry, entries), fmt))


def joined(pieces: Iterable[str | bytes]) -> bytes:
    """Return what a writer yields as one file."""
    return b"".join(
        piece.encode() if isinstance(piece, str) else piece for piece in pieces
    )


def _entry(plain: Mapping[str, Any]) -> CatalogueEntry:
    """Return an entry that went through JSON."""
    lists = {name: tuple(plain[name]) for name in ("issuers", "remarks")}
    return CatalogueEntry(**{**plain, **lists})
