"""Read documents as archives hold them: bytes of any format → `Source`, one module each.

A reader gives the text as a person reads it, and what the format knows of each line. What
a line break or a running head is stays with `layout`.
"""

from importlib import import_module

from planparse.errors import DamagedError, UnreadableFormatError
from planparse.readers.recognition import format_of
from planparse.text.encoding import Source, decode

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

_RECOGNISE = "its text has to be recognised (OCR) first"
_REFUSED = {
    "pptx": "a PowerPoint presentation, which has slides and no text to be parsed",
    "png": f"a PNG picture; {_RECOGNISE}",
    "jpeg": f"a JPEG picture; {_RECOGNISE}",
    "gif": f"a GIF picture; {_RECOGNISE}",
    "tiff": f"a TIFF picture; {_RECOGNISE}",
    "gzip": "a gzip archive; unpack it first, e.g. with gunzip",
    "7z": "a 7z archive; unpack it first",
    "rar": "a RAR archive; unpack it first",
    "zip": "a ZIP archive; planparse batch reads the files in it",
    "sqlite": "a SQLite database; planparse search looks into one that planparse batch wrote",
    "parquet": "a Parquet file, whose rows are no text to be parsed",
}
"""What a file is that no reader reads, and what to do; the words follow "FILE is"."""


_NEVER_EMPTY = (
    ".docx", ".docm", ".doc", ".wps", ".rtf", ".pdf", ".ofd", ".xlsx", ".xls", ".odt",
)  # fmt: skip
"""What the names of files end in that are never empty, as text may be."""


CONVERTED = (".doc", ".wps", ".rtf", ".odt", ".xls", ".ods")
"""What the names of files end in, most often, that LibreOffice converts."""


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
    if not data and path.lower().endswith(_NEVER_EMPTY):
        raise DamagedError("an empty file, and none of its format: fetch it again")
    if form not in _READERS and form not in _REFUSED:
        return decode(data, path, encoding)
    if form in _REFUSED:
        raise UnreadableFormatError(_REFUSED[form])
    reader = import_module(f"planparse.readers.{_READERS[form]}")
    source: Source = reader.read(data, path, encoding)
    return source
