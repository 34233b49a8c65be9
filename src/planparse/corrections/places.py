"""Where the file of corrections of another file lies: in its folder, or the nearest above it."""

import os

NAME = "planparse-corrections.yaml"
"""The name of a file of corrections that is found without being named."""


class Nearest:
    """Finds the nearest file of corrections; a folder is looked at once."""

    def __init__(self) -> None:
        """Begin without having looked anywhere."""
        self._known: dict[str, str | None] = {}

    def to(self, path: str) -> str | None:
        """Return the file of corrections in the folder of a file or the nearest above, if any."""
        return self._in(os.path.dirname(os.path.abspath(path)))

    def _in(self, folder: str) -> str | None:
        """Return the file of corrections of all that lies in a folder."""
        passed: list[str] = []
        found = None
        while folder not in self._known:
            passed.append(folder)
            own = os.path.join(folder, NAME)
            if os.path.isfile(own):
                found = own
                break
            above = os.path.dirname(folder)
            if above == folder:
                break
            folder = above
        else:
            found = self._known[folder]
        self._known.update(dict.fromkeys(passed, found))
        return found
