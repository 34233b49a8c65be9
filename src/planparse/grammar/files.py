"""Where the grammar files lie, and whether they are still those that were compiled."""

import os

_HERE = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
_INSIDE = os.path.join(_HERE, "grammars")
COMPILED = os.path.join(_HERE, "grammars.json")
"""The compiled form, made when the package is built."""


def folder() -> str:
    """`grammars/`: inside an installed package, beside `src/` in a checkout."""
    return (
        _INSIDE
        if is_installed()
        else os.path.join(os.path.dirname(os.path.dirname(_HERE)), "grammars")
    )


def is_installed() -> bool:
    """Whether the files are a built package's, which nobody edits."""
    return os.path.isdir(_INSIDE)


def fingerprint(of: str) -> str:
    """A digest of a folder of grammars: their compiled form is used only while it stands."""
    from hashlib import sha256

    digest = sha256()
    for name in sorted(os.listdir(of)):
        with open(os.path.join(of, name), "rb") as file:
            digest.update(name.encode() + b"\0" + file.read() + b"\0")
    return digest.hexdigest()
