"""Expressions that are made of words."""

import re
from collections.abc import Iterable


def any_of(words: Iterable[str]) -> str:
    """Return an expression for any of some words, the longest that fits."""
    return "|".join(map(re.escape, sorted(words, key=len, reverse=True)))
