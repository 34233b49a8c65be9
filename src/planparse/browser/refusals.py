"""Why a file cannot be read in a browser, and what to do."""

from collections.abc import Mapping
from types import MappingProxyType

from planparse.errors import DamagedError, EncryptedError, TooLargeError, reason
from planparse.locale.message import Message, _, in_context, told
from planparse.readers.recognition import format_of
from planparse.tree import Lang

_OFFICE = in_context(
    "page",
    "is of an older or another format of office programs: open it in Word or WPS and "
    "save it as .docx",
)
_PICTURE = in_context("page", "is a picture: have its text recognised (OCR) first")
_PACKED = in_context(
    "page",
    "is an archive that a browser does not unpack: unpack it, and choose the folder",
)
_BY_FORMAT: Mapping[str, Message] = MappingProxyType(
    {
        "pdf": in_context(
            "page",
            "is a PDF, which the page does not read: save its text as .docx or .txt, or "
            "use the command planparse",
        ),
        **dict.fromkeys(("ole", "rtf", "odf", "word-xml"), _OFFICE),
        "pptx": in_context(
            "page",
            "is a PowerPoint presentation, which has slides and no text to be parsed",
        ),
        **dict.fromkeys(("png", "jpeg", "gif", "tiff"), _PICTURE),
        **dict.fromkeys(("gzip", "7z", "rar"), _PACKED),
    }
)
_ENCRYPTED = in_context(
    "page", "is encrypted: open it with its password, and save it without one"
)
TOO_LARGE = in_context(
    "page",
    "is larger than the page takes: use the command planparse, or drop a part of it",
)
_DAMAGED = in_context(
    "page", "is damaged, cut off, or not what its name says: fetch it again"
)
_MEMORY = in_context(
    "page", "needs more memory than the browser gives: drop a part of it"
)


def refusal(fault: Exception, name: str, data: bytes, lang: Lang) -> str:
    """Return the sentence behind the name of a file that could not be read."""
    return told(_refusal(fault, name, data), lang)


def _refusal(fault: Exception, name: str, data: bytes) -> str:
    """Return why a file could not be read, and what to do."""
    if isinstance(fault, MemoryError):
        return _MEMORY
    if isinstance(fault, EncryptedError):
        return _ENCRYPTED
    if isinstance(fault, TooLargeError):
        return TOO_LARGE
    if isinstance(fault, DamagedError):
        return _DAMAGED
    known = _BY_FORMAT.get(format_of(data, name) or "")
    if known is not None:
        return known
    return _("cannot be read: {why}", why=reason(fault) or type(fault).__name__)
