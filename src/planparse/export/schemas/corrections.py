"""Corrections that were heeded, as plans, ledgers and manifests list them."""

from typing import Annotated

from pydantic import Field

from planparse.export.schemas.model import Model, Offset
from planparse.text.corrections import CorrectionKind

Count = Annotated[int, Field(ge=1)]


class Correction(Model):
    """What somebody said of a line of the source, and that was heeded.

    The `words` stand at `source[start:end]`, on `line`, from 1. `is` is what the line, or
    the label there, was said to be, `level` how deep it stands, `value` what the document
    is called; `by`, `date` and `why` are as they were given.
    """

    line: Count
    words: str
    is_: CorrectionKind = Field(alias="is")
    level: Count | None = None
    value: str | None = None
    by: str | None = None
    date: str | None = None
    why: str | None = None
    start: Offset | None
    end: Offset | None
