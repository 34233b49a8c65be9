"""Nodes as a data frame of pandas or polars, whichever is installed."""

from collections.abc import Iterable
from importlib import import_module
from importlib.util import find_spec
from typing import Any, Literal

from planparse.facts.kinds import KINDS
from planparse.records import ENVELOPE, PRINTED, Record

Library = Literal["pandas", "polars"]

_LIBRARIES: tuple[Library, ...] = ("pandas", "polars")
COLUMNS = (*PRINTED, "year", *ENVELOPE, "value", "missing", "evidence", *KINDS)
"""The columns: the fields of every node, then those that only some have, null elsewhere."""


def frame_of(records: Iterable[Record], library: Library | None) -> Any:
    """Return records as a frame of a library, by default of the first that is installed.

    Raises ValueError for another library, ModuleNotFoundError where none is installed.
    """
    chosen = import_module(_installed(library))
    rows = [[record.get(name) for name in COLUMNS] for record in records]
    if chosen.__name__ == "polars":
        columns = dict(zip(COLUMNS, zip(*rows, strict=True), strict=True))
        return chosen.DataFrame(
            {name: list(column) for name, column in columns.items()}
        )
    return chosen.DataFrame(rows, columns=list(COLUMNS))


def _installed(library: Library | None) -> Library:
    """Return the library to use: the one asked for, else the first that is installed.

    Raises ValueError for a name that is none of them, ModuleNotFoundError where it is
    missing.
    """
    if library is not None and library not in _LIBRARIES:
        raise ValueError(f"a frame is of {' or '.join(_LIBRARIES)}, not {library!r}")
    wanted = _LIBRARIES if library is None else (library,)
    for name in wanted:
        if find_spec(name) is not None:
            return name
    raise ModuleNotFoundError(
        f"a data frame needs {' or '.join(wanted)}: pip install {wanted[0]}",
        name=wanted[0],
    )
