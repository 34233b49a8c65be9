"""A whole run: what is written into a folder, what is skipped, shares, failures that stop it."""

import subprocess
from pathlib import Path

import pytest

from planparse.batch import target
from planparse.batch.events import Done, Failed, Finished, Refused, Started
from planparse.batch.messages import Asked
from planparse.batch.run import Run
from tests.batch.conftest import (
    PLANPARSE,
    Batch,
    manifest,
    timeless,
    tree,
    workers,
    write,
)


def test_a_folder_is_mirrored_and_each_output_is_what_one_file_gives(
    here: Path, batch: Batch, program: list[str], environment: dict[str, str]
) -> None:
    done = batch("plans", "-o", "out", "-f", "json")
    assert (done.returncode, done.stdout) == (0, b"")
    assert done.stderr.startswith(
        b"planparse: 13 files: 13 done, 0 failed, 1 damaged, "
    )
    sources = sorted(
        path.relative_to(here).as_posix() for path in (here / "plans").rglob("*.txt")
    )
    assert sorted(tree(here / "out")) == [f"{name}.json" for name in sources]
    for name in sources:
        one = [*program, "-q", "-f", "json", name]
        alone = subprocess.run(
            one, cwd=here, env=environment, capture_output=True, check=True
        )
        assert (here / "out" / f"{name}.json").read_bytes() == alone.stdout


@pytest.mark.parametrize(
    ("fmt", "ending"),
    [
        ("md", ".md"),
        ("akn", ".akn"),
        ("table", ".table.md"),
        ("csv", ".csv"),
        ("xlsx", ".xlsx"),
    ],
)
def test_documents_and_tables_are_what_one_file_gives(
    fmt: str, ending: str, here: Path, batch: Batch, environment: dict[str, str]
) -> None:
    if fmt == "xlsx":
        pytest.importorskip("xlsxwriter")
    assert batch("plans/2021/gap.txt", "-o", "out", "-f", fmt, "-q").returncode == 0
    alone = [*PLANPARSE[:-1], "-q", "-f", fmt, "plans/2021/gap.txt"]
    done = subprocess.run(
        alone, cwd=here, env=environment, capture_output=True, check=True, timeout=120
    )
    assert list(tree(here / "out").values()) == [done.stdout]
    assert next(iter(tree(here / "out"))).endswith(f"gap.txt{ending}")


@pytest.mark.parametrize("jobs", ["1", "2", "5"])
def test_the_result_does_not_depend_on_how_many_work(
    jobs: str, here: Path, batch: Batch
) -> None:
    batch("plans", "-o", "out.jsonl", "-j", "3")
    batch("plans", "-o", "other.jsonl", "-j", jobs)
    assert (here / "out.jsonl").read_bytes() == (here / "other.jsonl").read_bytes()
    assert timeless(here / "out.jsonl.manifest.jsonl") == timeless(
        here / "other.jsonl.manifest.jsonl"
    )


def test_a_dry_run_writes_nothing(here: Path, batch: Batch) -> None:
    done = batch("plans/2021", "nowhere.txt", "-o", "out", "--dry-run")
    assert done.returncode == 0
    assert (
        done.stdout.decode().splitlines()[-1]
        == "refuse\tnowhere.txt\tthere is no such file"
    )
    assert done.stdout.count(b"parse\t2021/") == 7
    assert not (here / "out").exists()


@pytest.mark.parametrize(
    ("option", "most"), [(["--fail-fast"], 1), (["--max-errors", "2"], 2)]
)
def test_stopping_at_failures(
    option: list[str], most: int, here: Path, batch: Batch
) -> None:
    for number in range(6):
        write(here / "plans" / "0" / f"{number}.txt", b"%PDF-1.7")
    done = batch("plans", "-o", "out", *option, "-j", "1")
    assert done.returncode == 1
    assert done.stderr.count(b"is a damaged PDF") == most
    assert not (here / "out/manifest.jsonl").exists()


def test_shares_make_up_the_whole(here: Path, batch: Batch) -> None:
    batch("plans", "-o", "whole")
    for share in (1, 2, 3):
        assert batch("plans", "-o", "out", "--shard", f"{share}/3").returncode == 0
    assert tree(here / "out") == tree(here / "whole")
    entries = [
        manifest(here / f"out/manifest-{share}-of-3.jsonl") for share in (1, 2, 3)
    ]
    assert sum(map(len, entries)) == 13
    assert not set(entries[0]) & set(entries[1])


def asked(fmt: str) -> Asked:
    return Asked(
        fmt=fmt,
        encoding=None,
        grammar="auto",
        repair=True,
        spans=False,
        split=False,
        lang="en",
        level="auto",
        select=None,
        plain=False,
    )


def test_a_run_is_a_value_whose_events_say_what_happens(
    here: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(here)
    write(here / "plans/scan.txt", b"%PDF-1.7")
    run = Run(
        names=["plans", "nowhere.txt"],
        target=target.in_folder("out", "nodes", None),
        asked=asked("nodes"),
        jobs=2,
    )
    refused, started, *done, finished = run.convert(force=False)
    assert refused == Refused("nowhere.txt", "there is no such file")
    sizes = [path.stat().st_size for path in (here / "plans").rglob("*.txt")]
    assert started == Started(files=14, size=sum(sizes))
    failed = [event for event in done if isinstance(event, Failed)]
    assert [(event.name, event.size) for event in failed] == [("plans/scan.txt", 8)]
    assert len(done) == 14
    assert isinstance(finished, Finished)
    assert (finished.files, finished.failed, finished.tried) == (15, 2, 14)
    again = [type(event) for event in run.convert(force=False)]
    assert again[0] is Refused
    assert again[-1] is Finished


def test_a_run_whose_events_nobody_takes_any_more_ends_its_workers(
    here: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(here)
    run = Run(
        names=["plans"],
        target=target.one_file("out.jsonl", "nodes"),
        asked=asked("nodes"),
        jobs=1,
    )
    events = run.convert(force=False)
    assert isinstance(next(events), Started)
    assert isinstance(next(events), Done)
    events.close()
    assert not workers(here)
    assert isinstance(list(run.convert(force=False))[-1], Finished)
