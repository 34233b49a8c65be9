"""Corrections of how a text is read: of a file of them, or as a program gives them."""

from collections.abc import Iterable, Mapping
from os import PathLike, fspath
from typing import TYPE_CHECKING, Any, NamedTuple, TypeAlias

from planparse.records import Record
from planparse.text.corrections import CorrectionKind
from planparse.text.encoding import Source

if TYPE_CHECKING:
    from planparse.corrections.files import CorrectionsFile

Given: TypeAlias = (
    "CorrectionsFile | str | PathLike[str] | Iterable[Mapping[str, Any]] | None"
)
"""What `corrections` may be: a file, its name, or entries as a file has them."""


class Correction(NamedTuple):
    """What somebody said of a line, and that was heeded.

    The `words` stand on `line`, from 1, and from `start` to `end` in code points of the
    source, the end exclusive; None where a plan was loaded that does not say. `kind` is
    what the line, or the label there, was said to be; `level` how deep it stands, from 1;
    `value` what the document is called. `by`, `date` and `why` are as they were given.
    """

    kind: CorrectionKind
    line: int
    words: str
    level: int | None = None
    value: str | None = None
    by: str | None = None
    date: str | None = None
    why: str | None = None
    start: int | None = None
    end: int | None = None


def correction_of(record: Record) -> Correction:
    """Return a correction as it was printed."""
    fields = {**record, "kind": record["is"]}
    del fields["is"]
    return Correction(**fields)


def load_corrections(file: str | PathLike[str]) -> "CorrectionsFile":
    """Read a file of corrections, for `parse` and `parse_file`.

    Raises CorrectionsError with every fault that it has, each with line and column, OSError
    where it cannot be read.
    """
    from planparse.corrections.files import load

    return load(fspath(file))


def find_corrections(
    file: str | PathLike[str], *, top: str | PathLike[str] | None = None
) -> "CorrectionsFile | None":
    """Read the corrections that the commands heed of a file: the nearest, None for none.

    That is `planparse-corrections.yaml` in the folder of the file, or in the nearest one
    above that has one, and not above the folder `top`. Raises what `load_corrections` does.
    """
    from planparse.corrections.places import Nearest

    found = Nearest(None if top is None else fspath(top)).to(fspath(file))
    return None if found is None else load_corrections(found)


def heeded(source: Source, sha256: str, corrections: Given) -> Source:
    """Return a source with the corrections that are given.

    Entries are said of this source whatever its digest. Raises what `load_corrections` does.
    """
    if corrections is None:
        return source
    from planparse.corrections.files import CorrectionsFile
    from planparse.corrections.fitting import fitted
    from planparse.corrections.model import entries_of

    if isinstance(corrections, str | PathLike):
        corrections = load_corrections(corrections)
    if isinstance(corrections, CorrectionsFile):
        path = None if source.path == "-" else source.path
        return corrections.heeded(source, sha256, path)
    return fitted(source, entries_of(corrections))
