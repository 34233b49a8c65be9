"""Put many outputs into one file: JSON Lines, or a database or Parquet file built from them.

Each worker appends what it converts to a store of its own; the journal knows where each
part lies. In the end the parts are copied, in order, into the base, which is the store of
the next run.
"""

import os
from collections.abc import Callable, Iterator
from contextlib import suppress
from hashlib import sha256
from typing import NamedTuple

from planparse.batch.entry import state_of
from planparse.batch.journal import Journal, Part
from planparse.system.files import is_special, to_file
from planparse.system.reading import pieces_of

_CHUNK = 1 << 20


class Places(NamedTuple):
    """Where things lie.

    `output` is the one file asked for, `base` the JSON Lines it is made of, often the same;
    `scratch` is a folder for the rest.
    """

    output: str
    base: str
    scratch: str

    @property
    def assembled(self) -> str:
        """What becomes the base next."""
        return os.path.join(self.scratch, "assembled")

    def store(self, name: str) -> str:
        """Return where a store lies: the base where it has no name."""
        return os.path.join(self.scratch, name) if name else self.base


def recover(places: Places, journal: Journal) -> None:
    """Finish what an interruption left half done; list again what cannot be found whole."""
    noted = journal.fact("base")
    if noted and state_of(places.base) != noted and state_of(places.assembled) == noted:
        os.replace(places.assembled, places.base)
    as_left = bool(journal.fact("clean"))
    base_as_left = state_of(places.base) == noted and as_left
    journal.redo(list(_unsound(places, journal, base_as_left, as_left)))


def _unsound(
    places: Places, journal: Journal, base_as_left: bool, as_left: bool
) -> Iterator[str]:
    """Yield the names of the parts that are not whole where the journal says they lie.

    A store that is as the last run left it is not read again: its parts are sound.
    """
    with Stores(places) as stores:
        for part in journal.parts():
            if not (as_left if part.store else base_as_left) and not stores.holds(part):
                yield part.name


def assemble(
    places: Places, journal: Journal, build: Callable[[str, str], None] | None
) -> None:
    """Write the base in order, from it the output by `build(base, path)`; drop the stores."""
    journal.drop_missing()

    def copied() -> Iterator[tuple[str, int]]:
        """Copy every part in order; yield its name and where it now begins, in bytes.

        All is on the disk when the last one was yielded.
        """
        at = 0
        with Stores(places) as stores, open(places.assembled, "wb") as file:
            for part in journal.parts():
                for data in stores.read(part):
                    file.write(data)
                yield part.name, at
                at += part.size
            file.flush()
            os.fsync(file.fileno())

    journal.moved(copied())
    journal.note(base=state_of(places.assembled))
    journal.commit()  # before it takes its place: see `recover`
    os.replace(places.assembled, places.base)
    if build is not None:
        rebuild(places, journal, build)
    for name in os.listdir(places.scratch):
        if name.startswith("store-"):
            os.unlink(places.store(name))


def rebuild(
    places: Places, journal: Journal, build: Callable[[str, str], None]
) -> None:
    """Make the output from the base."""
    with suppress(FileNotFoundError):
        os.unlink(places.assembled)
    build(places.base, places.assembled)
    with open(places.assembled, "rb") as file:
        os.fsync(file.fileno())
    journal.note(output=state_of(places.assembled))
    journal.commit()
    if is_special(places.output):
        to_file(places.output, pieces_of(places.assembled))
        os.unlink(places.assembled)
    else:
        os.replace(places.assembled, places.output)


def copy(base: str, output: str) -> None:
    """Make an output that is no other than its base."""
    from shutil import copyfile

    copyfile(base, output)


class Stores:
    """The files that parts lie in, kept open."""

    def __init__(self, places: Places) -> None:
        """Take where the stores lie; each is opened when it is first asked for."""
        self._places = places
        self._open: dict[str, int] = {}

    def __enter__(self) -> "Stores":
        """Open nothing yet."""
        return self

    def __exit__(self, *_: object) -> None:
        """Close the stores that were opened."""
        for fd in self._open.values():
            if fd >= 0:
                os.close(fd)

    def read(self, part: Part) -> Iterator[bytes]:
        """Yield the bytes of a part. Raises OSError where they are not there."""
        fd = self._fd(part.store)
        at, end = part.start, part.start + part.size
        while at < end:
            data = os.pread(fd, min(_CHUNK, end - at), at)
            if not data:
                raise OSError(0, f"{self._places.store(part.store)} has become shorter")
            yield data
            at += len(data)

    def holds(self, part: Part) -> bool:
        """Return whether a part is there, as it was written."""
        digest = sha256()
        try:
            for data in self.read(part):
                digest.update(data)
        except OSError:
            return False
        return digest.hexdigest() == part.digest

    def _fd(self, store: str) -> int:
        """Return the open file of a store. Raises OSError, each time, where it cannot be opened."""
        if store not in self._open:
            self._open[store] = -1
            self._open[store] = os.open(self._places.store(store), os.O_RDONLY)
        if self._open[store] < 0:
            raise OSError(0, f"{self._places.store(store)} is not there")
        return self._open[store]
