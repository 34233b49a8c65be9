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
    command: list[str], collecting: str, tmp_path: Path
) -> None:
    (tmp_path / "plan.txt").write_text("一、清漂\n二、清淤\n", encoding="utf-8")
    run = subprocess.run(
        [sys.executable, "-c", WATCHED, *command],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=True,
    )
    assert run.stdout.split()[-1] == collecting
