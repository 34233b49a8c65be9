"""What converting an archive costs, as Markdown: in floors, a second time, in memory, and with two processes.

    python -m benchmarks.batch [FILES…]

Archives of so many files (2,000 and 20,000) of 15 KB each, cut out of real plans, go into one JSON Lines file.
"""

import os
import sys
from collections.abc import Sequence
from itertools import cycle, islice
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from time import perf_counter, sleep
from typing import NamedTuple

from benchmarks.text import files, text_of
from benchmarks.whole import Cost, cost

SIZE = 15_000
SIZES = (2_000, 20_000)
PARALLEL = 1_000
ROUNDS = 3
SETTLED = 3  # seconds after which a change would show in a file's time
FLOOR = (
    "import sys; from pathlib import Path; from benchmarks.text import floor\n"
    "for path in Path(sys.argv[1]).iterdir(): floor(path)"
)


class Archive(NamedTuple):
    """What an archive costs, of so many members and bytes: the floor, the first run, one with nothing left to do."""

    members: int
    size: int
    floor: Cost
    first: Cost
    again: Cost


def written(folder: Path, count: int) -> int:
    """Fill a folder with so many files; their size in bytes."""
    folder.mkdir()
    whole = text_of(sum(path.stat().st_size for path in files())).decode()
    step = len(whole) * SIZE // len(whole.encode())
    pieces = [whole[at : at + step].encode() for at in range(0, len(whole), step)]
    for number, piece in enumerate(islice(cycle(pieces), count)):
        (folder / f"{number:06}.txt").write_bytes(piece)
    return sum(len(piece) for piece in islice(cycle(pieces), count))


def measured(folder: Path, count: int) -> Archive:
    """Convert an archive twice."""
    source, out = folder / str(count), folder / f"{count}.jsonl"
    size = written(source, count)
    sleep(SETTLED)
    argv = [
        sys.executable,
        "-m",
        "planparse",
        "batch",
        "-q",
        str(source),
        "-o",
        str(out),
    ]
    return Archive(
        count,
        size,
        cost([sys.executable, "-c", FLOOR, str(source)]),
        cost(argv),
        cost(argv),
    )


def faster(folder: Path) -> float:
    """How many times faster two processes are than one, by the clock."""
    source = folder / str(PARALLEL)
    written(source, PARALLEL)
    times: dict[int, list[float]] = {1: [], 2: []}
    for turn in range(ROUNDS):
        for workers, seen in times.items():
            out = folder / f"{workers}-{turn}.jsonl"
            begun = perf_counter()
            cost(
                [
                    sys.executable,
                    "-m",
                    "planparse",
                    "batch",
                    "-q",
                    "-j",
                    str(workers),
                    str(source),
                    "-o",
                    str(out),
                ]
            )
            seen.append(perf_counter() - begun)
    return median(times[1]) / median(times[2])


def main(counts: Sequence[int]) -> None:
    """Print a table."""
    with TemporaryDirectory() as name:
        seen = [measured(Path(name), count) for count in counts]
        parallel = faster(Path(name))
    rows = {
        "": [f"{one.members:,} files, {one.size / 1e6:.0f} MB" for one in seen],
        "CPU time, all processes": [
            f"{one.first.seconds:.1f} s, {one.first.seconds / one.floor.seconds:.0f} floors"
            for one in seen
        ],
        "a second run, nothing to do": [
            f"{one.again.seconds:.2f} s, {one.again.seconds / one.floor.seconds:.2f} floors"
            for one in seen
        ],
        "peak memory of the largest process": [
            f"{one.first.peak / 1024:.0f} MB" for one in seen
        ],
    }
    head, *body = (f"| {name} | {' | '.join(cells)} |" for name, cells in rows.items())
    print("\n".join([head, f"|---|{'--:|' * len(counts)}", *body]))
    print(
        f"\nTwo processes, of {os.cpu_count()} cores, are {parallel:.2f} times as fast as one ({PARALLEL:,} files)."
    )


if __name__ == "__main__":
    main([int(count) for count in sys.argv[1:]] or SIZES)
