"""Which files a worker takes at once: those that LibreOffice converts, for it starts slowly."""

from collections.abc import Iterator

from planparse.batch.pool import Group, Job
from planparse.readers.suffixes import CONVERTED

_MOST = 16
"""Files of a group: a choice. LibreOffice takes 0.9 s to start, and 0.06 s for a document
of 40 KB."""
_MOST_BYTES = 64 * 10**6
"""Bytes that the files of a group may have together, since all are held in memory."""


def grouped(jobs: Iterator[Job], workers: int) -> Iterator[Group]:
    """Yield jobs in groups; the names of the files tell which LibreOffice will convert.

    Those wait until a group is full, the last ones until all else is under way: they are
    dealt out evenly to so many workers.
    """
    waiting: list[Job] = []
    for job in jobs:
        if not job.task.name.lower().endswith(CONVERTED):
            yield (job,)
            continue
        if waiting and sum(each.size for each in (*waiting, job)) > _MOST_BYTES:
            yield tuple(waiting)
            waiting.clear()
        waiting.append(job)
        if len(waiting) == _MOST:
            yield tuple(waiting)
            waiting.clear()
    share = -(-len(waiting) // workers)
    for start in range(0, len(waiting), share or 1):
        yield tuple(waiting[start : start + share])
