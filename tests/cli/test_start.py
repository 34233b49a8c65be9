"""How the process of a command starts: what it turns off, and for which commands."""

import subprocess
import sys
from pathlib import Path

import pytest

WATCHED = (
    "import atexit, gc, sys; from planparse.__main__ import main;"
    "atexit.register(lambda: print('collecting' if gc.isenabled() else 'not'));"
    "sys.argv[0] = 'planparse'; main()"
)
"""Runs a command line and prints at the end whether the collector was on."""


@pytest.mark.parametrize(
    ("command", "collecting"),
    [(["schema"], "not"), (["batch", "-o", "out", "--dry-run", "."], "collecting")],
    ids=["schema", "batch"],
)
def test_the_collector_is_off_but_for_a_batch(
    command: list[str], collecting: str, tmp_path: Path, environment: dict[str, str]
) -> None:
    (tmp_path / "plan.txt").write_text("一、清漂\n二、清淤\n", encoding="utf-8")
    run = subprocess.run(
        [sys.executable, "-c", WATCHED, *command],
        cwd=tmp_path,
        env=environment,
        capture_output=True,
        text=True,
        check=True,
    )
    assert run.stdout.split()[-1] == collecting


@pytest.mark.parametrize(
    ("options", "status"), [([], 0), (["--strict"], 1), (["--no-such"], 2)]
)
def test_leaving_at_once_loses_neither_output_nor_status(
    options: list[str], status: int, tmp_path: Path, environment: dict[str, str]
) -> None:
    (tmp_path / "plan.txt").write_text("一、清漂\n三、清淤\n", encoding="utf-8")
    command = ["plan.txt", "-f", "outline", *options]
    run = subprocess.run(
        [sys.executable, "-m", "planparse", *command],
        cwd=tmp_path,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode == status
    if status < 2:
        assert "清淤" in run.stdout.splitlines()[-1]
        assert "plan.txt:2" in run.stderr
    else:
        assert "--no-such" in run.stderr


def test_what_is_registered_for_the_exit_runs_before_it(
    environment: dict[str, str],
) -> None:
    program = (
        "import atexit, sys; from planparse.__main__ import main;"
        "atexit.register(lambda: print('registered', end='')); sys.argv[1:] = ['--version']; main()"
    )
    run = subprocess.run(
        [sys.executable, "-c", program],
        capture_output=True,
        text=True,
        check=True,
        env=environment,
    )
    assert run.stdout.endswith("registered")
