"""The ledger of a normalised text, as `planparse normalise --ledger` writes it."""

from typing import Annotated, Literal

from pydantic import Field

from planparse.export.schemas.corrections import Correction
from planparse.export.schemas.model import Digest, Model, Offset

Bytes = Annotated[str, Field(pattern="^([0-9a-f]{2})*$")]
"""Bytes in hexadecimal."""


class Original(Model):
    """The text that was normalised, and what it takes to give it back to the byte.

    `line_end` is how most of its lines end; `other_ends` are those that end otherwise, each
    as its place in the clean text and what it is. `damage` are the bytes that are no text,
    each with its place in the decoded original. `parts` are stretches in other encodings:
    start, end, encoding, and the bytes, null where the encoding gives them back. `format`
    is that of a file that the text was read out of: the original is that text then.
    """

    sha256: Digest
    encoding: str
    bom: Bytes
    line_end: Literal["\n", "\r\n", "\r"]
    other_ends: tuple[tuple[Offset, str], ...]
    damage: tuple[tuple[Offset, Bytes], ...]
    format: str | None = None
    parts: tuple[tuple[Offset, Offset, str, Bytes | None], ...] = ()


class Clean(Model):
    """The text that was written."""

    sha256: Digest


class LedgerEntry(Model):
    """A change: `original[start:end]` was `before` and is `after`, at `at` in the clean text.

    `rule` names the rule, several joined by +; `reason` is the evidence, in words.
    """

    rule: str
    start: Offset
    end: Offset
    at: Offset
    before: str
    after: str
    reason: str


class DoubtLeft(Model):
    """What was in doubt and stays as it is: by which rule, where in the original, and why."""

    rule: str
    start: Offset
    end: Offset
    reason: str


class Ledger(Model):
    """All that a clean text differs in from its original; `planparse restore` reads it.

    Offsets are code points, ends exclusive. `corrections` are those that were heeded, left
    out where there are none.
    """

    planparse: str
    ledger: Literal[1]
    original: Original
    clean: Clean
    corrections: tuple[Correction, ...] = ()
    edits: tuple[LedgerEntry, ...]
    left: tuple[DoubtLeft, ...]
