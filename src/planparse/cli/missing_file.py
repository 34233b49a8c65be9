"""What is told of a name that no file has: what was probably meant, and what to do."""

import os
import re

from planparse.locale.message import Message, _

_DASHES = "\N{EN DASH}\N{EM DASH}\N{MINUS SIGN}\N{FULLWIDTH HYPHEN-MINUS}"
"""What word processors make of the hyphens before an option."""

_ADDRESS = re.compile(r"[A-Za-z][A-Za-z0-9+.-]+://")
_OF_WINDOWS = re.compile(r"([A-Za-z]):[\\/](.*)", re.DOTALL)


def missing_file(path: str) -> Message:
    """Return that there is no file of a name, in a line that says what to do."""
    if path[:1] and path[0] in _DASHES:
        option = path.lstrip(_DASHES + "-")
        hyphens = "-" if len(option) == 1 else "--"
        return _(
            "{path} begins with a dash that is no hyphen: write {option}",
            path=path,
            option=hyphens + option,
        )
    if _ADDRESS.match(path):
        return _(
            "{path} is an address: fetch the file first, and name what was saved",
            path=path,
        )
    if os.name != "nt" and (found := _OF_WINDOWS.fullmatch(path)):
        other = f"/mnt/{found[1].lower()}/" + found[2].replace("\\", "/")
        return _(
            "{path} is a path of Windows, which is another here: {other} in WSL",
            path=path,
            other=other,
        )
    if any(mark in path for mark in "*?"):
        return _("{path}: no file here matches this pattern", path=path)
    return _("{path}: there is no such file", path=path)
