"""Convert one part of an archive: the same on every machine, however often it is done."""

import os
from collections.abc import Iterable, Iterator, Mapping, Set
from contextlib import AbstractContextManager
from hashlib import file_digest
from tempfile import TemporaryDirectory
from typing import Any, NamedTuple

from planparse import __version__
from planparse.batch.entry import Entry
from planparse.batch.groups import grouped
from planparse.batch.journal import Part as Stored
from planparse.batch.manifest import Gone, manifest
from planparse.batch.merge import Places, Stores
from planparse.batch.messages import Answer, Asked, Setting, Task
from planparse.batch.pool import Job, Pool
from planparse.batch.stores import parts
from planparse.batch.stores.access import CannotReadError, Store
from planparse.batch.stores.contents import contents
from planparse.batch.stores.outcome import (
    ENDINGS,
    FILES,
    ROWS,
    Outcome,
    as_lines,
    from_lines,
    listed,
    recorded,
)
from planparse.batch.target import of_each
from planparse.errors import PlanparseError
from planparse.findings.catalogue import DAMAGE, MISFITS
from planparse.locale.message import _, told
from planparse.system.files import CannotWriteError
from planparse.system.json_line import encode
from planparse.text.corrections import NAME as CORRECTIONS


class Order(NamedTuple):
    """What holds for all parts, as it goes to every machine.

    `url` is the folder of the store that is written to, `fmt` a format of ENDINGS. A file
    has `timeout` seconds and at most `max_size` bytes. `grammar` is the text of a grammar of
    one's own, or None, and so is `corrections`; `version` that of planparse.
    """

    url: str
    asked: Asked
    fmt: str
    timeout: float
    max_size: int
    grammar: str | None = None
    corrections: str | None = None
    version: str = __version__


class OtherVersionError(PlanparseError):
    """Two machines have different versions of planparse; the message says which."""


class PartConverter(AbstractContextManager["PartConverter"]):
    """Converts parts, one after the other, with supervised processes of its own.

    All it leaves behind is in the store, under names that depend on nothing but what a part
    is made of: who does a part once more writes the same.
    """

    def __init__(self, order: Order, jobs: int) -> None:
        """Take what holds for all parts, and how many processes convert their files.

        Raises CannotReadError and OtherVersionError.
        """
        if order.version != __version__:
            raise OtherVersionError(
                _(
                    "planparse {asked} asks a machine that has {version}: install "
                    "the same version on all",
                    asked=order.version,
                    version=__version__,
                )
            )
        self._order, self._jobs = order, jobs
        self._store = Store(order.url)
        self._folder = TemporaryDirectory(prefix="planparse-")
        self._pool = Pool(self._setting, jobs, order.timeout)

    def __exit__(self, *_: object) -> None:
        """End the processes, and remove what is unfinished."""
        self._pool.__exit__()
        self._folder.cleanup()

    def outcome(self, part: str) -> Outcome:
        """Convert a part by its name, unless that is done, and return what became of it.

        Raises CannotReadError, CannotStartError and CannotWriteError.
        """
        done = from_lines(self._store.get(recorded(part)))
        if done:
            return done[0]
        files = self._store.get(listed(part))
        if files is None:
            raise CannotReadError(
                _(
                    "{url}/{part} is gone: does another run write there?",
                    url=self._order.url,
                    part=listed(part),
                )
            )
        entries = parts.from_lines(files)
        answers = self._answers(entries)
        try:
            return self._written(part, entries, answers)
        finally:
            for name in os.listdir(self._folder.name):
                if name.startswith("store-"):
                    os.unlink(os.path.join(self._folder.name, name))

    # ── the files ─────────────────────────────────────────────────────────────────────

    def _setting(self, number: int) -> Setting:
        """Return what a process needs to know once.

        A grammar of one's own is laid beside it, and a file of corrections.
        """
        order, folder = self._order, self._folder.name
        asked = order.asked._replace(fmt=of_each(order.fmt))
        if order.grammar is not None:
            path = os.path.join(folder, "grammar.yaml")
            with open(path, "w", encoding="utf-8", newline="") as file:
                file.write(order.grammar)
            asked = asked._replace(grammar=path)
        if order.corrections is not None:
            path = os.path.join(folder, CORRECTIONS)
            with open(path, "w", encoding="utf-8", newline="") as file:
                file.write(order.corrections)
            asked = asked._replace(corrections=path)
        return Setting(
            asked=asked,
            ending="",
            folder=None,
            store=os.path.join(folder, f"store-{number}"),
            scratch=folder,
            max_size=order.max_size,
        )

    def _answers(self, entries: list[Entry]) -> list[Answer]:
        """Return what became of each file, in order."""
        answers = [Answer("failed", entry.fault, lasting=True) for entry in entries]
        places = {id(entry): place for place, entry in enumerate(entries)}

        def jobs() -> Iterator[Job]:
            """Yield the files that can be read; of the others the answer is known."""
            readable = (entry for entry in entries if not entry.fault)
            for entry, content in contents(readable):
                place = places[id(entry)]
                if isinstance(content, str):
                    answers[place] = Answer("failed", content)
                    continue
                task = Task(
                    name=entry.name,
                    path=entry.path,
                    member=entry.member,
                    stamp=entry.stamp,
                    out="",
                    prefix=f"{encode(entry.name)[1:-1]}#",
                    data=content,
                    known="",
                )
                yield Job(place, task, entry.size)

        for job, answer in self._pool.run(grouped(jobs(), self._jobs)):
            if answer.status == "full":
                raise CannotWriteError(
                    _(
                        "cannot write {name}: {message}",
                        name=self._folder.name,
                        message=answer.message,
                    )
                )
            answers[job.place] = answer
        return answers

    # ── what is written ───────────────────────────────────────────────────────────────

    def _written(
        self, part: str, entries: list[Entry], answers: list[Answer]
    ) -> Outcome:
        """Write the rows of a part, then what became of its files, last that it is done."""
        path = self._rows(answers)
        with open(path, "rb") as file:
            digest = file_digest(file, "sha256").hexdigest()
        rows = f"{ROWS}/{part}{ENDINGS[self._order.fmt]}"
        self._store.upload(rows, path)
        files = f"{FILES}/{part}.jsonl"
        lines = manifest(lambda: _rows_of_files(entries, answers), Gone([], False))
        self._store.put(files, "".join(lines).encode())
        done = [answer.facts for answer in answers if answer.facts is not None]
        formats: dict[str, int] = {}
        for facts in done:
            formats[facts["format"]] = formats.get(facts["format"], 0) + 1
        failed = [
            (entry.name, answer)
            for entry, answer in zip(entries, answers, strict=True)
            if answer.status != "done"
        ]
        outcome = Outcome(
            part=part,
            rows=rows,
            files=files,
            nodes=sum(facts["nodes"] for facts in done),
            bytes=os.stat(path).st_size,
            sha256=digest,
            read=sum(entry.size for entry in entries),
            done=len(done),
            damaged=_having(DAMAGE, done),
            misfits=_having(MISFITS, done),
            failed=len(failed),
            again=sum(not answer.lasting for _, answer in failed),
            formats=dict(sorted(formats.items())),
            failures=[
                {
                    "name": name,
                    "message": answer.message,
                    "in_chinese": told(answer.message, "zh"),
                }
                for name, answer in failed
            ],
        )
        self._store.put(recorded(part), as_lines([outcome]))
        return outcome

    def _rows(self, answers: list[Answer]) -> str:
        """Put the rows of all files into one, in order, and return its path."""
        folder = self._folder.name
        base = os.path.join(folder, "rows.jsonl")
        with Stores(Places("", "", folder)) as stores, open(base, "wb") as file:
            for answer in answers:
                for _, size, digest, _ in answer.outputs:
                    stored = Stored("", answer.store, answer.offset, size, digest)
                    file.writelines(stores.read(stored))
        if self._order.fmt == "nodes":
            return base
        from planparse.batch.parquet_table import parquet_of

        path = os.path.join(folder, "rows.parquet")
        parquet_of(base, path)
        return path


def _having(codes: Set[str], done: Iterable[Mapping[str, Any]]) -> int:
    """Return how many of the files have findings of these codes."""
    return sum(not codes.isdisjoint(facts["findings"]) for facts in done)


def _rows_of_files(
    entries: list[Entry], answers: list[Answer]
) -> Iterator[tuple[str, str | None, str, str, str]]:
    """Yield a row for each file, as a journal does: see `manifest.Rows`."""
    for entry, answer in zip(entries, answers, strict=True):
        if answer.status == "done":
            yield entry.name, None, encode(answer.facts), "", encode(answer.outputs)
        else:
            yield entry.name, answer.message, "", "", ""
