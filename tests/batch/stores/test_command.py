"""`planparse batch` with URLs: what is written on disk, what is refused."""

import json
from pathlib import Path

import pytest

from tests.batch.conftest import Batch, failures, plan, write


def test_a_store_on_disk_has_the_rows_of_a_run_without_one(
    here: Path, batch: Batch
) -> None:
    batch("plans", "-o", "out.jsonl")
    url = f"file://{here}"
    given = (f"{url}/plans", "-o", f"{url}/store", "--per-part", "4")
    dry = batch(*given, "--dry-run").stdout.decode().splitlines()
    assert [line.split("\t")[0] for line in dry] == ["parse"] * 13
    assert not (here / "store").exists()
    done = batch(*given, "-j", "2")
    assert done.returncode == 0, done.stderr
    last = done.stderr.decode().splitlines()[-1]
    assert last.startswith("planparse: 13 files: 13 done, 0 failed, 1 damaged, ")
    assert last.endswith(f": {url}/store/manifest.jsonl")
    lines = (here / "store" / "manifest.jsonl").read_text().splitlines()
    parts = [json.loads(line) for line in lines]
    rows = b"".join((here / "store" / part["rows"]).read_bytes() for part in parts)
    assert rows == (here / "out.jsonl").read_bytes()
    dry = batch(*given, "--dry-run").stdout.decode().splitlines()
    assert [line.split("\t")[0] for line in dry] == ["skip"] * 13


def test_a_file_that_kills_its_process_takes_only_itself(
    here: Path, batch: Batch, saboteur: dict[str, str]
) -> None:
    write(here / "plans/poison.txt", plan(1))
    done = batch("plans", "-o", f"file://{here}/store", more=saboteur)
    assert done.returncode == 1
    assert failures(done) == [
        "plans/poison.txt: its worker was ended by SIGKILL, twice: not enough memory?"
    ]
    assert b"14 files: 13 done, 1 failed" in done.stderr


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["-o", "file:///srv/out.jsonl"], "would be a folder of parts"),
        (["-o", "file:///srv/out", "-f", "yaml"], "-f nodes or parquet"),
        (["-o", "file:///srv/out", "--split"], "--split has no effect"),
        (["-o", "file:///srv/out", "--report", "a.json"], "--report has no effect"),
        (["-o", "file:///srv/[out]"], "has none of"),
        (["-o", "file:///srv/out", "--engine", "ray"], "plans is on this machine"),
        (["-o", "out", "--engine", "ray"], "out is on this machine"),
        (["-o", "out", "--per-part", "9"], "--per-part has no effect"),
    ],
)
def test_what_does_not_fit_is_refused(
    batch: Batch, arguments: list[str], said: str
) -> None:
    done = batch("plans", *arguments)
    assert done.returncode == 2
    assert said in done.stderr.decode()
