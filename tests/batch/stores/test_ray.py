"""Two machines of a Ray cluster and an S3 server, all on this one, with nothing else in common.

Each has a folder, a home and a temporary folder of its own. One of the processes at work is
killed; the rows are those of a run on disk all the same.
"""

import json
import os
import signal
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from functools import partial
from pathlib import Path
from shutil import rmtree
from tempfile import TemporaryDirectory
from typing import Any
from zipfile import ZipFile

import pytest

from tests.batch.conftest import Batch, needs_proc, plan, until, write

pytest.importorskip("ray", reason="more machines than one: 'planparse[ray]'")
pytest.importorskip("s3fs", reason="S3 is reached by s3fs: 'planparse[s3]'")
pytest.importorskip("moto", reason="an S3 server for tests: 'moto[server]'")

pytestmark = needs_proc

FILES, PACKED = 300, 10
PICTURE = b"\x89PNG\r\n\x1a\n" + bytes(99)
BOUND = 240  # seconds, on a machine that has other things to do
MEMORY = str(80 * 10**6)
"""Bytes of the object store of a machine, the least that Ray takes, about."""


def free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


def answers(port: int) -> bool:
    with suppress(OSError), socket.create_connection(("127.0.0.1", port), 1):
        return True
    return False


def says(path: Path, words: bytes) -> bool:
    return words in path.read_bytes()


@contextmanager
def started(*command: str, **options: Any) -> Iterator[None]:
    """A process that is ended, with those it has started, when the test is over."""
    given = {"stdout": subprocess.DEVNULL, "stderr": subprocess.STDOUT, **options}
    process = subprocess.Popen(command, start_new_session=True, **given)
    try:
        yield
    finally:
        with suppress(ProcessLookupError):
            os.killpg(
                process.pid, signal.SIGKILL
            )  # Ray takes half a minute to end itself
        process.wait(20)


@pytest.fixture(scope="module")
def s3() -> Iterator[tuple[dict[str, str], Any]]:
    """An S3 server on loopback: the environment that names it, and a client."""
    import boto3

    port = free_port()
    given = {
        "AWS_ENDPOINT_URL": f"http://127.0.0.1:{port}",
        "AWS_ACCESS_KEY_ID": "test",
        "AWS_SECRET_ACCESS_KEY": "test",
        "AWS_DEFAULT_REGION": "us-east-1",
    }
    with started(sys.executable, "-m", "moto.server", "-p", str(port)):
        until(lambda: answers(port), BOUND)
        client = boto3.client(
            "s3",
            endpoint_url=given["AWS_ENDPOINT_URL"],
            aws_access_key_id="test",
            aws_secret_access_key="test",
            region_name="us-east-1",
        )
        client.create_bucket(Bucket="archive")
        yield given, client
        client.close()


@pytest.fixture
def cluster(
    environment: dict[str, str], saboteur: dict[str, str], s3: Any
) -> Iterator[Callable[[], list[int]]]:
    """A cluster of two machines, its address in the environment; tells who is at work."""
    port = free_port()
    address = f"127.0.0.1:{port}"
    ray = [sys.executable, "-m", "ray.scripts.scripts", "start", "--block"]
    ray += ["--num-cpus=1", f"--object-store-memory={MEMORY}", "--disable-usage-stats"]
    ray += ["--node-ip-address=127.0.0.1"]
    head = ["--head", f"--port={port}", "--include-dashboard=false"]
    with ExitStack() as stack:
        # The path of a socket is short: `tmp_path` is too long for it.
        machines = Path(stack.enter_context(TemporaryDirectory(prefix="ray-")))
        for name, more in (("one", head), ("two", [f"--address={address}"])):
            own = machines / name
            own.mkdir()
            given = environment | saboteur | s3[0] | {"PYTHONUNBUFFERED": "1"}
            given |= {"HOME": str(own), "TMPDIR": str(own)}
            said = stack.enter_context((own / "said").open("w+b"))
            options = {"cwd": own, "env": given, "stdout": said}
            stack.enter_context(started(*ray, *more, **options))
            until(partial(says, own / "said", b"Ray runtime started"), BOUND)

        def at_work() -> list[int]:
            """The processes that convert parts on these machines."""
            found = []
            for entry in Path("/proc").glob("[0-9]*"):
                with suppress(OSError):
                    if (
                        b"ray::MapBatches(converted)"
                        in (entry / "cmdline").read_bytes()
                        and os.fsencode(f"TMPDIR={machines}")
                        in (entry / "environ").read_bytes()
                    ):
                        found.append(int(entry.name))
            return found

        environment = {**environment, **s3[0], "RAY_ADDRESS": address}
        at_work.environment = environment  # type: ignore[attr-defined]
        yield at_work


def keys(client: Any, prefix: str) -> list[str]:
    pages = client.get_paginator("list_objects_v2").paginate(
        Bucket="archive", Prefix=prefix
    )
    return [each["Key"] for page in pages for each in page.get("Contents", ())]


def read(client: Any, key: str) -> bytes:
    data: bytes = client.get_object(Bucket="archive", Key=key)["Body"].read()
    return data


def test_rows_are_those_of_one_machine_though_a_process_is_killed(
    tmp_path: Path,
    batch: Batch,
    cluster: Any,
    saboteur: dict[str, str],
    s3: tuple[dict[str, str], Any],
) -> None:
    client = s3[1]
    disk = tmp_path / "disk"
    for number in range(FILES):
        text = plan(number, 3 + number % 5).encode(
            "gbk" if number % 9 == 7 else "utf-8"
        )
        name = f"plans/{2020 + number % 4}/市发[{number}]号.txt"
        write(disk / name, text)
        client.put_object(Bucket="archive", Key=name, Body=text)
    for name, data in (("poison.txt", plan(1).encode()), ("picture.txt", PICTURE)):
        write(disk / "plans" / name, data)
        client.put_object(Bucket="archive", Key=f"plans/{name}", Body=data)
    with ZipFile(disk / "plans" / "packed.zip", "w") as packed:
        for number in range(PACKED):
            packed.writestr(f"{number}.txt", plan(number))
    client.upload_file(
        str(disk / "plans" / "packed.zip"), "archive", "plans/packed.zip"
    )
    local = batch("disk/plans", "-o", "local.jsonl", "-j", "2", more=saboteur)
    assert local.returncode == 1
    rmtree(disk)  # from here on they are in the store alone

    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    command = [sys.executable, "-m", "planparse", "batch", "s3://archive/plans"]
    command += ["-o", "s3://archive/parsed", "--engine", "ray", "--per-part", "8", "-q"]
    with subprocess.Popen(
        command,
        cwd=elsewhere,
        env=cluster.environment,
        stderr=subprocess.PIPE,
        text=True,
    ) as run:
        seen: list[int] = []

        def mid_run() -> bool:
            """Whether both machines are at work, and some parts are done."""
            assert run.poll() is None, run.communicate()
            seen[:] = cluster()
            print(
                seen,
                len([k for k in keys(client, "parsed/.planparse/") if "json" in k]),
            )
            return len(seen) == 2 and any(
                key.endswith(".json") for key in keys(client, "parsed/.planparse/")
            )

        until(mid_run, BOUND)
        done = [key for key in keys(client, "parsed/.planparse/") if "json" in key]
        os.kill(seen[0], signal.SIGKILL)
        _, said = run.communicate(timeout=BOUND)
    parts = [
        json.loads(line) for line in read(client, "parsed/manifest.jsonl").splitlines()
    ]
    assert len(done) < len(parts) - 2, "it was killed too late to tell anything"
    rows = b"".join(read(client, f"parsed/{part['rows']}") for part in parts)
    assert rows == (tmp_path / "local.jsonl").read_bytes()
    assert run.returncode == 1
    told = [line for line in said.splitlines() if line.startswith("planparse: plans/")]
    assert sorted(told) == sorted(
        line
        for line in local.stderr.decode().splitlines()
        if line.startswith("planparse: plans/")
    )
    assert sum(part["done"] for part in parts) == FILES + PACKED
    named = {part[which] for part in parts for which in ("rows", "files")}
    there = {key.removeprefix("parsed/") for key in keys(client, "parsed/")}
    assert named <= there
    assert not [name for name in there if name.endswith(".todo")]
    assert [*elsewhere.iterdir()] == []


def test_files_of_s3_are_read_to_a_file_on_disk(
    tmp_path: Path, batch: Batch, s3: tuple[dict[str, str], Any]
) -> None:
    disk = tmp_path / "some"
    for number in range(9):
        text = plan(number).encode()
        write(disk / f"plans/{number}.txt", text)
        s3[1].put_object(Bucket="archive", Key=f"some/plans/{number}.txt", Body=text)
    batch("some/plans", "-o", "disk.jsonl")
    given = ("s3://archive/some/plans", "-o", "store.jsonl")
    done = batch(*given, more=s3[0])
    assert done.returncode == 0, done.stderr
    rows = (tmp_path / "store.jsonl").read_bytes()
    assert rows == (tmp_path / "disk.jsonl").read_bytes()
    assert b"9 files, nothing to do" in batch(*given, more=s3[0]).stderr
