"""Checks of the decoded source: damage, mojibake, characters that do not show, data that is no text."""

import re
from collections.abc import Iterator

from planparse.grammar.lexicon import common_characters
from planparse.text.encoding import REPLACEMENT, Damage, Source
from planparse.text.mojibake import MOJIBAKE_BELOW, common_share, looks_like_mojibake
from planparse.tree import Finding

_PLACES = 30  # of damage, told one by one
_FEWEST = 8  # places without text from which on it may be none at all
_EVERY = 12  # characters, of which one place is no text

# Cc without tab and line ends; soft hyphen, zero-width and bidi characters, line and paragraph separators.
_UNSEEN = re.compile(
    "[\0-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\xad\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]"
)
_NO_TEXT = re.compile(f"[\0-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f{REPLACEMENT}]+")


def _by_place(finding: Finding) -> tuple[int, str]:
    return finding.start, finding.code


def source_findings(source: Source, common: frozenset[str]) -> list[Finding]:
    """Return the findings about how a source was decoded and what stands in it, by place.

    `common` holds the most common characters of the genre. Unseen characters are told once, where the first
    stands; damage place by place, from the thirty-first on in one finding for all. Where hardly anything is text,
    that is the one finding.
    """
    encoding = source.encoding.removesuffix("-sig")
    unseen = _UNSEEN.search(source.text)
    every = _no_text_every(source.text, common) if unseen or source.damage else 0
    if every:
        return [Finding("D104", 0, 0, (encoding, str(every)))]
    found = list(_damage(source.damage, encoding))
    if looks_like_mojibake(source.text, common):
        share = common_share(source.text, common) or 0.0
        found.append(Finding("D102", 0, 0, (f"{100 * share:.0f}",)))
    if unseen:
        found.append(Finding("D103", *unseen.span()))
    return sorted(found, key=_by_place)


def of_the_whole(source: Source) -> list[Finding]:
    """Return what makes a source doubtful as a whole: that it is mojibake, or no text."""
    return [
        found
        for found in source_findings(source, common_characters())
        if found.code in ("D102", "D104")
    ]


def _no_text_every(text: str, common: frozenset[str]) -> int:
    """In how many characters there is one place that is no text; 0 for a text, however damaged.

    Among damage stands Chinese, in a text: how much of that is common decides.
    """
    places = sum(1 for _ in _NO_TEXT.finditer(text))
    if places < _FEWEST or places * _EVERY < len(text):
        return 0
    share = common_share(text, common)
    return 0 if share is not None and share >= MOJIBAKE_BELOW else len(text) // places


def _damage(damage: tuple[Damage, ...], encoding: str) -> Iterator[Finding]:
    for place in damage[:_PLACES]:
        yield Finding("D101", place.start, place.end, (str(len(place.data)), encoding))
    rest = damage[_PLACES:]
    if rest:
        size = sum(len(place.data) for place in rest)
        yield Finding("D101", rest[0].start, rest[-1].end, (str(size), encoding))
