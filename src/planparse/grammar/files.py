"""Where the grammar files lie, and whether they are still those that were compiled."""

import os
from collections.abc import Mapping

_HERE = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
_INSIDE = os.path.join(_HERE, "grammars")
COMPILED = os.path.join(_HERE, "grammars.tsv")
"""The compiled form, made when the package is built; see `packed`."""

LEXICON = "lexicon "
"""What the names of the parts begin with that are lexicons; behind it is the grammar's."""


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


def packed(parts: Mapping[str, bytes]) -> bytes:
    """Return the content of the compiled form: a line for each part, a name and JSON.

    A tab stands between them. A run parses the JSON of the parts that it uses.
    """
    return b"".join(b"%s\t%s\n" % (name.encode(), part) for name, part in parts.items())


def unpacked(content: bytes) -> dict[str, bytes]:
    """Return the parts of the compiled form by name, each as JSON."""
    lines = (line.partition(b"\t") for line in content.split(b"\n") if line)
    return {name.decode(): part for name, _, part in lines}


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
