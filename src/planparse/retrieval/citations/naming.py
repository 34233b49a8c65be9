"""Documents as citations name them: by title, by document number, by place in the file."""

import re
from collections.abc import Collection, Iterable, Sequence
from functools import lru_cache
from itertools import takewhile
from typing import TYPE_CHECKING, Literal, NamedTuple

from planparse.records import Row
from planparse.retrieval.citations.reading import fold_quotation
from planparse.retrieval.citations.steps import BETWEEN
from planparse.retrieval.notation import squeezed
from planparse.text.characters import (
    BRACKET_CLOSINGS,
    BRACKET_OPENINGS,
    INNER_TITLE,
    ROUND,
    TITLE,
    is_han,
)
from planparse.text.dictionary import DICTIONARY
from planparse.text.segmentation import segment
from planparse.text.titles import COUNTS, titles, without_version
from planparse.tree import HOLDERS

if TYPE_CHECKING:
    from planparse.facts.references import References

_TITLES = str.maketrans(INNER_TITLE.opening + INNER_TITLE.closing, "《》")
_NUMBERS = str.maketrans(
    dict.fromkeys(BRACKET_OPENINGS, "(") | dict.fromkeys(BRACKET_CLOSINGS, ")")
)
_PLACE = re.compile(r"\s*d([0-9]{1,6})(?:\s+|(?!/?[0-9]))")
"""A blank parts it from a label that is a number: d1 1.1."""
_BRACKET = re.compile(ROUND.around("{1,60}"))
_LONGEST_NUMBER = 60
"""No document number is longer; with its issuer's name it takes 42 characters."""


class Name(NamedTuple):
    """One way in which a citation names a document.

    `kind` is `title`, `docnumber`, or `place`, which counts the documents of the file from
    1; `words` are its folded words.
    """

    kind: Literal["title", "docnumber", "place"]
    words: str


class Named(NamedTuple):
    """A document with all that it can be named by, folded.

    `titles` are its titles as they stand; `likely` are other forms of them: without
    （试行）, with the year that the document is of. `docnumber` is empty where the text has
    none.
    """

    doc: int
    titles: frozenset[str]
    likely: frozenset[str]
    docnumber: str


# ── what a citation says ──────────────────────────────────────────────────────────────


def parted(
    citation: str, joining: Sequence[str] = (), numbers: Collection[str] = ()
) -> tuple[tuple[Name, ...], str]:
    """Return the names of a document that a citation begins with, and what follows them.

    `joining` are words that may stand between the two: 《方案》的第三条. `numbers` are known
    document numbers, folded; others are known by how they are written. Blanks are left out.
    """
    names = []
    if place := _PLACE.match(citation):
        names.append(Name("place", str(int(place[1]))))
        citation = citation[place.end() :]
    rest = squeezed(citation)
    while found := _name_at(rest, numbers):
        name, end = found
        names.append(name)
        rest = rest[end:]
    if names:
        word = next((word for word in joining if rest.startswith(word)), "")
        rest = rest.removeprefix(word).lstrip(BETWEEN)
    return tuple(names), rest


def title_of(words: str) -> Name:
    """Return words as a title, which needs no 《》 where they are nothing else."""
    return Name("title", _fold_title(words))


def _name_at(text: str, numbers: Collection[str]) -> tuple[Name, int] | None:
    """Return the name that a text begins with and where it ends, None where it has none."""
    if text.startswith(TITLE.opening):
        span = next(titles(text, 0, len(text)), (-1, -1))
        if span[0] != 0:
            return None
        end = span[1] + _version_size(text[span[1] :])
        title = text[1 : span[1] - 1] + text[span[1] : end]
        return Name("title", _fold_title(title)), end
    bracket = _BRACKET.match(text)
    inside = bracket[0][1:-1] if bracket else text[:_LONGEST_NUMBER]
    known = (len(one) for one in numbers if _fold_number(inside[: len(one)]) == one)
    size = max([_number_size(inside), *known])
    if bracket and size == len(inside):
        return Name("docnumber", _fold_number(inside)), bracket.end()
    if not bracket and size:
        return Name("docnumber", _fold_number(inside[:size])), size
    return None


def _version_size(behind: str) -> int:
    """Return how long a version is that stands right behind a title: 《…办法》（试行）.

    A document number in brackets is none, nor is the label of an item.
    """
    bracket = _BRACKET.match(behind)
    inside = bracket[0][1:-1] if bracket else ""
    if bracket is None or _number_size(inside) or not inside.strip(COUNTS + "百"):
        return 0
    return bracket.end()


def _number_size(text: str) -> int:
    """Return how long the document number is that a text begins with, 0 where it has none."""
    if "号" not in text:
        return 0
    found = _references().find(text, 0, len(text))
    first = next((one for one in found if one.kind == "docnumber"), None)
    return first.end if first is not None and first.start == 0 else 0


@lru_cache(maxsize=1)
def _references() -> "References":
    """Return what finds document numbers, which few citations have."""
    from planparse.facts.references import References
    from planparse.grammar.shipped import fact_words

    return References(fact_words().references)


# ── what a document is called ─────────────────────────────────────────────────────────


def named(rows: Sequence[Row]) -> Named:
    """Return what a document can be named by, of its rows, its own first.

    Its titles are those that stand before its first section, that of the notice and that
    of the plan which it carries; a version on a line of its own belongs to the one above it.
    """
    head = rows[0]
    found = [_fold_title(head.title or "")]
    for row in takewhile(lambda row: row.kind not in HOLDERS, rows):
        if row.kind == "title":
            found.append(_fold_title(row.title or ""))
        elif row.kind == "subtitle" and _BRACKET.fullmatch(_fold_title(row.text)):
            found.append(found[-1] + _fold_title(row.text))
    found += [name.words for name in map(_in_marks, found) if name is not None]
    called = frozenset(filter(None, found))
    year = head.more.get("year")
    dated = {f"{year}年{title}" for title in called if str(year) not in title}
    return Named(
        doc=head.doc,
        titles=called,
        likely=frozenset(map(without_version, called)) | (dated if year else set()),
        docnumber=_fold_number(head.more.get("docnumber", "")),
    )


def _in_marks(title: str) -> Name | None:
    """Return the name that a title is which stands in 《》 itself, None for any other."""
    found = _name_at(title, ()) if title.startswith(TITLE.opening) else None
    return found[0] if found is not None and found[1] == len(title) else None


def meant(
    names: Iterable[Name], documents: Sequence[Named], genres: Collection[str]
) -> list[int]:
    """Return which of some documents all the names are of, by their places in the list.

    Where no title is just so, a document is meant that alone has a likely one, or one of
    which the name is the end: 《防汛工作方案》, 《方案》. `genres` are the words that titles
    end in. Where several have, none is meant.
    """
    found = set(range(len(documents)))
    for name in names:
        found &= set(_of_name(name, documents, genres))
    return sorted(found)


def _of_name(
    name: Name, documents: Sequence[Named], genres: Collection[str]
) -> Sequence[int]:
    """Return which documents a name is of."""
    words = name.words
    if name.kind == "place":
        return [at for at, one in enumerate(documents) if str(one.doc) == words]
    if name.kind == "docnumber":
        return [at for at, one in enumerate(documents) if one.docnumber == words]
    whole = [at for at, one in enumerate(documents) if words in one.titles]
    if whole:
        return whole
    likely = [
        at
        for at, one in enumerate(documents)
        if words in one.likely
        or any(_is_end(words, title, genres) for title in one.titles | one.likely)
    ]
    return likely if len(likely) == 1 else ()


def _is_end(words: str, title: str, genres: Collection[str]) -> bool:
    """Return whether words are the end of a title, down to what kind of document it is.

    They begin where a word of it does: 办法 does not end in 法.
    """
    at = len(title) - len(words)
    if at <= 0 or not title.endswith(words):
        return False
    kind = without_version(words)
    if not any(map(kind.endswith, genres)):
        return False
    before, behind = title[at - 1], title[at]
    if not is_han(before):
        return not before.isalnum()
    return not is_han(behind) or _parts_words(title, at)


def _parts_words(text: str, at: int) -> bool:
    """Return whether a word ends and another begins at a place among Han characters."""
    low = next((n for n in range(at, 0, -1) if not is_han(text[n - 1])), 0)
    high = next((n for n in range(at, len(text)) if not is_han(text[n])), len(text))
    for word in segment(text[low:high], DICTIONARY):
        if at <= low + len(word):
            parts = word[: at - low], word[at - low :]
            return not parts[1] or all(map(_is_long_word, parts))
        low += len(word)
    return False


def _is_long_word(text: str) -> bool:
    """Return whether a text is a word of two characters or more, as in 实施方案."""
    return len(text) > 1 and bool(DICTIONARY.look_up(text))


def _fold_title(title: str) -> str:
    """Return what counts of a title; one in another has the marks of either."""
    return fold_quotation(title).translate(_TITLES)


def _fold_number(number: str) -> str:
    """Return what counts of a document number, whichever its brackets are."""
    return fold_quotation(number).translate(_NUMBERS)
