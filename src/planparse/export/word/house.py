"""What a document is laid out by: the standard's sizes and faces, and what a house has instead."""

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from planparse.grammar.shipped import word_layout
from planparse.grammar.word_layout import (
    DEEPEST,
    STYLES,
    PageField,
    Style,
    StyleName,
)

__all__ = [
    "DEEPEST",
    "STYLES",
    "Departure",
    "House",
    "PageField",
    "Style",
    "StyleName",
    "departures",
    "house_of",
    "standard",
]


class House(NamedTuple):
    """The page, the faces by their names, and the styles by what they are for.

    Headings of the families `centred` stand in the middle, labels of `strong_labels` are set
    in the face of the first level. `template` are the styles of a Word file, as XML.
    """

    page: Mapping[PageField, float]
    faces: Mapping[str, tuple[str, ...]]
    styles: Mapping[StyleName, Style]
    centred: tuple[str, ...] = ()
    strong_labels: tuple[str, ...] = ()
    template: str = ""


class Departure(NamedTuple):
    """Where a house departs from the standard: what says so, and the clause that says otherwise."""

    field: str
    value: object
    standard: object
    clause: str


def standard() -> House:
    """Return what GB/T 9704—2012 says."""
    shipped = word_layout()
    return House(
        shipped.page,
        shipped.faces,
        shipped.styles,
        shipped.centred,
        shipped.strong_labels,
    )


def house_of(text: str, path: str) -> House:
    """Return the standard with what a YAML text has instead. Raises GrammarError."""
    from planparse.grammar.loading import load
    from planparse.grammar.word_layout_schema import Sheet

    own, base = load(Sheet, text, path), standard()
    styles = dict(base.styles)
    for name, style in own.styles.items():
        styles[name] = styles[name]._replace(**style.model_dump(exclude_unset=True))
    page, faces = {**base.page, **own.page}, {**base.faces, **own.faces}
    return base._replace(page=page, faces=faces, styles=styles)


_FREE = ("name", "clause", "group", "outline")
"""What of a style the standard leaves to everybody."""


def departures(house: House) -> Iterator[Departure]:
    """Yield where a house departs from what a clause of the standard fixes."""
    base, clauses = standard(), word_layout().clauses
    for field, value in base.page.items():
        if house.page[field] != value:
            clause = clauses.get(field, clauses["page"])
            yield Departure(f"page.{field}", house.page[field], value, clause)
    for name, fixed in base.styles.items():
        own = house.styles[name]
        for key in Style._fields if fixed.clause else ():
            before, now = getattr(fixed, key), getattr(own, key)
            if before != now and key not in _FREE:
                yield Departure(f"styles.{name}.{key}", now, before, fixed.clause)
