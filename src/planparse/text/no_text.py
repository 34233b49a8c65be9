"""Tell what is no text: everywhere stand places that are damaged or print nothing."""

import re

from planparse.text.encoding import REPLACEMENT

CONTROLS = r"\0-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f"
"""Cc without tabs and line ends, as the inside of a character class."""
_PLACE = f"[{CONTROLS}{REPLACEMENT}]+"
_FEWEST = 8
"""With fewer such places a source is text, however short it is. A choice."""
_TEXT_BETWEEN = 12
"""A source with so many characters for each such place is text. A choice."""

_OF_BYTES = r"[\0-\x08\x0e-\x1a\x1c-\x1f]+"
"""Controls that no program writes into a text: page and line feeds and escapes aside."""
_BYTES_BETWEEN = 64
"""What has one of them among so many characters is no text. A choice.

Of 1,400 pieces of programs and tables of messages all but 60 have: those have characters
that hardly any text has.
"""
_PLAIN = 0.3
"""Least share of common characters and ASCII in a text that has some of them. Pieces of
programs that were taken for UTF-16 have 0.26 at most."""
_SAMPLE = 20_000
"""So many characters are asked whether they are common."""


def characters_per_damage(text: str) -> int:
    """Return on how many characters there is one damaged place, 0 if these are few.

    A text that is sound Chinese may be damaged everywhere, too: of that it is not asked.
    """
    places = _count(_PLACE, text)
    if places < _FEWEST or places * _TEXT_BETWEEN < len(text):
        return 0
    return len(text) // places


def is_binary(text: str, common: frozenset[str]) -> bool:
    """Return whether what was decoded as text, and is no sound Chinese, is a program or the like.

    `common` holds the most common characters of the genre. Text in an encoding that is not
    known has damage everywhere, but no such controls.
    """
    places = _count(_OF_BYTES, text)
    if places < _FEWEST:
        return False
    return places * _BYTES_BETWEEN >= len(text) or _plain_share(text, common) < _PLAIN


def _plain_share(text: str, common: frozenset[str]) -> float:
    """Return the share of common characters and of ASCII that prints."""
    sample = text[:_SAMPLE]
    plain = sum(char in common or " " <= char <= "~" for char in sample)
    return plain / len(sample)


def _count(pattern: str, text: str) -> int:
    """Return how often a pattern matches."""
    return sum(1 for _ in re.finditer(pattern, text))
