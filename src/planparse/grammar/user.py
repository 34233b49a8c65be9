"""Compile a user's own grammar, and hold its examples against it."""

from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Any

from planparse.errors import reason
from planparse.grammar.compile import Folder, closure, compiled, read_folder
from planparse.grammar.files import folder
from planparse.grammar.lexicon import Lexicon
from planparse.grammar.loading import GrammarError, load
from planparse.grammar.prices import repriced
from planparse.grammar.schema import Family, Grammar
from planparse.grammar.shipped import word_lists
from planparse.grammar.spelling import Marker
from planparse.locale.message import _
from planparse.system.yaml_models import place_of


def from_text(text: str, path: str) -> Lexicon:
    """Return the lexicon of a grammar file with all that it includes.

    It takes the place of a shipped grammar of its name. Raises GrammarError with every
    fault of the file, each with file, line and column where it has one.
    """
    grammar = load(Grammar, text, path)
    read = _shipped()
    try:
        data = compiled(
            closure([grammar.grammar], {**read.grammars, grammar.grammar: grammar}),
            read.rules,
        )
        data = repriced(data, grammar.prices)
    except GrammarError as fault:
        raise GrammarError(_("{path}: {why}", path=path, why=reason(fault))) from None
    except KeyError as fault:
        name = fault.args[0]
        raise GrammarError(
            _(
                "{place}: no move and no spelling is called {name!r}: "
                "grammars/search.yaml has the moves",
                place=place_of(text, path, ("prices", name)),
                name=name,
            )
        ) from None
    _place_patterns(data["spellings"], grammar, text, path)
    return Lexicon(data, word_lists())


@lru_cache(maxsize=1)
def _shipped() -> Folder:
    """Return the grammars that ship, which a user's own may include."""
    return read_folder(folder())


def _place_patterns(
    spellings: Sequence[dict[str, Any]], grammar: Grammar, text: str, path: str
) -> None:
    """Give each pattern its place in the file, for the message where it takes too long."""
    places = {
        spelling.pattern: ("families", one, "spellings", other, "pattern")
        for one, family in enumerate(grammar.families)
        for other, spelling in enumerate(family.spellings)
        if spelling.pattern
    }
    for spelling in spellings:
        if spelling.get("pattern") in places:
            spelling["where"] = place_of(text, path, places[spelling["pattern"]])


def failing_examples(text: str, path: str) -> Iterator[str]:
    """Yield a message for each example that does not hold.

    A `match` holds if it is read as it says, a `reject` if it is not read for sure, each at
    the beginning of a line, with the grammar and all that it includes in force. Raises
    GrammarError as `from_text` does.
    """
    grammar, words = load(Grammar, text, path), from_text(text, path)
    for family in grammar.families:
        for example, ordinal in family.match.items():
            found = [
                marker.ordinal
                for marker in _meanings(example, words)
                if _is(marker, family, words)
            ]
            if ordinal not in found:
                yield _(
                    "{path}: family {family}: match {example!r} is {found}, not as {ordinal}",
                    path=path,
                    family=family.name,
                    example=example,
                    found=_("read as {ordinal}", ordinal=found[0])
                    if found
                    else _("not read"),
                    ordinal=ordinal,
                )
        for example in family.reject:
            likeliest = _meanings(example, words)[:1]
            if any(
                not marker.price and _is(marker, family, words) for marker in likeliest
            ):
                yield _(
                    "{path}: family {family}: reject {example!r} is read as a marker",
                    path=path,
                    family=family.name,
                    example=example,
                )


def _meanings(example: str, words: Lexicon) -> list[Marker]:
    """Return all that the beginning of a line may mean, likeliest first."""
    found = words.at_line(example, 0) if example[:1] in words.first else None
    return [] if found is None else [found, *found.rivals]


def _is(marker: Marker, family: Family, words: Lexicon) -> bool:
    """Return whether a marker was read as one of a family, by the family's name."""
    return words.families[marker.family].name == family.name
