"""The file of the Chinese catalogue; in a checkout it is compiled when it has changed."""

import os
from contextlib import suppress

DOMAIN = "planparse"
LANGUAGE = "zh_CN"
_FOLDER = os.path.join(os.path.dirname(__file__), LANGUAGE, "LC_MESSAGES")
SOURCE = os.path.join(_FOLDER, f"{DOMAIN}.po")
"""The catalogue as it is written; a wheel does not have it."""
COMPILED = os.path.join(_FOLDER, f"{DOMAIN}.mo")
"""The catalogue as gettext reads it."""


def compile_catalogue(source: str, compiled: str) -> None:
    """Write the compiled form of a catalogue, whole or not at all."""
    from babel.messages.mofile import write_mo
    from babel.messages.pofile import read_po

    with open(source, "rb") as file:
        catalogue = read_po(file, LANGUAGE)
    beside = f"{compiled}.{os.getpid()}"
    with open(beside, "wb") as made:
        write_mo(made, catalogue)
    os.replace(beside, compiled)


def refreshed() -> None:
    """Compile the catalogue of a checkout where it is newer than its compiled form.

    Without babel, which only development needs, or in a folder that cannot be written
    into, what was compiled before stays, and what it lacks is told in English.
    """
    if _changed() > _changed(COMPILED):
        with suppress(ModuleNotFoundError, OSError):
            compile_catalogue(SOURCE, COMPILED)


def _changed(path: str = SOURCE) -> float:
    """Return when a file was last changed; 0 where there is none."""
    try:
        return os.stat(path).st_mtime
    except OSError:
        return 0
