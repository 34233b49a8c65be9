"""How the cells of a workbook look."""

from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from xlsxwriter import Workbook

SIZE = 10
"""Points of the font of the cells; a Chinese character is as wide and as high."""

BASE = {"font_name": "Times New Roman", "font_size": 10.5}
"""The font that widths of columns are counted in.

A digit of it is 7 pixels wide in Excel and as wide in LibreOffice, on every system, so
that both break lines at the same places.
"""

_DIGIT, _DIGITS_BESIDES = 5.25, 5 / 7
"""Points of such a digit, and how many of them every column has besides its own."""
_BESIDES = 5
"""Points that a column has besides its Chinese characters."""

_CELL = {"font_name": "宋体", "font_size": SIZE}
_BORDERED = {**_CELL, "border": 1, "text_wrap": True, "valign": "vcenter"}
_CENTRED = {"align": "center"}
_LOST = {"font_color": "#C00000", "italic": True}
_SHADE = "#D9E2F0"
_OPEN = {"top": 0, "bottom": 0, "left": 1, "right": 1}


class Styles(NamedTuple):
    """The styles by what they are for.

    `above` is a heading over several tasks, open at top and bottom, `last` the one at the
    foot of a page. `repeated` hides a heading that stands in the row before, `first`
    draws the line above one that does not. `lost` is text of a task that is lost.
    """

    title: Any
    head: Any
    text: Any
    lost: Any
    centred: Any
    date: Any
    above: Any
    last: Any
    repeated: Any
    first: Any
    link: Any


def points(width: int) -> int:
    """Return the points of a column of so many Chinese characters."""
    return width * SIZE + _BESIDES


def digits(width: int) -> float:
    """Return the width of a column of so many Chinese characters, as a sheet is told it."""
    return points(width) / _DIGIT - _DIGITS_BESIDES


def styles(book: "Workbook") -> Styles:
    """Return the styles of a book."""
    add = book.add_format
    above = {**_CELL, "bold": True, "text_wrap": True, "valign": "top"} | _OPEN
    return Styles(
        title=add(
            {**_CELL, **_CENTRED, "font_size": 16, "bold": True, "valign": "vcenter"}
        ),
        head=add({**_BORDERED, **_CENTRED, "bold": True, "bg_color": _SHADE}),
        text=add(_BORDERED),
        lost=add({**_BORDERED, **_LOST}),
        centred=add({**_BORDERED, **_CENTRED}),
        date=add({**_BORDERED, **_CENTRED, "num_format": "yyyy-mm-dd"}),
        above=add(above),
        last=add({**above, "bottom": 1}),
        repeated=add({"font_color": "#FFFFFF", "num_format": ";;;"}),
        first=add({"top": 1}),
        link=add({**_BORDERED, "font_color": "#0563C1", "underline": 1}),
    )
