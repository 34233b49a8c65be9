"""`planparse batch`, as a process: what cannot start, what is imported, progress."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.batch.conftest import (
    PLANPARSE,
    Batch,
    write,
)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["nowhere", "-o", "out"], "nowhere: there is no such file"),
        (["plans", "-o", "plans/2020/00.txt"], "is a file: name a folder"),
        (
            ["plans", "-o", "out.jsonl", "-f", "yaml"],
            "is one file: its format is nodes",
        ),
        (["plans", "-o", "out.jsonl", "--split"], "--split makes files"),
        (["plans", "-o", "out", "--shard", "3/2"], "3/2 is no share"),
        (["plans", "-o", "out", "--encoding", "latin-99"], "unknown encoding"),
        (
            ["plans", "-o", "out", "--grammar", "none"],
            "no grammar and no file is called none",
        ),
        (
            ["plans", "-o", "out.jsonl", "--select", "水库"],
            "is one file: its format is nodes; for table",
        ),
        (
            ["plans", "-o", "out", "--level", "1", "-f", "json"],
            "--level has no effect on json: say -f table|csv|tasks-docx|xlsx",
        ),
        (
            ["plans", "-o", "out", "--plain"],
            "--plain has no effect on yaml: say -f csv, or leave --plain out",
        ),
        (
            ["plans", "-o", "out.jsonl", "--spans"],
            "--spans has no effect on nodes: say -f yaml",
        ),
        (
            ["plans", "-o", "out", "-0"],
            "-0 has no effect without a list on standard input",
        ),
        (
            ["plans", "-o", "out", "--fail-fast", "--max-errors", "2"],
            "--fail-fast is --max-errors 1",
        ),
        (
            ["plans", "-o", "out", "--level", "first"],
            "--level is a number from 1, or leaf",
        ),
        (
            ["plans", "-o", "out", "--report", "r.txt"],
            "r.txt ends in none of the reports",
        ),
        (["plans", "-o", "/dev/null/out"], "cannot write"),
        (
            ["plans", "-o", "plans"],
            "the outputs would lie among the files of plans: name another folder",
        ),
        (
            ["plans/2020", "plans", "-o", "."],
            "the outputs would lie among the files of plans: name another",
        ),
        (["plans"], "Missing option"),
        (["-", "-o", "out"], "the list on standard input is empty"),
    ],
)
def test_what_cannot_start(
    arguments: list[str], said: str, here: Path, batch: Batch
) -> None:
    done = batch(*arguments, input=b"")
    assert done.returncode == 2
    assert said in done.stderr.decode()
    assert done.stderr.count(b"\n") == 1
    assert not (here / "out").exists()


def test_what_is_not_used_is_not_imported(
    here: Path, unmeasured: dict[str, str]
) -> None:
    code = (
        "import sys; from planparse.cli.main import run\n"
        "print(run(['batch', 'plans', '-o', 'out', '-q']))\n"
        "heavy = {'pydantic', 'yaml', 'rich', 'jieba', 'pyarrow', 'multiprocessing'}\n"
        "print(*heavy & set(sys.modules))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=here,
        env=unmeasured,
        capture_output=True,
        check=True,
    )
    assert done.stdout == b"0\n\n"


def test_progress_on_a_terminal(here: Path, environment: dict[str, str]) -> None:
    import pty

    write(here / "plans/[bold]:x:.txt", b"%PDF-1.7")
    ours, theirs = pty.openpty()
    process = subprocess.Popen(
        [*PLANPARSE, "plans", "-o", "out"],
        cwd=here,
        env=environment | {"TERM": "xterm"},
        stderr=theirs,
    )
    os.close(theirs)
    seen = b"".join(iter(lambda: _read(ours), b""))
    os.close(ours)
    assert process.wait(60) == 1
    assert b"/14 files" in seen
    assert b"plans/[bold]:x:.txt: is a damaged PDF" in seen
    assert seen.rstrip().endswith(b"out/manifest.jsonl")


def _read(fd: int) -> bytes:
    try:
        return os.read(fd, 4096)
    except OSError:  # the other end is closed
        return b""
