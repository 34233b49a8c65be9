"""A finding as it is printed: what is doubtful, and where."""

from typing import NamedTuple

from planparse.tree import Severity


class Finding(NamedTuple):
    """What is doubtful about one stretch of the source.

    `start` and `end` are code points of the decoded source, the end exclusive; they are
    equal where the doubt is about a place between two characters, and None in a plan that
    was loaded from YAML without spans. `line` and `column`, from 1, are where it starts.
    `planparse explain CODE` prints the page of a code.
    """

    code: str
    name: str
    severity: Severity
    message: str
    start: int | None
    end: int | None
    line: int
    column: int

    @property
    def mended_by(self) -> str | None:
        """The rule of `normalise` that mends what is found, None where none does."""
        from planparse.normaliser.mending import MENDED_BY

        return MENDED_BY.get(self.code)

    def __repr__(self) -> str:
        """Say where it is, how severe, and its message, as `planparse check` prints it."""
        place = f"{self.line}:{self.column}"
        return f"<{place} {self.severity} {self.code} {self.name}: {self.message}>"
