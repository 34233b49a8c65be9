"""Parts on a Ray cluster: what goes through Ray are their names, and what became of them."""

import json
import os
import signal
import time
from collections.abc import Iterator
from typing import Any

from planparse.batch.pool import CannotStartError
from planparse.batch.stores.access import CannotReadError
from planparse.batch.stores.converter import Order, PartConverter
from planparse.batch.stores.outcome import Outcome, as_lines, from_lines
from planparse.batch.stores.run import Outcomes
from planparse.errors import PlanparseError, reason
from planparse.locale.message import Kept, _, told
from planparse.system.faults import system_fault
from planparse.system.files import CannotWriteError
from planparse.system.json_line import encode_line

_MOST_BLOCKS = 10_000
"""Blocks into which Ray Data cuts the names of the parts: a choice. Each is a task."""

_PAUSES = (2.0, 20.0)
"""Seconds before a part is tried again with which the store had trouble: a choice."""

_OBJECT_STORE = 200 * 10**6
"""Bytes of memory that a Ray of the occasion takes for what goes through it: names."""


def on_ray(order: Order, names: list[str], jobs: int | None) -> Outcomes:
    """Convert parts on the cluster of RAY_ADDRESS, and yield what became of each, as they get done.

    Where none is named, a cluster of this machine is started for the occasion. A part whose
    process or machine dies is done by another, as often as that happens: what a file does to
    the process that reads it does not touch the one that works for Ray. Raises
    CannotStartError and CannotWriteError.
    """
    os.environ.setdefault("RAY_DATA_LOG_LEVEL", "ERROR")  # the progress is told here
    import ray

    ours = signal.getsignal(signal.SIGTERM)
    quiet = {"log_to_driver": False, "logging_level": "error"}
    try:
        if "RAY_ADDRESS" in os.environ:
            ray.init(**quiet)
        else:
            ray.init(
                address="local",
                num_cpus=jobs,
                object_store_memory=_OBJECT_STORE,
                include_dashboard=False,
                **quiet,
            )
        signal.signal(signal.SIGTERM, ours)  # Ray has put its own there
        yield from _outcomes(order, names, jobs)
    except (ConnectionError, ray.exceptions.RayError) as fault:
        raise CannotStartError(_("Ray: {why}", why=str(fault).strip())) from None
    finally:
        ray.shutdown()


def _outcomes(order: Order, names: list[str], jobs: int | None) -> Outcomes:
    """Yield what became of parts, on the cluster that this process is connected to."""
    import ray.data

    context = ray.data.DataContext.get_current()
    context.enable_progress_bars = False
    rows = ray.data.from_items(
        [{"part": name} for name in names],
        override_num_blocks=min(len(names), _MOST_BLOCKS),
    ).map_batches(
        converted,
        fn_args=(order,),
        batch_size=None,
        batch_format="pyarrow",
        compute=ray.data.TaskPoolStrategy(size=jobs),
        num_cpus=1,
    )
    for row in rows.iter_rows():
        if row["fault"]:
            raise _fault_of(row["fault"])
        yield from from_lines(row["outcome"])


def converted(batch: Any, order: Order) -> Iterator[dict[str, list[Any]]]:
    """Convert the parts that a table names, on a machine of the cluster; yield a row for each.

    It has the outcome, or the fault that ends the run: what were raised would come back as
    a traceback of that machine.
    """
    try:
        with PartConverter(order, 1) as converter:
            for part in batch.column("part").to_pylist():
                outcome = _patiently(converter, part)
                yield {"outcome": [as_lines([outcome])], "fault": [""]}
    except (PlanparseError, OSError) as fault:
        yield {"outcome": [b""], "fault": [_as_line(fault)]}


def _as_line(fault: PlanparseError | OSError) -> str:
    """Return a fault as it comes back from another machine: what it is of, and both languages."""
    said = system_fault(fault) if isinstance(fault, OSError) else reason(fault)
    return encode_line([isinstance(fault, CannotReadError), said, told(said, "zh")])


def _fault_of(line: str) -> CannotReadError | CannotWriteError:
    """Return the fault that came back from another machine."""
    is_of_reading, english, chinese = json.loads(line)
    message = Kept(english, chinese)
    return CannotReadError(message) if is_of_reading else CannotWriteError(message)


def _patiently(converter: PartConverter, part: str) -> Outcome:
    """Return what became of a part; a store that has trouble gets some time."""
    for pause in _PAUSES:
        try:
            return converter.outcome(part)
        except (CannotReadError, CannotWriteError):
            time.sleep(pause)
    return converter.outcome(part)
