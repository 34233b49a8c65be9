"""What no interruption may change, and what is skipped."""

import random
import resource
import signal
import subprocess
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest

from tests.batch.conftest import (
    PLANPARSE,
    Batch,
    manifest,
    plan,
    timeless,
    tree,
    until,
    write,
)
from tests.conftest import heed_interrupts

OUTPUTS = ["out", "out.jsonl", "out.sqlite", "out.csv", "out.xlsx"]


def test_what_is_done_is_skipped(here: Path, batch: Batch) -> None:
    def states() -> dict[Path, int]:
        return {
            path: path.stat().st_mtime_ns
            for path in here.rglob("*")
            if path.is_file() and "-" not in path.name
        }

    # Files so new that their times cannot tell are looked into once more; from then on
    # there is nothing to do. The outputs wait for that together.
    for out in OUTPUTS:
        batch("plans", "-o", out)
    for out in OUTPUTS:
        while b"13 files, nothing to do" not in (
            said := batch("plans", "-o", out).stderr
        ):
            assert b"13 done (13 unchanged), 0 failed" in said
            time.sleep(0.5)
        dry = batch("plans", "-o", out, "--dry-run").stdout.splitlines()
        assert [line.split(b"\t")[0] for line in dry] == [b"skip"] * 13
        before = states()
        assert b"13 files, nothing to do" in batch("plans", "-o", out).stderr
        assert {
            path for path, state in states().items() if before.get(path) != state
        } <= {path for path in before if path.name == "journal.sqlite"}


def test_only_what_changed_is_done_again(here: Path, batch: Batch) -> None:
    batch("plans", "-o", "out")
    first = manifest(here / "out/manifest.jsonl")
    stamps = {path: path.stat().st_mtime_ns for path in (here / "out").rglob("*.yaml")}
    write(here / "plans/2020/00.txt", plan(99))
    (here / "plans/2020/02.txt").touch()
    (here / "plans/2020/04.txt").unlink()
    write(here / "plans/2020/new.txt", plan(7))
    assert batch("plans", "-o", "out").returncode == 0
    second = manifest(here / "out/manifest.jsonl")
    assert second.pop("plans/2020/04.txt")["status"] == "gone"
    assert set(first) - set(second) == {"plans/2020/04.txt"}
    assert set(second) - set(first) == {"plans/2020/new.txt"}
    redone = {
        path.name for path, stamp in stamps.items() if path.stat().st_mtime_ns != stamp
    }
    assert redone == {"00.txt.yaml"}
    assert {
        name for name in set(first) & set(second) if first[name] != second[name]
    } == {"plans/2020/00.txt"}


def test_other_options_do_it_again(here: Path, batch: Batch) -> None:
    def stamps() -> dict[Path, int]:
        return {
            path: path.stat().st_mtime_ns for path in (here / "out").rglob("*.yaml")
        }

    batch("plans", "-o", "out", "--lang", "en")
    for options in (
        ["--lang", "zh"],
        ["--no-repair"],
        ["--spans"],
        ["--grammar", "gongwen"],
        ["--force"],
    ):
        before = stamps()
        assert batch("plans", "-o", "out", "--lang", "en", *options).returncode == 0
        assert not before.items() & stamps().items(), options


def test_what_is_not_named_this_time_is_still_done_the_next(
    here: Path, batch: Batch
) -> None:
    batch("plans", "-o", "out")
    states = {path: path.stat().st_mtime_ns for path in (here / "out").rglob("*.yaml")}
    batch("-", "-o", "out", input=b"plans/2020")
    assert len(manifest(here / "out/manifest.jsonl")) == 6
    batch("plans", "-o", "out")
    assert len(manifest(here / "out/manifest.jsonl")) == 13
    assert all(path.stat().st_mtime_ns == state for path, state in states.items())


HARMS: dict[str, Callable[[Path, bytes], object]] = {
    "removed": lambda victim, _: victim.unlink(),
    "shortened": lambda victim, whole: victim.write_bytes(whole[:100]),
    "altered": lambda victim, whole: victim.write_bytes(
        whole.replace("事项".encode(), "亊项".encode())
    ),
}


@pytest.mark.parametrize("out", OUTPUTS)
def test_outputs_that_are_not_as_they_were_left_are_made_again(
    out: str, here: Path, batch: Batch
) -> None:
    batch("plans", "-o", out)
    victim = here / out / "plans/2020/02.txt.yaml" if out == "out" else here / out
    whole = victim.read_bytes()
    for harm, do in HARMS.items():
        do(victim, whole)
        assert batch("plans", "-o", out).returncode == 0
        assert victim.read_bytes() == whole, harm


def test_a_damaged_journal_only_costs_time(here: Path, batch: Batch) -> None:
    batch("plans", "-o", "out")
    before = tree(here / "out")
    (here / "out/.planparse/journal.sqlite").write_bytes(b"no database" * 1000)
    assert batch("plans", "-o", "out").returncode == 0
    assert tree(here / "out") == before


@pytest.mark.parametrize(
    "out", ["out", "out.jsonl", pytest.param("out.xlsx", marks=pytest.mark.long)]
)
@pytest.mark.parametrize(
    "moment",
    # One moment shows that it goes on at all; which ones are bad, twenty may tell.
    [pytest.param(n, marks=[pytest.mark.long] if n else []) for n in range(20)],
)
def test_killed_at_any_moment_and_restarted_it_ends_with_the_same_bytes(
    moment: int, out: str, here: Path, batch: Batch, environment: dict[str, str]
) -> None:
    size = 8 if out == "out.xlsx" else 20  # about as long a run for each
    for number in range(40):
        write(here / "plans" / "more" / f"{number}.txt", plan(number, 9) * size)
    batch("plans", "-o", f"whole/{out}" if out == "out" else f"whole.{out}")
    rng = random.Random(f"{moment} {out}")
    for _ in range(3):
        process = subprocess.Popen(
            [*PLANPARSE, "plans", "-o", out, "-j", "2"],
            cwd=here,
            env=environment,
            stderr=subprocess.DEVNULL,
            preexec_fn=heed_interrupts,
        )
        with suppress(subprocess.TimeoutExpired):
            process.wait(rng.uniform(0.1, 1.5))
        process.send_signal(
            rng.choice([signal.SIGKILL, signal.SIGKILL, signal.SIGTERM, signal.SIGINT])
        )
        # What measures coverage may take the signal while Python starts: then the run ends
        # by itself.
        process.wait(300)
    assert batch("plans", "-o", out).returncode == 0
    if out == "out":
        assert tree(here / out) == tree(here / "whole/out")
        assert timeless(here / "out/manifest.jsonl") == timeless(
            here / "whole/out/manifest.jsonl"
        )
        assert not list((here / out).rglob("*.tmp"))
    else:
        assert (here / out).read_bytes() == (here / f"whole.{out}").read_bytes()


def test_a_second_run_at_the_same_output_is_refused(
    here: Path, batch: Batch, saboteur: dict[str, str], environment: dict[str, str]
) -> None:
    write(here / "plans/hang.txt", plan(1))
    first = subprocess.Popen(
        [*PLANPARSE, "plans", "-o", "out", "-q"],
        cwd=here,
        env=environment | saboteur,
        stderr=subprocess.PIPE,
    )
    until(lambda: list((here / "out").glob("plans/*/*.yaml")))
    done = batch("plans", "-o", "out")
    assert (done.returncode, done.stderr) == (
        2,
        b"planparse: another run writes to out\n",
    )
    first.terminate()
    first.communicate(timeout=60)
    assert first.returncode == 143


@pytest.mark.parametrize("out", ["out", "out.jsonl"])
def test_a_full_disk_stops_the_run_and_leaves_no_half_file(
    out: str, here: Path, unmeasured: dict[str, str], batch: Batch
) -> None:
    write(here / "plans/large.txt", plan(1, 9) * 600)  # more than the limit
    full = batch(
        "plans", "-o", out, "-j", "1",
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (300_000, 300_000)),
        env=unmeasured | {"PYTHONDONTWRITEBYTECODE": "1"},
    )  # fmt: skip
    assert full.returncode == 2
    assert (
        full.stderr.decode()
        .splitlines()[-1]
        .startswith(f"planparse: cannot write {out}: ")
    )
    assert b"Traceback" not in full.stderr
    assert not (here / "out.jsonl").exists()
    assert batch("plans", "-o", out).returncode == 0
    assert (
        batch("plans", "-o", f"whole.{out}" if out != "out" else "whole").returncode
        == 0
    )
    if out == "out":
        assert tree(here / "out") == tree(here / "whole")
    else:
        assert (here / out).read_bytes() == (here / f"whole.{out}").read_bytes()
