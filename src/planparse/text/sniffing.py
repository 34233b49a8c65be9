"""Recognise what a file may be: another format, what planparse wrote itself, Markdown."""

import re

_SAVE = "save it as plain text first, e.g. with LibreOffice"
_RECOGNISE = "its text has to be recognised (OCR) first"
_MAGIC = (
    (b"%PDF-", "a PDF; extract its text first, e.g. with pdftotext"),
    (b"{\\rtf", f"an RTF document; {_SAVE}"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", f"a DOC, WPS or XLS document; {_SAVE}"),
    (b"\x89PNG\r\n\x1a\n", f"a PNG picture; {_RECOGNISE}"),
    (b"\xff\xd8\xff", f"a JPEG picture; {_RECOGNISE}"),
    (b"GIF8", f"a GIF picture; {_RECOGNISE}"),
    (b"II*\0", f"a TIFF picture; {_RECOGNISE}"),
    (b"MM\0*", f"a TIFF picture; {_RECOGNISE}"),
    (b"\x1f\x8b\x08", "a gzip archive; unpack it first, e.g. with gunzip"),
    (b"7z\xbc\xaf\x27\x1c", "a 7z archive; unpack it first"),
    (b"Rar!\x1a\x07", "a RAR archive; unpack it first"),
)
_ZIPPED = (
    (
        b"word/document.xml",
        "a DOCX document; save it as plain text first, e.g. with pandoc -t plain",
    ),
    (b"xl/workbook.xml", f"an XLSX workbook; {_SAVE}"),
    (b"OFD.xml", "an OFD document; save it as plain text first in an OFD reader"),
    (b"application/vnd.oasis.opendocument", f"an OpenDocument file; {_SAVE}"),
)


def container(data: bytes) -> str | None:
    """Return what `data` is and what to do, if it is a known file format and no plain text.

    The words follow "FILE is": "a PDF; extract its text first, e.g. with pdftotext". None
    for text.
    """
    if data.startswith(b"PK\x03\x04"):
        archive = "a ZIP archive; unpack it first"
        return next((name for mark, name in _ZIPPED if mark in data), archive)
    return next((name for magic, name in _MAGIC if data.startswith(magic)), None)


AGAIN = (
    "what planparse wrote, no plan; parse the text that it was made from "
    "(planparse diff reads YAML and JSON)"
)
"""What to say of a file that `printed` knows, behind "FILE is"."""
_PRINTED = re.compile(
    r'\s*+(?:(?P<json>\{"planparse":)|(?:---\s++)?(?P<yaml>planparse:)'
    r'|(?P<nodes>\{"id":"[^"]*","parent":))'
)


def printed(text: str) -> str | None:
    """Return the format in which planparse wrote a text: json, yaml or nodes, else None."""
    match = _PRINTED.match(text)
    return match and match.lastgroup


_MARKDOWN_ENDINGS = (".md", ".markdown")
_MARKDOWN_HINTS = ("#", "**", "__", "\\", "|", "- ", "* ", "+ ")
"""A text without any of these has no mark that proves it to be Markdown."""


def is_markdown_name(path: str) -> bool:
    """Return whether a file is named as Markdown is."""
    return path.lower().endswith(_MARKDOWN_ENDINGS)


def may_be_markdown(text: str, path: str) -> bool:
    """Return whether a text may be Markdown, which `markdown` then says for sure."""
    return is_markdown_name(path) or any(hint in text for hint in _MARKDOWN_HINTS)
