"""The prices of a grammar by name: those of the search's moves, and of doubtful spellings."""

from collections.abc import Iterator, Mapping
from typing import Any


def prices_of(data: Mapping[str, Any]) -> dict[str, float]:
    """Return the prices of a compiled grammar, those of moves first."""
    return dict(data["prices"]) | {
        name: spelling["price"] for name, spelling in priced(data)
    }


def repriced(data: Mapping[str, Any], prices: Mapping[str, float]) -> dict[str, Any]:
    """Return a compiled grammar with other prices for some names.

    Raises KeyError for a name that it does not have.
    """
    for name in prices:
        if name not in prices_of(data):
            raise KeyError(name)
    spellings = {id(spelling): prices.get(name) for name, spelling in priced(data)}
    return {
        **data,
        "prices": {
            name: prices.get(name, price) for name, price in data["prices"].items()
        },
        "spellings": [
            spelling
            if spellings.get(id(spelling)) is None
            else {**spelling, "price": spellings[id(spelling)]}
            for spelling in data["spellings"]
        ],
    }


def priced(data: Mapping[str, Any]) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """Yield the spellings that have a price, each by its name: `hanzi-dun {hanzi}, 3`."""
    for spelling in data["spellings"]:
        if spelling["price"]:
            family = data["families"][spelling["family"]]["name"]
            written = spelling["template"] or spelling["pattern"]
            yield f"{family} {written} {spelling['price']:g}", spelling
