"""Worker processes under supervision: a death costs nothing but the worker's own task."""

import os
import pickle
import selectors
import signal
import subprocess
import sys
import time
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import suppress
from typing import NamedTuple

from planparse.batch.messages import HEAD, Answer, Setting, Task, packed
from planparse.errors import PlanparseError
from planparse.locale.message import _
from planparse.system.faults import system_fault

_FALSE_STARTS = 3  # workers in a row that died before they were ready
_CHUNK = 1 << 16
# Not `-m planparse.batch.worker`: its types would be those of another module, `__main__`.
# -P: nothing is imported from the current folder.
_WORKER = (
    sys.executable,
    "-P",
    "-c",
    "from planparse.system import kept_expressions; kept_expressions.recall(); "
    "from planparse.batch.worker import main; main()",
)
_STDERR_LEFT = 2000  # characters of what a worker said last


class CannotStartError(PlanparseError):
    """No worker gets ready; the message has what the last one said."""


class Job(NamedTuple):
    """A task, what the caller knows it by, and whether a worker died of it already.

    `size` is that of the file in bytes.
    """

    place: int
    task: Task
    size: int
    tried: bool = False


Group = tuple[Job, ...]
"""Jobs that a worker takes at once; most groups have one."""


class _Worker:
    def __init__(self, setting: Setting) -> None:
        """Start a process, and send it the setting.

        It holds one end of a pipe whose other end is here: when this process dies,
        however it does, the pipe ends and the worker with it. What it prints to
        standard error is dropped.
        """
        lifeline, self._lifeline = os.pipe()  # it ends with this process
        try:
            self.process = subprocess.Popen(
                [*_WORKER, str(lifeline)],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                pass_fds=(lifeline,),
                process_group=0,  # what the terminal sends is for the supervisor
                env=_environment(),
            )
        finally:
            os.close(lifeline)
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        self.out, self._in = self.process.stdout, self.process.stdin
        self.group: Group = ()
        self.ready = False
        self.deadline = float("inf")
        self._read = bytearray()
        self.send(setting)

    def send(self, message: object) -> None:
        """Send a message; that the worker is dead is seen at the other pipe."""
        with suppress(BrokenPipeError):
            self._in.write(packed(message))
            self._in.flush()

    def received(self) -> Iterator[object]:
        """Yield the messages that have come. Raises EOFError where the worker is dead."""
        data = os.read(self.out.fileno(), _CHUNK)
        if not data:
            raise EOFError
        self._read += data
        while len(self._read) >= HEAD:
            end = HEAD + int.from_bytes(self._read[:HEAD], "little")
            if len(self._read) < end:
                return
            message = pickle.loads(self._read[HEAD:end])
            del self._read[:end]
            yield message

    def kill(self) -> int:
        """End the process at once, and return what it ended with."""
        with suppress(OSError):
            self.process.kill()
        with suppress(OSError):
            self._in.close()
        self.out.close()
        os.close(self._lifeline)
        return self.process.wait()


class Pool:
    """So many workers, each with one group of tasks at a time.

    A context manager: no worker outlives it.
    """

    def __init__(
        self, setting: Callable[[int], Setting], size: int, timeout: float
    ) -> None:
        """Take the setting of each worker, by its number, and the seconds for one task.

        Nothing starts yet.
        """
        self._setting, self._size, self._timeout = setting, size, timeout
        self._workers: dict[int, _Worker] = {}
        self._selector = selectors.DefaultSelector()
        self._groups: Iterator[Group] = iter(())
        self._left = True
        self._again: deque[Job] = deque()
        self._false_starts = 0

    def __enter__(self) -> "Pool":
        """Return the pool."""
        return self

    def __exit__(self, *_: object) -> None:
        """End all workers, whatever they do."""
        for number in list(self._workers):
            self._end(number)
        self._selector.close()

    def run(self, groups: Iterator[Group]) -> Iterator[tuple[Job, Answer]]:
        """Yield each job with what became of it, as they get done.

        No more groups are taken than are under way. A job whose worker dies or runs out of
        memory is tried once more; those of a group that dies, or takes too long, are first
        tried one by one. Raises CannotStartError.
        """
        self._groups, self._left = groups, True
        for number in range(self._size):
            if number not in self._workers:  # those of an earlier call are at hand
                self._start(number)
        while True:
            for number, worker in self._workers.items():
                if worker.ready and not worker.group:
                    self._give(number)
            if (
                not self._left
                and not self._again
                and not any(worker.group for worker in self._workers.values())
            ):
                return
            for number in self._stirring():
                yield from self._heard(number)
            now = time.monotonic()
            for number in [
                number
                for number, worker in self._workers.items()
                if worker.deadline < now
            ]:
                yield from self._late(number)

    def _give(self, number: int) -> None:
        """Give a worker its next group, if there is one."""
        # A lost job comes late, as what killed its worker may be over by then; but few wait.
        group: Group = ()
        if self._left and len(self._again) <= 2 * self._size:
            group = next(self._groups, ())
            self._left = bool(group)
        if not group and self._again:
            group = (self._again.popleft(),)
        if group:
            worker = self._workers[number]
            worker.group = group
            worker.deadline = time.monotonic() + self._timeout * len(group)
            worker.send([job.task for job in group])

    def _heard(self, number: int) -> Iterator[tuple[Job, Answer]]:
        """Yield what a worker has got done; see to it where it is dead."""
        worker = self._workers[number]
        try:
            messages = list(worker.received())
        except EOFError:
            self._false_starts = 0 if worker.ready else self._false_starts + 1
            ended = self._end(number)
            if self._false_starts >= _FALSE_STARTS:
                raise CannotStartError(self._why_not()) from None
            self._start(number)
            yield from self._lost(worker.group, _died(ended))
            return
        for message in messages:
            if message is None:
                worker.ready = True
                continue
            assert isinstance(message, list)
            answered = list(zip(worker.group, message, strict=True))
            worker.group, worker.deadline = (), float("inf")
            short = tuple(job for job, answer in answered if answer.status == "memory")
            if short:
                self._restart(number)  # what it has is not given back
            else:
                self._give(number)  # before anything else: it waits
            for job, answer in answered:
                if answer.status != "memory":
                    yield job, answer
            for job in short:
                yield from self._lost((job,), _("there is not enough memory for it"))

    def _lost(self, group: Group, why: str) -> Iterator[tuple[Job, Answer]]:
        """Put jobs back, or give up one that was tried; which of several it was is open."""
        for job in group:
            if job.tried:
                yield job, Answer("failed", why)
            else:
                self._again.append(job._replace(tried=len(group) == 1))

    def _late(self, number: int) -> Iterator[tuple[Job, Answer]]:
        """End a worker whose time is over, and give up its job, or try several one by one."""
        group = self._workers[number].group
        self._restart(number)
        if len(group) > 1:
            self._again.extend(group)
        else:
            why = _("took longer than {seconds:g} s (--timeout)", seconds=self._timeout)
            yield group[0], Answer("failed", why)

    def _stirring(self) -> list[int]:
        """Wait for the workers; return those that have said something or died."""
        deadline = min(worker.deadline for worker in self._workers.values())
        wait = (
            None if deadline == float("inf") else max(0.0, deadline - time.monotonic())
        )
        return [key.data for key, _ in self._selector.select(wait)]

    def _start(self, number: int) -> None:
        """Start a worker under a number, and listen to it. Raises CannotStartError."""
        try:
            worker = _Worker(self._setting(number))
        except OSError as fault:
            raise CannotStartError(
                _("a worker cannot start: {why}", why=system_fault(fault))
            ) from None
        self._workers[number] = worker
        self._selector.register(worker.out, selectors.EVENT_READ, number)

    def _restart(self, number: int) -> None:
        """Put a new worker in the place of one that died or took too long."""
        self._end(number)
        self._start(number)

    def _end(self, number: int) -> int:
        """Stop listening to a worker and kill it; return its exit status, as `Popen` gives it."""
        worker = self._workers.pop(number)
        self._selector.unregister(worker.out)
        return worker.kill()

    def _why_not(self) -> str:
        """Start one more worker, only to hear what it says."""
        asked = [*_WORKER, "-1"]
        heard = subprocess.run(
            asked,
            input=packed(self._setting(0)),
            capture_output=True,
            check=False,
            env=_environment(),
        )
        return _(
            "the workers do not start:\n{said}",
            said=heard.stderr.decode(errors="replace").strip()[-_STDERR_LEFT:],
        )


def cores() -> int:
    """Return how many processor cores this process may use, where the system tells."""
    return (
        len(os.sched_getaffinity(0))
        if hasattr(os, "sched_getaffinity")
        else os.cpu_count() or 1
    )


def _environment() -> dict[str, str]:
    """Return the environment in which a worker finds the modules that this process has."""
    return {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))}


def _died(ended: int) -> str:
    """Say in words how a worker ended: below zero the status is the signal that ended it."""
    if ended >= 0:
        return _("its worker ended with status {status}, twice", status=ended)
    try:
        name = signal.Signals(-ended).name
    except ValueError:
        name = f"signal {-ended}"
    if name == "SIGKILL":
        return _("its worker was ended by SIGKILL, twice: not enough memory?")
    return _("its worker was ended by {signal}, twice", signal=name)
