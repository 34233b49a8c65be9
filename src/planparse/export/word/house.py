"""What a document is laid out by: the standard's sizes and faces, and what a house has instead."""

import os
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Annotated, Literal, NamedTuple, get_args

from pydantic import Field, StringConstraints

from planparse.grammar.files import folder
from planparse.grammar.loading import load
from planparse.grammar.schema import Data

PageField = Literal[
    "width",
    "height",
    "top",
    "left",
    "text_width",
    "text_height",
    "lines",
    "characters",
    "number_below",
]
StyleName = Literal[
    "body",
    "masthead",
    "secrecy",
    "docnumber",
    "title",
    "subtitle",
    "addressee",
    "level1",
    "level2",
    "level3",
    "level4",
    "level5",
    "level6",
    "level7",
    "level8",
    "level9",
    "attachment",
    "signature",
    "date",
    "annex",
    "contents",
    "imprint",
    "cell",
    "cell_head",
    "number",
]
STYLES: tuple[StyleName, ...] = get_args(StyleName)
DEEPEST = 9
"""The last level of headings that Word has."""

Align = Literal["left", "center", "right", "both"]
Colour = Annotated[str, StringConstraints(pattern="^[0-9A-F]{6}$")]
Chars = Annotated[float, Field(ge=-20, le=40)]
Lines = Annotated[float, Field(ge=0, le=20)]


class Style(Data):
    """How paragraphs of one kind are set; `grammars/word.yaml` says what they are measured in."""

    name: str = ""
    clause: str = ""
    face: str = "仿宋"
    size: Annotated[float, Field(ge=5, le=200)] = 16
    colour: Colour | None = None
    bold: bool = False
    align: Align = "both"
    indent: Chars = 0
    first: Chars = 0
    right: Chars = 0
    before: Lines = 0
    after: Lines = 0
    line: Annotated[float, Field(ge=5, le=400)] | None = None
    outline: Annotated[int, Field(ge=1, le=DEEPEST)] | None = None
    group: str = ""


class _Sheet(Data):
    """`grammars/word.yaml`, or a file of one's own that says a part of it."""

    page: Mapping[PageField, Annotated[float, Field(gt=0, le=2000)]] = {}
    faces: Mapping[str, Annotated[tuple[str, ...], Field(min_length=1)]] = {}
    styles: Mapping[StyleName, Style] = {}


class _Standard(_Sheet):
    """`grammars/word.yaml`, with the clauses that fix the page."""

    clauses: Mapping[str, str]
    centred: tuple[str, ...]
    strong_labels: tuple[str, ...]


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


@cache
def _shipped() -> _Standard:
    """Return the standard as it lies in its file."""
    path = os.path.join(folder(), "word.yaml")
    with open(path, encoding="utf-8") as file:
        return load(_Standard, file.read(), path)


def standard() -> House:
    """Return what GB/T 9704—2012 says."""
    shipped = _shipped()
    return House(
        shipped.page,
        shipped.faces,
        shipped.styles,
        shipped.centred,
        shipped.strong_labels,
    )


def house_of(text: str, path: str) -> House:
    """Return the standard with what a YAML text has instead. Raises GrammarError."""
    own, base = load(_Sheet, text, path), standard()
    styles = dict(base.styles)
    for name, style in own.styles.items():
        said = {key: getattr(style, key) for key in style.model_fields_set}
        styles[name] = styles[name].model_copy(update=said)
    page, faces = {**base.page, **own.page}, {**base.faces, **own.faces}
    return base._replace(page=page, faces=faces, styles=styles)


_FREE = ("name", "clause", "group", "outline")
"""What of a style the standard leaves to everybody."""


def departures(house: House) -> Iterator[Departure]:
    """Yield where a house departs from what a clause of the standard fixes."""
    base, clauses = standard(), _shipped().clauses
    for field, value in base.page.items():
        if house.page[field] != value:
            clause = clauses.get(field, clauses["page"])
            yield Departure(f"page.{field}", house.page[field], value, clause)
    for name, fixed in base.styles.items():
        own = house.styles[name]
        for key in Style.model_fields if fixed.clause else ():
            before, now = getattr(fixed, key), getattr(own, key)
            if before != now and key not in _FREE:
                yield Departure(f"styles.{name}.{key}", now, before, fixed.clause)
