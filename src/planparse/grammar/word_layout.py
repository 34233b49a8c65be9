"""How a Word document is laid out, as `word.yaml` says it: the types that a run builds.

`word_layout_schema` has the models that check the file, or a file of one's own.
"""

from collections.abc import Mapping
from typing import Any, Literal, NamedTuple, get_args

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


class Style(NamedTuple):
    """How paragraphs of one kind are set; `grammars/word.yaml` says what they are measured in."""

    name: str = ""
    clause: str = ""
    face: str = "仿宋"
    size: float = 16
    colour: str | None = None
    bold: bool = False
    align: Align = "both"
    indent: float = 0
    first: float = 0
    right: float = 0
    before: float = 0
    after: float = 0
    line: float | None = None
    outline: int | None = None
    group: str = ""


class WordLayout(NamedTuple):
    """`word.yaml`: the standard's page, faces and styles, and the clauses that fix them."""

    page: Mapping[PageField, float]
    faces: Mapping[str, tuple[str, ...]]
    styles: Mapping[StyleName, Style]
    clauses: Mapping[str, str]
    centred: tuple[str, ...]
    strong_labels: tuple[str, ...]


def word_layout(data: Mapping[str, Any]) -> WordLayout:
    """Return how a Word document is laid out, of plain data."""
    return WordLayout(
        page=data["page"],
        faces={name: tuple(faces) for name, faces in data["faces"].items()},
        styles={name: Style(**said) for name, said in data["styles"].items()},
        clauses=data["clauses"],
        centred=tuple(data["centred"]),
        strong_labels=tuple(data["strong_labels"]),
    )
