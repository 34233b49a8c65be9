"""Whether what was cited stands in its source: word for word, nearly, or not."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, Literal, NamedTuple

from planparse.errors import PlanparseError, UnreadableError
from planparse.retrieval.citations.passages import Difference, Passage, Passages
from planparse.retrieval.citations.reading import fold_quotation
from planparse.tree import Span

Status = Literal["exact", "near", "missing", "changed"]
"""Word for word there; nearly; not; or the source is not the one that was cited from."""

STATUSES: tuple[Status, ...] = ("exact", "near", "missing", "changed")
"""All of them, in the order in which they are counted."""


_AND = "；"
"""What parts several citations."""


class Cited(NamedTuple):
    """A citation as it was given: where from, and what is said to stand there.

    `source` is the path of the file, `sha256` the digest of its bytes. `quotation` are the
    words, `cite` and `path` say where they stand. `start` and `line` tell which place is
    meant where the words stand at several. What was not given is None.
    """

    source: str | None
    sha256: str | None = None
    quotation: str | None = None
    cite: str | None = None
    path: str | None = None
    start: int | None = None
    line: int | None = None


class Source(NamedTuple):
    """A plan that is cited from: its passages, and the digest of its file's bytes."""

    passages: Passages
    sha256: str


class Verification(NamedTuple):
    """Whether a citation holds.

    `status` is `exact`, `near`, `missing`, or `changed` where the digest is another.
    `cited` is the citation. `passage` is what stands in the source, None where nothing
    does: of a changed source too, what stands there now. `differences` say what is
    otherwise, `reason` why a source could not be looked at. `sha256` is the digest of the
    source as it is now, None where it could not be read.
    """

    status: Status
    cited: Cited
    passage: Passage | None = None
    differences: tuple[Difference, ...] = ()
    reason: str | None = None
    sha256: str | None = None

    @property
    def holds(self) -> bool:
        """Whether the citation stands in its source word for word."""
        return self.status == "exact"


def verify(
    citations: Iterable[Cited], source_of: Callable[[Cited], Source]
) -> Iterator[Verification]:
    """Yield for each citation whether it holds.

    `source_of` gives the source of a citation; its PlanparseError is the reason why the
    citation is missing.
    """
    for cited in citations:
        try:
            source = source_of(cited)
        except PlanparseError as fault:
            yield Verification("missing", cited, reason=str(fault))
            continue
        found = _looked_up(cited, source.passages)._replace(sha256=source.sha256)
        if cited.sha256 is not None and cited.sha256.lower() != source.sha256:
            found = found._replace(status="changed")
        yield found


def _looked_up(cited: Cited, passages: Passages) -> Verification:
    """Return what stands in a source, whatever its digest."""
    named, unknown = _named(cited, passages)
    if cited.quotation is None:
        if unknown or not named:
            return Verification("missing", cited)
        return Verification("exact", cited, _meant(cited, named))
    quoted = passages.quoted(cited.quotation)
    inside = [one for one in quoted if _is_in(one, named)] if named else []
    if inside or (quoted and not unknown and not named):
        return Verification("exact", cited, _meant(cited, inside or quoted))
    if quoted:
        return _elsewhere(cited, _meant(cited, quoted))
    near = None
    for place in named:
        near = near or passages.nearly(cited.quotation, Span(place.start, place.end))
    near = near or passages.nearly(cited.quotation)
    if near is None:
        return Verification("missing", cited)
    return Verification("near", cited, near, near.differences)


def _named(cited: Cited, passages: Passages) -> tuple[list[Passage], bool]:
    """Return the nodes that a citation or a path names, and whether one names none."""
    named: list[Passage] = []
    if cited.cite is not None:
        named = _cited(cited.cite, passages)
        if not named:
            return [], True
    if cited.path is not None:
        led = passages.on_path(cited.path) or passages.cited(cited.path)
        named = [one for one in led if not named or _is_in(one, named)]
        if not named:
            return [], True
    return named, False


def _cited(cite: str, passages: Passages) -> list[Passage]:
    """Return the nodes that a citation names, or several that ；parts, as chunks have them."""
    return passages.cited(cite) or [
        passage for part in cite.split(_AND) if part for passage in passages.cited(part)
    ]


def _is_in(passage: Passage, named: Iterable[Passage]) -> bool:
    """Return whether a passage begins in one of some nodes, or reaches into it."""
    return any(passage.start < node.end and node.start < passage.end for node in named)


def _meant(cited: Cited, found: list[Passage]) -> Passage:
    """Return the passage that is meant of several: by its place, else the first."""
    for name in ("start", "line"):
        place = getattr(cited, name)
        for passage in found:
            if place is not None and getattr(passage, name) == place:
                return passage
    return found[0]


def _elsewhere(cited: Cited, passage: Passage) -> Verification:
    """Return that words stand word for word, but not where they are said to stand."""
    said = (
        ("cite", cited.cite, passage.cite or ""),
        ("path", cited.path, " / ".join(passage.path)),
    )
    given = [one for one in said if one[1] is not None]
    otherwise = [one for one in given if one[1] != one[2]] or given
    differences = tuple(
        Difference(field, str(claim), there, passage.start, passage.end)
        for field, claim, there in otherwise
    )
    return Verification(
        "near", cited, passage._replace(differences=differences), differences
    )


# ── what is given ─────────────────────────────────────────────────────────────────────

_WORDS = ("quotation", "text")
"""The fields that may hold the words of a citation; those of a chunk are its text."""


def cited_from(record: Mapping[str, Any]) -> Cited:
    """Return a citation from plain data: a line of a list, what `cite -f json` printed.

    Raises UnreadableError for a field that is not of its type, and where there is
    neither a quotation nor a citation nor a path.
    """
    path = record.get("path")
    if isinstance(path, list | tuple) and all(isinstance(one, str) for one in path):
        path = " / ".join(path)
    texts: dict[str, Any] = {
        "source": record.get("source"),
        "sha256": record.get("sha256"),
        "quotation": next(
            (record[name] for name in _WORDS if record.get(name) is not None), None
        ),
        "cite": record.get("cite"),
        "path": path or None,
    }
    for name, value in texts.items():
        if value is not None and not (isinstance(value, str) and _is_text(value)):
            raise UnreadableError(f"{name} is to be text")
    if "\0" in (texts["source"] or ""):
        raise UnreadableError("source is no path")
    places = {name: record.get(name) for name in ("start", "line")}
    for name, value in places.items():
        if value is not None and not isinstance(value, int):
            raise UnreadableError(f"{name} is to be a whole number")
    if texts["quotation"] is not None and not fold_quotation(texts["quotation"]):
        raise UnreadableError("the quotation is empty")
    if all(texts[name] is None for name in ("quotation", "cite", "path")):
        raise UnreadableError(
            "there is nothing to verify: a citation has a quotation, a cite or a path"
        )
    return Cited(**texts, **places)


def _is_text(value: str) -> bool:
    """Return whether a string is text: half a surrogate pair is none."""
    return not any("\ud800" <= char <= "\udfff" for char in value)
