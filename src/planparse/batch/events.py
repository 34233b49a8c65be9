"""What happens in a run, in the order in which it happens."""

from typing import NamedTuple


class Refused(NamedTuple):
    """A file that is not even tried, and why."""

    name: str
    message: str


class Started(NamedTuple):
    """The work begins: how many files, and bytes, are to be converted."""

    files: int
    size: int


class Done(NamedTuple):
    """A file of so many bytes is converted, or turned out to be unchanged; or several of them."""

    size: int
    files: int = 1


class Failed(NamedTuple):
    """A file could not be converted, and why; its size in bytes."""

    name: str
    message: str
    size: int


class Stopped(NamedTuple):
    """So many files have failed that the run ends here."""

    failed: int


class Rereading(NamedTuple):
    """The work is done; as many files are read once more, to be held against each other."""

    files: int
    size: int


class Finished(NamedTuple):
    """All is done that can be.

    `tried` counts the files that were read, `size` their bytes. With `nothing_to_do` an
    earlier run did it all, and its outputs are as it left them. `unmatched` counts the
    tasks of all files where the query matches none of them; else it is None. `formats` are
    the formats of the files that are done, each with their number, the most frequent first.
    `gone` counts the files that are gone whose outputs are left, `pruned` those whose
    outputs were removed, `misfits` the files with corrections that do not fit, `damaged`
    those of the files that are done whose text is lost in part or cannot be read as it
    stands.
    """

    files: int
    unchanged: int
    failed: int
    tried: int
    size: int
    seconds: float
    unmatched: int | None
    nothing_to_do: bool = False
    formats: tuple[tuple[str, int], ...] = ()
    gone: int = 0
    pruned: int = 0
    misfits: int = 0
    damaged: int = 0


Event = Refused | Started | Done | Failed | Stopped | Rereading | Finished
