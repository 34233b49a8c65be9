"""The models that check `word.yaml`, and a file of one's own that says a part of it."""

from collections.abc import Mapping
from typing import Annotated

from pydantic import Field, StringConstraints

from planparse.grammar import word_layout
from planparse.grammar.schema import Data
from planparse.grammar.word_layout import DEEPEST, Align, PageField, StyleName

_PLAIN = word_layout.Style()
"""What a style is that says nothing."""
Colour = Annotated[str, StringConstraints(pattern="^[0-9A-F]{6}$")]
Chars = Annotated[float, Field(ge=-20, le=40)]
Lines = Annotated[float, Field(ge=0, le=20)]


class Style(Data):
    """How paragraphs of one kind are set, or what of it is said; see `word_layout.Style`."""

    name: str = ""
    clause: str = ""
    face: str = _PLAIN.face
    size: Annotated[float, Field(ge=5, le=200)] = _PLAIN.size
    colour: Colour | None = None
    bold: bool = False
    align: Align = _PLAIN.align
    indent: Chars = 0
    first: Chars = 0
    right: Chars = 0
    before: Lines = 0
    after: Lines = 0
    line: Annotated[float, Field(ge=5, le=400)] | None = None
    outline: Annotated[int, Field(ge=1, le=DEEPEST)] | None = None
    group: str = ""


class Sheet(Data):
    """`word.yaml`, or a file of one's own that says a part of it."""

    page: Mapping[PageField, Annotated[float, Field(gt=0, le=2000)]] = {}
    faces: Mapping[str, Annotated[tuple[str, ...], Field(min_length=1)]] = {}
    styles: Mapping[StyleName, Style] = {}


class Standard(Sheet):
    """`word.yaml`, with the clauses that fix the page."""

    clauses: Mapping[str, str]
    centred: tuple[str, ...]
    strong_labels: tuple[str, ...]
