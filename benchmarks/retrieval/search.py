"""The search: BM25 by bm25s, over the words that jieba finds."""

import re
from collections.abc import Sequence
from functools import cache

from benchmarks.stress.words import tokenizer

RUN = re.compile(r"[\u4e00-\u9fffA-Za-z0-9]+(?:[.%][A-Za-z0-9]+)*")
"""Letters and digits in a row: jieba is asked once for each such run."""


@cache
def words(run: str) -> tuple[str, ...]:
    """Return the words of a run as search engines cut them: long ones and those in them."""
    return tuple(tokenizer().cut_for_search(run.lower()))


def tokens(text: str) -> list[str]:
    """Return the words of a text."""
    return [word for run in RUN.findall(text) for word in words(run)]


def best(chunks: Sequence[str], asked: Sequence[str], most: int) -> list[list[int]]:
    """Return for each question the places of the chunks that match it best, the best first."""
    import bm25s

    engine = bm25s.BM25()
    engine.index([tokens(chunk) for chunk in chunks], show_progress=False)
    found, _ = engine.retrieve(
        [tokens(question) for question in asked],
        k=min(most, len(chunks)),
        show_progress=False,
    )
    return [[int(place) for place in row] for row in found]
