"""Names of documents that differ in one character from the name used elsewhere in the text."""

from collections.abc import Iterable, Iterator

from planparse.grammar.wordlists import Genres
from planparse.text.characters import DIGITS, HAN_ONES, TITLE
from planparse.text.titles import titles
from planparse.tree import Finding

_USUAL = 3
"""So many mentions make a name the usual one; a choice."""
_SHORTEST = 5
"""Characters of a name, without its 《》. Of shorter ones two are often two things (《条例》 and
《条令》); 5 % of 1,483 names in 547 documents are shorter."""
_LONGEST = 60
"""Longer names are not compared, for time's sake; the 99th percentile of 1,483 names in 547
documents is 46 characters, the longest has 62."""
_NUMERALS = frozenset(f"{DIGITS}〇零{HAN_ONES}十百")

_Spans = list[tuple[int, int]]
_Pattern = tuple[int, str]
"""A name without one of its characters, and the place of that character."""


def findings(
    text: str, spans: Iterable[tuple[int, int]], genres: Genres
) -> Iterator[Finding]:
    """Yield a T306 for each such name; `spans` are those of the documents."""
    apart = _NUMERALS.union(genres.apart)
    for start, end in spans:
        if text.count(TITLE.opening, start, end) > _USUAL:
            yield from _of_document(text, start, end, apart)


def _of_document(
    text: str, start: int, end: int, apart: frozenset[str]
) -> Iterator[Finding]:
    """Yield the names in one document that stand once, and differ from a usual one in a character.

    Only a name that is used several times can be the usual one: 《…条例》 twice,
    《…条列》 once.
    """
    mentions = _mentions(text, start, end)
    usual = {
        pattern: name
        for name, places in mentions.items()
        if len(places) >= _USUAL
        for pattern in _patterns(name)
    }
    if not usual:
        return
    for name, places in mentions.items():
        other = _usual_name(name, usual, apart) if len(places) == 1 else None
        if other is not None:
            facts = (f"《{name}》", f"《{other}》", str(len(mentions[other])))
            yield Finding("T306", *places[0], facts)


def _mentions(text: str, start: int, end: int) -> dict[str, _Spans]:
    """Return the names in a document that may be compared, each with its places."""
    mentions: dict[str, _Spans] = {}
    for at, to in titles(text, start, end):
        name = "".join(text[at + 1 : to - 1].split())
        if _SHORTEST <= len(name) <= _LONGEST:
            mentions.setdefault(name, []).append((at, to))
    return mentions


def _usual_name(
    name: str, usual: dict[_Pattern, str], apart: frozenset[str]
) -> str | None:
    """Return the usual name that differs in one character, which tells none `apart`.

    第一批 and 第二批 are two things, and so are 上 and 下.
    """
    for pattern in _patterns(name):
        place = pattern[0]
        other = usual.get(pattern, name)
        if other != name and apart.isdisjoint((name[place], other[place])):
            return other
    return None


def _patterns(name: str) -> Iterator[_Pattern]:
    """Yield a name without each of its characters in turn."""
    return ((place, name[:place] + name[place + 1 :]) for place in range(len(name)))
