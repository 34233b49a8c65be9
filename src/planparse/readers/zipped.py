"""Parts of a document that is a zip archive, read piece by piece, within a limit."""

import struct
import zipfile
import zlib
from collections.abc import Iterator
from io import BytesIO

from planparse.errors import DamagedError, EncryptedError, TooLargeError
from planparse.locale.message import _

LIMIT = 128 * 2**20
"""The parts of a document that are read unpack to no more than so many bytes together.

The largest of 98 real Word documents takes 3 million; the rest is room. A choice.
"""


def _lzma_errors() -> tuple[type[Exception], ...]:
    """Return what unpacking a broken LZMA member raises; not every Python has lzma."""
    try:
        from lzma import LZMAError
    except ImportError:
        return ()
    return (LZMAError,)


BROKEN: tuple[type[Exception], ...] = (
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
    EOFError,
    OSError,
    ValueError,
    RuntimeError,
    IndexError,
    OverflowError,
    *_lzma_errors(),
)
"""What reading a broken zip archive may raise, whichever bytes of it are damaged."""
_PIECE = 1 << 16
"""So many bytes are unpacked at a time."""
_ENCRYPTED = 1
"""The bit among the flags of a member that says that it is encrypted."""


class _Room:
    """How many bytes may still be unpacked."""

    def __init__(self) -> None:
        """Begin with all that a document may unpack to."""
        self.left = LIMIT


class Parts:
    """The parts of a document by name; `what` is what it is called in messages."""

    def __init__(self, data: bytes, what: str, within: "Parts | None" = None) -> None:
        """Take the bytes of an archive, and the document that they are a part of, if any.

        The limit holds for both together. Raises DamagedError.
        """
        self._what = what
        self._room: _Room = _Room() if within is None else within._room
        try:
            self._archive = zipfile.ZipFile(BytesIO(data))
        except BROKEN:
            raise self.damaged(_("its end is missing, or it is broken")) from None
        self._members = {
            info.filename.lstrip("/").lower(): info for info in self._archive.infolist()
        }

    def __contains__(self, name: str) -> bool:
        """Return whether there is a part of that name, in letters of either case."""
        return name.lower() in self._members

    def pieces(self, name: str) -> Iterator[bytes]:
        """Yield the bytes of a part, whose checksum is verified on the way.

        Raises DamagedError, EncryptedError, and TooLargeError before more is unpacked than
        the limit allows.
        """
        member = self._members.get(name.lower())
        if member is None:
            raise self.damaged(_("{part} is missing", part=name))
        if member.flag_bits & _ENCRYPTED:
            raise EncryptedError(
                _("an encrypted {what}; save it without a password", what=self._what)
            )
        if member.file_size > self._room.left:
            raise self._too_large(member.file_size)
        for piece in self._unpacked(name, member):
            self._room.left -= len(piece)
            if self._room.left < 0:
                raise self._too_large(LIMIT)
            yield piece

    def _unpacked(self, name: str, member: zipfile.ZipInfo) -> Iterator[bytes]:
        """Yield the bytes of a part. Raises DamagedError."""
        try:
            with self._archive.open(member) as part:
                while piece := part.read(_PIECE):
                    yield piece
        except NotImplementedError:
            raise self.damaged(
                _("{part} is packed in an unknown way", part=name)
            ) from None
        except BROKEN as fault:
            raise self.damaged(
                _("{part} cannot be unpacked ({why})", part=name, why=fault)
            ) from None

    def read(self, name: str) -> bytes:
        """Return a part whole."""
        return b"".join(self.pieces(name))

    def damaged(self, why: str) -> DamagedError:
        """Return the error that says that the document is damaged, and why."""
        return DamagedError(
            _(
                "a damaged {what}: {why}; open it where it was made, and save it again",
                what=self._what,
                why=why,
            )
        )

    def _too_large(self, size: int) -> TooLargeError:
        """Return the error for a part that unpacks to so many bytes, or more."""
        return TooLargeError(
            _(
                "a {what} that unpacks to {size:.0f} MB, and the limit is {limit} "
                "MB; save it in parts",
                what=self._what,
                size=size / 2**20,
                limit=LIMIT // 2**20,
            )
        )
