"""Make the catalogue of archives: the entries of all their files, by path, in parallel."""

import json
import os
from collections.abc import Generator, Iterable, Iterator
from typing import Any, NamedTuple

from planparse.batch.events import Event
from planparse.batch.messages import Asked
from planparse.batch.run import Run
from planparse.batch.target import Target
from planparse.catalogue.entry import CatalogueEntry, unread
from planparse.export.catalogue_lines import read
from planparse.export.formats import CATALOGUE_LINES


class Cataloguing(NamedTuple):
    """What is to be catalogued, and how it is read; `scratch` is a folder for what is unfinished.

    `names` are files, folders, globs and archives; `output` is the catalogue, which is not
    read where it lies among them. `corrections` is what --corrections names, None where it
    is not given.
    """

    names: list[str]
    scratch: str
    output: str | None
    jobs: int
    timeout: float
    max_size: int
    encoding: str | None = None
    grammar: str = "auto"
    corrections: str | None = None

    def read(self) -> Generator[Event, None, None]:
        """Read all files, and yield what happens; then `entries` has them.

        Raises CannotStartError and CannotWriteError.
        """
        asked = Asked(
            fmt=CATALOGUE_LINES,
            encoding=self.encoding,
            grammar=self.grammar,
            repair=True,
            spans=False,
            split=False,
            lang="zh",
            level="auto",
            select=None,
            plain=False,
            corrections=self.corrections,
        )
        run = Run(
            names=sorted(self.names),
            target=self._target,
            asked=asked,
            jobs=self.jobs,
            timeout=self.timeout,
            max_size=self.max_size,
            left_out=() if self.output is None else (self.output,),
            told_in="zh",  # as all that a catalogue says
        )
        return run.convert(force=False)

    def entries(self) -> Iterator[CatalogueEntry]:
        """Yield the entries of all files in order; of one that could not be read, why."""
        target = self._target
        with (
            open(target.manifest, encoding="utf-8", newline="\n") as files,
            open(target.output, encoding="utf-8", newline="\n") as lines,
        ):
            yield from _in_order(map(json.loads, files), read(lines))

    @property
    def _target(self) -> Target:
        """Where the lines of entries go, and what became of each file."""
        return Target(
            output=os.path.join(self.scratch, "entries.jsonl"),
            folder=None,
            fmt=CATALOGUE_LINES,
            scratch=os.path.join(self.scratch, "run"),
            manifest=os.path.join(self.scratch, "manifest.jsonl"),
        )


def _in_order(
    files: Iterable[dict[str, Any]], entries: Iterator[CatalogueEntry]
) -> Iterator[CatalogueEntry]:
    """Yield the entries of files, which are in the files' order, with those of failed files."""
    pending = next(entries, None)
    for file in files:
        if file["status"] == "failed":
            yield unread(file["name"], file["message"])
        while pending is not None and pending.path == file["name"]:
            yield pending
            pending = next(entries, None)
