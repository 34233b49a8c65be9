"""What an archive holds: files, folders, globs, zip and tar, as entries in a stable order; what is hostile is refused.

Nothing is unpacked to disk, so no name in an archive can lead anywhere; those that try are refused all the same.
"""

import os
import re
import stat
import sys
from collections.abc import Iterable, Iterator
from io import BufferedReader, RawIOBase
from typing import IO, TYPE_CHECKING, NamedTuple

from planparse.errors import PlanparseError

if TYPE_CHECKING:
    import tarfile
    import zipfile

MOST_OF_FILE = 10**9
"""Bytes of one file: no plan is larger, and all of one has to be in memory."""

MOST_MEMBERS = 200_000
MOST_DIRECTORY = 32 * 10**6
MOST_BYTES = 20 * 10**9
MOST_RATIO = 200
RATIO_FROM = 100 * 10**6
"""What is read of one archive: so many members, bytes of a zip's list of members, bytes in all, and from RATIO_FROM on
so many for a packed one."""

_ZIP = (".zip",)
_TAR = (".tar.gz", ".tgz", ".tar")
_UTF8_NAME = 0x800  # of a zip member's flags
_FORKS = "__MACOSX"  # what macOS puts into archives beside the files


class Entry(NamedTuple):
    """One file of an archive, or one that is refused.

    `name` is what people know it by, `/` between folders: "2023/plan.txt", "plans.zip/2023/plan.txt". `path` is
    the file on disk that holds it, `member` its place in that archive (-1: it is the file itself), `size` in
    bytes. `stamp` differs once the content may. `fault` is why it is refused, for people; empty for the others.
    """

    name: str
    path: str
    member: int
    size: int
    stamp: str
    fault: str = ""


class ChangedError(PlanparseError):
    """An archive is no longer the one that was listed; the message says so."""


def readable(name: str | bytes) -> str:
    """Return a file name as text: UTF-8, else GB18030, else with what is neither shown escaped."""
    raw = os.fsencode(name) if isinstance(name, str) else name
    for codec in ("utf-8", "gb18030"):
        try:
            return raw.decode(codec)
        except UnicodeDecodeError:
            continue
    return raw.decode("utf-8", "backslashreplace")


def stamp_of(status: os.stat_result) -> str:
    """Return what changes whenever a file's content does."""
    return f"{status.st_size}.{status.st_mtime_ns}.{status.st_ctime_ns}.{status.st_ino}"


def state_of(path: str) -> str:
    """Return what tells one state of a file from another, its name aside; empty where there is none."""
    try:
        status = os.stat(path)
    except OSError:
        return ""
    return f"{status.st_size}.{status.st_mtime_ns}.{status.st_ino}"


def is_tar(path: str) -> bool:
    """Say whether a file is read as a tar archive: by its name."""
    return path.lower().endswith(_TAR)


def entries(arguments: Iterable[str], outputs: Iterable[str]) -> Iterator[Entry]:
    """Yield what the arguments hold, each file once for each time it is named, in their order.

    A folder or an archive is known by its last name, what is in it by the way down from there; a file by its path
    as given. Folders go in the order of names, archives in their own. Hidden files are left out, and so are
    `outputs`, where they lie in a folder that is read.
    """
    own = {identity for path in outputs if (identity := _identity(path))}
    for argument in arguments:
        if not os.path.lexists(argument) and any(char in argument for char in "*?["):
            import glob

            found = sorted(glob.glob(argument, recursive=True))
            for path in found:
                if not os.path.isdir(path):
                    yield from _file(path, _relative(path))
            if not found:
                yield Entry(readable(argument), argument, -1, 0, "", "no file matches")
        elif os.path.isdir(argument):
            top = os.path.basename(os.path.normpath(argument))
            yield from _folder(
                argument, "" if top in ("", ".", "..") else f"{readable(top)}/", own
            )
        else:
            yield from _file(argument, _relative(argument))


def _identity(path: str) -> tuple[int, int] | None:
    try:
        status = os.stat(path)
    except OSError:
        return None
    return status.st_dev, status.st_ino


def _relative(path: str) -> str:
    parts = readable(path).replace(os.sep, "/").split("/")
    return "/".join(part for part in parts if part not in ("", ".", "..")) or "file"


def _refused(name: str, path: str, why: str) -> Entry:
    return Entry(name, path, -1, 0, "", why)


def _file(path: str, name: str) -> Iterator[Entry]:
    try:
        status = os.stat(path)
    except FileNotFoundError:
        yield _refused(name, path, "there is no such file")
        return
    except OSError as fault:
        yield _refused(name, path, f"cannot be read: {fault.strerror}")
        return
    yield from _of_status(path, name, status)


def _of_status(path: str, name: str, status: os.stat_result) -> Iterator[Entry]:
    """Yield a file, or what is in it where it is an archive."""
    if not stat.S_ISREG(status.st_mode):
        yield _refused(name, path, "is no file: a pipe, a socket or a device")
    elif path.lower().endswith(_ZIP):
        yield from _zip(path, name, status)
    elif is_tar(path):
        yield from _tar(path, name, status)
    else:
        yield Entry(
            name, path, -1, status.st_size, stamp_of(status), _too_large(status.st_size)
        )


def _folder(root: str, prefix: str, own: set[tuple[int, int]]) -> Iterator[Entry]:
    real = os.path.realpath(root)
    pending: list[tuple[os.DirEntry[str] | str, str]] = [(root, prefix)]
    while pending:
        here, name = pending.pop()
        if not isinstance(here, str):
            if here.is_symlink():
                yield from _link(here, name, real)
                continue
            if not here.is_dir(follow_symlinks=False):
                try:
                    status = here.stat(follow_symlinks=False)
                except OSError as fault:
                    yield _refused(name, here.path, f"cannot be read: {fault.strerror}")
                    continue
                if (status.st_dev, status.st_ino) not in own:
                    yield from _of_status(here.path, name, status)
                continue
            here, name = here.path, f"{name}/"
        if own and _identity(here) in own:
            continue
        try:
            with os.scandir(here) as listing:
                below = sorted(
                    (entry for entry in listing if entry.name[0] != "."),
                    key=_by_name,
                    reverse=True,
                )
        except OSError as fault:
            yield _refused(name or root, here, f"cannot be read: {fault.strerror}")
            continue
        pending += [
            (entry, name + _plain(entry.name))
            for entry in below
            if entry.name != _FORKS
        ]


def _by_name(entry: os.DirEntry[str]) -> str:
    return entry.name


def _plain(name: str) -> str:
    return name if name.isascii() else readable(name)


def _link(link: os.DirEntry[str], name: str, root: str) -> Iterator[Entry]:
    """Yield the file a link leads to, where that is in the folder; a folder in it is met anyway."""
    target = os.path.realpath(link.path)
    if target != root and not target.startswith(os.path.join(root, "")):
        yield _refused(name, link.path, "is a link that leads out of the folder")
    elif not os.path.exists(target):
        yield _refused(name, link.path, "is a link that leads nowhere")
    elif not os.path.isdir(target):
        yield from _file(link.path, name)


# ── archives ─────────────────────────────────────────────────────────────────────────────────────────────

_OUT = re.compile(r"^(?:[A-Za-z]:|[/\\])|(?:^|[/\\])\.\.(?:[/\\]|$)")


def _member_name(name: str) -> tuple[str, str]:
    """Return a member's name, tidied, and why it is refused, if it is."""
    fault = "its name leads out of the archive" if _OUT.search(name) else ""
    return "/".join(
        part for part in re.split(r"[/\\]", name) if part not in ("", ".", "..")
    ), fault


def _hidden(name: str) -> bool:
    return any(part.startswith(".") or part == _FORKS for part in name.split("/"))


def too_much(members: int, total: int, packed: int) -> str:
    """Say why no more is read of an archive; empty where it is none too large."""
    if members > MOST_MEMBERS:
        return f"holds more than {MOST_MEMBERS:,} files: unpack it and name the folder"
    if total > MOST_BYTES:
        return f"unpacks to more than {MOST_BYTES // 10**9} GB: unpack it and name the folder"
    if total > RATIO_FROM and total > MOST_RATIO * packed:
        return f"unpacks to more than {MOST_RATIO} times its size, as a zip bomb does: unpack it and name the folder"
    return ""


def _too_large(size: int) -> str:
    return f"has more than {MOST_OF_FILE // 10**9} GB" if size > MOST_OF_FILE else ""


def _directory_size(path: str) -> int:
    """Return how many bytes a zip archive says that its list of members has: all of it will be read at once."""
    with open(path, "rb") as file:
        size = file.seek(0, os.SEEK_END)
        tail_at = max(0, size - (1 << 16) - 42)
        file.seek(tail_at)
        tail = file.read()
        end = tail.rfind(b"PK\5\6")
        if end < 0:
            return 0
        found = int.from_bytes(tail[end + 12 : end + 16], "little")
        if found == 0xFFFFFFFF and tail[end - 20 : end - 16] == b"PK\6\7":
            file.seek(int.from_bytes(tail[end - 12 : end - 4], "little") + 40)
            found = int.from_bytes(file.read(8), "little")
        return min(found, size)


def _zip(path: str, name: str, status: os.stat_result) -> Iterator[Entry]:
    import zipfile

    stamp = stamp_of(status)
    try:
        if _directory_size(path) > MOST_DIRECTORY:
            yield _refused(name, path, too_much(MOST_MEMBERS + 1, 0, 0))
            return
        with zipfile.ZipFile(path) as archive:
            members = archive.infolist()
    except (zipfile.BadZipFile, NotImplementedError, ValueError) as fault:
        yield _refused(name, path, f"is no sound zip archive: {fault}")
        return
    except OSError as fault:
        yield _refused(name, path, f"cannot be read: {fault.strerror}")
        return
    why = too_much(
        len(members), sum(member.file_size for member in members), status.st_size
    )
    if why:
        yield _refused(name, path, why)
        return
    for place, member in enumerate(members):
        below, fault_of = _member_name(_zip_name(member))
        if member.is_dir() or _hidden(below):
            continue
        if stat.S_ISLNK(member.external_attr >> 16):
            fault_of = "is a link"
        elif member.flag_bits & 1:
            fault_of = "is encrypted"
        fault_of = fault_of or _too_large(member.file_size)
        yield Entry(
            f"{name}/{below}",
            path,
            place,
            member.file_size,
            f"{stamp}.{place}",
            fault_of,
        )


def _zip_name(member: "zipfile.ZipInfo") -> str:
    """Return a member's name. Without the flag for UTF-8 it is in the writer's encoding, here most often GBK."""
    if member.flag_bits & _UTF8_NAME:
        return member.filename
    try:
        return readable(member.orig_filename.encode("cp437"))
    except UnicodeEncodeError:
        return member.filename


class _Limited(RawIOBase):
    """An unpacked stream that stops where an archive unpacks to too much. Raises ChangedError then."""

    def __init__(self, file: IO[bytes], packed: int) -> None:
        self._file, self._packed, self._total = file, packed, 0

    def readable(self) -> bool:
        """Say that it can be read."""
        return True

    def readinto(self, buffer: bytearray) -> int:  # type: ignore[override]
        """Read into a buffer."""
        data = self._file.read(len(buffer))
        self._total += len(data)
        why = too_much(0, self._total, self._packed)
        if why:
            raise ChangedError(why)
        buffer[: len(data)] = data
        return len(data)


def _broken() -> tuple[type[Exception], ...]:
    """Return what reading an unsound tar archive may raise."""
    import gzip
    import tarfile
    import zlib

    return (
        tarfile.TarError,
        EOFError,
        ValueError,
        OverflowError,
        zlib.error,
        gzip.BadGzipFile,
        ChangedError,
    )


def _tar(path: str, name: str, status: os.stat_result) -> Iterator[Entry]:
    stamp, place = stamp_of(status), -1
    try:
        for place, member, _ in _members(path):
            below, why = _member_name(readable(member.name))
            if place >= MOST_MEMBERS:
                yield _refused(name, path, too_much(place + 1, 0, 0))
                return
            if member.isdir() or _hidden(below):
                continue
            if not member.isreg():
                why = (
                    "is a link"
                    if member.issym() or member.islnk()
                    else "is no file: a pipe or a device"
                )
            if (
                not 0 <= member.size < sys.maxsize
            ):  # a header can say anything, and nothing behind it can be found
                yield _refused(
                    f"{name}/{below}", path, "says that it is larger than any file"
                )
                return
            yield Entry(
                f"{name}/{below}",
                path,
                place,
                member.size,
                f"{stamp}.{place}",
                why or _too_large(member.size),
            )
    except _broken() as fault:
        said = (
            str(fault)
            if isinstance(fault, ChangedError)
            else f"is no sound tar archive: {fault}"
        )
        yield _refused(
            name if place < 0 else f"{name}: behind its file {place + 1}", path, said
        )
    except OSError as fault:
        yield _refused(name, path, f"cannot be read: {fault.strerror or fault}")


def _members(path: str) -> Iterator[tuple[int, "tarfile.TarInfo", "tarfile.TarFile"]]:
    import gzip
    import tarfile

    with open(path, "rb") as file:
        packed = file.read(2) == b"\x1f\x8b"
        file.seek(0)
        unpacked: IO[bytes] = gzip.GzipFile(fileobj=file) if packed else file  # type: ignore[assignment]
        limited = BufferedReader(
            _Limited(unpacked, os.fstat(file.fileno()).st_size), 1 << 16
        )  # type: ignore[type-var]
        with tarfile.open(
            fileobj=limited, mode="r|", encoding="utf-8", errors="surrogateescape"
        ) as archive:
            place = 0
            while (member := archive.next()) is not None:
                yield place, member, archive
                archive.members.clear()  # type: ignore[attr-defined] # or every member would be kept
                place += 1


# ── content ──────────────────────────────────────────────────────────────────────────────────────────────


def read_file(path: str) -> tuple[bytes, str]:
    """Return what is in a file, and its stamp. Raises OSError, also for what is no file."""
    fd = os.open(
        path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
    )
    with open(fd, "rb") as file:
        status = os.fstat(fd)
        if not stat.S_ISREG(status.st_mode):
            raise OSError(0, "is no file: a pipe, a socket or a device")
        return file.read(), stamp_of(status)


class Zipped:
    """Reads members of zip archives, the last archive kept open."""

    def __init__(self) -> None:
        self._path, self._stamp = "", ""
        self._archive: zipfile.ZipFile | None = None

    def read(self, path: str, member: int, stamp: str) -> bytes:
        """Return a member's bytes; `stamp` is that of its entry. Raises ChangedError, OSError, BadZipFile and others."""
        import zipfile

        wanted = stamp.rpartition(".")[0]
        if self._archive is None or (path, wanted) != (self._path, self._stamp):
            if self._archive is not None:
                self._archive.close()
                self._archive = None
            if stamp_of(os.stat(path)) != wanted:
                raise ChangedError("its archive was changed while it was read")
            self._archive, self._path, self._stamp = zipfile.ZipFile(path), path, wanted
        try:
            return self._archive.read(self._archive.infolist()[member])
        except _lzma_errors() as fault:
            raise zipfile.BadZipFile(str(fault)) from None


def _lzma_errors() -> tuple[type[Exception], ...]:
    """Return what unpacking an unsound LZMA member raises; a Python may be built without lzma."""
    try:
        from lzma import LZMAError
    except ImportError:
        return ()
    return (LZMAError,)


class Tarred:
    """Reads members of tar archives that are asked for in order, going through each archive once."""

    def __init__(self) -> None:
        self._path = ""
        self._members: Iterator[tuple[int, tarfile.TarInfo, tarfile.TarFile]] = iter(())

    def read(self, path: str, member: int, stamp: str) -> bytes:
        """Return a member's bytes; `stamp` is that of its entry. Raises ChangedError or OSError."""
        try:
            if path != self._path:
                if stamp_of(os.stat(path)) != stamp.rpartition(".")[0]:
                    raise ChangedError("its archive was changed while it was read")
                self._path, self._members = path, _members(path)
            for place, info, archive in self._members:
                if place == member:
                    file = archive.extractfile(info)
                    assert file is not None
                    return file.read()
        except _broken() as fault:
            raise ChangedError(f"its archive broke off: {fault}") from None
        raise ChangedError("its archive was changed while it was read")


# ── names of outputs ─────────────────────────────────────────────────────────────────────────────────────

_UNSAFE = re.compile(
    r'[\x00-\x1f\x7f-\x9f<>:"|?*\\\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ud800-\udfff]|[. ]$'
)
_RESERVED = re.compile(r"(?:con|prn|aux|nul|com[0-9]|lpt[0-9])(?:\..*)?", re.IGNORECASE)
_LONGEST = 200  # bytes of one name, so that an ending and a number have room within 255


def safe(name: str) -> str:
    """Return a name that any file system takes, the same for the same name always.

    A name that has to be changed ends in `~` and eight characters that stand for how it was, so that two do not
    become one.
    """
    return name if _is_safe(name) else "/".join(map(_safe_part, name.split("/")))


def _is_safe(name: str) -> bool:
    return (
        name.isascii()
        and re.fullmatch(r"[A-Za-z0-9_-][\w-]*(?:\.[\w-]+)*", name) is not None
        and len(name) < 50
    )


def _safe_part(part: str) -> str:
    import unicodedata

    clean = _UNSAFE.sub("_", unicodedata.normalize("NFC", part))
    if _RESERVED.fullmatch(clean):
        clean = f"_{clean}"
    if len(clean.encode()) > _LONGEST:
        clean = clean.encode()[: _LONGEST - 9].decode("utf-8", "ignore")
    return clean if clean == part else f"{clean}{distinct(part)}"


def distinct(name: str) -> str:
    """Return the nine characters that tell a name from others that look the same."""
    from hashlib import sha256

    return f"~{sha256(name.encode('utf-8', 'backslashreplace')).hexdigest()[:8]}"


def folded(name: str) -> str:
    """Return what is equal for names that some file system takes for the same one."""
    if name.isascii():
        return name.lower()
    import unicodedata

    return unicodedata.normalize("NFC", name).casefold()
