"""Where the words of a running text stand, as jieba divides it: breaks in mid-word are put between their characters."""

import logging
from functools import cache
from tempfile import TemporaryDirectory
from typing import Any

from benchmarks.stress.clean import Word


@cache
def tokenizer() -> Any:
    """A tokenizer of our own, its cache in a folder of our own."""
    import jieba

    jieba.setLogLevel(logging.ERROR)
    made = jieba.Tokenizer()
    with TemporaryDirectory() as folder:
        made.tmp_dir = folder
        made.initialize()
    return made


def divide(text: str) -> tuple[Word, ...]:
    """The spans of all words of two Han characters or more."""
    out, at = [], 0
    for word in tokenizer().cut(text, HMM=False):
        if len(word) > 1 and all("一" <= char <= "鿿" for char in word):
            out.append((at, at + len(word)))
        at += len(word)
    return tuple(out)
