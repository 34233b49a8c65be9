"""Where the file of corrections of another file lies: in its folder, or the nearest above it."""

import os

from planparse.text.corrections import NAME


class Nearest:
    """Finds the nearest file of corrections; a folder is looked at once.

    A link of that name is passed over, as it may lead anywhere.
    """

    def __init__(self, top: str | None = None) -> None:
        """Begin without having looked anywhere; nothing above the folder `top` is looked at."""
        self._known: dict[str, str | None] = {}
        self._top = None if top is None else os.path.abspath(top)

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
            if os.path.isfile(own) and not os.path.islink(own):
                found = own
                break
            above = os.path.dirname(folder)
            if folder in (above, self._top):
                break
            folder = above
        else:
            found = self._known[folder]
        self._known.update(dict.fromkeys(passed, found))
        return found
