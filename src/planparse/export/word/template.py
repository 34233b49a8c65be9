"""A Word file of the house as a template: its page, and its styles where they are named as ours."""

from xml.etree import ElementTree

from planparse.errors import UnreadableFormatError
from planparse.export.word.house import House, PageField, house_of, standard
from planparse.export.word.markup import DECLARATION, WORD
from planparse.export.word.properties import TWIPS
from planparse.locale.message import _
from planparse.readers.word.names import integer
from planparse.readers.xml_events import attributes_of
from planparse.readers.zipped import Parts

_W = f"{{{WORD}}}"
_STRICT = "http://purl.oclc.org/ooxml/wordprocessingml/main"
_MM = 25.4 / 72 / TWIPS
_NAMING = ("basedOn", "next", "link")
_ZIP = b"PK"


def house_in(data: bytes, path: str) -> House:
    """Return how a file, YAML or of Word, has documents set.

    Raises GrammarError for YAML that is not such, UnicodeDecodeError for what is no text,
    and what `house_of_file` raises.
    """
    if data.startswith(_ZIP):
        return house_of_file(data)
    return house_of(data.decode("utf-8-sig"), path)


def house_of_file(data: bytes) -> House:
    """Return the standard with the page and the styles of a Word document.

    Raises PlanparseError where it is none, or is damaged.
    """
    parts = Parts(data, _("Word document (.docx)"))
    styles = _text(parts, "word/styles.xml")
    base = standard()
    page = {**base.page, **_page(parts.read("word/document.xml"))}
    return base._replace(page=page, template=styles)


def merged(template: str, ours: str) -> str:
    """Return the styles of a template, with those of ours that it has none named as.

    Those that both have are called by our identifiers. What numbers paragraphs is left
    out: labels are the plan's.
    """
    theirs, own = ElementTree.fromstring(template), ElementTree.fromstring(ours)
    _keep_word(theirs)
    known = {_named(style): _id(style) for style in own.iter(f"{_W}style")}
    renamed = {
        _id(style): known.get(_named(style), f"House{_id(style)}")
        for style in theirs.iter(f"{_W}style")
    }
    for style in theirs.iter(f"{_W}style"):
        style.set(f"{_W}styleId", renamed[_id(style)])
        for name in _NAMING:
            for each in style.findall(f"{_W}{name}"):
                value = each.get(f"{_W}val", "")
                each.set(f"{_W}val", renamed.get(value, value))
        for properties in style.findall(f"{_W}pPr"):
            for number in properties.findall(f"{_W}numPr"):
                properties.remove(number)
    has = set(map(_named, theirs.iter(f"{_W}style")))
    theirs.extend(style for style in own.iter(f"{_W}style") if _named(style) not in has)
    ElementTree.register_namespace("w", WORD)
    return DECLARATION + ElementTree.tostring(theirs, encoding="unicode")


def _text(parts: Parts, name: str) -> str:
    """Return a part as text, well-formed and without a document type. Raises PlanparseError."""
    text = parts.read(name).decode("utf-8-sig", errors="replace")
    if "<!DOCTYPE" in text:
        raise UnreadableFormatError(_("a document with a DOCTYPE, which is not read"))
    text = text.replace(_STRICT, WORD)
    try:
        ElementTree.fromstring(text)
    except ElementTree.ParseError as fault:
        raise parts.damaged(
            _("{part} is not well-formed ({why})", part=name, why=fault)
        ) from None
    return text


def _page(document: bytes) -> dict[PageField, float]:
    """Return the page that the last section of a document has, in millimetres."""
    sizes = [*attributes_of(document, "pgSz")]
    margins = [*attributes_of(document, "pgMar")]
    if not (sizes and margins):
        return {}
    size, margin = sizes[-1], margins[-1]
    said = {
        "width": _length(size, "w"),
        "height": _length(size, "h"),
        "top": _length(margin, "top"),
        "left": _length(margin, "left"),
        "right": _length(margin, "right"),
        "bottom": _length(margin, "bottom"),
    }
    width = said["width"] - said["left"] - said["right"]
    height = said["height"] - said["top"] - said["bottom"]
    if min(width, height) <= 0:
        raise UnreadableFormatError(
            _(
                "a Word document whose margins leave no room for a text: make them narrower"
            )
        )
    return {
        "width": said["width"],
        "height": said["height"],
        "top": said["top"],
        "left": said["left"],
        "text_width": round(width, 1),
        "text_height": round(height, 1),
    }


def _length(attributes: dict[str, str], name: str) -> float:
    """Return a length in millimetres."""
    return round(abs(integer(attributes, name) or 0) * _MM, 1)


def _keep_word(element: ElementTree.Element) -> None:
    """Take out of an element what is not of WordprocessingML, at any depth."""
    for each in [*element.iter()]:
        for child in [child for child in each if not child.tag.startswith(_W)]:
            each.remove(child)
        for name in [name for name in each.attrib if not name.startswith(_W)]:
            del each.attrib[name]


def _named(style: ElementTree.Element) -> tuple[str, str]:
    """Return the kind and the name of a style; Word writes Heading 1 for heading 1."""
    name = style.find(f"{_W}name")
    words = "" if name is None else name.get(f"{_W}val", "")
    return style.get(f"{_W}type", "paragraph"), words.lower()


def _id(style: ElementTree.Element) -> str:
    """Return the identifier of a style."""
    return style.get(f"{_W}styleId", "")
