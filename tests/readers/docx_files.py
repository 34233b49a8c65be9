"""Word documents for the tests, written here part by part: nothing of them is copied."""

import zipfile
from collections.abc import Iterable, Mapping
from html import escape
from io import BytesIO

_TRANSITIONAL = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_STRICT = "http://purl.oclc.org/ooxml/wordprocessingml/main"
W = f'xmlns:w="{_TRANSITIONAL}"'
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'


def run(text: str, properties: str = "") -> str:
    """A run of text."""
    return (
        f"<w:r><w:rPr>{properties}</w:rPr>"
        f'<w:t xml:space="preserve">{escape(text)}</w:t></w:r>'
    )


def paragraph(
    content: str = "",
    number: int | None = None,
    level: int = 0,
    *,
    style: str | None = None,
    properties: str = "",
    mark: str = "",
) -> str:
    """A paragraph of runs, or of one run where `content` is plain text."""
    inner = content if content.startswith("<") or not content else run(content)
    named = f'<w:pStyle w:val="{style}"/>' if style else ""
    counted = (
        ""
        if number is None
        else f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>'
    )
    marked = f"<w:rPr>{mark}</w:rPr>" if mark else ""
    return f"<w:p><w:pPr>{named}{counted}{properties}{marked}</w:pPr>{inner}</w:p>"


def level(place: int, form: str, text: str, start: int = 1, more: str = "") -> str:
    """A level of a list."""
    return (
        f'<w:lvl w:ilvl="{place}"><w:start w:val="{start}"/><w:numFmt w:val="{form}"/>'
        f'{more}<w:lvlText w:val="{text}"/></w:lvl>'
    )


def abstract(name: int, *levels: str, more: str = "") -> str:
    """An abstract list."""
    return (
        f'<w:abstractNum w:abstractNumId="{name}">{more}{"".join(levels)}'
        "</w:abstractNum>"
    )


def num(name: int, of: int, more: str = "") -> str:
    """A list."""
    return f'<w:num w:numId="{name}"><w:abstractNumId w:val="{of}"/>{more}</w:num>'


def table(*rows: Iterable[str], properties: str = "") -> str:
    """A table; each cell is a text, or what stands in it."""
    written = "".join(
        "<w:tr>"
        + "".join(
            f"<w:tc>{cell if cell.startswith('<') else paragraph(cell)}</w:tc>"
            for cell in row
        )
        + "</w:tr>"
        for row in rows
    )
    return f"<w:tbl><w:tblPr>{properties}</w:tblPr>{written}</w:tbl>"


LISTS = (
    abstract(
        0,
        level(0, "chineseCountingThousand", "%1、"),
        level(1, "chineseCounting", "（%2）"),
        level(2, "decimal", "%3."),
        level(3, "decimalEnclosedCircleChinese", "%4"),
        level(4, "ideographTraditional", "%5."),
    )
    + num(1, 0)
    + num(
        2, 0, '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="9"/></w:lvlOverride>'
    )
)
"""The lists 1 and 2, which count together: 一、 （一） 1. ① 甲."""


def parts(
    body: str, lists: str = LISTS, *, head: str = HEAD, styles: str = ""
) -> dict[str, str]:
    """The parts of a document by name."""
    relation = '<Relationship Id="rId{0}" Type="{1}/{2}" Target="{3}"/>'
    return {
        "[Content_Types].xml": f"{HEAD}<Types/>",
        "_rels/.rels": f'{HEAD}<Relationships xmlns="{_PACKAGE}">'
        + relation.format(1, _OFFICE, "officeDocument", "word/document.xml")
        + "</Relationships>",
        "word/document.xml": f"{head}<w:document {W}><w:body>{body}</w:body>"
        "</w:document>",
        "word/numbering.xml": f"{HEAD}<w:numbering {W}>{lists}</w:numbering>",
        "word/styles.xml": f"{HEAD}<w:styles {W}>{styles}</w:styles>",
    }


def packed(parts: Mapping[str, str | bytes]) -> bytes:
    """The bytes of a document of some parts."""
    file = BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in parts.items():
            archive.writestr(zipfile.ZipInfo(name), part, zipfile.ZIP_DEFLATED)
    return file.getvalue()


def docx(body: str, lists: str = LISTS, *, head: str = HEAD, styles: str = "") -> bytes:
    """The bytes of a document."""
    return packed(parts(body, lists, head=head, styles=styles))


def strict(document: Mapping[str, str]) -> dict[str, str]:
    """The same parts in the namespaces of ISO/IEC 29500 strict."""
    return {
        name: part.replace(_TRANSITIONAL, _STRICT).replace(
            _OFFICE, "http://purl.oclc.org/ooxml/officeDocument/relationships"
        )
        for name, part in document.items()
    }
