"""Work in a process of its own, which may be stopped: it reads the plans, and answers.

The server's own process speaks the protocol and does nothing else, so that it hears the
next request while a plan is read, and outlives what a file may do to its reader. What
takes longer than it may is stopped, if need be with its process, and so is what the client
no longer waits for.
"""

import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, TypeVar

import anyio
from anyio import to_process

from planparse.integrations.mcp.folder import Folder
from planparse.integrations.mcp.plans import Plans
from planparse.integrations.mcp.refused import BrokenDownError, RefusedError

Answered = TypeVar("Answered")

PROCESSES = 2
"""Requests that are worked on at once, each in a process: a choice."""

_GRACE = 5.0
"""Seconds in which a process is to end its work by itself, before it is killed: a choice."""


class Desk:
    """Where requests are worked on, so many at once, each for so many seconds at most."""

    def __init__(self, folder: Folder, seconds: float, grace: float = _GRACE) -> None:
        """Take the folder of the plans, and how long work may take, and take to end."""
        self.folder, self.seconds = folder, seconds
        self._grace = grace
        self._places = anyio.CapacityLimiter(PROCESSES)
        self._processes = anyio.CapacityLimiter(
            PROCESSES
        )  # where there is but one core

    async def ask(self, answer: Callable[..., Answered], *arguments: Any) -> Answered:
        """Return what a function gives that is called with the plans and arguments.

        The function and all that it takes and gives can be pickled. Raises RefusedError,
        BrokenDownError where the process did not come to an end.
        """
        async with self._places:
            try:
                with anyio.fail_after(self.seconds + self._grace):
                    answered: Answered = await to_process.run_sync(
                        _answered,
                        self.folder,
                        self.seconds,
                        answer,
                        arguments,
                        cancellable=True,
                        limiter=self._processes,
                    )
                    return answered
            except TimeoutError:
                raise _took_too_long(self.seconds) from None
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
    try:
        with _alarm(seconds):
            plans = _plans.setdefault(folder, Plans(folder))
            return answer(plans, *arguments)
    except MemoryError:
        raise RefusedError("this needs more memory than there is") from None
    except _TimeIsUp:
        raise _took_too_long(seconds) from None


class _TimeIsUp(BaseException):
    """The alarm went off. It is no Exception, which a reader could take for a damaged file."""


@contextmanager
def _alarm(seconds: float) -> Iterator[None]:
    """Raise _TimeIsUp after so many seconds, so that what was begun is cleared away.

    LibreOffice is, which a process that is killed would leave behind. Where the system has
    no such clock, or a library does not let go, the process is killed all the same.
    """
    if not hasattr(signal, "setitimer"):
        yield
        return
    signal.signal(signal.SIGALRM, _ring)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)


def _ring(_signal: int, _frame: object) -> None:
    """Say that the time is up."""
    raise _TimeIsUp


def _took_too_long(seconds: float) -> BrokenDownError:
    """Return what is told of work that was stopped."""
    return BrokenDownError(
        f"this took longer than {seconds:g} s and was stopped (--timeout)"
    )
