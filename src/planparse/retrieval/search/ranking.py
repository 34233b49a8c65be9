"""How well something answers a search: by where and how often it has the words, and its length."""

from collections.abc import Sequence

from planparse.retrieval.search.words import fold_text, occurrences

_HEADING = 3.0
"""A word in a heading counts as so many in the text: a choice."""
_SATURATION = 1.2
_BY_LENGTH = 0.75
"""The constants of BM25 as they are usually set: that a word counts the less the more often
it was there already, and how far it is held against a text that it is long."""
_USUAL_LENGTH = 80
"""Characters of a usual node: the mean of 47,000 nodes of plans, reports and laws is 78. What
is shorter is no better for that: signatures and addressees are."""


def rating(words: Sequence[str], headings: Sequence[str], text: str) -> float:
    """Return how well headings and text answer a search; 0 where a word is in neither.

    It is BM25 without the share of how rare a word is, since all words have to be there:
    so it depends on nothing but the text itself, and is the same wherever that is kept.
    """
    heads = [(heading, fold_text(heading)) for heading in headings]
    body = fold_text(text)
    length = sum(len(folded) for _, folded in heads) + len(body)
    dampened = _SATURATION * (
        1 - _BY_LENGTH + _BY_LENGTH * max(1.0, length / _USUAL_LENGTH)
    )
    score = 0.0
    for word in words:
        often = occurrences(word, text, body) + _HEADING * sum(
            occurrences(word, heading, folded) for heading, folded in heads
        )
        if not often:
            return 0.0
        score += often * (_SATURATION + 1) / (often + dampened)
    return score
