"""What a journal tells of the files of a run, and of what became of them."""

import json
import os
from collections.abc import Iterable, Iterator
from typing import Any

from planparse.batch.entry import Entry
from planparse.batch.journal_file import JournalFile
from planparse.batch.report.counting import FileRow
from planparse.findings.catalogue import DAMAGE, MISFITS
from planparse.locale.message import Kept, Message
from planparse.system.json_line import encode
from planparse.tree import Lang

_WHY = {
    "en": "message",
    "zh": "case when message is not null then in_chinese end",
}
"""Why a file of a plan failed, null where it did not, by languages."""


class Account(JournalFile):
    """The database of one output, asked and left as it is."""

    def is_corrected(self) -> bool:
        """Return whether corrections say anything of the files that are done."""
        return bool(
            self._db.execute(
                "select exists(select 1 from done"
                " where json_extract(facts, '$.corrections') is not null)"
            ).fetchone()[0]
        )

    def misfits(self) -> int:
        """Return how many files have corrections that do not fit."""
        codes = (
            f"json_extract(facts, '$.findings.{code}')" for code in sorted(MISFITS)
        )
        row = self._db.execute(
            "select count(*) from plan join done using (name)"
            f" where coalesce({', '.join(codes)}) is not null"
        ).fetchone()
        return int(row[0])

    def damaged(self) -> int:
        """Return how many of the files that are done have lost text, or are not to be read."""
        found = self._db.execute(
            "select count(*) from plan join done using (name) where message is null and"
            " exists (select 1 from json_each(done.facts, '$.findings')"
            " where key in (select value from json_each(?)))",
            (encode(sorted(DAMAGE)),),
        )
        return int(found.fetchone()[0])

    def count(self) -> tuple[int, int, int]:
        """Return how many files are on the list, how many are to be done, how many have failed."""
        row = self._db.execute(
            "select count(*), sum(todo), sum(message is not null and not todo) from plan"
        ).fetchone()
        return row[0], row[1] or 0, row[2] or 0

    def bytes_to_do(self) -> int:
        """Return how many bytes the files to be done have."""
        return (
            self._db.execute("select sum(size) from plan where todo").fetchone()[0] or 0
        )

    def rows(self, lang: Lang) -> Iterator[tuple[str, str | None, str, str, str]]:
        """Yield name, message of failure, facts, findings and outputs of each file, in order.

        The message is in a language.
        """
        yield from self._db.execute(
            f"select name, {_WHY[lang]}, coalesce(facts, ''),"
            " coalesce(places, ''), coalesce(outputs, '')"
            " from plan left join done using (name)"
            " where message is not null or done.name is not null order by place"
        )

    def sound_size(self) -> tuple[int, int]:
        """Return how many files could be read, and their bytes."""
        row = self._db.execute(
            "select count(*), sum(size) from plan join done using (name)"
            " where message is null"
        ).fetchone()
        return row[0], row[1] or 0

    def report_rows(self, lang: Lang) -> Iterator[FileRow]:
        """Yield what a report in a language needs to know of each file, in order."""
        for name, path, *known in self._db.execute(
            "select plan.name, plan.path, plan.member,"
            f" {_WHY[lang]},"
            " coalesce(facts, ''), coalesce(places, '') from plan left join done using (name)"
            " where message is not null or done.name is not null order by place"
        ):
            yield FileRow(name, os.fsdecode(path), *known)

    def sound(self) -> Iterator[Entry]:
        """Yield the files that could be read, in order."""
        for name, path, *known in self._db.execute(
            "select plan.name, plan.path, plan.member, size, plan.stamp"
            " from plan join done using (name) where message is null order by place"
        ):
            yield Entry(name, os.fsdecode(path), *known)

    def paths(self, names: Iterable[str]) -> Iterator[tuple[str, str]]:
        """Yield the names of files with their paths on disk."""
        for name, path in self._db.execute(
            "select name, path from plan where name in (select value from json_each(?))",
            (json.dumps([*names]),),
        ):
            yield name, os.fsdecode(path)

    def facts(self) -> Iterator[tuple[str, dict[str, Any]]]:
        """Yield name and facts of each file that is done, in order."""
        for name, facts in self._db.execute(
            "select name, facts from plan join done using (name) order by place"
        ):
            yield name, json.loads(facts)

    def formats(self) -> tuple[tuple[str, int], ...]:
        """Return the formats of the files that are done, each with their number."""
        return tuple(
            self._db.execute(
                "select coalesce(json_extract(facts, '$.format'), 'text'), count(*) "
                "from plan join done using (name) group by 1 order by 2 desc, 1"
            )
        )

    def failures(self) -> Iterator[tuple[str, Message]]:
        """Yield name and message of what failed, in order."""
        for name, *said in self._db.execute(
            "select name, message, in_chinese from plan"
            " where message is not null order by place"
        ):
            yield name, Kept(*said)

    def dry(self) -> Iterator[tuple[str, str, str]]:
        """Yield what a run would do: parse, skip or refuse; the name; the output's name, or why."""
        for todo, name, out, *said in self._db.execute(
            "select todo, name, out, message, in_chinese from plan order by place"
        ):
            if said[0] is not None:
                yield "refuse", name, Kept(*said)
            else:
                yield "parse" if todo else "skip", name, out
