"""Deadlines on days that no calendar has, or in years that nobody can mean."""

import re
from collections.abc import Iterable, Iterator

from planparse.text.dates import is_impossible
from planparse.tree import Document, Finding


def findings(text: str, documents: Iterable[Document]) -> Iterator[Finding]:
    """Yield a T308 for each such deadline.

    Deadlines are looked for only where such a date is written.
    """
    for document in documents:
        start, end, year = document.root.start, document.root.end, document.year
        if not any(
            is_impossible(text[max(start, at - _AROUND) : at + _AROUND], year)
            for at in _marks(text, start, end)
        ):
            continue
        from planparse.facts.finder import finder

        for deadline in finder().find(text, start, end, year).deadlines:
            if deadline.until is None and is_impossible(deadline.text, year):
                yield Finding("T308", deadline.start, deadline.end, (deadline.text,))


def _marks(text: str, start: int, end: int) -> Iterator[int]:
    """Yield where a date may be written that is impossible."""
    for mark in _MARKS:
        for found in mark.finditer(text, start, end):
            yield found.start()


_AROUND = 10
"""A date has no more characters on either side of its mark."""
_MARKS = tuple(
    map(
        re.compile,
        (
            "月(?=[ ]?(?:29|3[0-9]|[4-9][0-9]|二十九|三十)[ ]?日)",
            "月(?<=(?:1[3-9]|[2-9][0-9])月)",
            "年(?<=(?:20[89]|2[1-9][0-9]|[3-9][0-9][0-9])[0-9]年)",
            "20(?=[0-9]{2}[./-][0-9]{1,2}(?![0-9]))",
        ),
    )
)
"""Days late in a month, months behind the twelfth, years far ahead, dates in digits."""
