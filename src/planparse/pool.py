"""Worker processes under supervision: one that dies, hangs or runs out of memory costs nothing but its own task."""

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
from typing import NamedTuple, TypeVar

from planparse.worker import HEAD, Answer, Setting, Task, packed

_TRIES = 2  # of a task whose worker died
_FALSE_STARTS = 3  # workers in a row that died before they were ready
_CHUNK = 1 << 16
# Not `-m planparse.worker`: its types would be those of another module, `__main__`. -P: nothing from this folder.
_WORKER = (sys.executable, "-P", "-c", "from planparse.worker import main; main()")
_STDERR_LEFT = 2000  # characters of what a worker said last

T = TypeVar("T")


class CannotStart(Exception):  # noqa: N818 - the name says it all
    """No worker gets ready; the message has what the last one said."""


class Job(NamedTuple):
    """A task, and what the caller knows it by."""

    place: int
    task: Task


class _Worker:
    def __init__(self, setting: Setting) -> None:
        ours, theirs = os.pipe()
        os.set_blocking(theirs, True)
        lifeline, self._lifeline = ours, theirs
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
    """As many workers as asked for, each with one task at a time. Use it as a context: no worker outlives it."""

    def __init__(self, setting: Callable[[int], Setting], size: int, timeout: float) -> None:
        """Take what each worker is told, by its number; nothing starts yet. `timeout` in seconds, for one task."""
        self._setting, self._size, self._timeout = setting, size, timeout
        self._workers: dict[int, _Worker] = {}
        self._selector = selectors.DefaultSelector()
        self._false_starts = 0

    def __enter__(self) -> "Pool":
        """Return the pool."""
        return self

    def __exit__(self, *_: object) -> None:
        """End all workers, whatever they do."""
        for number in list(self._workers):
            self._end(number)
        self._selector.close()

    def pids(self) -> list[int]:
        """Return the processes at work."""
        return [worker.process.pid for worker in self._workers.values()]

    def run(self, jobs: Iterator[Job]) -> Iterator[tuple[Job, Answer]]:
        """Yield each job with what became of it, as they get done; no more jobs are taken than are under way.

        A job whose worker dies or runs out of memory is tried once more. Raises CannotStart.
        """
        again: deque[tuple[Job, int]] = deque()
        tries: dict[int, int] = {}
        left = True

        def following() -> Job | None:
            nonlocal left
            if again:
                job, tried = again.popleft()
                tries[job.place] = tried
                return job
            if left:
                job_or_none = next(jobs, None)
                left = job_or_none is not None
                return job_or_none
            return None

        def give(number: int) -> None:
            job = following()
            if job is None:
                return
            worker = self._workers[number]
            worker.job, worker.deadline = job, time.monotonic() + self._timeout
            worker.send(job.task)

        def lost(job: Job, why: str) -> tuple[Job, Answer] | None:
            tried = tries.pop(job.place, 0) + 1
            if tried < _TRIES:
                again.append((job, tried))
                return None
            return job, Answer("failed", why)

        first = following()
        if first is None:
            return
        again.append((first, 0))
        for number in range(self._size):
            self._start(number)
        while again or any(worker.job for worker in self._workers.values()) or left:
            for number, worker in list(self._workers.items()):
                if worker.ready and worker.job is None:
                    give(number)
            if not (again or left or any(worker.job for worker in self._workers.values())):
                return
            for number in self._stirring():
                worker = self._workers[number]
                try:
                    messages = list(worker.received())
                except EOFError:
                    job, ready = worker.job, worker.ready
                    ended = self._end(number)
                    self._false_starts = 0 if ready else self._false_starts + 1
                    if self._false_starts >= _FALSE_STARTS:
                        raise CannotStart(self._why_not()) from None
                    if job is not None and (told := lost(job, _died(ended))):
                        yield told
                    self._start(number)
                    continue
                for message in messages:
                    if message is None:
                        worker.ready, self._false_starts = True, 0
                        continue
                    assert isinstance(message, Answer)
                    job = worker.job
                    assert job is not None
                    worker.job, worker.deadline = None, float("inf")
                    if message.status == "memory":
                        self._end(number)
                        self._start(number)
                        if told := lost(job, "there is not enough memory for it"):
                            yield told
                        break
                    tries.pop(job.place, None)
                    give(number)  # before anything else: it waits
                    yield job, message
            for number in [n for n, worker in self._workers.items() if worker.deadline < time.monotonic()]:
                job = self._workers[number].job
                self._end(number)
                self._start(number)
                assert job is not None
                tries.pop(job.place, None)
                yield job, Answer("failed", f"took longer than {self._timeout:g} s (--timeout)")

    def _stirring(self) -> list[int]:
        """Wait for the workers; return those that have said something or died."""
        deadline = min(worker.deadline for worker in self._workers.values())
        wait = None if deadline == float("inf") else max(0.0, deadline - time.monotonic())
        return [key.data for key, _ in self._selector.select(wait)]

    def _start(self, number: int) -> None:
        worker = _Worker(self._setting(number))
        self._workers[number] = worker
        self._selector.register(worker.out, selectors.EVENT_READ, number)

    def _end(self, number: int) -> int:
        worker = self._workers.pop(number)
        self._selector.unregister(worker.out)
        return worker.kill()

    def _why_not(self) -> str:
        """Start one more worker, only to hear what it says."""
        asked = [*_WORKER, "-1"]
        heard = subprocess.run(
            asked, input=packed(self._setting(0)), capture_output=True, check=False, env=_environment()
        )
        return "the workers do not start:\n" + heard.stderr.decode(errors="replace").strip()[-_STDERR_LEFT:]


def _environment() -> dict[str, str]:
    """Return the environment in which a worker finds the modules that this process has."""
    return {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))}


def _died(ended: int) -> str:
    if ended >= 0:
        return f"its worker ended with status {ended}, twice"
    try:
        name = signal.Signals(-ended).name
    except ValueError:
        name = f"signal {-ended}"
    return f"its worker was ended by {name}, twice" + (": not enough memory?" if name == "SIGKILL" else "")
