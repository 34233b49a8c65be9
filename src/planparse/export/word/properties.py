"""What a style says as properties of paragraphs and letters, in the order that Word wants."""

from math import floor
from operator import attrgetter
from typing import NamedTuple

from planparse.export.word.house import House, Style
from planparse.export.word.markup import val, w

TWIPS = 20
"""Twentieths of a point, in which Word measures, to a point."""
_PER_MM = 72 * TWIPS / 25.4
_PER_CHAR = 4096
"""What Word measures the pitch of a grid in, to a point."""
_AUTOMATIC = "000000"
_ROUNDING = 1
"""So many twentieths of a point closer, for LibreOffice measures in hundredths of a millimetre:
without it 27 of 28 letters stand on a line there."""


def twips(millimetres: float) -> int:
    """Return a length on the page as Word measures it."""
    return round(millimetres * _PER_MM)


def line_height(house: House) -> int:
    """Return the height of a line, so that as many as the page has fit on it."""
    page = house.page
    return int(page["text_height"] * _PER_MM / page["lines"])


def grid(house: House) -> str:
    """Return the grid of lines and characters that a page is filled by.

    Paragraphs have its measures themselves and are not tied to it: LibreOffice gives two
    places to a letter that is wider than one, as those of the standard are.
    """
    return w(
        "docGrid",
        type="linesAndChars",
        linePitch=line_height(house),
        charSpace=floor(_apart(house) * _PER_CHAR),
    )


def _apart(house: House) -> float:
    """Return how much wider than a letter of the text a place of the grid is, in points.

    That is less than nothing by the standard: 28 letters of 16 points are 158 mm wide.
    """
    page = house.page
    pitch = twips(page["text_width"]) / TWIPS / page["characters"]
    return pitch - house.styles["body"].size


class Direct(NamedTuple):
    """What one paragraph has that its style has not; None where it has nothing of its own.

    `rule` is the red line of the letterhead below it, `tab` one to the right edge.
    """

    before: float | None = None
    after: float | None = None
    right: float | None = None
    align: str | None = None
    size: float | None = None
    page_break: bool = False
    keep: bool = False
    rule: bool = False
    first: float | None = None
    indent: float | None = None
    tab: bool = False


PLAIN = Direct()


_RULE = w("pBdr", w("bottom", val="single", sz=12, space=11, color="FF0000"))
"""The red line 4 mm below the document number (7.2.7)."""
_OWN = ("before", "after", "right", "first", "indent", "align")


def paragraph(
    house: House,
    direct: Direct,
    style: Style,
    name: str,
    number: str = "",
    mark: str = "",
    change: str = "",
) -> str:
    """Return the properties of a paragraph of a style, with its own.

    `number` says in which list it counts, `mark` what became of its end, and `change` what
    its properties were.
    """
    own = {key: getattr(direct, key) for key in _OWN}
    said = {key: value for key, value in own.items() if value is not None}
    changed = style._replace(**said)
    is_spaced = (changed.before, changed.after) != (style.before, style.after)
    places = attrgetter("right", "first", "indent")
    is_moved = places(changed) != places(style)
    return w(
        "pPr",
        val("pStyle", name),
        w("keepNext") if direct.keep else "",
        w("pageBreakBefore") if direct.page_break else "",
        number,
        _RULE if direct.rule else "",
        _tab(house, style) if direct.tab else "",
        spacing(house, changed) if is_spaced else "",
        indents(changed) if is_moved else "",
        val("jc", direct.align),
        w("rPr", mark) if mark else "",
        change,
    )


def _tab(house: House, style: Style) -> str:
    """Return the tab to the right edge, where the day ends on which a document was printed."""
    right = twips(house.page["text_width"]) - round(style.right * style.size * TWIPS)
    return w("tabs", w("tab", val="right", pos=right))


def of_style(house: House, style: Style) -> str:
    """Return the properties of paragraphs of a style."""
    outline = None if style.outline is None else style.outline - 1
    return w(
        "pPr",
        spacing(house, style),
        indents(style),
        val("jc", style.align),
        val("outlineLvl", outline),
    )


def spacing(house: House, style: Style) -> str:
    """Return the height of lines, and the space before and behind a paragraph."""
    line = line_height(house)
    own = line if style.line is None else round(style.line * TWIPS)
    return w(
        "spacing",
        before=round(style.before * line),
        after=round(style.after * line),
        line=own,
        lineRule="exact",
    )


def indents(style: Style) -> str:
    """Return how far a paragraph is moved in, in characters of its own size."""
    width = style.size * TWIPS
    first, hanging = max(style.first, 0), max(-style.first, 0)
    return w(
        "ind",
        leftChars=round(style.indent * 100),
        left=round(style.indent * width),
        rightChars=round(style.right * 100),
        right=round(style.right * width),
        **(
            {
                "hangingChars": round(hanging * 100),
                "hanging": round(hanging * width),
            }
            if hanging
            else {
                "firstLineChars": round(first * 100),
                "firstLine": round(first * width),
            }
        ),
    )


HINT = w("rFonts", hint="eastAsia")
"""Has marks that both scripts know (“, —, …) set in the Chinese face."""


def letters(house: House, style: Style) -> str:
    """Return the properties of the letters of a style.

    Where a letter of the text is wider than a place of the grid, letters move together by a
    hair, so that a line has as many as the grid has places.
    """
    apart = floor(_apart(house) * TWIPS)
    closer = apart - _ROUNDING if apart < 0 else 0
    face = house.faces.get(style.face, (style.face,))[0]
    size = round(style.size * 2)
    return w(
        "rPr",
        w("rFonts", ascii=face, hAnsi=face, eastAsia=face, cs=face),
        w("b") + w("bCs") if style.bold else w("b", val=0) + w("bCs", val=0),
        val("color", style.colour or _AUTOMATIC),
        val("spacing", closer or None),
        val("sz", size),
        val("szCs", size),
    )
