"""What people say of the lines of a text: corrections of how it would be read.

They come with a source, as what its format knows of its lines does (`original`), and
each stage of a parse asks for those that concern it. Offsets are code points of the text,
ends exclusive.
"""

from collections.abc import Callable
from typing import Literal, NamedTuple, get_args

from planparse.text.original import Doubt

NAME = "planparse-corrections.yaml"
"""The name of a file of corrections that is found without being named."""

NO_FILE = "none"
"""What is named where no file of corrections is to be looked for."""

PartKind = Literal[
    "title",
    "subtitle",
    "docnumber",
    "addressee",
    "date",
    "signature",
    "attachment",
]
"""The parts of front and back matter that a line can be said to be."""

CorrectionKind = Literal[
    "heading",  # the line is a heading without a number
    "section",  # a label stands here
    "text",  # no heading, no label, no part of the front or back matter
    "furniture",  # what the page prints beside the text: its number, a running head
    PartKind,
    "join",  # the sentence of the line before goes on in this one
    "break",  # a paragraph begins with the line
    "hole",  # text is lost right before the line
    "no-hole",  # no text is lost before the line or the label in it
    "document",  # a document begins with the line
    "no-document",  # none does
    "issuer",  # what the document is: only with a value
    "year",
    "secrecy",
]
"""What a correction says of a line."""

PARTS: frozenset[str] = frozenset(get_args(PartKind))
FIELDS: frozenset[str] = frozenset(
    ("title", "docnumber", "date", "issuer", "year", "secrecy")
)
"""The kinds that may have a value: what the document is called, whatever its lines say."""
LEVELLED: frozenset[str] = frozenset(("heading", "section"))
"""The kinds that may have a level."""
INSIDE: frozenset[str] = frozenset(("section", "text"))
"""The kinds that may be said of a label inside a line; the others are said of the line."""


class Correction(NamedTuple):
    """What somebody says of a place of a text, and that it is heeded.

    `text[start:end]` are the `words` that stand there, `head` is the first character of
    their line, `line` its number, from 1. `is_inside` says that it is said of a label
    inside the line. `level` counts the sections down to a heading, itself included, from
    1. A `value` is said of the document in which the line stands.
    """

    kind: CorrectionKind
    start: int
    end: int
    head: int
    line: int
    words: str
    is_inside: bool = False
    level: int | None = None
    value: str | None = None
    by: str | None = None
    date: str | None = None
    why: str | None = None

    @property
    def key(self) -> tuple[str, int, str, str | None]:
        """What tells it from others of the same text, wherever that stands by now."""
        return self.kind, self.line, self.words, self.value

    @property
    def at(self) -> int:
        """The first character of what it is said of."""
        return self.start if self.is_inside else self.head


class Corrections(NamedTuple):
    """The corrections of a text that fit it, in order of place, and doubts about others."""

    fitting: tuple[Correction, ...] = ()
    doubts: tuple[Doubt, ...] = ()

    def of(self, *kinds: CorrectionKind) -> list[Correction]:
        """Return the corrections of some kinds that are said of lines, not of documents."""
        return [one for one in self.fitting if one.kind in kinds and one.value is None]

    def lines(self, *kinds: CorrectionKind) -> frozenset[int]:
        """Return the first characters of the lines that are said to be of some kinds."""
        return frozenset(one.head for one in self.of(*kinds) if not one.is_inside)

    def parts(self) -> dict[int, PartKind]:
        """Return the lines that are said to be parts, by their first characters."""
        return {one.head: one.kind for one in self.of(*get_args(PartKind))}  # type: ignore[misc]

    def unheaded(self) -> frozenset[int]:
        """Return the lines that are said to be no headings, by their first characters."""
        return self.lines("text", "join", "furniture", *get_args(PartKind))

    def values(self) -> list[Correction]:
        """Return what is said of documents, in order."""
        return [one for one in self.fitting if one.value is not None]

    def moved(self, place: Callable[[int], int]) -> "Corrections":
        """Return the corrections in another text; `place` says where a character stands there."""
        return self._replace(
            fitting=tuple(
                one._replace(
                    start=place(one.start), end=place(one.end), head=place(one.head)
                )
                for one in self.fitting
            )
        )


NONE = Corrections()
"""What is said of most texts: nothing."""
