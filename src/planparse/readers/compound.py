"""Compound files (OLE): what old Office and WPS write, and encrypted documents of new Office."""

from typing import NoReturn

from planparse.errors import EncryptedError, UnreadableFormatError

_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")


def read(data: bytes, _path: str, _encoding: str | None) -> NoReturn:
    """Refuse a compound file. Raises EncryptedError and UnreadableFormatError."""
    if _ENCRYPTED in data:
        raise EncryptedError(
            "an encrypted document; open it with its password, and save it without one"
        )
    raise UnreadableFormatError(
        "a DOC, WPS or XLS document; save it as .docx first, e.g. with LibreOffice"
    )
