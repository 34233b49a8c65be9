"""Where the grammar files lie, and whether they are still those that were compiled."""

import os

_HERE = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
_INSIDE = os.path.join(_HERE, "grammars")
COMPILED = os.path.join(_HERE, "grammars.json")
"""The compiled form, made when the package is built."""


def folder() -> str:
    """Return where `grammars/` lies: in an installed package, or beside `src/`."""
    return (
        _INSIDE
        if is_installed()
        else os.path.join(os.path.dirname(os.path.dirname(_HERE)), "grammars")
    )


def is_installed() -> bool:
    """Return whether the files are those of a built package, which nobody edits."""
    return os.path.isdir(_INSIDE)


def fingerprint(of: str) -> str:
    """Return a digest of a folder of grammars, by which a stale compiled form is known."""
    from hashlib import sha256

    digest = sha256()
    for path, folders, names in os.walk(of):
        folders.sort()
        for name in sorted(names):
            file = os.path.join(path, name)
            with open(file, "rb") as content:
                place = os.path.relpath(file, of).replace(os.sep, "/")
                digest.update(place.encode() + b"\0" + content.read() + b"\0")
    return digest.hexdigest()
