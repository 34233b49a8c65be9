"""Words, and what is to be done by whom and when, searched for in all files of the folder."""

import time
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from pydantic import Field

import planparse
from planparse import Hit, Plan, QueryError
from planparse.integrations.mcp.answer import (
    Answer,
    Placed,
    Value,
    cropped,
    one_line,
    page_of,
)
from planparse.integrations.mcp.folder import MOST_FILES
from planparse.integrations.mcp.plans import Plans
from planparse.integrations.mcp.refused import BrokenDownError, RefusedError
from planparse.integrations.mcp.survey import Survey

_PATIENCE = 0.4
"""The share of a request's time after which no further file is searched: a choice.

Of 30 seconds it leaves the files that are being read, and a second try, time enough.
"""

_MOST_UNREAD = 10
"""Files that could not be read, which are named; a choice."""


class Unread(Value):
    """A file that was not searched, and why."""

    file: str
    error: str


class Where(NamedTuple):
    """Which files are searched: those below a folder, by name from one on."""

    folder: str = ""
    from_file: str = ""


class Asked(NamedTuple):
    """What is searched for: words, an owner of tasks, conditions, the year of a document."""

    words: str
    owner: str | None = None
    where: str | None = None
    year: int | None = None

    @property
    def query(self) -> str | None:
        """The conditions, that on the owner among them. Raises RefusedError for no name."""
        if self.owner is None:
            return self.where
        name = self.owner.replace('"', " ").strip()  # no name has quotation marks in it
        if not name:
            raise RefusedError("owner: name a unit, or leave it out")
        return " ".join(filter(None, (self.where, f'owner~"{name}"')))


class SearchHit(Placed):
    """A node, or with conditions a task, that has all words."""

    file: str
    document: str | None = Field(default=None, description="Title of the document.")
    year: int | None = None
    kind: str
    path: str = Field(description="Headings that lead there.")
    snippet: str = Field(description="Words of it, « » around what was looked for.")

    def in_words(self) -> str:
        """Return the snippet, with where it stands."""
        above = f"{self.path}  " if self.path else ""
        about = ", ".join(str(one) for one in (self.document, self.year) if one)
        return f"{self.file}: {one_line(self.snippet)}\n   {above}{self.place}  {about}"


class SearchHits(Answer):
    """A page of what was found, the best first."""

    hits: list[SearchHit]
    searched: int = Field(description="Files that were searched.")
    not_searched: int = Field(
        default=0, description="Files for which the time was too short."
    )
    next_file: str | None = Field(
        default=None, description="The first of them: go on with from_file."
    )
    cut: bool = Field(
        default=False, description="The folder has more files than are listed."
    )
    unread: list[Unread] | None = Field(default=None, description="Some of the files.")
    next_offset: int | None = None

    def in_words(self) -> str:
        """Return the hits, and what was not searched."""
        lines = [hit.in_words() for hit in self.hits] or ["nothing was found"]
        if self.next_offset is not None:
            lines.append(f"(there is more; go on with offset={self.next_offset})")
        lines.append(f"{self.searched} files searched")
        if self.not_searched:
            lines.append(
                f"{self.not_searched} more were not searched, for want of time: "
                f"go on with from_file={self.next_file}"
            )
        if self.cut:
            lines.append(
                f"the folder has more than {MOST_FILES} files, and no others were "
                "searched: name a folder in it"
            )
        lines += [f"not read: {one_line(one.error)}" for one in self.unread or ()]
        return "\n".join(lines)


async def search(
    survey: Survey, where: Where, asked: Asked, offset: int, limit: int
) -> SearchHits:
    """Return a page of what is found in the files of a folder. Raises RefusedError.

    Where a file breaks the reader all are looked at one by one, and it is left out.
    """
    listed = await survey.listing(where.folder)
    patience = _PATIENCE * survey.desk.seconds
    for _ in range(2):
        unread: list[Unread] = []
        names: list[str] = []
        for name in listed.names[bisect_left(listed.names, where.from_file) :]:
            why = await survey.why_broken(name)
            if why is None:
                names.append(name)
            else:
                unread.append(Unread(file=name, error=f"{name}: {why}"))
        try:
            found = await survey.desk.ask(
                _search, names, unread, asked, patience, offset, limit
            )
            return found.model_copy(update={"cut": listed.cut})
        except BrokenDownError:
            await survey.look_for_broken(names, patience)
    raise RefusedError("a file breaks its reader, and was not found yet: ask again")


def _search(
    plans: Plans,
    names: Sequence[str],
    unread: Sequence[Unread],
    asked: Asked,
    patience: float,
    offset: int,
    limit: int,
) -> SearchHits:
    """Return a page of what is found in some files. Raises RefusedError."""
    reading = _Reading(plans, names, patience)
    try:
        found = planparse.search(
            asked.words,
            reading,
            where=asked.query,
            year=asked.year,
            limit=offset + limit + 1,
        )
    except QueryError as fault:
        raise RefusedError(f"where: {fault}") from None
    except ValueError as fault:
        raise RefusedError(f"words: {fault}") from None
    hits, page = page_of(found, offset, limit, _hit)
    left = names[reading.read + len(reading.unread) :]
    return SearchHits(
        hits=hits,
        searched=reading.read,
        not_searched=len(left),
        next_file=next(iter(left), None),
        unread=[*unread, *reading.unread][:_MOST_UNREAD] or None,
        next_offset=page.next_offset,
    )


class _Reading:
    """The plans in files, one after the other, as long as there is time.

    `read` counts them, and `unread` are those that could not be read.
    """

    def __init__(self, plans: Plans, names: Sequence[str], patience: float) -> None:
        """Take the plans, the names of the files, and for how many seconds to read."""
        self._plans, self._names = plans, names
        self._until = time.monotonic() + patience
        self.read = 0
        self.unread: list[Unread] = []

    def __iter__(self) -> Iterator[Plan]:
        """Yield the plans that can be read."""
        for name in self._names:
            if time.monotonic() > self._until:
                return
            try:
                plan = self._plans.plan(name, passing=True)
            except RefusedError as fault:
                self.unread.append(Unread(file=name, error=str(fault)))
                continue
            self.read += 1
            yield plan


def _hit(hit: Hit) -> SearchHit:
    """Return what was found as a part of the answer."""
    return SearchHit(
        node=hit.node,
        cite=hit.cite,
        line=hit.line,
        page=hit.page,
        start=hit.span.start,
        end=hit.span.end,
        file=hit.source,
        document=cropped(hit.document, 200),
        year=hit.year,
        kind=hit.kind,
        path=cropped(one_line(hit.path), 200),
        snippet=cropped(_marked(hit)),
    )


def _marked(hit: Hit) -> str:
    """Return the snippet of what was found, with « » around the words."""
    pieces, at = [], 0
    for start, end in hit.matches:
        pieces += [hit.snippet[at:start], f"«{hit.snippet[start:end]}»"]
        at = end
    return "".join([*pieces, hit.snippet[at:]])
