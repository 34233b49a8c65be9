"""Documents of old formats (.doc, .wps, .rtf, .xls, .odt): LibreOffice makes new ones of them.

What it makes is read as Word documents and workbooks are. Where it is not installed, the
message says so.
"""

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import NamedTuple

from planparse.errors import DamagedError, EncryptedError, UnreadableFormatError
from planparse.locale.message import _
from planparse.readers import libreoffice, word, workbook
from planparse.text.encoding import Source


class _Kind(NamedTuple):
    """What a document is: in messages, in its ending, and what is made of it."""

    what: str
    ending: str
    target: str


_RTF = _Kind(_("an RTF document"), ".rtf", "docx")
_XML = _Kind(_("a Word document as XML"), ".xml", "docx")
_OPEN: Mapping[bytes, _Kind] = MappingProxyType(
    {
        b"opendocument.text": _Kind(_("an OpenDocument text"), ".odt", "docx"),
        b"opendocument.spreadsheet": _Kind(
            _("an OpenDocument workbook"), ".ods", "xlsx"
        ),
    }
)
"""The types of OpenDocument files, which stand in their first part, unpacked."""
_TYPE_WITHIN = 200
_STREAMS: Mapping[str, _Kind] = MappingProxyType(
    {
        "WordDocument": _Kind(_("a DOC or WPS document"), ".doc", "docx"),
        "Workbook": _Kind(_("an XLS workbook"), ".xls", "xlsx"),
        "Book": _Kind(_("an XLS workbook"), ".xls", "xlsx"),
    }
)
"""The streams of compound files by which a document is told."""
_ENCRYPTED_PACKAGE = "EncryptedPackage"
_WORD_HEAD = 512
"""In most documents of Word 97 the head of the text is the first sector."""
_WORD_SIGN = b"\xec\xa5"
_ENCRYPTED = 0x0100
"""The bit among the flags of that head that says that the text is encrypted."""


class Made(NamedTuple):
    """What LibreOffice has made of a document, None where it makes nothing of it."""

    kind: _Kind
    data: bytes | None

    def source(self, path: str) -> Source:
        """Return its text. Raises DamagedError, and what reading what was made raises."""
        if self.data is None:
            raise DamagedError(
                _(
                    "{what} that LibreOffice cannot read: it is damaged, or has a "
                    "password; open it where it was made, and save it again",
                    what=self.kind.what,
                )
            )
        reader = word if self.kind.target == "docx" else workbook
        source: Source = reader.read(self.data, path)
        form = self.kind.ending[1:]
        if source.original is None:
            return source
        return source._replace(original=source.original._replace(format=form))


def read(data: bytes, path: str, _encoding: str | None = None) -> Source:
    """Return the text of a document of an old format.

    Raises EncryptedError, DamagedError for what LibreOffice cannot read, and
    UnreadableFormatError where LibreOffice is not installed or has no use for the file.
    """
    kind = _kind_of(data)
    office = libreoffice.installed()
    if office is None:
        raise UnreadableFormatError(
            _(
                "{what}, which is read by way of LibreOffice, and that is not "
                "installed: install it (soffice), or save the document as .{target}",
                what=kind.what,
                target=kind.target,
            )
        )
    (made,) = office.converted([libreoffice.Document(data, kind.ending)], kind.target)
    return Made(kind, made).source(path)


def made_together(files: Sequence[bytes]) -> list[Made | None]:
    """Return what LibreOffice makes of documents of old formats, in one call for each target.

    None stands for each that `read` has something to say of, without LibreOffice.
    """
    office = libreoffice.installed()
    kinds = [None if office is None else _kind_or_none(data) for data in files]
    made: list[Made | None] = [None] * len(files)
    for target in sorted({kind.target for kind in kinds if kind is not None}):
        those = {
            n: kind for n, kind in enumerate(kinds) if kind and kind.target == target
        }
        documents = [
            libreoffice.Document(files[place], kind.ending)
            for place, kind in those.items()
        ]
        assert office is not None
        converted = office.converted(documents, target)
        for (place, kind), data in zip(those.items(), converted, strict=True):
            made[place] = Made(kind, data)
    return made


def _kind_or_none(data: bytes) -> _Kind | None:
    """Return what a document is, None where `_kind_of` raises an error."""
    try:
        return _kind_of(data)
    except UnreadableFormatError:
        return None


def _kind_of(data: bytes) -> _Kind:
    """Return what a document is. Raises EncryptedError and UnreadableFormatError."""
    if data.startswith(b"{\\rtf"):
        return _RTF
    if data.startswith(b"PK"):
        beginning = data[:_TYPE_WITHIN]
        kinds = [kind for name, kind in _OPEN.items() if name in beginning]
    elif not data.startswith(b"\xd0\xcf"):
        return _XML
    elif _has_stream(data, _ENCRYPTED_PACKAGE) or _is_encrypted_word(data):
        raise EncryptedError(
            _(
                "an encrypted document; open it with its password, and save it without one"
            )
        )
    else:
        kinds = [kind for name, kind in _STREAMS.items() if _has_stream(data, name)]
    if not kinds:
        raise UnreadableFormatError(
            _(
                "a document of an office program that holds neither text nor tables; "
                "save what it holds as .docx first"
            )
        )
    return kinds[0]


def _has_stream(data: bytes, name: str) -> bool:
    """Return whether a compound file has a stream of that name in its directory."""
    return name.encode("utf-16-le") in data


def _is_encrypted_word(data: bytes) -> bool:
    """Return whether the head of a Word document says that its text is encrypted."""
    head = data[_WORD_HEAD : _WORD_HEAD + 12]
    if not head.startswith(_WORD_SIGN) or len(head) < 12:
        return False
    return bool(int.from_bytes(head[10:12], "little") & _ENCRYPTED)
