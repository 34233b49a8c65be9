"""styles.xml and the table of fonts: every style of the house, with its name in Word."""

from planparse.export.word.house import STYLES, House, Style, StyleName
from planparse.export.word.markup import root, val, w
from planparse.export.word.package import Part
from planparse.export.word.properties import letters, of_style
from planparse.readers.word.names import ASIDE, RUN_IN

_IDS = {
    "title": "Title",
    "subtitle": "Subtitle",
    "contents": "TOC1",
    "number": "Footer",
}
"""What Word calls its own styles."""
TEXT = "BodyFace"
"""The letters of the text, in a paragraph that begins in another face."""
ASIDE_ID = "Aside"
GRID = "TaskGrid"
_BUILT_IN = ("heading", "Title", "Subtitle", "toc", "footer")
_GREY = "808080"


def style_id(name: StyleName) -> str:
    """Return the identifier of a style in the document."""
    if name.startswith("level"):
        return f"Heading{name.removeprefix('level')}"
    return _IDS.get(name, f"Gw{name.title().replace('_', '')}")


def face_id(name: StyleName) -> str:
    """Return the identifier of the letters of a style, for a part of a paragraph."""
    return f"{style_id(name)}Char"


def styles(house: House) -> Part:
    """Return the part of styles."""
    normal = Style()
    found = [
        w("docDefaults", w("rPrDefault", _defaults(house)), w("pPrDefault")),
        w(
            "style",
            val("name", "Normal"),
            w("qFormat"),
            w("pPr", *_EVEN, val("jc", "both")),
            letters(house, normal),
            type="paragraph",
            default=1,
            styleId="Normal",
        ),
        w(
            "style",
            val("name", "Default Paragraph Font"),
            val("uiPriority", 1),
            w("semiHidden"),
            w("unhideWhenUsed"),
            type="character",
            default=1,
            styleId="DefaultParagraphFont",
        ),
        _table_style(),
        *(_style(house, name) for name in STYLES),
        *(_face(house, name) for name in STYLES if name.startswith("level")),
        _character(TEXT, RUN_IN, letters(house, house.styles["body"])),
        _character(ASIDE_ID, ASIDE, w("rPr", val("color", _GREY))),
    ]
    own = root("styles", *found)
    if house.template:
        from planparse.export.word.template import merged

        own = merged(house.template, own)
    return Part("styles.xml", "styles", own)


def fonts(house: House) -> Part:
    """Return the table of fonts: what stands in for one that is not installed."""
    found = (
        w(
            "font",
            val("altName", ",".join(others)) if others else "",
            val("charset", "86"),
            val("family", "auto"),
            name=name,
        )
        for name, *others in sorted(set(house.faces.values()))
    )
    return Part("fontTable.xml", "fontTable", root("fonts", *found))


_EVEN = (w("autoSpaceDE", val=0), w("autoSpaceDN", val=0), w("snapToGrid", val=0))
"""No room between Chinese and other letters, and lines and letters as they are set."""


def _defaults(house: House) -> str:
    """Return what holds without any style: the letters of the text, in Chinese."""
    of_text = letters(house, Style()).removesuffix("</w:rPr>")
    lang = w("lang", val="en-US", eastAsia="zh-CN", bidi="ar-SA")
    return f"{of_text}{lang}</w:rPr>"


def _style(house: House, name: StyleName) -> str:
    """Return a style of paragraphs."""
    style = house.styles[name]
    is_own = not style.name.startswith(_BUILT_IN)
    follows = "body" if style.outline is not None or name == "title" else name
    return w(
        "style",
        val("name", style.name),
        val("basedOn", "Normal"),
        val("next", style_id(follows)),
        val("link", face_id(name)) if style.outline is not None else "",
        w("qFormat"),
        of_style(house, style),
        letters(house, style),
        type="paragraph",
        styleId=style_id(name),
        customStyle=1 if is_own else None,
    )


def _face(house: House, name: StyleName) -> str:
    """Return the letters of a heading as a style of their own, linked with it."""
    return w(
        "style",
        val("name", f"{house.styles[name].name} Char"),
        val("basedOn", "DefaultParagraphFont"),
        val("link", style_id(name)),
        letters(house, house.styles[name]),
        type="character",
        customStyle=1,
        styleId=face_id(name),
    )


def _character(identifier: str, name: str, properties: str) -> str:
    """Return a style of letters."""
    return w(
        "style",
        val("name", name),
        val("basedOn", "DefaultParagraphFont"),
        properties,
        type="character",
        customStyle=1,
        styleId=identifier,
    )


def _table_style() -> str:
    """Return the style of tables: ruled, the text away from the rules."""
    sides = ("top", "left", "bottom", "right", "insideH", "insideV")
    rules = (w(side, val="single", sz=4, space=0, color="auto") for side in sides)
    return w(
        "style",
        val("name", "Table Grid"),
        w(
            "tblPr",
            w("tblBorders", *rules),
            w(
                "tblCellMar",
                w("left", w=85, type="dxa"),
                w("right", w=85, type="dxa"),
            ),
        ),
        type="table",
        styleId=GRID,
    )
