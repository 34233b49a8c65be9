"""What a batch has done so far, and is to do, in a database that survives interruption.

The table `plan` is this run's list, in order; it goes when the run ends. The table `done`
has what this and earlier runs converted, each file with its content's digest, the options
and the outputs: it is believed as far as that still holds.
"""

import json
import os
import time
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from planparse.batch.entry import Entry
from planparse.batch.journal_account import Account
from planparse.batch.journal_file import EVERY
from planparse.batch.messages import Answer
from planparse.batch.output_names import distinct, folded, safe
from planparse.locale.message import told
from planparse.system.json_line import encode


class Planned(NamedTuple):
    """One file of the list; `known` is the digest of the content converted before, or empty."""

    place: int
    name: str
    path: str
    member: str
    size: int
    stamp: str
    out: str
    known: str


class Part(NamedTuple):
    """Where in a store the output of a file is."""

    name: str
    store: str
    start: int
    size: int
    digest: str


class Journal(Account):
    """The journal of one output: the list of a run, and what is done of it."""

    # ── the list ──────────────────────────────────────────────────────────────────────

    def plan(self, entries: Iterable[Entry], reserved: Iterable[str]) -> None:
        """List the files, each once, and name their outputs, but for the names `reserved`."""
        self._db.execute("delete from plan")
        for name in reserved:
            self._insert(0, Entry(name, "", "", 0, ""), safe(name))
        self._db.execute("update plan set place = -place - 1")
        for place, entry in enumerate(entries, 1):
            name, out = entry.name, safe(entry.name)
            for _ in range(2):
                if self._insert(place, entry._replace(name=name), out):
                    break
                same = self._db.execute(
                    "select path, member from plan where folded = ?", (folded(out),)
                ).fetchone()
                if same == (os.fsencode(entry.path), entry.member):
                    break  # named twice
                mark = distinct(f"{entry.name}\0{readable_place(entry)}")
                name, out = f"{entry.name}{mark}", f"{out}{mark}"
        self._db.execute("delete from plan where place < 0")

    def _insert(self, place: int, entry: Entry, out: str) -> bool:
        """Add an entry to the plan; return False where its name or its output is already taken."""
        row = (
            place or None,
            entry.name,
            os.fsencode(entry.path),
            *entry[2:],
            told(entry.fault, "zh"),
            out,
            folded(out),
        )
        return bool(
            self._db.execute(
                "insert or ignore into plan"
                " (place, name, path, member, size, stamp, fault, in_chinese, out, folded)"
                " values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                row,
            ).rowcount
        )

    def only(self, shard: int, shards: int) -> None:
        """Leave the share of one of so many machines: by the name alone, so that all agree."""
        from hashlib import sha256

        def mine(name: str) -> bool:
            """Return whether a name falls to this shard, by its hash: shards are even."""
            return (
                int.from_bytes(sha256(name.encode()).digest()[:8], "big") % shards
                == shard - 1
            )

        self._db.create_function("mine", 1, mine, deterministic=True)
        self._db.execute("delete from plan where not mine(name)")

    def distrust(self) -> None:
        """Have all done again that was done before; what was written is still known."""
        self._db.execute("update done set key = ''")

    def settle(self, key: str) -> None:
        """Strike from the list what is done with the options of `key` and unchanged since."""
        self._db.execute("update plan set message = fault, todo = 0 where fault != ''")
        self._db.execute(
            "update plan set todo = 0 where exists (select 1 from done where done.name = plan.name"
            " and done.key = ? and done.out = plan.out and done.stamp = plan.stamp)",
            (key,),
        )

    def redo(self, names: Iterable[str]) -> None:
        """Put back on the list files whose outputs are not as they were left."""
        rows = [(name,) for name in names]
        self._db.executemany("delete from done where name = ?", rows)
        self._db.executemany("update plan set todo = 1 where name = ?", rows)

    def corrected(self, key: str) -> Iterator[tuple[str, str, str, str, str]]:
        """Yield the files on the list that are done with the options of `key`.

        Name, path and member; the digests of their content, and of what corrections said
        of it then, empty for nothing.
        """
        for name, path, member, *digests in self._db.execute(
            "select plan.name, plan.path, plan.member, done.sha256,"
            " coalesce(json_extract(done.facts, '$.corrections.sha256'), '')"
            " from plan join done using (name) where done.key = ?",
            (key,),
        ):
            yield name, os.fsdecode(path), member, *digests

    def doubt(self, names: Iterable[str]) -> None:
        """Have files on the list done again, though their content is the known one."""
        rows = [(name,) for name in names]
        self._db.executemany(
            "update plan set todo = 1, doubted = 1 where name = ?", rows
        )

    def todo(self, key: str) -> Iterator[Planned]:
        """Yield what is to be done, in order."""
        at = 0
        while True:
            rows = self._db.execute(
                "select place, plan.name, plan.path, plan.member, size, plan.stamp, plan.out,"
                " coalesce(case when done.key = ? and done.out = plan.out and not doubted"
                " then done.sha256 end, '')"
                " from plan left join done using (name)"
                " where todo and place > ? order by place limit 200",
                (key, at),
            ).fetchall()
            if not rows:
                return
            at = rows[-1][0]
            for place, name, path, *rest in rows:
                yield Planned(place, name, os.fsdecode(path), *rest)

    # ── what is done ──────────────────────────────────────────────────────────────────

    def done(self, job: Planned, key: str, answer: Answer) -> None:
        """Note what became of a file; it is committed at most 0.5 s later."""
        if answer.status == "same":
            self._db.execute(
                "update done set stamp = ? where name = ?", (answer.stamp, job.name)
            )
        else:
            assert answer.facts is not None
            row = (
                job.name,
                os.fsencode(os.path.abspath(job.path)),
                job.member,
                key,
                job.out,
                answer.stamp,
                answer.facts["sha256"],
                encode(answer.facts),
                answer.places,
            )
            self._rows.append(
                (*row, encode(answer.outputs), answer.store, answer.offset)
            )
        self._struck.append((None, None, job.place))
        if time.monotonic() - self._committed > EVERY:
            self.commit()

    def failed(self, job: Planned, message: str) -> None:
        """Note that a file could not be done; the next run tries again."""
        self._db.execute("delete from done where name = ?", (job.name,))
        self._struck.append((message, told(message, "zh"), job.place))

    def outputs_of(self, name: str) -> list[str]:
        """Return the names of the files written of a source so far."""
        row = self._db.execute(
            "select outputs from done where name = ?", (name,)
        ).fetchone()
        return [out for out, *_ in json.loads(row[0])] if row else []

    def written(
        self, *, listed: bool = True
    ) -> Iterator[tuple[str, str, int, str, int]]:
        """Yield what is written: source, output, its size, SHA-256 and time of change.

        It is that of the files on the list, or of all.
        """
        of_list = "select name, outputs from plan join done using (name)"
        rows = self._db.execute(of_list if listed else "select name, outputs from done")
        for name, outputs in rows:
            for output in json.loads(outputs):
                yield name, *output

    def is_settled(self) -> bool:
        """Return whether all is done, and a change of any file would be noticed."""
        return not self._db.execute(
            "select count(*) from plan left join done using (name)"
            " where plan.stamp is not done.stamp or message is not null"
        ).fetchone()[0]

    def parts(self) -> Iterator[Part]:
        """Yield where the outputs of all files lie, in order."""
        for name, outputs, store, start in self._db.execute(
            "select name, outputs, store, start from plan join done using (name)"
            " where message is null order by place"
        ):
            ((_, size, digest, _),) = json.loads(outputs)
            yield Part(name, store, start, size, digest)

    def moved(self, parts: Iterable[tuple[str, int]]) -> None:
        """Note where in the output the parts lie from now on: names and offsets."""
        self._db.execute(
            "create temp table moved (name text primary key, start integer) without rowid"
        )
        self._db.executemany("insert into moved values (?, ?)", parts)
        self._db.execute(
            "update done set store = '', start = moved.start from moved"
            " where moved.name = done.name"
        )
        self._db.execute("drop table moved")

    def drop_missing(self) -> None:
        """Forget files that are no longer on the list."""
        self._db.execute("delete from done where name not in (select name from plan)")

    def gone(self) -> list[tuple[str, list[str]]]:
        """Return the files that were done and are gone, each with the names of its outputs.

        A file is gone where its path does not exist, a member of an archive where that is
        on the list without it. What is not on the list for another reason is not told.
        """
        listed = {
            os.path.abspath(os.fsdecode(path))
            for (path,) in self._db.execute(
                "select distinct path from plan where member != ''"
            )
        }
        return [
            (name, [out for out, *_ in json.loads(outputs)])
            for name, path, member, outputs in self._db.execute(
                "select name, path, member, outputs from done"
                " where name not in (select name from plan) order by name"
            )
            if not os.path.lexists(path) or (member and os.fsdecode(path) in listed)
        ]

    def drop(self, names: Iterable[str]) -> None:
        """Forget files."""
        self._db.executemany(
            "delete from done where name = ?", [(name,) for name in names]
        )


def readable_place(entry: Entry) -> str:
    """Return what tells an entry from others of the same name."""
    return f"{os.fsencode(entry.path)!r}:{entry.member}"
