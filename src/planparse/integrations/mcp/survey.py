"""Many files, each looked at by itself: one that breaks its reader is known from then on."""

import time
from collections.abc import Callable, Sequence
from typing import NamedTuple, TypeVar

from planparse.integrations.mcp.folder import Listing, Stamp
from planparse.integrations.mcp.plans import Plans
from planparse.integrations.mcp.refused import BrokenDownError, RefusedError
from planparse.integrations.mcp.work import Desk

Answered = TypeVar("Answered")


class _Broken(NamedTuple):
    """A file that broke its reader: the state it was in, and what was told."""

    stamp: Stamp
    why: str


class Survey:
    """The files of the folder, and which of them break their reader."""

    def __init__(self, desk: Desk) -> None:
        """Take where requests are worked on."""
        self.desk = desk
        self._broken: dict[str, _Broken] = {}

    async def listing(self, below: str) -> Listing:
        """Return the names of the files below a folder. Raises RefusedError."""
        return await self.desk.ask(Plans.listing, below)

    async def ask(
        self, answer: Callable[[Plans, str], Answered], name: str
    ) -> Answered:
        """Return what a function gives of a file. Raises RefusedError.

        A file that broke its reader is not tried again until it changes.
        """
        if (why := await self.why_broken(name)) is not None:
            raise RefusedError(why)
        try:
            return await self.desk.ask(answer, name)
        except BrokenDownError as fault:
            stamp = await self._stamp(name)
            if stamp is not None:
                self._broken[name] = _Broken(stamp, str(fault))
            raise

    async def why_broken(self, name: str) -> str | None:
        """Return what was told when a file broke its reader, None where it did not."""
        known = self._broken.get(name)
        if known is None:
            return None
        if await self._stamp(name) != known.stamp:
            del self._broken[name]
            return None
        return known.why

    async def _stamp(self, name: str) -> Stamp | None:
        """Return the state that a file is in, None where it cannot be opened."""
        try:
            return await self.desk.ask(Plans.stamp, name)
        except RefusedError:
            return None

    async def look_for_broken(self, names: Sequence[str], seconds: float) -> None:
        """Read files one by one, for so many seconds, so that those are known that break."""
        begun = time.monotonic()
        for name in names:
            if time.monotonic() - begun > seconds:
                return
            try:
                await self.ask(_read, name)
            except RefusedError:
                continue


def _read(plans: Plans, name: str) -> None:
    """Read a plan, and keep it if there is room. Raises RefusedError."""
    plans.plan(name, passing=True)
