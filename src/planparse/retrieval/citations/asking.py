"""What somebody asks of plans: a line, a citation, or a quotation."""

import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from planparse.retrieval.citations.naming import (
    Name,
    Named,
    meant,
    parted,
    title_of,
)
from planparse.retrieval.citations.passages import Passage
from planparse.retrieval.citations.sources import Source
from planparse.retrieval.notation import parted_citations
from planparse.system.paths import file_name, places_named

_ID = re.compile(r"d[0-9]+(?:/[0-9]+)*")


class Answer(NamedTuple):
    """A passage that was asked for, and the plan that has it."""

    source: Source
    passage: Passage


def asked(sources: Sequence[Source], what: str | int) -> list[Answer]:
    """Return the passages that are asked for, in order; none where nothing is.

    A number, `:12` and `FILE:12` of a plan's own file are a line, counted from 1; a column
    behind it (`FILE:12:5`) changes nothing. Labels
    and nothing else are a citation, with the document that they are of or without it; so
    is the identifier of a node. All else is a quotation: one that stands nowhere word for
    word gives the words that are most like it, with what differs.

    Raises ValueError for words without a letter or mark.
    """
    lines = [
        (source, line)
        for source in sources
        if (line := _line(what, source.path)) is not None
    ]
    if lines:
        return [
            Answer(source, one)
            for source, line in lines
            for one in source.passages.on_line(line)
        ]
    words = str(what)
    answers = cited(sources, words)
    return _quoted(sources, words) if answers is None else answers


def line_of(what: str, path: str) -> int | None:
    """Return the line that words name, None where they name none of this file."""
    own = ("", path, file_name(path))
    return next((line for file, line in places_named(what) if file in own), None)


def _line(what: str | int, path: str) -> int | None:
    """Return the line of a file that is asked for, None where none is."""
    return what if isinstance(what, int) else line_of(what, path)


# ── citations ─────────────────────────────────────────────────────────────────────────


def cited(sources: Sequence[Source], words: str) -> list[Answer] | None:
    """Return the nodes that a citation names, in order; None where words are no citation.

    It may be several parted by ；, of which a document that one names holds for those
    behind it: 《方案》第三条；第五条.
    """
    names: tuple[Name, ...] = ()
    found: list[Answer] = []
    parts = parted_citations(words)
    for part in parts:
        own, labels = _parted(sources, part)
        names = own or names
        answers = _of_id(sources, part) or _labelled(sources, names, labels)
        if answers is None:
            return None
        found += answers
    return found if parts else None


def documents(sources: Sequence[Source], words: str) -> list[Answer]:
    """Return the documents that words name: by their title without 《》 too."""
    names, rest = _parted(sources, words)
    return _whole(
        _meant(sources, [title_of(words)])
        or (_meant(sources, names) if names and not rest else [])
    )


def is_of_no_document(sources: Sequence[Source], words: str) -> bool:
    """Return whether words begin with the name of a document that is none of the plans."""
    names, _ = _parted(sources, words)
    return bool(names) and not _meant(sources, names)


def _parted(sources: Sequence[Source], words: str) -> tuple[tuple[Name, ...], str]:
    """Return the names of a document that a citation begins with, and what follows them."""
    joining = sources[0].passages.lexicon.words.articles.joining
    numbers = {one.docnumber for of in sources for one in of.passages.documents}
    return parted(words, joining, numbers - {""})


def _of_id(sources: Sequence[Source], words: str) -> list[Answer]:
    """Return the nodes that have an identifier."""
    if not _ID.fullmatch(words):
        return []
    return [
        Answer(source, one)
        for source in sources
        for one in source.passages.of_id(words)
    ]


def _labelled(
    sources: Sequence[Source], names: Sequence[Name], labels: str
) -> list[Answer] | None:
    """Return the nodes that labels name in the documents that have all the names.

    None where the labels are none; without labels the documents, None where none is meant.
    """
    if labels and not any(one.passages.is_citation(labels) for one in sources):
        return None
    if not names:
        return [
            Answer(source, one)
            for source in sources
            for one in source.passages.cited(labels)
        ]
    chosen = _meant(sources, names)
    if not labels:
        return _whole(chosen) or None
    return [
        Answer(source, one)
        for source in sources
        for one in source.passages.cited(
            labels, [document.doc for of, document in chosen if of is source]
        )
    ]


def _meant(
    sources: Sequence[Source], names: Sequence[Name]
) -> list[tuple[Source, Named]]:
    """Return the documents that have all the names, each with its plan."""
    every = [(source, one) for source in sources for one in source.passages.documents]
    genres = sources[0].passages.lexicon.words.genres.endings
    places = meant(names, [document for _, document in every], genres)
    return [every[place] for place in places]


def _whole(documents: Iterable[tuple[Source, Named]]) -> list[Answer]:
    """Return documents as passages."""
    return [
        Answer(source, one)
        for source, document in documents
        for one in source.passages.of_id(f"d{document.doc}")
    ]


# ── quotations ────────────────────────────────────────────────────────────────────────


def _quoted(sources: Sequence[Source], words: str) -> list[Answer]:
    """Return where words stand, or else the ones that are most like them."""
    found = [
        Answer(source, one)
        for source in sources
        for one in source.passages.quoted(words)
    ]
    if found:
        return found
    near = (
        Answer(source, one)
        for source in sources
        if (one := source.passages.nearly(words)) is not None
    )
    best = max(near, key=lambda answer: answer.passage.likeness, default=None)
    return [] if best is None else [best]
