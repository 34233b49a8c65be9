"""Passages of a plan that are cited or quoted, and whether citations hold."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from planparse.errors import PlanparseError, UnreadableError
from planparse.locale.message import _
from planparse.retrieval.citations.passages import Difference, Passage
from planparse.retrieval.citations.sources import Source, file_of
from planparse.retrieval.citations.verification import (
    Cited,
    Verification,
    cited_from,
)
from planparse.retrieval.citations.verification import verify as verified
from planparse.system.faults import system_fault
from planparse.tree import Span

if TYPE_CHECKING:
    from planparse.api.node import Node
    from planparse.api.plan import Plan


@dataclass(frozen=True, slots=True, repr=False)
class Citation:
    """A passage of a plan: a node that was cited, or words that were quoted.

    `plan.cite` and `plan.find` make them. Places are code points of the decoded source,
    the end exclusive.
    """

    node: "Node"
    """The node that was cited, or in which the words begin."""
    _passage: Passage
    _source: str
    _sha256: str

    @property
    def text(self) -> str:
        """The words as they are read there, repairs made; of a node with what is below it."""
        return self._passage.text

    @property
    def span(self) -> Span:
        """Where the words stand in the source."""
        return Span(self._passage.start, self._passage.end)

    @property
    def line(self) -> int:
        """The line that the words begin on, from 1."""
        return self._passage.line

    @property
    def page(self) -> int | None:
        """The page that the words begin on, None where neither file nor text shows it."""
        return self._passage.page

    @property
    def cite(self) -> str | None:
        """How the node is cited, or the section that it stands in; None outside any."""
        return self._passage.cite

    @property
    def path(self) -> tuple[str, ...]:
        """The labels and headings that lead there, the outermost first."""
        return self._passage.path

    @property
    def document(self) -> str | None:
        """The title of the document, None without one."""
        return self._passage.document

    @property
    def differences(self) -> tuple[Difference, ...]:
        """What stands there otherwise than it was quoted; empty where the words are the same.

        Each has `given` and `found`, folded, and the place (`start`, `end`) of what was
        found.
        """
        return self._passage.differences

    @property
    def likeness(self) -> float:
        """How like the words are to what was quoted: 1 where they are the same."""
        return self._passage.likeness

    def to_dict(self) -> dict[str, Any]:
        """Return what `planparse cite -f json` prints, as plain data; `verify` takes it."""
        from planparse.retrieval.citations.records import passage_record

        return passage_record(self._passage, self._source, self._sha256)

    def __repr__(self) -> str:
        """Say where the words stand, and the first of them."""
        words = " ".join(self.text.split())
        shown = words if len(words) <= _SHOWN else f"{words[:_SHOWN]}…"
        place = " ".join(filter(None, (f"{self._source}:{self.line}", self.cite)))
        return f"<Citation {place}: {shown}>"


_SHOWN = 24
"""Characters of the words that `repr` shows; a choice."""


def citations_of(plan: "Plan", passages: Iterable[Passage]) -> tuple[Citation, ...]:
    """Return passages of a plan as values with their nodes."""
    source = plan.source
    return tuple(
        Citation(plan._by_id[one.node], one, source.path, source.sha256)
        for one in passages
    )


def verify(
    citations: Iterable[Citation | Mapping[str, Any]], *plans: "Plan"
) -> tuple[Verification, ...]:
    r"""Say of each citation whether it stands in its source.

    A citation is what `plan.cite` or `plan.find` gave, or a mapping with `source` (a path),
    `quotation`, `cite` or `path` (one of these at least), and perhaps `sha256`. Its source
    is looked for among `plans`, by its path, its digest or its file's name; without plans
    the file is read, and only then.

    Raises UnreadableError for a mapping that is no citation; a source that cannot be
    read is the `reason` of what is missing.

    >>> from planparse import parse
    >>> plan = parse("一、治水\n（一）每月清漂\n两次。\n", path="plan.txt")
    >>> told = verify([{"source": "plan.txt", "quotation": "每月清漂三次"}], plan)
    >>> [(one.status, one.passage.line, one.differences[0].found) for one in told]
    [('near', 2, '两次')]
    """
    given = [
        cited_from(one.to_dict() if isinstance(one, Citation) else one)
        for one in citations
    ]
    paths = [plan.source.path for plan in plans]
    read = lru_cache(maxsize=None)(_read)

    def source_of(cited: Cited) -> Source:
        """Return the source of a citation. Raises PlanparseError."""
        if not plans:
            return read(cited.source or "")._cited
        if cited.source is None and len(plans) == 1:
            return plans[0]._cited
        name = cited.source or ""
        place = file_of(name, cited.sha256, paths, digests)
        if place is None:
            raise UnreadableError(_("{name} is none of the plans", name=name))
        return plans[place]._cited

    def digests() -> list[str]:
        """Return the digests of the plans."""
        return [plan.source.sha256 for plan in plans]

    return tuple(verified(given, source_of))


def _read(path: str) -> "Plan":
    """Return the plan in a file. Raises PlanparseError."""
    from planparse.api.reading import parse_file

    try:
        return parse_file(path)
    except OSError as fault:
        raise PlanparseError(
            _("{path}: {why}", path=path, why=system_fault(fault))
        ) from None
