"""The files below a folder, in an order that is the same everywhere."""

import os
from collections.abc import Iterator

from planparse.text.corrections import NAME


def files_below(folder: str) -> Iterator[str]:
    """Yield the paths of the files in a folder and in those below it, in order of names.

    Hidden files and folders are left out, files of corrections, which are no plans, and
    links, which may lead anywhere.
    Raises OSError for a folder that cannot be read.
    """
    with os.scandir(folder) as found:
        entries = sorted(found, key=lambda entry: entry.name)
    for entry in entries:
        if entry.name.startswith(".") or entry.name == NAME:
            continue
        if entry.is_dir(follow_symlinks=False):
            yield from files_below(entry.path)
        elif entry.is_file(follow_symlinks=False):
            yield entry.path
