"""The page: its size, margins and grid, and the page numbers — 1 — on the outer side."""

from planparse.export.word.house import House
from planparse.export.word.markup import root, val, w
from planparse.export.word.package import Part
from planparse.export.word.properties import HINT, TWIPS, grid, twips
from planparse.export.word.styles import style_id

_ODD, _EVEN = "footer1.xml", "footer2.xml"


def footers(house: House) -> list[Part]:
    """Return the page numbers: right on odd pages, left on even ones, one character inside."""
    inside = round(house.styles["number"].size * TWIPS)
    return [
        Part(_ODD, "footer", root("ftr", _number("right", inside))),
        Part(_EVEN, "footer", root("ftr", _number("left", inside))),
    ]


def section(house: House, references: dict[str, str], *, wide: bool = False) -> str:
    """Return the set-up of the pages; `references` are relations by the names of their parts.

    A `wide` page is a sheet that is turned: for the binding it has the same edge above.
    """
    page = house.page
    width, height = twips(page["width"]), twips(page["height"])
    top, left = twips(page["top"]), twips(page["left"])
    right = width - left - twips(page["text_width"])
    bottom = height - top - twips(page["text_height"])
    sides = {"top": top, "right": right, "bottom": bottom, "left": left}
    size = w("pgSz", w=width, h=height)
    if wide:
        sides = {"top": left, "right": top, "bottom": right, "left": bottom}
        size = w("pgSz", w=height, h=width, orient="landscape")
    number = (house.styles["number"].line or house.styles["number"].size) * TWIPS
    below = max(sides["bottom"] - twips(page["number_below"]) - number / 2, 0)
    return w(
        "sectPr",
        *(
            f'<w:footerReference w:type="{kind}" r:id="{references[name]}"/>'
            for kind, name in (("default", _ODD), ("even", _EVEN))
        ),
        size,
        w(
            "pgMar",
            **sides,
            header=round(sides["top"] / 2),
            footer=round(below),
            gutter=0,
        ),
        "" if wide else grid(house),
    )


def settings() -> Part:
    """Return what holds for the document: even pages have page numbers of their own."""
    return Part(
        "settings.xml",
        "settings",
        root(
            "settings",
            val("defaultTabStop", 640),
            w("evenAndOddHeaders"),
            val("characterSpacingControl", "doNotCompress"),
            w(
                "compat",
                w("useFELayout"),
                w(
                    "compatSetting",
                    name="compatibilityMode",
                    uri="http://schemas.microsoft.com/office/word",
                    val=15,
                ),
            ),
        ),
    )


def _number(side: str, inside: int) -> str:
    """Return a page number on one side of the page."""
    field = (
        w("r", w("fldChar", fldCharType="begin")),
        w("r", '<w:instrText xml:space="preserve"> PAGE </w:instrText>'),
        w("r", w("fldChar", fldCharType="separate")),
        w("r", w("t", "1")),
        w("r", w("fldChar", fldCharType="end")),
    )
    return w(
        "p",
        w(
            "pPr",
            val("pStyle", style_id("number")),
            w("ind", **{side: inside}),
            val("jc", side),
        ),
        _dash("— "),
        *field,
        _dash(" —"),
    )


def _dash(words: str) -> str:
    """Return the dash beside a page number, in the Chinese face."""
    return w("r", w("rPr", HINT), f'<w:t xml:space="preserve">{words}</w:t>')
