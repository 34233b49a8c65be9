"""The workers of a batch on a Ray cluster, supervised as those of this machine are."""

import signal
import time
from collections import deque
from collections.abc import Callable, Iterator
from typing import Any

from planparse.batch.messages import Answer, Setting
from planparse.batch.pool import Group, Job
from planparse.batch.worker import Converter

_NO_MEMORY = "there is not enough memory for it"


class RayPool:
    """So many actors, each with one group of tasks at a time.

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

    def run(self, groups: Iterator[Group]) -> Iterator[tuple[Job, Answer]]:
        """Yield each job with what became of it, as they get done.

        No more groups are taken than are under way. A job whose actor dies or runs out of
        memory is tried once more; those of a group that dies, or takes too long, are first
        tried one by one.
        """
        again: deque[Job] = deque()
        under_way: dict[Any, tuple[int, Group, float]] = {}
        idle = deque(range(self._size))
        while True:
            while idle and (
                group := next(groups, ()) or ((again.popleft(),) if again else ())
            ):
                number = idle.popleft()
                if number not in self._actors:
                    actor = self._ray.remote(num_cpus=1)(Converter)
                    self._actors[number] = actor.remote(self._setting(number))
                tasks = [job.task for job in group]
                result = self._actors[number].answers.remote(tasks)
                deadline = time.monotonic() + self._timeout * len(group)
                under_way[result] = number, group, deadline
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
                number, group, _ = under_way.pop(result)
                idle.append(number)
                answers = self._answers(result, group) if done else self._late(group)
                if not done or any(answer.status == "memory" for answer in answers):
                    self._ray.kill(self._actors.pop(number))
                elif answers[0].status == "died":
                    del self._actors[number]
                for job, answer in zip(group, answers, strict=True):
                    if answer.status not in ("memory", "died"):
                        yield job, answer
                    elif job.tried:
                        yield job, answer._replace(status="failed")
                    else:
                        found = len(group) == 1 or answer.status == "memory"
                        again.append(job._replace(tried=found))

    def _answers(self, result: Any, group: Group) -> list[Answer]:
        """Return what an actor answered, or how it died, in the words of the local pool."""
        try:
            answers: list[Answer] = self._ray.get(result)
        except self._ray.exceptions.OutOfMemoryError:
            return [Answer("died", _NO_MEMORY)] * len(group)
        except self._ray.exceptions.RayActorError:
            return [Answer("died", "its worker died, twice")] * len(group)
        return [
            answer._replace(message=_NO_MEMORY) if answer.status == "memory" else answer
            for answer in answers
        ]

    def _late(self, group: Group) -> list[Answer]:
        """Return the answers for files that took longer than the time limit.

        Which of several it was is open: they are tried one by one, as if the actor died.
        """
        if len(group) > 1:
            return [Answer("died")] * len(group)
        return [Answer("failed", f"took longer than {self._timeout:g} s (--timeout)")]
