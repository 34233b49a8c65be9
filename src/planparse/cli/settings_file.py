"""The file of settings: where it is found, what it says, and on which line.

It is the nearest `planparse.toml`, or `pyproject.toml` with a table `[tool.planparse]`, in
the working folder or above it. At its top stand options that many commands have, in a
table `[check]` those of `planparse check`, and so on.
"""

import os
from typing import Any, NamedTuple

from planparse.cli.outcome import CommandError
from planparse.cli.settings_places import OWN, files
from planparse.locale.message import _
from planparse.system.faults import system_fault


class SettingsFile(NamedTuple):
    """A file of settings: its path, its text, the names above its table, and the table."""

    path: str
    text: str
    above: tuple[str, ...]
    table: dict[str, Any]

    def place(self, *names: str) -> str:
        """Return where a key stands that is reached by some names, as file and line."""
        line = _line_of(self.text, (*self.above, *names))
        shown = os.path.relpath(self.path)
        return shown if line is None else f"{shown}:{line}"


def nearest(folder: str) -> SettingsFile | None:
    """Return the file of settings in a folder or the nearest above, None where there is none.

    Raises CommandError for one that cannot be read.
    """
    for path in files(folder):
        if found := _read(path):
            return found
    return None


def _read(path: str) -> SettingsFile | None:
    """Return a file of settings; None for a project that has none. Raises CommandError."""
    try:
        with open(path, "rb") as file:
            data = file.read()
    except OSError as fault:
        raise CommandError(
            _("cannot read {path}: {why}", path=path, why=system_fault(fault))
        ) from None
    above = () if os.path.basename(path) == OWN else ("tool", "planparse")
    if above and b"tool.planparse" not in data:
        return None
    import tomllib

    shown = os.path.relpath(path)
    try:
        text = data.decode("utf-8")
        table: Any = tomllib.loads(text)
    except UnicodeDecodeError as fault:
        raise CommandError(
            _(
                "{path}: TOML is UTF-8, and byte {byte} is not",
                path=shown,
                byte=fault.start + 1,
            )
        ) from None
    except tomllib.TOMLDecodeError as fault:
        raise CommandError(
            _("{path}: not TOML: {why}", path=shown, why=str(fault))
        ) from None
    for step in above:
        table = table.get(step) if isinstance(table, dict) else None
    if not isinstance(table, dict):
        return None
    return SettingsFile(path, text, above, table)


def _line_of(text: str, names: tuple[str, ...]) -> int | None:
    """Return the line on which TOML has a key that is reached by some names, from 1."""
    import re

    table: list[str] = []
    for number, line in enumerate(text.splitlines(), 1):
        if header := re.match(r"\s*\[+([^\]]+)\]", line):
            table = _steps(header[1])
            found = table
        elif key := re.match(r"\s*([\w.\"'\s-]+?)\s*=", line):
            found = [*table, *_steps(key[1])]
        else:
            continue
        if found == [*names]:
            return number
    return None


def _steps(key: str) -> list[str]:
    """Return the names that a dotted key of TOML is made of."""
    return [step.strip().strip("\"'") for step in key.split(".")]
