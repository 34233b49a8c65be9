"""Count what an archive came to, file by file, and keep the worst of it to be shown."""

import json
from bisect import insort
from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any, NamedTuple

from planparse.batch.kept_findings import KeptFinding, unpack
from planparse.findings.catalogue import DAMAGE

_BETWEEN = "、"
"""What stands between the bodies that issue a document together."""


class FileRow(NamedTuple):
    """A file as the journal knows it; `why` says why it could not be read, else it is None.

    `path` is the file on disk, `member` its place in that where it is an archive. `facts`
    and `places` are JSON, as a manifest has them and as `kept_findings` does.
    """

    name: str
    path: str
    member: str
    why: str | None
    facts: str
    places: str


class Tally(NamedTuple):
    """How many there are of something, and how many of these are damaged."""

    all: int = 0
    damaged: int = 0

    def plus(self, *, damaged: bool) -> "Tally":
        """Return it with one more."""
        return Tally(self.all + 1, self.damaged + damaged)


class UnreadFile(NamedTuple):
    """A file that could not be read, and why."""

    name: str
    path: str
    member: str
    why: str


class DamagedFile(NamedTuple):
    """A file with damage: at so many `places`, of which some are `shown`.

    `documents` are what it holds, as `document_facts` says it.
    """

    name: str
    path: str
    member: str
    format: str
    documents: list[dict[str, Any]]
    places: int
    shown: list[KeptFinding]


class Counts:
    """What files came to, counted as they go by.

    It keeps the files with the most damage and the first that could not be read, so many of
    each as are to be shown, and of a damaged file the first places: it takes the same memory
    for any number of files, but for the names of bodies, years and reasons.
    """

    def __init__(self, files: int, places: int) -> None:
        """Keep at most so many files, and so many places of each."""
        self._most, self._places = files, places
        self.files = Tally()
        """All files, those that could not be read among them."""
        self.unread = 0
        self.documents = Tally()
        self.size = self.chars = 0
        self.found: Counter[str] = Counter()
        """How often each code was found."""
        self.found_in: Counter[str] = Counter()
        """In how many files each code was found."""
        self.years: dict[int | None, Tally] = {}
        self.issuers: dict[str | None, Tally] = {}
        self.formats: Counter[str] = Counter()
        self.reasons: Counter[str] = Counter()
        self.first_unread: list[UnreadFile] = []
        self._worst: list[tuple[int, int, DamagedFile]] = []

    @property
    def worst(self) -> list[DamagedFile]:
        """The files with the most damage, most first, else in order."""
        return [file for _, _, file in self._worst]

    @property
    def places(self) -> int:
        """At how many places there is damage."""
        return sum(count for code, count in self.found.items() if code in DAMAGE)

    def add(self, row: FileRow) -> None:
        """Count a file."""
        if row.why is not None:
            self._add_unread(row, row.why)
            return
        facts = json.loads(row.facts)
        found: dict[str, int] = facts["findings"]
        damage = sum(count for code, count in found.items() if code in DAMAGE)
        self.files = self.files.plus(damaged=damage > 0)
        self.size += facts["bytes"]
        self.chars += facts["chars"]
        self.formats[facts["format"]] += 1
        self.found.update(found)
        self.found_in.update(found.keys())
        for document in facts["about"]:
            self._add_document(document)
        if damage:
            self._keep(row, facts, damage)

    def _add_unread(self, row: FileRow, why: str) -> None:
        """Count a file that could not be read."""
        self.files = self.files.plus(damaged=False)
        self.unread += 1
        self.reasons[why] += 1
        if len(self.first_unread) < self._most:
            self.first_unread.append(UnreadFile(row.name, row.path, row.member, why))

    def _add_document(self, document: dict[str, Any]) -> None:
        """Count a document, by its year and by each of the bodies that issued it."""
        damaged = document.get("damage", 0) > 0
        self.documents = self.documents.plus(damaged=damaged)
        year: int | None = document.get("year")
        self.years[year] = self.years.get(year, Tally()).plus(damaged=damaged)
        issuers: list[str | None] = [*document.get("issuer", "").split(_BETWEEN)]
        for name in dict.fromkeys(issuers):
            key = name or None
            self.issuers[key] = self.issuers.get(key, Tally()).plus(damaged=damaged)

    def _keep(self, row: FileRow, facts: dict[str, Any], damage: int) -> None:
        """Keep a damaged file, unless as many are worse."""
        if len(self._worst) == self._most and damage <= -self._worst[-1][0]:
            return
        file = DamagedFile(
            row.name,
            row.path,
            row.member,
            facts["format"],
            facts["about"],
            damage,
            list(islice(damage_of(row.places), self._places)),
        )
        insort(self._worst, (-damage, self.files.all, file), key=lambda one: one[:2])
        del self._worst[self._most :]


def damage_of(places: str) -> Iterator[KeptFinding]:
    """Yield the damage among the findings that were kept of a file."""
    return (one for one in unpack(places) if one.finding.code in DAMAGE)


def counted(rows: Iterable[FileRow], files: int, places: int) -> Counts:
    """Return the counts of files, with at most so many files, and places of each, to be shown."""
    counts = Counts(files, places)
    for row in rows:
        counts.add(row)
    return counts
