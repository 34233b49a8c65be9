"""Names that Excel takes for sheets, no two of a book alike."""

import re

_LONGEST = 31
"""Of a sheet's name, in units of UTF-16."""
_FORBIDDEN = re.compile(r"[\[\]:*?/\\'\x00-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
_RESERVED = "history"
"""What Excel calls a sheet of its own."""


class SheetNames:
    """The names of one book, given out in order."""

    def __init__(self) -> None:
        """Begin without any."""
        self._taken = {_RESERVED}

    def name(self, wanted: str) -> str:
        r"""Return a name as near to what is wanted as a sheet can have.

        It has at most 31 units of UTF-16 and none of `[]:*?/\'`; where another sheet has
        it already, in whatever case, a number in brackets follows.
        """
        clean = " ".join(_FORBIDDEN.sub("_", wanted).split()) or "_"
        name, count = _cut(clean, _LONGEST), 1
        while name.casefold() in self._taken:
            count += 1
            mark = f" ({count})"
            name = f"{_cut(clean, _LONGEST - len(mark))}{mark}"
        self._taken.add(name.casefold())
        return name


def _cut(name: str, units: int) -> str:
    """Return the beginning of a name that has so many units of UTF-16 at most."""
    return name.encode("utf-16-le")[: 2 * units].decode("utf-16-le", "ignore").strip()
