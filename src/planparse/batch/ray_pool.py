"""The workers of a batch on a Ray cluster, supervised as those of this machine are."""

import signal
import time
from collections import deque
from collections.abc import Callable, Iterator
from typing import Any

from planparse.batch.messages import Answer, Setting
from planparse.batch.pool import Job
from planparse.batch.worker import Converter


class RayPool:
    """So many actors, each with one task at a time.

    A context manager: no actor outlives it. It connects to the cluster of RAY_ADDRESS, or
    starts one on this machine. Sources, outputs and the journal have to be on a disk that
    all machines share, under the same names.
    """

    def __init__(
        self, setting: Callable[[int], Setting], size: int, timeout: float
    ) -> None:
        """Take the setting of each actor, by its number, and the seconds for one task.

        Nothing starts yet.
        """
        self._setting, self._size, self._timeout = setting, size, timeout
        self._actors: dict[int, Any] = {}

    def __enter__(self) -> "RayPool":
        """Connect to the cluster."""
        import ray  # type: ignore[import-not-found,unused-ignore]

        ours = signal.getsignal(signal.SIGTERM)
        ray.init(log_to_driver=False, logging_level="error", include_dashboard=False)
        signal.signal(signal.SIGTERM, ours)  # Ray has put its own there
        self._ray = ray
        return self

    def __exit__(self, *_: object) -> None:
        """End all actors, and leave the cluster."""
        for actor in self._actors.values():
            self._ray.kill(actor)
        self._ray.shutdown()

    def run(self, jobs: Iterator[Job]) -> Iterator[tuple[Job, Answer]]:
        """Yield each job with what became of it, as they get done.

        No more jobs are taken than are under way.

        A job whose actor dies or runs out of memory is tried once more.
        """
        again: deque[Job] = deque()
        under_way: dict[Any, tuple[int, Job, float]] = {}
        idle = deque(range(self._size))
        while True:
            while idle and (
                job := next(jobs, None) or (again.popleft() if again else None)
            ):
                number = idle.popleft()
                if number not in self._actors:
                    actor = self._ray.remote(num_cpus=1)(Converter)
                    self._actors[number] = actor.remote(self._setting(number))
                result = self._actors[number].answer.remote(job.task)
                under_way[result] = number, job, time.monotonic() + self._timeout
            if not under_way:
                return
            first = min(deadline for _, _, deadline in under_way.values())
            done, _ = self._ray.wait(
                list(under_way), timeout=max(0.0, first - time.monotonic())
            )
            now = time.monotonic()
            for result in done or [
                result
                for result, (_, _, deadline) in under_way.items()
                if deadline < now
            ]:
                number, job, _ = under_way.pop(result)
                idle.append(number)
                answer = self._answer(result) if done else self._late()
                if not done or answer.status == "memory":
                    self._ray.kill(self._actors.pop(number))
                elif answer.status == "died":
                    del self._actors[number]
                if answer.status not in ("memory", "died"):
                    yield job, answer
                elif job.tried:
                    yield job, answer._replace(status="failed")
                else:
                    again.append(job._replace(tried=True))

    def _answer(self, result: Any) -> Answer:
        """Return what an actor answered, or how it died, in the words of the local pool."""
        try:
            answer = self._ray.get(result)
        except self._ray.exceptions.OutOfMemoryError:
            return Answer("died", "there is not enough memory for it")
        except self._ray.exceptions.RayActorError:
            return Answer("died", "its worker died, twice")
        assert isinstance(answer, Answer)
        return (
            answer._replace(message="there is not enough memory for it")
            if answer.status == "memory"
            else answer
        )

    def _late(self) -> Answer:
        """Return the answer for a file that took longer than the time limit."""
        return Answer("failed", f"took longer than {self._timeout:g} s (--timeout)")
