"""The plans in a folder, parsed when they are asked for, and kept within bounds."""

import os
from collections import OrderedDict
from typing import NamedTuple

import planparse
from planparse import CorrectionsFile, Plan
from planparse.integrations.mcp.folder import (
    Folder,
    Listing,
    Stamp,
    content,
    listing,
    opened,
)
from planparse.integrations.mcp.refused import RefusedError

MOST_CHARS = 5_000_000
"""Characters of the plans that are kept. Some 30 bytes each are for search, 90 for all there is."""

_LEAST = 2_000
"""Characters that a plan counts for at least, and so does what could not be read."""


class _Kept(NamedTuple):
    """What a file gave when it had a stamp and corrections: a plan, or why there is none."""

    stamp: Stamp
    corrections: CorrectionsFile | None
    found: Plan | str

    @property
    def chars(self) -> int:
        """How much it counts."""
        found = self.found
        return max(_LEAST, found.source.chars if isinstance(found, Plan) else 0)


class Plans:
    """The plans in a folder, by name. The ones that were asked for last are kept."""

    def __init__(self, folder: Folder) -> None:
        """Take the folder; nothing is read yet."""
        self.folder = folder
        self._kept: OrderedDict[str, _Kept] = OrderedDict()
        self._chars = 0

    def listing(self, below: str = "") -> Listing:
        """Return the names of the files. Raises RefusedError."""
        return listing(self.folder, below)

    def stamp(self, name: str) -> Stamp:
        """Return what tells the state that a file is in. Raises RefusedError."""
        with opened(self.folder, name) as (_, stamp):
            return stamp

    def plan(self, name: str, *, passing: bool = False) -> Plan:
        """Return the plan in a file, whose path is its name in the folder. Raises RefusedError.

        What is looked at in `passing`, as one of many, displaces no other.
        """
        with opened(self.folder, name) as (descriptor, stamp):
            kept = self._kept.get(name)
            said = self._corrections(stamp.name)
            if kept is None or (kept.stamp, kept.corrections) != (stamp, said):
                data = content(self.folder, name, descriptor)
                kept = _Kept(stamp, said, _parsed(data, name, said))
                self._keep(name, kept, passing=passing)
            elif not passing:
                self._kept.move_to_end(name)
        if isinstance(kept.found, str):
            raise RefusedError(kept.found)
        return kept.found

    def _corrections(self, name: str) -> CorrectionsFile | None:
        """Return the corrections of a file, the nearest in the folder. Raises RefusedError."""
        root = self.folder.root
        try:
            return planparse.find_corrections(os.path.join(root, name), top=root)
        except planparse.PlanparseError as fault:
            raise RefusedError(str(fault).replace(os.path.join(root, ""), "")) from None
        except OSError as fault:
            raise RefusedError(
                f"corrections cannot be read: {fault.strerror}"
            ) from None

    def _keep(self, name: str, kept: _Kept, *, passing: bool) -> None:
        """Keep what a file gave; what was asked for longest ago makes room for it."""
        if name in self._kept:
            self._chars -= self._kept.pop(name).chars
        if passing and self._chars + kept.chars > MOST_CHARS:
            return
        self._kept[name] = kept
        self._chars += kept.chars
        while self._chars > MOST_CHARS and len(self._kept) > 1:
            self._chars -= self._kept.popitem(last=False)[1].chars


def _parsed(data: bytes, name: str, said: CorrectionsFile | None) -> Plan | str:
    """Return the plan in the bytes of a file with its corrections, or why there is none."""
    try:
        return planparse.parse(data, path=name, corrections=said)
    except planparse.PlanparseError as fault:
        return str(fault)
    except MemoryError:
        return f"{name} needs more memory than there is"
