"""The messages between a batch and its workers: options, a task, an answer."""

import pickle
from typing import Any, Literal, NamedTuple

from planparse.export.formats import Grouping
from planparse.tree import Lang

COPIES = "copies"
"""What is asked of files whose documents are held against each other, in place of a format."""

HEAD = 8
"""Bytes before each message: its length, little-endian."""


class Asked(NamedTuple):
    """What is asked of every file: how to read it, and what to write.

    `level`, `select`, `plain` and `by` are options of tables, `auto_numbers` and `template`,
    the name of a file, those of Word documents. `corrections` is what
    --corrections names, None where it is not given.
    """

    fmt: str
    encoding: str | None
    grammar: str
    repair: bool
    spans: bool
    split: bool
    lang: Lang
    level: int | Literal["auto", "leaf"]
    select: str | None
    plain: bool
    by: Grouping | None = None
    auto_numbers: bool = False
    template: str | None = None
    corrections: str | None = None


class Setting(NamedTuple):
    """What a worker is told first.

    Outputs go into `folder`, by names; without one, one after another into the file
    `store`. Unfinished ones lie in `scratch`. A file has at most `max_size` bytes.
    """

    asked: Asked
    ending: str
    folder: str | None
    store: str
    scratch: str
    max_size: int


class Task(NamedTuple):
    """One file to convert.

    `out` is the name of its output without ending, `prefix` what identifiers begin with, as
    it stands in JSON. `data` is its content where the worker cannot read it itself, `known`
    the digest of the content that is converted already.
    """

    name: str
    path: str
    member: str
    stamp: str
    out: str
    prefix: str
    data: bytes | None
    known: str


class Answer(NamedTuple):
    """What became of a task.

    `status` is done; same (the content is the known one); failed, for the reason in
    `message`; full (nothing can be written any more); or memory (there is not enough). A
    failure is `lasting` where what the file holds is the reason. `outputs` are names in the
    folder, sizes, digests and times of change; in a store there is one output, and it
    begins at `offset` of the file named `store`.
    """

    status: str
    message: str = ""
    stamp: str = ""
    facts: dict[str, Any] | None = None
    places: str = ""
    outputs: tuple[tuple[str, int, str, int], ...] = ()
    store: str = ""
    offset: int = 0
    lasting: bool = False


def packed(message: object) -> bytes:
    """Return a message as it goes through a pipe."""
    data = pickle.dumps(message, protocol=5)
    return len(data).to_bytes(HEAD, "little") + data
