"""Prices estimated on texts of which the truth is known, price by price.

Each price is tried a step up and a step down, and the changes are kept that make fewer
nodes wrong. Only texts that ask for a price are parsed again when it changes.
"""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from typing import Any, NamedTuple, Protocol

from planparse.grammar.files import LEXICON
from planparse.grammar.lexicon import Lexicon
from planparse.grammar.prices import priced, prices_of, repriced
from planparse.grammar.shipped import shipped, word_lists
from planparse.numbering.lexer import lex
from planparse.pipeline import parse
from planparse.text.encoding import Source
from planparse.tree import Parsed

LEAST_STEP, SHARE = 0.2, 0.3
"""A step is this share of a price, and no smaller than that. A choice."""

Prices = Mapping[str, float]


class Count(Protocol):
    """Says how many nodes of a parse are wrong."""

    def __call__(self, parsed: Parsed) -> int:
        """Return the number of wrong nodes, weighted."""


class Example(NamedTuple):
    """A text, what is true of it, and the prices that its reading asks for."""

    group: str
    source: Source
    count: Count
    asked: frozenset[str] = frozenset()

    def read(self, grammar: Lexicon) -> Parsed:
        """Return the text as a grammar reads it."""
        return parse(self.source, grammar, repair=False, check=False)

    def wrong(self, grammar: Lexicon) -> int:
        """Return how much is wrong as a grammar reads it."""
        return self.count(self.read(grammar))


# ── prices ────────────────────────────────────────────────────────────────────────────


@cache
def _data() -> dict[str, Any]:
    """Return the grammar of all families, as plain data."""
    found: dict[str, Any] = json.loads(shipped()[LEXICON + "auto"])
    return found


def shipped_prices() -> dict[str, float]:
    """Return all prices as they ship, those of the search first."""
    return prices_of(_data())


def grammar_of(prices: Prices) -> Lexicon:
    """Return the grammar with other prices."""
    return Lexicon(repriced(_data(), prices), word_lists())


class _Asked(dict[str, float]):
    """Prices that remember which of them were asked for."""

    def __init__(self, prices: Prices) -> None:
        """Take the prices."""
        super().__init__(prices)
        self.names: set[str] = set()

    def __getitem__(self, name: str) -> float:
        """Return a price, and remember its name."""
        self.names.add(name)
        return super().__getitem__(name)


def with_asked(example: Example) -> Example:
    """Return an example with the names of the prices that its reading asks for."""
    grammar = grammar_of({})
    asked = _Asked(grammar.prices)
    grammar.prices = asked
    example.wrong(grammar)
    met = {
        (one.family, one.price)
        for token in lex(example.source.text, grammar)
        if token.marker is not None
        for one in (token.marker, *token.marker.rivals)
    }
    spellings = {
        name
        for name, spelling in priced(_data())
        if (spelling["family"], spelling["price"]) in met
    }
    return example._replace(asked=frozenset(asked.names | spellings))


# ── the search ────────────────────────────────────────────────────────────────────────


class Change(NamedTuple):
    """A price set to another, and how many fewer nodes are wrong in each example."""

    name: str
    price: float
    gains: tuple[int, ...]

    def gain(self, places: Iterable[int]) -> int:
        """Return how many fewer nodes are wrong in some examples."""
        return sum(self.gains[place] for place in places)


def changes(
    examples: Sequence[Example], prices: Prices, wrong: Sequence[int]
) -> Iterator[Change]:
    """Yield each price a step up and a step down, and what that changes."""
    asked = frozenset().union(*(example.asked for example in examples))
    for name in sorted(asked & prices.keys()):
        step = max(LEAST_STEP, SHARE * abs(prices[name]))
        for price in (prices[name] - step, prices[name] + step):
            if price < 0 <= prices[name]:
                continue
            other = {**prices, name: round(price, 2)}
            gains = gains_of(examples, name, other, wrong)
            yield Change(name, round(price, 2), gains)


def gains_of(
    examples: Sequence[Example], name: str, prices: Prices, wrong: Sequence[int]
) -> tuple[int, ...]:
    """Return how many fewer nodes are wrong in each example where one price is another."""
    grammar = grammar_of(prices)
    return tuple(
        before - example.wrong(grammar) if name in example.asked else 0
        for example, before in zip(examples, wrong, strict=True)
    )


def estimated(
    examples: Sequence[Example],
    places: Sequence[int],
    prices: Prices,
    wrong: Sequence[int],
    found: Sequence[Change],
) -> dict[str, float]:
    """Return the prices that are best in some examples.

    Changes are tried from the one that gains most; each is kept if fewer nodes are wrong
    with it and those before.
    """
    best = dict(prices)
    now = {place: wrong[place] for place in places}
    for change in sorted(found, key=lambda change: -change.gain(places)):
        if change.gain(places) <= 0:
            break
        if best[change.name] != prices[change.name]:
            continue
        grammar = grammar_of({**best, change.name: change.price})
        then = {
            place: examples[place].wrong(grammar)
            for place in places
            if change.name in examples[place].asked
        }
        if sum(then.values()) < sum(now[place] for place in then):
            best[change.name] = change.price
            now |= then
    return best


def changed(before: Prices, after: Prices) -> dict[str, float]:
    """Return the prices that have changed."""
    return {name: price for name, price in after.items() if before[name] != price}
