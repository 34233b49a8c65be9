"""Names of documents held against one another: one that differs once from its many other mentions."""

from collections.abc import Iterable, Iterator

from planparse.text.titles import titles
from planparse.tree import Finding

_MANY = 3  # mentions that make a name the usual one
_SHORTEST = (
    5  # characters of a name without its 《》: 《条例》 and 《条令》 are two things
)
_LONGEST = 60
_NUMERALS = frozenset(
    "0123456789０１２３４５６７８９〇零一二三四五六七八九十百上中下甲乙丙丁东西南北省市县区"
)


def findings(text: str, spans: Iterable[tuple[int, int]]) -> Iterator[Finding]:
    """Yield a finding for each such name; `spans` are the documents'."""
    for start, end in spans:
        if text.count("《", start, end) > _MANY:
            yield from _of_document(text, start, end)


def _of_document(text: str, start: int, end: int) -> Iterator[Finding]:
    places: dict[str, list[tuple[int, int]]] = {}
    for at, to in titles(text, start, end):
        places.setdefault("".join(text[at + 1 : to - 1].split()), []).append((at, to))
    usual = {
        pattern: name
        for name, mentions in places.items()
        if len(mentions) >= _MANY and _SHORTEST <= len(name) <= _LONGEST
        for pattern in _patterns(name)
    }
    if not usual:
        return
    for name, mentions in places.items():
        if len(mentions) > 1 or not _SHORTEST <= len(name) <= _LONGEST:
            continue
        for pattern in _patterns(name):
            other = usual.get(pattern)
            if (
                other is not None
                and other != name
                and not _NUMERALS & {name[pattern[0]], other[pattern[0]]}
            ):
                yield Finding(
                    "T306",
                    *mentions[0],
                    (f"《{name}》", f"《{other}》", str(len(places[other]))),
                )
                break


def _patterns(name: str) -> Iterator[tuple[int, str]]:
    """Yield a name without each of its characters in turn, and the place of that character."""
    return ((place, name[:place] + name[place + 1 :]) for place in range(len(name)))
