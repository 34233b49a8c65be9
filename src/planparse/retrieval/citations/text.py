"""Passages and verifications as text for people."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from types import MappingProxyType

from planparse.locale.message import Message, in_context, labelled, plural, told
from planparse.retrieval.citations.passages import Difference, Passage
from planparse.retrieval.citations.verification import STATUSES, Status, Verification
from planparse.retrieval.notation import joined_path
from planparse.system.columns import cropped
from planparse.system.terminal import paint
from planparse.text.positions import lines_of
from planparse.text.printable import harmless, on_one_line
from planparse.tree import Lang

_WORDS: Mapping[str, Message] = MappingProxyType(
    {
        "exact": in_context("citation", "exact"),
        "near": in_context("citation", "near"),
        "missing": in_context("citation", "missing"),
        "changed": in_context("citation", "changed"),
        "page": in_context("citation", "page {}"),
        "nearly": in_context("citation", "nearly so, {} %"),
        "quotation": in_context("citation", "cited as {}, stands as {}"),
        "document": in_context("citation", "cited as {}, stands in {}"),
        "cite": in_context("citation", "cited as {}, stands in {}"),
        "path": in_context("citation", "cited as {}, stands in {}"),
        "none": in_context("citation", "no citation"),
        "not there": in_context("citation", "{} does not have {}"),
        "documents": in_context("citation", "{}; the documents are {}"),
        "more": in_context("citation", "{} more"),
        "and": in_context("citation", ", "),
    }
)
_COLOURS: Mapping[Status, str] = MappingProxyType(
    {"exact": "32", "near": "33", "missing": "31", "changed": "35"}
)
_NOTHING = "—"
"""What is shown for no words at all."""
_INDENT = "  "
_NAMED = 5
"""So many documents are named where the one that is asked for is none of them; a choice."""
_SHOWN = 60
"""So many columns of what was asked for in vain are shown; a choice."""


def _say(word: str, lang: Lang) -> str:
    """Return a word in a language."""
    return told(_WORDS[word], lang)


def passage_lines(
    passage: Passage, source: str, lang: Lang, *, colour: bool
) -> Iterator[str]:
    """Yield a passage: where it stands, the way there, its words, and what differs."""
    head = [_place(passage, source), f"[{passage.start}:{passage.end}]"]
    if passage.page is not None:
        head.append(_say("page", lang).format(passage.page))
    if passage.differences:
        near = _say("nearly", lang).format(int(passage.likeness * 100))
        head.append(paint(near, _COLOURS["near"], colour=colour))
    yield "  ".join(head)
    way = [*([passage.document] if passage.document else []), *passage.path]
    if way:
        line = joined_path(map(on_one_line, way))
        yield _INDENT + paint(line, "2", colour=colour)
    for line in lines_of(passage.text):
        if line.strip():
            yield _INDENT + harmless(line.strip())
    yield from _differences(passage.differences, lang)


def missing_line(
    what: str, paths: Sequence[str], titles: Sequence[str | None], lang: Lang
) -> str:
    """Return that plans do not have what was asked for.

    Of a document that is none of theirs `titles` are those that they have.
    """
    words = cropped(on_one_line(what), _SHOWN)
    files = _say("and", lang).join(map(harmless, paths))
    missing = _say("not there", lang).format(files, words)
    if not titles:
        return missing
    named = [
        cropped(f"《{on_one_line(title)}》", _SHOWN) if title else _NOTHING
        for title in titles[:_NAMED]
    ]
    more = _say("more", lang).format(len(titles) - _NAMED)
    shown = [*named, more] if len(titles) > _NAMED else named
    return _say("documents", lang).format(missing, _say("and", lang).join(shown))


def verification_lines(
    verifications: Iterable[tuple[str, Verification]],
    lang: Lang,
    *,
    colour: bool,
    width: int,
) -> Iterator[str]:
    """Yield each verification with the name of its place in the list, and the counts.

    A line takes at most `width` columns.
    """
    counts: Counter[Status] = Counter()
    for name, one in verifications:
        counts[one.status] += 1
        status = _say(one.status, lang)
        shown = paint(status, _COLOURS[one.status], colour=colour)
        line = labelled(harmless(name), f"{shown}  {_told(one, width)}")
        yield told(line, lang)
        if one.reason is not None:
            yield _INDENT + harmless(one.reason)
        yield from _differences(one.differences, lang)
    if not counts:
        yield _say("none", lang)
        return
    statuses = [
        in_context(
            "citations", "{count} {status}", count=counts[one], status=_WORDS[one]
        )
        for one in STATUSES
        if counts[one]
    ]
    total = plural("{count} citation", "{count} citations", counts.total())
    yield told(labelled(total, statuses), lang)


def _told(verification: Verification, width: int) -> str:
    """Return where a citation stands, or what was looked for in vain."""
    cited, passage = verification.cited, verification.passage
    source = verification.source or cited.source or _NOTHING
    if passage is not None:
        return _place(passage, source)
    said = (cited.quotation, cited.cite, cited.path, cited.document)
    words = next(filter(None, said), _NOTHING)
    return f"{harmless(source)}  {cropped(on_one_line(words), width // 2)}"


def _place(passage: Passage, source: str) -> str:
    """Return the line of a passage, and how it is cited."""
    place = f"{harmless(source)}:{passage.line}"
    return f"{place}  {harmless(passage.cite)}" if passage.cite else place


def _differences(differences: Iterable[Difference], lang: Lang) -> Iterator[str]:
    """Yield a line for each difference."""
    for one in differences:
        given, found = (
            on_one_line(words) or _NOTHING for words in (one.given, one.found)
        )
        yield _INDENT * 2 + _say(one.field, lang).format(given, found)
