"""A plan that is cited from, and which of several files a citation is from."""

from collections.abc import Callable, Sequence
from typing import NamedTuple

from planparse.retrieval.citations.passages import Passages
from planparse.system.paths import file_name


class Source(NamedTuple):
    """A plan that is cited from: its path, the digest of its file's bytes, its passages."""

    path: str
    sha256: str
    passages: Passages


def file_of(
    source: str,
    sha256: str | None,
    paths: Sequence[str],
    digests: Callable[[], Sequence[str]],
) -> int | None:
    """Return which of some files is meant, by its path, its digest or its name, in this order.

    `source` is the path that a citation names, `sha256` the digest, None where it names
    none. `digests` gives those of the files; it is called where paths do not tell. None
    where no file is meant.
    """
    if source in paths:
        return paths.index(source)
    if sha256 is not None and sha256.lower() in digests():
        return digests().index(sha256.lower())
    names = [file_name(path) for path in paths]
    name = file_name(source)
    return names.index(name) if name in names else None
