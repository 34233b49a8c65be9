"""The documents of archives, file by file, for what holds a whole archive against itself."""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from planparse.batch.entry import ChangedError, Entry, read_file
from planparse.batch.members import Members
from planparse.duplicates.copies import Copy, copies
from planparse.errors import PlanparseError, UnreadableFormatError
from planparse.grammar.lexicon import Lexicon
from planparse.pipeline import parse
from planparse.readers import read
from planparse.system.reading import FileTooLargeError
from planparse.text.encoding import sha256_of
from planparse.text.sniffing import AGAIN, printed


class ReadFile(NamedTuple):
    """A file of an archive: its documents, or in `fault` why it has none that can be read."""

    entry: Entry
    documents: tuple[Copy, ...] = ()
    fault: str = ""


class Reading(NamedTuple):
    """How files are read."""

    lexicon: Lexicon
    encoding: str | None
    repair: bool
    most: int


def read_files(entries: Iterable[Entry], how: Reading) -> Iterator[ReadFile]:
    """Yield what each file holds, in order; what cannot be read is told, and no reason to stop."""
    members = Members()
    for entry in entries:
        if entry.fault:
            yield ReadFile(entry, fault=entry.fault)
            continue
        try:
            data = _content(entry, members, how.most)
            yield ReadFile(entry, tuple(_documents(data, entry.name, how)))
        except FileNotFoundError:
            yield ReadFile(entry, fault="the file no longer exists")
        except OSError as fault:
            yield ReadFile(entry, fault=f"cannot be read: {fault.strerror or fault}")
        except (ChangedError, FileTooLargeError) as fault:
            yield ReadFile(entry, fault=f"cannot be read: {fault}")
        except UnreadableFormatError as fault:
            yield ReadFile(entry, fault=f"is {fault}")
        except PlanparseError as fault:
            yield ReadFile(entry, fault=str(fault))


def _content(entry: Entry, members: Members, most: int) -> bytes:
    """Return the bytes of a file or of a member. Raises OSError and PlanparseError."""
    if entry.member:
        return members.read(entry.path, entry.member, entry.stamp)
    return read_file(entry.path, most)[0]


def _documents(data: bytes, name: str, how: Reading) -> Iterator[Copy]:
    """Yield the documents of a file. Raises PlanparseError for what has no text."""
    source = read(data, name, how.encoding)
    if printed(source.text):
        raise PlanparseError(f"is {AGAIN}")
    parsed = parse(source, how.lexicon, repair=how.repair, check=False)
    return copies(parsed, how.lexicon, sha256=sha256_of(data))
