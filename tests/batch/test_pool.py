"""Workers that die, hang or need too much, and signals."""

import os
import random
import signal
import subprocess
import threading
import time
from contextlib import suppress
from pathlib import Path

import pytest

from tests.batch.conftest import (
    PLANPARSE,
    Batch,
    manifest,
    needs_proc,
    plan,
    tree,
    until,
    workers,
    write,
)
from tests.conftest import heed_interrupts


@needs_proc
@pytest.mark.long
def test_killing_workers_at_random_loses_nothing(
    here: Path, batch: Batch, saboteur: dict[str, str], environment: dict[str, str]
) -> None:
    # No more than four strikes: more lost files than that are tried again at once, and a
    # second strike would make them failures.
    for number in range(240):
        write(here / "many" / f"{number:03}-slow.txt", plan(number, 9))
    batch("many", "-o", "whole.jsonl")
    write(here / "many/200-poison.txt", plan(1))
    process = subprocess.Popen(
        [*PLANPARSE, "many", "-o", "out.jsonl", "-j", "2"],
        cwd=here, env=environment | saboteur, stderr=subprocess.PIPE,
    )  # fmt: skip
    rng, killed = random.Random(7), set[int]()

    def strike() -> None:
        while process.poll() is None and len(killed) < 4:
            time.sleep(rng.uniform(0.2, 0.5))
            for pid in (
                rng.sample(found, 1)
                if (
                    found := [
                        pid
                        for pid in workers(here)
                        if pid not in killed and (here / f"at-work-{pid}").exists()
                    ]
                )
                else ()
            ):
                with suppress(ProcessLookupError):
                    os.kill(pid, signal.SIGKILL)
                    killed.add(pid)

    thread = threading.Thread(target=strike)
    thread.start()
    _, said = process.communicate(timeout=120)
    thread.join()
    assert process.returncode == 1, said
    failed = [
        name
        for name, entry in manifest(here / "out.jsonl.manifest.jsonl").items()
        if entry["status"] != "done"
    ]
    assert killed
    assert failed == ["many/200-poison.txt"]
    assert (
        b"planparse: many/200-poison.txt: its worker was ended by SIGKILL, twice"
        in said
    )
    assert (here / "out.jsonl").read_bytes() == (here / "whole.jsonl").read_bytes()
    assert not workers(here)


def test_a_file_that_hangs_or_needs_too_much_is_named_and_passed_over(
    here: Path, batch: Batch, saboteur: dict[str, str]
) -> None:
    write(here / "plans/hang.txt", plan(1))
    write(here / "plans/huge.txt", plan(1))
    done = batch("plans", "-o", "out", "-j", "2", "--timeout", "1", more=saboteur)
    assert done.returncode == 1
    assert (
        b"planparse: plans/hang.txt: took longer than 1 s (--timeout)\n" in done.stderr
    )
    assert (
        b"planparse: plans/huge.txt: there is not enough memory for it\n" in done.stderr
    )
    assert len(tree(here / "out")) == 13
    again = batch("plans", "-o", "out")
    assert again.returncode == 0
    assert b"15 done (13 unchanged)" in again.stderr


@needs_proc
@pytest.mark.parametrize(
    ("number", "status", "said"),
    [
        (
            signal.SIGINT,
            130,
            b"planparse: interrupted; the same command goes on from here\n",
        ),
        (
            signal.SIGTERM,
            143,
            b"planparse: stopped; the same command goes on from here\n",
        ),
        (signal.SIGKILL, -9, b""),
    ],
)
def test_signals_leave_no_orphan_and_no_half_file(
    number: int,
    status: int,
    said: bytes,
    here: Path,
    batch: Batch,
    saboteur: dict[str, str],
    environment: dict[str, str],
) -> None:
    write(here / "plans/2022/hang.txt", plan(1))
    process = subprocess.Popen(
        [*PLANPARSE, "plans", "-o", "out", "-j", "2", "-q"],
        cwd=here,
        env=environment | saboteur,
        stderr=subprocess.PIPE,
        preexec_fn=heed_interrupts,
    )
    until(lambda: len(list((here / "out").glob("plans/*/*.yaml"))) == 13)
    assert len(workers(here)) == 2
    process.send_signal(number)
    _, heard = process.communicate(timeout=60)
    assert (process.returncode, heard) == (status, said)
    until(lambda: not workers(here))
    assert batch("plans/2020", "-o", "whole").returncode == 0
    assert all(data.endswith(b"\n") for data in tree(here / "out").values())


def test_workers_that_cannot_start_are_told_of_once(
    here: Path, batch: Batch, environment: dict[str, str]
) -> None:
    code = (
        "import sys\n"
        "if any('worker' in word for word in getattr(sys, 'orig_argv', ())):\n"
        "    sys.exit('no luck today')\n"
    )
    write(here / "site" / "sitecustomize.py", code)
    more = {"PYTHONPATH": f"{here / 'site'}{os.pathsep}{environment['PYTHONPATH']}"}
    done = batch("plans", "-o", "out", more=more)
    assert done.returncode == 2
    assert done.stderr.startswith(b"planparse: the workers do not start:\n")
    assert b"no luck today" in done.stderr
