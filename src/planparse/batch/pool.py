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

_FALSE_STARTS = 3  # workers in a row that died before they were ready
_CHUNK = 1 << 16
# Not `-m planparse.batch.worker`: its types would be those of another module, `__main__`.
# -P: nothing is imported from the current folder.
_WORKER = (
    sys.executable,
    "-P",
    "-c",
    "from planparse.batch.worker import main; main()",
)
_STDERR_LEFT = 2000  # characters of what a worker said last


class CannotStartError(PlanparseError):
    """No worker gets ready; the message has what the last one said."""


class Job(NamedTuple):
    """A task, what the caller knows it by, and whether a worker died of it already."""

    place: int
    task: Task
    tried: bool = False


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
        self.job: Job | None = None
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
    """So many workers, each with one task at a time.

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
        self._jobs: Iterator[Job] = iter(())
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

    def run(self, jobs: Iterator[Job]) -> Iterator[tuple[Job, Answer]]:
        """Yield each job with what became of it, as they get done.

        No more jobs are taken than are under way.

        A job whose worker dies or runs out of memory is tried once more. Raises CannotStartError.
        """
        self._jobs = jobs
        for number in range(self._size):
            self._start(number)
        while True:
            for number, worker in self._workers.items():
                if worker.ready and worker.job is None:
                    self._give(number)
            if (
                not self._left
                and not self._again
                and not any(worker.job for worker in self._workers.values())
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
                job = self._workers[number].job
                assert job is not None
                self._restart(number)
                yield (
                    job,
                    Answer(
                        "failed", f"took longer than {self._timeout:g} s (--timeout)"
                    ),
                )

    def _give(self, number: int) -> None:
        """Give a worker its next job, if there is one."""
        # A lost job comes late, as what killed its worker may be over by then; but few wait.
        job = None
        if self._left and len(self._again) <= 2 * self._size:
            job = next(self._jobs, None)
            self._left = job is not None
        if job is None and self._again:
            job = self._again.popleft()
        if job is not None:
            worker = self._workers[number]
            worker.job, worker.deadline = job, time.monotonic() + self._timeout
            worker.send(job.task)

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
            if worker.job is not None:
                yield from self._lost(worker.job, _died(ended))
            return
        for message in messages:
            if message is None:
                worker.ready = True
                continue
            assert isinstance(message, Answer)
            job = worker.job
            assert job is not None
            worker.job, worker.deadline = None, float("inf")
            if message.status == "memory":
                self._restart(number)  # what it has is not given back
                yield from self._lost(job, "there is not enough memory for it")
            else:
                self._give(number)  # before anything else: it waits
                yield job, message

    def _lost(self, job: Job, why: str) -> Iterator[tuple[Job, Answer]]:
        """Put a job back, or give it up."""
        if job.tried:
            yield job, Answer("failed", why)
        else:
            self._again.append(job._replace(tried=True))

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
            why = fault.strerror or fault
            raise CannotStartError(f"a worker cannot start: {why}") from None
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
        return (
            "the workers do not start:\n"
            + heard.stderr.decode(errors="replace").strip()[-_STDERR_LEFT:]
        )


def _environment() -> dict[str, str]:
    """Return the environment in which a worker finds the modules that this process has."""
    return {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))}


def _died(ended: int) -> str:
    """Say in words how a worker ended: below zero the status is the signal that ended it."""
    if ended >= 0:
        return f"its worker ended with status {ended}, twice"
    try:
        name = signal.Signals(-ended).name
    except ValueError:
        name = f"signal {-ended}"
    return f"its worker was ended by {name}, twice" + (
        ": not enough memory?" if name == "SIGKILL" else ""
    )
