"""Work in a process of its own, which may be stopped: it reads the plans, and answers.

The server's own process speaks the protocol and does nothing else, so that it hears the
next request while a plan is read, and outlives what a file may do to its reader. What
takes longer than it may is killed with its process, and so is what the client no longer
waits for.
"""

import signal
from collections.abc import Callable
from contextlib import suppress
from typing import Any, TypeVar

import anyio
from anyio import to_process

from planparse.integrations.mcp.folder import Folder
from planparse.integrations.mcp.plans import Plans
from planparse.integrations.mcp.refused import BrokenDownError, RefusedError

Answered = TypeVar("Answered")

PROCESSES = 2
"""Requests that are worked on at once, each in a process: a choice."""

_GRACE = 5
"""Seconds after which a process ends itself that nobody is left to stop."""


class Desk:
    """Where requests are worked on, so many at once, each for so many seconds at most."""

    def __init__(self, folder: Folder, seconds: float) -> None:
        """Take the folder of the plans."""
        self.folder, self._seconds = folder, seconds
        self._places = anyio.CapacityLimiter(PROCESSES)

    async def ask(self, answer: Callable[..., Answered], *arguments: Any) -> Answered:
        """Return what a function gives that is called with the plans and arguments.

        The function and all that it takes and gives can be pickled. Raises RefusedError,
        BrokenDownError where the process did not come to an end.
        """
        async with self._places:
            try:
                with anyio.fail_after(self._seconds):
                    answered: Answered = await to_process.run_sync(
                        _answered,
                        self.folder,
                        self._seconds,
                        answer,
                        arguments,
                        cancellable=True,
                    )
                    return answered
            except TimeoutError:
                raise BrokenDownError(
                    f"this took longer than {self._seconds:g} s and was stopped (--timeout)"
                ) from None
            except anyio.BrokenWorkerProcess:
                raise BrokenDownError(
                    "this could not be done: the process that reads the plans broke down"
                ) from None


_plans: dict[Folder, Plans] = {}
"""The plans that this process has read; it has one folder."""


def _answered(
    folder: Folder,
    seconds: float,
    answer: Callable[..., Answered],
    arguments: tuple[Any, ...],
) -> Answered:
    """Return what a function gives, in the process that reads. Raises RefusedError."""
    with suppress(AttributeError):  # Windows has no such clock
        signal.alarm(int(seconds) + _GRACE)  # which ends a process that was left alone
    try:
        plans = _plans.setdefault(folder, Plans(folder))
        return answer(plans, *arguments)
    except MemoryError:
        raise RefusedError("this needs more memory than there is") from None
    finally:
        with suppress(AttributeError):
            signal.alarm(0)
