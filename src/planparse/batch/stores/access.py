"""A store: a folder under a URL, reached by fsspec; what goes wrong is told in words."""

import os
from collections.abc import Iterable, Sequence
from datetime import datetime
from hashlib import sha256
from typing import IO, Any

from planparse.batch.stores.urls import on_disk
from planparse.errors import PlanparseError, reason
from planparse.locale.message import _
from planparse.system.files import CannotWriteError, to_file
from planparse.system.reading import pieces_of

_MARKS = ("ETag", "etag", "md5Hash", "content_md5", "checksum")
"""What stores call that which changes with the content of a file."""

_TIMES = ("mtime", "LastModified", "last_modified", "updated", "created")
"""What they call the time of its change, where they have no such mark."""

_BLOCK = 1 << 20
"""Bytes that are read ahead in an archive: a choice. By itself s3fs reads 50 MB."""


class CannotReadError(PlanparseError):
    """A store, or a file in it, that cannot be read; the message says why."""


def file_system(url: str) -> tuple[Any, str]:
    """Return the file system of a URL, as fsspec has it, and the path in it.

    It remembers no listing. Raises CannotReadError where the store is unknown, or the
    library that it takes is not installed.
    """
    import fsspec

    try:
        system, path = fsspec.core.url_to_fs(url, use_listings_cache=False)
    except (ImportError, ValueError) as fault:
        raise CannotReadError(_("{url}: {why}", url=url, why=reason(fault))) from None
    return system, path


def stamp_of(found: dict[str, Any]) -> str:
    """Return what changes whenever the content of a file may have, as `entry.stamp_of` does.

    The times are 0: where the store has a mark of the content, that is enough. Where it
    tells nothing at all, the stamp is a new one each time.
    """
    told = next(
        (found[name] for name in (*_MARKS, *_TIMES) if found.get(name)), os.urandom(16)
    )
    if isinstance(told, datetime):  # in a list it is a number, in some stores
        told = told.timestamp()
    return f"{found['size']}.0.0.{sha256(str(told).encode()).hexdigest()[:16]}"


def opened(system: Any, path: str) -> IO[bytes]:
    """Return a file in which one may read here and there: an archive."""
    file: IO[bytes] = system.open(path, "rb", block_size=_BLOCK)
    return file


def read_together(
    system: Any, paths: Sequence[str], sizes: Sequence[int]
) -> list[bytes | Exception]:
    """Return the contents of several files, which are asked for at once, or what went wrong.

    No path is taken for a pattern, whatever brackets it has. All bytes from the first one on
    are asked for: asked for a file, s3fs asks for its size too. An empty file has no first.
    """
    found: list[bytes | Exception] = system.cat_ranges(
        list(paths),
        [0 if size else None for size in sizes],
        [None] * len(paths),
        on_error="return",
    )
    return found


def why(fault: BaseException) -> str:
    """Return in words what a store says of a fault; each client raises errors of its own."""
    if isinstance(fault, FileNotFoundError):
        return _("the file no longer exists")
    said = getattr(fault, "strerror", None) or str(fault) or type(fault).__name__
    return _("cannot be read: {why}", why=" ".join(str(said).split()))


class Store:
    """A folder of a store that is written to: objects by their names, each whole or not at all."""

    def __init__(self, url: str) -> None:
        """Take the folder's URL. Raises CannotReadError where nothing is known of such a store."""
        self.url = url.rstrip("/")
        self._system, path = file_system(self.url)
        self._root = path.rstrip("/")
        self._disk = on_disk(self.url)

    def get(self, name: str) -> bytes | None:
        """Return the content of an object, None where there is none. Raises CannotReadError."""
        try:
            data: bytes = self._system.cat_file(f"{self._root}/{name}")
        except FileNotFoundError:
            return None
        except Exception as fault:
            raise CannotReadError(
                _("{url}/{name} {why}", url=self.url, name=name, why=why(fault))
            ) from None
        return data

    def put(self, name: str, data: bytes) -> None:
        """Write an object. Raises CannotWriteError."""
        if self._disk is not None:
            self._to_disk(name, [data])
            return
        with _Told(f"{self.url}/{name}"):
            self._system.pipe_file(f"{self._root}/{name}", data)

    def upload(self, name: str, path: str) -> None:
        """Write an object that is a file of this machine so far. Raises CannotWriteError."""
        if self._disk is not None:
            self._to_disk(name, pieces_of(path))
            return
        with _Told(f"{self.url}/{name}"):
            self._system.put_file(path, f"{self._root}/{name}")

    def sizes(self, folder: str) -> dict[str, int]:
        """Return the names of the objects in a folder, each with its bytes.

        Raises CannotReadError.
        """
        try:
            found = self._system.ls(f"{self._root}/{folder}", detail=True)
        except FileNotFoundError:
            return {}
        except Exception as fault:
            raise CannotReadError(
                _("{url}/{folder} {why}", url=self.url, folder=folder, why=why(fault))
            ) from None
        return {
            f"{folder}/{each['name'].rstrip('/').rpartition('/')[2]}": each["size"] or 0
            for each in found
            if each["type"] == "file"
        }

    def remove(self, names: Iterable[str]) -> None:
        """Remove objects, many with one request where the store can. Raises CannotWriteError."""
        paths = [f"{self._root}/{name}" for name in names]
        if paths:
            with _Told(self.url):
                self._system.rm(paths)

    def _to_disk(self, name: str, pieces: Iterable[bytes]) -> None:
        """Write a file of a disk, which would else be seen half-written."""
        path = f"{self._disk}/{name}"
        with _Told(path):
            os.makedirs(os.path.dirname(path), exist_ok=True)
        to_file(path, pieces)


class _Told:
    """Turns whatever a store's client raises into CannotWriteError."""

    def __init__(self, name: str) -> None:
        """Take what is written to."""
        self._name = name

    def __enter__(self) -> None:
        """Do nothing yet."""

    def __exit__(
        self, _kind: object, fault: BaseException | None, _trace: object
    ) -> None:
        """Raise CannotWriteError in place of a fault."""
        if isinstance(fault, Exception):
            said = getattr(fault, "strerror", None) or fault
            raise CannotWriteError(
                _(
                    "cannot write {name}: {why}",
                    name=self._name,
                    why=" ".join(str(said).split()),
                )
            ) from None
