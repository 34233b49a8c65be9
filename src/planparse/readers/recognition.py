"""Tell the format of a file: by its content, by its name only where the content has no sign."""

import re
from collections.abc import Mapping
from types import MappingProxyType

_BEGINNING = 1024
"""So many first bytes are looked at; a PDF may have its sign anywhere in them."""
_SIGNS: Mapping[bytes, str] = MappingProxyType(
    {
        b"{\\rtf": "rtf",
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1": "ole",
        b"\x89PNG\r\n\x1a\n": "png",
        b"\xff\xd8\xff": "jpeg",
        b"GIF8": "gif",
        b"II*\0": "tiff",
        b"MM\0*": "tiff",
        b"\x1f\x8b\x08": "gzip",
        b"7z\xbc\xaf\x27\x1c": "7z",
        b"Rar!\x1a\x07": "rar",
        b"SQLite format 3\0": "sqlite",
        b"PAR1\x15": "parquet",
        b"\x7fELF": "elf",
    }
)
_MEMBERS: Mapping[str, str] = MappingProxyType(
    {
        "word/": "docx",
        "xl/": "xlsx",
        "ppt/": "pptx",
        "OFD.xml": "ofd",
        "META-INF/manifest.xml": "odf",
        "[Content_Types].xml": "docx",
    }
)
"""What the names of members begin with by which a zip archive is told to be a document."""
_WORD_XML = (b"<w:wordDocument", b"<pkg:package", b'progid="Word.Document"')
"""What Word documents begin with that are one file of XML."""
_ELEMENT = (
    rb"(?i)<(?:!doctype\s+html|html|head|body|meta|title|style|link|script|div|p|table|tbody"
    rb"|span|font|center|h[1-6]|ul|ol|article|section|main|br)\b[^<>]{0,2000}/?>"
)
"""The first element of a page of HTML, or of a part of one."""
_BEFORE = rb"(?s)(?:\xef\xbb\xbf)?\s*(?:<\?xml[^>]{0,200}\?>\s*)?(?:<!--.*?-->\s*)*"
_NAMED = (("csv", (".csv", ".tsv")),)


def format_of(data: bytes, path: str) -> str | None:
    """Return the short name of a file's format, None for plain text.

    Where the bytes have a sign, they decide; a table of plain text is known by its name.
    """
    if data.startswith(b"PK\x03\x04"):
        return _zipped(data)
    for sign, name in _SIGNS.items():
        if data.startswith(sign):
            return name
    beginning = data[:_BEGINNING]
    if b"%PDF-" in beginning:
        return "pdf"
    if b"multipart/related" in beginning and b"MIME-Version:" in beginning:
        return "mhtml"
    if any(sign in beginning for sign in _WORD_XML):
        return "word-xml"
    if b"<" in beginning and _is_html(data):
        return "html"
    lower = path.lower()
    return next((name for name, ends in _NAMED if lower.endswith(ends)), None)


def _zipped(data: bytes) -> str:
    """Return which document a zip archive is, "zip" where it is none."""
    import zipfile
    from io import BytesIO

    from planparse.readers.zipped import BROKEN

    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            names = archive.namelist()
    except BROKEN:
        size = int.from_bytes(
            data[26:28], "little"
        )  # cut off: only the first one is known
        names = [data[30 : 30 + size].decode("utf-8", "replace")]
    return next(
        (
            form
            for mark, form in _MEMBERS.items()
            if any(name.startswith(mark) for name in names)
        ),
        "zip",
    )


def _is_html(data: bytes) -> bool:
    """Return whether a file begins as a page of HTML does, whatever its encoding."""
    beginning = data[: 8 * _BEGINNING]
    for mark, codec in ((b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be")):
        if data.startswith(mark):
            beginning = beginning[2:].decode(codec, "ignore").encode()
    before = re.match(_BEFORE, beginning)
    element = re.compile(_ELEMENT)
    return before is not None and element.match(beginning, before.end()) is not None
