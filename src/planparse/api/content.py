"""What a plan is made of: a parse, or what was printed of one. A value of either can be pickled.

A further reader (DOCX, HTML, PDF) gives a `Source`, and its plans are a `Parse` too.
"""

from typing import NamedTuple, Protocol

from planparse.api.grammar import Grammar
from planparse.export.formats import Format
from planparse.records import Record, Records
from planparse.tree import Parsed

NEEDS_TEXT = (
    "a plan that was loaded has no text of its source, which this needs: "
    "parse the text again"
)
"""What is said where a plan that was loaded is asked for more than was printed of it."""


class Content(Protocol):
    """What `Plan` asks of its content."""

    @property
    def text(self) -> str | None:
        """The decoded source, where it is at hand."""

    def records(self, form: Format) -> Records:
        """Return what a format prints."""

    @property
    def compared(self) -> Parsed | Record:
        """The plan as `compare` takes it."""

    @property
    def grammar(self) -> Grammar:
        """The grammar that the plan is read by."""


class Parse(NamedTuple):
    """A parsed text, the grammar it was parsed with, and the digest of its bytes."""

    compared: Parsed
    grammar: Grammar
    sha256: str

    @property
    def text(self) -> str:
        """The decoded source."""
        return self.compared.source.text

    def records(self, form: Format) -> Records:
        """Return what a format prints, found anew."""
        from planparse.export.writers import exporter

        return exporter(self.compared, self.grammar.lexicon, form, sha256=self.sha256)


class Printout(NamedTuple):
    """What `-f json` prints of a plan, as plain data."""

    compared: Record
    grammar: Grammar = Grammar("auto")
    text: None = None

    def records(self, form: Format) -> Records:
        """Return all that was printed. Raises PlanparseError for a format that needs more."""
        from planparse.errors import PlanparseError
        from planparse.export.read_back import ReadBack

        if form.needs_text:
            raise PlanparseError(NEEDS_TEXT)
        return ReadBack(self.compared)
