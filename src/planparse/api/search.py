"""Words searched for in plans, files, folders and databases, and what was found."""

import os
from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from planparse.errors import UnreadableError, UnreadableFormatError
from planparse.retrieval.search.database import InDatabase, is_database
from planparse.retrieval.search.finding import (
    NOTHING_ASKED,
    Found,
    asks_for_something,
    found_record,
)
from planparse.retrieval.search.finding import search as found_by
from planparse.retrieval.search.units import Searched
from planparse.retrieval.search.words import words_of
from planparse.tasks import query
from planparse.tree import NodeKind, Span

if TYPE_CHECKING:
    from planparse.api.plan import Plan


@dataclass(frozen=True, slots=True, repr=False)
class Hit:
    """Something that was found: a node of a plan, or a work point where there were conditions.

    `search` and `plan.search` make them. Places are code points of the decoded source, the
    end exclusive.
    """

    _found: Found

    @property
    def source(self) -> str:
        """The path of the file, as it was given or as a database has it."""
        return self._found.unit.source

    @property
    def sha256(self) -> str:
        """The digest of the file, in hexadecimal."""
        return self._found.unit.sha256

    @property
    def doc(self) -> int:
        """Which document of the file it is, from 1; 0 for what stands outside any."""
        return self._found.unit.doc

    @property
    def document(self) -> str | None:
        """The title of the document, None without one."""
        return self._found.unit.document

    @property
    def year(self) -> int | None:
        """The year of the document, None where the text does not say."""
        return self._found.unit.year

    @property
    def node(self) -> str:
        """The id of the node, or of the one that a work point begins with."""
        return self._found.unit.node

    @property
    def kind(self) -> NodeKind:
        """The kind of that node, such as `section`, `paragraph` or `table`."""
        return self._found.unit.kind

    @property
    def cite(self) -> str | None:
        """How the node is cited, or the section that it stands in; None outside any."""
        return self._found.unit.cite

    @property
    def path(self) -> str:
        """The headings that lead there, the outermost first, parted by ` / `; may be empty."""
        return self._found.unit.path

    @property
    def label(self) -> str | None:
        """The marker of that node exactly as it stands; None without one."""
        return self._found.unit.label

    @property
    def title(self) -> str | None:
        """The heading of that node without marker and closing mark; None without one."""
        return self._found.unit.title

    @property
    def text(self) -> str:
        """What the node says by itself (its heading where it has no text), or the work point."""
        return self._found.text

    @property
    def snippet(self) -> str:
        """The stretch that shows most of the words, label and heading before the text.

        It is on one line; an ellipsis stands where it was cut.
        """
        return self._found.snippet.text

    @property
    def matches(self) -> tuple[Span, ...]:
        """Where in `snippet` the words stand, in order; none where only headings have them."""
        return self._found.snippet.marks

    @property
    def span(self) -> Span:
        """Where the node with what is below it, or the work point, stands in the source."""
        return Span(self._found.unit.start, self._found.unit.end)

    @property
    def line(self) -> int:
        """The line that it begins on, from 1."""
        return self._found.unit.line

    @property
    def page(self) -> int | None:
        """The page that it begins on, None where neither file nor text shows it."""
        page = self._found.unit.place.get("page")
        return page if isinstance(page, int) else None

    def to_dict(self) -> dict[str, Any]:
        """Return what `planparse search -f json` prints, as plain data."""
        return found_record(self._found)

    def __repr__(self) -> str:
        """Say where it stands, and the snippet."""
        place = " ".join(filter(None, (f"{self.source}:{self.line}", self.cite)))
        return f"<Hit {place}: {self.snippet}>"


def search(
    words: str,
    *searched: "Plan | Iterable[Plan] | str | os.PathLike[str]",
    where: str | None = None,
    year: int | None = None,
    limit: int | None = None,
) -> tuple[Hit, ...]:
    r"""Return what has all words, the best first, and at most `limit` of it.

    `words` are parted by blanks; "…" makes one of several. They are found across line
    wraps and in full and half width, from one character up, and a number only as a whole.
    What is `searched` are plans; iterables of plans, of which not all need be in memory at
    once; and paths: of files of any format that is read, of folders
    (hidden files, links and what is no text are passed over), and of databases that
    `planparse batch -o plans.sqlite` wrote. Of files the corrections are heeded that
    `find_corrections` finds.

    `where` is a query as `--select` takes it. One that asks for the document alone
    (`year>=2022 document~防汛`) leaves the search one of nodes; with any other, work points
    are searched, their headings too: `owner~市水务局 deadline<2026-07`. `words` may then be
    empty. `year` is short for such a condition on it.

    What is better: words in headings, and often in few characters; what is equally good
    stands in reading order, as the plans were given. Raises ValueError where there is
    nothing to look for, QueryError for a query that cannot be read, PlanparseError for
    work points of a plan that was loaded and for a database that is being written,
    UnreadableError for one that is damaged, of another version or not planparse's, and what
    `parse_file` raises for a file that is named.

    >>> from planparse import parse, search
    >>> plan = parse("一、治水\n（一）清漂。每日清\n漂。\n（二）清淤。\n", path="plan.txt")
    >>> search("清漂", plan)
    (<Hit plan.txt:2 一、（一）: （一）清漂 每日清漂。>,)
    """
    asked = () if where is None else query.parse(where)
    if year is not None:
        asked = (*asked, query.Condition(False, "year", "=", (str(year),)))
    wanted = words_of(words)
    if not asks_for_something(wanted, asked):
        raise ValueError(NOTHING_ASKED)
    with ExitStack() as opened:
        places = (place for one in searched for place in _searched(one, opened))
        return tuple(map(Hit, found_by(wanted, places, asked, limit).best))


def _searched(
    one: "Plan | Iterable[Plan] | str | os.PathLike[str]", opened: ExitStack
) -> Iterator[Searched]:
    """Yield where words are looked for in what was handed over; databases are kept open."""
    if not isinstance(one, str | os.PathLike):
        plans = one if isinstance(one, Iterable) else (one,)
        yield from (plan._searched for plan in plans)
        return
    from planparse.api.corrections import find_corrections
    from planparse.api.reading import parse_file

    path = os.fspath(one)
    if not os.path.isdir(path):
        if is_database(path):
            yield opened.enter_context(InDatabase(path))
        else:
            yield parse_file(path, corrections=find_corrections(path))._searched
        return
    from planparse.system.folders import files_below

    for file in files_below(path):
        try:
            yield parse_file(file, corrections=find_corrections(file))._searched
        except (UnreadableFormatError, UnreadableError):
            continue
