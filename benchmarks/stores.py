"""What stores and Ray add to converting an archive, as Markdown: processor time, requests, memory.

    python -m benchmarks.stores [COUNT COUNT]

Two archives of so many files (500 and 2,000) of 15 KB each, cut out of real plans, are converted on
disk, from and to an S3 server of this machine, and so on a Ray cluster of two workers. What a file
takes is the difference of the two, over that of their files: what it takes to start is in both. The
server's own time is left out. It takes `pip install 'planparse[ray]' 'moto[server]'`.
"""

import os
import re
import socket
import subprocess
import sys
import tracemalloc
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from tempfile import TemporaryDirectory
from time import process_time, sleep
from typing import Any, NamedTuple

from benchmarks.batch import written
from planparse.batch.archive import entries
from planparse.batch.stores.outcome import from_lines
from planparse.batch.stores.parts import parts

COUNTS = (500, 2_000)
PER_PART = 100
MARK = "PLANPARSE_BENCHMARK"
"""The variable in the environment by which the processes of a run are known."""

TICK = os.sysconf("SC_CLK_TCK")
EVERY = 0.1  # seconds between looks at the processes
METHOD = re.compile(r'"(GET|HEAD|PUT|POST|DELETE) (\S+)')


class Cost(NamedTuple):
    """Seconds of processor time, and requests by kind, of a run."""

    seconds: float
    requests: Counter[str]


@contextmanager
def server(log: Path) -> Iterator[None]:
    """An S3 server on loopback, named in the environment, which writes its requests to a file."""
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        port = found.getsockname()[1]
    os.environ |= {
        "AWS_ENDPOINT_URL": f"http://127.0.0.1:{port}",
        "AWS_ACCESS_KEY_ID": "test",
        "AWS_SECRET_ACCESS_KEY": "test",
        "AWS_DEFAULT_REGION": "us-east-1",
    }
    command = [sys.executable, "-m", "moto.server", "-p", str(port)]
    with (
        log.open("wb") as errors,
        subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=errors) as process,
    ):
        try:
            while True:
                with suppress(OSError), socket.create_connection(("127.0.0.1", port)):
                    break
                sleep(EVERY)
            yield
        finally:
            process.kill()


def requests(log: Path, begin: int) -> Counter[str]:
    """The requests in the log from a place on, by kind: those with a query that lists are LIST."""
    kinds: Counter[str] = Counter()
    with log.open("rb") as file:
        file.seek(begin)
        for line in file.read().decode(errors="replace").splitlines():
            if found := METHOD.search(line):
                kinds["LIST" if "list-type" in found[2] else found[1]] += 1
    return kinds


def seconds_of(mark: str) -> Iterator[tuple[int, float]]:
    """Each process of a run, and the processor time that it has taken so far."""
    wanted = f"{MARK}={mark}".encode()
    for entry in Path("/proc").glob("[0-9]*"):
        with suppress(OSError):
            if wanted in (entry / "environ").read_bytes():
                fields = (entry / "stat").read_text().rpartition(")")[2].split()
                yield int(entry.name), (int(fields[11]) + int(fields[12])) / TICK


def cost(arguments: Sequence[str], mark: str, log: Path) -> Cost:
    """What a batch takes, all its processes together, to the tenth of a second of each."""
    begin, seen = log.stat().st_size, dict[int, float]()
    command = [sys.executable, "-m", "planparse", "batch", "-q", *arguments]
    with subprocess.Popen(command, env=os.environ | {MARK: mark}) as process:
        while process.poll() is None:
            seen |= dict(seconds_of(mark))
            sleep(EVERY)
    assert process.returncode == 0, arguments
    return Cost(sum(seen.values()), requests(log, begin))


def taken(folder: Path, count: int, system: Any, log: Path) -> dict[str, Cost]:
    """What it takes to convert so many files, on disk, in a store, and on Ray; and once more."""
    source = folder / str(count)
    written(source, count)
    for path in source.iterdir():
        system.pipe_file(f"archive/{count}/{path.name}", path.read_bytes())
    store = [f"s3://archive/{count}", "--per-part", str(PER_PART), "-j", "2", "-o"]
    on_ray = ["--engine", "ray"]
    runs = {
        "on disk": [str(source), "-j", "2", "-o", str(folder / f"{count}.jsonl")],
        "from and to S3": [*store, f"s3://archive/out-{count}"],
        "so on Ray": [*store, f"s3://archive/ray-{count}", *on_ray],
        "a second run on S3": [*store, f"s3://archive/out-{count}"],
    }
    return {
        name: cost(arguments, f"{count}-{place}", log)
        for place, (name, arguments) in enumerate(runs.items())
    }


def listing(count: int) -> tuple[float, float, float]:
    """What a name takes when it is listed: microseconds, and bytes as the store and as we have it."""
    import fsspec

    begun = process_time()
    listed = sum(
        len(part.entries)
        for part in parts(entries([f"s3://archive/{count}"], (), 10**9), "", PER_PART)
    )
    seconds = process_time() - begun
    system = fsspec.filesystem("s3", use_listings_cache=False)
    tracemalloc.start()
    held = system.ls(f"archive/{count}", detail=True)
    bytes_of_name = tracemalloc.get_traced_memory()[0] / len(held)
    tracemalloc.stop()
    data = system.cat_file(f"archive/out-{count}/manifest.jsonl")
    tracemalloc.start()
    outcomes = from_lines(data)
    bytes_of_part = tracemalloc.get_traced_memory()[0] / len(outcomes)
    return seconds / listed * 1e6, bytes_of_name, bytes_of_part


def main(counts: Sequence[int]) -> None:
    """Print a table, and what the driver has to hold."""
    import fsspec

    with TemporaryDirectory() as name:
        folder = Path(name)
        log = folder / "log"
        with server(log):
            system = fsspec.filesystem("s3", use_listings_cache=False)
            system.mkdir("archive")
            less, more = (taken(folder, count, system, log) for count in counts)
            microseconds, of_name, of_part = listing(counts[1])
            size = sum(
                each["size"]
                for each in system.ls(f"archive/out-{counts[1]}/rows", detail=True)
            )
    files = counts[1] - counts[0]
    print("| | a file | to start | requests a file |\n|---|--:|--:|---|")
    for run, large in more.items():
        each = (large.seconds - less[run].seconds) / files
        start = less[run].seconds - each * counts[0]
        kinds = ", ".join(
            f"{(number - less[run].requests[kind]) / files:.3f} {kind}"
            for kind, number in sorted(large.requests.items())
        )
        print(f"| {run} | {1000 * each:.2f} ms | {start:.1f} s | {kinds or 'none'} |")
    print(
        f"\nTo list a name takes {microseconds:.0f} µs, and {of_name:.0f} bytes while its folder is "
        f"read; the outcome of a part takes {of_part:.0f} bytes until the end. "
        f"{counts[1]:,} files give {size / 1e6:.0f} MB of rows."
    )


if __name__ == "__main__":
    main([int(count) for count in sys.argv[1:]] or COUNTS)
