"""What results depend on besides the files."""

import os
from hashlib import sha256

from planparse import __version__
from planparse.batch.messages import Asked
from planparse.grammar.files import fingerprint, folder


def key_of(asked: Asked, fmt: str) -> str:
    """Return a digest of the options, the format, the version, and the files they name."""
    digest = sha256(repr((__version__, asked, fmt, fingerprint(folder()))).encode())
    for path in (asked.grammar, asked.corrections or "", asked.template or ""):
        if os.path.isfile(path):
            with open(path, "rb") as file:
                digest.update(file.read())
    return digest.hexdigest()
