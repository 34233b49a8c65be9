"""Parts: an archive is cut into them by the names of its files, and each is known by its inputs."""

import json
from collections.abc import Iterable, Iterator
from hashlib import sha256
from typing import NamedTuple

from planparse.batch.entry import Entry

MOST_BYTES = 64 * 10**6
"""Bytes of the files of a part at which it is cut: a choice. Its rows are three times as much."""

_LONGEST = 4
"""How many times as many files as asked for a part may have, where no name ends it."""

_NAME = 16
"""Hexadecimal digits by which a part is known: two of a million are alike once in 10^7 archives."""


class Part(NamedTuple):
    """Files that follow one another, and the name that their part has."""

    name: str
    entries: list[Entry]


def parts(entries: Iterable[Entry], key: str, about: int) -> Iterator[Part]:
    """Yield the parts of an archive, of `about` so many files each, in order.

    Whether a part ends with a file depends on the name of that file: a file that is added
    or removed changes the part that it is in and no other. The name of a part is a digest of
    `key`, of which the results depend, and of the names and states of its files.
    """
    some: list[Entry] = []
    size = 0
    for entry in entries:
        some.append(entry)
        size += entry.size
        if (
            _ends(entry.name, about)
            or size >= MOST_BYTES
            or len(some) >= _LONGEST * about
        ):
            yield _part(some, key)
            some, size = [], 0
    if some:
        yield _part(some, key)


def _ends(name: str, about: int) -> bool:
    """Return whether a part ends with the file of a name: one in so many."""
    digest = sha256(name.encode("utf-8", "surrogateescape")).digest()
    return int.from_bytes(digest[:8], "big") % about == 0


def _part(entries: list[Entry], key: str) -> Part:
    """Return files as a part, with its name."""
    digest = sha256(key.encode())
    for entry in entries:
        line = f"{entry.name}\0{entry.member}\0{entry.stamp}\0{entry.fault}\n"
        digest.update(line.encode("utf-8", "surrogateescape"))
    return Part(digest.hexdigest()[:_NAME], entries)


def as_lines(entries: Iterable[Entry]) -> bytes:
    """Return files as they are listed for those that convert them, each a line of JSON."""
    return "".join(f"{json.dumps(entry)}\n" for entry in entries).encode()


def from_lines(data: bytes) -> list[Entry]:
    """Return the files that `as_lines` listed."""
    return [Entry(*json.loads(line)) for line in data.splitlines()]
