"""Where options may be set beside the command line; what most runs ask is whether there is any.

Nothing else is imported here, so that a command starts fast where nothing is set.
"""

import os
from collections.abc import Iterator

OWN = "planparse.toml"
PROJECT = "pyproject.toml"
"""A file of settings, and one that may have a table of them."""

PREFIX = "PLANPARSE_"
"""What variables begin with that set options."""


def files(folder: str) -> Iterator[str]:
    """Yield the files that may have settings, in a folder and above it, the nearest first."""
    while True:
        for name in (OWN, PROJECT):
            path = os.path.join(folder, name)
            if os.path.isfile(path):
                yield path
        above = os.path.dirname(folder)
        if above == folder:
            return
        folder = above


def is_anything_set() -> bool:
    """Return whether there is a file that may have settings, or a variable."""
    return any(name.startswith(PREFIX) for name in os.environ) or any(
        True for _path in files(os.getcwd())
    )
