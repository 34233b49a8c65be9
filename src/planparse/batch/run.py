"""One run over archives: list, skip what is done, convert the rest in worker processes, put results in their place.

Whatever moment a run is stopped at, the next one ends with the same bytes: outputs take their places whole, the
journal says only what has happened, and after a run that did not end in order it is held against the files.
"""

import json
import os
import sqlite3
import sys
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from typing import TYPE_CHECKING, Any, NamedTuple

from planparse import __version__
from planparse.batch.archive import (
    ChangedError,
    Entry,
    Tarred,
    entries,
    is_tar,
    state_of,
)
from planparse.batch.journal import BusyError, Journal, Planned
from planparse.batch.messages import Answer, Asked, Setting, Task
from planparse.cli.console import DONE, FOUND, CommandError, harmless, is_terminal, say
from planparse.system.files import UNFINISHED, CannotWriteError, to_file, to_stdout

if TYPE_CHECKING:
    from planparse.batch.merge import Places
    from planparse.batch.pool import Pool
    from planparse.batch.ray_pool import RayPool

_ENDINGS = {
    **{
        "yaml": ".yaml",
        "json": ".json",
        "nodes": ".jsonl",
        "outline": ".txt",
        "md": ".md",
        "akn": ".akn",
    },
    **{"table": ".table.md", "csv": ".csv", "xlsx": ".xlsx"},
}


class Target(NamedTuple):
    """Where results go.

    `output` is the folder or the one file, `folder` the folder or None. `fmt` is one of the writers' formats, or
    sqlite or parquet for one file. In `scratch` is what a run notes, and what is unfinished.
    """

    output: str
    folder: str | None
    fmt: str
    scratch: str
    manifest: str


class Run(NamedTuple):
    """What is asked of a run. `most` failures stop it; `shard` is a share and how many there are.

    `engine` is local or ray: where the workers are.
    """

    names: list[str]
    target: Target
    asked: Asked
    jobs: int
    timeout: float
    most: int | None
    shard: tuple[int, int] | None
    report: str | None
    quiet: bool
    engine: str

    def dry(self, *, force: bool) -> int:
        """Print what would be done, a line for each file: what, name, output."""
        known = os.path.isdir(self.target.scratch)
        with _opened(
            self.target,
            os.path.join(self.target.scratch, "journal.sqlite")
            if known
            else ":memory:",
        ) as journal:
            self._plan(journal, "" if force else self._key())
            ending = _ending(self.target)
            to_stdout(
                f"{what}\t{harmless(name)}\t{harmless(out)}{ending if what != 'refuse' else ''}\n"
                for what, name, out in journal.dry()
            )
        return DONE

    def convert(self, *, force: bool) -> int:
        """Do what is not done yet, all of it with `force`. Return the exit status; raises CommandError and CannotWriteError."""
        begun, key, scratch = time.monotonic(), self._key(), self.target.scratch
        try:
            os.makedirs(scratch, exist_ok=True)
            with _opened(
                self.target, os.path.join(scratch, "journal.sqlite")
            ) as journal:
                if force:
                    journal.forget()
                elif self.report is None and self._is_whole(journal, key):
                    files = f"{int(journal.fact('files')):,} files"
                    self._say(
                        f"{files}, nothing to do{journal.fact('none')}: {self.target.manifest}"
                    )
                    return DONE
                listing = self._plan(journal, key)
                return self._convert(journal, key, listing, begun)
        except (OSError, sqlite3.Error) as fault:
            why = getattr(fault, "strerror", None) or fault
            raise CannotWriteError(
                f"cannot write {self.target.output}: {why}"
            ) from None

    def _key(self) -> str:
        """What stands for the options, the version and the grammars: results of another one are done again."""
        from hashlib import sha256

        from planparse.grammar.files import fingerprint, folder

        digest = sha256(
            repr(
                (__version__, self.asked, self.target.fmt, fingerprint(folder()))
            ).encode()
        )
        if os.path.isfile(self.asked.grammar):
            with open(self.asked.grammar, "rb") as file:
                digest.update(file.read())
        return digest.hexdigest()

    def _entries(self) -> Iterator[Entry]:
        return entries(self.names, (self.target.output, self.target.manifest))

    def _listed(self, entries: Iterable[Entry], told: list[str]) -> Iterator[Entry]:
        """Yield entries, and put at last into `told` what stands for them all and their states."""
        from hashlib import sha256

        digest = sha256(repr(self.shard).encode())
        for entry in entries:
            line = f"{entry.name}\0{entry.path}\0{entry.stamp}\0{entry.fault}\n"
            digest.update(line.encode("utf-8", "surrogateescape"))
            yield entry
        told.append(digest.hexdigest())

    def _plan(self, journal: Journal, key: str) -> str:
        """List the files, strike out what is done, and return what stands for the list."""
        told: list[str] = []
        # In a folder of JSON Lines the manifest has a name that a file's output could have.
        journal.plan(
            self._listed(self._entries(), told),
            ["manifest"] if _ending(self.target) == ".jsonl" else [],
        )
        if self.shard is not None:
            journal.only(*self.shard)
        journal.settle(key)
        return key + told[0]

    def _is_whole(self, journal: Journal, key: str) -> bool:
        """Say whether an earlier run did all of this, and all it wrote is there."""
        target = self.target
        if not journal.fact("whole") or not os.path.isfile(target.manifest):
            return False
        told: list[str] = []
        deque(self._listed(self._entries(), told), 0)
        if journal.fact("whole") != key + told[0]:
            return False
        if target.folder is None:
            return state_of(target.output) == journal.fact("output")
        return not any(
            _changed(target.folder, journal.written(listed=False), trusted=True)
        )

    def _convert(self, journal: Journal, key: str, listing: str, begun: float) -> int:
        from planparse.batch import manifest, merge
        from planparse.batch.progress import Progress, failure, length

        target = self.target
        places = _places(target)
        as_left = bool(journal.fact("clean"))
        if target.folder is None:
            merge.recover(places, journal)
        else:
            journal.redo(
                list(_changed(target.folder, journal.written(), trusted=as_left))
            )
        files, todo, failed = journal.count()
        size, read = journal.bytes_to_do(), 0
        unchanged = files - todo - failed
        for name, why in journal.failures():
            say(failure(name, why))
        journal.note(clean="", whole="")
        journal.commit()
        full = self.most is not None and failed >= self.most
        with Progress(
            todo, size, bar=bool(todo) and is_terminal(sys.stderr), quiet=self.quiet
        ) as progress:
            for job, answer in (
                self._answers(journal, key, todo) if todo and not full else ()
            ):
                read += job.size
                if answer.status == "full":
                    raise CannotWriteError(
                        f"cannot write {target.output}: {answer.message}"
                    )
                if answer.status == "failed":
                    failed += 1
                    journal.failed(job, answer.message)
                    progress.advance(job.size, failure(job.name, answer.message))
                    if self.most is not None and failed >= self.most:
                        full = True
                        break
                else:
                    if target.folder is not None and answer.status == "done":
                        _remove(
                            target.folder,
                            journal.outputs_of(job.name),
                            {out for out, *_ in answer.outputs},
                        )
                    unchanged += answer.status == "same"
                    journal.done(job, key, answer)
                    progress.advance(job.size)
        journal.commit()
        if full:
            say(
                f"planparse: stopped, {failed:,} failed; the same command goes on from here"
            )
            return FOUND
        if target.folder is None:
            merge.assemble(places, journal, _builder(target, journal))
            journal.note(output=state_of(target.output))
        to_file(target.manifest, manifest.manifest(journal.rows))
        seconds = round(time.monotonic() - begun, 3)
        totals = manifest.Totals(
            files, files - unchanged - failed, unchanged, failed, read, seconds
        )
        if self.report is not None:
            write = (
                manifest.sarif_report
                if self.report.lower().endswith(".sarif")
                else manifest.json_report
            )
            to_file(self.report, write(journal.rows, totals, self.asked.lang))
        if hasattr(os, "sync"):
            os.sync()  # what is noted from here on is on the disk
        none = _none_selected(journal.facts()) if self.asked.select is not None else ""
        journal.note(
            clean="1",
            files=str(files),
            none=none,
            whole=listing if journal.is_settled() else "",
        )
        _sweep(target.scratch, "")
        if target.folder is not None:
            _sweep(
                target.folder, UNFINISHED
            )  # a manifest, where a run was killed while it wrote one
        rate = f", {read / 1e6:.1f} MB in {length(seconds)}" if todo else ""
        kept = f" ({unchanged:,} unchanged)" if unchanged else ""
        self._say(
            f"{files:,} files: {files - failed:,} done{kept}, {failed:,} failed{rate}{none}: {target.manifest}"
        )
        return FOUND if failed else DONE

    def _answers(
        self, journal: Journal, key: str, todo: int
    ) -> Iterator[tuple[Planned, Answer]]:
        """Yield what becomes of each file on the list, as they get done."""
        from planparse.batch.pool import CannotStartError, Job

        target, under_way, broken = self.target, {}, deque[tuple[Planned, Answer]]()
        one_file = target.folder is None

        def jobs() -> Iterator[Job]:
            tarred = Tarred()
            for planned in journal.todo(key):
                data = None
                if planned.member >= 0 and is_tar(planned.path):
                    try:
                        data = tarred.read(planned.path, planned.member, planned.stamp)
                    except (ChangedError, OSError) as fault:
                        broken.append(
                            (planned, Answer("failed", f"cannot be read: {fault}"))
                        )
                        continue
                under_way[planned.place] = planned
                _, name, path, member, _, stamp, out, known = planned
                prefix = f"{_in_json(name)}#" if one_file else ""
                yield Job(
                    planned.place,
                    Task(name, path, member, stamp, out, prefix, data, known),
                )

        def setting(number: int) -> Setting:
            store = os.path.join(target.scratch, f"store-{number}")
            return Setting(
                self.asked, _ending(target), target.folder, store, target.scratch
            )

        try:
            with _workers(self.engine)(
                setting, min(self.jobs, todo), self.timeout
            ) as pool:
                for job, answer in pool.run(jobs()):
                    yield under_way.pop(job.place), answer
                    while broken:
                        yield broken.popleft()
        except CannotStartError as fault:
            raise CommandError(str(fault)) from None
        yield from broken

    def _say(self, line: str) -> None:
        if not self.quiet:
            say(f"planparse: {line}")


def _none_selected(files: Iterable[tuple[str, dict[str, Any]]]) -> str:
    """Return what the summary says where --select took nothing from any of the files, else nothing."""
    tasks = selected = 0
    for _, facts in files:
        tasks += facts["tasks"]
        selected += facts["selected"]
    return "" if selected else f", --select matches none of {tasks:,} tasks"


def _opened(target: Target, path: str) -> Journal:
    try:
        return Journal(path)
    except BusyError:
        raise CommandError(f"another run writes to {target.output}") from None


def _in_json(text: str) -> str:
    """Return a text as it stands between the quotes of a JSON string."""
    return json.dumps(text, ensure_ascii=False)[1:-1]


def _ending(target: Target) -> str:
    return "" if target.folder is None else _ENDINGS[target.fmt]


def _workers(engine: str) -> "type[Pool | RayPool]":
    if engine == "ray":
        from planparse.batch.ray_pool import RayPool

        return RayPool
    from planparse.batch.pool import Pool

    return Pool


def _places(target: Target) -> "Places":
    from planparse.batch.merge import Places

    base = (
        target.output
        if target.fmt == "nodes"
        else os.path.join(target.scratch, "nodes.jsonl")
    )
    return Places(target.output, base, target.scratch)


def _builder(target: Target, journal: Journal) -> Callable[[str, str], None] | None:
    """Return what makes the output of the base, as (base, output), where it is not the output itself."""
    if target.fmt == "nodes":
        return None
    from planparse.batch import tables

    return (
        tables.sqlite_of(journal.facts) if target.fmt == "sqlite" else tables.parquet_of
    )


def _changed(
    folder: str, written: Iterable[tuple[str, str, int, str, int]], *, trusted: bool
) -> Iterator[str]:
    """Yield the names of files whose outputs are not as they were written; look into all unless `trusted`."""
    for name, out, size, digest, modified in written:
        path = f"{folder}/{out}"
        try:
            status = os.stat(path)
        except OSError:
            yield name
            continue
        as_left = status.st_size == size and trusted and status.st_mtime_ns == modified
        if not as_left and (status.st_size != size or _digest(path) != digest):
            yield name


def _digest(path: str) -> str:
    from hashlib import file_digest

    with open(path, "rb") as file:
        return file_digest(file, "sha256").hexdigest()


def _sweep(folder: str, prefix: str) -> None:
    """Remove what killed runs left half written."""
    for name in os.listdir(folder):
        if name.startswith(prefix) and name.endswith(".tmp"):
            os.unlink(os.path.join(folder, name))


def _remove(folder: str, names: Iterable[str], but: set[str]) -> None:
    """Remove outputs that a file no longer has: it has fewer documents now, or another name for them."""
    for name in names:
        if name not in but:
            with suppress(FileNotFoundError):
                os.unlink(os.path.join(folder, name))
