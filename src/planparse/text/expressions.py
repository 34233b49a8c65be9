"""Expressions that are made of words."""

import re
from collections.abc import Iterable


def any_of(words: Iterable[str]) -> str:
    """Return an expression for any of some words, the longest that fits."""
    return "|".join(map(re.escape, sorted(words, key=len, reverse=True)))


def by_first(words: Iterable[str]) -> dict[str, list[str]]:
    """Return what stands behind the first characters of words, by these."""
    rest: dict[str, list[str]] = {}
    for word in words:
        rest.setdefault(word[0], []).append(word[1:])
    return rest
