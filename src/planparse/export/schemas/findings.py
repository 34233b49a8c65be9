"""Findings alone, as `planparse check -f json` and the report of a batch print them."""

from pydantic import RootModel

from planparse.export.schemas.model import Model, Number, Offset
from planparse.tree import Severity


class FileFinding(Model):
    """A doubt about one stretch of a file.

    `start` and `end` are code points of the decoded text, the end exclusive; `line` and
    `column`, from 1, are where it starts.
    """

    path: str
    code: str
    name: str
    severity: Severity
    message: str
    start: Offset
    end: Offset
    line: Number
    column: Number


class Findings(RootModel[tuple[FileFinding, ...]]):
    """The findings of all files that were checked, in order of file and place."""
