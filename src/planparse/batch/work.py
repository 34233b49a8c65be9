"""The work of a run: the files on its list as jobs for workers, and what becomes of each."""

import os
from collections import deque
from collections.abc import Iterator
from typing import NamedTuple

from planparse.batch.groups import grouped
from planparse.batch.journal import Journal, Planned
from planparse.batch.messages import Answer, Asked, Setting, Task
from planparse.batch.stores.contents import contents
from planparse.batch.target import Target
from planparse.system.json_line import encode


class Work(NamedTuple):
    """What is asked of files, where outputs go, and by how many workers.

    Each file may take `timeout` seconds, and have `max_size` bytes.
    """

    asked: Asked
    target: Target
    jobs: int
    timeout: float
    max_size: int


def answers(
    journal: Journal, key: str, todo: int, work: Work
) -> Iterator[tuple[Planned, Answer]]:
    """Yield what becomes of each file on the list, as they get done."""
    from planparse.batch.pool import Job, Pool

    under_way: dict[int, Planned] = {}
    broken = deque[tuple[Planned, Answer]]()
    target, one_file = work.target, work.target.folder is None

    def jobs() -> Iterator[Job]:
        """Yield the jobs in order of the plan, each with all that a worker needs.

        Members of a tar archive are read here, one after the other, as tar has no
        index, and so are files of a store; what cannot be read goes to `broken` and to
        no worker.
        """
        for planned, content in contents(journal.todo(key)):
            if isinstance(content, str):
                broken.append((planned, Answer("failed", content)))
                continue
            under_way[planned.place] = planned
            task = Task(
                name=planned.name,
                path=planned.path,
                member=planned.member,
                stamp=planned.stamp,
                out=planned.out,
                prefix=f"{_in_json(planned.name)}#" if one_file else "",
                data=content,
                known=planned.known,
            )
            yield Job(planned.place, task, planned.size)

    def setting(number: int) -> Setting:
        """Return what a worker needs to know once: each has a store of its own to append to."""
        return Setting(
            asked=work.asked,
            ending=target.ending,
            folder=target.folder,
            store=os.path.join(target.scratch, f"store-{number}"),
            scratch=target.scratch,
            max_size=work.max_size,
        )

    with Pool(setting, min(work.jobs, todo), work.timeout) as pool:
        for job, answer in pool.run(grouped(jobs(), min(work.jobs, todo))):
            yield under_way.pop(job.place), answer
            while broken:
                yield broken.popleft()
    yield from broken


def _in_json(text: str) -> str:
    """Return a text as it stands between the quotes of a JSON string."""
    return encode(text)[1:-1]
