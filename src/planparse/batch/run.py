"""One run over archives: list, skip what is done, convert the rest, put results in place.

Whatever moment a run is stopped at, the next one ends with the same bytes: outputs take
their places whole, the journal says only what has happened, and after a run that did not
end in order it is held against the files.
"""

import os
import sqlite3
import time
from collections import deque
from collections.abc import Generator, Iterable, Iterator
from contextlib import contextmanager
from functools import partial
from typing import TYPE_CHECKING, Any, NamedTuple

from planparse.batch import outputs
from planparse.batch.archive import entries
from planparse.batch.corrected import Corrected
from planparse.batch.entry import Entry, state_of
from planparse.batch.events import (
    Done,
    Event,
    Failed,
    Finished,
    Refused,
    Started,
    Stopped,
)
from planparse.batch.journal import Journal, Planned
from planparse.batch.journal_file import BusyError
from planparse.batch.key import key_of
from planparse.batch.messages import Answer, Asked
from planparse.batch.one_output import builder_of, places_of
from planparse.batch.target import Target
from planparse.batch.work import Work, answers
from planparse.locale.message import _
from planparse.system.files import CannotWriteError, is_special, to_file
from planparse.system.reading import MOST
from planparse.tree import Lang

if TYPE_CHECKING:
    from planparse.batch.manifest import Gone


FOR_PEOPLE = (".html", ".htm", ".xlsx")
"""What the names of reports for people end in: a page or a workbook."""


class Run(NamedTuple):
    """What is asked of a run.

    `names` are files, folders, globs and archives. `jobs` workers have `timeout` seconds
    for each file. The run stops at `most` failures, where that is not None; `shard` is a
    share and how many there are. `report` is a file for failures and findings. A file of
    more than `max_size` bytes is refused. With `prune` the outputs of files that are gone
    are removed. Files that are `left_out` are no input, whatever folder they lie in.
    The manifest says why files failed in the language `told_in`.
    """

    names: list[str]
    target: Target
    asked: Asked
    jobs: int
    timeout: float = 600.0
    most: int | None = None
    shard: tuple[int, int] | None = None
    report: str | None = None
    max_size: int = MOST
    prune: bool = False
    left_out: tuple[str, ...] = ()
    told_in: Lang = "en"

    @property
    def manifest(self) -> str:
        """The path of the manifest."""
        return self.target.manifest

    def dry(self, *, force: bool) -> Iterator[tuple[str, str, str]]:
        """Yield what would be done with each file, and do nothing.

        It is parse, skip or refuse; then the file's name; then the name of its output,
        or why it is refused. Raises BusyError.
        """
        scratch, ending = self.target.scratch, self.target.ending
        known = os.path.join(scratch, "journal.sqlite")
        with self._journal(known if os.path.isdir(scratch) else ":memory:") as journal:
            corrected = Corrected(self.asked.corrections)
            self._plan(journal, "" if force else self._key(), corrected)
            for what, name, out in journal.dry():
                yield what, name, out if what == "refuse" else f"{out}{ending}"

    def convert(self, *, force: bool) -> Generator[Event, None, None]:
        """Do what is not done yet, all of it with `force`, and yield what happens.

        The last event is Stopped or Finished. Close the iterator to end all workers.
        Raises BusyError, CannotStartError and CannotWriteError.
        """
        begun, key, scratch = time.monotonic(), self._key(), self.target.scratch
        corrected = Corrected(self.asked.corrections)
        try:
            os.makedirs(scratch, exist_ok=True)
            with self._journal(os.path.join(scratch, "journal.sqlite")) as journal:
                if force:
                    journal.distrust()
                elif self.report is None and self._is_whole(journal, key, corrected):
                    yield self._finished_before(journal)
                    return
                listing = self._plan(journal, key, corrected)
                if corrected.loaded:
                    journal.note(corrected="1")
                yield from self._convert(journal, key, listing, begun)
        except (OSError, sqlite3.Error) as fault:
            why = getattr(fault, "strerror", None) or fault
            raise CannotWriteError(
                _("cannot write {output}: {why}", output=self.target.output, why=why)
            ) from None

    # ── the list ──────────────────────────────────────────────────────────────────────

    @contextmanager
    def _journal(self, path: str) -> Iterator[Journal]:
        """Open the journal for the whole run. Raises BusyError where another run has it."""
        try:
            journal = Journal(path)
        except BusyError:
            raise BusyError(
                _("another run writes to {output}", output=self.target.output)
            ) from None
        with journal:
            yield journal

    def _key(self) -> str:
        """Return a digest of all that results depend on besides the files.

        Corrections are not among it: of each file it is known what they said of it.
        """
        return key_of(self.asked._replace(corrections=None), self.target.fmt)

    def _entries(self) -> Iterator[Entry]:
        """Yield what is to be read; the run's own output and manifest are no input of it."""
        own = [self.target.output, self.target.manifest, *self.left_out]
        own += filter(None, (self.asked.corrections, self.report))
        return entries(self.names, own, self.max_size)

    def _listed(
        self, entries: Iterable[Entry], digests: list[str], corrected: Corrected
    ) -> Iterator[Entry]:
        """Yield entries; when exhausted, append their combined digest to `digests`.

        What their corrections say is part of it. Raises CorrectionsError.
        """
        from hashlib import sha256

        digest = sha256(repr(self.shard).encode())
        for entry in entries:
            corrected.of(entry.path)
            line = f"{entry.name}\0{entry.path}\0{entry.stamp}\0{entry.fault}\n"
            digest.update(line.encode("utf-8", "surrogateescape"))
            yield entry
        digest.update(corrected.said().encode())
        digests.append(digest.hexdigest())

    def _plan(self, journal: Journal, key: str, corrected: Corrected) -> str:
        """List the files, strike out what is done, and return the digest of the list."""
        digests: list[str] = []
        # In a folder of JSON Lines the manifest has a name that an output could have.
        journal.plan(
            self._listed(self._entries(), digests, corrected),
            ["manifest"] if self.target.ending == ".jsonl" else [],
        )
        if self.shard is not None:
            journal.only(*self.shard)
        journal.settle(key)
        if corrected.loaded or journal.fact("corrected"):
            journal.doubt(list(corrected.anew(journal.corrected(key))))
        return key + digests[0]

    def _is_whole(self, journal: Journal, key: str, corrected: Corrected) -> bool:
        """Return whether an earlier run did all of this, and its outputs are there."""
        target = self.target
        if not journal.fact("whole") or not os.path.isfile(target.manifest):
            return False
        if self.prune and journal.fact("gone"):
            return False
        digests: list[str] = []
        deque(self._listed(self._entries(), digests, corrected), 0)
        if journal.fact("whole") != key + digests[0]:
            return False
        if target.folder is None:
            noted = journal.fact("output")
            return state_of(target.output) == noted and not is_special(target.output)
        return not any(
            outputs.changed(target.folder, journal.written(listed=False), trusted=True)
        )

    def _finished_before(self, journal: Journal) -> Finished:
        """Return what the last run noted, for one that finds all as that one left it."""
        files, unmatched = int(journal.fact("files")), journal.fact("unmatched")
        return Finished(
            files=files,
            unchanged=files,
            failed=0,
            tried=0,
            size=0,
            seconds=0.0,
            unmatched=int(unmatched) if unmatched else None,
            nothing_to_do=True,
            misfits=int(journal.fact("misfits") or 0),
            damaged=int(journal.fact("damaged") or 0),
        )

    # ── the work ──────────────────────────────────────────────────────────────────────

    def _convert(
        self, journal: Journal, key: str, listing: str, begun: float
    ) -> Iterator[Event]:
        """Convert what is to be done, yield what happens, and put the results in place.

        It stops at so many failed files as are allowed. Until the end the journal is
        not noted as clean, so that a run that follows an interruption looks at
        everything again.
        """
        self._recover(journal)
        files, todo, failed = journal.count()
        unchanged = files - todo - failed
        for name, why in journal.failures():
            yield Refused(name, why)
        journal.note(clean="", whole="")
        journal.commit()
        most = float("inf") if self.most is None else self.most
        read = 0
        if todo and failed < most:
            yield Started(todo, journal.bytes_to_do())
            work = Work(self.asked, self.target, self.jobs, self.timeout, self.max_size)
            for job, answer in answers(journal, key, todo, work):
                read += job.size
                if answer.status == "failed":
                    failed += 1
                    journal.failed(job, answer.message)
                    yield Failed(job.name, answer.message, job.size)
                    if failed >= most:
                        break
                else:
                    unchanged += answer.status == "same"
                    self._keep(journal, key, job, answer)
                    yield Done(job.size)
        journal.commit()
        if failed >= most:
            yield Stopped(failed)
            return
        finished = Finished(
            files=files,
            unchanged=unchanged,
            failed=failed,
            tried=todo,
            size=read,
            seconds=0.0,
            unmatched=None
            if self.asked.select is None
            else _unmatched(journal.facts()),
            formats=journal.formats(),
            misfits=journal.misfits() if journal.fact("corrected") else 0,
            damaged=journal.damaged(),
        )
        finished = self._settle(journal, finished, listing, begun)
        if self.report is not None and is_for_people(self.report):
            yield from self._report_to_people(journal, self.report)
        yield finished

    def _recover(self, journal: Journal) -> None:
        """Put back on the list what an earlier run noted and is not there as it says."""
        target = self.target
        if target.folder is None:
            from planparse.batch import merge

            merge.recover(places_of(target), journal)
        else:
            as_left = bool(journal.fact("clean"))
            journal.redo(
                list(outputs.changed(target.folder, journal.written(), trusted=as_left))
            )

    def _keep(self, journal: Journal, key: str, job: Planned, answer: Answer) -> None:
        """Note a file that is done. Raises CannotWriteError where the disk is full."""
        folder = self.target.folder
        if answer.status == "full":
            raise CannotWriteError(
                _(
                    "cannot write {output}: {message}",
                    output=self.target.output,
                    message=answer.message,
                )
            )
        if folder is not None and answer.status == "done":
            still = {out for out, *_ in answer.outputs}
            outputs.remove(folder, journal.outputs_of(job.name), still)
        journal.done(job, key, answer)

    def _settle(
        self, journal: Journal, finished: Finished, listing: str, begun: float
    ) -> Finished:
        """Write what stands for all files, note that the run is complete, and tidy up."""
        target = self.target
        if target.folder is None:
            from planparse.batch import merge

            merge.assemble(
                places_of(target), journal, builder_of(target, self.asked, journal)
            )
            journal.note(output=state_of(target.output))
        gone = self._gone(journal)
        finished = finished._replace(
            seconds=round(time.monotonic() - begun, 3),
            gone=0 if gone.pruned else len(gone.files),
            pruned=len(gone.files) if gone.pruned else 0,
        )
        self._write_reports(journal, finished, gone)
        if hasattr(os, "sync"):
            os.sync()  # what is noted from here on is on the disk
        was_corrected = journal.fact("corrected")
        journal.note(
            clean="1",
            files=str(finished.files),
            gone=str(finished.gone or ""),
            misfits=str(finished.misfits or ""),
            damaged=str(finished.damaged or ""),
            corrected="1" if was_corrected and journal.is_corrected() else "",
            unmatched="" if finished.unmatched is None else str(finished.unmatched),
            whole=listing if journal.is_settled() else "",
        )
        outputs.sweep(target.scratch, "")
        return finished

    def _gone(self, journal: Journal) -> "Gone":
        """Return the files that are gone, and remove their outputs where that is asked.

        One file for all has nothing of them.
        """
        from planparse.batch.manifest import Gone

        folder = self.target.folder
        if folder is None:
            return Gone([], self.prune)
        files = journal.gone()
        if self.prune:
            outputs.prune(folder, (out for _, outs in files for out in outs))
            journal.drop(name for name, _ in files)
        return Gone(files, self.prune)

    def _write_reports(
        self, journal: Journal, finished: Finished, gone: "Gone"
    ) -> None:
        """Write the manifest, and the report for programs if one is wanted: SARIF or JSON."""
        from planparse.batch import manifest

        to_file(
            self.target.manifest,
            manifest.manifest(partial(journal.rows, self.told_in), gone),
            self.target.scratch,
        )
        if self.report is None or is_for_people(self.report):
            return
        totals = manifest.Totals(
            files=finished.files,
            done=finished.files - finished.unchanged - finished.failed,
            unchanged=finished.unchanged,
            failed=finished.failed,
            size=finished.size,
            seconds=finished.seconds,
        )
        is_sarif = self.report.lower().endswith(".sarif")
        write = manifest.sarif_report if is_sarif else manifest.json_report
        lang = self.asked.lang
        to_file(self.report, write(partial(journal.rows, lang), totals, lang))

    def _report_to_people(self, journal: Journal, path: str) -> Iterator[Event]:
        """Write the report that is a page or a workbook; the files are read once more for it."""
        from planparse.batch.documents import How
        from planparse.batch.report.writing import write_report

        asked = self.asked
        how = How(
            asked.grammar,
            asked.encoding,
            asked.repair,
            asked.lang,
            self.jobs,
            self.max_size,
            asked.corrections,
        )
        yield from write_report(
            path,
            journal,
            how,
            archives=self.names,
            manifest=self.target.manifest,
            scratch=self.target.scratch,
        )


def is_for_people(report: str) -> bool:
    """Return whether a report is a page or a workbook by its name, and no list for programs."""
    return report.lower().endswith(FOR_PEOPLE)


def _unmatched(files: Iterable[tuple[str, dict[str, Any]]]) -> int | None:
    """Return how many tasks there are where none is selected, else None."""
    tasks = selected = 0
    for _name, facts in files:
        tasks += facts["tasks"]
        selected += facts["selected"]
    return None if selected else tasks
