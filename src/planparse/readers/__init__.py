"""Read documents as archives hold them: bytes of any format → `Source`, one module each.

A reader gives the text as a person reads it, and what the format knows of each line. What
a line break or a running head is stays with `layout`.
"""

from importlib import import_module

from planparse.errors import DamagedError, UnreadableFormatError
from planparse.locale.message import _
from planparse.readers.plain import NO_TEXT, read_plain
from planparse.readers.recognition import format_of
from planparse.readers.suffixes import NEVER_EMPTY
from planparse.text.encoding import Source

_READERS = {
    "csv": "csv_table",
    "docx": "word",
    "html": "html",
    "mhtml": "mhtml",
    "odf": "office",
    "ofd": "ofd",
    "ole": "office",
    "pdf": "pdf",
    "rtf": "office",
    "word-xml": "office",
    "xlsx": "workbook",
}
"""The module that reads a format; it has `read(data, path, encoding)`."""

_RECOGNISE = _("its text has to be recognised (OCR) first")
_REFUSED = {
    "pptx": _("a PowerPoint presentation, which has slides and no text to be parsed"),
    "png": _("a {kind} picture; {advice}", kind="PNG", advice=_RECOGNISE),
    "jpeg": _("a {kind} picture; {advice}", kind="JPEG", advice=_RECOGNISE),
    "gif": _("a {kind} picture; {advice}", kind="GIF", advice=_RECOGNISE),
    "tiff": _("a {kind} picture; {advice}", kind="TIFF", advice=_RECOGNISE),
    "gzip": _("a gzip archive; unpack it first, e.g. with gunzip"),
    "7z": _("a 7z archive; unpack it first"),
    "rar": _("a RAR archive; unpack it first"),
    "zip": _("a ZIP archive; planparse batch reads the files in it"),
    "sqlite": _(
        "a SQLite database; planparse search looks into one that planparse batch wrote"
    ),
    "elf": NO_TEXT,
    "parquet": _("a Parquet file, whose rows are no text to be parsed"),
}
"""What a file is that no reader reads, and what to do; the words follow "FILE is"."""


def is_converted(data: bytes, path: str) -> bool:
    """Return whether a file is of a format that LibreOffice converts."""
    return _READERS.get(format_of(data, path) or "") == "office"


def read(data: bytes, path: str = "-", encoding: str | None = None) -> Source:
    """Return the text of a file, whatever its format.

    `encoding` is that of plain text and of formats made of it (HTML, CSV); None tells it by
    the bytes. Raises UnreadableFormatError, whose message follows "FILE is", and
    UnknownEncodingError for an encoding that is not read.
    """
    form = format_of(data, path)
    if not data and path.lower().endswith(NEVER_EMPTY):
        raise DamagedError(_("an empty file, and none of its format: fetch it again"))
    if form not in _READERS and form not in _REFUSED:
        return read_plain(data, path, encoding)
    if form in _REFUSED:
        raise UnreadableFormatError(_REFUSED[form])
    reader = import_module(f"planparse.readers.{_READERS[form]}")
    source: Source = reader.read(data, path, encoding)
    return source
