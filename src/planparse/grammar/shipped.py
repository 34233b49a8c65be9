"""The grammars that ship: as compiled when the package was built, else compiled now."""

import json
import os
from collections.abc import Mapping
from functools import lru_cache

from planparse.grammar import word_layout as layouts
from planparse.grammar import wordlists
from planparse.grammar.files import (
    COMPILED,
    LEXICON,
    fingerprint,
    folder,
    is_installed,
    unpacked,
)
from planparse.grammar.lexicon import Lexicon
from planparse.grammar.wordlists import (
    CompareRules,
    DuplicateRules,
    FactWords,
    LearningRules,
    ReportWords,
    StyleWords,
    WordLists,
)

_shipped: dict[str, bytes] = {}


def shipped() -> Mapping[str, bytes]:
    """Return the grammars that ship: parts by name, each as JSON.

    They are a lexicon for each grammar, the `words`, the words for `facts` and of work
    `reports`, how to `compare` plans, which are `duplicates`, what `learning` goes by, the
    words for `style`, how a `word` document is laid out, the `common` characters, and the
    `fingerprint` of the files. A checkout compiles them now where the files have changed since.
    """
    if not _shipped:
        data = None
        if os.path.isfile(COMPILED):
            with open(COMPILED, "rb") as file:
                data = unpacked(file.read())
        if data is None or (
            not is_installed()
            and json.loads(data["fingerprint"]) != fingerprint(folder())
        ):
            from planparse.grammar.compile import compile_folder

            data = compile_folder(folder())
        _shipped.update(data)
    return _shipped


def grammar_names() -> tuple[str, ...]:
    """Return the names of the grammars that ship; the first, `auto`, is all of them."""
    return tuple(
        name.removeprefix(LEXICON) for name in shipped() if name.startswith(LEXICON)
    )


_lexicons: dict[str, Lexicon] = {}


def lexicon(name: str = "auto") -> Lexicon:
    """Return the lexicon of a grammar that ships; `auto` is all of them.

    Raises:
        KeyError: where there is no such grammar.
    """
    if name not in _lexicons:
        data = json.loads(shipped()[LEXICON + name])
        _lexicons[name] = Lexicon(data, word_lists())
    return _lexicons[name]


@lru_cache(maxsize=1)
def word_lists() -> WordLists:
    """Return the word lists that reading and printing ask."""
    return wordlists.word_lists(json.loads(shipped()["words"]))


@lru_cache(maxsize=1)
def fact_words() -> FactWords:
    """Return the words by which facts are known."""
    return wordlists.fact_words(json.loads(shipped()["facts"]))


@lru_cache(maxsize=1)
def report_words() -> ReportWords:
    """Return the words by which work reports are read."""
    return wordlists.report_words(json.loads(shipped()["reports"]))


@lru_cache(maxsize=1)
def compare_rules() -> CompareRules:
    """Return how plans are compared."""
    return wordlists.compare_rules(json.loads(shipped()["compare"]))


@lru_cache(maxsize=1)
def duplicate_rules() -> DuplicateRules:
    """Return when two documents of an archive are one and the same text."""
    return wordlists.duplicate_rules(json.loads(shipped()["duplicates"]))


@lru_cache(maxsize=1)
def learning_rules() -> LearningRules:
    """Return what is taken for a way of numbering that no grammar knows."""
    return wordlists.learning_rules(json.loads(shipped()["learning"]))


@lru_cache(maxsize=1)
def style_words() -> StyleWords:
    """Return the words that rules of style ask for."""
    return wordlists.style_words(json.loads(shipped()["style"]))


@lru_cache(maxsize=1)
def word_layout() -> layouts.WordLayout:
    """Return how a Word document is laid out by the standard."""
    return layouts.word_layout(json.loads(shipped()["word"]))


@lru_cache(maxsize=1)
def common_characters() -> frozenset[str]:
    """Return the characters that true text is mostly made of, for the check on mojibake."""
    return frozenset(json.loads(shipped()["common"]))
