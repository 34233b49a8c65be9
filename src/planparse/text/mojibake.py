"""Recognise text decoded with the wrong encoding: few of its characters are common."""

from collections import Counter

from planparse.text.characters import is_han

_SAMPLE = 1_000
"""Characters from the beginning of a text that are looked at; a choice."""
_USUALLY_ENOUGH = 500
"""Characters of them that are looked at first; a choice for speed."""
_FEWEST_HAN = 30
"""Fewer Han characters among them say nothing; a choice."""
MOJIBAKE_BELOW = 0.3
"""Share of common characters; true texts have 0.75."""


def common_share(text: str, common: frozenset[str]) -> float | None:
    """Return the share of the Han characters that are in `common`, from 0 to 1.

    Looks at the first 1,000 characters; None where too few of them are Han. `common` holds
    some hundreds of the most common characters of the genre.
    """
    counts = Counter(text[:_SAMPLE])
    han = {char: count for char, count in counts.items() if is_han(char)}
    total = sum(han.values())
    if total < _FEWEST_HAN:
        return None
    return sum(count for char, count in han.items() if char in common) / total


def is_chinese(text: str, common: frozenset[str]) -> bool:
    """Return whether a text has as many common characters as true texts have.

    Where the common ones alone are enough among all characters, as in any sound text, it
    is not asked which of the others are Han.
    """
    sample = text[:_SAMPLE]
    enough = max(_FEWEST_HAN, MOJIBAKE_BELOW * len(sample))
    found = sum(map(common.__contains__, sample[:_USUALLY_ENOUGH]))
    if found < enough:
        found += sum(map(common.__contains__, sample[_USUALLY_ENOUGH:]))
    if found >= enough:
        return True
    share = common_share(text, common)
    return share is not None and share >= MOJIBAKE_BELOW
