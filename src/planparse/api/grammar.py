"""The grammar that a plan is read by: one that ships, by its name, or a file."""

from functools import lru_cache
from os import PathLike, fspath
from typing import NamedTuple

from planparse.grammar.lexicon import Lexicon
from planparse.grammar.shipped import grammar_names, lexicon
from planparse.locale.message import _

_KEPT = 8
"""Grammars of users that are kept compiled in a process; a choice."""


class Grammar(NamedTuple):
    """A scheme of numbering; `text` is that of its file, None of one that ships.

    `load_grammar` reads one from a file. To compile it takes longer than to parse a plan,
    and is done once in a process.
    """

    name: str
    path: str | None = None
    text: str | None = None

    @property
    def lexicon(self) -> Lexicon:
        """The grammar compiled: what `pipeline` parses with, no part of the public interface."""
        if self.text is None:
            return lexicon(self.name)
        return _compiled(self.text, self.path or self.name)

    def __repr__(self) -> str:
        """Say the name, and the file where it is not one that ships."""
        return f"<Grammar {self.name}{f' of {self.path}' if self.path else ''}>"


def load_grammar(file: str | PathLike[str]) -> Grammar:
    """Read a grammar of one's own from a YAML file.

    It takes the place of a shipped one of its name. Its examples are not held against it:
    `planparse grammar check` does that. Raises GrammarError with every fault that the
    file has, OSError where it cannot be read.
    """
    from planparse.grammar.loading import GrammarError, load
    from planparse.grammar.schema import Grammar as Model

    path = fspath(file)
    with open(path, "rb") as opened:
        data = opened.read()
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as fault:
        raise GrammarError(
            _(
                "{path}: a grammar is UTF-8, and byte {byte} is not",
                path=path,
                byte=fault.start + 1,
            )
        ) from None
    name = load(Model, text, path).grammar
    _compiled(text, path)
    return Grammar(name, path, text)


def grammar_of(grammar: str | Grammar) -> Grammar:
    """Return a grammar, or the one that ships under a name.

    Raises GrammarError for an unknown name.
    """
    if isinstance(grammar, Grammar):
        return grammar
    names = grammar_names()
    if grammar not in names:
        from planparse.grammar.loading import GrammarError

        raise GrammarError(
            _(
                "no grammar is called {grammar}: the grammars are {names}",
                grammar=grammar,
                names=[*names],
            )
        )
    return Grammar(grammar)


@lru_cache(_KEPT)
def _compiled(text: str, path: str) -> Lexicon:
    """Compile a user's grammar; `path` is for messages."""
    from planparse.grammar.user import from_text

    return from_text(text, path)
