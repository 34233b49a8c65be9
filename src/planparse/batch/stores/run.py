"""One run from and to a store: list, convert the parts that are not done, name them all.

The store itself is the record: a part has a name that its inputs give it, and is done where
its record says so. The manifest, written last, says which parts make up the archive.
"""

import time
from collections.abc import Callable, Generator, Iterator
from contextlib import closing
from typing import NamedTuple

from planparse.batch.archive import entries
from planparse.batch.entry import Entry
from planparse.batch.events import (
    Done,
    Event,
    Failed,
    Finished,
    Refused,
    Started,
    Stopped,
)
from planparse.batch.stores.access import CannotReadError, Store
from planparse.batch.stores.converter import Order, PartConverter
from planparse.batch.stores.outcome import (
    FILES,
    MANIFEST,
    ROWS,
    WORK,
    Outcome,
    as_lines,
    from_lines,
    listed,
    recorded,
)
from planparse.batch.stores.parts import Part, parts
from planparse.batch.stores.parts import as_lines as listing_of
from planparse.locale.message import Kept, _

Outcomes = Generator[Outcome, None, None]
Engine = Callable[[Order, list[str], int | None], Outcomes]
"""What converts parts, by their names, with so many processes, and yields what became of each."""


class StoreRun(NamedTuple):
    """What is asked of a run.

    `names` are files, folders and patterns, as URLs or paths. `key` stands for all that
    rows depend on besides the files. Parts have `about` so many files. `jobs` processes are
    at work, as many as there are processors where it is None; the run stops at `most`
    failures, where that is not None.
    """

    names: list[str]
    order: Order
    key: str
    about: int
    engine: Engine
    jobs: int | None = None
    most: int | None = None

    @property
    def manifest(self) -> str:
        """The URL of the manifest."""
        return f"{self.order.url}/{MANIFEST}"

    def dry(self, *, force: bool) -> Iterator[tuple[str, str, str]]:
        """Yield what would be done with each file: parse, skip or refuse.

        Then come its name, and the name of its part or why it is refused. Nothing is
        written. Raises CannotReadError.
        """
        known = _Known(Store(self.order.url), force=force)
        for part in self._parts():
            done = known.outcome(part.name)
            for entry in part.entries:
                what = "refuse" if entry.fault else "skip" if done else "parse"
                yield what, entry.name, entry.fault or part.name

    def convert(self, *, force: bool) -> Generator[Event, None, None]:
        """Do what is not done yet, all of it with `force`, and yield what happens.

        The last event is Stopped or Finished. Raises CannotReadError, CannotStartError,
        CannotWriteError and OtherVersionError.
        """
        begun, store = time.monotonic(), Store(self.order.url)
        outcomes, files, size = self._listed(store, _Known(store, force=force))
        todo = [name for name, outcome in outcomes.items() if outcome is None]
        before = [outcome for outcome in outcomes.values() if outcome is not None]
        failed = sum(outcome.failed for outcome in before)
        for outcome in before:
            yield from (Refused(*each) for each in _failures(outcome))
        most = float("inf") if self.most is None else self.most
        if todo and failed < most:
            yield Started(files, size)
            with closing(self.engine(self.order, todo, self.jobs)) as found:
                for outcome in found:
                    outcomes[outcome.part] = outcome
                    failed += outcome.failed
                    yield from (Failed(*each, 0) for each in _failures(outcome))
                    yield Done(outcome.read, outcome.done)
                    if failed >= most:
                        break
        if failed >= most:
            yield Stopped(failed)
            return
        made = [_come(part, outcome) for part, outcome in outcomes.items()]
        _name(store, made)
        yield Finished(
            files=sum(outcome.done + outcome.failed for outcome in made),
            unchanged=sum(outcome.done for outcome in before),
            failed=failed,
            tried=files,
            size=size,
            seconds=round(time.monotonic() - begun, 3),
            unmatched=None,
            nothing_to_do=not todo,
            formats=_formats(made),
            misfits=sum(outcome.misfits for outcome in made),
            damaged=sum(outcome.damaged for outcome in made),
        )

    def _listed(
        self, store: Store, known: "_Known"
    ) -> tuple[dict[str, Outcome | None], int, int]:
        """Return what became of each part, None where it is to be done.

        The files of such a part are listed in the store. Then come how many files are to be
        done, and their bytes. Raises CannotReadError, and where
        nothing at all can be read: a slip in a name is no reason to take all away.
        """
        outcomes: dict[str, Outcome | None] = {}
        files = size = 0
        is_readable, fault = False, _("there is no file")
        for part in self._parts():
            for entry in part.entries:
                is_readable = is_readable or not entry.fault
                fault = _("{path}: {why}", path=entry.name, why=entry.fault)
            outcome = outcomes[part.name] = known.outcome(part.name)
            if outcome is None:
                known.forget(part.name)
                store.put(listed(part.name), listing_of(part.entries))
                files += len(part.entries)
                size += sum(entry.size for entry in part.entries)
        if not is_readable:
            raise CannotReadError(_("nothing can be read: {why}", why=fault))
        return outcomes, files, size

    def _parts(self) -> Iterator[Part]:
        """Yield the parts of what is named, in order."""
        return parts(self._entries(), self.key, self.about)

    def _entries(self) -> Iterator[Entry]:
        """Yield the files of what is named. Raises CannotReadError for two folders of one name."""
        order, tops = self.order, dict[str, str]()
        for named in dict.fromkeys(self.names):
            last = named.rstrip("/").rpartition("/")[2]
            for entry in entries([named], (order.url,), order.max_size):
                if (
                    entry.name.startswith(f"{last}/")
                    and tops.setdefault(last, named) != named
                ):
                    raise CannotReadError(
                        _(
                            "{top} and {named} are both known as {last}: name the "
                            "folder above them",
                            top=tops[last],
                            named=named,
                            last=last,
                        )
                    )
                yield entry


def _come(part: str, outcome: Outcome | None) -> Outcome:
    """Return what became of a part. Raises CannotReadError where the engine did not say it."""
    if outcome is None:
        raise CannotReadError(
            _(
                "nothing is known of part {part}, so nothing is named: "
                "the same command goes on from here",
                part=part,
            )
        )
    return outcome


def here(order: Order, names: list[str], jobs: int | None) -> Outcomes:
    """Convert parts on this machine, and yield what became of each."""
    with PartConverter(order, jobs or 1) as converter:
        for name in names:
            yield converter.outcome(name)


class _Known:
    """What the store has of earlier runs."""

    def __init__(self, store: Store, *, force: bool) -> None:
        """Look what there is; with `force` none of it is trusted. Raises CannotReadError."""
        self._store, self._force = store, force
        self._records = store.sizes(WORK)
        self._sizes = store.sizes(ROWS) | store.sizes(FILES)
        self._last = {each.part: each for each in from_lines(store.get(MANIFEST))}

    def outcome(self, part: str) -> Outcome | None:
        """Return what became of a part, None where it is to be done.

        It is done again where its rows have not the size that they had, or where a file
        failed that may not fail once more.
        """
        if self._force or recorded(part) not in self._records:
            return None
        found = self._last.get(part)
        if found is None:
            found = next(iter(from_lines(self._store.get(recorded(part)))), None)
        whole = (
            found is not None
            and not found.again
            and self._sizes.get(found.rows) == found.bytes
            and found.files in self._sizes
        )
        return found if whole else None

    def forget(self, part: str) -> None:
        """Remove the record of a part, so that it is done again."""
        if recorded(part) in self._records:
            self._store.remove([recorded(part)])


def _failures(outcome: Outcome) -> Iterator[tuple[str, str]]:
    """Yield the names of the files of a part that failed, and why."""
    for each in outcome.failures:
        yield (
            each["name"],
            Kept(each["message"], each.get("in_chinese", each["message"])),
        )


def _formats(outcomes: list[Outcome]) -> tuple[tuple[str, int], ...]:
    """Return the formats of all files that are done, the most frequent first."""
    counts: dict[str, int] = {}
    for outcome in outcomes:
        for name, count in outcome.formats.items():
            counts[name] = counts.get(name, 0) + count
    return tuple(sorted(counts.items(), key=lambda each: (-each[1], each[0])))


def _name(store: Store, outcomes: list[Outcome]) -> None:
    """Write the manifest, and remove what it does not name.

    These are parts of an earlier state of the archive, and lists of files.
    """
    written = as_lines(outcomes)
    if store.get(MANIFEST) != written:
        store.put(MANIFEST, written)
    kept = {
        name
        for each in outcomes
        for name in (each.rows, each.files, recorded(each.part))
    }
    store.remove(
        name
        for folder in (ROWS, FILES, WORK)
        for name in store.sizes(folder)
        if name not in kept
    )
