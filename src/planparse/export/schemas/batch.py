"""What a batch tells of its files: the lines of its manifest, and its report."""

from typing import Annotated, Literal

from pydantic import Field, RootModel

from planparse.export.schemas.corrections import Correction
from planparse.export.schemas.findings import FileFinding
from planparse.export.schemas.model import Count, Digest, Model

Seconds = Annotated[float, Field(ge=0)]


class Output(Model):
    """What was written of a file; it has a `name` where it is a file of its own."""

    name: str | None = None
    bytes: Count
    sha256: Digest


class Corrections(Model):
    """What corrections said of a file: a digest of all of it, and what was heeded."""

    sha256: Digest
    heeded: tuple[Correction, ...]


class LeftOutput(Model):
    """An output of a file that is gone."""

    name: str


class About(Model):
    """A document of a file: where it begins, what it says of itself, how damaged it is.

    `damage` counts the findings in it that say that text is lost, or cannot be read as it
    stands; it is left out where there are none.
    """

    line: Annotated[int, Field(ge=1)]
    title: str | None = None
    year: int | None = None
    issuer: str | None = None
    damage: Count | None = None


class Done(Model):
    """A file that was converted: its digest, its size, what it holds, what was written.

    `format` is `text`, or that of the file that the text was read out of. `findings` counts
    them by code, `about` has a record for each document. `corrections` is there where
    something was said of the file, `tasks` and, of them, those `selected` where a query was
    asked.
    `seconds` is how long it took, `at` when the file was read, in UTC (ISO 8601).
    """

    name: str
    status: Literal["done"]
    sha256: Digest
    bytes: Count
    format: str
    encoding: str
    chars: Count
    documents: Count
    nodes: Count
    findings: dict[str, Count]
    about: tuple[About, ...]
    corrections: Corrections | None = None
    tasks: Count | None = None
    selected: Count | None = None
    seconds: Seconds
    at: str
    outputs: tuple[Output, ...]


class Failed(Model):
    """A file that was not converted, and why."""

    name: str
    status: Literal["failed"]
    message: str


class Gone(Model):
    """A file that is there no longer; with `pruned` its outputs were removed too."""

    name: str
    status: Literal["gone", "pruned"]
    outputs: tuple[LeftOutput, ...]


class ManifestLine(
    RootModel[Annotated[Done | Failed | Gone, Field(discriminator="status")]]
):
    """A file on a line of the manifest of `planparse batch`."""


class Failure(Model):
    """A file that was not converted, and why."""

    name: str
    message: str


class BatchReport(Model):
    """What a batch came to, as `planparse batch --report FILE.json` writes it.

    It counts all files, those that were converted, unchanged, failed; the bytes that were
    read, and the seconds that it took.
    """

    planparse: str
    files: Count
    done: Count
    unchanged: Count
    failed: Count
    size: Count
    seconds: Seconds
    failures: tuple[Failure, ...]
    findings: tuple[FileFinding, ...]
