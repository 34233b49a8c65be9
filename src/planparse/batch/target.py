"""Where a batch writes: a folder with an output for each file, or one file for all."""

import os
from typing import NamedTuple

from planparse.export.formats import CATALOGUE_LINES, FORMATS, OF_TASKS, TASK_LINES
from planparse.system.files import is_special

DATABASES = {"sqlite": (".sqlite", ".sqlite3", ".db"), "parquet": (".parquet",)}
"""The formats that hold many files in one and nothing else, with their endings."""

DATABASE_LINES = "database-lines"
"""What a worker writes of each file that goes into a database: see `database_lines`."""

OF_ALL = {name: FORMATS[name].suffixes for name in ("nodes", "csv", "xlsx")} | DATABASES
"""The formats of one file for all, with their endings."""

_OWN = ".planparse"
"""How the folder is called, or ends, in which a run keeps its journal."""


class Target(NamedTuple):
    """Where results go.

    `output` is the folder or the one file, `folder` the folder or None. `fmt` is a
    format of FORMATS, or for one file one of DATABASES or CATALOGUE_LINES. `scratch` is the
    folder of the journal and of what is unfinished.
    """

    output: str
    folder: str | None
    fmt: str
    scratch: str
    manifest: str

    @property
    def ending(self) -> str:
        """The ending of the outputs in a folder; empty for one file."""
        return "" if self.folder is None else FORMATS[self.fmt].suffix

    @property
    def base(self) -> str:
        """The JSON Lines that one file is made of: the file itself, where it can be."""
        is_lines = self.fmt in ("nodes", CATALOGUE_LINES)
        if is_lines and not is_special(self.output):
            return self.output
        return os.path.join(self.scratch, f"{self.of_each}.jsonl")

    @property
    def of_each(self) -> str:
        """The format in which a worker writes each file."""
        return self.fmt if self.folder is not None else of_each(self.fmt)


def of_each(fmt: str) -> str:
    """Return the format in which a worker writes each file for one of many in a format."""
    if fmt == CATALOGUE_LINES:
        return fmt
    if fmt in DATABASES:
        return DATABASE_LINES
    return TASK_LINES if fmt in OF_TASKS else "nodes"


def one_file(output: str, fmt: str) -> Target:
    """Return the target that is one file for all; a link is followed to its file."""
    if os.path.islink(output):
        output = os.path.realpath(output)
    folder, name = os.path.split(output)
    return Target(
        output=output,
        folder=None,
        fmt=fmt,
        scratch=os.path.join(folder, f".{name}{_OWN}"),
        manifest=f"{output}.manifest.jsonl",
    )


def in_folder(output: str, fmt: str, shard: tuple[int, int] | None) -> Target:
    """Return the target that is a folder; each share of the work has its own journal."""
    share = f"-{shard[0]}-of-{shard[1]}" if shard else ""
    return Target(
        output=output,
        folder=output,
        fmt=fmt,
        scratch=os.path.join(output, f"{_OWN}{share}"),
        manifest=os.path.join(output, f"manifest{share}.jsonl"),
    )


def format_of_all(output: str) -> str | None:
    """Return the format of one file for all that an ending means, else None."""
    ending = os.path.splitext(output)[1].lower()
    return next((name for name, endings in OF_ALL.items() if ending in endings), None)
