"""Doubts about the decoded source: damage, mojibake, invisible characters, no text at all."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from planparse.grammar.shipped import common_characters
from planparse.text.encoding import Damage, Part, Source
from planparse.text.garbled import escaped, garbled, is_lost, is_markup
from planparse.text.mojibake import common_share, is_chinese
from planparse.text.no_text import CONTROLS, characters_per_damage
from planparse.tree import Finding

_LISTED = 30
"""Damaged places that have a finding each; one more finding covers all others. A choice."""
_INVISIBLE = re.compile(
    rf"[{CONTROLS}\xad\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]"
)
"""Also soft hyphens, zero-width and bidirectional characters, line and paragraph separators."""


def source_findings(source: Source, common: frozenset[str]) -> list[Finding]:
    """Return the findings about how a source was decoded and what stands in it, by place.

    `common` holds the most common characters of the genre. Invisible characters have one
    finding, where the first of them stands. Where hardly anything is text, a D104 is the
    only finding.
    """
    sound = is_chinese(source.text, common)
    known = _known_damage(source, common, sound=sound)
    if known is not None and known.code in ("D105", "D106"):
        return [known]  # whatever else is to be seen comes from that
    encoding = source.encoding.removesuffix("-sig")
    invisible = _INVISIBLE.search(source.text)
    if (invisible or source.damage) and not sound:
        every = characters_per_damage(source.text)
        if every:
            return [Finding("D104", 0, 0, (encoding, str(every)))]
    found = [known] if known else []
    found += [*_damage(source.damage, encoding), *_seams(source.parts)]
    share = None if sound else common_share(source.text, common)
    if share is not None:
        found.append(Finding("D102", 0, 0, (f"{100 * share:.0f}",)))
    if invisible:
        found.append(Finding("D103", *invisible.span()))
    return sorted(found, key=lambda finding: (finding.start, finding.code))


OF_THE_WHOLE = frozenset(("D102", "D104", "D105", "D106", "D107", "D108"))
"""The findings that make a source doubtful as a whole."""


def of_the_whole(source: Source) -> list[Finding]:
    """Return what makes a source doubtful as a whole: that it is mojibake, or no text.

    Corrections that fit it no longer are told with it, as a reading may hang on them.
    """
    found = source_findings(source, common_characters())
    doubts = (Finding(*doubt) for doubt in source.corrections.doubts)
    return [*(one for one in found if one.code in OF_THE_WHOLE), *doubts]


def _known_damage(
    source: Source, common: frozenset[str], *, sound: bool
) -> Finding | None:
    """Return the finding about damage whose cause is known, None where there is none.

    A text that is `sound` Chinese may have escaped characters all the same. What was lost
    in decoding the file just now is not lost from the file.
    """
    text = source.text
    found = escaped(text, common) if sound else garbled(text, common)
    if found is not None:
        encoding, _, read_as = found.way.partition(" as ")
        if read_as:
            return Finding("D105", 0, 0, (encoding, read_as))
        return Finding("D107", 0, 0, (encoding,))
    if not (sound or source.damage) and is_lost(text):
        return Finding("D106", 0, 0)
    return Finding("D108", 0, 0) if is_markup(text) else None


def _seams(parts: Sequence[Part]) -> Iterator[Finding]:
    """Yield a finding for each place where a file goes over to another encoding."""
    for before, after in pairwise(parts):
        yield Finding(
            "D109", after.start, after.start, (before.encoding, after.encoding)
        )


def _damage(damage: Sequence[Damage], encoding: str) -> Iterator[Finding]:
    """Yield the places of damage, the first of them one by one, the rest as one finding."""
    for place in damage[:_LISTED]:
        yield Finding("D101", place.start, place.end, (str(len(place.data)), encoding))
    rest = damage[_LISTED:]
    if rest:
        size = sum(len(place.data) for place in rest)
        yield Finding("D101", rest[0].start, rest[-1].end, (str(size), encoding))
