"""Whether what was cited stands in its source: word for word, nearly, or not."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any, Literal, NamedTuple

from planparse.errors import PlanparseError, UnreadableError
from planparse.errors import reason as why_of
from planparse.locale.message import _
from planparse.retrieval.citations import asking
from planparse.retrieval.citations.passages import Difference, Passage
from planparse.retrieval.citations.reading import fold_quotation
from planparse.retrieval.citations.sources import Source
from planparse.retrieval.notation import joined_path
from planparse.tree import Span

Status = Literal["exact", "near", "missing", "changed"]
"""Word for word there; nearly; not; or the source is not the one that was cited from."""

STATUSES: tuple[Status, ...] = ("exact", "near", "missing", "changed")
"""All of them, in the order in which they are counted."""


class Cited(NamedTuple):
    """A citation as it was given: where from, and what is said to stand there.

    `source` is the path of the file, `sha256` the digest of its bytes. `quotation` are the
    words; `document` (a title, a document number, d2), `cite` and `path` say where they
    stand. `start` and `line` tell which place is meant where the words stand at several.
    What was not given is None.
    """

    source: str | None
    sha256: str | None = None
    quotation: str | None = None
    document: str | None = None
    cite: str | None = None
    path: str | None = None
    start: int | None = None
    line: int | None = None


class Verification(NamedTuple):
    """Whether a citation holds.

    `status` is `exact`, `near`, `missing`, or `changed` where the digest is another.
    `cited` is the citation. `passage` is what stands in the source, None where nothing
    does: of a changed source too, what stands there now. `differences` say what is
    otherwise, `reason` why a source could not be looked at. `source` is the path of the
    file that was looked into, `sha256` its digest as it is now; both are None where there
    is no such file.
    """

    status: Status
    cited: Cited
    passage: Passage | None = None
    differences: tuple[Difference, ...] = ()
    reason: str | None = None
    source: str | None = None
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
            yield Verification("missing", cited, reason=why_of(fault))
            continue
        found = _looked_up(cited, source)._replace(
            source=source.path, sha256=source.sha256
        )
        if cited.sha256 is not None and cited.sha256.lower() != source.sha256:
            found = found._replace(status="changed")
        yield found


class _Claim(NamedTuple):
    """Where words are said to stand: the field that says so, its words, the nodes it names."""

    field: str
    given: str
    nodes: list[Passage]


def _looked_up(cited: Cited, source: Source) -> Verification:
    """Return what stands in a source, whatever its digest."""
    claims = list(_claims(cited, source))
    named = _named_by_all(claims)
    if cited.quotation is None:
        if not named:
            return Verification("missing", cited)
        return Verification("exact", cited, _meant(cited, named))
    passages = source.passages
    quoted = passages.quoted(cited.quotation)
    inside = [one for one in quoted if _is_in(one, named)] if claims else quoted
    if inside:
        return Verification("exact", cited, _meant(cited, inside))
    if quoted:
        return _otherwise(cited, _meant(cited, quoted), claims)
    near = None
    for place in named:
        near = near or passages.nearly(cited.quotation, Span(place.start, place.end))
    near = near or passages.nearly(cited.quotation)
    if near is None:
        return Verification("missing", cited)
    return _otherwise(cited, near, claims)


def _claims(cited: Cited, source: Source) -> Iterator[_Claim]:
    """Yield where the words of a citation are said to stand, the largest part first."""
    if cited.document is not None:
        found = asking.documents([source], cited.document)
        yield _Claim("document", cited.document, [one.passage for one in found])
    if cited.cite is not None:
        yield _Claim("cite", cited.cite, _cited(cited.cite, source))
    if cited.path is not None:
        led = source.passages.on_path(cited.path) or _cited(cited.path, source)
        yield _Claim("path", cited.path, led)


def _cited(words: str, source: Source) -> list[Passage]:
    """Return the nodes that a citation names."""
    return [answer.passage for answer in asking.cited([source], words) or ()]


def _named_by_all(claims: Iterable[_Claim]) -> list[Passage]:
    """Return the nodes that the last of some claims names, within those of all others."""
    named: list[Passage] = []
    for at, claim in enumerate(claims):
        named = [one for one in claim.nodes if not at or _is_in(one, named)]
    return named


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


def _otherwise(
    cited: Cited, passage: Passage, claims: Sequence[_Claim]
) -> Verification:
    """Return that words stand nearly so, or not where they are said to stand."""
    false = [claim for claim in claims if not _is_in(passage, claim.nodes)]
    if not false and not passage.differences:  # each is true, of another place
        false = list(claims)
    there = {
        "document": passage.document or "",
        "cite": passage.cite or "",
        "path": joined_path(passage.path),
    }
    differences = passage.differences + tuple(
        Difference(
            claim.field, claim.given, there[claim.field], passage.start, passage.end
        )
        for claim in false
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
        path = joined_path(path)
    texts: dict[str, Any] = {
        "source": record.get("source"),
        "sha256": record.get("sha256"),
        "quotation": next(
            (record[name] for name in _WORDS if record.get(name) is not None), None
        ),
        "document": record.get("document") or None,
        "cite": record.get("cite"),
        "path": path or None,
    }
    for name, value in texts.items():
        if value is not None and not (isinstance(value, str) and _is_text(value)):
            raise UnreadableError(_("{name} is to be text", name=name))
    if "\0" in (texts["source"] or ""):
        raise UnreadableError(_("source is no path"))
    places = {name: record.get(name) for name in ("start", "line")}
    for name, value in places.items():
        if value is not None and not isinstance(value, int):
            raise UnreadableError(_("{name} is to be a whole number", name=name))
    if texts["quotation"] is not None and not fold_quotation(texts["quotation"]):
        raise UnreadableError(_("the quotation is empty"))
    if all(texts[name] is None for name in ("quotation", "document", "cite", "path")):
        raise UnreadableError(
            _(
                "there is nothing to verify: a citation has a quotation, a document, "
                "a cite or a path"
            )
        )
    return Cited(**texts, **places)


def _is_text(value: str) -> bool:
    """Return whether a string is text: half a surrogate pair is none."""
    return not any("\ud800" <= char <= "\udfff" for char in value)
