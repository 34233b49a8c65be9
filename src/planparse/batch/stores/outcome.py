"""What became of a part: a line of the manifest, and the record by which a part is done."""

import json
from collections.abc import Iterable
from typing import Any, NamedTuple

from planparse.system.json_line import encode_line

MANIFEST = "manifest.jsonl"
"""The object that names the parts of an archive, in order; it is written last."""

ROWS, FILES, WORK = "rows", "files", ".planparse"
"""The folders of what parts gave, of what became of each file, and of lists and records."""

ENDINGS = {"nodes": ".jsonl", "parquet": ".parquet"}
"""The formats in which parts are written, each with its ending."""


class Outcome(NamedTuple):
    """What became of a part.

    `rows` and `files` name objects: its rows, and a line for each of its files. The rows
    are `nodes` in number and `bytes` in size, with the digest `sha256`; the files had
    `read` bytes. `formats` counts the formats of those that are `done`, and so many of them
    are `damaged`, and so many have corrections that do not fit (`misfits`); `failures` has
    the names of the others, each with the reason. So many of these may not fail `again`:
    their failure was one of the run, and not of what they hold.
    """

    part: str
    rows: str
    files: str
    nodes: int
    bytes: int
    sha256: str
    read: int
    done: int
    damaged: int
    misfits: int
    failed: int
    again: int
    formats: dict[str, int]
    failures: list[dict[str, str]]


def listed(part: str) -> str:
    """Return the name of the object that lists the files of a part."""
    return f"{WORK}/{part}.todo"


def recorded(part: str) -> str:
    """Return the name of the object that says that a part is done."""
    return f"{WORK}/{part}.json"


def as_lines(outcomes: Iterable[Outcome]) -> bytes:
    """Return outcomes as lines of JSON."""
    return "".join(
        f"{encode_line(outcome._asdict())}\n" for outcome in outcomes
    ).encode()


def from_lines(data: bytes | None) -> list[Outcome]:
    """Return what `as_lines` wrote; nothing where it is missing, or something else."""
    try:
        lines: list[dict[str, Any]] = [
            json.loads(line) for line in (data or b"").splitlines()
        ]
        return [Outcome(**line) for line in lines]
    except (TypeError, ValueError):
        return []
